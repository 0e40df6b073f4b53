"""Newsroom text of any length for the benchmarks: made up, the same for the same seed, about two references a kilobyte."""

from __future__ import annotations

import random

_OUTLETS = (
    "Interfax", "Reuters", "RIA Novosti", "TASS", "BBC", "Al Jazeera", "Kommersant", "Daily Sabah", "Le Monde", "Der Spiegel",
    "Radio Free Europe", "The Guardian", "Kyiv Post", "Xinhua", "Dawn", "Anadolu Agency", "Kavkazsky Uzel", "Centrasia.ru",
    "Vestnik Gavani", "Harbour Tribune", "Orenda Today", "sabahnews.example", "Novaya Liniya", "Ulus Gazetesi",
)  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_WHO = ("The mayor", "A spokesman for the port", "The interior ministry", "The opposition alliance", "General Orok Tammsen",
        "The regional governor", "The miners' union", "Deputy Prime Minister Salima Dzhurova", "The border guard",
        "The state gas company", "A court in the capital", "The election commission", "Local residents", "The army",
        "The finance ministry", "Lieutenant Ilya Moran", "The Committee for Roads", "Human rights groups")  # fmt: skip
_DID = ("closed", "announced", "denied", "seized", "postponed", "approved", "rejected", "opened", "inspected", "financed",
        "cancelled", "criticised", "welcomed", "ordered", "suspended", "defended", "completed", "abandoned")  # fmt: skip
_WHAT = ("the bridge over the river", "a plan for new barracks", "the talks on grain transit", "an inquiry into the fire",
         "the second pipeline", "the sale of the refinery", "a law on foreign agents", "the trial of seven officers",
         "a convoy of fuel trucks", "the evacuation of the valley", "repairs to the railway", "a joint exercise with the navy",
         "the budget for next year", "a curfew in three districts", "the extradition of a banker", "the census")  # fmt: skip
_WHERE = ("in Almaty", "near the border", "in the northern province", "in Damascus", "outside the city of Kherson",
          "on the coast", "in the capital", "at the port of Poti", "in the mountains", "in Osh")  # fmt: skip
_MORE = (
    "after weeks of protests that had brought the region to a standstill",
    "although earlier reports had put the number of dead at {n}",
    "which cost about ${n} million and took almost {m} years",
    "because the contract with the foreign supplier had expired",
    "while more than {n} people waited for an answer",
    "as part of a programme that began in {y}",
    "despite a warning from the central bank",
    "in what observers described as an attempt to win time",
)
_PLAIN = (
    "It is therefore possible that the agreement will not survive the winter.",
    "This suggests that neither side expects a quick result.",
    "The region has long been among the poorest of the country, and it depends on transfers from the centre.",
    "Several questions remain open; the answers are likely to come only after the vote.",
    "Even so, the two governments have kept their embassies open throughout the crisis.",
    "No one in the village remembers such a winter.",
)
_SAID = ("said", "told reporters", "warned", "added", "claimed")


def newsroom_text(size: int, *, seed: int = 7) -> str:
    """At least `size` characters of an article: a title, a dateline, and paragraphs between blank lines."""
    draw = random.Random(seed)  # noqa: S311 - the same text on each run is what is wanted
    parts = ["The Valley Waits for an Answer\n\nDecember 16, 2014\n\n"]
    length = len(parts[0])
    while length < size:
        paragraph = " ".join(_sentence(draw) for _ in range(draw.randint(3, 6))) + "\n\n"
        parts.append(paragraph)
        length += len(paragraph)
    return "".join(parts)


def _sentence(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.25:
        return draw.choice(_PLAIN)
    said = f"{draw.choice(_WHO)} {draw.choice(_DID)} {draw.choice(_WHAT)} {draw.choice(_WHERE)}"
    if draw.random() < 0.7:
        said += " " + draw.choice(_MORE).format(n=draw.randint(3, 900), m=draw.randint(2, 12), y=draw.randint(1991, 2013))
    if kind < 0.28:
        return f"According to {draw.choice(_OUTLETS)}, {said[0].lower()}{said[1:]}."
    if kind < 0.32:
        return f"{said}, {draw.choice(_OUTLETS)} reported on {draw.choice(_MONTHS)} {draw.randint(1, 28)}."
    if kind < 0.44:
        who = draw.choice(_WHO)
        quoted = f"“We have seen nothing of the kind since {draw.randint(1960, 1999)},”"
        return f"{quoted} {who[0].lower()}{who[1:]} {draw.choice(_SAID)}."
    if kind < 0.79:
        return f"{said}."
    return f"{said} ({'; '.join(_cited(draw) for _ in range(draw.choice((1, 1, 1, 2))))})."


def _cited(draw: random.Random) -> str:
    day = f"{draw.choice(_MONTHS)} {draw.randint(1, 28)}"
    return f"{draw.choice(_OUTLETS)}, {day}" + (f", {draw.randint(2009, 2014)}" if draw.random() < 0.5 else "")
