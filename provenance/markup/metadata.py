"""What a page's head says about it: meta elements, JSON-LD, times, canonical address, title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .outline import Element, Outline
from .tokens import references

#: Longest value kept, in characters; longer ones are cut (data: addresses, whole articles in a description).
VALUE_LIMIT = 2_000
#: Values kept of one name, JSON-LD size and JSON-LD nodes looked at: a page's head is hostile input too.
_VALUES, _JSON_LIMIT, _NODES = 20, 1_000_000, 5_000
#: Events looked at for the text of one element: unclosed elements may hold the rest of the page.
_EVENTS = 64
#: JSON-LD keys -> how their value is read. `name` of an object, or a text.
_LINKED = ("datePublished", "dateModified", "dateCreated", "headline", "publisher", "author", "url", "inLanguage")


def read_metadata(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Names in lower case -> values in source order.

    Names are those of `<meta name|property|itemprop|http-equiv>`; and `title`, `canonical`, `lang`, `base`, `time` (datetime of
    `<time>`), `time:published` (of one marked as the publication date), `jsonld:datepublished`, `jsonld:headline`,
    `jsonld:publisher`, `jsonld:author` and so on, of the first article-like node before others. Never raises.
    """
    found: dict[str, list[str]] = {}

    def add(name: str, value: str) -> None:
        value = " ".join(value.split())[:VALUE_LIMIT]
        values = found.setdefault(name.strip().lower()[:100], [])
        if value and value not in values and len(values) < _VALUES:
            values.append(value)

    for element in outline.elements:
        attributes = element.attributes if element.name in _READERS else {}
        match element.name:
            case "meta":
                for key in ("name", "property", "itemprop", "http-equiv"):
                    if (name := attributes.get(key)) and "content" in attributes:
                        add(name, attributes["content"])
            case "link":
                if "canonical" in attributes.get("rel", "").lower().split():
                    add("canonical", attributes.get("href", ""))
            case "base":
                add("base", attributes.get("href", ""))
            case "html":
                add("lang", attributes.get("lang") or attributes.get("xml:lang", ""))
            case "time":
                value = attributes.get("datetime") or element_text(outline, element)
                marked = "pubdate" in attributes or "datepublished" in attributes.get("itemprop", "").lower()
                classes = attributes.get("class", "").lower().split()
                if marked or not {"published", "entry-date", "post-date", "dt-published"}.isdisjoint(classes):
                    add("time:published", value)
                add("time", value)
            case "title":
                if not found.get("title") and (element.parent is None or element.parent.name != "svg"):
                    add("title", element_text(outline, element))
            case "script":
                if attributes.get("type", "").lower().split(";")[0].strip() == "application/ld+json":
                    for name, value in _linked_data(_raw(outline, element)):
                        add(name, value)
    return {name: tuple(values) for name, values in found.items() if values}


_READERS = frozenset({"meta", "link", "base", "html", "time", "title", "script"})


def element_text(outline: Outline, element: Element, limit: int = VALUE_LIMIT) -> str:
    """The text inside an element on one line, at most about `limit` characters."""
    parts: list[str] = []
    size = 0
    for event in outline.events[element.event : min(element.close_event, element.event + _EVENTS)]:
        if event.kind == "text" and event.token is not None and size < limit:
            start, end = event.token.start, min(event.token.end, event.token.start + limit)
            position = start
            for begin, finish, meaning in references(outline.source, start, end):
                parts += (outline.source[position:begin], meaning)
                position = finish
            parts.append(outline.source[position:end])
            size += end - start
    return " ".join("".join(parts).split())


def _raw(outline: Outline, element: Element) -> str:
    return outline.source[element.inner_start : min(element.inner_end, element.inner_start + _JSON_LIMIT)]


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """(name, value) pairs of JSON-LD, those of article-like nodes first. Broken JSON says nothing."""
    try:
        top = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    nodes: list[dict[str, Any]] = []
    waiting: list[Any] = [top]
    while waiting and len(nodes) < _NODES:
        node = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
        if isinstance(node, list):
            waiting.extend(node[:_NODES])
        elif isinstance(node, dict):
            nodes.append(node)
            waiting.extend(node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"))
    nodes.sort(key=lambda node: not _is_article(node))
    for node in nodes:
        for key in _LINKED:
            # A site's own node has a name and an address too: only an article's are the page's.
            if _is_article(node) or key.startswith("date"):
                for value in _words(node.get(key)):
                    yield f"jsonld:{key.lower()}", value


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report", "WebPage")) for kind in kinds)


def _words(value: Any) -> Iterator[str]:
    for item in value[:_VALUES] if isinstance(value, list) else (value,):
        word = item.get("name") or item.get("@value") if isinstance(item, dict) else item
        if isinstance(word, list) and word:
            word = word[0]
        if isinstance(word, str) and word.strip():
            yield word
