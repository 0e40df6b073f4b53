"""What each reader lays over its text: titles, blocks, marks. All texts are made up."""

import pytest

from provenance.document import read_bytes

PARAGRAPH = "The wall has been standing in the sea for ninety years, and nobody has asked why it is there."


def read(text, name):
    return read_bytes(text.encode(), source=name)


def laid(document):
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def marked(document):
    return [
        (m.kind, document.text[m.start : m.end], document.text[m.inner_start : m.inner_end], m.target, m.name)
        for m in document.marks
    ]


@pytest.mark.parametrize(
    ("line", "title", "publisher"),
    [
        ("Wall Cracks Again", "Wall Cracks Again", None),
        ("Wall Cracks Again; Harbour Daily Monitor Volume: 11 Issue: 224", "Wall Cracks Again", "Harbour Daily Monitor"),
        ("Wall Cracks Again | Harbour Monitor Vol. 9, No. 3", "Wall Cracks Again", "Harbour Monitor"),
        ("Wall — What Now? — Harbour Monitor, Volume 4 Issue 12", "Wall — What Now?", "Harbour Monitor"),
        ("Volume of Trade Falls; Issue Is Debated", "Volume of Trade Falls; Issue Is Debated", None),
        ("#WallGate and 'the sea'", "#WallGate and 'the sea'", None),
        ("*Wall Cracks*", "Wall Cracks", None),
        ("The wall cracked on Friday.", None, None),
        ("The wall fell (HM Vol 49 No 4)", "The wall fell (HM Vol 49 No 4)", None),
        ("x" * 300, None, None),
    ],
)
def test_title_lines(line, title, publisher):
    document = read(f"{line}\n\n{PARAGRAPH}\n", "a.txt")
    assert (document.title, document.publisher_name) == (title, publisher)
    assert (document.blocks[0].kind == "title") is (title is not None)


def test_a_publication_line_below_the_title():
    document = read(f"Wall Cracks\n\nPublication: Harbour Monitor Volume: 11 Issue: 224\n\n{PARAGRAPH}\n", "a.txt")
    assert (document.title, document.publisher_name) == ("Wall Cracks", "Harbour Monitor")
    assert [kind for kind, _ in laid(document)] == ["title", "other", "paragraph"]


def test_the_title_may_stand_below_the_dateline():
    document = read(f"14 May 2018\n\nWall Cracks\n\n{PARAGRAPH}\n", "a.txt")
    assert document.title == "Wall Cracks"
    assert [kind for kind, _ in laid(document)] == ["dateline", "title", "paragraph"]


def test_plain_text_by_how_its_lines_stand():
    text = (
        f"Title\n\n{PARAGRAPH}\n{PARAGRAPH} And once more, so that it is long.\n\nWhat Came Next\n\n"
        "- one thing\n- another thing\n\nPhoto: Ida Holm\n\n"
        "The first line of a paragraph that is broken by hand\nand goes on here, in small letters, up to its end\nhere.\n\n"
        "Notes\n\n1. Kelvar Post, May 3, 2014.\n2. Ibid.\n\n[7] Harbour office, interview.\n"
    )
    document = read(text, "a.txt")
    assert [kind for kind, _ in laid(document)] == [
        "title",
        "paragraph",
        "paragraph",
        "heading",
        "item",
        "item",
        "caption",
        "paragraph",
        "heading",
        "note",
        "note",
        "note",
    ]
    assert [(m.name, document.text[m.inner_start : m.inner_end]) for m in document.marks if m.kind == "note"] == [
        ("1", "Kelvar Post, May 3, 2014."),
        ("2", "Ibid."),
        ("7", "Harbour office, interview."),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What Came Next", "heading"),
        ("The Wall: A Short History", "heading"),
        ("The wall fell. (Kelvar Post, May 3)", "paragraph"),
        ("The wall fell.[2]", "paragraph"),
        ("The wall fell (Kelvar Post)", "paragraph"),
        ("The wall fell. And rose", "paragraph"),
        ("The wall fell.", "paragraph"),
        ("and it fell", "paragraph"),
        ("墙倒了。", "paragraph"),
    ],
)
def test_short_lines_are_headings_only_where_no_sentence_ends(line, kind):
    document = read(f"Title\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n", "a.txt")
    assert laid(document)[2] == (kind, line)


