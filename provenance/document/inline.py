"""Marks inside running text, as people write and paste them: links, notes, references, superscripts.

Used for plain text too: an article pasted from a page or a wiki brings its `[label](address)` and `<ref>` along. Every
pattern begins with a literal character and has bounded repeats, so that time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.document import Mark, MarkKind

_ADDRESS = r"[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?"
#: [label](address "title"); the label may hold one level of brackets.
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<label>[^\[\]\n]{0,400}(?:\n?[^\[\]\n]{0,400}\[[^\[\]\n]{0,200}\][^\[\]\n]{0,400})?)\]"
    rf"\([ \t]{{0,3}}<?(?P<address>{_ADDRESS})>?(?:[ \t]{{1,3}}[\"'][^\"'\n]{{0,300}}[\"'])?[ \t]{{0,3}}\)"
)
#: Only what looks like an address: "[God willing](sic)" is no link.
_LOOKS_LIKE_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}:|/|\.{1,2}/|#|www\.|[^\s/]{1,200}[./]", re.IGNORECASE)
#: <https://host/path>
_AUTOLINK = re.compile(r"<(?P<address>(?:https?|ftp)://[^\s<>]{1,2000})>")
#: [https://host/path label] of wiki text
_WIKI_LINK = re.compile(r"\[(?P<address>(?:https?|ftp):?//[^\s\[\]<>]{1,2000})(?:[ \t](?P<label>[^\[\]\n]{0,500}))?\]")
#: <a href="address">label</a>
_ANCHOR = re.compile(r"<a\s(?P<attributes>[^<>]{0,2500})>(?P<label>(?:[^<]|<(?!/?a[\s>])){0,600})</a\s{0,3}>", re.IGNORECASE)
_HREF = re.compile(r"(?:^|\s)href\s{0,3}=\s{0,3}(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\s\"'>]{1,2000}))", re.IGNORECASE)
_NAME = re.compile(
    r"(?:^|\s)(?:name|id)\s{0,3}=\s{0,3}(?:\"([^\"]{1,200})\"|'([^']{1,200})'|([^\s\"'/>]{1,200}))", re.IGNORECASE
)
_ELEMENT = re.compile(r"<(?P<name>sup|cite)(?:\s[^<>]{0,300})?>(?P<label>(?:[^<]|<(?!/?(?:sup|cite)[\s>])){0,1000})</(?P=name)\s{0,3}>", re.IGNORECASE)  # fmt: skip  # noqa: E501
_REF_TAG = re.compile(r"<(?P<close>/?)ref(?P<attributes>\s[^<>]{0,300}|)>|<ref(?P<single>\s[^<>]{0,300}?)/>", re.IGNORECASE)
#: [^label] that is not the head of its definition
_NOTE_MARKER = re.compile(r"\[\^(?P<label>[^\]\[\s]{1,60})\](?!:)")
#: Digits printed high: ¹²
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,4}(?:[,⁻˒ʼ]\s?[⁰¹²³⁴-⁹]{1,4}){0,9}")


def find_marks(text: str, *, skip: Sequence[tuple[int, int]] = ()) -> list[Mark]:
    """The marks of a text in order, outer before inner.

    Args:
        text: the whole document.
        skip: spans in which nothing is a mark (code), in order.
    """
    marks: list[Mark] = []

    def add(kind: MarkKind, match: re.Match[str], inner: str, target: str | None = None, name: str | None = None) -> None:
        begin, finish = match.span(inner)
        marks.append(
            Mark(kind=kind, start=match.start(), end=match.end(), inner_start=begin, inner_end=finish, target=target, name=name)
        )

    if "](" in text:
        for match in _LINK.finditer(text):
            if not match["image"] and _LOOKS_LIKE_ADDRESS.match(match["address"]):
                add("link", match, "label" if match["label"].strip() else "address", match["address"])
    if "<" in text:
        for match in _AUTOLINK.finditer(text):
            add("link", match, "address", match["address"])
        for match in _ANCHOR.finditer(text):
            href, name = _value(_HREF, match["attributes"]), _value(_NAME, match["attributes"])
            if href:
                add("note-marker" if href.startswith("#") else "link", match, "label", href, name)
        for match in _ELEMENT.finditer(text):
            add("superscript" if match["name"].lower() == "sup" else "cite", match, "label")
        marks += _references(text)
    if "[http" in text or "[ftp" in text or "[//" in text:
        for match in _WIKI_LINK.finditer(text):
            label = match["label"] is not None and match["label"].strip()
            add("link", match, "label" if label else "address", match["address"])
    if "[^" in text:
        for match in _NOTE_MARKER.finditer(text):
            add("note-marker", match, "label", match["label"])
    for match in _RAISED.finditer(text) if any(digit in text for digit in "⁰¹²³⁴⁵⁶⁷⁸⁹") else ():
        marks.append(
            Mark(kind="superscript", start=match.start(), end=match.end(), inner_start=match.start(), inner_end=match.end())
        )
    return _in_order(marks, skip)


def _value(pattern: re.Pattern[str], attributes: str) -> str | None:
    match = pattern.search(attributes)
    return next((group for group in match.groups() if group), None) if match else None


def _references(text: str) -> list[Mark]:
    """`<ref name="x">note</ref>` is a note where it stands; `<ref name="x"/>` points to one."""
    marks: list[Mark] = []
    opened: re.Match[str] | None = None
    for match in _REF_TAG.finditer(text):
        if match["single"] is not None or (not match["close"] and match["attributes"].rstrip().endswith("/")):
            attributes = match["single"] if match["single"] is not None else match["attributes"]
            name = _value(_NAME, attributes)
            name = name.strip(' \\"') if name else None
            start, end = match.span()
            marks.append(Mark(kind="note-marker", start=start, end=end, inner_start=start, inner_end=end, target=name))
        elif not match["close"]:
            opened = match
        elif opened is not None:
            name = _value(_NAME, opened["attributes"])
            marks.append(
                Mark(
                    kind="note",
                    start=opened.start(),
                    end=match.end(),
                    inner_start=opened.end(),
                    inner_end=match.start(),
                    name=name.strip(' \\"') if name else None,
                )
            )
            opened = None
    return marks


def _in_order(marks: list[Mark], skip: Sequence[tuple[int, int]]) -> list[Mark]:
    """By start, outer first, without what begins inside a skipped span."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    at = 0
    for mark in ordered:
        while at < len(skip) and skip[at][1] <= mark.start:
            at += 1
        if at >= len(skip) or mark.start < skip[at][0]:
            kept.append(mark)
    return kept
