"""robots.txt, read before a live site is asked for anything else (RFC 9309).

A robots.txt that can't be read is a "no": a site that is overloaded or shut is not helped by another visitor.
"""

from __future__ import annotations

import threading
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from provenance.model.answer import AnswerOutcome
from provenance.net import Client, NoResponse, Response

#: RFC 9309, 2.5: a crawler reads at least 500 KiB.
_MAX_ROBOTS = 512_000
_MOST_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
AGENT = "provenance"


class Robots:
    """What sites allow, asked once a site.

    Args:
        client: asks the network.
        rate: requests a second and site.
        timeout: seconds without a byte.
    """

    def __init__(self, client: Client, rate: float, timeout: float) -> None:
        self._client, self._rate, self._timeout = client, rate, timeout
        self._read: dict[str, RobotFileParser | tuple[AnswerOutcome, str]] = {}
        self._lock = threading.Lock()

    def may_fetch(self, url: str) -> tuple[AnswerOutcome, str] | None:
        """None where the site allows the address; else what that is and why."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        with self._lock:  # searches run side by side, and a site is asked for its rules once
            if root not in self._read:
                self._read[root] = self._ask(f"{root}/robots.txt")
            rules = self._read[root]
        if isinstance(rules, tuple):
            return rules
        return None if rules.can_fetch(AGENT, url) else ("refused", "the site's robots.txt does not allow it")

    def _ask(self, url: str) -> RobotFileParser | tuple[AnswerOutcome, str]:
        answer = self._follow(url)
        if isinstance(answer, NoResponse):
            if not answer.asked:
                return "skipped", answer.message
            return "unreachable", f"the site's robots.txt can't be read, which counts as a no ({answer.message})"
        parser = RobotFileParser()
        if answer.status == 200 and not answer.looks_like_html:
            parser.parse(answer.body.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
            return parser
        if answer.status in (401, 403):
            return "refused", f"the site answers {answer.status} to the question for its robots.txt"
        if 400 <= answer.status < 500 and answer.status != 429:
            parser.parse([])  # RFC 9309, 2.3.1.3: there are no rules
            return parser
        return "unreachable", f"the site's robots.txt can't be read, which counts as a no (status {answer.status})"

    def _follow(self, url: str) -> Response | NoResponse:
        for _ in range(_MOST_HOPS):
            answer = self._client.get(
                url, host_rate=self._rate, service="live", timeout=self._timeout, max_bytes=_MAX_ROBOTS, keep_cut=True
            )
            if isinstance(answer, NoResponse) or answer.status not in _REDIRECTS or not answer.header("location"):
                return answer
            url = urljoin(url, answer.header("location") or "")
        return answer
