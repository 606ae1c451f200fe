"""A raw HTTP host on loopback that behaves exactly as badly as a test wants."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Chunks = Iterable[bytes]
Handler = Callable[["Request"], Chunks]


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    path: str
    headers: dict[str, str]


def answer(
    body: bytes | str = b"", status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> Handler:
    """Return a handler that gives one ordinary answer; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
    return lambda request: [whole]


@dataclass
class Host:
    """A host with a handler per path; unknown paths get 404. ``seen`` counts and keeps the requests."""

    routes: dict[str, Handler] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._server.getsockname()[1]
        self._stop = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        for one in list(self._open):
            with _quiet():
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        self._server.close()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self.port}"

    def hits(self, path: str) -> int:
        return sum(request.path == path for request in self.seen)

    def _accept(self) -> None:
        while not self._stop.is_set():
            connection, _ = self._server.accept()
            if self._stop.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        self._open.add(connection)
        with connection, _quiet():
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    more = connection.recv(65536)
                    if not more:
                        self._open.discard(connection)
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                request = _parse(head)
                self.seen.append(request)
                handler = self.routes.get(request.path.partition("?")[0], answer(b"", "404 Not Found"))
                handler = self.routes.get(request.path, handler)
                for chunk in handler(request):
                    if self._stop.is_set():
                        return
                    if chunk == CLOSE:
                        return
                    if chunk == RESET:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                        return
                    connection.sendall(chunk)


CLOSE = b"\0close\0"
RESET = b"\0reset\0"


class _quiet:
    """Swallows the socket errors of a peer that hung up."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return kind is not None and issubclass(kind, OSError)


def _parse(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Request(first.split(" ")[1], {name.strip().lower(): value.strip() for name, _, value in pairs})
