"""Captures fetched as the site sent them, from any archive that speaks the Wayback or Memento manner.

How to read the answer, in this order (archives.md, section 3): `Memento-Datetime` makes it a capture, and its status the
archived one; a redirect without it is the archive offering another capture; anything else is the archive speaking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from provenance.model.answer import Capture, Content, Gap, ReplayAnswer
from provenance.net import Client, NoResponse, Response
from provenance.warc.surt import surt_key

from .linkformat import read_links
from .outcome import Ledger, is_excluded, outcome_of_no_response, outcome_of_status
from .timestamp import read_http_date, read_timestamp14, split_under, write_timestamp14

#: The longest chain of redirects that is followed.
_MOST_HOPS = 12
_REDIRECTS = (301, 302, 303, 307, 308)
#: The longest page that is kept, bytes; a longer one is cut and marked.
MAX_PAGE = 10_000_000
_OURS = ("x-archive-guessed-charset", "x-archive-src")
_WIRE_ONLY = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie", "memento-datetime"}
)


@dataclass(frozen=True, slots=True)
class Playback:
    """Where and how captures are fetched.

    `root` is the address before the digits. `window` is how far from the asked time the capture may lie that the archive
    offers instead: a day by default, as between a redirect and its target.
    """

    client: Client
    archive: str
    root: str
    rate: float
    timeout: float
    window: timedelta = timedelta(hours=24)

    def address(self, digits: str, url: str) -> str:
        """The address of a capture's own bytes (`id_`). Links of archives lack the flag: it is put back in."""
        return f"{self.root}/{digits}id_/{url.replace('#', '%23')}"

    def view(self, digits: str, url: str) -> str:
        """The address of a capture for people."""
        return f"{self.root}/{digits}/{url}"

    def fetch(self, capture: Capture) -> ReplayAnswer:
        """The bytes of a capture, archived redirects followed inside the archive."""
        ledger = Ledger(self.archive)
        digits = capture.locator if capture.locator.isdigit() else write_timestamp14(capture.captured_at)
        url, target = capture.url, capture.captured_at
        history: list[str] = []
        seen: set[tuple[str, str]] = set()
        request = self.address(digits, url)
        for _ in range(_MOST_HOPS):
            step = (digits, url)
            if step in seen:
                return ledger.gap("unreachable", "the archived redirects run in a circle, so the page itself can't be read")
            seen.add(step)
            answer = self.client.get(
                request,
                host_rate=self.rate,
                service="replay",
                timeout=self.timeout,
                max_bytes=MAX_PAGE,
                keep_cut=True,
                cache="immutable",
            )
            if isinstance(answer, NoResponse):
                return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
            if answer.is_memento:
                time = read_http_date(answer.header("memento-datetime"))
                if time is None:
                    return ledger.fail(answer, "unreachable", "the capture's time can't be read")
                if abs(time - target) > self.window:
                    return ledger.fail(
                        answer, "empty", f"nothing at that time; the nearest capture is of {time:%Y-%m-%d %H:%M} UTC"
                    )
                location = answer.header("location")
                if answer.status not in _REDIRECTS or not location:
                    ledger.note(answer, "found")
                    return ledger.replayed(
                        self._content(answer=answer, asked=capture.url, url=url, time=time, history=tuple(history))
                    )
                ledger.note(answer, "found", "an archived redirect")
                history.append(url)
                digits, url = self._target(location, request, digits, url)
                target = time
                request = self.address(digits, url)
                continue
            moved = self._offered(answer, request)
            if moved is None:
                return self._refusal(ledger, answer)
            new_digits, new_url = moved
            offered = read_timestamp14(new_digits)
            if offered is None or abs(offered - target) > self.window:
                shown = f"{offered:%Y-%m-%d %H:%M} UTC" if offered else "another time"
                return ledger.fail(
                    answer, "empty", f"nothing that can be shown at that time; the nearest capture is of {shown}"
                )
            ledger.note(answer, "found", f"the archive offers its capture of {offered:%Y-%m-%d %H:%M:%S} UTC")
            digits, url = new_digits, new_url
            request = self.address(digits, url)
        return ledger.gap("unreachable", f"more than {_MOST_HOPS} redirects, so the page itself can't be read")

    def _target(self, location: str, request: str, digits: str, url: str) -> tuple[str, str]:
        """Where an archived redirect leads: the archive has rewritten it (Wayback), or left it as the site sent it."""
        inside = split_under(self.root, urljoin(request, location))
        return inside if inside is not None else (digits, urljoin(url, location))

    def _offered(self, answer: Response, request: str) -> tuple[str, str] | None:
        """The capture that the archive sends us to, None where this is no such redirect."""
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            return None
        return split_under(self.root, urljoin(request, location))

    def _refusal(self, ledger: Ledger, answer: Response) -> Gap:
        """An answer that is no capture and leads to none."""
        why = is_excluded(answer)
        if why is not None:
            self.client.keep_as(answer, "refused")
            return ledger.fail(answer, "refused", why)
        if answer.status == 404:
            self.client.keep_as(answer, "empty")
            return ledger.fail(answer, "empty", "the archive has no capture of this address")
        if answer.status == 200 or answer.status in _REDIRECTS:
            self.client.forget(answer)
            return ledger.fail(answer, "unreachable", "the archive answered with something that is no capture")
        outcome, reason = outcome_of_status(answer)
        return ledger.fail(answer, outcome, reason)

    def _content(self, *, answer: Response, asked: str, url: str, time: datetime, history: tuple[str, ...]) -> Content:
        original = next((link.url for link in read_links(answer.header("link") or "") if "original" in link.rels), None)
        if original is not None and _same_page(original, url):
            url = original
        return Content(
            archive=self.archive,
            asked_url=asked,
            url=url,
            captured_at=time,
            archive_url=self.view(write_timestamp14(time), url),
            status=answer.status,
            headers=site_headers(answer),
            body=answer.body,
            sha256=answer.sha256,
            redirects=(asked, *history[1:]) if history else (),
            truncated=answer.truncated,
        )


def site_headers(answer: Response) -> tuple[tuple[str, str], ...]:
    """The site's own headers of a replayed capture, as far as the archive kept them, and its hints about the charset."""
    prefix = "x-archive-orig-"
    named = [(name.removeprefix(prefix), value) for name, value in answer.headers if name.startswith(prefix)]
    known = {name for name, _ in named}
    for name, value in answer.headers:
        if name in ("content-type", "last-modified", *_OURS) and name not in known:
            named.append((name, value))
    return tuple((name, value) for name, value in named if name not in _WIRE_ONLY)


def _same_page(one: str, other: str) -> bool:
    try:
        return surt_key(one) == surt_key(other)
    except ValueError:
        return False
