"""The published corpus itself: well formed, made from its marked articles, every class there, nothing taken from elsewhere."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import re
import sys
from pathlib import Path

import pytest
from conftest import GOLD

from provenance.evaluate.gold import GoldArticle

ARTICLES = sorted((GOLD / "articles").glob("*.gold.json"))
LANGUAGES = {"en", "ru", "uk", "fr", "de", "es", "tr", "ar", "zh"}
STYLES = {
    "parenthetical", "bracket", "dash-credit", "prose", "author-date", "numeric", "footnote", "link", "wiki", "identifier",
    "legal", "caption-credit", "press-list",
}  # fmt: skip


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


GOLDS = {path.name.removesuffix(".gold.json"): load(path) for path in ARTICLES}
CITATIONS = [(gold, row) for gold in GOLDS.values() for row in gold["citations"]]


def texts(pattern, style=None):
    """References whose text fits; of one style, if asked."""
    return [row for _, row in CITATIONS if re.search(pattern, row["text"]) and style in (None, row["style"])]


def items(**wanted):
    """Cited items that have these fields (True: anything there)."""
    found = []
    for _, row in CITATIONS:
        for item in row["gold"]:
            if all(item.get(key) if value is True else item.get(key) == value for key, value in wanted.items()):
                found.append(item)
    return found


def after_stop():
    """References that stand after the full stop of their sentence."""
    return [row for gold, row in CITATIONS if gold_text(gold)[max(0, row["start"] - 2) : row["start"]] in (". ", "? ", ".” ")]


def gold_text(gold):
    return (GOLD / "articles" / gold["file"]).read_text(encoding="utf-8")


def negatives(pattern):
    return [row for gold in GOLDS.values() for row in gold["negatives"] if re.search(pattern, row["why"])]


def yearless_before(gold, row):
    """Dates of the year before the article's whose year is not printed."""
    return [
        date
        for item in row["gold"]
        for date in item["dates"]
        if gold["article_date"] and date[:4] < gold["article_date"][:4] and date[:4] not in row["text"] and len(date) == 10
    ]


