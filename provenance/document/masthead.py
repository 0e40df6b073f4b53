"""Title lines, and the publication that some of them name behind the title."""

from __future__ import annotations

import re

#: A title is at most this long, in characters.
TITLE_LIMIT = 220
#: "Eurasia Daily Monitor Volume: 11 Issue: 224", "Terrorism Monitor Vol. 9, No. 3"
_VOLUME = re.compile(
    r"(?:publication:\s{0,3})?(?P<name>[^\W\d_][^;|()\n]{1,80}?)[\s,]{1,3}vol(?:ume|\.)?\s{0,2}[:.]?\s{0,2}\d{1,4}"
    r"[\s,;:.]{0,4}(?:issue|no|nr|number|number)\.?\s{0,2}:?\s{0,2}\d{1,5}(?:[-–]\d{1,5})?\s*\Z",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(r"(?:publication|publisher):\s{0,3}(?P<name>[^\W\d_][^;|\n]{1,80}?)\s*\Z", re.IGNORECASE)
_PARTINGS = re.compile(r"\s*;\s+|\s+[|–—]\s+|\s+-\s+")
_ENDS_A_SENTENCE = re.compile(r"[.:;,][\"”»’)\]]*\s*\Z")
#: Marks round a whole line: # of a heading, * and _ of emphasis, two or three apostrophes of wiki text.
_AROUND = re.compile(r"\A(?:#{1,6}\s+|={1,6}\s*|[*_]{1,3}|'{2,5})+|(?:\s+#{1,6}|\s*={1,6}|[*_]{1,3}|'{2,5})+\Z")


def read_masthead(line: str) -> tuple[str, str | None]:
    """Parts a title line: ("Port Reopens", "Harbour Monitor") of "Port Reopens; Harbour Monitor Volume: 3 Issue: 12".

    A line that holds a masthead alone has the title "". A line without one is all title.
    """
    line = " ".join(line.split())
    if len(line) > 2 * TITLE_LIMIT:
        return line, None
    if match := _VOLUME.match(line):
        name = match["name"]
        partings = list(_PARTINGS.finditer(name))
        if not partings:
            return "", name.strip()
    for parting in reversed(list(_PARTINGS.finditer(line))):
        if match := _VOLUME.match(line, parting.end()):
            return line[: parting.start()].strip(), match["name"].strip()
    return line, None


def names_publication(line: str) -> str | None:
    """The name in a line such as "Publication: Harbour Monitor Volume: 3 Issue: 12"; None for other lines."""
    line = " ".join(line.split())
    if len(line) > TITLE_LIMIT:
        return None
    match = _VOLUME.match(line) or _PUBLICATION.match(line)
    return match["name"].strip() if match else None


def may_be_title(line: str) -> bool:
    """Whether a line can be a title: not long, and no sentence that ends in a full stop."""
    line = line.strip()
    return bool(line) and len(line) <= TITLE_LIMIT and any(map(str.isalnum, line)) and not _ENDS_A_SENTENCE.search(line)


def plain_title(text: str) -> str | None:
    """A title on one line without the emphasis marks around it."""
    title = _AROUND.sub("", " ".join(text.split())[: 4 * TITLE_LIMIT]).strip()
    return title or None
