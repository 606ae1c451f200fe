"""The shell round every answer: security headers, a bound on bodies, and counts of what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.clock import monotonic

# Answers of agencies may carry attachments (photos, letters); anything larger belongs elsewhere.
MOST_BYTES = 12 * 1024 * 1024
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Answers by class of status, and the seconds they took, since this process began.
ANSWERS: Counter[str] = Counter()
SECONDS: MutableMapping[str, float] = {"sum": 0.0}


class _TooLargeError(Exception):
    pass


class Shell:
    """A plain ASGI middleware: Starlette's own base class copies every body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, state = monotonic(), {"begun": False}

        async def counted_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                state["begun"] = True
                _dress(message, scope)
                ANSWERS[f"{message['status'] // 100}xx"] += 1
                SECONDS["sum"] += monotonic() - began
            await send(message)

        try:
            await self._app(scope, bounded(scope, receive), counted_send)
        except _TooLargeError:
            if not state["begun"]:
                await _refuse(counted_send)


def bounded(scope: Scope, receive: Receive) -> Receive:
    """Return ``receive`` that stops a body which is, or grows, too large."""
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise _TooLargeError
        return message

    return receive_some


async def _refuse(send: Any) -> None:
    body = b"Kiriman ini terlalu besar."
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _dress(message: Message, scope: Scope) -> None:
    headers = MutableHeaders(raw=message["headers"])
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if scope["path"].startswith("/static/"):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        headers.setdefault("Cache-Control", "private, no-store")
