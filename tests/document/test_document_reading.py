"""read_bytes and read_path: formats, encodings, and input that can't be read. All texts are made up."""

import hashlib
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.document import read_bytes, read_path
from provenance.errors import SourceError
from provenance.model.dates import PartialDate

ARTICLE = (
    "Harbour Wall Cracks Again\n\nMarch 4, 2016\n\nThe wall cracked on Friday (Kelvar Post, March 3). It will be mended.\n"
)


def read(text, name="a.txt", **options):
    return read_bytes(text if isinstance(text, bytes) else text.encode(), source=name, **options)


def test_plain_text_is_the_decoded_file_itself():
    text = ARTICLE.replace("\n", "\r\n")
    document = read("\ufeff" + text)
    assert document.text == text
    assert document.format == "text"
    assert document.sha256 == hashlib.sha256(("\ufeff" + text).encode()).hexdigest()
    assert document.offsets is None
    assert [document.text[b.start : b.end] for b in document.blocks] == text.rstrip().split("\r\n\r\n")
    assert document.language == "en"
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("name", "media_type", "text", "form"),
    [
        ("a.txt", None, "<p>a</p>", "text"),
        ("a.md", None, "a", "markdown"),
        ("a.HTM", None, "a", "html"),
        ("a.xhtml", None, "a", "html"),
        ("a.wiki", None, "a", "wiki"),
        ("a.wiki", "text/plain; charset=utf-8", "a", "wiki"),
        ("http://kelvar.example/a", "text/html; charset=utf-8", "a", "html"),
        ("a", None, "<!doctype html><p>a", "html"),
        ("a", None, "<!-- x --> <HTML><p>a", "html"),
        ("-", None, "# A\n\n[b](https://b.example)\n", "markdown"),
        ("a", None, "plain < text", "text"),
    ],
)
def test_the_format_is_told_by_server_name_or_look(name, media_type, text, form):
    assert read(text, name, media_type=media_type).format == form


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "it is empty"),
        (b" \n\t\r\n", "a.txt", "white space"),
        (b"\xef\xbb\xbf", "a.txt", "white space"),
        (b"%PDF-1.7 ...", "a.txt", "the file is damaged"),
        (b"PK\x03\x04....", "a", "zip"),
        (b"some text", "a.docx", "no Word document"),
        (b"{\\rtf1 x}", "a.txt", "rich text"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "PNG"),
        (b"abc\x00\x01\x02def", "a.txt", "a binary file"),
        (b"WARC/1.0\r\n", "a.warc", "--archive warc:PATH"),
        (b"", "a.html", "it is empty"),
        (b"<html><head><title>T</title></head><body><script>x</script></body></html>", "a.html", "the page has no text"),
        (b"a" * 101, "a.txt", "larger than 100 bytes"),
    ],
)
def test_what_cannot_be_read_is_said_on_one_line(data, name, says):
    with pytest.raises(SourceError) as caught:
        read_bytes(data, source=name, max_bytes=100)
    line = str(caught.value)
    assert says in line
    assert line.startswith(f"could not read the article {name}: ")
    assert "\n" not in line


def test_paths_that_cannot_be_read(tmp_path):
    with pytest.raises(SourceError, match="there is no such file"):
        read_path(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="it is a folder"):
        read_path(tmp_path)
    with pytest.raises(SourceError, match="null byte"):
        read_path("a\x00b")


def test_permission_denied_is_said(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SourceError, match="permission denied"):
        read_path(path)


def test_a_path_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode())
    assert read_path(path) == read_path(str(path))
    assert read_path(path, published=PartialDate(2016, 3, 5)).published_from == "option"


def test_other_encodings_are_read_and_said():
    document = read("Паром стоит\n\nПаром на остров не ходит с пятницы.".encode("cp1251"))
    assert document.encoding == "windows-1251"
    assert document.title == "Паром стоит"
    assert document.language == "ru"
    assert document.warnings == ("the source does not say its encoding; it was read as windows-1251",)
    assert read("Plain words, and many of them.".encode("utf-16-le")).encoding == "utf-16-le"


def test_bytes_that_no_encoding_explains_are_never_lost_silently():
    document = read("Café and “quotes” and more cafés.".encode() + b" \xff and so on")
    assert document.text.endswith("\ufffd and so on")
    assert document.warnings == ("1 place could not be read as utf-8 and became \ufffd: save the source as UTF-8",)


