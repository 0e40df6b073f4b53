"""An archive that is asked about some hosts only is no part of the plan for others, and opens no question there."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from provenance.archives import ArchivesSettings, covers, open_archive, open_enabled
from provenance.archives.scoping import Scoped
from provenance.errors import SettingsError
from provenance.model.answer import CaptureQuery, Gap, QueryRecord
from provenance.net import Client, NetSettings
from provenance.pipeline.asking import Asker, Ledger


class Silent:
    """An archive that can't be reached, and counts who tries."""

    sends_words = False

    def __init__(self, id):
        self.id = self.title = id
        self.asked = []

    def look_up(self, query):
        self.asked.append(query.url)
        record = QueryRecord(archive=self.id, request=query.url, outcome="unreachable")
        return Gap(outcome="unreachable", reason="down", records=(record,))

    def close(self):
        return


class Empty(Silent):
    def look_up(self, query):
        self.asked.append(query.url)
        return Gap(outcome="empty", reason="nothing", records=())


@pytest.mark.parametrize(
    ("url", "hosts", "covered"),
    [
        ("http://www.publico.pt/2013/10/22/a", ("pt",), True),
        ("publico.pt", ("publico.pt",), True),
        ("http://notpublico.pt/", ("publico.pt",), False),
        ("http://optimist.example/pt", ("pt",), False),
        ("http://a.example/", (), True),
        ("http://[broken", ("pt",), True),
    ],
)
def test_hosts_cover_what_lies_below_them(url, hosts, covered):
    assert covers(Scoped(Silent("a"), hosts), url) is covered


def test_an_archive_that_is_down_opens_only_questions_that_are_its_own():
    whole, national = Empty("whole"), Silent("national")
    asker = Asker((whole, Scoped(national, ("pt",))), 1000)
    elsewhere, home = Ledger(), Ledger()
    asker.captures(CaptureQuery(url="http://news.example/a"), "why", elsewhere)
    asker.captures(CaptureQuery(url="http://www.publico.pt/a"), "why", home)
    assert elsewhere.gaps == []
    assert [outcome for outcome, _ in home.gaps] == ["unreachable"]
    assert national.asked == ["http://www.publico.pt/a"]
    assert len(whole.asked) == 2


def test_a_host_that_nobody_is_asked_about_stays_open():
    ledger = Ledger()
    Asker((Scoped(Empty("national"), ("pt",)),), 1000).captures(CaptureQuery(url="http://news.example/a"), "why", ledger)
    assert ledger.gaps == [("skipped", "no archive of this run is asked about http://news.example/a")]


def test_the_settings_name_the_hosts(tmp_path):
    client = Client(NetSettings(), cache_dir=None, clock=lambda: 0.0, sleep=lambda _: None)
    settings = ArchivesSettings.read({"arquivo": {"enabled": True, "hosts": ["pt"]}})
    archive = open_archive("arquivo", settings, client, index_dir=tmp_path)
    assert (archive.id, archive.title, archive.sends_words, archive.hosts) == ("arquivo", "Arquivo.pt", False, ("pt",))
    assert settings.enabled() == ("arquivo", "wayback")
    archive.close()
    client.close()
    assert not hasattr(open_archive("wayback", settings, client, index_dir=tmp_path), "hosts")


def test_a_scoped_archive_replays_and_warns_as_it_did():
    class Paper(Silent):
        warnings = ("one record can't be read",)

        def replay(self, capture):
            return hashlib.sha256(capture.encode()).hexdigest()

    scoped = Scoped(Paper("paper"), ("pt",))
    assert scoped.warnings == ("one record can't be read",)
    assert scoped.replay("x") == hashlib.sha256(b"x").hexdigest()
    assert scoped.look_up(CaptureQuery(url="a", since=datetime(2013, 1, 1, tzinfo=UTC))).outcome == "unreachable"
    scoped.close()


def test_a_report_names_whom_it_may_have_sent_words():
    from dataclasses import replace

    from provenance.pipeline.desk import Desk

    class Search(Silent):
        sends_words = True

    desk = Desk(None, None, None, None, (Silent("quiet"), Search("search")), ("quiet", "search"), None, None)
    assert desk.words_sent_to == ("search",)
    assert replace(desk, archives=(Silent("quiet"),)).words_sent_to == ()
    assert replace(desk, archives=(Silent("quiet"),), guides=(Search("lister"),)).words_sent_to == ("lister",)


@pytest.mark.parametrize(
    ("specs", "private", "asked"), [(None, False, ["search"]), (None, True, []), (["search"], False, ["search"])]
)
def test_private_leaves_out_who_is_sent_words(specs, private, asked, monkeypatch):
    with opened(monkeypatch, specs=specs, private=private) as desk:
        assert [archive.id for archive in desk.archives] == asked
        assert desk.words_sent_to == tuple(asked)


def test_private_with_a_named_searcher_is_refused_in_one_line(monkeypatch):
    with pytest.raises(SettingsError) as caught, opened(monkeypatch, specs=["search"], private=True):
        pass
    assert caught.value.line == (
        "could not ask the archive search: it is sent words of the article, which --private forbids; leave out one of the two"
    )


def opened(monkeypatch, **options):
    """A desk whose only archive searches for words."""
    from provenance.config import load_settings
    from provenance.pipeline import open_desk

    class Search(Silent):
        sends_words = True

    monkeypatch.setattr("provenance.archives.open_archive", lambda *_, **__: Search("search"), raising=False)
    monkeypatch.setattr("provenance.archives.settings.ArchivesSettings.enabled", lambda self, kind="captures": ("search",))
    settings = load_settings(None, environment={})
    time = {"clock": lambda: 0.0, "sleep": lambda _: None}
    return open_desk(settings, as_of=date(2019, 3, 20), cache_dir=None, **time, **options)


def test_services_of_a_kind_are_opened_by_the_settings(tmp_path):
    client = Client(NetSettings(), cache_dir=None, clock=lambda: 0.0, sleep=lambda _: None)
    settings = ArchivesSettings.read({"gdelt_doc": {"enabled": True}, "guardian": {"enabled": True}, "nyt": {"key": "k"}})
    assert settings.enabled("pages") == ("gdelt_days", "gdelt_doc")  # the Guardian has no key, the Times is not switched on
    both = open_enabled("pages", settings, client, index_dir=tmp_path)
    quiet = open_enabled("pages", settings, client, index_dir=tmp_path, private=True)
    assert [service.id for service in both] == ["gdelt_days", "gdelt_doc"]
    assert [service.id for service in quiet] == ["gdelt_days"]
    works = open_enabled("works", ArchivesSettings.read(), client, index_dir=tmp_path)
    assert [service.id for service in works] == ["arxiv", "crossref", "datacite", "doi", "pubmed"]
    client.close()
