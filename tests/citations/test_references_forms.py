"""References outside brackets: prose, links, notes, wiki markup, identifiers, credits, author and year."""

import pytest
from reference_outlets import StandIn, read

REGISTRY = StandIn()

FORMS = [
    ("The port is shut, Reuters reported on Tuesday.", "Reuters reported on Tuesday", "prose", "Reuters", "2014-12-16"),
    ("The port is shut, two pilots told Reuters.", "two pilots told Reuters", "prose", "Reuters", None),
    (
        "It fell by half, according to a July 3 report by the BBC.",
        "according to a July 3 report by the BBC",
        "prose",
        "BBC",
        "2014-07-03",
    ),
    (
        "The Harbour Courier, quoting the same letter, called it a wreck.",
        "The Harbour Courier, quoting the same letter,",
        "prose",
        "Harbour Courier",
        None,
    ),
    (
        "It fell, according to a recent estimate by the Harbour Board (HB).",
        "according to a recent estimate by the Harbour Board (HB)",
        "prose",
        "Harbour Board (HB)",
        None,
    ),
    (
        "It fell, the newspaper Pristan wrote in its January 3 issue.",
        "the newspaper Pristan wrote in its January 3 issue",
        "prose",
        "Pristan",
        "2014-01-03",
    ),
    ("«Порт закрыт», — написала газета «Интерфакс».", "написала газета «Интерфакс»", "prose", "Интерфакс", None),
    (
        "See [Reuters: Port shut](https://www.reuters.com/world/port-2014-11-05/) on this.",
        "[Reuters: Port shut](https://www.reuters.com/world/port-2014-11-05/)",
        "link",
        "Reuters",
        "2014-11-05",
    ),
    (
        "The board [puts it at nine in ten](https://ports.example/q4.pdf) now.",
        "[puts it at nine in ten](https://ports.example/q4.pdf)",
        "link",
        "ports.example",
        None,
    ),
    ("The rest is at <https://ports.example/log>.", "<https://ports.example/log>", "link", "ports.example", None),
    (
        "It sank.<ref>{{cite web|url=https://ports.example/a|title=Sunk|work=Harbour Post|date=3 May 2014}}</ref>",
        "<ref>{{cite web|url=https://ports.example/a|title=Sunk|work=Harbour Post|date=3 May 2014}}</ref>",
        "wiki",
        "Harbour Post",
        "2014-05-03",
    ),
    ("The dose was doubled (PMID: 123456).", "(PMID: 123456)", "identifier", "PMID: 123456", None),
    ("The dose was doubled, see PMID: 123456.", "PMID: 123456", "identifier", "PMID: 123456", None),
    (
        "The court followed Harlan v. Board of Zoning, 512 F.3d 88 (9th Cir. 2008) here.",
        "Harlan v. Board of Zoning, 512 F.3d 88 (9th Cir. 2008)",
        "legal",
        "Harlan v. Board of Zoning",
        "2008",
    ),
    (
        "See Harlan v. Board, 512 F.3d 88 (9th Cir. 2008).",
        "See Harlan v. Board, 512 F.3d 88 (9th Cir. 2008)",
        "legal",
        "Harlan v. Board",
        "2008",
    ),
    (
        "It was copied (see Alder County Code § 17.04.030).",
        "(see Alder County Code § 17.04.030)",
        "legal",
        "Alder County Code § 17.04.030",
        None,
    ),
    ("He broke Cal. Penal Code § 187 twice.", "Cal. Penal Code § 187", "legal", "Cal. Penal Code § 187", None),
    ("The right is new (Regulation (EU) 2016/679).", "(Regulation (EU) 2016/679)", "legal", "Regulation (EU) 2016/679", "2016"),
    ("The suit rests on 12 U.S.C. § 345 alone.", "12 U.S.C. § 345", "legal", "12 U.S.C. § 345", None),
    ("The pilots went home. — Interfax", "— Interfax", "dash-credit", "Interfax", None),
    (
        "A. Pilot | ports.example | 2014-07-03",
        "A. Pilot | ports.example | 2014-07-03",
        "press-list",
        "ports.example",
        "2014-07-03",
    ),
    ("The effect is small (Lodge, 2008).", "(Lodge, 2008)", "author-date", "Lodge", "2008"),
    ("Lodge (2009) argues that it came late.", "Lodge (2009)", "author-date", "Lodge", "2009"),
]


@pytest.mark.parametrize(("text", "span", "style", "name", "date"), FORMS, ids=[form[1] for form in FORMS])
def test_a_reference_outside_a_newsroom_bracket(text, span, style, name, date):
    found = read(f"A note\n\n{text}\n", REGISTRY)
    assert [(reference.text, reference.style) for reference in found.references] == [(span, style)]
    (citation,) = found.citations
    assert (citation.source.name, str(citation.date.value) if citation.date else None) == (name, date)


