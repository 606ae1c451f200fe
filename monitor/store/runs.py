"""The runs that were made, and small facts about this data folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.store.codec import from_json, to_instant, to_instant_or_none, to_json, to_text


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the pipeline or of a report; ``finished_at`` is None while it works or was killed."""

    id: int
    kind: str
    started_at: datetime
    finished_at: datetime | None
    status: str
    summary: Any


class Runs:
    """Notes runs and facts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, kind: str, at: datetime) -> int:
        """Note that a run starts; return its number."""
        table = self._db.table("runs").insert(
            {"kind": kind, "started_at": to_text(at), "status": "berjalan", "summary": "{}"}
        )
        return int(str(table.last_pk))

    def end(self, run: int, at: datetime, status: str, summary: Any) -> None:
        """Note how a run ended."""
        self._db.table("runs").update(
            run, {"finished_at": to_text(at), "status": status, "summary": to_json(summary)}
        )

    def latest(self, limit: int = 20) -> list[Run]:
        """Return the newest runs, newest first."""
        rows = self._db.execute(
            "SELECT id, kind, started_at, finished_at, status, summary FROM runs ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [
            Run(row[0], row[1], to_instant(row[2]), to_instant_or_none(row[3]), row[4], from_json(row[5]))
            for row in rows
        ]

    def last_finished(self, kind: str) -> datetime | None:
        """Return when the last finished run of a kind ended, or None."""
        row = self._db.execute("SELECT max(finished_at) FROM runs WHERE kind = ?", (kind,)).fetchone()
        return to_instant_or_none(row[0])

    def fact(self, name: str) -> str | None:
        """Return a remembered fact, or None."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def remember(self, name: str, value: str) -> None:
        """Remember a fact about this data folder."""
        self._db.table("facts").upsert({"name": name, "value": value}, pk="name")
