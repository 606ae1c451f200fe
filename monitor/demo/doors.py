"""The sockets of the newsroom: one port an outlet, threads, conditional requests, compression."""

from __future__ import annotations

import contextlib
import gzip
import selectors
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from monitor.demo.site import Ask, Reply, Site
from monitor.demo.stamps import http_date

LOOPBACK = "127.0.0.1"

# Below this a gzip header costs more than it saves; real servers draw the line near here too.
WORTH_COMPRESSING = 600


class Host(Protocol):
    """Whatever answers on one port: an outlet's site, or several under one roof."""

    id: str
    base: str

    def answer(self, ask: Ask) -> Reply:
        """Answer one request."""
        ...

    def sites(self) -> list[Site]:
        """Return the sites that live here."""
        ...


class Door(ThreadingMixIn, HTTPServer):
    """One listening port. ``count(host, target, status)`` hears of every request."""

    daemon_threads = True
    request_queue_size = 128
    timeout = 0

    def __init__(
        self, host: Host, port: int, now: Callable[[], datetime], count: Callable[[str, str, int], None]
    ) -> None:
        self.host, self.now, self.count = host, now, count
        self._open: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _Handler)
        host.base = f"http://{LOOPBACK}:{self.server_address[1]}"

    def server_bind(self) -> None:
        """Bind without asking a name server who we are, as the parent class does."""
        self.allow_reuse_address = True
        super(HTTPServer, self).server_bind()
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that closing the door ends it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that is over."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about visitors who hang up; report anything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Close the port and every connection still open on it."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    """Turns a request into an ``Ask`` and a ``Reply`` into bytes."""

    server: Door
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""
    timeout = 60
    # Head and body leave in two writes; with Nagle's algorithm the second would wait for an acknowledgement.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with head and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        reply = self.server.host.answer(Ask(parts.path, query, self.server.now()))
        tag = f'"{blake2b(reply.body, digest_size=8).hexdigest()}"' if reply.modified else ""
        known = bool(reply.modified) and self._unchanged(tag, reply.modified)
        status = 304 if known else reply.status
        self.server.count(self.server.host.id, self.path, status)
        self.send_response(status)
        if reply.modified:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", http_date(reply.modified))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if known:
            self.end_headers()
            return
        self._send(reply, with_body=with_body)

    def _send(self, reply: Reply, *, with_body: bool) -> None:
        body = reply.body
        self.send_header("Content-Type", reply.kind)
        if "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > WORTH_COMPRESSING:
            body = gzip.compress(body, compresslevel=1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _unchanged(self, tag: str, modified: datetime | None) -> bool:
        if (wanted := self.headers.get("If-None-Match")) is not None:
            return tag in wanted.replace("W/", "")
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return modified is not None and modified <= since

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the newsroom's own time for the Date header."""
        return http_date(self.server.now())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: access counts replace the log."""


class Porter:
    """One thread that lets visitors in at all doors."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._doors = list(doors)
        self._selector = selectors.DefaultSelector()
        self._bell, self._ear = socket.socketpair()
        for door in self._doors:
            self._selector.register(door, selectors.EVENT_READ, door)
        self._selector.register(self._ear, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._serve, name="newsroom", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return
                key.data.handle_request()

    def leave(self) -> None:
        """Stop letting visitors in, close the doors and wait until the last one has left."""
        self._bell.send(b".")
        self._thread.join()
        self._selector.close()
        for one in (self._bell, self._ear):
            one.close()
        for door in self._doors:
            door.server_close()
