"""Searches side by side, and the services that guide them: the result is the same whoever comes first."""

import threading
from datetime import date
from functools import partial

import pytest
from paperweb import OUTLETS, PaperArchive, PaperRegistry, bridge, primer_web, reading, sample_web

from provenance.candidates.settings import FindSettings
from provenance.matching import read_terms
from provenance.model.answer import Gap, PageListing, PagesFound, QueryRecord
from provenance.model.dates import Window
from provenance.pipeline.asking import Asker, Ledger
from provenance.pipeline.guides import ask_guides, telling_words
from provenance.pipeline.resolving import resolve
from provenance.pipeline.working import Once, Stopped, work_side_by_side

DAY = Window(date(2013, 10, 22), date(2013, 10, 22))


def test_a_value_is_made_once_whoever_asks():
    memory, made, gate = Once(), [], threading.Event()

    def make():
        gate.wait(5)
        made.append(1)
        return len(made)

    found = []
    threads = [threading.Thread(target=lambda: found.append(memory.get("key", make))) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(5)
    assert (found, made, memory.items()) == ([1, 1, 1, 1], [1], [("key", 1)])


def test_what_a_maker_raises_is_raised_and_tried_again():
    memory = Once()

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        memory.get("key", fail)
    assert memory.get("key", lambda: 2) == 2


@pytest.mark.parametrize("workers", [1, 2, 9])
def test_every_job_is_done(workers):
    done = []
    work_side_by_side([partial(done.append, number) for number in range(20)], workers=workers, stop=threading.Event())
    assert sorted(done) == list(range(20))


def test_one_worker_keeps_the_order():
    done = []
    work_side_by_side([partial(done.append, number) for number in range(5)], workers=1, stop=threading.Event())
    assert done == [0, 1, 2, 3, 4]


def test_a_job_that_fails_stops_the_others():
    stop = threading.Event()

    def fail():
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        work_side_by_side([fail, lambda: None, lambda: None], workers=2, stop=stop)
    assert stop.is_set()


def test_a_stopped_search_asks_nobody():
    asker = Asker([PaperArchive(sample_web())], 1000)
    asker.answers.stop.set()
    from provenance.model.answer import CaptureQuery

    with pytest.raises(Stopped):
        asker.captures(CaptureQuery(url="sample.example"), "why", Ledger())


@pytest.mark.parametrize("workers", [2, 4])
def test_the_result_is_the_same_for_any_number_of_workers(workers):
    items = [bridge(), bridge(name="Primer"), bridge(name="Gazette"), bridge(date="2013-10-21")]

    def found(number):
        archive = PaperArchive([*sample_web(), *primer_web()])
        return resolve(reading(*items), PaperRegistry(OUTLETS), [archive], FindSettings(), workers=number)

    alone = found(1)
    assert len(alone) == 4
    assert [one.model_dump_json() for one in found(workers)] == [one.model_dump_json() for one in alone]


class Guide:
    """A made-up service that lists addresses."""

    id, title = "guide", "Guide"

    def __init__(self, answer, *, sends_words=False):
        self.answer, self.sends_words, self.asked = answer, sends_words, []

    def list_pages(self, query):
        self.asked.append(query)
        return self.answer


def listed(*pages):
    records = (QueryRecord(archive="guide", request="list", outcome="found"),)
    return PagesFound(pages=tuple(PageListing(service="guide", url=url, title=title) for url, title in pages), records=records)


@pytest.mark.parametrize(("sends", "words"), [(False, ()), (True, ("tavda",))])
def test_words_go_only_to_a_guide_that_is_sent_words(sends, words):
    guide = Guide(listed(("http://sample.example/a-b-c", None)), sends_words=sends)
    terms = [read_terms("The governor visited Tavda")]
    links = ask_guides(Asker([], 1000, guides=[guide]), ["sample.example"], DAY, terms, Ledger())
    assert [(link.url, link.text) for link in links] == [("http://sample.example/a-b-c", "")]
    (asked,) = guide.asked
    assert (asked.host, asked.first, asked.last) == ("sample.example", DAY.first, DAY.last)
    assert asked.words == words


def test_a_guide_that_fails_leaves_no_gap():
    guide = Guide(Gap(outcome="unreachable", reason="down", records=()))
    ledger = Ledger()
    assert ask_guides(Asker([], 1000, guides=[guide]), ["sample.example"], DAY, [], ledger) == []
    assert ledger.gaps == []
    assert [query.outcome for query in ledger.queries.values()] == ["unreachable"]


def test_names_come_before_rare_words():
    assert telling_words([read_terms("They spoke of embezzlement in Lugovaya and Tavda")]) == (
        "lugovaya",
        "tavda",
        "embezzlement",
    )
