"""A real SMTP server on loopback that keeps what it is handed and can be told to misbehave."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


@dataclass
class Mailbox:
    """What arrived, and how the server behaves: ``replies`` are given in turn, then "250 OK" for ever.

    A reply of "" takes the message and hangs up without a word, as a server does that dies at the wrong time.
    """

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if not reply or reply.startswith("250"):
            letter = message_from_bytes(envelope.content, policy=default)
            self.letters += [(address, letter) for address in envelope.rcpt_tos]
        if not reply:
            assert server.transport is not None
            server.transport.close()
        return reply or "421 mati"

    def keys(self) -> list[str]:
        """Return the key of every letter, in the order of arrival."""
        return [str(letter["X-Humas-Pesan"]) for _, letter in self.letters]


@contextmanager
def mail_server(password: str = "", box: Mailbox | None = None) -> Iterator[Mailbox]:
    """Run a server on a free port; with a password it wants a login."""
    box = box or Mailbox()

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        box.logins.append(data.login.decode())
        return AuthResult(success=data.password.decode() == password)

    options: dict[str, Any] = {}
    if password:
        options = {"auth_required": True, "auth_require_tls": False, "authenticator": check}
    with socket.create_server(("127.0.0.1", 0)) as held:
        box.port = held.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
