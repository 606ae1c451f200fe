"""The wire under httpx: connections only to judged addresses, and never beyond the deadline.

httpx has no hook for either: its time-outs count per read (a server that drips one byte a second is
never too slow for it) and it resolves names by itself. httpcore, the engine under httpx, takes a
network backend; this one asks the ``Leash`` of the running thread where to connect and how long it may
take.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from monitor.clock import monotonic

CONNECT_SECONDS = 10.0


class Leash(threading.local):
    """What the request now running in this thread may do: its addresses and its last moment."""

    addresses: tuple[str, ...] = ()
    deadline: float = 0.0

    def left(self, timeout: float | None) -> float:
        """Return the seconds a single operation may take. Raise httpcore.ReadTimeout when time is up."""
        left = self.deadline - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("total deadline passed")
        return left if timeout is None else min(left, timeout)


class _LeashedStream(httpcore.NetworkStream):
    """A network stream whose every operation ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, leash: Leash) -> None:
        self._stream, self._leash = stream, leash

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._leash.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._leash.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._leash.left(timeout))
        return _LeashedStream(inner, self._leash)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _LeashedBackend(httpcore.NetworkBackend):
    """Connects to the addresses on the leash, whatever name it is asked for."""

    def __init__(self, leash: Leash) -> None:
        self._leash, self._sync = leash, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._leash.addresses[:3]:
            try:
                left = self._leash.left(timeout)
                stream = self._sync.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return _LeashedStream(stream, self._leash)
        raise error


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class LeashedTransport(httpx.BaseTransport):
    """An httpx transport over a small httpcore pool with the leashed backend. Raises httpcore's errors."""

    def __init__(self, context: ssl.SSLContext, leash: Leash) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=10,
            max_keepalive_connections=4,
            keepalive_expiry=15.0,
            network_backend=_LeashedBackend(leash),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return its response, body unread."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every pooled connection."""
        self._pool.close()