CLASSES = {
    "one source": lambda: [row for _, row in CITATIONS if len(row["gold"]) == 1 and row["style"] == "parenthetical"],
    "several sources": lambda: [row for _, row in CITATIONS if len(row["gold"]) > 1],
    "several dates": lambda: [item for item in items() if len(item["dates"]) > 1],
    "one date for several sources": lambda: texts(r"^\([^;\d]+, [^;\d]+, [A-Z][a-z]+ \d+\)$"),
    "range of dates": lambda: [item for item in items() if any("/" in date for date in item["dates"])],
    "day first": lambda: texts(r"\d+ (March|October|January|August)"),
    "abbreviated month": lambda: texts(r"(Jan|Feb|Mar|Sept|Oct|Nov|Dec)\. \d"),
    "weekday in the bracket": lambda: texts(r"\b(Fri|Sat|Sun|Wed)[a-z.,]* "),
    "numeric date of two readings": lambda: texts(r"\b\d\d/\d\d/\d{2,4}"),
    "ISO date": lambda: texts(r"\d{4}-\d\d-\d\d"),
    "month and year": lambda: [item for item in items() if any(len(date) == 7 for date in item["dates"])],
    "year alone": lambda: [item for item in items() if any(len(date) == 4 for date in item["dates"])],
    "no date": lambda: texts(r"^\([^\d]+\)$", "parenthetical"),
    "date before the name": lambda: texts(r"^\(May 6: "),
    "year of the year before": lambda: [date for gold, row in CITATIONS for date in yearless_before(gold, row)],
    "issue": lambda: items(issue=True),
    "pages": lambda: items(pages=True),
    "quoted title": lambda: texts(r"[“\"][A-Z].*[”\"]", "parenthetical"),
    "author": lambda: items(author=True),
    "place tag": lambda: texts(r"\[(Bamako|Algiers|Paris|Nairobi|London)\]"),
    "language tag": lambda: texts(r"[\[(]in (French|Spanish|Arabic|Persian)[\])]"),
    "see": lambda: items(signal="see"),
    "see also": lambda: items(signal="see also"),
    "cf.": lambda: items(signal="cf."),
    "e.g.": lambda: items(signal="e.g."),
    "via": lambda: items(via=True),
    "as cited in": lambda: items(signal="as cited in", role="carrier"),
    "Source:": lambda: items(signal="Source:"),
    "bare host": lambda: texts(r"^\((www\.)?[\w-]+\.(example|ru|org|kg)[;,]"),
    "address with access date": lambda: texts(r"https?://.*accessed"),
    "account": lambda: texts(r"@\w+"),
    "platform": lambda: texts(r"^\((YouTube|Telegram|Twitter|Facebook)"),
    "interview of the author": lambda: texts(r"(?i)author’s (interview|telephone|correspondence)"),
    "ibid.": lambda: items(signal="ibid."),
    "op. cit.": lambda: texts(r"op\. cit\."),
    "back reference in prose": lambda: texts("The same newspaper"),
    "prose with a weekday": lambda: texts(r"reported on (Tuesday|Thursday)", "prose"),
    "prose with a day": lambda: texts(r"August 6|11 March|January 3|5 апреля", "prose"),
    "prose: told": lambda: texts(r"\btold ", "prose"),
    "prose: according to": lambda: texts(r"(?i)according to", "prose"),
    "prose: citing": lambda: texts(r"citing|quoting", "prose"),
    "quotation with its speaker": lambda: [s for g in GOLDS.values() for s in g["named_sources"] if s["speech"] == "direct"],
    "Markdown link": lambda: texts(r"^\[[^\]^]+\]\(http"),
    "Markdown reference link": lambda: texts(r"^\(?\[[^\]^]+\]\[\w+\]"),
    "Markdown footnote": lambda: texts(r"^\[\^\w+\]$"),
    "footnote text": lambda: texts(r"^\[\^\w+\]: "),
    "autolink": lambda: texts(r"^<https?://"),
    "HTML superscript": lambda: texts(r"^<sup>"),
    "wiki reference": lambda: texts(r"^<ref"),
    "wiki template": lambda: texts(r"\{\{cite"),
    "named wiki reference": lambda: texts(r"^<ref name=\"\w+\" ?/>"),
    "numeric marker": lambda: texts(r"^\[\d+\]$"),
    "numeric run": lambda: texts(r"^\[\d+,\d+–\d+\]$|^\[\d+\]\[\d+\]$"),
    "list of notes": lambda: texts(r"^(\d+\.|\[\d+\]) .*\d{4}", "footnote"),
    "author-date list": lambda: texts(r"^[A-Z]\w+, [A-Z]\. .*\(\d{4}\)", "author-date"),
    "narrative author-date": lambda: texts(r"^[A-Z]\w+ \(\d{4}\)$"),
    "DOI": lambda: [item for item in items(identifiers=True) if "doi" in item["identifiers"]],
    "arXiv": lambda: [item for item in items(identifiers=True) if "arxiv" in item["identifiers"]],
    "PMID": lambda: [item for item in items(identifiers=True) if "pmid" in item["identifiers"]],
    "ISBN": lambda: [item for item in items(identifiers=True) if "isbn" in item["identifiers"]],
    "case": lambda: texts(r" v\. ", "legal"),
    "statute": lambda: texts("§", "legal"),
    "European law": lambda: texts(r"Directive|Regulation|EU:C:", "legal"),
    "after the full stop": after_stop,
    "several brackets side by side": lambda: [row for g, row in CITATIONS if gold_text(g)[row["end"] : row["end"] + 2] == " ("],
    "dateline": lambda: [row for g, row in CITATIONS if re.match(r" -|-- |—| –", gold_text(g)[row["end"] : row["end"] + 3])],
    "in a headline": lambda: [row for g, row in CITATIONS if gold_text(g)[row["end"] : row["end"] + 2] == "\n\n"],
    "inside a sentence": lambda: [row for g, row in CITATIONS if re.match(r", \w| but", gold_text(g)[row["end"] :])],
    "name lost with its link": lambda: items(lost=True),
    "native quotation marks": lambda: texts("[«„《]"),
    "genitive month": lambda: texts(r"(ноября|октября|жовтня|вересня)"),
    "other digits": lambda: texts("[٠-٩]"),
    "full-width brackets": lambda: texts("^（"),
    "negative: acronym": lambda: negatives("acronym"),
    "negative: translation": lambda: negatives("translation|transliteration"),
    "negative: age or birth": lambda: negatives("age|birth"),
    "negative: party": lambda: negatives("party"),
    "negative: term of office": lambda: negatives("office"),
    "negative: aside with a date": lambda: negatives("aside with a date"),
    "negative: day of an event": lambda: negatives("event date"),
    "negative: score": lambda: negatives("score"),
    "negative: measure or price": lambda: negatives("conversion|measure|price"),
    "negative: places with a year": lambda: negatives("places and year|place and date"),
    "negative: cross-reference": lambda: negatives("cross-reference"),
    "negative: editorial": lambda: negatives("editorial"),
    "negative: photo credit": lambda: negatives("photo credit"),
    "negative: link that navigates": lambda: negatives("navigation"),
    "negative: note that explains": lambda: negatives("note that explains"),
}


