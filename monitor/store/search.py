"""Full-text search over articles and issues, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_text

# Of a very common word only so many of the newest hits are looked at when filters sort them out again: that
# bounds a page's time however large the store grows. The page says so when the bound was reached.
LOOKED_AT = 5000
# The issues that an agency sees: those it has or had in hand, and of the secret ones those that it holds now.
# Must say the same as ``triage.rights.visible`` says of one issue.
OWN = (
    "SELECT issue FROM issue_parties WHERE opd = ? AND (issue NOT IN (SELECT issue FROM issue_secrets) "
    "OR (SELECT opd FROM issues WHERE issues.id = issue_parties.issue) = ?)"
)
_WORD = re.compile(r"\w+(?:(?<=\w{3})\*)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for. ``opd``: only articles of issues that this agency has or had in hand."""

    words: str
    outlet: str = ""
    since: datetime | None = None
    until: datetime | None = None
    opd: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; ``excerpt`` marks the words found with the signs U+0002 and U+0003."""

    id: str
    title: str
    outlet: str
    url: str
    published: datetime
    issue: str
    excerpt: str


def match(words: str, outlet: str = "") -> str:
    """Return the FTS5 expression for what somebody typed: every word; one that ends in * as a beginning.

    Words are quoted, so that no character of the query can be an operator. "" where there is no word. Not
    every last word is taken as a beginning, convenient as that is: gathering the million articles that hold
    some word on "jalan…" took 1.6 s, those on "jalan" itself 5 ms, for these are already in order.
    """
    found = _WORD.findall(words)
    if not found:
        return ""
    terms = [f'"{word.rstrip("*")}"{"*" * word.endswith("*")}' for word in found]
    everything = "{title text} : (" + " AND ".join(terms) + ")"
    return f'{everything} AND outlet : "{_quoted(outlet)}"' if outlet else everything


def _quoted(text: str) -> str:
    return " ".join(word.rstrip("*") for word in _WORD.findall(text))


class Search:
    """Asks the full-text tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def articles(self, wanted: Wanted, limit: int, offset: int = 0) -> tuple[list[Hit], bool]:
        """Return hits (newest first) and whether older ones were left unlooked at."""
        asked = match(wanted.words, wanted.outlet)
        if not asked:
            return [], False
        bounds, values = self._bounds(wanted)
        matching = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? {bounds}"
        inner = f"{matching} ORDER BY rowid DESC LIMIT ?"
        own = ""
        more: list[Any] = []
        if wanted.opd:
            own = f"WHERE a.issue IN ({OWN})"
            more = [wanted.opd, wanted.opd]
        looked = LOOKED_AT if wanted.opd else limit + offset
        ids = self._db.execute(
            f"SELECT a.rowid FROM ({inner}) f JOIN articles a ON a.rowid = f.rowid {own} "
            "ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
            [asked, *values, looked, *more, limit, offset],
        ).fetchall()
        found = self._hits(asked, [row[0] for row in ids])
        cut = bool(wanted.opd) and len(ids) < limit and self._count(matching, [asked, *values]) >= LOOKED_AT
        return found, cut

    def _count(self, matching: str, values: Sequence[Any]) -> int:
        row = self._db.execute(f"SELECT count(*) FROM ({matching} LIMIT ?)", [*values, LOOKED_AT]).fetchone()
        return int(row[0])

    def _bounds(self, wanted: Wanted) -> tuple[str, list[Any]]:
        """Return the part of the query that bounds the time an article was first seen.

        Rows are inserted as they are seen, so a bound in time is a bound in row numbers, which the full-text
        index can use; asking each hit for its date would read the whole table for a common word.
        """
        clause, values = "", []
        for sign, bound, edge in ((">=", wanted.since, "9e18"), ("<", wanted.until, "9e18")):
            if bound is not None:
                clause += (
                    f" AND rowid {sign} coalesce((SELECT rowid FROM articles WHERE first_seen >= ? "
                    f"ORDER BY first_seen LIMIT 1), {edge})"
                )
                values.append(to_text(bound))
        return clause, values

    def _hits(self, asked: str, rows: Sequence[int]) -> list[Hit]:
        if not rows:
            return []
        marks = ",".join("?" * len(rows))
        found = self._db.execute(
            "SELECT a.id, a.title, a.outlet, a.url, a.published, coalesce(a.issue, ''), "
            "snippet(articles_fts, 1, char(2), char(3), '…', 24) FROM articles_fts "
            f"JOIN articles a ON a.rowid = articles_fts.rowid WHERE articles_fts MATCH ? "
            f"AND articles_fts.rowid IN ({marks}) ORDER BY articles_fts.rowid DESC",
            [asked, *rows],
        )
        return [Hit(row[0], row[1], row[2], row[3], to_instant(row[4]), row[5], row[6]) for row in found]
