"""Trying again, and when: the one home of tenacity.

Only what is passing and harmless to repeat is tried again: time-outs, resets and 5xx of a GET, and 429 once the host's pause
is over. Waits between tries are 2, 8 and 32 s (the advice of the Internet Archive's client authors).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from .answer import NoResponse, Response

RETRY_WAITS = (2.0, 8.0, 32.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `again`: another may help; `wait`: seconds that the host asked for, None where it asked for none."""

    outcome: Response | NoResponse
    again: bool = False
    wait: float | None = None


def read_retry_after(value: str | None, now: float) -> float | None:
    """Seconds from a Retry-After header in either form (RFC 9110, 10.2.3): a number, or an HTTP date.

    Args:
        value: the header, None without one.
        now: Unix seconds.

    Returns:
        Seconds, never negative; None where there is no header or it can't be read.
    """
    if value is None or not value.strip() or len(value) > 64:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text), 10**6))
    try:
        date: datetime = parsedate_to_datetime(text)
        return max(0.0, date.timestamp() - now)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def repeat(
    attempt: Callable[[], Attempt], *, tries: int, may_wait: Callable[[float], bool], sleep: Callable[[float], None]
) -> Attempt:
    """Call `attempt` until it asks for no more, the tries are used up or the wait is too long.

    Args:
        attempt: one request.
        tries: the most requests.
        may_wait: whether a wait of so many seconds still fits; when it does not, the last outcome stands.
        sleep: waits that many seconds.
    """
    import tenacity

    def wait_of(state: tenacity.RetryCallState) -> float:
        last: Attempt = state.outcome.result()  # type: ignore[union-attr]
        step = RETRY_WAITS[min(state.attempt_number - 1, len(RETRY_WAITS) - 1)]
        return step if last.wait is None else last.wait

    def too_long(state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= tries or not may_wait(wait_of(state))

    result: Attempt = tenacity.Retrying(
        stop=too_long,
        wait=wait_of,
        retry=tenacity.retry_if_result(lambda made: made.again),
        sleep=sleep,
        retry_error_callback=lambda state: state.outcome.result(),  # type: ignore[union-attr]
    )(attempt)
    return result