def test_a_run_of_markers_is_one_reference_and_leads_to_its_note():
    found = read("It sank.[1] It burned.[1,2]\n\n[1] Interfax, 3 May 2014.\n[2] See Reuters, 4 May 2014.\n", REGISTRY)
    markers = [reference for reference in found.references if reference.style == "numeric"]
    assert [reference.text for reference in markers] == ["[1]", "[1,2]"]
    notes = [reference for reference in found.references if reference.style == "footnote"]
    assert len(notes) == 2
    by_id = {citation.id: citation for citation in found.citations}
    assert [by_id[id].refers_to for id in markers[1].citations] == [note.citations[0] for note in notes]


def test_a_name_in_prose_ends_with_its_sentence():
    (reference,) = read("It fell, according to a statement from the Harbour. In August it rose.", REGISTRY).references
    assert reference.text == "according to a statement from the Harbour"


@pytest.mark.parametrize(
    "text",
    [
        "The board measures 300 m² of floor.",
        "[^4]: The pilots are also the name of a band.",
        "Reuters has a new chief in Batumi.",
        "Look at the [map](https://ports.example/) here.",
        "The index a[1] is out of range for b [x].",
    ],
)
def test_what_is_no_reference(text):
    assert read(f"A note\n\n{text}\n", REGISTRY).references == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The pilots went home. — Harbour Gazette, June 27", [("Harbour Gazette", "2014-06-27")]),
        ("The pilots went home. – Harbour Chronicle, 28 June", [("Harbour Chronicle", "2014-06-28")]),
        ("The pilots went home. — Brel, 28 June", []),
        ("Sources: Interfax, Harbour Today", [("Interfax", None), ("Harbour Today", None)]),
        ("It sank (Interfax/Harbour Telegraph, May 4).", [("Interfax", "2014-05-04"), ("Harbour Telegraph", "2014-05-04")]),
        ("It sank (see Harbour’s Interfax, May 4).", [("Interfax", "2014-05-04")]),
        ("It sank (see Interfax (in Persian), May 4).", [("Interfax", "2014-05-04")]),
    ],
)
def test_a_name_holds_neither_its_day_nor_its_language_nor_whose_it_is(text, names):
    found = read(text, REGISTRY)
    assert [(row.source.name, str(row.date.value) if row.date else None) for row in found.citations] == names


@pytest.mark.parametrize(
    ("text", "name", "author", "date"),
    [
        (
            "[the Pirn Chronicle wrote](https://pirnchronicle.example/2014/04/12/honey) it.",
            "Pirn Chronicle",
            None,
            "2014-04-12",
        ),
        ("It opened ([Pirn Chronicle](https://pirnchronicle.example/bridge)).", "Pirn Chronicle", None, None),
        ("[Ana Reth, *Pirn Gazette*](https://www.pirngazette.example/berth) it.", "Pirn Gazette", "Ana Reth", None),
        ("It left, [dit L’Écho du Port](https://lechoduport.example/2014/05/04/).", "L’Écho du Port", None, "2014-05-04"),
        ("Its text (https://ports.example/2013/02/11/bread).", "ports.example", None, "2013-02-11"),
        ("It sank, according to a July 3 report by Reuters. The crew swam.", "Reuters", None, "2014-07-03"),
        (
            "Fish fell.\n\nReem, N. (2014) 'Nets and degrees', Marine Quarterly, 8(3), pp. 201–219.",
            "Marine Quarterly",
            "Reem, N.",
            "2014",
        ),
        ("It is wet.<ref>Reem 2009, p. 40.</ref>", "Reem", None, "2009"),
        ("It ended.[^1]\n\n[^1]: *Ines v. Barrow*, no. 19-114, decided 3 June 2013.", "Ines v. Barrow", None, "2013-06-03"),
        (
            "They deny it (author’s e-mail exchange with the port, July 21).",
            "author’s e-mail exchange with the port",
            None,
            "2014-07-21",
        ),
    ],
)
def test_a_source_is_named_by_what_can_be_looked_up(text, name, author, date):
    citation = read(text, REGISTRY).citations[-1]
    assert (citation.source.name, citation.author) == (name, author)
    assert (str(citation.date.value) if citation.date else None) == date


def test_a_link_that_only_navigates_names_nobody():
    text = "See [our contact page](https://pirn.example/contact) and the [Port map](https://portmap.example/)."
    assert read(text, REGISTRY).references == ()


@pytest.mark.parametrize("pointer", ["ibíd.", "там само", "同上", "ebd.", "a. a. O."])
def test_pointers_of_other_languages_point_back(pointer):
    found = read(f"It sank (Interfax, May 4). Nobody drowned ({pointer}).", REGISTRY)
    assert [row.refers_to for row in found.citations] == [None, "c1"]
