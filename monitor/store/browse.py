"""What pages ask of the store: issues by filter and page, counts for the board, an issue's articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.model import Event, IssueRow
from monitor.store.codec import to_instant, to_text
from monitor.store.issues import Issues
from monitor.store.search import OWN, match

# Counting further than this helps nobody and costs time on large stores: pages say "lebih dari 1.000".
COUNTED = 1000
# "tenggat" lists only what has a running deadline, so that an index gives the order; the other two are for
# lists that a filter has made short.
_ORDER = {
    "baru": "opened_at DESC, id DESC",
    "lama": "opened_at, id",
    "tenggat": "next_due, id",
    "dekat": "next_due IS NULL, next_due, id",
    "gawat": "level, next_due IS NULL, next_due, id",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which issues. Empty fields ask nothing; ``party``: an agency that has or had the issue in hand.

    ``before``/``since`` bound the time of detection, ``due_before`` the next running deadline.
    """

    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    opd: str = ""
    party: str = ""
    open: bool | None = None
    since: datetime | None = None
    before: datetime | None = None
    due_before: datetime | None = None
    words: str = ""
    order: str = field(default="baru")


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier wording of an article."""

    seen_at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What an agency did: issues it has or had in hand, accept terms met and missed, its latest act."""

    cases: int
    in_time: int
    missed: int
    acted_at: datetime | None


class Browse:
    """Asks the projections. Nothing here writes."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._issues = Issues(db)

    def issues(self, wanted: Filter, limit: int, offset: int = 0) -> list[IssueRow]:
        """Return the issues asked for, in the order asked for."""
        clause, values = _where(wanted)
        return self._issues._select(
            f"{clause} ORDER BY {_ORDER[wanted.order]} LIMIT ? OFFSET ?", (*values, limit, offset)
        )

    def count(self, wanted: Filter) -> int:
        """Return how many issues fit, counted up to one more than ``COUNTED``."""
        clause, values = _where(wanted)
        row = self._db.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM issues {clause} LIMIT ?)", (*values, COUNTED + 1)
        ).fetchone()
        return int(row[0])

    def answered_since(self, since: datetime, limit: int) -> list[IssueRow]:
        """Return the issues whose answer (judged fit since) was handed in since ``since``, newest first."""
        return self._issues._select(
            "WHERE json_extract(instants, '$.ditanggapi') >= ? "
            "ORDER BY json_extract(instants, '$.ditanggapi') DESC, id LIMIT ?",
            (to_text(since), limit),
        )

    def open_by(self, column: str) -> dict[str, int]:
        """Return how many open issues there are by ``level``, ``state`` or ``opd``."""
        assert column in ("level", "state", "opd")
        rows = self._db.execute(f"SELECT {column}, count(*) FROM issues WHERE open = 1 GROUP BY 1")
        return dict(rows.fetchall())

    def late_by_opd(self, now: datetime) -> dict[str, int]:
        """Return how many open issues are past a running deadline, by agency."""
        rows = self._db.execute(
            "SELECT opd, count(*) FROM issues WHERE next_due < ? AND open = 1 GROUP BY 1", (to_text(now),)
        )
        return dict(rows.fetchall())

    def answered_and_missed(self, since: datetime) -> tuple[int, int]:
        """Return how many response terms were met and missed since ``since``.

        A term is decided by an answer judged fit or by being missed; a late answer is one miss, not two.
        """
        missed = "kind = 'breach' AND json_extract(payload, '$.term') = 'respond'"
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM issues WHERE json_extract(instants, '$.ditanggapi') >= ? "
            f"AND id NOT IN (SELECT issue FROM events WHERE {missed})), "
            f"(SELECT count(DISTINCT issue) FROM events WHERE {missed} AND at >= ?)",
            (to_text(since), to_text(since)),
        ).fetchone()
        return int(row[0]), int(row[1])

    def opd_parts(self) -> dict[str, Part]:
        """Return what each agency did so far, over the whole log, by slug."""
        cases = dict(self._db.execute("SELECT opd, count(*) FROM issue_parties GROUP BY 1").fetchall())
        rows = self._db.execute("SELECT opd, in_time, missed, acted_at FROM opd_parts").fetchall()
        acts = {row[0]: row[1:] for row in rows}
        found = {}
        for opd in cases.keys() | acts.keys():
            in_time, missed, acted_at = acts.get(opd, (0, 0, ""))
            found[opd] = Part(cases.get(opd, 0), in_time, missed, to_instant(acted_at) if acted_at else None)
        return found

    def count_between(self, name: str, start: datetime, end: datetime) -> int:
        """Return how many issues were ``terdeteksi`` or ``ditanggapi`` in [start, end)."""
        place = {"terdeteksi": "opened_at", "ditanggapi": "json_extract(instants, '$.ditanggapi')"}[name]
        row = self._db.execute(
            f"SELECT count(*) FROM issues WHERE {place} >= ? AND {place} < ?", (to_text(start), to_text(end))
        ).fetchone()
        return int(row[0])

    def issues_of(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the issues that articles belong to, by article; those without one are left out."""
        marks = ",".join("?" * len(articles))
        rows = self._db.execute(
            f"SELECT id, issue FROM articles WHERE id IN ({marks}) AND issue IS NOT NULL", list(articles)
        )
        return dict(rows.fetchall())

    def versions(self, article: str) -> list[Version]:
        """Return the earlier wordings of an article, oldest first."""
        rows = self._db.execute(
            "SELECT seen_at, title, text FROM article_versions WHERE article = ? ORDER BY id", (article,)
        )
        return [Version(to_instant(row[0]), row[1], row[2]) for row in rows]

    def policy_versions(self) -> list[tuple[str, str, datetime]]:
        """Return (policy, calendar, first used at) of every pair that opened an issue, newest first."""
        rows = self._db.execute(
            "SELECT json_extract(payload, '$.policy'), json_extract(payload, '$.calendar'), min(at) "
            "FROM events WHERE kind IN ('open', 'recompute') GROUP BY 1, 2 ORDER BY 3 DESC"
        )
        return [(str(row[0]), str(row[1]), to_instant(row[2])) for row in rows]

    def events(self, limit: int, before: int = 0, issue: str = "") -> list[Event]:
        """Return the newest log lines, newest first; ``before``: only those with a smaller number."""
        parts, values = [], []
        for clause, value in (("seq < ?", before), ("issue = ?", issue)):
            if value:
                parts.append(clause)
                values.append(value)
        where = f"WHERE {' AND '.join(parts)} " if parts else ""
        rows = self._db.execute(
            'SELECT seq, issue, kind, "before", "after", actor, role, at, payload, prev_hash, hash '
            f"FROM events {where}ORDER BY seq DESC LIMIT ?",
            [*values, limit],
        )
        return [_line(row) for row in rows]


