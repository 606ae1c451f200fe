"""Each message's way to each of its addresses: what was begun, what was answered, what is still to try.

``antre`` → ``mengirim`` (written before the sending) → ``terkirim``, or back to ``antre`` with a later time,
or ``gagal`` after the last try. A row found in ``mengirim`` was cut off by a crash: nobody knows whether the
message arrived. It is tried once more, marked (``doubtful``), and ends as ``mungkin-ganda``, or as
``tidak-pasti`` where that try, too, got no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_json, to_text

QUEUED, SENDING, SENT, FAILED = "antre", "mengirim", "terkirim", "gagal"
MAYBE_TWICE, UNKNOWN = "mungkin-ganda", "tidak-pasti"
# What a message is said to be when its addresses fared differently, the first that fits.
_ROLL_UP = f"""
    UPDATE outbox SET tries = fate.tries, error = fate.error, sent_at = fate.sent_at, status = CASE
        WHEN fate.waiting THEN 'berjalan'
        WHEN fate.failed AND fate.sent THEN 'sebagian'
        WHEN fate.failed THEN '{FAILED}'
        WHEN fate.unknown THEN '{UNKNOWN}'
        WHEN fate.twice THEN '{MAYBE_TWICE}'
        ELSE '{SENT}' END
    FROM (
        SELECT message, max(tries) AS tries, max(error) AS error,
            max(CASE WHEN status IN ('{SENT}', '{MAYBE_TWICE}') THEN settled_at END) AS sent_at,
            sum(status IN ('{QUEUED}', '{SENDING}')) AS waiting, sum(status = '{FAILED}') AS failed,
            sum(status IN ('{SENT}', '{MAYBE_TWICE}')) AS sent, sum(status = '{UNKNOWN}') AS unknown,
            sum(status = '{MAYBE_TWICE}') AS twice
        FROM deliveries WHERE message IN (SELECT value FROM json_each(?)) GROUP BY message
    ) AS fate WHERE outbox.id = fate.message
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way to one address. ``doubtful``: an earlier try may have arrived."""

    id: int
    message: int
    target: str
    digest: bool
    status: str
    tries: int
    doubtful: bool
    next_at: datetime
    error: str


_COLUMNS = ", ".join(one.name for one in fields(Delivery))


class Deliveries:
    """Reads and writes deliveries. Call the writing methods inside the store's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, message: int, target: str, digest: bool, next_at: datetime) -> None:
        """Put a message on its way to an address, once."""
        self._db.execute(
            "INSERT OR IGNORE INTO deliveries "
            "(message, target, digest, status, tries, doubtful, next_at, error) "
            "VALUES (?, ?, ?, ?, 0, 0, ?, '')",
            (message, target, int(digest), QUEUED, to_text(next_at)),
        )

    def due(self, now: datetime, limit: int = 500) -> list[Delivery]:
        """Return what is to be sent now, oldest message first."""
        return self._select(
            "WHERE status = ? AND next_at <= ? ORDER BY message, id LIMIT ?", (QUEUED, to_text(now), limit)
        )

    def interrupted(self) -> list[Delivery]:
        """Return what a crash cut off. Only true while nobody else sends."""
        return self._select("WHERE status = ? ORDER BY id", (SENDING,))

    def of(self, message: int) -> list[Delivery]:
        """Return all deliveries of a message."""
        return self._select("WHERE message = ? ORDER BY id", (message,))

    def begin(self, rows: Iterable[Delivery], at: datetime) -> None:
        """Note, before sending, that a try begins."""
        for row in rows:
            self._db.execute(
                "UPDATE deliveries SET status = ?, tries = tries + 1, begun_at = ? WHERE id = ?",
                (SENDING, to_text(at), row.id),
            )

    def settle(self, rows: Sequence[Delivery], status: str, at: datetime, error: str = "") -> None:
        """Note how deliveries ended, and what that makes of their messages."""
        for row in rows:
            self._db.execute(
                "UPDATE deliveries SET status = ?, settled_at = ?, error = ? WHERE id = ?",
                (status, to_text(at), error, row.id),
            )
        self._roll_up(rows)

    def again(self, rows: Sequence[Delivery], next_at: datetime, error: str, *, doubtful: bool) -> None:
        """Queue deliveries once more for a later time; ``doubtful`` marks them for good."""
        for row in rows:
            self._db.execute(
                "UPDATE deliveries SET status = ?, next_at = ?, error = ?, doubtful = max(doubtful, ?) "
                "WHERE id = ?",
                (QUEUED, to_text(next_at), error, int(doubtful), row.id),
            )
        self._roll_up(rows)

    def revive(self, message: int, next_at: datetime) -> int:
        """Give the failed deliveries of a message a fresh start; return how many there were."""
        rows = [row for row in self.of(message) if row.status in (FAILED, UNKNOWN)]
        for row in rows:
            self._db.execute("UPDATE deliveries SET tries = 0 WHERE id = ?", (row.id,))
        self.again(rows, next_at, "", doubtful=False)
        return len(rows)

    def _roll_up(self, rows: Iterable[Delivery]) -> None:
        self._db.execute(_ROLL_UP, (to_json(sorted({row.message for row in rows})),))

    def _select(self, clause: str, values: tuple[object, ...]) -> list[Delivery]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM deliveries {clause}", values)
        return [
            Delivery(
                row[0], row[1], row[2], bool(row[3]), row[4], row[5], bool(row[6]), to_instant(row[7]), row[8]
            )
            for row in rows
        ]
