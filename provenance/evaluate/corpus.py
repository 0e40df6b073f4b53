"""A folder of labelled references and articles -> documents to score, and a line for each row that can't be used.

Two shapes may stand side by side in one folder: `*.jsonl` with a labelled reference a line, and `*.gold.json` (in the folder
itself or in a folder of it) with a whole labelled article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from provenance.errors import SettingsError
from provenance.model.dates import PartialDate

from .gold import STYLES, GoldArticle, GoldNegative, GoldReference, GoldRow, GoldSentence, GoldSpeaker, Place

_P = TypeVar("_P", bound=Place)

#: A row is read as an article of its own: a heading, so that the sentence is not taken for one, then the sentence.
HEAD = "A note\n\n"
#: Markers, notes and cases of single rows stand without their list: where they stand is judged, not what they cite.
SPAN_ONLY = frozenset({"numeric", "footnote", "legal"})
#: Larger corpus files are not read.
MAX_BYTES = 200_000_000


@dataclass(frozen=True)
class GoldDocument:
    """An article, or a row made into one, with its labels in code points of `text`.

    Attributes:
        name: file name of the article, or the row's id: what baselines and predictions call it.
        file: name under which it is read; its suffix is the format.
        published: EDTF text, or None where the day is not known.
        whole: every reference of the text is labelled, so that any other is false.
        judges_claims: `sentences` or `uncited` say which sentences stand there without a source.
        span_only: what is cited is not judged.
    """

    name: str
    file: str
    text: str
    published: str | None
    language: str
    references: tuple[GoldReference, ...]
    negatives: tuple[GoldNegative, ...] = ()
    ambiguous: tuple[GoldNegative, ...] = ()
    sentences: tuple[GoldSentence, ...] = ()
    uncited: tuple[Place, ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    whole: bool = True
    judges_claims: bool = False
    span_only: bool = False


@dataclass(frozen=True)
class Corpus:
    """What was read of a folder. `sha256` is of every file that takes part, names included, whatever the order on disk."""

    name: str
    sha256: str
    documents: tuple[GoldDocument, ...]
    problems: tuple[str, ...]


def read_corpus(folder: Path) -> Corpus:
    """Reads a corpus; a bad row is left out and named in `problems` (file, row, field).

    Raises:
        SettingsError: there is no such folder, it can't be read, or nothing in it is labelled.
    """
    if not folder.is_dir():
        raise SettingsError("read the corpus", str(folder), "it is no folder", "name the folder that holds the labels")
    documents: list[GoldDocument] = []
    problems: list[str] = []
    digest = hashlib.sha256()
    try:
        labels = sorted({*folder.glob("*.jsonl"), *folder.glob("gold.json"), *folder.glob("*/gold.json"), *_gold_files(folder)})
        for path in labels:
            data = _bytes(path)
            _add(digest, path.relative_to(folder), data)
            if path.suffix == ".jsonl":
                documents += _rows(path, data, problems)
            else:
                documents += _article(path, data, problems, digest, folder)
    except OSError as error:
        raise SettingsError(
            "read the corpus", str(error.filename or folder), error.strerror or str(error), "check its permissions"
        ) from None
    if not documents:
        why = problems[0] if problems else "no *.jsonl and no *.gold.json in it"
        raise SettingsError("read the corpus", str(folder), why, "docs/corpus.md says what a corpus looks like")
    return Corpus(folder.resolve().name, digest.hexdigest(), tuple(_unique(documents, problems)), tuple(problems))


def _gold_files(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.gold.json")
    yield from folder.glob("*/*.gold.json")


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise SettingsError("read the corpus", str(path), f"it is larger than {MAX_BYTES} bytes", "split it")
    return path.read_bytes()


def _add(digest: hashlib._Hash, name: Path, data: bytes) -> None:
    digest.update(f"{name.as_posix()}\0{hashlib.sha256(data).hexdigest()}\n".encode())


def _unique(documents: list[GoldDocument], problems: list[str]) -> Iterator[GoldDocument]:
    seen: set[str] = set()
    for document in documents:
        if document.name in seen:
            problems.append(f"{document.name}: named twice; the second is left out")
            continue
        seen.add(document.name)
        yield document


def _rows(path: Path, data: bytes, problems: list[str]) -> Iterator[GoldDocument]:
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, row {number}"
        try:
            row = GoldRow.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            problems.append(f"{where}: {_fault(error)}")
            continue
        if row.ambiguous:
            continue
        published = _day(row.article_date, where, problems)
        if published is not None or row.article_date is None:
            yield _row_document(row, published)


def _row_document(row: GoldRow, published: str | None) -> GoldDocument:
    start, end = row.span[0] + len(HEAD), row.span[1] + len(HEAD)
    cites = bool(row.gold) and row.style != "negative"
    return GoldDocument(
        name=row.id,
        file=f"{row.id}.wiki" if row.style == "wiki" else f"{row.id}.txt",
        text=f"{HEAD}{row.context}\n",
        published=published,
        language="other" if row.style == "non-english" else "en",
        references=(
            (GoldReference(style=STYLES.get(row.style, row.style), gold=row.gold, start=start, end=end, text=row.text),)
            if cites
            else ()
        ),
        negatives=() if cites else (GoldNegative(start=start, end=end, text=row.text),),
        whole=False,
        span_only=row.style in SPAN_ONLY,
    )


def _article(path: Path, data: bytes, problems: list[str], digest: hashlib._Hash, folder: Path) -> Iterator[GoldDocument]:
    try:
        gold = GoldArticle.model_validate(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        problems.append(f"{path.name}: {_fault(error)}")
        return
    source = path.parent / gold.file
    try:
        raw = _bytes(source)
        text = raw.decode("utf-8-sig")
    except FileNotFoundError:
        problems.append(f"{path.name}: file: {gold.file} does not lie beside it")
        return
    except UnicodeDecodeError:
        problems.append(f"{path.name}: file: {gold.file} is not UTF-8 text")
        return
    _add(digest, source.relative_to(folder), raw)
    published = _day(gold.article_date, path.name, problems) if gold.article_date_known else None
    if published is None and gold.article_date_known and gold.article_date is not None:
        return
    kept = [
        row for number, row in enumerate(gold.citations) if _stands(row, text, f"{path.name}, citations {number}", problems)
    ]
    doubted = tuple(GoldNegative(start=row.start, end=row.end) for row in kept if row.ambiguous)
    yield GoldDocument(
        # Articles of several folders may have one name (article.txt): then the folder tells them apart.
        name=gold.file if path.name != "gold.json" else f"{path.parent.name}/{gold.file}",
        file=gold.file,
        text=text,
        published=published,
        language=gold.language,
        references=tuple(
            row.model_copy(update={"style": STYLES.get(row.style, row.style)}) for row in kept if not row.ambiguous
        ),
        negatives=tuple(_standing(gold.negatives, "negatives", text, path.name, problems)),
        ambiguous=doubted + tuple(_standing(gold.ambiguous, "ambiguous", text, path.name, problems)),
        sentences=tuple(_standing(gold.sentences, "sentences", text, path.name, problems)),
        uncited=tuple(_standing(gold.uncited_checkworthy or (), "uncited_checkworthy", text, path.name, problems)),
        speakers=tuple(_standing(gold.named_sources, "named_sources", text, path.name, problems, sliced=False)),
        judges_claims=_judges_claims(gold),
    )


def _judges_claims(gold: GoldArticle) -> bool:
    """Labels of sentences bind only where they were given: needs, or at least the sentences that want a source."""
    if gold.sentences:
        return any(sentence.need for sentence in gold.sentences)
    return gold.uncited_checkworthy is not None


def _standing(
    rows: tuple[_P, ...], field: str, text: str, name: str, problems: list[str], *, sliced: bool = True
) -> Iterator[_P]:
    for number, row in enumerate(rows):
        if _stands(row if sliced else Place(start=row.start, end=row.end), text, f"{name}, {field} {number}", problems):
            yield row


def _stands(row: Place, text: str, where: str, problems: list[str]) -> bool:
    if row.end > len(text):
        problems.append(f"{where}: end: {row.end} lies behind the end of the text ({len(text)})")
    elif row.text is not None and text[row.start : row.end] != row.text:
        problems.append(f"{where}: text: the file has something else at {row.start} to {row.end}")
    else:
        return True
    return False


def _day(value: str | None, where: str, problems: list[str]) -> str | None:
    if value is None:
        return None
    try:
        return str(PartialDate.parse(value))
    except ValueError as error:
        problems.append(f"{where}: article_date: {value!r} is no date ({error})")
        return None


def _fault(error: Exception) -> str:
    """The first fault as `field: what is wrong`, on one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "row"
        return " ".join(f"{place}: {first['msg']}".split())
    return " ".join(f"no JSON: {error}".split())
