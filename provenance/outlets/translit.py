"""Cyrillic names in Latin letters, as newsrooms and libraries write them.

Systems: BGN/PCGN, ALA-LC, scholarly (ISO 9) and the newsroom's own habits. The table is applied when the index is built: an
exact match on what it gives was never wrong in the measurements that the registry's design rests on.
"""

from __future__ import annotations

from itertools import product

_BASE = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye",
    "ґ": "g", "ў": "u", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ҳ": "h", "ҷ": "j",
    "ӣ": "i", "ӯ": "u", "җ": "j", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
}  # fmt: skip

#: (short i, ya, yu, kh, ts, shch, zh/ch/sh): one row a system.
_SYSTEMS: tuple[dict[str, str], ...] = (
    {},
    {"й": "i", "я": "ia", "ю": "iu"},
    {"й": "j", "я": "ja", "ю": "ju", "х": "kh"},
    {"й": "j", "я": "ja", "ю": "ju", "х": "x", "ц": "c", "ж": "z", "ч": "c", "ш": "s", "щ": "sc"},
    {"й": "j", "я": "ja", "ю": "ju", "х": "ch", "ц": "c", "ж": "z", "ч": "c", "ш": "s", "щ": "sc"},
    {"х": "h", "щ": "sch"},
    {"х": "h", "й": "i", "я": "ia", "ю": "iu"},
)
#: Newsrooms of other languages, which write what their readers would say: one row a language, a whole name at a time.
#: An entry of two letters is read before those of one; `*с*` is the letter between two vowels.
_NEWSROOMS: tuple[dict[str, str], ...] = (
    {  # German: Iswestija, Nowaja Gaseta, Rossijskaja Gaseta
        "в": "w", "ж": "sch", "з": "s", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju",
        "я": "ja", "*с*": "ss", "ий": "ij", "ый": "y", "ья": "ja", "ье": "je", "ъе": "je",
    },
    {  # Polish: Izwiestija, Niezawisimaja Gazieta, Kommiersant
        "в": "w", "ж": "ż", "е": "ie", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "й": "j", "ю": "ju", "я": "ja",
        "л": "ł", "ле": "le", "ли": "li", "ль": "l", "ля": "la", "лю": "lu", "же": "że", "ше": "sze", "че": "cze", "це": "ce",
        "ий": "ij", "жи": "ży", "ши": "szy", "ьи": "ji", "ня": "nia", "мя": "mia",
    },
    {  # Hungarian: Vedomosztyi, Nyezaviszimaja Gazeta, Kommerszant
        "ж": "zs", "й": "j", "х": "h", "ц": "c", "ч": "cs", "ш": "s", "щ": "scs", "ю": "ju", "я": "ja", "с": "sz", "ы": "i",
        "не": "nye", "ни": "nyi", "ти": "tyi", "те": "tye", "ди": "gyi", "де": "gye", "ий": "ij", "ия": "ija", "нь": "ny",
        "сс": "ssz",
    },
    {  # French: Rossiïskaïa Gazeta, Nezavissimaïa Gazeta
        "ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "й": "i", "ю": "iou", "я": "ia", "*с*": "ss", "ье": "ie",
        "ий": "i", "ый": "y", "ги": "gui", "ге": "gue",
    },
    {  # Czech and Slovak: Izvěstija, Nězavisimaja gazeta (accents are dropped by the key)
        "ж": "z", "й": "j", "х": "ch", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ю": "ju", "я": "ja", "ий": "ij",
    },
    {  # Nordic languages: Vzgljad, Komsomolskaja Pravda
        "ж": "zj", "й": "j", "х": "h", "ч": "tj", "ш": "sj", "щ": "sjtj", "ю": "ju", "я": "ja", "ий": "ij",
    },
)  # fmt: skip
_UKRAINIAN = {"г": "h", "и": "y", "і": "i", "ї": "i", "є": "ie", "й": "i"}
_UKRAINIAN_BGN = {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye"}
_BELARUSIAN = {"г": "h", "і": "i", "ў": "u", "е": "e", "х": "kh"}
_KAZAKH = {"қ": "k", "ғ": "g", "х": "h", "ә": "a"}
#: Endings of adjectives, which everyone shortens differently.
_ENDINGS = (
    ("ский", ("sky", "ski", "skiy", "skii", "skij")),
    ("ые", ("ye", "yye", "ie", "iye")),
    ("ие", ("ie", "iye", "ye")),
    ("ый", ("y", "yy", "yi", "yj", "ii")),
    ("ий", ("y", "iy", "ii", "ij", "i")),
    ("ой", ("oy", "oi", "oj")),
    ("ая", ("aya", "aia", "aja")),
    ("ия", ("ia", "iya", "ija")),
)
_VOWELS = "аеёиоуыэюяіїє"
#: Polish letters as the key folds them.
_POLISH = str.maketrans("łż", "lz")
#: A name is written in at most so many ways.
_MOST = 64


def is_cyrillic(text: str) -> bool:
    """Whether a text has a letter of the Cyrillic block."""
    return any("Ѐ" <= c <= "ӿ" for c in text)


def _word(word: str, table: dict[str, str], glide: bool) -> str:
    out, before = [], ""
    for c in word:
        if c == "е" and glide and (before == "" or before in _VOWELS or before in "ьъ"):
            out.append("ye")
        else:
            out.append(table.get(c, c))
        before = c
    return "".join(out)


def _newsroom(word: str, table: dict[str, str]) -> str:
    """A word by the table of one language; its longer entries first."""
    out, i = [], 0
    while i < len(word):
        pair, c = word[i : i + 2], word[i]
        after_vowel = i > 0 and word[i - 1] in _VOWELS
        if pair in table and (pair not in ("ий", "ый") or i + 2 == len(word)):  # the ending of adjectives
            out.append(table[pair])
            i += 2
            continue
        if c == "с" and "*с*" in table and after_vowel and i + 1 < len(word) and word[i + 1] in _VOWELS:
            out.append(table["*с*"])
        elif c == "е" and table["я"] == "ja" and (after_vowel or (not i and table.get("е") == "ie")):
            out.append("je")
        else:
            out.append(table.get(c, _BASE.get(c, c)))
        i += 1
    return "".join(out).translate(_POLISH)


def _words(word: str, tables: list[dict[str, str]]) -> list[str]:
    ways: dict[str, None] = {}
    for table in tables:
        for glide in (False, True):
            whole = _word(word, table, glide)
            ways.setdefault(whole)
            for ending, forms in _ENDINGS:
                if len(word) > len(ending) and word.endswith(ending):
                    stem = _word(word[: -len(ending)], table, glide)
                    for form in forms:
                        ways.setdefault(stem + form)
                    break
    return list(ways)


def romanised(text: str, lang: str | None = None) -> tuple[str, ...]:
    """Ways to write a casefolded Cyrillic text in Latin letters, 70 at most, the commonest system first, no duplicates.

    Args:
        text: casefolded; other letters stay.
        lang: ISO 639-1 of the name; `uk`, `be`, `kk`, `ky` add the habits of those languages.
    """
    if not is_cyrillic(text):
        return ()
    tables = [_BASE | system for system in _SYSTEMS]
    if lang in (None, "uk") and (lang == "uk" or any(c in "іїєґ" for c in text)):
        tables += [_BASE | _UKRAINIAN, _BASE | _UKRAINIAN_BGN]
    if lang == "be" or "ў" in text:
        tables.append(_BASE | _BELARUSIAN)
    if lang in ("kk", "ky", "tt", "ba") or any(c in "қғәң" for c in text):
        tables.append(_BASE | _KAZAKH)
    words = text.replace("ё", "е").split(" ")
    ways: dict[str, None] = {}
    for table in tables:
        for glide in (False, True):
            ways.setdefault(" ".join(_word(word, table, glide) for word in words))
    for chosen in product(*(_words(word, tables[:3] + tables[5:]) for word in words[:3])):
        if len(ways) >= _MOST:
            break
        ways.setdefault(" ".join([*chosen, *(_word(word, tables[0], False) for word in words[3:])]))
    for table in _NEWSROOMS:
        ways.setdefault(" ".join(_newsroom(word, table) for word in words))
    return tuple(ways)