def _line(row: Sequence[Any]) -> Event:
    seq, issue, kind, before, after, actor, role, at, _, previous, digest = row
    return Event(seq, issue, kind, before, after, actor, role, to_instant(at), {}, previous, digest)


def _where(wanted: Filter) -> tuple[str, tuple[Any, ...]]:
    parts: list[tuple[str, tuple[Any, ...]]] = []
    for column, values in (("state", wanted.states), ("level", wanted.levels)):
        if values:
            parts.append((f"{column} IN ({','.join('?' * len(values))})", values))
    if wanted.opd:
        parts.append(("opd = ?", (wanted.opd,)))
    if wanted.party:
        parts.append((f"id IN ({OWN})", (wanted.party, wanted.party)))
    if wanted.open is not None:
        parts.append(("open = ?", (int(wanted.open),)))
    for clause, instant in (
        ("opened_at >= ?", wanted.since),
        ("opened_at < ?", wanted.before),
        ("next_due < ?", wanted.due_before),
    ):
        if instant is not None:
            parts.append((clause, (to_text(instant),)))
    if wanted.order == "tenggat":
        parts.append(("next_due IS NOT NULL", ()))
    if wanted.words:
        asked = match(wanted.words).replace("{title text}", "title")
        newest = "SELECT rowid FROM issues_fts WHERE issues_fts MATCH ? ORDER BY rowid DESC LIMIT 5000"
        parts.append((f"rowid IN ({newest})", (asked,)) if asked else ("0", ()))
    where = " AND ".join(part for part, _ in parts)
    return (f"WHERE {where}" if where else "", tuple(value for _, values in parts for value in values))
