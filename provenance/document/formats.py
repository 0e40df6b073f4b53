"""Which format the bytes of a source are in, and which ones are not read."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from ..model.document import SourceFormat

EXTENSIONS: dict[str, SourceFormat] = {
    ".txt": "text", ".text": "text", ".asc": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".wiki": "wiki", ".mediawiki": "wiki", ".wikitext": "wiki",
}  # fmt: skip
MEDIA_TYPES: dict[str, SourceFormat] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
    "text/x-wiki": "wiki",
}  # fmt: skip
#: Extension -> what a file of that name should be; it is read by its bytes (`packed_format`).
PACKED = {".docx": "Word document", ".pdf": "PDF file"}
_SAVE = "save it as plain text (.txt) or HTML and read that"
#: Extension -> what the file is.
_NOT_READ = {
    ".doc": "an old Word document", ".odt": "an OpenDocument text", ".rtf": "a rich text file",
    ".epub": "an e-book", ".pages": "a Pages document",
}  # fmt: skip
#: First bytes -> what the file is (https://en.wikipedia.org/wiki/List_of_file_signatures).
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an office document other than .docx", _SAVE),
    (b"\xd0\xcf\x11\xe0", "an old office document", f"it is not read yet: {_SAVE}"),
    (b"{\\rtf", "a rich text file", f"it is not read yet: {_SAVE}"),
    (b"\x89PNG", "a PNG picture", "give the article as text"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the article as text"),
    (b"GIF8", "a GIF picture", "give the article as text"),
    (b"RIFF", "a media file", "give the article as text"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"WARC/", "a web archive file", "web archives are searched, not read as an article: name it with --archive warc:PATH"),
    (b"SQLite format 3", "a database", "give the article as text"),
    (b"\x7fELF", "a program", "give the article as text"),
)
_BINARY_SAMPLE = 8_192
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,300}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?(?:p|div|br|a\s|h[1-6]|span|ul|table)\b[^<>]{0,500}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\[\^?[^\]\n]{1,60}\]: ?\S|(?:```|~~~))|\]\((?:https?:|/)", re.MULTILINE)


def packed_format(data: bytes) -> SourceFormat | None:
    """The format of a source that is read although it is no text: a Word document or a PDF file. None for any other."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    # The names of a zip's members stand in it as they are.
    return "docx" if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data else None


def name_binary(data: bytes) -> tuple[str, str] | None:
    """(what it is, what to do) for bytes that are no text; None for text."""
    for magic, what, todo in _MAGIC:
        if data.startswith(magic):
            return what, todo
    if b"\x00" in data[:_BINARY_SAMPLE] and not looks_utf16(data):
        return "a binary file", "give the article as text (.txt, .md, .html, .wiki)"
    return None


def looks_utf16(data: bytes) -> bool:
    """Whether the NUL bytes of `data` are those of UTF-16 or UTF-32: a byte-order mark, or every second byte of ASCII text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    return utf16_without_mark(data) is not None


def utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 that has no mark, for text that is mostly ASCII; else None."""
    sample = data[:_BINARY_SAMPLE]
    half = len(sample) // 2
    if half >= 4:
        if sample[1::2].count(0) > 0.7 * half and not sample[::2].count(0):
            return "utf-16-le"
        if sample[::2].count(0) > 0.7 * half and not sample[1::2].count(0):
            return "utf-16-be"
    return None


def extension_of(source: str) -> str:
    """The extension of a path or address in lower case, with its dot; "" without one."""
    path = urlsplit(source).path if source.startswith(("http://", "https://")) else source
    return PurePath(path).suffix.lower()


def name_unread(source: str) -> str | None:
    """What a file is, by its name, if its format is not read."""
    return _NOT_READ.get(extension_of(source))


def choose_format(source: str, media_type: str | None, text: str) -> SourceFormat:
    """The format: what the server says, else the extension, else what the text looks like."""
    declared = MEDIA_TYPES.get((media_type or "").split(";")[0].strip().lower())
    by_name = EXTENSIONS.get(extension_of(source)) if not source.startswith(("http://", "https://")) else None
    if declared is not None and not (declared == "text" and by_name is not None):
        return declared
    if by_name is not None:
        return by_name
    head = text[:8_192]
    if _HTML.match(head) or len(_TAG.findall(head)) >= 5:
        return "html"
    return "markdown" if len(_MARKDOWN.findall(head)) >= 2 else "text"
