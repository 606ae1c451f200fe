"""The guard at the door: which addresses may be connected to at all.

A feed, a redirect or a DNS record is somebody else's text; none of it may lead a program inside a government
network to that network's own machines (server-side request forgery). Names are resolved first, every address
found is judged, and the connection is then made to exactly the judged addresses.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from monitor.clock import monotonic
from monitor.collect import problems
from monitor.collect.problems import Failure

Resolver = Callable[[str, int], Sequence[str]]

_NAT64 = ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of ``host``, IPv4 first (few offices route IPv6).

    Raise OSError if there is none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    return sorted(addresses, key=lambda address: ":" in address)


class Remembering:
    """A resolver that asks another one at most once a minute per host; failures are not remembered."""

    KEEP = 60.0

    def __init__(self, resolver: Resolver, clock: Callable[[], float] = monotonic) -> None:
        self._resolver, self._clock = resolver, clock
        self._known: dict[tuple[str, int], tuple[float, tuple[str, ...]]] = {}

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of ``host``; raises what the resolver behind it raises."""
        kept = self._known.get((host, port))
        if kept is None or kept[0] <= self._clock():
            kept = (self._clock() + self.KEEP, tuple(self._resolver(host, port)))
            self._known[host, port] = kept
        return kept[1]


def is_forbidden(address: str) -> bool:
    """Return whether ``address`` is anything but a public unicast address (or no address at all).

    Covers loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved, and IPv4
    addresses wrapped in IPv6 (mapped, 6to4, Teredo, NAT64).
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    return any(_is_inner(one) for one in (found, *_wrapped(found)))


def _is_inner(found: IPv4Address | IPv6Address) -> bool:
    return not found.is_global or found.is_multicast or found.is_reserved


def _wrapped(found: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(found, IPv4Address):
        return []
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _NAT64:
        inner.append(IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in inner if one is not None]


def split_web_url(url: str) -> SplitResult | None:
    """Return the parts of an http(s) URL with a host, or None for anything else."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if usable and not (set(url) & set("\r\n\t ")) else None


def admit(url: str, allow: frozenset[str], resolver: Resolver) -> tuple[str, ...] | Failure:
    """Return the addresses that may be connected to for ``url``, or why none may.

    ``allow`` holds hosts ("127.0.0.1") or host and port ("127.0.0.1:8000") that are let through although they
    are private. One forbidden address among several refuses the whole name: such an answer is a trap.
    """
    parts = split_web_url(url)
    if parts is None or not parts.hostname:
        return problems.bad_url(url)
    port = parts.port or _PORTS[parts.scheme]
    try:
        addresses = tuple(resolver(parts.hostname, port))
    except (OSError, UnicodeError, ValueError):
        return problems.no_name(url)
    if not addresses:
        return problems.no_name(url)
    if parts.hostname in allow or f"{parts.hostname}:{port}" in allow:
        return addresses
    bad = next((address for address in addresses if is_forbidden(address)), None)
    return problems.forbidden(url, bad) if bad else addresses
