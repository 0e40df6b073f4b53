"""Small labelled documents and findings in them, by the words that they are about."""

from __future__ import annotations

from provenance.evaluate import GoldDocument, Prediction
from provenance.evaluate.gold import GoldItem, GoldNegative, GoldReference, GoldSentence, Place
from provenance.evaluate.prediction import FoundClaim, FoundItem, FoundReference

TEXT = (
    "A Heading\n\nThe bridge fell in May (Reuters, May 3; AFP, May 4). Nobody was hurt. "
    "The mayor (KSU) fled (Dovar Today, 2012-05-06).\n"
)
FIRST, SECOND = "(Reuters, May 3; AFP, May 4)", "(Dovar Today, 2012-05-06)"
SENTENCES = ("The bridge fell in May (Reuters, May 3; AFP, May 4).", "Nobody was hurt.")
LAST = "The mayor (KSU) fled (Dovar Today, 2012-05-06)."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def place(words: str, kind: type = Place, **fields: object) -> Place:
    start, end = span(words)
    return kind(start=start, end=end, text=words, **fields)


def item(source: str | None, *dates: str, **fields: object) -> GoldItem:
    return GoldItem(source=source, dates=dates, **fields)


def document(**changes: object) -> GoldDocument:
    first = (item("Reuters", "2012-05-03"), item("AFP", "2012-05-04"))
    fields: dict[str, object] = {
        "name": "bridge.txt",
        "file": "bridge.txt",
        "text": TEXT,
        "published": "2012-05-08",
        "language": "en",
        "references": (
            place(FIRST, GoldReference, style="parenthetical", gold=first, claims=(place(SENTENCES[0]),)),
            place(
                SECOND, GoldReference, style="parenthetical", gold=(item("Dovar Today", "2012-05-06"),), claims=(place(LAST),)
            ),
        ),
        "negatives": (place("(KSU)", GoldNegative, why="acronym"),),
        "sentences": (
            place(SENTENCES[0], GoldSentence, need="should"),
            place(SENTENCES[1], GoldSentence, need="must", bare="checkworthy"),
            place(LAST, GoldSentence, need="should"),
        ),
        "uncited": (place(SENTENCES[1]),),
        "judges_claims": True,
    }
    return GoldDocument(**(fields | changes))


def found(words: str, *pairs: tuple[str | None, str | None], doubtful: bool = False) -> FoundReference:
    start, end = span(words)
    items = tuple(FoundItem(source=source, date=date) for source, date in pairs)
    return FoundReference(start=start, end=end, items=items, doubtful=doubtful)


def claim(words: str, need: str | None = None, *references: int) -> FoundClaim:
    start, end = span(words)
    return FoundClaim(start=start, end=end, need=need, references=references)


PERFECT = Prediction(
    document="bridge.txt",
    references=(
        found(FIRST, ("Reuters", "2012-05-03"), ("AFP", "2012-05-04")),
        found(SECOND, ("Dovar Today", "2012-05-06")),
    ),
    claims=(claim(SENTENCES[0], "should", 0), claim(SENTENCES[1], "must"), claim(LAST, "should", 1)),
)


def changed(**fields: object) -> Prediction:
    return PERFECT.model_copy(update=fields)
