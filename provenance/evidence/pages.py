"""An archived page, read: what it is, whose, from when, and its own text.

Pages are untrusted input: size is limited, nothing is fetched, and what a damaged page makes a library raise becomes a
problem of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.catalog.addresses import is_list, is_root, is_search, page_key
from provenance.catalog.page_words import load_page_words
from provenance.model.answer import Capture, Content
from provenance.model.evidence import Page, PageKind

from .credits import find_credits
from .dating import find_publication

# A text below this many characters is no article; wire flashes are a sentence.
_EMPTY = 60
# "Page not found" counts in a text up to this length, and in a title with a text up to the second.
_SHORT, _MIDDLING = 800, 2000
# Lines of the extracted text that are links: so many and such a share of all, at least, make a list.
_LINK_LINES = ((2, 0.6), (4, 0.3))
# Links' texts that are taken off one cell.
_TEASERS = 40
_MAX_BYTES = 5_000_000
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_TITLE_LENGTH = 500


def read_page(content: Content, capture: Capture | None = None, *, max_bytes: int = _MAX_BYTES) -> Page:
    """Reads a replayed capture. Never raises for what the page contains.

    Args:
        content: bytes and where they come from.
        capture: the index's row of it, for its status where the replay gives none.
        max_bytes: bytes that are read; the rest is cut and noted in `problems`.
    """
    body, problems = content.body, []
    if len(body) > max_bytes or content.truncated:
        body = body[:max_bytes]
        problems.append(f"only the first {len(body)} bytes were read")
    status = content.status or (capture.status if capture else None) or 200
    if (media_type := _no_text(content)) is not None:
        body = b""
        problems.append(f"it is a file of type {media_type}, which is not read")
    source = _decoded(body, content)
    seen = _look(source, content.url)
    kind, problem = _kind(content, status, seen)
    if media_type is not None and kind == "empty":
        kind = "other"
    elif problem:
        problems.append(problem)
    published, published_from = find_publication(
        url=content.url,
        metadata=seen.metadata,
        titles=seen.titles,
        full_text=seen.full_text,
        article=seen.text,
        captured=content.captured_at.date(),
        source=source if kind in ("article", "other") else "",
    )
    return Page(
        url=content.url,
        archive=content.archive,
        archive_url=content.archive_url,
        captured_at=content.captured_at,
        sha256=content.sha256,
        title=seen.title,
        published=published,
        published_from=published_from,
        language=_language(seen.text or seen.full_text),
        kind=kind,
        text=seen.text,
        credits=find_credits(seen.text, seen.byline) if kind == "article" else (),
        redirects=content.redirects,
        problems=tuple(problems),
        byline=seen.byline,
        site_name=seen.site_name,
    )


def _no_text(content: Content) -> str | None:
    """The media type of a body that is no text (PDF, picture), None for text and where nothing is said."""
    if content.body[:5] == b"%PDF-":
        return "application/pdf"
    named = {key.lower(): value for key, value in content.headers}
    media_type = named.get("content-type", "")[:100].partition(";")[0].strip().lower()
    return media_type if media_type.startswith(_NO_TEXT) else None


def _decoded(body: bytes, content: Content) -> str:
    """The page's text by the site's own header, else as the bytes and their `<meta>` say."""
    from provenance.markup import read_encoding

    named = {key.lower(): value for key, value in content.headers}
    told = _CHARSET.search(named.get("content-type", "")[:500])
    return read_encoding(body, charset=told[1] if told else None).text


@dataclass(frozen=True, slots=True)
class _Seen:
    title: str | None
    titles: tuple[str, ...]
    text: str
    full_text: str
    metadata: dict[str, tuple[str, ...]]
    site_name: str | None
    byline: str | None
    link_texts: frozenset[str]
    raw: str = ""


def _look(source: str, url: str) -> _Seen:
    from provenance.markup import links_of, read_html

    reading = read_html(source)
    metadata = dict(reading.metadata)
    site_name = _first(metadata, "og:site_name", "jsonld:publisher", "application-name", "dc.publisher")
    told = [_first(metadata, name) for name in ("og:title", "jsonld:headline")]
    titles = [clean for title in (*told, reading.title) if title and (clean := _without_site(title, site_name))]
    byline = _first(metadata, "author", "jsonld:author", "byl", "dc.creator", "article:author", "sailthru.author")
    if byline and byline.startswith("http"):
        byline = None
    links = frozenset(_line(link.text) for link in links_of(source, url) if len(link.text.split()) >= 4)
    names = frozenset(_line(title) for title in titles)
    raw = _article_text(source)
    text = _without_teasers(raw, links - names)
    if len(raw) < _EMPTY * 2 and len(reading.text) > 2 * len(text):  # layouts of tables and bare lines
        text = _without_links(reading.text, links)
    return _Seen(
        titles[0] if titles else None, tuple(dict.fromkeys(titles)), text, reading.text, metadata, site_name, byline, links, raw
    )


def _article_text(source: str) -> str:
    """The article's own text by trafilatura, "" where it finds none."""
    if "<" not in source:
        return ""
    import trafilatura

    try:
        # A text is never taken for an address: it is parsed, and the leading comment makes sure of it.
        found = trafilatura.extract(
            f"<!-- page -->\n{source}", include_comments=False, include_tables=True, output_format="txt"
        )
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):  # what damaged pages make it raise
        return ""
    return found.strip() if found else ""


