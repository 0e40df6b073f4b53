"""Outlets of the development corpus: how many are known. The corpus is not part of the repository."""

import json
import os
from pathlib import Path

import pytest

from provenance.model.dates import parse_date
from provenance.outlets import load_registry


@pytest.fixture(scope="module")
def answers():
    shared = os.environ.get("PROVENANCE_SHARED")
    if not shared:
        pytest.skip("PROVENANCE_SHARED is unset: the shared corpus is not here")
    registry = load_registry()
    found = []
    for line in (Path(shared) / "corpus" / "references.jsonl").read_text(encoding="utf-8").splitlines():
        for cited in json.loads(line)["gold"]:
            if cited.get("source"):
                day = (cited.get("dates") or [None])[0]
                found.append((cited, registry.look_up(cited["source"], on=parse_date(day) if day else None)))
    assert len(found) > 250
    return found


def test_most_mentions_of_outlets_are_known(answers):
    mentions = [answer for cited, answer in answers if cited["source_kind"] in ("outlet", "domain")]
    known = [answer for answer in mentions if answer.answer != "unknown"]
    assert len(known) / len(mentions) >= 0.8


def test_hosts_are_always_certain(answers):
    hosts = [answer for cited, answer in answers if cited["source_kind"] == "domain"]
    assert len(hosts) > 10
    assert all(answer.answer == "outlet" and answer.domains for answer in hosts)


def test_persons_are_never_outlets(answers):
    persons = [answer for cited, answer in answers if cited["source_kind"] == "person"]
    assert len(persons) > 10
    assert all(answer.answer == "unknown" for answer in persons)
