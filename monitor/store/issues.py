"""Projections of issues: the present state of each, computed from its events and rebuildable from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.model import IssueRow
from monitor.store.codec import from_json, to_instant_or_none, to_json, to_text, to_text_or_none

_FIELDS = tuple(one.name for one in fields(IssueRow))
_INSTANTS = ("opened_at", "published_at", "check_at", "next_due")


class Issues:
    """Reads and writes projections."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, rows: Iterable[IssueRow]) -> None:
        """Write (or replace) projections."""
        self._db.table("issues").upsert_all((_row(row) for row in rows), pk="id")

    def clear(self) -> None:
        """Forget all projections, before a rebuild."""
        self._db.execute("DELETE FROM issues")

    def get(self, issue: str) -> IssueRow | None:
        """Return one projection, or None."""
        found = self._select("WHERE id = ?", (issue,))
        return found[0] if found else None

    def open(self) -> list[IssueRow]:
        """Return the issues that are not finished, oldest first."""
        return self._select("WHERE open = 1 ORDER BY opened_at, id", ())

    def alive(self, since: datetime) -> list[IssueRow]:
        """Return the issues that are open or were still touched since ``since``: articles may join them."""
        return self._select(
            "WHERE open = 1 OR json_extract(instants, '$.selesai') >= ? ORDER BY id", (to_text(since),)
        )

    def opened_between(self, start: datetime, end: datetime) -> list[IssueRow]:
        """Return the issues detected in [start, end), oldest first."""
        return self._select(
            "WHERE opened_at >= ? AND opened_at < ? ORDER BY opened_at, id", (to_text(start), to_text(end))
        )

    def to_check(self, now: datetime) -> list[str]:
        """Return the ids of issues in which the passing of time has something to say."""
        rows = self._db.execute(
            "SELECT id FROM issues WHERE check_at IS NOT NULL AND check_at <= ? ORDER BY id", (to_text(now),)
        )
        return [row[0] for row in rows]

    def next_id(self, year: int) -> str:
        """Return the next free issue number of a year, as ``2026-0001``."""
        row = self._db.execute(
            "SELECT max(CAST(substr(id, 6) AS INTEGER)) FROM issues WHERE id >= ? AND id < ?",
            (f"{year}-", f"{year + 1}-"),
        ).fetchone()
        return f"{year}-{(row[0] or 0) + 1:04d}"

    def all(self) -> list[IssueRow]:
        """Return every projection, by number."""
        return self._select("ORDER BY id", ())

    def _select(self, clause: str, values: tuple[Any, ...]) -> list[IssueRow]:
        rows = self._db.execute(f"SELECT {', '.join(_FIELDS)} FROM issues {clause}", values)
        return [_issue(row) for row in rows]


def _row(row: IssueRow) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    values |= {name: to_text_or_none(values[name]) for name in _INSTANTS}
    return {**values, "open": int(row.open), "instants": to_json(row.instants)}


def _issue(row: tuple[Any, ...]) -> IssueRow:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {name: to_instant_or_none(values[name]) for name in _INSTANTS}
    return IssueRow(**{**values, "open": bool(values["open"]), "instants": from_json(values["instants"])})
