"""Bytes -> text: which encoding a file or page is in, in the order in which the signs can be trusted.

A byte-order mark; then UTF-8 where the bytes are UTF-8 and hold more than ASCII (other encodings practically never look
so); then the HTTP charset; then `<meta charset>` or the XML declaration; then a guess from the bytes themselves.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

#: How many bytes at the head of a page may hold its charset (the HTML standard asks for 1024; old pages put more before it).
_HEAD = 4_096
#: How many bytes the guess looks at.
_SAMPLE = 65_536
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Labels that mean something else on the web (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = {
    "ascii": "windows-1252", "iso8859-1": "windows-1252", "latin-1": "windows-1252", "cp1252": "windows-1252",
    "iso8859-9": "windows-1254", "cp1254": "windows-1254", "cp1251": "windows-1251", "cp1250": "windows-1250",
    "cp1256": "windows-1256", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-8-sig": "utf-8", "utf_8_sig": "utf-8", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
#: Not encodings of text, though Python's registry has them.
_REFUSED = frozenset({
    "rot13", "hex", "base64", "bz2", "zlib", "quopri", "uu", "undefined", "punycode", "idna", "utf_7", "charmap",
    "unicode_escape", "raw_unicode_escape", "mbcs", "oem",
})  # fmt: skip
_WESTERN = ("windows-1252", "windows-1250", "windows-1254")
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_OFTEN = frozenset("оеаинтсрвлкмдпу")
_LETTERS = {
    "windows-1252": frozenset("àáâãäåçèéêëìíîïñòóôõöøùúûüßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÜœŒæ"),
    "windows-1250": frozenset("áąćčďđęěéíłľńňóőöřśšťúůűüýźžżĄĆČĎĐĘĚŁĽŃŇŐŘŚŠŤŮŰŹŽŻ"),
    "windows-1254": frozenset("ğışçöüâîûĞİŞÇÖÜ"),
}


@dataclass(frozen=True, slots=True)
class Decoding:
    """Text, the encoding it was read in, whether that was only a guess, and how many bytes or runs could not be read.

    Each of `lost` stands in the text as U+FFFD.
    """

    text: str
    encoding: str
    guessed: bool = False
    lost: int = 0


def decode(data: bytes, *, charset: str | None = None) -> tuple[str, str]:
    """The text of `data` without its byte-order mark, and the name of its encoding. See `read_encoding`. Never raises."""
    decoding = read_encoding(data, charset=charset)
    return decoding.text, decoding.encoding


def read_encoding(data: bytes, *, charset: str | None = None) -> Decoding:
    """Decodes `data`; bytes that no encoding explains become U+FFFD and are counted. Never raises.

    Args:
        data: the bytes of a file or of an HTTP body (not compressed).
        charset: what the HTTP header says, if anything; a label unknown to Python is passed over.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return Decoding(text, name, lost=text.count("\ufffd") if _fails(data[len(mark) :], name) else 0)
    if not data.isascii() and (whole := _strict(data, "utf-8")) is not None:
        return Decoding(whole, "utf-8")
    said = [known for label in (charset, *_declared(data)) if label and (known := _known(label))]
    # Servers send "iso-8859-1" by default: what the page says of itself is better than that.
    said.sort(key=lambda name: name == "windows-1252")
    for name in said:
        if (whole := _strict(data, name)) is not None:
            return Decoding(whole, name)
    if data.isascii():
        return Decoding(data.decode("ascii"), "utf-8")
    best = said[0] if said else None
    if best is not None:
        text = data.decode(best, "replace")
        lost = text.count("\ufffd")
        if lost * 50 <= sum(byte > 0x7F for byte in data[:_SAMPLE]):  # a few bad bytes do not refute what was declared
            return Decoding(text, best, lost=lost)
    name = _guess(data[:_SAMPLE])
    text = data.decode(name, "replace")
    return Decoding(text, name, guessed=True, lost=text.count("\ufffd"))


def _declared(data: bytes) -> tuple[str, ...]:
    head = data[:_HEAD]
    return tuple(match.group(1).decode("ascii") for pattern in (_META, _XML) if (match := pattern.search(head)))


def _known(label: str) -> str | None:
    """Python's name of an encoding of text, as the web means the label; None for any other."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name.replace("-", "_") in _REFUSED:
        return None
    return _LABELS.get(name, name)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _fails(data: bytes, name: str) -> bool:
    return _strict(data, name) is None


def _guess(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8 and declare nothing.

    In text of a Western alphabet high bytes stand alone among ASCII letters; in Cyrillic, Greek or Asian text they stand in
    runs. Among the Cyrillic encodings the letters that are frequent in every Cyrillic language decide, and capitals inside
    words count against. What is neither is left to charset_normalizer.
    """
    if _mostly_utf8(sample):
        return "utf-8"
    high = sum(byte > 0x7F for byte in sample)
    runs = len(re.findall(rb"[\x80-\xff]+", sample))
    if high < 2.2 * runs:
        return max(_WESTERN, key=lambda name: (_western_score(sample, name), -_WESTERN.index(name)))
    scores = {name: _cyrillic_score(sample, name) / high for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.7:
        return best
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    found = _known(match.encoding) if match is not None else None
    return found or (best if scores[best] > 0.3 else "windows-1252")


def _mostly_utf8(sample: bytes) -> bool:
    """Whether all but a few of the non-ASCII bytes are UTF-8: a file with a damaged place."""
    text = sample.decode("utf-8", "replace")
    good = sum(character > "\x7f" and character != "\ufffd" for character in text)
    return good > 3 * text.count("\ufffd")


def _western_score(sample: bytes, name: str) -> int:
    letters = _LETTERS[name]
    return sum(character in letters for character in sample.decode(name, "replace") if character > "\x7f")


def _cyrillic_score(sample: bytes, name: str) -> float:
    score = 0.0
    before = " "
    for character in sample.decode(name, "replace"):
        if character > "\x7f":
            if "а" <= character <= "я" or character in "ёіїєґўқңғүұһә":
                score += 1.2 if character in _OFTEN else 0.7
            elif "А" <= character <= "Я" or character in "ЁІЇЄҐЎ":
                score += -1.0 if before.islower() else 0.5
            elif character not in "«»—–“”„’…№\xa0":
                score -= 1.0
        before = character
    return score
