"""How services answer, written down as cassettes that tests play back.

A cassette is YAML in vcr's form. It holds the question, so that whoever plays it knows what to ask, and what came of it. Keys,
cookies and addresses of this machine are taken out before anything is written.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from provenance.errors import OutputError, ProvenanceError, SettingsError
from provenance.model.answer import CaptureQuery, Found, PageQuery
from provenance.model.record import Record
from provenance.net import Client, NoResponse, Response, without_keys
from provenance.version import VERSION

if TYPE_CHECKING:
    from provenance.archives import Adapter
    from provenance.config import Settings

#: Headers that an adapter reads, or that say how a service wants to be asked.
_KEPT = (
    "content-type", "location", "content-location", "memento-datetime", "link", "vary", "retry-after", "x-memento-count",
)  # fmt: skip
_KEPT_PREFIXES = ("x-archive-", "x-rate-limit-", "x-ratelimit-")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class RecordedRow(Record):
    """A question that was asked for a cassette: its outcome, and where the cassette is or why there is none."""

    archive: str
    name: str
    outcome: str
    path: str | None = None
    why: str = ""


class _Tape(Client):
    """A client that remembers the answers, and takes none from a cache."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.answers: list[Response] = []

    def get(self, url: str, **options: Any) -> Response | NoResponse:
        answer = super().get(url, **options)
        if isinstance(answer, Response):
            self.answers.append(answer)
        return answer


def record_answers(
    settings: Settings,
    folder: Path,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    only: Sequence[str] = (),
    private: bool = False,
    max_bytes: int = 200_000,
) -> Iterator[RecordedRow]:
    """Asks services their questions and writes a cassette for each answer, as it comes.

    Args:
        settings: every option; the services that it switches on are asked.
        folder: where cassettes go, `ID/NAME.yaml`.
        clock: UTC seconds since the epoch.
        sleep: waits so many seconds.
        only: ids of the services to ask, also such as are off; none is all that are on.
        private: ask none that is sent words (the questions hold none of an article, but a rule is a rule).
        max_bytes: a cassette with longer bodies than this in all is not written.

    Raises:
        SettingsError: an id that no adapter has.
        OutputError: a cassette can't be written.
    """
    from provenance.archives import find_adapters, questions_of
    from provenance.archives.settings import nearest_known

    from .describing import describe_archives

    adapters = {adapter.id: adapter for adapter in find_adapters()}
    allowed = {row.id for row in describe_archives(settings, private=private) if row.allowed}
    for name in only:
        if name not in adapters:
            raise SettingsError("record the service", name, "there is no such service", nearest_known(name, adapters))
    wanted = [adapters[id] for id in only] if only else [adapters[id] for id in sorted(allowed & set(adapters))]
    for adapter in wanted:
        if private and adapter.sends_words:
            yield RecordedRow(archive=adapter.id, name="-", outcome="skipped", why="it is sent words, which --private forbids")
            continue
        questions = questions_of(adapter)
        if not questions:
            yield RecordedRow(archive=adapter.id, name="-", outcome="skipped", why=str(adapter.probe))
        for name, question in questions.items():
            yield _record(adapter, name, question, settings, folder, clock=clock, sleep=sleep, max_bytes=max_bytes)


