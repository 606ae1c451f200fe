"""What is remembered of every source between two visits, and the history of those visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.model import SourceState, Visit
from monitor.store.codec import to_instant_or_none, to_text, to_text_or_none

_FIELDS = (
    "id",
    "next_at",
    "etag",
    "last_modified",
    "body_hash",
    "interval",
    "failures",
    "last_ok",
    "last_new",
    "last_problem",
    "url",
    "pace",
    "calm",
    "moved_to",
    "moved",
    "gone",
    "gap_at",
    "dated",
)
_INSTANTS = ("next_at", "last_ok", "last_new", "gap_at")

# Visits kept of each source: four days of one that is read every half hour.
HISTORY = 200


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of a source's history."""

    source: str
    at: datetime
    status: str
    items: int
    new: int
    kind: str
    reason: str
    seconds: float


class Sources:
    """Reads and writes the state of sources."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def states(self, ids: Iterable[str]) -> dict[str, SourceState]:
        """Return the remembered state of each source; a blank one for a source never visited."""
        rows = self._db.execute(f"SELECT {', '.join(_FIELDS)} FROM sources")
        known = {row[0]: _state(row) for row in rows}
        return {one: known.get(one, SourceState(one)) for one in ids}

    def save(self, *states: SourceState) -> None:
        """Remember the state of sources."""
        marks = ", ".join("?" * len(_FIELDS))
        self._db.conn.executemany(
            f"INSERT OR REPLACE INTO sources ({', '.join(_FIELDS)}) VALUES ({marks})",
            [tuple(_value(state, name) for name in _FIELDS) for state in states],
        )

    def note_visits(self, visits: Sequence[tuple[Visit, int]]) -> None:
        """Add visits, each with the number of its new articles, to the history; the oldest ones drop out."""
        self._db.conn.executemany(
            "INSERT INTO visits (source, at, status, items, new, kind, reason, seconds) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [_visit_row(visit, new) for visit, new in visits],
        )
        self._db.conn.executemany(
            "DELETE FROM visits WHERE source = :source AND id <= "
            "(SELECT id FROM visits WHERE source = :source ORDER BY id DESC LIMIT 1 OFFSET :kept)",
            [{"source": visit.source, "kept": HISTORY} for visit, _ in visits],
        )

    def visits_since(self, start: datetime) -> list[VisitRow]:
        """Return the visits since ``start``, oldest first."""
        rows = self._db.execute(
            "SELECT source, at, status, items, new, kind, reason, seconds FROM visits "
            "WHERE at >= ? ORDER BY id",
            (to_text(start),),
        )
        return [VisitRow(row[0], to_instant_or_none(row[1]) or start, *row[2:]) for row in rows]


def _value(state: SourceState, name: str) -> Any:
    value = getattr(state, name)
    return to_text_or_none(value) if name in _INSTANTS else value


def _visit_row(visit: Visit, new: int) -> tuple[Any, ...]:
    problem = visit.problems[0] if visit.problems else None
    why = (problem.kind, problem.reason) if problem else ("", "")
    return (visit.source, to_text(visit.at), visit.status, visit.items, new, *why, visit.seconds)


def _state(row: tuple[Any, ...]) -> SourceState:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {name: to_instant_or_none(values[name]) for name in _INSTANTS}
    return SourceState(**values)
