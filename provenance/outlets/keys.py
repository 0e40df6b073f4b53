"""The key of a name: what two spellings must share to be the same without any guess.

Every step is safe on its own (measured: none of them brought a wrong outlet). What is looser - affixes, similarity - is a rule,
not a key.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from .hosts import is_host

_MAX_NAME = 300
_DROP = dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟«»‹›″′ʼʹʻˈ《》〈〉「」『』【】*_ـ\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"))
_SWAP = {
    "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ə": "e", "ŋ": "ng",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي",
    "ک": "ك", "ة": "ه", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ؤ": "و",
    "ё": "е",
}  # fmt: skip
#: Traditional characters that names of media use, with their simplified forms.
_SIMPLE = dict(
    zip(
        "聞華網報國時東訊電視臺灣聯經濟環廣週鳳參軍黨財觀風傳蘋眾紐約亞號線際門陽業發現義學術體聲龍馬話書頭條開關見問題論壇評無間韓蘇俄衛獨貿與實運動鏡團藝務總將來歲",
        "闻华网报国时东讯电视台湾联经济环广周凤参军党财观风传苹众纽约亚号线际门阳业发现义学术体声龙马话书头条开关见问题论坛评无间韩苏俄卫独贸与实运动镜团艺务总将来岁",
        strict=True,
    )
)
_TABLE = _DROP | {ord(a): b for a, b in (_SWAP | _SIMPLE).items()}
_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)")
_GAPS = re.compile(r"[^\w]+")
_ARTICLES = frozenset(
    (
        "the", "a", "an", "le", "la", "les", "l", "el", "al", "der", "die", "das", "il", "lo", "o", "os", "as", "los", "las",
        "het", "de",
    )
)  # fmt: skip
#: Articles of Arabic names, also assimilated ones; joined to their word, whether a hyphen, a space or nothing stood there.
_JOINED = re.compile(r"(?<!\S)(al|el) (?=\w)")


def _folded(name: str) -> str:
    if "&" in name:
        name = html.unescape(name)
    if name.isascii():
        return name.lower().translate(_DROP)
    text = unicodedata.normalize("NFKC", name).casefold().translate(_TABLE)
    if text.isascii():
        return text
    out: list[str] = []
    base = ""
    for c in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(c):
            base = c
        elif not "Ѐ" <= base <= "ӿ" and not "\u3040" <= base <= "\u30ff":
            continue  # an accent or an Arabic vowel mark; Cyrillic й and ї and Japanese voicing are letters of their own
        out.append(c)
    return unicodedata.normalize("NFC", "".join(out)).translate(_TABLE)


@lru_cache(maxsize=16384)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, hosts kept whole, Arabic articles apart."""
    text = _folded(name[:_MAX_NAME])
    if "." in text:
        text = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", text)
    words: list[str] = []
    for part in text.replace("&", " and ").split():
        bare = part.strip("()[]{},;:!?.-")
        if "." in bare and is_host(bare):
            words.append(bare[4:] if bare.startswith("www.") and bare.count(".") > 1 else bare)
        else:
            words.extend(word for word in _GAPS.split(part) if word)
    return tuple(words)


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """The key of a name; empty for a text without letters or digits. Idempotent: the key of a key is itself.

    NFKC, entities decoded, casefolded, quotation marks and apostrophes dropped, accents dropped (Cyrillic letters keep theirs),
    dotted initials joined, hyphens, slashes and dots to a space (not inside a host), `&` to `and`, Arabic letter variants
    united, `al-X`, `al X` and `alX` one, traditional to simplified characters, spaces joined.
    """
    key = " ".join(words_of(name))
    return _JOINED.sub(r"\1", key) if " " in key else key


@lru_cache(maxsize=4096)
def keys_of(name: str) -> tuple[str, ...]:
    """The key, then the second keys: without a leading article; Azerbaijani schwa as `a`."""
    words = words_of(name)
    keys = {key_of(name): None}
    if len(words) > 1 and words[0] in _ARTICLES:
        keys.setdefault(key_of(" ".join(words[1:])))
    if "ə" in name.casefold():
        keys.setdefault(key_of(name.casefold().replace("ə", "a")))
    keys.pop("", None)
    return tuple(keys)


@lru_cache(maxsize=16384)
def asked_keys(name: str) -> tuple[str, ...]:
    """The keys under which a printed name is looked for: its own, then without "the", then with schwa as `a`.

    Other articles belong to the name: "El Observador" is not "Observador", "Al-Hayat" is not "Hayat".
    """
    words = words_of(name)
    keys = {key_of(name): None}
    if len(words) > 1 and words[0] == "the":
        keys.setdefault(key_of(" ".join(words[1:])))
    if "ə" in name.casefold():
        keys.setdefault(key_of(name.casefold().replace("ə", "a")))
    keys.pop("", None)
    return tuple(keys)


def is_shouted(text: str) -> bool:
    """Whether every letter that has a case is a capital, and there is one."""
    return text.isupper()
