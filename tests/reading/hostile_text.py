"""Texts that try to break a reader: families that grow, for the tests of linear time, and strategies, for those of properties.

A family is a row: what is repeated, and what stands before and after. Each asks whether some scanner looks again and again at
what it has seen: marks that open and never close, marks that close and never opened, runs that a pattern may begin anywhere in.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True)
class Family:
    id: str
    unit: str
    before: str = ""
    after: str = ""
    name: str = "hostile.txt"

    def text(self, size: int) -> str:
        """About `size` characters. `{}` in the unit becomes a number, so that no two units are alike."""
        if "{}" not in self.unit:
            return self.before + self.unit * max(1, size // len(self.unit)) + self.after
        units, length, number = [], 0, 0
        while length < size:
            units.append(self.unit.replace("{}", _word(number)))
            length += len(units[-1])
            number += 1
        return self.before + "".join(units) + self.after


def _word(number: int) -> str:
    """A made-up capitalised word for a number: no two numbers give the same."""
    letters = ""
    while True:
        number, rest = divmod(number, 20)
        letters = "bcdfghklmnprstvwxyzj"[rest] + "aeiou"[rest % 5] + letters
        if not number:
            return "Q" + letters


FAMILIES = (
    Family("round-open", "("),
    Family("round-close", ")"),
    Family("round-pairs", "()"),
    Family("round-nested", "(", after=")" * 400),
    Family("square-open", "["),
    Family("square-caret", "[^"),
    Family("square-numbers", "[1]"),
    Family("mixed-open", "(["),
    Family("curly-open", "{{"),
    Family("wiki-link-open", "[["),
    Family("link-middle", "]("),
    Family("link-labels", "[a]("),
    Family("link-definitions", "[a]: x\n"),
    Family("image-open", "!["),
    Family("full-width-open", "（"),
    Family("lenticular-open", "【"),
    Family("angle-open", "<"),
    Family("tag-open", "<a "),
    Family("anchor-open", "<a href='x'>"),
    Family("ref-open", "<ref"),
    Family("ref-unclosed", "<ref name=x>"),
    Family("sup-unclosed", "<sup>"),
    Family("cite-open", "{{cite web|"),
    Family("cite-pipes", "|a=b", before="{{cite web", after="}}"),
    Family("comment-open", "<!--", name="hostile.html"),
    Family("html-paragraphs", "<p>", name="hostile.html"),
    Family("html-nested", "<div>", name="hostile.html"),
    Family("html-attributes", " a='b'", before="<p", after=">x</p>", name="hostile.html"),
    Family("html-anchors", "<a href='#n'>[1]</a>", before="<p>", name="hostile.html"),
    Family("html-entities", "&amp;", before="<p>", name="hostile.html"),
    Family("html-broken-entities", "&", before="<p>", name="hostile.html"),
    Family("html-unclosed-quote", "<a href='", name="hostile.html"),
    Family("html-script", "<script>", name="hostile.html"),
    Family("html-table", "<table><tr><td>", name="hostile.html"),
    Family("html-lists", "<ol><li>", name="hostile.html"),
    Family("markdown-stars", "*", name="hostile.md"),
    Family("markdown-star-words", "*a ", name="hostile.md"),
    Family("markdown-ticks", "`", name="hostile.md"),
    Family("markdown-tick-runs", "`a``b", name="hostile.md"),
    Family("markdown-fences", "```\n", name="hostile.md"),
    Family("markdown-quotes", ">", name="hostile.md"),
    Family("markdown-headings", "# a\n", name="hostile.md"),
    Family("markdown-links", "[a](", name="hostile.md"),
    Family("markdown-nested-links", "[[a](x)", name="hostile.md"),
    Family("markdown-notes", "[^1]: a\n", name="hostile.md"),
    Family("markdown-tables", "|a", name="hostile.md"),
    Family("markdown-rules", "---\n", name="hostile.md"),
    Family("wiki-templates", "{{", name="hostile.wiki"),
    Family("wiki-nested-templates", "{{a|", name="hostile.wiki"),
    Family("wiki-links", "[[a|", name="hostile.wiki"),
    Family("wiki-refs", "<ref>", name="hostile.wiki"),
    Family("wiki-tables", "{|\n|-\n", name="hostile.wiki"),
    Family("wiki-headings", "==", name="hostile.wiki"),
    Family("wiki-quotes", "''", name="hostile.wiki"),
    Family("curly-quote-open", "“"),
    Family("curly-quote-close", "”"),
    Family("low-quote-open", "„"),
    Family("guillemet-open", "«"),
    Family("guillemet-close", "»"),
    Family("corner-open", "「"),
    Family("straight-quotes", '"'),
    Family("straight-quote-words", ' "a'),
    Family("apostrophes", "'"),
    Family("single-quotes", "‘a"),
    Family("possessives", "a’s"),
    Family("commas", ","),
    Family("semicolons", ";"),
    Family("semicolons-inside", "; Interfax, May 3", before="(Reuters, May 2", after=")"),
    Family("stops", "."),
    Family("stop-words", "a. "),
    Family("initials", "A."),
    Family("spaced-initials", "A. "),
    Family("ellipses", "…"),
    Family("question-marks", "?!"),
    Family("colons", ":"),
    Family("slashes", "/"),
    Family("backslashes", "\\"),
    Family("bars", "a | "),
    Family("digits", "1"),
    Family("digit-words", "1 "),
    Family("digit-commas", "1,"),
    Family("digit-dashes", "1-"),
    Family("digit-stops", "1."),
    Family("digit-slashes", "1/"),
    Family("years", "2014 "),
    Family("year-dashes", "2014-"),
    Family("years-bracketed", "(2014) "),
    Family("author-years", "Lee (2014) "),
    Family("percents", "1% "),
    Family("capitals", "A"),
    Family("capital-words", "Aa "),
    Family("camel", "Aa"),
    Family("letters", "a"),
    Family("short-words", "a "),
    Family("the", "the "),
    Family("and", "and "),
    Family("months", "May "),
    Family("month-days", "May 3 "),
    Family("month-day-lists", "May 3, "),
    Family("day-months", "3 May, "),
    Family("weekdays", "Tuesday, "),
    Family("russian-months", "3 мая "),
    Family("hyphens", "-"),
    Family("hyphen-chains", "a-"),
    Family("capital-hyphen-chains", "Al-"),
    Family("dashes", "—"),
    Family("spaced-dashes", " – "),
    Family("dash-credits", "— A\n"),
    Family("dot-chains", "a."),
    Family("host-chains", "a.b-"),
    Family("addresses", "http://a/"),
    Family("address-parts", "://"),
    Family("www", "www."),
    Family("at-signs", "a@"),
    Family("accounts", "@a "),
    Family("see", "see "),
    Family("see-also", "(see also "),
    Family("via", "Reuters via "),
    Family("ibid", "(ibid.) "),
    Family("according", "according to "),
    Family("according-document", "according to a report "),
    Family("said", "said "),
    Family("names-said", "Reuters said "),
    Family("told", "he told Reuters that "),
    Family("reported", "reported on "),
    Family("interviewed-in", "interviewed in the "),
    Family("newspaper", "the newspaper A"),
    Family("which", ", which "),
    Family("and-clauses", ", and the a lost "),
    Family("first-second", ", first, second"),
    Family("source-lines", "Source: A\n"),
    Family("press-lines", "1. A: B, C.\n"),
    Family("note-lines", "1. A, May 3\n"),
    Family("caret-note-lines", "[^1]: A, May 3\n"),
    Family("newlines", "\n"),
    Family("blank-lines", "a\n\n"),
    Family("carriage-returns", "\r"),
    Family("spaces", " "),
    Family("space-between", " ", before="the newspaper", after="Interfax"),
    Family("tabs", "\t"),
    Family("no-break-spaces", "\u00a0"),
    Family("line-separators", "\u2028"),
    Family("zero-width", "\u200b"),
    Family("zero-width-joined", "a\u200d"),
    Family("byte-order-marks", "\ufeff"),
    Family("right-to-left", "\u202e"),
    Family("isolates", "\u2066"),
    Family("combining", "\u0301"),
    Family("combining-words", "a\u0301"),
    Family("surrogate-pairs", "\U0001f600"),
    Family("nulls", "\x00a"),
    Family("superscripts", "¹"),
    Family("superscript-commas", "¹,"),
    Family("arabic", "في "),
    Family("arabic-digits", "١"),
    Family("chinese", "新华社"),
    Family("chinese-dates", "2014年"),
    Family("thai", "ก"),
    Family("dotted-i", "İ"),
    Family("sharp-s", "ß"),
    Family("identifiers", "doi:10.1000/a "),
    Family("isbn", "ISBN 1"),
    Family("statutes", "1 U.S.C. § 1"),
    Family("versus", "A v. "),
    Family("acts", "A Act ("),
    Family("ecli", "(A, EU:C:"),
    Family("outlets", "Interfax "),
    Family("outlet-chains", "Interfax, "),
    Family("outlet-slashes", "Interfax/"),
    Family("outlet-hyphens", "Interfax-"),
    Family("references", "It rained (Interfax, May 3, 2014). "),
    Family("references-apart", "{} spoke (Daily {}, May 3, 2014). "),
    Family("names-apart", "{} said so. "),
    Family("dateless-brackets", "It rained (Interfax). "),
    Family("unclosed-references", "It rained (Interfax, May 3, 2014. "),
    Family("named-refs", "a<ref name='{}'>Reuters, May 3, 2014</ref> "),
    Family("titles-twice", "“A {} Letter” was released on May 3, 2014. "),
    Family("same-subject", "The {} fell. The {} rose (Interfax, May 3). "),
    Family("one-paragraph", "The dam fell. "),
    Family("deictic", "This fell. "),
    Family("groups", "Front of {} (FN) "),
    Family("page-words", "Accessed May 3. "),
    Family("cookie-lines", "Subscribe\nShare\n"),
)  # fmt: skip

#: Pieces of which hostile and half-plausible texts are put together.
PIECES = tuple(
    dict.fromkeys(
        [
            *(family.unit.replace("{}", "Orok") for family in FAMILIES),
            "(Interfax, October 22, 2013)", "(RIA Novosti, worldanalysis.net, November 22)", "(see Reuters, May 3)",
            "(, June 29)", "(Reuters via IOL)", "(ibid.)", "(op. cit., p. 3)", "[12][13]", "[1,3–5]",
            "(Lee, 2008; Park et al., 2010)", "(BBC, 31 February 2014)", "(TASS, 03/04/2014)",
            "(Kommersant, 22 октября 2013)", "(Le Monde, 3 mai 2014, p. 4)", "（新华社，2014年5月3日）", "[Interfax, May 3-5]",
            "(«Коммерсантъ», 3 мая)", "— The Dig", "Source: Reuters, May 3, 2014",
            "according to a July 21 report by RFE/RL", "Reuters reported on Tuesday that", "told the BBC",
            "“We have nothing,” he said.", "[text](https://site.example/2014/05/03/a)",
            "<a href='https://site.example/a'>Reuters</a>", "https://site.example/2014/05/03",
            "<ref name=\"x\">{{cite web|url=https://a.example|title=T|work=Reuters|date=May 3, 2014}}</ref>",
            "<ref name=\"x\"/>", "[^a]", "[^a]: Reuters, May 3, 2014.", "1. Reuters, “A title”, May 3, 2014, p. 2.",
            "## Notes", "\n\n", ". ", " and ", ", ", "December 16, 2014", "Tuesday", "80 percent", "300 men",
            "doi:10.1000/182", "PMID: 12345678", "12 U.S.C. § 34", "Roe v. Wade, 410 U.S. 113 (1973)", "&nbsp;", "&lt;",
            "&#x1F600;", "\ud7ff", "\ufffd", "İstanbul", "ﬁ", "ǆ",
        ]
    )
)  # fmt: skip

_ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_PIECE = st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), _ANY)

#: Texts of pieces, some of them cut or repeated.
texts = st.lists(
    st.one_of(
        _PIECE,
        st.tuples(_PIECE, st.integers(0, 6)).map(lambda drawn: drawn[0][: drawn[1]]),
        st.tuples(_PIECE, st.integers(2, 9)).map(lambda drawn: drawn[0] * drawn[1]),
    ),
    max_size=24,
).map("".join)

#: How a text is handed over: plain, Markdown, wiki text, or HTML with the text in elements.
names = st.sampled_from(("hostile.txt", "hostile.md", "hostile.wiki", "hostile.html"))
WRAPPERS = (
    "{}",
    "<!doctype html><html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>",
    "<body><h1>T</h1><p>{}<p>{}</body>",
    "<div><a href='#n1'><sup>1</sup></a> {}<ol><li id=n1>{}</li></ol>",
    "<table><tr><td>{}</td></tr></table>",
)
wrappers = st.sampled_from(WRAPPERS)
