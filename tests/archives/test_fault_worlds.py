"""Every adapter of the folder among services that answer rightly, with faults put in their way at random.

Beside the suite in which every answer is a fault this one has answers of several requests, of which one is right and the
next is not: that is where a failure is most easily taken for an absence.
"""

import random

import pytest
from support_archives import ADAPTERS, NETWORK, QUERY, SERVICES, capture_on, open_on
from support_contract import FAULTS
from support_faults import Answer, FakeTime, FaultServer, html, running
from support_worlds import DIGITS, PAGE, ask, due, faulty, found, nothing

from provenance.net import Client, NetSettings

ALL = [*NETWORK, *SERVICES]
#: These can find and never say that there is nothing.
FINDERS = ("memgator",)
#: Answers that mean "no" rather than "could not ask"; they too are never an absence.
REFUSALS = {
    "excluded, with 200": [html("This URL has been excluded from the Wayback Machine.")],
    "robots, with 200": [Answer(200, b"RobotAccessControlException: Blocked By Robots\n")],
    "403": [Answer(403)],
    "401": [Answer(401)],
}


def questions(adapter, service, url):
    """Each question of the suite, as a call."""
    if adapter.kind == "captures":
        return [lambda: service.look_up(QUERY), lambda: service.replay(capture_on(adapter, url))]
    return [lambda: ask(service)]


def test_every_adapter_of_the_folder_is_in_the_suite():
    assert {one.id for one in ADAPTERS} - {one.id for one in ALL} == {"warc", "index", "live"} & {one.id for one in ADAPTERS}
    assert len(ALL) >= 20


@pytest.mark.parametrize("adapter", ALL, ids=lambda adapter: adapter.id)
def test_what_is_there_is_found(adapter, server, client, tmp_path):
    world = found(adapter.id, server.url)
    server.answers["/*"] = lambda path, headers: due(world, path)
    outcomes = [
        question().outcome for question in questions(adapter, open_on(adapter, server.url, client, tmp_path), server.url)
    ]
    assert outcomes == ["found"] * len(outcomes)


@pytest.mark.parametrize("adapter", ALL, ids=lambda adapter: adapter.id)
def test_what_is_not_there_is_empty(adapter, server, client, tmp_path):
    world = nothing(adapter.id, server.url)
    server.answers["/*"] = lambda path, headers: due(world, path)
    answer = questions(adapter, open_on(adapter, server.url, client, tmp_path), server.url)[0]()
    assert answer.outcome == ("unreachable" if adapter.id in FINDERS else "empty"), answer.reason
    assert not any(record.outcome == "empty" for record in answer.records if adapter.id in FINDERS)


@pytest.mark.parametrize("adapter", ALL, ids=lambda adapter: adapter.id)
def test_a_wrong_charset_changes_nothing(adapter, server, client, tmp_path):
    """A server that calls its answer UTF-16, or whose bytes are not what it calls them, is still understood."""
    world = found(adapter.id, server.url)

    def mislabelled(path, headers):
        answer = due(world, path)
        named = [(name, value) for name, value in answer.headers if name != "Content-Type"]
        kind = dict(answer.headers).get("Content-Type", "text/plain").partition(";")[0]
        return Answer(answer.status, answer.body, (*named, ("Content-Type", f"{kind}; charset=utf-16")))

    service = open_on(adapter, server.url, client, tmp_path)
    server.answers["/*"] = lambda path, headers: due(world, path)
    right = [question() for question in questions(adapter, service, server.url)]
    server.answers["/*"] = mislabelled
    wrong = [question() for question in questions(adapter, service, server.url)]
    for one, other in zip(right, wrong, strict=True):
        assert other.outcome == "found"
        assert values(other) == values(one)


def values(answer):
    """What an answer says, without the server's own headers."""
    tree = answer.model_dump(exclude={"records"})
    if "content" in tree:
        tree["content"].pop("headers")
    return tree


@pytest.mark.parametrize("adapter", [one for one in NETWORK if one.id != "commoncrawl"], ids=lambda adapter: adapter.id)
def test_a_redirect_to_another_date_is_nothing_at_that_date(adapter, server, client, tmp_path):
    root = "/noFrame/replay" if adapter.id == "arquivo" else "/web"
    server.answers["/*"] = [Answer(302, b"", (("Location", f"{server.url}{root}/20150101000000id_/{PAGE}"),))]
    answer = open_on(adapter, server.url, client, tmp_path).replay(capture_on(adapter, server.url))
    assert (answer.outcome, "2015-01-01" in answer.reason) == ("empty", True)
    near = DIGITS.replace("1015", "1130")
    server.answers["/*"] = lambda path, headers: (
        due(found("wayback", server.url), f"/web/{near}id_/")
        if near in path
        else Answer(302, b"", (("Location", f"{server.url}{root}/{near}id_/{PAGE}"),))
    )
    assert open_on(adapter, server.url, client, tmp_path).replay(capture_on(adapter, server.url)).outcome == "found"


class Ticking(FakeTime):
    """A clock on which every look costs a second."""

    def clock(self):
        self.now += 1.0
        return self.now


@pytest.mark.parametrize("adapter", ALL, ids=lambda adapter: adapter.id)
def test_a_slow_drip_ends_in_time_and_is_no_absence(adapter, server, tmp_path):
    world = nothing(adapter.id, server.url)

    def drip(path, headers):
        answer = due(world, path)
        return Answer(200, answer.body.ljust(600), answer.headers, kind="drip")

    server.answers["/*"] = drip
    time = Ticking()
    client = Client(NetSettings(tries=1, max_seconds=8.0), cache_dir=None, clock=time.clock, sleep=time.sleep)
    answer = questions(adapter, open_on(adapter, server.url, client, tmp_path), server.url)[0]()
    client.close()
    assert answer.outcome == "unreachable"
    assert "still sending after" in answer.reason


def test_a_thousand_injected_faults_are_never_an_absence(make_client, tmp_path):
    """In worlds that hold what is asked for nothing is ever empty; in worlds that do not, only what met no fault is."""
    chance = random.Random(20131022)  # noqa: S311 - chosen to be the same at every run
    kinds = [answer for name, answers in sorted((FAULTS | REFUSALS).items()) for answer in answers if answer.kind != "reset"]
    injected, seen = [], set()
    with running(FaultServer()) as server:
        rounds = 0
        while len(injected) < 1000:
            rounds += 1
            for adapter in ALL:
                for world, holds in ((found(adapter.id, server.url), True), (nothing(adapter.id, server.url), False)):
                    server.answers["/*"] = faulty(world, kinds, chance, 0.5, injected)
                    client = make_client(tries=1, max_wait=0.0)
                    service = open_on(adapter, server.url, client, tmp_path)
                    for question in questions(adapter, service, server.url):
                        before = len(injected)
                        answer = question()
                        seen.add(answer.outcome)
                        if len(injected) > before or holds:
                            assert answer.outcome != "empty", (adapter.id, injected[before:], answer)
            assert rounds < 100
    assert len(injected) >= 1000
    assert seen >= {"found", "empty", "unreachable", "refused"}
