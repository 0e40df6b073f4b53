"""One request to a CDX server, and what its answer means: shared by every adapter that asks one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from provenance.model.answer import Gap
from provenance.net import CacheClass, Client, NoResponse

from .cdx import TEXT_FIELDS, CdxPage, NotCdxError, read_cdx
from .outcome import Ledger, is_excluded, outcome_of_no_response, outcome_of_status

#: New captures reach an index within days: a window that ended longer ago hardly changes.
_SETTLED = timedelta(days=14)
#: How pywb and Common Crawl say that a page lies behind the last one.
_PAGE_END = re.compile(rb"Page \d+ invalid")
#: Only a question for a further page can run past the last one; a first page that is refused answers nothing.
_FURTHER_PAGE = re.compile(r"[?&]page=[1-9]")
_MAX_ANSWER = 60_000_000
#: The least patience with an index, seconds: a wide question is slow at every archive.
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class IndexService:
    """A CDX server: who asks, at which rate (requests a second), with how much patience (seconds)."""

    client: Client
    rate: float
    timeout: float

    def cache_class(self, until: datetime | None) -> CacheClass:
        """How long an answer about a window that ends at `until` stays good."""
        return "past" if until is not None and until < self.client.now() - _SETTLED else "volatile"

    def ask(self, url: str, ledger: Ledger, *, cache: CacheClass) -> CdxPage | Gap:
        """Ask once. What is no index answer is a gap; an index answer may have no rows.

        Args:
            url: the whole request.
            ledger: the request is written down here.
            cache: from `cache_class`.
        """
        answer = self.client.get(
            url, host_rate=self.rate, service="cdx", timeout=max(self.timeout, _PATIENCE), max_bytes=_MAX_ANSWER, cache=cache
        )
        if isinstance(answer, NoResponse):
            return ledger.fail(answer, outcome_of_no_response(answer), answer.message)
        why = is_excluded(answer)
        if why is not None:
            self.client.keep_as(answer, "refused")
            return ledger.fail(answer, "refused", why)
        if answer.status == 404 and _says_no_captures(answer.body):
            ledger.note(answer, "empty")
            return CdxPage((), 0, None)
        if answer.status == 400 and _FURTHER_PAGE.search(url) and _PAGE_END.search(answer.body[:2000]):
            ledger.note(answer, "empty", "the end of the pages")
            return CdxPage((), 0, None)
        if answer.status != 200:
            self.client.forget(answer)
            return ledger.fail(answer, *outcome_of_status(answer))
        try:
            page = read_cdx(answer.body, TEXT_FIELDS)
        except NotCdxError as error:
            self.client.forget(answer)
            return ledger.fail(answer, "unreachable", f"the answer is no index: {error}")
        if page.skipped and not page.rows:
            self.client.forget(answer)
            return ledger.fail(answer, "unreachable", f"the answer is no index: none of its {page.skipped} rows makes sense")
        if not page.rows and page.resume_key is None:
            self.client.keep_as(answer, "empty")
        ledger.note(answer, "found" if page.rows else "empty", f"{page.skipped} rows make no sense" if page.skipped else "")
        return page


def _says_no_captures(body: bytes) -> bool:
    """Whether a 404 says in JSON that nothing is there, as pywb and Common Crawl do; a 404 page is a wrong address."""
    try:
        said = json.loads(body[:10_000])
    except ValueError:
        return False
    return isinstance(said, dict) and "no captures found" in str(said.get("message", said.get("error", ""))).lower()
