"""A client on loopback whose clock only moves when somebody sleeps, and a small archive file."""

from datetime import timedelta

import pytest
from support_archives import DAY
from support_faults import FakeTime, FaultServer, running

from provenance.net import Client, NetSettings
from provenance.warc import WarcFile


@pytest.fixture
def server():
    with running(FaultServer()) as faults:
        yield faults


@pytest.fixture
def fake():
    return FakeTime()


@pytest.fixture
def make_client(fake):
    made = []

    def build(cache=None, **settings):
        values = {"tries": 2, "max_wait": 30.0, **settings}
        client = Client(NetSettings(**values), cache_dir=cache, clock=fake.clock, sleep=fake.sleep)
        made.append(client)
        return client

    yield build
    for client in made:
        client.close()


@pytest.fixture
def client(make_client):
    return make_client()


@pytest.fixture(scope="session")
def news_warc(tmp_path_factory):
    """synthetic: a made-up outlet's days, with a revisit, redirects, a page that is gone and an image."""
    path = tmp_path_factory.mktemp("news") / "news.warc.gz"
    with WarcFile(path, created_at=DAY) as file:
        for number in range(30):
            file.add(
                f"http://www.news.example/2013/10/22/item-{number:02}",
                DAY + timedelta(minutes=number),
                f"<html>item {number}".encode(),
            )
        front = "http://www.news.example/"
        file.add(front, DAY, b"<html>front")
        file.add(front, DAY + timedelta(days=1), b"<html>front", revisit_of=(front, DAY))
        file.add(
            "http://news.example/old",
            DAY,
            b"",
            status=301,
            headers=(("Location", "http://www.news.example/2013/10/22/item-07"),),
        )
        file.add("http://news.example/a", DAY, b"", status=302, headers=(("Location", "/b"),))
        file.add("http://news.example/b", DAY, b"", status=302, headers=(("Location", "/a"),))
        file.add("http://news.example/gone", DAY, b"<html>gone", status=404)
        file.add("http://news.example/logo.png", DAY, b"\x89PNG", headers=(("Content-Type", "image/png"),))
        file.add("http://sport.news.example/2013/10/22/match", DAY, b"<html>match")
        file.add("http://other.example/2013/10/22/x", DAY, b"<html>other")
    return path
