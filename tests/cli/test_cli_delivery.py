"""Reports of several articles: written as they are finished, and none lost that was."""

import pytest

from provenance.cli.delivery import Delivery
from provenance.errors import OutputError

TABLES = ("claim,grade\n1,A\n", "claim,grade\n2,B\n")


def test_standard_output_gets_each_report_at_once(capsys):
    with Delivery("text", None) as delivery:
        delivery.add("a.txt", "first\n")
        assert capsys.readouterr().out == "first\n"
        delivery.add("b.txt", "second\n")
        assert capsys.readouterr().out == "second\n"
    assert capsys.readouterr().out == ""


def test_a_folder_gets_a_file_an_article_at_once(tmp_path):
    with Delivery("html", tmp_path) as delivery:
        for source in ("one/a.txt", "two/a.txt", "https://x.example/news/"):
            delivery.add(source, source)
            assert source in {file.read_text() for file in tmp_path.iterdir()}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a-2.html", "a.html", "news.html"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_a_file_gets_what_was_finished_when_the_rest_is_stopped(tmp_path, stop):
    file = tmp_path / "reports.json"

    def stopped_after_one():
        with Delivery("json", file) as delivery:
            delivery.add("a.txt", "{}\n")
            assert not file.exists()
            raise stop

    with pytest.raises(stop):
        stopped_after_one()
    assert file.read_text() == "{}\n"


def test_a_stop_before_the_first_report_leaves_the_old_file(tmp_path):
    file = tmp_path / "reports.json"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt), Delivery("json", file):
        raise KeyboardInterrupt
    assert file.read_text() == "old"


def test_tables_share_one_heading(tmp_path, capsys):
    for output in (None, tmp_path / "all.csv"):
        with Delivery("csv", output) as delivery:
            for number, table in enumerate(TABLES):
                delivery.add(f"{number}.txt", table)
    assert capsys.readouterr().out == (tmp_path / "all.csv").read_text() == "claim,grade\n1,A\n2,B\n"


def test_a_file_that_can_not_be_written_is_said(tmp_path):
    with pytest.raises(OutputError, match="no/such"), Delivery("text", tmp_path / "no/such/report.txt") as delivery:
        delivery.add("a.txt", "text")
