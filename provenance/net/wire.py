"""One request on the wire: every fault of requests, urllib3, TLS and sockets ends here, as a value."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from .address import AddressRule
from .answer import NoResponse, NoResponseKind, Response
from .encoding import EncodingFault, decode_body
from .keyless import without_keys
from .ledger import Clock
from .settings import NetSettings
from .transport import BlockedAddressError, Resolve, open_session

if TYPE_CHECKING:
    import requests

_CHUNK = 65_536
#: An error page is read only so far: its first lines say what is wrong.
_ERROR_BODY = 65_536
_HUNG_UP = "hung up without an answer"


@dataclass(frozen=True, slots=True)
class Question:
    """What to send. `timeout` is the seconds without a byte; `max_bytes` and `keep_cut` bound the answer's body.

    With `body` it is a POST, else a GET.
    """

    url: str
    host: str
    headers: Mapping[str, str]
    timeout: float
    max_bytes: int
    keep_cut: bool
    body: bytes | None = None

    def unanswered(self, kind: NoResponseKind, message: str, status: int | None = None) -> NoResponse:
        """The question without an answer. Libraries put addresses into their messages: no key may stand in one."""
        return NoResponse(kind, without_keys(message), self.url, status)


class Wire:
    """Sends questions and reads answers.

    Args:
        settings: time-outs, proxies and certificates.
        rule: which addresses may be connected to.
        clock: Unix seconds.
        session: stands in for the real one in tests.
        resolve: (host, port) to addresses.
    """

    def __init__(
        self, settings: NetSettings, rule: AddressRule, clock: Clock, *, session: requests.Session | None, resolve: Resolve
    ) -> None:
        self._settings, self._rule, self._clock = settings, rule, clock
        self._session, self._resolve = session, resolve
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            self._session.close()

    def _opened(self) -> requests.Session:
        with self._lock:
            if self._session is None:
                self._session = open_session(self._rule, self._resolve)
            return self._session

    def _proxies(self, url: str) -> dict[str, str]:
        if not self._settings.trust_env:
            return {}
        from requests.utils import get_environ_proxies

        return dict(get_environ_proxies(url))

    def _certificates(self) -> bool | str:
        if self._settings.ca_bundle:
            return self._settings.ca_bundle
        if not self._settings.trust_env:
            return True
        return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True

    def send(self, question: Question, user_agent: str) -> Response | NoResponse:
        """Send one question and read its answer. Never raises for what the network does."""
        import requests
        import urllib3

        url, host = question.url, question.host
        proxies = self._proxies(url)
        if proxies and not self._rule.allows_unresolved(host):
            return question.unanswered("blocked_address", f"{host} is not a public address")
        errors = requests.exceptions
        try:
            session = self._opened()
            ask = session.get if question.body is None else partial(session.post, data=question.body)
            answer = ask(
                url,
                headers={"User-Agent": user_agent, **question.headers},
                timeout=(self._settings.connect_timeout, question.timeout),
                allow_redirects=False,
                stream=True,
                proxies=proxies,
                verify=self._certificates(),
            )
        except BlockedAddressError as error:
            return question.unanswered("blocked_address", str(error))
        except errors.ProxyError as error:
            named = _without_login(", ".join(sorted(set(proxies.values()))) or "unknown")
            return question.unanswered("proxy", f"the proxy {named} did not pass the request on ({_root(error)})")
        except errors.SSLError as error:
            why = f"the certificate of {host} is not accepted ({_root(error)})"
            return question.unanswered("tls", f"{why}; check the clock and the CA bundle")
        except errors.ConnectTimeout:
            return question.unanswered("connect", f"{host} accepts no connection in {self._settings.connect_timeout:g} s")
        except errors.Timeout:
            return question.unanswered("timeout", f"{host} sent nothing for {question.timeout:g} s")
        except errors.ConnectionError as error:
            return _connection_fault(error, question)
        except (errors.RequestException, urllib3.exceptions.HTTPError, UnicodeError, ValueError) as error:
            return question.unanswered("blocked_address", f"{url[:200]!r} can't be asked ({_root(error)})")
        except OSError as error:
            # A CA bundle that is not there, or one open file too many: our side, yet the question stays unanswered.
            return question.unanswered("tls", f"{host} could not be asked ({_root(error)})")
        try:
            return self._read(answer, question)
        finally:
            answer.close()

    def _read(self, answer: requests.Response, question: Question) -> Response | NoResponse:
        """Read a body in pieces, within size and time."""
        import urllib3

        status, host = answer.status_code, question.host
        if status == 407:
            return question.unanswered("proxy", "the proxy asks for a login; put it into the proxy's address", status)
        raw = answer.raw
        pairs = tuple((name.lower(), value) for name, value in raw.headers.items())
        max_bytes, keep_cut = question.max_bytes, question.keep_cut
        if not any(name == "memento-datetime" for name, _ in pairs):
            if status == 429:  # its body is of no use, and must not hold the connection while we wait
                return self._response(question, status, pairs, b"", cut=False)
            if status >= 400:
                max_bytes, keep_cut = min(max_bytes, _ERROR_BODY), True
        deadline = self._clock() + self._settings.max_seconds
        pieces: list[bytes] = []
        size, cut = 0, False
        expected = raw.length_remaining
        try:
            while piece := raw.read1(_CHUNK, decode_content=False):
                pieces.append(piece)
                size += len(piece)
                if size > max_bytes:
                    cut = True
                    break
                if self._clock() > deadline:
                    why = f"{host} was still sending after {self._settings.max_seconds:g} s"
                    return question.unanswered("timeout", why, status)
        except urllib3.exceptions.ReadTimeoutError:
            return question.unanswered("timeout", f"{host} stopped in the middle of its answer", status)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return question.unanswered("truncated", f"the answer of {host} broke off ({_root(error)})", status)
        if not cut and expected is not None and size < expected:
            return question.unanswered("truncated", f"the answer of {host} broke off after {size} of {expected} bytes", status)
        encodings = [value for name, value in pairs if name == "content-encoding"]
        try:
            decoded = decode_body(b"".join(pieces), encodings, max_bytes=max_bytes, incomplete=cut)
        except EncodingFault as fault:
            kind: NoResponseKind = "truncated" if fault.truncated else "bad_encoding"
            return question.unanswered(kind, f"the answer of {host} can't be read: {fault}", status)
        if (cut or decoded.cut) and not keep_cut:
            return question.unanswered("too_large", f"the answer of {host} is longer than {max_bytes} bytes", status)
        return self._response(question, status, pairs, decoded.body, cut=cut or decoded.cut)

    def _response(
        self, question: Question, status: int, pairs: tuple[tuple[str, str], ...], body: bytes, *, cut: bool
    ) -> Response:
        kept = tuple((name, value) for name, value in pairs if name not in ("set-cookie", "set-cookie2"))
        now = datetime.fromtimestamp(self._clock(), UTC)
        return Response(question.url, status, kept, body, hashlib.sha256(body).hexdigest(), now, False, cut)


def is_passing(unanswered: NoResponse) -> bool:
    """Whether another try may help: a time-out, an answer that broke off, a connection that was hung up on."""
    return unanswered.kind in ("timeout", "truncated") or (unanswered.kind == "connect" and _HUNG_UP in unanswered.message)


def is_down(unanswered: NoResponse) -> bool:
    """Whether there is nobody to ask: no such name, no connection, no trust, no way through the proxy."""
    return unanswered.kind in ("dns", "tls", "proxy") or (unanswered.kind == "connect" and _HUNG_UP not in unanswered.message)


def _connection_fault(error: Exception, question: Question) -> NoResponse:
    """Tell apart: no such name, nobody there, hung up."""
    from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ReadTimeoutError

    reason: object = error.args[0] if error.args else error
    if isinstance(reason, MaxRetryError):
        reason = reason.reason
    host = question.host
    if isinstance(reason, NameResolutionError):
        return question.unanswered("dns", f"the name {host} can't be resolved")
    if isinstance(reason, NewConnectionError):
        return question.unanswered("connect", f"{host} does not accept connections ({_root(error)})")
    if isinstance(reason, ReadTimeoutError):
        return question.unanswered("timeout", f"{host} sent nothing in time")
    return question.unanswered("connect", f"{host} {_HUNG_UP} ({_root(error)})")


def _root(error: BaseException) -> str:
    """The innermost reason of a nested fault, in one short line without addresses of objects."""
    seen = error
    for _ in range(8):
        inner = seen.__cause__ or seen.__context__
        if inner is None:
            break
        seen = inner
    text = (seen.strerror if isinstance(seen, OSError) else None) or str(seen)
    return " ".join(f"{type(seen).__name__}: {text}".split())[:200]


def _without_login(addresses: str) -> str:
    """Proxy addresses without the password that they may carry."""
    parts = (part.partition("://") for part in addresses.split(", "))
    return ", ".join(f"{scheme}{mark}{rest.rpartition('@')[2]}" for scheme, mark, rest in parts)
