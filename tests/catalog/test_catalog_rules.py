import hashlib
import re
from importlib.resources import files

import pytest

from provenance.catalog.rules import PRESETS, load_rules
from provenance.errors import CatalogError

SHIPPED = files("provenance.catalog") / "rules.toml"
VERSION = next(line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("version = "))


def test_a_report_can_name_the_rules_by_version_and_hash():
    rules = load_rules()
    assert re.fullmatch(r"\d+\.\d+", rules.version)
    assert rules.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_presets_change_only_what_they_name():
    strict, default, lenient = (load_rules(preset=preset) for preset in PRESETS)
    assert strict.sha256 == default.sha256 == lenient.sha256
    assert strict.support.full_window > default.support.full_window > lenient.support.full_window
    assert lenient.support.none_window < default.support.none_window
    assert strict.needs == default.needs == lenient.needs
    assert strict.time == default.time
    assert [row.code for row in lenient.grades.downgrades if not row.active] == ["I2", "I5"]
    assert all(row.active for row in default.grades.downgrades)


def test_a_file_of_the_users_own_is_read(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(VERSION, 'version = "9.9"'), encoding="utf-8")
    assert load_rules(path).version == "9.9"
    assert load_rules(path).sha256 != load_rules().sha256


BROKEN = [
    ("not toml", "[support", "", "read the rules"),
    ("no version", VERSION, "", "version"),
    ("a window too wide", "full_window = 0.80", "full_window = 1.80", "support.full_window"),
    ("windows in the wrong order", "main_window = 0.60", "main_window = 0.10", "windows must rise"),
    ("an unknown field", "least_words = 25", "least_words = 25\nmost_words = 1", "support.most_words"),
    ("a level without grade", 'E4 = "A", ', "", "no grade for level E4"),
    ("a grade that does not exist", 'E4 = "A"', 'E4 = "Z"', "grades.start"),
    ("a preset for no section", "[presets.default]", "[presets.default]\ncolours = { a = 1 }", "colours"),
    ("not text", None, None, "read the rules"),
]


@pytest.mark.parametrize(("old", "new", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_refused_in_one_line_that_names_the_place(tmp_path, old, new, said):
    path = tmp_path / "rules.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    if old is None:
        path.write_bytes(b"\xff\xfe\x00")
    elif new == "" and old == "[support":
        path.write_text(old, encoding="utf-8")
    else:
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=re.escape(said)) as raised:
        load_rules(path)
    assert "\n" not in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_missing_file_and_an_unknown_preset_are_said(tmp_path):
    with pytest.raises(CatalogError, match="check the path"):
        load_rules(tmp_path / "none.toml")
    with pytest.raises(CatalogError, match="strict, default, lenient"):
        load_rules(preset="harsh")