def test_there_are_enough_articles():
    assert len(GOLDS) >= 70
    assert sum(len(gold["citations"]) for gold in GOLDS.values()) >= 570
    assert sum(len(gold["negatives"]) for gold in GOLDS.values()) >= 180
    assert {gold["language"] for gold in GOLDS.values()} == LANGUAGES
    assert {row["style"] for _, row in CITATIONS} == STYLES
    assert {Path(gold["file"]).suffix for gold in GOLDS.values()} == {".txt", ".md", ".html", ".wiki"}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_is_there(name):
    assert len(CLASSES[name]()) >= 1


@pytest.mark.parametrize("name", GOLDS)
def test_labels_stand_in_the_text_once(name):
    gold, text = GOLDS[name], gold_text(GOLDS[name])
    assert gold["chars"] == len(text)
    labels = [*gold["citations"], *gold["negatives"], *gold["ambiguous"]]
    places = [*labels, *gold["sentences"], *gold["uncited_checkworthy"]]
    places += [claim for row in gold["citations"] for claim in row.get("claims", [])]
    assert len(places) > 5
    assert [row["text"] for row in places] == [text[row["start"] : row["end"]] for row in places]
    spans = [(row["start"], row["end"]) for row in labels]
    assert len(spans) == len(set(spans))
    ids = [row["id"] for row in gold["citations"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", GOLDS)
def test_labels_say_what_they_cite(name):
    for row in GOLDS[name]["citations"]:
        assert row["gold"]
        for item in row["gold"]:
            assert item["source"] or item["dates"] or item.get("ref") or item.get("refers_to") or item.get("signal")
            assert bool(item.get("lost")) == (item["source"] is None and bool(item["dates"]) and not item.get("refers_to"))
            for part in (part for date in item["dates"] for part in date.split("/")):
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", part)


@pytest.mark.parametrize("name", GOLDS)
def test_dates_obey_the_rule_of_the_missing_year(name):
    gold = GOLDS[name]
    dates = [date[-10:] for row in gold["citations"] for item in row["gold"] for date in item["dates"] if len(date) >= 10]
    assert gold["article_date_known"]
    assert all(date <= gold["article_date"] for date in dates)


def test_the_articles_are_what_the_marked_ones_say():
    spec = importlib.util.spec_from_file_location("gold_build", GOLD / "build.py")
    build = sys.modules["gold_build"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert build.main(["--check"]) == 0


def test_the_published_schema_is_that_of_the_reader_of_labels():
    schema = load(GOLD / "schema.json")
    assert schema.pop("$schema").endswith("2020-12/schema")
    assert schema == GoldArticle.model_json_schema()


def test_the_readme_counts_rightly_and_names_the_licence():
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^(\d+) short articles", readme, re.M)[1] == str(len(GOLDS))
    assert "CC0 1.0" in (GOLD / "LICENSE").read_text(encoding="utf-8")
    assert {gold["licence"] for gold in GOLDS.values()} == {"CC0-1.0"}


def words(text):
    return re.findall(r"\w+", re.sub(r"<[^>]*>|https?://\S+", " ", text).casefold())


def runs(text, length=8):
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def test_no_run_of_words_is_shared_between_articles():
    """Sentences are written once each: a corpus that repeats itself counts one thing twice."""
    seen = {}
    for name, gold in GOLDS.items():
        for sentence in gold["sentences"]:
            for run in runs(sentence["text"], 9):
                assert seen.setdefault(run, name) == name, " ".join(run)
    assert len(seen) > 1000


@pytest.mark.skipif(not os.environ.get("PROVENANCE_SHARED"), reason="PROVENANCE_SHARED is unset: the shared corpus is not here")
def test_no_sentence_was_taken_from_the_shared_corpus():
    shared = Path(os.environ["PROVENANCE_SHARED"]) / "corpus"
    theirs = set()
    for path in itertools.chain(shared.glob("articles/*"), shared.glob("seed/article.txt")):
        if not path.name.endswith(".gold.json"):
            theirs |= runs(path.read_text(encoding="utf-8"))
    for line in (shared / "references.jsonl").read_text(encoding="utf-8").splitlines():
        theirs |= runs(json.loads(line)["context"])
    assert len(theirs) > 1000
    ours = set().union(*(runs(gold_text(gold)) for gold in GOLDS.values()))
    assert ours & theirs == set()
