"""Every service that lists pages or describes identifiers, under every fault: a failure is never an absence."""

import pytest
from support_archives import SERVICES, open_on
from support_contract import FAULTS
from support_faults import Answer, closed_port, html
from support_worlds import ask

from provenance.archives import ArchivesSettings, open_archive, open_service
from provenance.errors import SettingsError

#: Here a sentence with status 200 means that our question was not understood.
TALKS = ("gdelt_doc",)


def test_there_are_services_of_both_kinds():
    assert {adapter.id for adapter in SERVICES if adapter.kind == "works"} >= {
        "crossref", "doi", "datacite", "arxiv", "pubmed", "openalex", "semanticscholar",
    }  # fmt: skip
    assert {adapter.id for adapter in SERVICES if adapter.kind == "pages"} >= {"arquivo_text", "gdelt_days", "gdelt_doc"}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_a_failure_is_never_an_absence(adapter, fault, server, client, tmp_path):
    server.answers["/*"] = list(FAULTS[fault])
    answer = ask(open_on(adapter, server.url, client, tmp_path))
    assert answer.outcome in (("unreachable", "bad_query") if adapter.id in TALKS else ("unreachable",)), answer.reason
    assert answer.reason
    assert answer.records[-1].outcome == answer.outcome


@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_nobody_there(adapter, client, tmp_path):
    service = open_on(adapter, f"http://127.0.0.1:{closed_port()}", client, tmp_path)
    assert [ask(service).outcome, ask(service).outcome] == ["unreachable", "unreachable"]
    assert client.bill.total == 1


@pytest.mark.parametrize("status", [401, 451])
@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_a_refusal_is_a_refusal(adapter, status, server, client, tmp_path):
    server.answers["/*"] = [Answer(status)]
    assert ask(open_on(adapter, server.url, client, tmp_path)).outcome == "refused"


@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_our_own_fault_is_called_so(adapter, server, client, tmp_path):
    server.answers["/*"] = [Answer(400, b'{"message": "bad"}')]
    assert ask(open_on(adapter, server.url, client, tmp_path)).outcome == "bad_query"


@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_a_page_for_people_that_says_not_found_is_a_wrong_address(adapter, server, client, tmp_path):
    server.answers["/*"] = [html("Not found", 404)]
    wanted = "empty" if adapter.id == "doi" else "unreachable"  # doi.org answers in HTML whatever is asked for
    assert ask(open_on(adapter, server.url, client, tmp_path)).outcome == wanted


@pytest.mark.parametrize("settings", [{"offline": True}, {"max_requests": 0}], ids=["offline", "budget"])
@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_what_was_not_asked_is_skipped(adapter, settings, server, make_client, tmp_path):
    assert ask(open_on(adapter, server.url, make_client(**settings), tmp_path)).outcome == "skipped"
    assert server.asked == []


@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_a_key_reaches_no_record_and_no_stored_answer(adapter, server, make_client, tmp_path):
    server.answers["/*"] = [Answer(404, b"not found")]
    client = make_client(cache=tmp_path / "cache")
    answer = ask(open_on(adapter, server.url, client, tmp_path))
    client.close()
    assert len(server.asked) >= 1
    assert "sesame" not in answer.model_dump_json()
    stored = [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert stored
    assert not any(b"sesame" in data for data in stored)
    settings = ArchivesSettings.read({adapter.id: {"key": "sesame"}})
    assert "sesame" not in settings.model_dump_json()
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize("adapter", [one for one in SERVICES if one.needs_key], ids=lambda adapter: adapter.id)
def test_a_missing_key_is_said_in_one_line(adapter, client, tmp_path):
    with pytest.raises(SettingsError) as caught:
        open_service(adapter.id, ArchivesSettings.read(), client, index_dir=tmp_path)
    assert f"PROVENANCE_ARCHIVES__{adapter.id.upper()}__KEY" in caught.value.line
    assert "\n" not in caught.value.line


@pytest.mark.parametrize("adapter", SERVICES, ids=lambda adapter: adapter.id)
def test_a_service_without_captures_is_no_archive(adapter, client, tmp_path):
    settings = ArchivesSettings.read({adapter.id: {"key": "sesame", "enabled": True}})
    assert settings.enabled() == ("wayback",)
    with pytest.raises(SettingsError, match="holds no captures"):
        open_archive(adapter.id, settings, client, index_dir=tmp_path)


@pytest.mark.parametrize("spec", ["archive.today", "archive.ph", "timetravel", "newsapi"])
def test_what_is_switched_off_for_good_says_why(spec, client, tmp_path):
    with pytest.raises(SettingsError, match="switched off for good: it "):
        open_archive(spec, ArchivesSettings.read(), client, index_dir=tmp_path)
