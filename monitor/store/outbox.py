"""Messages that must go out: queued with the event that caused them, sent by ``monitor notify``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_text


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient. ``unique_key`` makes queueing it twice harmless.

    ``recipient`` is a route ("opd:dinkes", "role:verifikator"), turned into addresses when it is sent.
    """

    unique_key: str
    issue: str
    kind: str
    recipient: str
    subject: str
    body: str
    not_before: datetime
    id: int = 0
    channel: str = ""
    status: str = "antre"
    tries: int = 0
    error: str = ""


_FIELDS = tuple(one.name for one in fields(Message))
_COLUMNS = ", ".join(_FIELDS)


class Outbox:
    """Queues messages and notes what became of them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def queue(self, messages: Iterable[Message], at: datetime) -> int:
        """Queue messages; those whose key is already there are passed over. Return how many were new."""
        before = self._db.conn.total_changes if self._db.conn else 0
        for message in messages:
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (unique_key, issue, kind, recipient, channel, subject, body, "
                "status, created_at, not_before, tries, error) VALUES (?,?,?,?,?,?,?,?,?,?,0,'')",
                (
                    message.unique_key,
                    message.issue,
                    message.kind,
                    message.recipient,
                    message.channel,
                    message.subject,
                    message.body,
                    message.status,
                    to_text(at),
                    to_text(message.not_before),
                ),
            )
        return (self._db.conn.total_changes if self._db.conn else 0) - before

    def due(self, now: datetime, limit: int = 500) -> list[Message]:
        """Return queued messages whose time has come, oldest first."""
        return self._select(
            "WHERE status = 'antre' AND not_before <= ? ORDER BY id LIMIT ?", (to_text(now), limit)
        )

    def latest(self, limit: int = 50) -> list[Message]:
        """Return the newest messages, newest first."""
        return self._select("ORDER BY id DESC LIMIT ?", (limit,))

    def counts(self) -> dict[str, int]:
        """Return how many messages have which status."""
        return dict(self._db.execute("SELECT status, count(*) FROM outbox GROUP BY status").fetchall())

    def settle(self, message: int, status: str, at: datetime, error: str = "") -> None:
        """Note what became of a message (``terkirim``, ``gagal``, ``uji-coba``)."""
        self._db.execute(
            "UPDATE outbox SET status = ?, sent_at = ?, error = ?, tries = tries + 1 WHERE id = ?",
            (status, to_text(at), error, message),
        )

    def _select(self, clause: str, values: tuple[object, ...]) -> list[Message]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM outbox {clause}", values)
        return [
            Message(**{**dict(zip(_FIELDS, row, strict=True)), "not_before": to_instant(row[6])})
            for row in rows
        ]
