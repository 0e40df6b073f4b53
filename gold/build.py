"""Makes the published articles and their labels from the marked ones.

    python gold/build.py            writes articles/ anew
    python gold/build.py --check    exit 1 if articles/ is not what marked/ says

Needs Python 3.11 and nothing else, so that the corpus can be taken up without this project. docs/corpus.md says how to
mark an article; in short:

    date: 2014-12-18                the head: what is known of the article
    language: en
    genre: regional analysis
    ---
    | A heading, or any other line that is no sentence
    M A sentence that must have a source ⟦(Interfax, December 9)⟧{p Interfax /2014-12-09}.
    S! One that should have a source and has none.
    Y~ One that its neighbours' source covers ⟦(a gloss)⟧{- gloss}, by the speaker ⟦Ana Ruiz⟧{s indirect}.

One sentence a line; the lines of a paragraph are joined by a space (`join:` in the head says by what else). `‖` parts the
clauses of a sentence, for references that cover only their own.
"""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FORMAT = "provenance-gold/1"
OPEN, CLOSE, CUT = "⟦", "⟧", "‖"

STYLES = {
    "p": "parenthetical", "b": "bracket", "d": "dash-credit", "a": "prose", "y": "author-date", "n": "numeric",
    "f": "footnote", "l": "link", "w": "wiki", "i": "identifier", "g": "legal", "c": "caption-credit", "r": "press-list",
}  # fmt: skip
KINDS = {
    "o": "outlet", "d": "domain", "i": "institution", "p": "person", "u": "publication", "b": "broadcaster",
    "s": "social", "x": "unknown",
}  # fmt: skip
NEEDS = {"M": "must", "S": "should", "Y": "may", "N": "none", "-": None}
FIELDS = {"sig": "signal", "t": "title", "a": "author", "url": "url", "pages": "pages", "issue": "issue", "via": "via"}
FIELDS |= {"ref": "ref", "to": "refers_to", "tag": "tag"}


class MarkError(ValueError):
    """A line of a marked article that can't be read: file, line, and what is wrong."""


@dataclass
class Label:
    """A marked stretch of the text: where it stands and what its braces say."""

    start: int
    end: int
    note: str
    line: int
    claims: list[tuple[int, int]] | None = None


@dataclass
class Sentence:
    """A sentence of the text with its need (None where it was not decided) and whether it stands there without a source."""

    start: int
    end: int
    need: str | None
    bare: str | None
    cuts: list[int] = field(default_factory=list)

    def part_around(self, offset: int) -> tuple[int, int]:
        """The clause in which an offset lies; the whole sentence where no clause is marked."""
        edges = [self.start, *self.cuts, self.end]
        for start, end in itertools.pairwise(edges):
            if start <= offset < end:
                return start, end
        return self.start, self.end


