"""The wire: one session of requests whose connections go only to addresses that the rule allows.

A name is resolved once for a connection and that very address is connected to, so that a second, different answer of the
name server can't slip past the check. No cookies are kept, no credentials are read from the machine, no redirect is followed.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .address import AddressRule

if TYPE_CHECKING:
    import requests

Resolve = Callable[[str, int], Sequence[str]]


class BlockedAddressError(Exception):
    """The name resolves to an address that may not be asked."""


def resolve_name(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, in the order the system prefers. Raises socket.gaierror."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def open_session(rule: AddressRule, resolve: Resolve = resolve_name) -> requests.Session:
    """A session with guarded connections.

    Args:
        rule: which addresses may be connected to.
        resolve: (host, port) to addresses.
    """
    from http.cookiejar import DefaultCookiePolicy

    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
    from urllib3.util.connection import create_connection

    def connect(connection: HTTPConnection) -> socket.socket:
        host, port = connection.host.strip("[]"), connection.port or connection.default_port
        try:
            addresses = resolve(host, port)
        except (socket.gaierror, UnicodeError) as error:
            fault = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(host, connection, fault) from error
        allowed = [address for address in addresses if rule.allows(host, address)]
        if not allowed:
            raise BlockedAddressError(f"{host} is at {', '.join(addresses[:2]) or 'no address'}, which is not a public address")
        fault_of_last: OSError | None = None
        for address in allowed[:4]:
            try:
                return create_connection((address, port), connection.timeout, socket_options=connection.socket_options)
            except OSError as error:
                fault_of_last = error
        if isinstance(fault_of_last, TimeoutError):
            raise ConnectTimeoutError(connection, f"connecting to {host} took too long") from fault_of_last
        raise NewConnectionError(connection, str(fault_of_last)) from fault_of_last

    class GuardedHTTPConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class GuardedHTTPSConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class GuardedHTTPPool(HTTPConnectionPool):
        ConnectionCls = GuardedHTTPConnection

    class GuardedHTTPSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedHTTPSConnection

    class GuardedAdapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": GuardedHTTPPool, "https": GuardedHTTPSPool}

    session = requests.Session()
    session.trust_env = False  # netrc and cookies of the machine stay out; proxies are passed call by call
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.mount("http://", GuardedAdapter(pool_maxsize=16))
    session.mount("https://", GuardedAdapter(pool_maxsize=16))
    return session
