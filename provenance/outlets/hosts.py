"""Is a text a host, and under whose name is it registered?

The rules are those of the Public Suffix List (publicsuffix.org), read straight from the data file of `publicsuffixlist`: its
own class needs 80 ms to load, a set of rules 10.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}\.?\Z")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
#: Endings that are words as well: "end.In", "yes.So", "Dr.No" are lost spaces unless the whole is written as a host is.
_WORDS = frozenset(
    (
        "am", "an", "as", "at", "be", "best", "by", "city", "cool", "de", "do", "dr", "es", "et", "example", "fun", "he",
        "here", "house", "how", "if", "in", "invalid", "is", "it", "la", "land", "le", "life", "live", "man", "me", "media",
        "men",
        "mr", "my", "new", "news", "no", "now", "of", "on", "one", "or", "pm", "she", "so", "st", "team", "test", "time", "to",
        "today", "top", "us", "we", "work", "world", "you", "al",
    )
)  # fmt: skip
#: Reserved for examples and tests: no such host exists, but texts and users' files may name one (RFC 2606, RFC 6761).
_RESERVED = ("example", "test", "invalid", "localhost")
#: Top-level domains that the Public Suffix List has dropped because they are gone; archives still hold their pages (IANA root
#: zone history).
_GONE = ("yu", "co.yu", "org.yu", "ac.yu", "edu.yu", "cg.yu", "gov.yu", "cs", "dd", "zr", "tp", "an", "com.an")
#: First labels of public suffixes that are sites themselves: `gov.uk`, `mil.ru`, `gob.mx`, `tsk.tr`.
_SITES = frozenset({"gov", "mil", "gob", "gouv", "gouvernement", "govt", "gub", "gc", "police", "nhs", "mod", "idf", "tsk"})
#: Endings that files bear: "readme.md" is a file, "unimedia.md" a host; the first label decides.
_FILES = frozenset({"readme", "index", "main", "setup", "config", "changelog", "test", "file", "script"})
_FILE_ENDINGS = frozenset({"md", "py", "rs", "sh", "pl", "zip", "mov"})


@cache
def _rules() -> frozenset[str]:
    text = (files("publicsuffixlist") / "public_suffix_list.dat").read_text(encoding="utf-8")
    return frozenset((*(line for line in text.split("\n") if line and line[0] != "/"), *_RESERVED, *_GONE))


def clean_host(host: str) -> str:
    """Lower case, without a port, a final dot or a leading `www.`; punycode is written out."""
    host = host.strip().lower().rstrip(".").split(":", 1)[0]
    if "xn--" in host:
        try:
            host = host.encode("ascii").decode("idna")
        except UnicodeError:
            return host
    return host[4:] if host.startswith("www.") and host.count(".") > 1 else host


def _suffix_labels(labels: list[str]) -> int:
    """How many labels at the end are a public suffix; 0 if none is listed."""
    rules = _rules()
    for start in range(len(labels)):
        rest = ".".join(labels[start:])
        if "!" + rest in rules:
            return len(labels) - start - 1
        if rest in rules or ("*." + ".".join(labels[start + 1 :]) in rules and start + 1 < len(labels)):
            return len(labels) - start
    return 0


@lru_cache(maxsize=4096)
def is_host(text: str) -> bool:
    """Whether a text is the name of a host: labels joined by dots, the last of them a public suffix.

    `Centrasia.ru`, `24.kg`, `LEMONDE.FR` and `www.site.org` are; `U.S.`, `e.g.`, `3.5`, `border.The` and `readme.md` are not.
    """
    if len(text) > 253 or "." not in text or not _HOST.match(text):
        return False
    host = text.rstrip(".")
    labels = host.split(".")
    last = labels[-1]
    if last.isdigit() or all(len(label) == 1 for label in labels):
        return False
    ending, first = last.lower(), labels[0]
    if ending in _FILE_ENDINGS and first.lower() in _FILES and len(labels) == 2:
        return False
    if ending in _WORDS and not (host.islower() or host.isupper() or last.islower()):
        return False
    labels = clean_host(host).split(".")
    suffix = _suffix_labels(labels)
    return 0 < suffix < len(labels) or (suffix == len(labels) == 2 and labels[0] in _SITES)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The part that someone registered: `news.bbc.co.uk` -> `bbc.co.uk`. A host without a known suffix is returned as it is."""
    host = clean_host(host)
    labels = host.split(".")
    suffix = _suffix_labels(labels)
    return ".".join(labels[-suffix - 1 :]) if 0 < suffix < len(labels) else host


def split_host(text: str) -> tuple[str, str] | None:
    """Host and path of an address or a bare host as it is printed, or None if it is neither.

    The path keeps its case and loses query, fragment and final slash: `https://T.me/rybar/` -> (`t.me`, `/rybar`).
    """
    text = text.strip()
    if "." not in text or any(c.isspace() for c in text) or len(text) > 2000:
        return None
    rest = _SCHEME.sub("", text, count=1)
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].split("?", 1)[0].split("#", 1)[0]
    bare = host.split(":", 1)[0]
    if not is_host(bare):
        return None
    path = (slash + path).split("?", 1)[0].split("#", 1)[0].rstrip("/")
    return clean_host(bare), path
