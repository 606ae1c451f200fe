"""What is remembered of every source between two visits, and the history of those visits."""

from __future__ import annotations

from collections.abc import Iterable
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
)
_INSTANTS = ("next_at", "last_ok", "last_new")


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

    def save(self, state: SourceState) -> None:
        """Remember a source's state."""
        values: dict[str, Any] = {name: getattr(state, name) for name in _FIELDS}
        values |= {name: to_text_or_none(values[name]) for name in _INSTANTS}
        self._db.table("sources").upsert(values, pk="id")

    def note_visit(self, visit: Visit, new: int) -> None:
        """Add a visit to the history."""
        problem = visit.problems[0] if visit.problems else None
        self._db.table("visits").insert(
            {
                "source": visit.source,
                "at": to_text(visit.at),
                "status": visit.status,
                "items": visit.items,
                "new": new,
                "kind": problem.kind if problem else "",
                "reason": problem.reason if problem else "",
                "seconds": visit.seconds,
            }
        )

    def visits_since(self, start: datetime) -> list[VisitRow]:
        """Return the visits since ``start``, oldest first."""
        rows = self._db.execute(
            "SELECT source, at, status, items, new, kind, reason, seconds FROM visits "
            "WHERE at >= ? ORDER BY id",
            (to_text(start),),
        )
        return [VisitRow(row[0], to_instant_or_none(row[1]) or start, *row[2:]) for row in rows]


def _state(row: tuple[Any, ...]) -> SourceState:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {name: to_instant_or_none(values[name]) for name in _INSTANTS}
    return SourceState(**values)
