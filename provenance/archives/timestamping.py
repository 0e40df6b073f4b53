"""A time stamp by an authority (RFC 3161): proof to others that a digest existed at a time.

Why: a bundle's own dates are its maker's word. What is sent is the SHA-256 of the bundle and nothing else; what comes back is
kept as it came, so that anybody can check it (`openssl ts -verify`). Off unless an authority is named. The signature is not
checked here: whom to trust is the reader's to say, and so are the certificates.

Limits: the authority's own; one request a bundle. Known as of 22 November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from provenance.net import Client, NoResponse

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_SHA256_OID = bytes.fromhex("0609608648016503040201")
_INTEGER, _OCTETS, _SEQUENCE, _TIME = 0x02, 0x04, 0x30, 0x18
#: PKIStatus (RFC 3161, 2.4.2): granted, and granted with changes.
_GRANTED = (0, 1)
_DEEPEST = 12
_MAX_REPLY = 1_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp: the authority's answer as it came, and the UTC time that it names."""

    reply: bytes
    at: datetime


class StampFault(Exception):
    """There is no time stamp; the message is a clause for people."""


def ask_stamp(client: Client, authority: str, sha256: str, *, timeout: float = 30.0) -> Stamp:
    """Ask an authority to stamp a digest.

    Args:
        client: asks the network.
        authority: its address; the user has named it, so that it may be anywhere.
        sha256: the digest, hexadecimal.
        timeout: seconds without a byte.

    Raises:
        StampFault: it could not be asked, refused, or stamped something else.
    """
    client.allow(authority)
    answer = client.post(
        authority,
        stamp_request(sha256),
        headers={"Content-Type": _QUERY, "Accept": _REPLY},
        service="tsa",
        timeout=timeout,
        max_bytes=_MAX_REPLY,
    )
    if isinstance(answer, NoResponse):
        raise StampFault(answer.message)
    if answer.status != 200 or answer.media_type not in (_REPLY, "application/octet-stream"):
        raise StampFault(f"the authority answered {answer.status} and no time stamp")
    return read_stamp(answer.body, sha256)


def stamp_request(sha256: str) -> bytes:
    """The request (RFC 3161, 2.4.1): version 1, the digest, and that the certificate is wanted. Equal for equal digests."""
    imprint = _der(_SEQUENCE, _der(_SEQUENCE, _SHA256_OID + b"\x05\x00") + _der(_OCTETS, bytes.fromhex(sha256)))
    return _der(_SEQUENCE, _der(_INTEGER, b"\x01") + imprint + b"\x01\x01\xff")


def read_stamp(reply: bytes, sha256: str) -> Stamp:
    """The time stamp in an authority's answer (RFC 3161, 2.4.2).

    Args:
        reply: the answer.
        sha256: the digest that it must be for.

    Raises:
        StampFault: it is none, or for another digest.
    """
    outer = _parts(reply)
    status = _parts(outer[0][1]) if outer and outer[0][0] == _SEQUENCE else []
    inside = _parts(status[0][1]) if status and status[0][0] == _SEQUENCE else []
    if not inside or inside[0][0] != _INTEGER:
        raise StampFault("the authority's answer is no time stamp")
    if int.from_bytes(inside[0][1], "big") not in _GRANTED:
        raise StampFault("the authority refused to stamp")
    for content in _octets(reply, 0):
        body = _parts(content)
        fields = _parts(body[0][1]) if len(body) == 1 and body[0][0] == _SEQUENCE else []
        # TSTInfo: version, policy, imprint, serial number, time ...
        if len(fields) >= 5 and fields[0] == (_INTEGER, b"\x01") and fields[2][0] == _SEQUENCE and fields[4][0] == _TIME:
            imprint = _parts(fields[2][1])
            if len(imprint) != 2 or imprint[1][1] != bytes.fromhex(sha256):
                raise StampFault("the authority stamped another digest")
            return Stamp(reply, _time(fields[4][1]))
    raise StampFault("the authority's answer holds no time stamp")


def _time(text: bytes) -> datetime:
    try:
        return datetime.strptime(text.decode("ascii").partition(".")[0].rstrip("Z"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise StampFault("the time of the stamp can't be read") from None


def _der(tag: int, content: bytes) -> bytes:
    """One element; contents here are shorter than 128 bytes."""
    return bytes((tag, len(content))) + content


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """The elements that bytes consist of, (tag, content) each; nothing where they are no DER (X.690, 10.1)."""
    parts, at = [], 0
    while at + 2 <= len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4 or at + size > len(data):
                return []
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if at + length > len(data):
            return []
        parts.append((tag, data[at : at + length]))
        at += length
    return parts if at == len(data) else []


def _octets(data: bytes, depth: int) -> list[bytes]:
    """The contents of all octet strings inside, in order."""
    found = []
    for tag, content in _parts(data) if depth < _DEEPEST else ():
        if tag == _OCTETS:
            found.append(content)
        elif tag & 0x20:  # constructed: sequences, sets, tagged ones
            found += _octets(content, depth + 1)
    return found