def test_html_counts_in_what_was_read_and_leads_back():
    source = "<title>T</title><h1>Wall &amp; Sea</h1><p>It stands (Kelvar&nbsp;Post).</p>"
    document = read(source, "a.html")
    at = document.text.index("(")
    assert document.source_span(at, at + 13) == (source.index("("), source.index(")") + 1)
    assert document.title == "Wall & Sea"


@pytest.mark.parametrize(
    ("source", "title", "publisher"),
    [
        ('<title>A - Post</title><meta property="og:site_name" content="Post"><p>x</p>', "A", "Post"),
        ("<title>A - B</title><p>x</p>", "A - B", None),
        ('<title>Long | Post</title><meta property="og:title" content="Short"><p>x</p>', "Short", None),
        ("<title>W</title><h1>H</h1><p>x</p>", "H", None),
        ("<h1>Wall; Harbour Monitor Volume: 11 Issue: 2</h1><p>x</p>", "Wall", "Harbour Monitor"),
        ("<h1>Wall</h1><p>Publication: Harbour Monitor Volume: 11 Issue: 2</p><p>x</p>", "Wall", "Harbour Monitor"),
    ],
)
def test_titles_of_pages(source, title, publisher):
    document = read(source, "a.html")
    assert (document.title, document.publisher_name) == (title, publisher)


def test_the_declared_language_counts_where_the_text_shows_none():
    assert read('<html lang="ka-GE"><p>Ok</p>', "a.html").language == "ka"
    assert read('<html lang="ka"><p>The wall is cracked and it will be mended.</p>', "a.html").language == "en"


def test_reading_text_loads_no_html_library():
    program = (
        "import sys\nfrom provenance.document import read_bytes\nread_bytes(b'A title\\n\\nSome text.', source='a.txt')\n"
        "print([m for m in ('bs4', 'lxml', 'dateparser', 'requests', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LINES = st.sampled_from(
    [
        "A Title Line",
        "March 4, 2016 05:38 PM Age: 7 hrs",
        "# Head",
        "> quote",
        "- item",
        "1. one",
        "[1] Note text",
        "[^2]: Note. 2014.",
        "Text [a](https://a.example/b(c)) and [b][k], <https://c.example>.",
        "[k]: https://k.example",
        "```",
        "---",
        "title: x",
        "{{x",
        "}}",
        "== H ==",
        "<ref name=a>Post, May 3</ref> and <ref name=a />",
        "Notes",
        "===",
        "By Ida Holm, May 3, 2014",
        "* [http://x.example y]",
        "LONDON, Oct 3 (Wire) - Text goes on",
        "x¹², y",
        "",
        "  ",
        "<sup>1</sup><cite>b</cite><a href='#n'>2</a>",
        "\t code",
        "[[[",
        "](",
    ]
)
FORMATS = st.sampled_from(["a.txt", "a.md", "a.wiki", "a.html", "a"])


def check(text, name):
    try:
        document = read(text, name)
    except SourceError:
        return
    size = len(document.text)
    if document.format != "html":
        assert document.text == text.removeprefix("\ufeff")
    assert all(0 <= b.start < b.end <= size for b in document.blocks)
    assert all(a.end <= b.start for a, b in zip(document.blocks, document.blocks[1:], strict=False))
    assert all(not document.text[b.start : b.end].isspace() for b in document.blocks)
    assert all(0 <= m.start <= m.inner_start <= m.inner_end <= m.end <= size for m in document.marks)
    assert [m.start for m in document.marks] == sorted(m.start for m in document.marks)
    if document.dateline:
        assert 0 <= document.dateline[0] < document.dateline[1] <= size
    assert document == read(text, name)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]), FORMATS)
def test_documents_of_odd_lines(lines, end, name):
    check(end.join(lines), name)


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=80), FORMATS)
def test_any_text(text, name):
    check(text, name)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=120), FORMATS)
def test_any_bytes_give_a_document_or_a_source_error(data, name):
    try:
        document = read_bytes(data, source=name)
    except SourceError as error:
        said = str(error)
    else:
        said = document.text
    assert said.strip()