class Article:
    """One marked article, read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = ""
        self.labels: list[Label] = []
        self.sentences: list[Sentence] = []
        self.paragraphs: list[int] = []  # paragraph number of each sentence
        self._open: list[tuple[int, int]] = []  # start, line
        source = path.read_text(encoding="utf-8")
        head, _, body = source.partition("\n---\n")
        self.head = dict(line.split(": ", 1) for line in head.splitlines())
        first = head.count("\n") + 3
        self._read(body.rstrip("\n").split("\n"), first)

    def fault(self, line: int, what: str) -> MarkError:
        """An error that names file and line."""
        return MarkError(f"{self.path.name}, line {line}: {what}")

    def _read(self, lines: list[str], first: int) -> None:
        join = {"none": "", "newline": "\n"}.get(self.head.get("join", ""), " ")
        previous, paragraph = "blank", 0
        for number, line in enumerate(lines, start=first):
            if not line.strip():
                self.text += "\n" if previous == "blank" else "\n\n"
                previous, paragraph = "blank", paragraph + 1
                continue
            code, _, content = line.partition(" ")
            if code == "|":
                self.text += "" if previous == "blank" else "\n"
                self._content(content, number)
                previous = "raw"
                continue
            if code[:1] not in NEEDS or code[1:] not in ("", "!", "~"):
                raise self.fault(number, f"{code!r} opens no line; write | or M, S, Y, N or -, with ! or ~ after it")
            self.text += {"blank": "", "raw": "\n", "sentence": join}[previous]
            start = len(self.text)
            cuts = self._content(content, number)
            bare = {"!": "checkworthy", "~": "covered"}.get(code[1:])
            self.sentences.append(Sentence(start, len(self.text), NEEDS[code[0]], bare, cuts))
            self.paragraphs.append(paragraph)
            previous = "sentence"
        if self._open:
            raise self.fault(self._open[-1][1], f"{OPEN} is never closed")
        self.text += "\n"

    def _content(self, content: str, number: int) -> list[int]:
        cuts, position = [], 0
        while position < len(content):
            char = content[position]
            if char == OPEN:
                self._open.append((len(self.text), number))
            elif char == CUT:
                cuts.append(len(self.text))
            elif char == CLOSE:
                if not self._open or content[position + 1 : position + 2] != "{":
                    raise self.fault(number, f"{CLOSE} without {OPEN}, or without {{...}} after it")
                stop = content.index("}", position)
                start, _ = self._open.pop()
                self.labels.append(Label(start, len(self.text), content[position + 2 : stop].strip(), number))
                position = stop
            else:
                self.text += char
            position += 1
        return cuts

    def gold(self) -> dict[str, Any]:
        """The labels as they are published."""
        name = self.path.stem
        date = self.head.get("date", "none")
        out: dict[str, Any] = {
            "format": FORMAT,
            "file": name,
            "licence": "CC0-1.0",
            "synthetic": True,
            "genre": self.head["genre"],
            "language": self.head["language"],
            "article_date": None if date == "none" else date,
            "article_date_known": date != "none",
            "chars": len(self.text),
            "offset_unit": "Unicode code points of the decoded file, half-open [start, end)",
        }
        self.labels.sort(key=lambda label: (label.start, -label.end))
        lists: dict[str, list[dict[str, Any]]] = {"citations": [], "negatives": [], "ambiguous": [], "named_sources": []}
        for label in self.labels:
            self._publish(label, name.split(".")[0], lists)
        self._share_claims(lists["citations"])
        out["citations"] = [self._with_claims(row) for row in lists["citations"]]
        out["sentences"] = [self._place(s.start, s.end) | {"need": s.need, "bare": s.bare} for s in self.sentences]
        bare = [s for s in self.sentences if s.bare == "checkworthy"]
        out["uncited_checkworthy"] = [self._place(s.start, s.end) for s in bare]
        out |= {key: lists[key] for key in ("negatives", "ambiguous", "named_sources")}
        self._check(out)
        return out

    def _place(self, start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": self.text[start:end]}

    def _publish(self, label: Label, name: str, lists: dict[str, list[dict[str, Any]]]) -> None:
        place = self._place(label.start, label.end)
        code, _, rest = label.note.partition(" ")
        if code == "-":
            lists["negatives"].append(place | {"why": rest})
        elif code == "?":
            lists["ambiguous"].append(place | {"why": rest})
        elif code == "s":
            lists["named_sources"].append(
                {"start": label.start, "end": label.end, "name": place["text"], "speech": rest or None}
            )
        elif code in STYLES:
            items = [self._item(part, label.line) for part in rest.split(" | ")]
            wide = items[0].pop("claims", "1")
            row = {"id": f"{name}-c{len(lists['citations']) + 1}", "style": STYLES[code], **place, "gold": items}
            row["_claims"] = self._claims_around(label, wide)
            lists["citations"].append(row)
        else:
            raise self.fault(label.line, f"{code!r} is no style; write one of {' '.join(STYLES)}, or - ? s")

    def _item(self, part: str, line: int) -> dict[str, Any]:
        source, *options = part.strip().split(" /")
        item: dict[str, Any] = {"source": None if source == "-" else source, "source_kind": "outlet", "dates": []}
        if item["source"] is None:
            item["source_kind"] = "unknown"
        for option in options:
            key, equals, value = option.partition("=")
            if equals and key in FIELDS:
                item[FIELDS[key]] = value.rstrip(",")
            elif equals and key == "id":
                scheme, _, identifier = value.partition(":")
                item.setdefault("identifiers", {})[scheme] = identifier
            elif equals and key == "claims":
                item["claims"] = value
            elif key in KINDS:
                item["source_kind"] = KINDS[key]
            elif key == "carrier":
                item["role"] = "carrier"
            elif key == "lost":
                item["lost"] = True
            elif key[:4].isdigit():
                item["dates"].append(key)
            else:
                raise self.fault(line, f"/{option} says nothing known")
        return item

    def _claims_around(self, label: Label, wide: str) -> list[tuple[int, int]]:
        """What a reference supports.

        By itself the clause or sentence in which it stands; `claims=3`: and the two before that in its paragraph. On a line
        that is no sentence, nothing, unless `claims=-1` or `claims=+2` names sentences before or after it.
        """
        if wide.startswith("-"):
            chosen = [s for s in self.sentences if s.end <= label.start][-int(wide[1:]) :]
            return [(sentence.start, sentence.end) for sentence in chosen]
        if wide.startswith("+"):
            chosen = [s for s in self.sentences if s.start >= label.end][: int(wide[1:])]
            return [(sentence.start, sentence.end) for sentence in chosen]
        for index, sentence in enumerate(self.sentences):
            if sentence.start <= label.start < sentence.end:
                before = range(max(0, index - int(wide) + 1), index)
                same = [i for i in before if self.paragraphs[i] == self.paragraphs[index]]
                return [(self.sentences[i].start, self.sentences[i].end) for i in same] + [sentence.part_around(label.start)]
        return []

    def _share_claims(self, rows: list[dict[str, Any]]) -> None:
        """An entry of a list supports what its markers stand at."""
        for row in rows:
            refs = {item["ref"] for item in row["gold"] if item.get("ref")}
            if row["_claims"] or not refs:
                continue
            found = [
                claim
                for other in rows
                if other is not row and refs & {item.get("ref") for item in other["gold"]}
                for claim in other["_claims"]
            ]
            row["_claims"] = sorted(set(found))

    def _with_claims(self, row: dict[str, Any]) -> dict[str, Any]:
        claims = row.pop("_claims")
        if claims:
            row["claims"] = [self._place(*self._trimmed(start, end)) for start, end in claims]
        return row

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        return start, end

    def _check(self, out: dict[str, Any]) -> None:
        """What a slip of the pen would break: duplicate labels, and sentences that need a source but say nothing of it."""
        spans = [(row["start"], row["end"]) for row in out["citations"] + out["negatives"] + out["ambiguous"]]
        if len(spans) != len(set(spans)):
            raise MarkError(f"{self.path.name}: a stretch is labelled twice")
        faults = []
        cited = [(claim["start"], claim["end"]) for row in out["citations"] for claim in row.get("claims", ())]
        for sentence in self.sentences:
            covered = any(start < sentence.end and sentence.start < end for start, end in cited)
            shown = self.text[sentence.start : sentence.end][:60]
            if sentence.need in ("must", "should") and not covered and sentence.bare is None:
                faults.append(f"{self.path.name}: {shown!r} needs a source and has none: mark it ! or ~")
            if sentence.bare == "checkworthy" and covered and not sentence.cuts:
                faults.append(f"{self.path.name}: {shown!r} is marked ! and has a source")
        if faults:
            raise MarkError("\n".join(faults))


def build(folder: Path) -> dict[str, str]:
    """The files that `articles/` should hold, by name. Raises MarkError with every fault, a line each."""
    files, faults = {}, []
    for path in sorted((folder / "marked").glob("*.mark")):
        try:
            article = Article(path)
            gold = json.dumps(article.gold(), ensure_ascii=False, indent=1)
        except MarkError as error:
            faults.append(str(error))
            continue
        files[path.stem] = article.text
        files[f"{path.stem.split('.')[0]}.gold.json"] = gold + "\n"
    if faults:
        raise MarkError("\n".join(faults))
    return files


def main(arguments: list[str]) -> int:
    """Writes or compares; returns the exit code."""
    folder = HERE / "articles"
    try:
        files = build(HERE)
    except MarkError as error:
        print(error, file=sys.stderr)
        return 2
    stale = [name for name, text in files.items() if not _same(folder / name, text)]
    stale += sorted(path.name for path in folder.iterdir() if path.name not in files)
    if "--check" in arguments:
        print(*(f"articles/{name} is not what marked/ says" for name in stale), sep="\n")
        return 1 if stale else 0
    for name in stale:
        if name in files:
            (folder / name).write_bytes(files[name].encode())
        else:
            (folder / name).unlink()
    print(f"{len(files) // 2} articles, {len(stale)} files written")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
