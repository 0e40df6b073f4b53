"""Recorded answers, played back: no server, no socket, the same outcome."""

import pytest
from support_cassettes import CASES, FOLDER, HOST, ask, open_by, recorder

from provenance.model.answer import Found, Replayed

WANTED = {
    "test_captures_of_a_host_and_day": "found",
    "test_nothing_is_there": "empty",
    "test_a_page_is_replayed": "found",
    "test_a_moved_page_is_followed": "found",
}


@pytest.fixture
def played():
    def play(case):
        with recorder(lambda text: text, "none").use_cassette(str(case.path)) as cassette:
            archive, client = open_by(case.archive, f"http://{HOST}")
            answer = ask(case, archive)
            client.close()
            assert cassette.play_count >= 1
        return answer

    return play


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.archive}-{case.name}")
def test_a_recorded_answer_is_understood(case, played):
    answer = played(case)
    assert answer.outcome == WANTED[case.name], answer
    if case.name == "test_captures_of_a_host_and_day":
        assert isinstance(answer, Found)
        assert [capture.url.partition("//")[2] for capture in answer.captures] == [
            "orvinform.example/",
            "orvinform.example/news/?id=48190",
            "orvinform.example/news/?id=48211",
        ]
    if case.replay:
        assert isinstance(answer, Replayed)
        words = "Ust-Tolm" if "replayed" in case.name else "девять докеров"
        assert words in answer.content.body.decode()


def test_every_cassette_says_where_it_comes_from_and_names_no_port():
    cassettes = sorted(FOLDER.rglob("*.yaml"))
    assert len(CASES) == 11
    assert len(cassettes) >= len(CASES)  # further ones come from `provenance record`
    for path in cassettes:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(("# recorded from", "# synthetic:")), path
        assert "127.0.0.1" not in text, path
        assert len(text) < 300_000, path
