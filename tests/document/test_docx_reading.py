"""Word documents: the accepted text, notes, links. Every file is synthetic."""

from __future__ import annotations

import io
import zipfile

import pytest
from packed_files import W, docx, paragraph, run

from provenance.citations import read_citations
from provenance.document import read_bytes
from provenance.errors import SourceError
from provenance.model.dates import PartialDate
from provenance.outlets import load_registry

NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def notes(*texts: str, kind: str = "footnote") -> str:
    own = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    rows = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    return f"<w:{kind}s {W}>{own}{rows}</w:{kind}s>"


def read(data: bytes):
    return read_bytes(data, source="article.docx", published=PartialDate.parse("2014-12-16"))


def test_paragraphs_headings_and_title() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>'
        f'<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    body = paragraph(run("The Port"), style="Titre") + paragraph(run("One"), style="Titre1")
    body += paragraph(run("It "), run("shut."))
    document = read(docx(body, parts={"word/styles.xml": styles}))
    assert document.format == "docx"
    assert document.title == "The Port"
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("title", "The Port"),
        ("heading", "One"),
        ("paragraph", "It shut."),
    ]
    assert document.source_span(0, 3) is None


def test_tracked_changes_read_as_accepted_and_comments_are_left_out() -> None:
    body = paragraph(
        run("The port "),
        "<w:del><w:r><w:delText>opened</w:delText></w:r></w:del><w:ins><w:r><w:t>shut</w:t></w:r></w:ins>",
        '<w:commentRangeStart w:id="0"/>',
        run(" in May."),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run(" secret", "<w:vanish/>"),
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>",
    )
    comments = f'<w:comments {W}><w:comment w:id="0"><w:p>{run("Check this (Reuters, May 3).")}</w:p></w:comment></w:comments>'
    assert read(docx(body, parts={"word/comments.xml": comments})).text == "The port shut in May."


def test_footnotes_and_endnotes_survive_with_their_marks() -> None:
    body = paragraph(run("The port shut."), NOTE.format(1), run(" It reopened."), '<w:r><w:endnoteReference w:id="1"/></w:r>')
    parts = {
        "word/footnotes.xml": notes("“Port Shuts”, Reuters, 3 May 2014."),
        "word/endnotes.xml": notes("Interview with a pilot, Odessa, 4 May 2014.", kind="endnote"),
    }
    document = read(docx(body, parts=parts))
    assert document.text.startswith("The port shut.[^1] It reopened.[^e1]")
    assert [block.kind for block in document.blocks] == ["paragraph", "note", "note"]
    reading = read_citations(document, load_registry())
    marker, note = reading.citations[0], next(c for c in reading.citations if c.source.name == "Reuters")
    assert marker.refers_to == note.id
    assert str(note.date.value if note.date else None) == "2014-05-03"


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(f'<w:hyperlink r:id="rId1">{run("Reuters reported")}</w:hyperlink>', id="relationship"),
        pytest.param(
            f"<w:fldSimple w:instr=' HYPERLINK \"https://www.reuters.com/port\" '>{run('Reuters reported')}</w:fldSimple>",
            id="simple-field",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://www.reuters.com/port"</w:instrText>'
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Reuters reported")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            id="complex-field",
        ),
    ],
)
def test_link_targets_survive(link: str) -> None:
    document = read(docx(paragraph(run("The port shut, "), link, run(".")), links={"rId1": "https://www.reuters.com/port"}))
    assert document.text == "The port shut, Reuters reported."
    assert [(document.text[m.start : m.end], m.target) for m in document.marks] == [
        ("Reuters reported", "https://www.reuters.com/port")
    ]
    (citation,) = read_citations(document, load_registry()).citations
    assert (citation.source.name, citation.url) == ("Reuters", "https://www.reuters.com/port")
    assert citation.source_span is None


def test_tables_and_text_boxes_are_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>" + paragraph(run("Out and "), box)
    text = read(docx(body)).text
    assert text.count("boxed") == 1
    assert text.count("cell") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(docx(paragraph(run("x")))[:-40], "no Word document", id="cut-off"),
        pytest.param(docx("<w:p><w:r></w:p>"), "damaged", id="broken-xml"),
        pytest.param(docx(""), "holds no text", id="empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(data)


def test_entities_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document {W}>&a;</w:document>')
    with pytest.raises(SourceError, match="not the XML of a Word document"):
        read(out.getvalue())
