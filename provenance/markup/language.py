"""Which language a text is in: by its script, by letters that only one language has, and by its commonest small words.

Made for sentences and pages of news. Model-based detectors cost half a second at start and 120 MB; this costs neither, and
answers None where it is unsure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

#: Characters looked at: the head of a long text.
_SAMPLE = 6_000
_DOTTED = re.compile(r"[^\W\d_]\.[^\W_]|\A\W*[^\W\d_]\.\W*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: First code point of a run of letters -> script; runs end where the next begins.
_RUNS = (
    (0x41, "latin"), (0x2B0, ""), (0x370, "greek"), (0x400, "cyrillic"), (0x530, "armenian"), (0x590, "hebrew"),
    (0x600, "arabic"), (0x700, ""), (0x750, "arabic"), (0x780, ""), (0x8A0, "arabic"), (0x900, "devanagari"),
    (0x980, "bengali"), (0xA00, ""), (0xB80, "tamil"), (0xC00, "telugu"), (0xC80, ""), (0xE00, "thai"), (0xE80, ""),
    (0x10A0, "georgian"), (0x1100, "hangul"), (0x1200, "ethiopic"), (0x1380, ""), (0x1E00, "latin"), (0x1F00, "greek"),
    (0x2000, ""), (0x3040, "kana"), (0x3100, ""), (0x3400, "han"), (0xA000, ""), (0xAC00, "hangul"), (0xD7B0, ""),
    (0xF900, "han"), (0xFB00, ""), (0xFB50, "arabic"), (0xFF00, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _RUNS]
_ONE_LANGUAGE = {
    "greek": "el", "armenian": "hy", "hebrew": "he", "devanagari": "hi", "bengali": "bn", "tamil": "ta", "telugu": "te",
    "thai": "th", "georgian": "ka", "hangul": "ko", "kana": "ja", "ethiopic": "am",
}  # fmt: skip

_LATIN = {
    "en": "the of and to in a that is was for on with as by at from his her it be are this have has had were not which "
          "but their they will said who been would an its or he she after over into about more than when there all we our "
          "you what left people dead killed fell again last year month week two three four new first some many most no "
          "how why if can could should did does so then them these those such while during before against between under "
          "since until per being other january february march april may june july august september october november "
          "december",
    "fr": "le la les de des du et en un une est que qui dans pour sur au aux par avec ce cette ne pas plus son sa ses il "
          "elle ils nous vous mais ou où été sont ont était se selon leur d'un l'on deux comme après dit janvier février "
          "mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
          "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
          "mehr durch wurde januar februar märz mai juni juli oktober dezember vom beim sagte",
    "es": "el la los las de del y en un una que es por con para se no su al lo como más o pero sus le ha este ya entre "
          "cuando todo esta ser son dos también fue había era muy años hasta desde está según sobre enero febrero marzo "
          "abril mayo junio julio agosto septiembre octubre noviembre diciembre dijo",
    "pt": "o a os as de do da dos das e em um uma que é por com para se não no na nos nas ao mais como mas foi sua seu "
          "são também pelo pela até isso ela ele entre era depois sem mesmo está segundo já ou quando muito janeiro "
          "fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro disse",
    "it": "il lo la i gli le di del della dei delle e in un una che è per con non si da al alla nel nella sono anche più "
          "ma come ha sul sulla dal dalla questo questa stato dopo era essere hanno ai degli secondo suo sua gennaio "
          "febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre detto",
    "pl": "i w na z do się nie że to jest o za od po przez jak dla są ale był było która który które oraz przed jego jej "
          "ich tym tego ze może już tylko roku także czy przy stycznia lutego marca kwietnia maja czerwca lipca sierpnia "
          "września października listopada grudnia",
    "tr": "ve bir bu da de için ile olarak daha çok en olan gibi kadar sonra ne ama ki o her var değil oldu ise göre "
          "olduğunu tarafından dedi iki yeni etti mi ya bin ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim "
          "kasım aralık",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar uit maar dan nog worden "
          "wordt heeft hebben deze was over tot zich wel kan hij ze die",
    "ro": "și în de la a cu pe un o nu că este care din pentru mai sau au al ale fost sunt prin după ce se fi lui dar "
          "către",
    "cs": "a v na se je že z s do o i to za pro jako by byl po ale které která který ve k od jeho nebo jsou si bylo podle "
          "až také",
    "sv": "och i att det som en på är av för med den till inte har de om ett var men sig från vi så kan när år eller "
          "efter vid",
    "az": "və bu bir ilə üçün də da ki olan edib olub daha çox sonra deyib onun olaraq isə kimi görə ildə hər o var",
    "uz": "va bu bir bilan uchun ham deb edi esa bo'lgan kerak qilish o'z haqida yil keyin shu emas lekin bo'yicha qilgan",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan adalah ke oleh juga telah atau ada sebagai mereka "
          "bisa",
    "fi": "ja on ei että se oli hän mutta kun ovat tai joka mukaan myös sen ole jo kuin hänen olla sekä vain",
    "hu": "a az és hogy nem is egy meg volt ez de csak már mint el még van szerint ki vagy azt után lesz",
    "vi": "của và là có các trong cho một được với không người này những đã từ để khi đến",
    "hr": "je i u na se da su za od koji koja koje što nije bi će kako ali ili prema nakon iz do o s piše",
    "tl": "ng mga ang sa na ay at si ni hindi para",
}  # fmt: skip
_CYRILLIC = {
    "ru": "и в не на что с по как это к из у за от он так но о же для все его до при они бы был было были или этого чтобы "
          "также после который которые была сообщил сообщает году уже со января февраля марта апреля мая июня июля "
          "августа сентября октября ноября декабря об том их см будет ещё",
    "uk": "і в не на що з та до як у за від це але для про його й також був було були після або яка який які ще вже між "
          "щоб із року цього під січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "be": "і ў не на што з да як у за ад гэта але для пра яго таксама быў было былі пасля або якая які якія яшчэ ужо каб",
    "bg": "и в не на че с за от по да се са как това но до който която които след или е при още само беше има ще",
    "sr": "и у не на да се је с за од као су о из али који која које до после или није био ће према због",
    "mk": "и во не на дека со се за од како е но до кој која кои по или што ќе беше ги го",
    "kk": "және бұл мен да де үшін деп бар болып туралы осы бойынша кейін емес бір еді ол екен жылы болды",
    "ky": "жана бул менен да үчүн деп бар болуп тууралуу ушул боюнча кийин эмес бир эле ал экен жылы болду",
    "tg": "ва дар ба аз ки ин бо барои аст буд он ҳам як шуд худ то кард",
    "uz": "ва бу бир билан учун ҳам деб эди эса бўлган керак қилиш ўз ҳақида йил кейин шу эмас лекин",
    "tt": "һәм бу белән дә да өчен дип бар буенча соң түгел бер иде ул",
    "mn": "ба энэ нь юм байна гэж бол болон тухай он дээр байсан хийх",
}  # fmt: skip
_ARABIC = {
    "ar": "في من على إلى أن التي الذي عن هذا هذه ما لا مع كان بعد قال بين ذلك قبل كما لم وقد كل أو",
    "fa": "در از به که این را با است برای آن یک بود شد شده های می او هم تا خود کرد نیز",
    "ur": "کے کی میں سے ہے کا کو اور نے پر یہ ہیں اس کہ بھی ایک تھا کر گیا",
    "ps": "د په او چې له سره ته کې دا دی شوی",
}  # fmt: skip
#: Letters that few languages of a script have: each counts as a small word seen, up to three.
_LETTERS = {
    "latin": {
        "ß": ("de",), "ñ": ("es",), "¿": ("es",), "ã": ("pt", "vi"), "õ": ("pt", "vi"), "ł": ("pl",), "ą": ("pl",),
        "ş": ("tr", "az"), "ğ": ("tr", "az"), "ə": ("az",), "ı": ("tr", "az"), "ř": ("cs",), "ů": ("cs",), "ț": ("ro",),
        "ș": ("ro",), "ő": ("hu",), "ű": ("hu",), "å": ("sv",), "đ": ("vi",), "ơ": ("vi",), "ư": ("vi",),
    },
    "cyrillic": {
        "ы": ("ru", "be", "kk", "ky", "mn", "tt"), "э": ("ru", "be", "kk", "ky", "mn", "uz"), "ї": ("uk",), "є": ("uk",),
        "ґ": ("uk",), "ў": ("be", "uz"), "ђ": ("sr",), "ћ": ("sr",), "џ": ("sr", "mk"), "ј": ("sr", "mk"), "ѓ": ("mk",),
        "ќ": ("mk",), "қ": ("kk", "uz", "tg"), "ғ": ("kk", "uz", "tg"), "ә": ("kk", "tt"), "ұ": ("kk",),
        "ң": ("kk", "ky", "tt"), "ө": ("kk", "ky", "mn", "tt"), "ү": ("kk", "ky", "mn", "tt"), "һ": ("kk", "tt"),
        "ҳ": ("tg", "uz"), "ӯ": ("tg",), "ҷ": ("tg", "tt"), "ӣ": ("tg",), "ъ": ("bg", "ru", "uz"), "і": ("uk", "be", "kk"),
        "ё": ("ru", "be"),
    },
    "arabic": {
        "پ": ("fa", "ur", "ps"), "چ": ("fa", "ur", "ps"), "گ": ("fa", "ur"), "ژ": ("fa", "ps"), "ک": ("fa", "ur", "ps"),
        "ی": ("fa", "ur", "ps"), "ة": ("ar",), "ي": ("ar", "ps"), "ك": ("ar",), "ٹ": ("ur",), "ڈ": ("ur",), "ے": ("ur",),
        "ں": ("ur",), "ښ": ("ps",), "ړ": ("ps",), "ې": ("ps",),
    },
}  # fmt: skip


#: Letters of which a text of the language always has some; and letters that it never has.
_NEEDED = {
    "az": "ə", "kk": "әғқңөұү", "ky": "ңөү", "tt": "әөүҗңһ", "tg": "ғӣқӯҳҷ", "uk": "іїєґ", "be": "іў", "sr": "ђћџјљњ",
    "mk": "јѓќљњѕ", "mn": "өү", "uz": "ўқғҳo", "fa": "یکپچگ", "ur": "یکےں", "vi": "ơưđạảấầậắếềệốồộớờợủứừ", "cs": "ěřůýíáéú",
}  # fmt: skip
_NEVER = {
    "be": "ищъ", "uk": "ыэъё", "ru": "іїєґўј", "bg": "ыэёь", "sr": "йщыэъ", "mk": "йщыэъ", "ar": "پچگی",
}  # fmt: skip
#: Word endings that speak for a language among those that its letters leave open.
_ENDINGS = {
    "cyrillic": {
        "ru": ("ение", "ения", "ением", "ении", "ться", "ется", "ился", "илась", "ого", "его", "ому", "ский", "ского",
               "ской", "ских", "ость", "ости", "ых", "ыми", "ые", "ый", "ая", "ов", "ил", "ал", "ет", "ют", "ская",
               "ала", "ила", "ать", "ить", "еть"),
        "uk": ("ння", "ться", "ський", "ського", "ської", "ість", "ості", "ив", "ав", "ий"),
        "bg": ("ият", "ата", "ите", "ото", "ние", "ния"),
    },
    "latin": {
        "en": ("ing", "ed", "ly", "ers"),
        "fr": ("tion", "ement", "eur", "aux", "eux"),
        "de": ("ung", "lich", "keit", "heit", "schen", "ungen"),
        "es": ("ción", "mente", "dad", "ado"),
        "pt": ("ção", "ções", "mente", "dade", "ado"),
        "it": ("zione", "mente", "ato", "ità"),
        "pl": ("owie", "ego", "ych", "ości", "ania"),
        "tr": ("ları", "leri", "ında", "inde", "yor", "dan", "den"),
    },
}  # fmt: skip
_LONGEST_ENDING = 5


def _by_word(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for language, text in table.items():
        for word in set(text.split()):
            words.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in words.items()}


_BY_ENDING = {
    script: _by_word({language: " ".join(endings) for language, endings in table.items()}) for script, table in _ENDINGS.items()
}
_WORDS = {"latin": _by_word(_LATIN), "cyrillic": _by_word(_CYRILLIC), "arabic": _by_word(_ARABIC)}
#: The winner's points must be this many times the second's, or the text says too little.
_MARGIN = 1.25
#: Points that say enough; and those that do where no other language comes near.
_LEAST, _LEAST_ALONE, _ALONE = 1.9, 1.0, 2.5
#: Fewer words are a name, not a sentence ("The Guardian").
_FEW_WORDS = 4


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of `text` is in, or None where that is not clear.

    Args:
        text: a headline, a sentence or a page; the first 6,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    scripts = Counter(_script(character) for character in sample if character.isalpha())
    del scripts[""]
    total = sum(scripts.values())
    if total < 2:
        return None
    if scripts["kana"] and scripts["kana"] + scripts["han"] > 0.5 * total and scripts["kana"] * 12 > scripts["han"]:
        return "ja"
    script, count = scripts.most_common(1)[0]
    # A Han character says as much as a word of four letters: names in Latin letters do not change the language of a page.
    if script == "latin" and (scripts["han"] + scripts["kana"]) * 4 > count:
        return "ja" if scripts["kana"] * 4 > scripts["han"] else "zh"
    if count < 0.5 * total:
        return None
    if script == "han":
        return "zh"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return _among(script, sample) if script in _WORDS else None


def _script(character: str) -> str:
    return _RUNS[index][1] if (index := bisect_right(_STARTS, ord(character)) - 1) >= 0 else ""


def _words_of(lowered: str) -> Iterator[str]:
    """The words of a text that stand in sentences: not those of addresses, tags, initials and abbreviations with inner dots."""
    for run in lowered.split():
        if "/" not in run and "<" not in run and "=" not in run and not _DOTTED.search(run):
            yield from (match.group().replace("’", "'") for match in _WORD.finditer(run))


def _among(script: str, sample: str) -> str | None:
    """The language of a script that several share: points for small words, letters and endings, fewer where shared."""
    lowered = sample.lower()
    letters = set(lowered)
    long_enough = len(sample) > 30
    out = {name for name, never in _NEVER.items() if sum(map(lowered.count, never)) * 200 > len(sample)}
    if long_enough:
        out |= {name for name, needed in _NEEDED.items() if letters.isdisjoint(needed)}
    points: Counter[str] = Counter()

    def award(languages: Iterable[str], alone: float, shared: float) -> None:
        left = [language for language in languages if language not in out]
        for language in left:
            points[language] += alone if len(left) == 1 else shared  # type: ignore[assignment]

    words = _WORDS[script]
    endings = _BY_ENDING.get(script, {})
    count = 0
    for word in _words_of(lowered):
        count += 1
        if word in words:
            award(words[word], 1.0, 0.6)
        elif len(word) > 4:
            for length in range(_LONGEST_ENDING, 1, -1):
                if (languages := endings.get(word[-length:])) is not None:
                    award(languages, 0.6, 0.3)
                    break
    for letter, languages in _LETTERS[script].items():
        if seen := min(3, lowered.count(letter)):
            award(languages, 0.8 * seen, 0.4 * seen)
    if not points:
        return None
    (best, most), *rest = points.most_common(2)
    second = rest[0][1] if rest else 0
    # A long text with hardly a small word of any language that is known here is in another one.
    if most < _MARGIN * second or most < 0.03 * count:
        return None
    return best if most >= _LEAST or (most >= _LEAST_ALONE and most >= _ALONE * second and count >= _FEW_WORDS) else None