def test_marks_pasted_into_plain_text():
    text = (
        "Title\n\nIt fell ([Post](https://post.example/a_(b))). See <https://c.example/x> and "
        '<a href="https://d.example">D</a>, '
        '[God willing](sic).[^1] He said so.<ref name="k">Post, May 3</ref> Again.<ref name=k /> Twice.<sup>[2]</sup> '
        "Thrice.¹² Then [http://e.example/f the forum].\n\n[^1]: A note.\n"
    )
    assert marked(read(text, "a.txt")) == [
        ("link", "[Post](https://post.example/a_(b))", "Post", "https://post.example/a_(b)", None),
        ("link", "<https://c.example/x>", "https://c.example/x", "https://c.example/x", None),
        ("link", '<a href="https://d.example">D</a>', "D", "https://d.example", None),
        ("note-marker", "[^1]", "1", "1", None),
        ("note", '<ref name="k">Post, May 3</ref>', "Post, May 3", None, "k"),
        ("note-marker", "<ref name=k />", "<ref name=k />", "k", None),
        ("superscript", "<sup>[2]</sup>", "[2]", None, None),
        ("superscript", "¹²", "¹²", None, None),
        ("link", "[http://e.example/f the forum]", "the forum", "http://e.example/f", None),
        ("note", "[^1]: A note.", "A note.", None, "1"),
    ]


MARKDOWN = """---
title: "Who Mends the Wall"
date: 2016-03-04
author: Ida Holm
---

# Who Mends the Wall?

*Some words in italics*

The wall fell, [the office says](https://office.example/r.pdf "Report") and [Post][p] and [p].[^a]
It goes on.

Setext
------

> A quotation
> of two lines

* an item
  that goes on
* another

```
[no](https://link.example)
```

Inline `[no](https://link.example)` too. ![picture](https://img.example/a.png)

[p]: https://post.example/2016

## Notes

[^a]: Holm, *Walls*,
    second line.
1. Numbered note.
"""


def test_markdown():
    document = read(MARKDOWN, "a.md")
    assert document.text == MARKDOWN
    assert document.title == "Who Mends the Wall"
    assert document.author == "Ida Holm"
    assert (str(document.published), document.published_from) == ("2016-03-04", "metadata")
    assert [kind for kind, _ in laid(document)] == [
        "other",
        "title",
        "paragraph",
        "paragraph",
        "heading",
        "quote",
        "item",
        "item",
        "code",
        "paragraph",
        "other",
        "heading",
        "note",
        "note",
    ]
    assert marked(document) == [
        (
            "link",
            '[the office says](https://office.example/r.pdf "Report")',
            "the office says",
            "https://office.example/r.pdf",
            None,
        ),
        ("link", "[Post][p]", "Post", "https://post.example/2016", None),
        ("link", "[p]", "p", "https://post.example/2016", None),
        ("note-marker", "[^a]", "a", "a", None),
        ("note", "[^a]: Holm, *Walls*,\n    second line.", "Holm, *Walls*,\n    second line.", None, "a"),
        ("note", "1. Numbered note.", "Numbered note.", None, "1"),
    ]


def test_markdown_without_a_heading_takes_its_first_short_line():
    assert read(f"Wall Cracks\n\n{PARAGRAPH}\n", "a.md").title == "Wall Cracks"
    assert read("One sentence only.\n", "a.md").title is None


WIKI = """{{Infobox wall
| built = 1920<ref name="old"/>
}}
The '''wall''' fell in May.<ref name="old">[https://post.example/a Wall falls], Post, May 3</ref> It rose.<ref>Ibid.</ref>

== History ==
* an item
[[File:Wall.jpg|thumb|The wall]]
Second paragraph.
"""


def test_wiki_text():
    document = read(WIKI, "a.wiki")
    assert document.text == WIKI
    assert [kind for kind, _ in laid(document)] == ["other", "paragraph", "heading", "item", "caption", "paragraph"]
    assert [(kind, inner, target, name) for kind, _, inner, target, name in marked(document)] == [
        ("note-marker", '<ref name="old"/>', "old", None),
        ("note", "[https://post.example/a Wall falls], Post, May 3", None, "old"),
        ("link", "Wall falls", "https://post.example/a", None),
        ("note", "Ibid.", None, None),
    ]


@pytest.mark.parametrize(
    "unit", ["[a](", "[", "<a ", "<ref>", "[^", "`", "> x\n", "{{", "x\n", "<sup>", "[x]: y\n", "- x\n", "|\n"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.wiki"])
def test_hostile_text_is_read(unit, name):
    text = unit * (40_000 // len(unit))
    assert read(text, name).text == text
