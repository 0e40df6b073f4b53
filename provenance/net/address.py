"""Which addresses may be asked: nothing private, unless the user's own configuration names the host.

An archive may redirect anywhere and a page may link anywhere; neither may make this program speak to a router, a metadata
service or a neighbour's printer. The check is made on the addresses that a connection is really opened to.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

#: NAT64 (RFC 6052), 6to4 (RFC 3056) and the old IPv4-compatible form carry an IPv4 address inside: the inner one counts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
#: NAT64 within a network of somebody's own (RFC 8215): where it leads is nobody else's business.
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)$")


def is_public(address: str) -> bool:
    """Whether an IP address (text form) is nobody's own: neither private, loopback, link-local nor reserved."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _LOCAL_NAT64:
            return False
        if inner is None and (parsed in _NAT64 or parsed in _COMPATIBLE):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            parsed = inner
    return parsed.is_global and not parsed.is_multicast


def host_of(url: str) -> str | None:
    """Host with its port where one is written (`example.org:8080`), lower case; None if the URL is no http(s) address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    host = parts.hostname.lower()
    if ":" in host:
        host = f"[{host}]"
    return host if port is None else f"{host}:{port}"


def name_of(host: str) -> str:
    """The host's name without its port and without the brackets of an IPv6 address."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


class AddressRule:
    """Says whether a connection may be opened.

    Args:
        allowed_hosts: hosts (with or without port) that the configuration names; they may be anywhere.
    """

    def __init__(self, allowed_hosts: Iterable[str]) -> None:
        self._allowed = {name_of(host.lower()) for host in allowed_hosts}

    def add(self, host: str) -> None:
        """Name one more host."""
        self._allowed.add(name_of(host.lower()))

    def is_named(self, host: str) -> bool:
        """Whether the configuration names this host."""
        return name_of(host.lower()) in self._allowed

    def allows(self, host: str, address: str) -> bool:
        """Whether a connection to `address`, to which `host` resolved, may be opened."""
        return self.is_named(host) or is_public(address)

    def allows_unresolved(self, host: str) -> bool:
        """The same where a proxy resolves the name: only what the name itself shows can be checked."""
        if self.is_named(host):
            return True
        # A proxy reads a name as browsers do: full-width letters and dots are folded, a dot at the end is dropped.
        name = unicodedata.normalize("NFKC", name_of(host.lower())).replace("。", ".").rstrip(".")
        if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            # 2130706433, 0x7f.1, 0177.0.0.1: a name whose last part is a number is an address in disguise (WHATWG URL, 3.5).
            return bool(name) and not _NUMBER.match(name.rpartition(".")[2])
        return is_public(name)
