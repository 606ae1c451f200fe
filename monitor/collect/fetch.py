"""The httpx door: one URL in, an answer or a failure out; nothing raises.

Per request: guard (every hop), own redirect loop, one total deadline, bounded decompression, size cap
by kind, honest User-Agent. One httpx transport per thread: shared pools degrade under concurrency (one
lock, encode/httpx#3215). No ``httpx.Client`` around it: its cookies, proxies, authentication and redirects
are what must not happen here, and cost two thirds of a request's time (0.73 ms of CPU on loopback for an
unchanged feed, 0.26 without).
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpcore
import httpx

from monitor.clock import monotonic
from monitor.collect import problems
from monitor.collect.fetch_wire import CONNECT_SECONDS, Leash, LeashedTransport
from monitor.collect.guard import Remembering, Resolver, admit, system_resolver
from monitor.collect.problems import Failure
from monitor.collect.unpack import DamagedError, TooBigError, offered, unpack

MAX_HOPS = 10
LONGEST_PAUSE = 86400.0
# Caps on the unpacked body. The largest honest documents seen: feeds 2 MB, article pages 1.5 MB, news
# sitemaps 3 MB (1,000 URLs is their limit by Google's rule); archive sitemaps of 50 MB hold nothing for
# a daily monitor.
MIB = 2**20
CAPS = {"feed": 8 * MIB, "page": 5 * MIB, "sitemap": 10 * MIB, "json": 8 * MIB, "robots": MIB // 2}
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1",
    "sitemap": "application/xml, text/xml;q=0.9, */*;q=0.1",
    "json": "application/json, */*;q=0.1",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request.

    ``kind`` is a key of ``CAPS``, ``allow`` the private hosts let through, ``timeout`` the total.
    """

    url: str
    kind: str = "page"
    agent: str = "HumasReaksiCepat/1.0"
    etag: str = ""
    last_modified: str = ""
    allow: frozenset[str] = frozenset()
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer.

    ``url`` after redirects, ``moved`` whether every redirect was permanent (301, 308).
    """

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved: bool = False

    @property
    def charset(self) -> str:
        """The charset of the Content-Type header, or nothing."""
        return (
            self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")
        )


def retry_seconds(value: str, now: datetime) -> float:
    """Return a Retry-After header (seconds or a date) as seconds from ``now``.

    At most a day, 0 if unusable.
    """
    try:
        wait = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            return 0.0
        wait = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
    return min(max(wait, 0.0), LONGEST_PAUSE) if wait == wait else 0.0


class Fetcher:
    """Fetches; safe to share between threads. ``resolver`` turns names into addresses."""

    def __init__(self, resolver: Resolver = system_resolver) -> None:
        self._resolver = Remembering(resolver)
        self._context = httpx.create_ssl_context(trust_env=False)
        self._local, self._leash = threading.local(), Leash()
        self._gate, self._transports = threading.Lock(), list[LeashedTransport]()

    def close(self) -> None:
        """Close all connections of all threads; whoever fetches afterwards opens new ones."""
        with self._gate:
            self._local = threading.local()
            for transport in self._transports:
                transport.close()
            self._transports.clear()

    def refusal(self, ask: Ask) -> Failure | None:
        """Return why ``ask`` need not even be tried: no such name, or an address that is not for us."""
        found = admit(ask.url, ask.allow, self._resolver)
        return found if isinstance(found, Failure) else None

    def get(self, ask: Ask, now: datetime) -> Answer | Failure:
        """Return the answer to ``ask`` after at most ``MAX_HOPS`` redirects, or why there is none."""
        url, moved = ask.url, True
        deadline = monotonic() + ask.timeout
        for _ in range(MAX_HOPS + 1):
            addresses = admit(url, ask.allow, self._resolver)
            if isinstance(addresses, Failure):
                return addresses
            self._leash.addresses, self._leash.deadline = addresses, deadline
            answer = self._hop(ask, url, now)
            if isinstance(answer, Failure) or answer.status == 304 or answer.status < 300:
                return self._judged(answer, ask, moved and url != ask.url)
            moved = moved and answer.status in (301, 308)
            try:
                url = urljoin(url, answer.headers.get("location", "").strip()).partition("#")[0]
            except ValueError:
                return problems.bad_url(answer.headers.get("location", ""))
        return problems.too_many_hops(ask.url)

    def _judged(self, answer: Answer | Failure, ask: Ask, moved: bool) -> Answer | Failure:
        if isinstance(answer, Failure):
            return answer
        if answer.status == 304 and not (ask.etag or ask.last_modified):
            return problems.of_status(answer.url, 304, 0.0)
        return Answer(answer.url, answer.status, answer.body, answer.headers, moved)

    def _hop(self, ask: Ask, url: str, now: datetime) -> Answer | Failure:
        try:
            return self._send(ask, url, now)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
            # A kept-alive connection may die the moment it is used again; a GET may be repeated, once.
            try:
                return self._send(ask, url, now)
            except Exception as error:
                return translate(error, url, ask.timeout)
        except (
            Exception
        ) as error:  # complete by test: every error class of httpx and httpcore has its sentence
            return translate(error, url, ask.timeout)

    def _send(self, ask: Ask, url: str, now: datetime) -> Answer | Failure:
        request = httpx.Request("GET", url, headers=_headers(ask), extensions={"timeout": _timeouts(ask)})
        response = self._transport().handle_request(request)
        try:
            return _receive(ask, url, response, now)
        except TooBigError:
            return problems.too_big(url, CAPS[ask.kind])
        except DamagedError as error:
            return problems.unpackable(url, str(error) or "gzip")
        finally:
            response.close()

    def _transport(self) -> LeashedTransport:
        transport: LeashedTransport | None = getattr(self._local, "transport", None)
        if transport is None:
            transport = LeashedTransport(self._context, self._leash)
            with self._gate:
                self._local.transport = transport
                self._transports.append(transport)
        return transport


def _receive(ask: Ask, url: str, response: httpx.Response, now: datetime) -> Answer | Failure:
    """Return what ``response`` says. Raises what unpacking and the wire raise."""
    status, limit = response.status_code, CAPS[ask.kind]
    headers = {name.lower(): value for name, value in response.headers.items()}
    if status == 304:
        # It has no body, but the connection lives on only if its end has been read.
        unpack(response.iter_raw(), "", limit)
        return Answer(url, status, b"", headers)
    if status in (301, 302, 303, 307, 308) and headers.get("location"):
        return Answer(url, status, b"", headers)
    if status != 200:
        return problems.of_status(url, status, retry_seconds(headers.get("retry-after", ""), now))
    if int("0" + "".join(filter(str.isdigit, headers.get("content-length", "")))[:15]) > limit:
        return problems.too_big(url, limit)
    body = unpack(response.iter_raw(65536), headers.get("content-encoding", ""), limit)
    return Answer(url, status, body, headers)


def _headers(ask: Ask) -> dict[str, str]:
    headers = {"User-Agent": ask.agent, "Accept": _ACCEPT[ask.kind], "Accept-Encoding": offered()}
    headers["Accept-Language"] = "id, en;q=0.5"
    if ask.etag:
        headers["If-None-Match"] = ask.etag
    if ask.last_modified:
        headers["If-Modified-Since"] = ask.last_modified
    return headers


def _timeouts(ask: Ask) -> dict[str, float]:
    every = dict.fromkeys(("read", "write", "pool"), ask.timeout)
    return {**every, "connect": min(CONNECT_SECONDS, ask.timeout)}


_TRANSLATION: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((httpx.TimeoutException, httpcore.TimeoutException, TimeoutError), "slow"),
    ((httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, httpx.InvalidURL), "url"),
    ((UnicodeError, ValueError), "url"),
    ((httpx.TooManyRedirects,), "hops"),
    ((ssl.SSLError,), "tls"),
    ((httpx.ConnectError, httpcore.ConnectError), "route"),
    ((httpx.HTTPError, httpx.StreamError, httpcore.ProtocolError, httpcore.NetworkError), "short"),
    ((httpcore.ConnectionNotAvailable, httpcore.ProxyError, httpx.CookieConflict, OSError), "short"),
)


def translate(error: Exception, url: str, timeout: float) -> Failure:
    """Return the failure that ``error``, raised by httpx or below it, stands for."""
    if isinstance(error, (httpx.ConnectError, httpcore.ConnectError)) and _is_tls(error):
        return problems.bad_tls(url)
    name = next((name for kinds, name in _TRANSLATION if isinstance(error, kinds)), "")
    known = {
        "slow": lambda: problems.too_slow(url, timeout),
        "url": lambda: problems.bad_url(url),
        "hops": lambda: problems.too_many_hops(url),
        "tls": lambda: problems.bad_tls(url),
        "route": lambda: problems.no_route(url),
        "short": lambda: problems.cut_short(url),
    }
    return known[name]() if name else problems.unexpected(url, error)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError) or "CERTIFICATE" in str(error) or "SSL" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