def _record(
    adapter: Adapter,
    name: str,
    question: Any,
    settings: Settings,
    folder: Path,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    max_bytes: int,
) -> RecordedRow:
    from provenance.archives import open_service, put

    tape = _Tape(settings.net.model_copy(update={"offline": False}), cache_dir=None, clock=clock, sleep=sleep)
    try:
        service = open_service(adapter.id, settings.archives, tape, index_dir=folder)
        try:
            answer = put(question, service)
            replayed = None
            if isinstance(answer, Found) and hasattr(service, "replay"):
                replayed = service.replay(answer.captures[0]).outcome
        finally:
            service.close()
    except ProvenanceError as error:
        return RecordedRow(archive=adapter.id, name=name, outcome="skipped", why=error.line)
    finally:
        tape.close()
    outcome = answer.outcome
    if outcome not in ("found", "empty") or replayed not in (None, "found", "empty"):
        why = getattr(answer, "reason", "") or "the capture that it lists can't be played"
        return RecordedRow(archive=adapter.id, name=name, outcome=outcome, why=why)
    size = sum(len(one.body) for one in tape.answers)
    if size > max_bytes:
        return RecordedRow(
            archive=adapter.id, name=name, outcome=outcome, why=f"its answers have {size} bytes, too many to keep"
        )
    own = settings.archives.of(adapter.id)
    rename = _renamer([one.url for one in tape.answers] + [own.base_url or ""], adapter.id)
    text = "".join(
        _cassette(
            tape.answers,
            rename,
            question={"archive": adapter.id, "name": name, **_question(question)},
            outcome=outcome,
            replayed=replayed,
            day=f"{tape.now():%Y-%m-%d}",
        )
    )
    if any(secret and secret in text for secret in (own.key, settings.net.contact)):
        why = "its answer repeats the key or your mail address"
        return RecordedRow(archive=adapter.id, name=name, outcome=outcome, why=why)
    path = folder / adapter.id / f"{name}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            "write the cassette", str(path), error.strerror or str(error), "free space, or name another"
        ) from error
    return RecordedRow(archive=adapter.id, name=name, outcome=outcome, path=str(path))


def _question(question: Any) -> dict[str, Any]:
    """A question as JSON; `read_question` is its inverse."""
    if isinstance(question, CaptureQuery | PageQuery):
        kind = "captures" if isinstance(question, CaptureQuery) else "pages"
        return {"kind": kind, "query": question.model_dump(mode="json", exclude_defaults=True)}
    scheme, value = question
    return {"kind": "works", "query": {"scheme": scheme, "value": value}}


def read_question(tree: dict[str, Any]) -> Any:
    """The question that a cassette holds.

    Args:
        tree: what stands under `question` in it.
    """
    query = tree["query"]
    if tree["kind"] == "captures":
        return CaptureQuery.model_validate(query)
    if tree["kind"] == "pages":
        return PageQuery.model_validate(query)
    return query["scheme"], query["value"]


def _renamer(urls: Iterable[str], id: str) -> Callable[[str], str]:
    """Addresses of this machine become `ID.test`: a port of the day must not stand in a cassette."""
    hosts = {urlsplit(url).netloc for url in urls if (urlsplit(url).hostname or "") in _LOOPBACK}

    def rename(text: str) -> str:
        for host in sorted(hosts, key=len, reverse=True):
            text = text.replace(host, f"{id}.test")
        return text

    return rename


def _cassette(
    answers: Sequence[Response],
    rename: Callable[[str], str],
    *,
    question: dict[str, Any],
    outcome: str,
    replayed: str | None,
    day: str,
) -> Iterator[str]:
    """YAML, written by hand: JSON is YAML, and bytes are all that it lacks."""
    hosts = sorted({urlsplit(one.url).hostname or "" for one in answers})
    where = "a server on loopback" if set(hosts) <= set(_LOOPBACK) else ", ".join(hosts)
    yield f"# recorded from {where} on {day} by provenance record {VERSION}; keys removed.\n"
    yield f"question: {json.dumps(question, ensure_ascii=False)}\n"
    yield f"outcome: {outcome}\n"
    yield f"replayed: {json.dumps(replayed)}\n"
    yield "interactions:\n"
    for one in answers:
        headers: dict[str, list[str]] = {}
        for name, value in one.headers:
            if name in _KEPT or name.startswith(_KEPT_PREFIXES):
                headers.setdefault(name, []).append(rename(without_keys(value)))
        body = rename(one.body.decode("latin-1")).encode("latin-1")
        phrase = HTTPStatus(one.status).phrase if one.status in set(HTTPStatus) else "Unknown"
        yield f"- request: {{method: GET, body: null, headers: {{}}, uri: {json.dumps(rename(without_keys(one.url)))}}}\n"
        yield "  response:\n"
        yield f"    status: {{code: {one.status}, message: {json.dumps(phrase)}}}\n"
        yield f"    headers: {json.dumps(headers, ensure_ascii=False)}\n"
        yield f"    body: {{string: !!binary {json.dumps(base64.b64encode(body).decode())}}}\n"
    yield "version: 1\n"
