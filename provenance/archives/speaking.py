"""One request to a service that answers in JSON or XML, and what every odd answer to it means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from provenance.model.answer import AnswerOutcome, Gap
from provenance.net import CacheClass, Client, NoResponse, Response

from .outcome import Ledger, is_excluded, outcome_of_no_response, outcome_of_status

_MAX_ANSWER = 30_000_000
_CONTROL = re.compile(r"[\x00-\x1f]")

#: What a service's own rule makes of an answer: an outcome with its reason, or None where the common rules hold.
Rule = Callable[[Response], "tuple[AnswerOutcome, str] | None"]


class NotXmlError(Exception):
    """The body is no XML that may be read."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks, at which rate (requests a second), with how much patience (seconds), in which service class."""

    client: Client
    rate: float
    timeout: float
    service: str = ""

    def ask(
        self,
        url: str,
        ledger: Ledger,
        *,
        rule: Rule | None = None,
        headers: Mapping[str, str] | None = None,
        cache: CacheClass = "volatile",
        max_bytes: int = _MAX_ANSWER,
    ) -> Response | Gap:
        """Ask once. Only a status 200 (or what `rule` calls found) comes back as an answer; the rest are gaps.

        The caller notes the answer once it is read; gaps are written down here.
        """
        answer = self.client.get(
            url,
            headers=headers,
            host_rate=self.rate,
            service=self.service,
            timeout=self.timeout,
            max_bytes=max_bytes,
            cache=cache,
        )
        if isinstance(answer, NoResponse):
            return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
        said = rule(answer) if rule is not None else None
        if said is not None:
            outcome, reason = said
            if outcome == "found":
                return answer
            return self.end(answer, ledger, outcome, reason)
        why = is_excluded(answer)
        if why is not None:
            return self.end(answer, ledger, "refused", why)
        if answer.status != 200:
            return self.end(answer, ledger, *outcome_of_status(answer))
        return answer

    def ask_json(self, url: str, ledger: Ledger, **options: Any) -> tuple[Response, Any] | Gap:
        """The answer with its JSON; options as in `ask`. A page for people or broken JSON is a failure."""
        answer = self.ask(url, ledger, **options)
        if isinstance(answer, Gap):
            return answer
        if answer.looks_like_html:
            return self.end(answer, ledger, "unreachable", "a page for people came where data was due")
        try:
            return answer, read_loose_json(answer.body)
        except ValueError:
            return self.end(answer, ledger, "unreachable", "the answer is no JSON, or is broken off")

    def ask_xml(self, url: str, ledger: Ledger, **options: Any) -> tuple[Response, ET.Element] | Gap:
        """The answer with its XML; options as in `ask`."""
        answer = self.ask(url, ledger, **options)
        if isinstance(answer, Gap):
            return answer
        try:
            return answer, read_xml(answer.body)
        except NotXmlError as error:
            return self.end(answer, ledger, "unreachable", f"the answer can't be read: {error}")

    def end(self, answer: Response, ledger: Ledger, outcome: AnswerOutcome, reason: str) -> Gap:
        """The question ends with this answer, without a find; the cache keeps it as long as its meaning allows."""
        if outcome in ("empty", "refused"):
            self.client.keep_as(answer, "empty" if outcome == "empty" else "refused")
        else:
            self.client.forget(answer)
        return ledger.fail(answer, outcome, reason)


def read_loose_json(body: bytes) -> Any:
    """JSON as services really send it: raw control characters are allowed, bad escapes are mended. Raises ValueError."""
    text = body.decode("utf-8-sig", "replace")
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    except ValueError:
        mended = re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", _CONTROL.sub(" ", text))
        return json.loads(mended, strict=False)


def read_xml(body: bytes) -> ET.Element:
    """The root of an XML answer; one that declares entities of its own is not read. Raises NotXmlError."""
    if b"<!ENTITY" in body[:100_000].upper():
        raise NotXmlError("it declares entities")
    try:
        return ET.fromstring(body)  # noqa: S314 - entities are refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NotXmlError(f"it is no XML ({error})") from error


def query_string(*params: tuple[str, str]) -> str:
    """`a=1&b=2`, percent-encoded; parameters without a value are left out."""
    return "&".join(f"{quote(name, safe='[]')}={quote(value, safe='')}" for name, value in params if value)


def dig(tree: Any, *path: str | int) -> Any:
    """A value inside nested JSON; None where any step of the path is not there or of another kind."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and -len(tree) <= step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def as_text(value: Any) -> str | None:
    """A value as one line of text; None where it is none or empty."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(str(value).split()) or None


def rows_of(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where it is no list."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
