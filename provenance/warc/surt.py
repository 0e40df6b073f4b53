"""SURT keys: addresses written so that one site's pages sort together (`ru,interfax)/a?a=1&b=2`).

Our own 60 lines: the library of this name is AGPL. The folding follows what the Internet Archive's index does: scheme,
default port, `www`, user name, letter case, fragment, trailing slash and the order of the query do not count.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

from provenance.model.answer import Match

_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21}
_NO_HOST = re.compile(r"(?:mailto|data|javascript|urn|dns|about|tel):", re.IGNORECASE)
_IPV4 = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
#: Session ids that make equal pages look different (from the index's public behaviour).
_SESSION = re.compile(r";jsessionid=[0-9a-z]{32}(?:\.\w+)?$", re.IGNORECASE)
#: Sorts behind every character that a key can have.
LAST = "\U0010ffff"


def _host_key(host: str, port: int | None, scheme: str) -> str:
    name = host.rstrip(".").lower()
    try:
        name = name.encode("ascii").decode()
    except UnicodeEncodeError:
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            name = quote(name, safe="").lower()
    name = _WWW.sub("", name, count=1) if name.count(".") > 1 or not _WWW.match(name) else name
    if ":" in name:
        key = f"[{name}]"
    elif _IPV4.match(name):
        key = name
    else:
        key = ",".join(reversed(name.split(".")))
    return key if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{key}:{port}"


def _fold(text: str) -> str:
    """Percent-encoding in one form, lower case."""
    raw = unquote_to_bytes(text)
    return quote(raw, safe="/!$&'()*+,;=:@~-._?[]|{}\"^`<>\\").lower()


def _split(url: str) -> tuple[str, str, str]:
    """Host key, path and query of an address; the scheme may be missing. Raises ValueError for what is no address."""
    text = url.strip()
    if _NO_HOST.match(text):
        raise ValueError(f"{url[:100]!r} is no address of a page")
    if "://" not in text.partition("?")[0]:
        text = f"http://{text.removeprefix('//')}"
    parts = urlsplit(text)
    if not parts.hostname:
        raise ValueError(f"{url[:100]!r} is no address")
    return _host_key(parts.hostname, parts.port, parts.scheme.lower()), parts.path, parts.query


def surt_key(url: str) -> str:
    """The SURT key of an address.

    Args:
        url: with or without scheme.

    Raises:
        ValueError: it is no address with a host.
    """
    host, path, query = _split(url)
    path = _SESSION.sub("", _fold(path)) or "/"
    if len(path) > 1:
        path = path.rstrip("/") or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    ordered = "&".join(sorted(_fold(part) for part in query.split("&"))) if query else ""
    return f"{host}){path}?{ordered}" if ordered else f"{host}){path}"


def key_ranges(url: str, match: Match) -> tuple[tuple[str, str], ...]:
    """The half-open ranges of SURT keys that a question covers.

    Args:
        url: an address; a host is enough for host and domain.
        match: how far around it.

    Raises:
        ValueError: it is no address with a host.
    """
    host, path, query = _split(url)
    if match == "exact":
        key = surt_key(url)
        return ((key, f"{key}\0"),)
    if match == "prefix":
        key = surt_key(url)
        if not query and path.endswith("/") and not key.endswith("/"):
            key += "/"  # `site/2013/` must not cover `site/2013-review`
        return ((key, f"{key}{LAST}"),)
    if match == "host":
        return ((f"{host})/", f"{host})/{LAST}"),)
    return ((f"{host})/", f"{host})/{LAST}"), (f"{host},", f"{host},{LAST}"))


def is_covered(key: str, url: str, match: Match) -> bool:
    """Whether a SURT key lies in the range of a question. Raises ValueError for what is no address."""
    return any(low <= key < high for low, high in key_ranges(url, match))
