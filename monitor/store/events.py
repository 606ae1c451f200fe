"""The append-only log of everything that happens to an issue, chained by hashes.

Each line's hash covers its own content and the hash of the line before it, so that a changed, removed or
inserted line breaks every later link. The chain starts from ``GENESIS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from monitor.errors import LogBrokenError
from monitor.model import Event, NewEvent
from monitor.store.codec import from_json, to_instant, to_json, to_text

GENESIS = "0" * 64
_FIELDS = ("seq", "issue", "kind", "before", "after", "actor", "role", "at", "payload", "prev_hash", "hash")


def link(seq: int, event: NewEvent, prev_hash: str) -> str:
    """Return the hash of a log line: SHA-256 over its canonical JSON and the hash before it."""
    content = {
        "seq": seq,
        "issue": event.issue,
        "kind": event.kind,
        "from": event.before,
        "to": event.after,
        "actor": event.actor,
        "role": event.role,
        "at": to_text(event.at),
        "payload": event.payload,
        "prev_hash": prev_hash,
    }
    return sha256(to_json(content).encode()).hexdigest()


class Events:
    """Reads and appends log lines; nothing here can change or remove one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def append(self, events: Iterable[NewEvent]) -> list[Event]:
        """Write events in order and return them as log lines. Call inside the store's transaction."""
        seq, prev = self.head()
        lines = []
        for new in events:
            seq += 1
            digest = link(seq, new, prev)
            lines.append(
                Event(
                    seq,
                    new.issue,
                    new.kind,
                    new.before,
                    new.after,
                    new.actor,
                    new.role,
                    new.at,
                    new.payload,
                    prev,
                    digest,
                )
            )
            prev = digest
        self._db.table("events").insert_all(_row(line) for line in lines)
        return lines

    def head(self) -> tuple[int, str]:
        """Return number and hash of the newest line; (0, GENESIS) for an empty log."""
        row = self._db.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def of(self, issue: str) -> list[Event]:
        """Return an issue's events, oldest first."""
        return [_event(row) for row in self._rows("WHERE issue = ? ORDER BY seq", (issue,))]

    def since(self, seq: int, kind: str) -> list[Event]:
        """Return the events of a kind after line ``seq``, oldest first."""
        # The kind has an index that would be taken, though a few new lines are what is looked for.
        return [_event(row) for row in self._rows("WHERE seq > ? AND +kind = ? ORDER BY seq", (seq, kind))]

    def issue_by_issue(self) -> Iterator[list[Event]]:
        """Yield the events of each issue in turn, oldest first: the log need not fit into memory."""
        lines = (_event(row) for row in self._rows("ORDER BY issue, seq", ()))
        for _, group in groupby(lines, key=lambda event: event.issue):
            yield list(group)

    def all(self) -> Iterator[Event]:
        """Yield every event, oldest first."""
        return (_event(row) for row in self._rows("ORDER BY seq", ()))

    def verify(self) -> tuple[int, str]:
        """Walk the chain; return (lines, head hash). Raises LogBrokenError naming the first bad line."""
        count, prev = 0, GENESIS
        for event in self.all():
            count += 1
            plain = NewEvent(
                event.issue,
                event.kind,
                event.before,
                event.after,
                event.actor,
                event.role,
                event.at,
                event.payload,
            )
            if event.seq != count or event.prev_hash != prev or event.hash != link(event.seq, plain, prev):
                raise LogBrokenError(
                    f"Catatan peristiwa tidak utuh: baris {event.seq} (isu {event.issue}) tidak cocok dengan "
                    "rantainya; simpan berkas ini sebagai bukti dan pulihkan dari cadangan."
                )
            prev = event.hash
        return count, prev

    def _rows(self, clause: str, values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        cursor = self._db.execute(f"SELECT {', '.join(_FIELDS)} FROM events {clause}", values)
        yield from cursor


def _row(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in _FIELDS}
    return {**values, "at": to_text(event.at), "payload": to_json(event.payload)}


def _event(row: tuple[Any, ...]) -> Event:
    seq, issue, kind, before, after, actor, role, at, payload, prev_hash, digest = row
    return Event(
        seq, issue, kind, before, after, actor, role, to_instant(at), from_json(payload), prev_hash, digest
    )
