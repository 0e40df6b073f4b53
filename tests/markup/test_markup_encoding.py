"""decode: byte-order marks, declarations, UTF-8, guesses; nothing lost without being counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.markup import decode, read_encoding

RUSSIAN = "Совет города сообщил, что паром «Звезда» не выйдет в море до весны."
PLAIN = RUSSIAN.replace("«", "").replace("»", "")
FRENCH = "Le conseil a décidé : « le bac ne partira pas » avant l’été."


@pytest.mark.parametrize(
    ("data", "charset", "text", "encoding"),
    [
        pytest.param(b"a", None, "a", "utf-8", id="ascii"),
        pytest.param(RUSSIAN.encode("utf-8-sig"), "koi8-r", RUSSIAN, "utf-8", id="mark beats the server"),
        pytest.param(RUSSIAN.encode("utf-16"), None, RUSSIAN, "utf-16-le", id="utf-16"),
        pytest.param(RUSSIAN.encode(), "windows-1251", RUSSIAN, "utf-8", id="valid UTF-8 beats a wrong label"),
        pytest.param(RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN, "windows-1251", id="server"),
        pytest.param(PLAIN.encode("koi8-r"), '"KOI8-R"', PLAIN, "koi8-r", id="quoted label"),
        pytest.param(
            b"<meta charset=windows-1251>" + RUSSIAN.encode("cp1251"),
            None,
            "<meta charset=windows-1251>" + RUSSIAN,
            "windows-1251",
            id="meta",
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="koi8-r"?>' + PLAIN.encode("koi8-r"),
            None,
            '<?xml version="1.0" encoding="koi8-r"?>' + PLAIN,
            "koi8-r",
            id="xml",
        ),
        pytest.param(
            b"<meta charset=windows-1251>" + RUSSIAN.encode("cp1251"),
            "iso-8859-1",
            "<meta charset=windows-1251>" + RUSSIAN,
            "windows-1251",
            id="meta beats the default of servers",
        ),
        pytest.param(FRENCH.encode("cp1252"), "iso-8859-1", FRENCH, "windows-1252", id="latin-1 means windows-1252"),
        pytest.param(RUSSIAN.encode("cp1251"), None, RUSSIAN, "windows-1251", id="guess windows-1251"),
        pytest.param(PLAIN.encode("cp866"), None, PLAIN, "cp866", id="guess cp866"),
        pytest.param(PLAIN.encode("koi8-r"), None, PLAIN, "koi8-r", id="guess koi8-r"),
        pytest.param(FRENCH.encode("cp1252"), None, FRENCH, "windows-1252", id="guess windows-1252"),
        pytest.param(
            "Rada miasta zdecydowała, że łódź stanie".encode("cp1250"),
            None,
            "Rada miasta zdecydowała, że łódź stanie",
            "windows-1250",
            id="guess windows-1250",
        ),
        pytest.param(FRENCH.encode(), "no-such-charset", FRENCH, "utf-8", id="unknown label"),
        pytest.param(b"abc", "base64", "abc", "utf-8", id="a codec that is no encoding"),
    ],
)
def test_encodings(data, charset, text, encoding):
    assert decode(data, charset=charset) == (text, encoding)


def test_a_damaged_place_is_counted_and_the_rest_is_read():
    decoding = read_encoding(RUSSIAN.encode() + b" \xff " + RUSSIAN.encode())
    assert decoding.encoding == "utf-8"
    assert decoding.lost == 1
    assert decoding.text == f"{RUSSIAN} \ufffd {RUSSIAN}"


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "windows-1251", "utf-16", "x", "idna", "shift_jis"]))
def test_any_bytes_can_be_decoded_and_always_the_same(data, charset):
    decoding = read_encoding(data, charset=charset)
    assert decoding == read_encoding(data, charset=charset)
    assert decoding.lost <= decoding.text.count("\ufffd")


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_utf_8_comes_back_as_it_was(text):
    assert decode(text.removeprefix("\ufeff").encode(), charset="utf-8")[0] == text.removeprefix("\ufeff")
