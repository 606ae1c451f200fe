"""Messages that must go out: queued with the event that caused them, sent by ``monitor notify``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_json, to_text

DOCUMENT = "laporan"  # the kind of a message that brings a report


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one recipient. ``unique_key`` makes queueing it twice harmless.

    ``recipient`` is a route ("opd:dinkes", "peran:verifikator"), turned into addresses when it is sent.
    ``status``: ``antre`` · ``uji-coba`` (rehearsed) · ``tanpa-alamat`` · ``berjalan`` (see ``deliveries``) ·
    ``terkirim`` · ``sebagian`` · ``gagal`` · ``mungkin-ganda`` · ``tidak-pasti``. ``ack_by``: who showed that
    it was read. ``file``: the document it brings, as a path within the data folder.
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
    ack_by: str = ""
    file: str = ""


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
                "status, created_at, not_before, file, tries, error) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,'')",
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
                    message.file,
                ),
            )
        return (self._db.conn.total_changes if self._db.conn else 0) - before

    def due(self, now: datetime, limit: int = 500) -> list[Message]:
        """Return queued messages whose time has come, oldest first."""
        return self._select(
            "WHERE status = 'antre' AND not_before <= ? ORDER BY id LIMIT ?", (to_text(now), limit)
        )

    def latest(self, limit: int = 50, status: str = "", issue: str = "") -> list[Message]:
        """Return the newest messages, newest first; of one status or issue where named."""
        return self._select(
            "WHERE ? IN ('', status) AND ? IN ('', issue) ORDER BY id DESC LIMIT ?", (status, issue, limit)
        )

    def get(self, message: int) -> Message | None:
        """Return one message, or None."""
        found = self._select("WHERE id = ?", (message,))
        return found[0] if found else None

    def some(self, messages: Iterable[int]) -> dict[int, Message]:
        """Return messages by number."""
        found = self._select("WHERE id IN (SELECT value FROM json_each(?))", (to_json(list(messages)),))
        return {one.id: one for one in found}

    def under_way(self, message: int) -> None:
        """Note that a message is on its way to its addresses."""
        self._db.execute("UPDATE outbox SET status = 'berjalan' WHERE id = ?", (message,))

    def requeue(self, message: int) -> None:
        """Let a message that went nowhere wait once more."""
        self._db.execute("UPDATE outbox SET status = 'antre', error = '' WHERE id = ?", (message,))

    def acknowledge(self, message: int, by: str, at: datetime) -> None:
        """Note that somebody has read a message; the first one counts."""
        self._db.execute(
            "UPDATE outbox SET ack_at = ?, ack_by = ? WHERE id = ? AND ack_at IS NULL",
            (to_text(at), by, message),
        )

    def acknowledge_route(self, issue: str, recipient: str, by: str, at: datetime) -> None:
        """Note that a recipient ("opd:x/kepala") has read all messages about an issue so far."""
        self._db.execute(
            "UPDATE outbox SET ack_at = ?, ack_by = ? WHERE issue = ? AND ack_at IS NULL AND recipient = ?",
            (to_text(at), by, issue, recipient),
        )

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
