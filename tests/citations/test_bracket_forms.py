"""The forms of `catalog/brackets.toml`: each decides its examples and none of its counterexamples, and each sign is used."""

from __future__ import annotations

from typing import get_args

import pytest

from provenance.catalog import brackets as catalog
from provenance.catalog.brackets import BracketForm, Sign, load_bracket_forms
from provenance.citations.brackets import find_brackets
from provenance.citations.decision import decide_bracket
from provenance.citations.naming import Namer
from provenance.citations.newsroom import read_contents
from provenance.citations.signs import SIGNS
from provenance.errors import CatalogError
from provenance.outlets import load_registry

FORMS = load_bracket_forms()
EXAMPLES = [pytest.param(form, text, id=f"{form.name}-{n}") for form in FORMS for n, text in enumerate(form.examples)]
COUNTER = [pytest.param(form, text, id=f"{form.name}-{n}") for form in FORMS for n, text in enumerate(form.counterexamples)]


@pytest.fixture(scope="module")
def namer():
    return Namer(load_registry())


def decided(text: str, namer: Namer):
    (bracket,) = find_brackets(text)
    return decide_bracket(text, bracket, read_contents(text, bracket.start + 1, bracket.end - 1, namer), namer)


@pytest.mark.parametrize(("form", "text"), EXAMPLES)
def test_an_example_is_decided_by_its_form(form, text, namer):
    decision = decided(text, namer)
    assert (decision.form, decision.verdict, decision.confidence) == (form.name, form.verdict, form.confidence)
    assert len(decision.why) == len(form.why)
    assert not any("{" in ground for ground in decision.why)


@pytest.mark.parametrize(("form", "text"), COUNTER)
def test_a_counterexample_is_decided_by_another_form(form, text, namer):
    assert decided(text, namer).form != form.name


def test_names_of_forms_differ():
    names = [form.name for form in FORMS]
    assert len(names) > 40
    assert len(set(names)) == len(names)


def test_every_sign_is_seen_somehow_and_asked_for_somewhere():
    asked = {sign for form in FORMS for sign in (*form.when, *form.unless)}
    assert set(SIGNS) == set(get_args(Sign))
    assert asked == set(SIGNS)


def test_a_name_with_braces_is_shown_as_it_stands(namer):
    decision = decided("It rained ({signal}.example, May 3, 2014).", namer)
    assert decision.why


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": ["no-such-sign"]},
        {"confidence": 2.0},
        {"confidence": 0.0},
        {"examples": []},
        {"why": []},
        {"verdict": "perhaps"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_row_is_named(wrong, monkeypatch):
    row = {
        "name": "odd",
        "verdict": "citation",
        "confidence": 0.9,
        "why": ["because"],
        "examples": ["(A)"],
        "counterexamples": ["(B)"],
        **wrong,
    }
    monkeypatch.setattr(catalog.tomllib, "loads", lambda text: {"form": [row]})
    with pytest.raises(CatalogError, match="form 'odd'"):
        load_bracket_forms.__wrapped__()


def test_the_last_form_fits_everything(monkeypatch):
    row = FORMS[0].model_dump()
    monkeypatch.setattr(catalog.tomllib, "loads", lambda text: {"form": [row]})
    with pytest.raises(CatalogError, match="the last form"):
        load_bracket_forms.__wrapped__()


def test_a_form_is_a_record():
    with pytest.raises(ValueError, match="frozen"):
        FORMS[0].name = "other"
    assert isinstance(FORMS[0], BracketForm)
