"""Complaints about this service itself (keluhan layanan): a small register, apart from issues of the press.

The innovation index asks how many complaints about the innovation were handled (Permendagri 104/2018 and its
indicator catalogues); an issue from the news is no such complaint, hence a table of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_instant_or_none, to_text

NEW, DONE = "baru", "selesai"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint, criticism or suggestion. ``status``: ``baru`` · ``selesai``."""

    id: int
    at: datetime
    kind: str
    reporter: str
    channel: str
    text: str
    status: str
    noted_by: str
    closed_at: datetime | None
    closed_by: str
    outcome: str


_NAMES = tuple(one.name for one in fields(Complaint))
_COLUMNS = ", ".join(_NAMES)


class Complaints:
    """Reads and writes the register. Call the writing methods inside the store's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, kind: str, text: str, *, reporter: str, channel: str, by: str, at: datetime) -> int:
        """Note a complaint; return its number."""
        table = self._db.table("complaints").insert(
            {
                "at": to_text(at), "kind": kind, "reporter": reporter, "channel": channel, "text": text,
                "status": NEW, "noted_by": by, "closed_by": "", "outcome": "",
            }
        )  # fmt: skip
        return int(str(table.last_pk))

    def close(self, complaint: int, outcome: str, *, by: str, at: datetime) -> None:
        """Note how a complaint was handled."""
        self._db.execute(
            "UPDATE complaints SET status = ?, outcome = ?, closed_by = ?, closed_at = ? WHERE id = ?",
            (DONE, outcome, by, to_text(at), complaint),
        )

    def get(self, complaint: int) -> Complaint | None:
        """Return one complaint, or None."""
        found = self._select("WHERE id = ?", (complaint,))
        return found[0] if found else None

    def between(self, start: datetime, end: datetime) -> list[Complaint]:
        """Return the complaints noted in [start, end), oldest first."""
        return self._select("WHERE at >= ? AND at < ? ORDER BY at, id", (to_text(start), to_text(end)))

    def _select(self, clause: str, values: tuple[object, ...]) -> list[Complaint]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM complaints {clause}", values)
        return [
            Complaint(
                **{
                    **dict(zip(_NAMES, row, strict=True)),
                    "at": to_instant(row[1]),
                    "closed_at": to_instant_or_none(row[8]),
                }
            )
            for row in rows
        ]
