"""A small archive file, index files of every form, and catalogues made of them. All of them synthetic."""

from datetime import UTC, datetime, timedelta

import pytest

from provenance.index import Catalogue, build_catalogue
from provenance.warc import WarcFile

DAY = datetime(2013, 10, 22, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def news_warc(tmp_path_factory):
    """synthetic: a made-up outlet's days, with a revisit, a page that is gone, an image and a host below."""
    path = tmp_path_factory.mktemp("news") / "news.warc.gz"
    front = "http://www.news.example/"
    with WarcFile(path, created_at=DAY) as file:
        for number in range(12):
            url = f"http://www.news.example/2013/10/22/item-{number:02}"
            file.add(url, DAY + timedelta(minutes=number), f"<html>item {number}".encode())
        file.add(front, DAY, b"<html>front")
        file.add(front, DAY + timedelta(days=1), b"<html>front", revisit_of=(front, DAY))
        file.add("http://news.example/gone", DAY, b"<html>gone", status=404)
        file.add("http://news.example/logo.png", DAY, b"\x89PNG", headers=(("Content-Type", "image/png"),))
        file.add("http://sport.news.example/2013/10/22/match", DAY, b"<html>match")
        file.add("http://other.example/2013/10/22/x", DAY, b"<html>other")
    return path


@pytest.fixture
def open_catalogue(tmp_path):
    opened = []

    def build(*inputs, **options):
        folder = tmp_path / f"catalogue-{len(opened)}"
        built = build_catalogue(folder, inputs, memory="500MB", threads=1, **options)
        catalogue = Catalogue(folder, scratch=tmp_path / "scratch", memory="500MB", threads=1)
        opened.append(catalogue)
        catalogue.built = built
        return catalogue

    yield build
    for catalogue in opened:
        catalogue.close()


@pytest.fixture
def write(tmp_path):
    def put(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return put