def _without_teasers(text: str, links: frozenset[str]) -> str:
    """A text without the headlines of other items that old layouts put beside it: lines and cells that are links' texts.

    A paragraph that holds a link among other words stays whole.
    """
    if not links:
        return text
    kept: list[str] = []
    for line in text.splitlines():
        cells = [_trimmed(cell, links) for cell in line.split("|")]
        if (cleaned := " | ".join(cell for cell in cells if cell)) or not line.strip(" |"):
            kept.append(cleaned)
    return "\n".join(kept).strip()


def _trimmed(cell: str, links: frozenset[str]) -> str:
    """A cell without the links' texts at its ends, where it is made up of several things."""
    cell = cell.strip()
    for _ in range(_TEASERS):
        folded = cell.casefold()
        found = next((link for link in links if folded.endswith(link) or folded.startswith(link)), None) if cell else None
        if found is None or len(found) != len(found.casefold()) or len(folded) != len(cell):
            break
        rest = cell[: -len(found)] if folded.endswith(found) else cell[len(found) :]
        if rest.strip() and not rest.rstrip().endswith((".", "!", "?", "…", "»", ")")) and not _is_bound(rest, folded, found):
            break  # the end of a sentence
        cell = rest.strip()
    return cell


def _is_bound(rest: str, folded: str, found: str) -> bool:
    """Whether what is left begins a line of its own: the link stood before it."""
    return folded.startswith(found) and rest[:1] in " \t" and rest.strip()[:1].isupper()


def _without_links(text: str, links: frozenset[str]) -> str:
    """The lines of a page that are no navigation: neither a link's text nor two or three words alone."""
    kept = [line.strip() for line in text.splitlines()]
    return "\n".join(line for line in kept if len(line.split()) >= 4 and _line(line) not in links)


def _kind(content: Content, status: int, seen: _Seen) -> tuple[PageKind, str]:
    if status >= 300:
        return "error", f"the site answered with status {status} when it was captured"
    asked, url = content.asked_url, content.url
    if is_root(url):
        if not is_root(asked) and page_key(asked) != page_key(url):
            return "soft-404", "the address led to the site's home page when it was captured"
        return "front", ""
    if is_search(url):
        return "search", ""
    text = _folded(seen.text)
    title = _folded(seen.title or "") + " " + _folded(" ".join(seen.metadata.get("title", ())))
    for phrase in load_page_words().gone:
        if (phrase in title and len(text) < _MIDDLING) or (len(text) < _SHORT and phrase in text):
            return "soft-404", f"the page says “{phrase}”"
    if is_list(url) or _lists(seen):
        return "list", ""
    if len(seen.text) < _EMPTY:
        return "empty", "there is hardly any text on the page"
    if len(text) < _SHORT and (phrase := _walled(text)):
        return "empty", f"a wall stands before the page: “{phrase}”"
    return "article", ""


def _walled(text: str) -> str:
    """The first sentence of a short text that is about reading the page, if hardly anything else is said; else ""."""
    walls = load_page_words().walls
    sentences = [one for one in re.split(r"(?<=[.!?…])\s+|\n", text) if one.strip()]
    about = [one for one in sentences if any(phrase in one for phrase in walls)]
    rest = sum(len(one) for one in sentences) - sum(len(one) for one in about)
    return about[0][:80] if about and rest < 2 * _EMPTY else ""


def _lists(seen: _Seen) -> bool:
    lines = [line for line in seen.raw.splitlines() if len(line.split()) >= 4]
    linked = sum(_line(line) in seen.link_texts for line in lines)
    return any(linked >= count and linked >= share * len(lines) for count, share in _LINK_LINES)


def _without_site(title: str, site_name: str | None) -> str:
    """A title without the site's name behind or before it ("Title | Site", "Site: Title")."""
    title = " ".join(title.split())[:_TITLE_LENGTH]
    parts = re.split(r"\s(?:[|–—-]|::|//|»|/)\s", title)
    if len(parts) > 1:
        if site_name and _folded(parts[-1]) == _folded(site_name):
            return title[: title.rindex(parts[-1])].rstrip(" |–—-:/»")
        longest = max(parts, key=len)
        if len(longest.split()) >= 4 and len(longest) >= 0.6 * len(title):
            return longest
    return title


def _first(metadata: dict[str, tuple[str, ...]], *names: str) -> str | None:
    return next((value.strip() for name in names for value in metadata.get(name, ()) if value.strip()), None)


def _language(text: str) -> str | None:
    from provenance.markup import language_of

    return language_of(text[:20_000])


def _line(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" -–—•·*|")


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("’", "'").split())
