"""Bytes -> `Document`: which format, which encoding, which reader, published when."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path

from ..errors import SourceError
from ..markup import language_of, read_encoding
from ..model.dates import PartialDate
from ..model.document import Block, Document, SourceFormat
from .dateline import Dateline, find_dateline
from .formats import PACKED, choose_format, extension_of, name_binary, name_unread, packed_format, utf16_without_mark
from .layout import Layout
from .publication import decide_publication

#: Larger sources are not read, in bytes: an article of a million words has 7 MB.
MAX_BYTES = 20_000_000
_TRIED = "read the article"
#: The module and function of each format's reader. It is imported when a source has that format: start-up time is a feature.
_READERS: dict[SourceFormat, tuple[str, str]] = {
    "text": ("plain", "read_plain"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_page"),
    "wiki": ("wikitext", "read_wiki"),
}


#: The same for formats whose source is no text.
_PACKED: dict[SourceFormat, tuple[str, str]] = {"docx": ("docx", "read_docx"), "pdf": ("pdf", "read_pdf")}


def read_path(path: str | Path, *, published: PartialDate | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """Reads a file. See `read_bytes`.

    Raises:
        SourceError: there is no such file, it may not be read, it is a folder, too large, empty, or no text.
    """
    name = str(path)
    try:
        if Path(path).is_dir():
            raise SourceError(_TRIED, name, "it is a folder", "name the files in it")
        with Path(path).open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise SourceError(_TRIED, name, "there is no such file", "check the path") from None
    except PermissionError:
        raise SourceError(_TRIED, name, "permission denied", "check who may read the file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(_TRIED, name, reason, "check the path") from None
    return read_bytes(data, source=name, published=published, max_bytes=max_bytes)


def read_bytes(
    data: bytes,
    *,
    source: str,
    media_type: str | None = None,
    charset: str | None = None,
    published: PartialDate | None = None,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Reads an article from the bytes of its source.

    Args:
        data: the bytes as they are stored or were sent (not compressed).
        source: the path or address, for messages and to tell the format by its extension.
        media_type: the Content-Type that a server sent, without or with its parameters.
        charset: the charset that a server sent.
        published: the day that the user gives; it wins over what the source says.
        max_bytes: the largest size that is read.

    Raises:
        SourceError: the source is too large, empty, no text, in a format that is not read, or a page without text.
    """
    if len(data) > max_bytes:
        raise SourceError(_TRIED, source, f"it is larger than {max_bytes:,} bytes", "give the article alone")
    packed = packed_format(data)
    if packed is not None:
        return _packed(packed, data, source, published)
    if data and (named := PACKED.get(extension_of(source))) is not None and not source.startswith(("http://", "https://")):
        raise SourceError(_TRIED, source, f"it is no {named}, whatever its name says", "check that it was saved whole")
    if (binary := name_binary(data)) is not None:
        raise SourceError(_TRIED, source, f"it is {binary[0]}", binary[1])
    if data and (unread := name_unread(source)) is not None:
        raise SourceError(_TRIED, source, f"{unread} is not read yet", "save it as plain text (.txt) or HTML and read that")
    decoding = read_encoding(data, charset=utf16_without_mark(data) or charset)
    if not decoding.text.strip():
        why = "it is empty" if not data else "nothing but white space stands in it"
        raise SourceError(_TRIED, source, why, "check that it was saved whole")
    form = choose_format(source, media_type, decoding.text)
    layout = _lay_out(form, decoding.text)
    if not layout.text.strip():
        raise SourceError(
            _TRIED, source, "the page has no text", "it may be drawn by a script: save the text that you see as .txt"
        )
    warnings: list[str] = []
    if decoding.lost:
        places = "1 place" if decoding.lost == 1 else f"{decoding.lost} places"
        warnings.append(f"{places} could not be read as {decoding.encoding} and became \ufffd: save the source as UTF-8")
    elif decoding.guessed:
        warnings.append(f"the source does not say its encoding; it was read as {decoding.encoding}")
    return _document(layout, form, data, source, published, encoding=decoding.encoding, warnings=warnings)


def _packed(form: SourceFormat, data: bytes, source: str, published: PartialDate | None) -> Document:
    """A Word document or a PDF file: the readers take the bytes themselves."""
    module, function = _PACKED[form]
    layout: Layout = getattr(importlib.import_module(f"{__package__}.{module}"), function)(data, source)
    if not layout.text.strip():
        raise SourceError(_TRIED, source, "it holds no text", "save its text as .txt")
    return _document(layout, form, data, source, published, encoding="binary", warnings=[])


def _document(
    layout: Layout,
    form: SourceFormat,
    data: bytes,
    source: str,
    published: PartialDate | None,
    *,
    encoding: str,
    warnings: list[str],
) -> Document:
    dateline = find_dateline(layout.text, layout.blocks)
    url = layout.url or (source if source.startswith(("http://", "https://")) else None)
    publication = decide_publication(published, layout.metadata, dateline, url)
    return Document(
        source=source,
        format=form,
        title=layout.title,
        published=publication.published,
        published_time=publication.time,
        published_zone=publication.zone,
        published_from=publication.published_from,
        age_hours=dateline.age_hours if dateline else None,
        dateline=(dateline.start, dateline.end) if dateline else None,
        publisher_name=layout.publisher_name,
        author=layout.author or (dateline.author if dateline else None),
        language=_language(layout),
        url=url,
        text=layout.text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        blocks=_with_dateline(layout.blocks, dateline),
        marks=layout.marks,
        offsets=layout.offsets,
        warnings=(*warnings, *publication.warnings),
    )


def _lay_out(form: SourceFormat, text: str) -> Layout:
    """The text as its format's reader lays it out."""
    module, function = _READERS[form]
    layout: Layout = getattr(importlib.import_module(f"{__package__}.{module}"), function)(text)
    return layout


def _language(layout: Layout) -> str | None:
    """The language that the text shows; where it shows none, the one that the source declares."""
    shown = language_of(layout.text)
    declared = (layout.language or "").replace("_", "-").split("-")[0].lower()
    return shown or (declared if 2 <= len(declared) <= 3 and declared.isalpha() else None)


def _with_dateline(blocks: tuple[Block, ...], dateline: Dateline | None) -> tuple[Block, ...]:
    """The blocks with the dateline as one of its own where it has its line for itself."""
    if dateline is None or not dateline.whole:
        return blocks
    parted: list[Block] = []
    for block in blocks:
        if not (block.start <= dateline.start and dateline.end <= block.end):
            parted.append(block)
            continue
        if block.start < dateline.start:
            parted.append(Block(kind=block.kind, start=block.start, end=dateline.start))
        parted.append(Block(kind="dateline", start=dateline.start, end=dateline.end))
        if dateline.end < block.end:
            parted.append(Block(kind=block.kind, start=dateline.end, end=block.end))
    return tuple(parted)
