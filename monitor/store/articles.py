"""Articles as read, and the issue that each of them belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.model import Article
from monitor.store.articlerow import COLUMNS, from_row
from monitor.store.codec import to_json, to_text
from monitor.store.intake import Intake


class Articles:
    """Reads and writes articles. Times are instants in UTC."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._intake = Intake(db)

    def save(self, articles: Iterable[Article]) -> list[Article]:
        """Store articles not known before; return those. Known ones that were edited get a version."""
        return list(self._intake.save(articles).new)

    def get(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return the articles with these ids."""
        found: dict[str, Article] = {}
        for start in range(0, len(ids), 500):
            part = list(ids[start : start + 500])
            marks = ",".join("?" * len(part))
            found |= {
                article.id: article for article in self._select(f"WHERE articles.id IN ({marks})", part)
            }
        return found

    def waiting(self, limit: int) -> list[Article]:
        """Return articles that no triage has seen yet, in the order of their publication."""
        return list(self._select("WHERE triaged_at IS NULL ORDER BY published, articles.id LIMIT ?", [limit]))

    def count_waiting(self) -> int:
        """Return how many articles no triage has seen yet."""
        row = self._db.execute("SELECT count(*) FROM articles WHERE triaged_at IS NULL").fetchone()
        return int(row[0])

    def mark_triaged(self, article: str, at: datetime, issue: str | None, joined: str) -> None:
        """Note that triage has dealt with an article, and which issue (if any) it joined as what."""
        self._db.execute(
            "UPDATE articles SET triaged_at = ?, issue = ?, joined = ? WHERE id = ?",
            (to_text(at), issue, joined, article),
        )

    def between(self, start: datetime, end: datetime) -> list[Article]:
        """Return the articles first seen in [start, end), oldest first."""
        return list(
            self._select(
                "WHERE first_seen >= ? AND first_seen < ? ORDER BY first_seen, articles.id",
                [to_text(start), to_text(end)],
            )
        )

    def count_between(self, start: datetime, end: datetime) -> int:
        """Return how many articles were first seen in [start, end)."""
        row = self._db.execute(
            "SELECT count(*) FROM articles WHERE first_seen >= ? AND first_seen < ?",
            (to_text(start), to_text(end)),
        ).fetchone()
        return int(row[0])

    def count(self) -> int:
        """Return how many articles are stored."""
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    # --- issues and copies -------------------------------------------------------------------------------

    def issues_of(self, articles: Sequence[str]) -> list[str]:
        """Return the issues that these articles belong to, each once."""
        rows = self._db.execute(
            "SELECT DISTINCT issue FROM articles WHERE issue IS NOT NULL "
            "AND id IN (SELECT value FROM json_each(?)) ORDER BY issue",
            (to_json(list(articles)),),
        )
        return [row[0] for row in rows]

    def originals(self, articles: Sequence[str]) -> dict[str, str]:
        """Return for those of the articles that are copies which article they copy."""
        rows = self._db.execute(
            "SELECT article, original FROM sketches "
            "WHERE article IN (SELECT value FROM json_each(?)) AND original != ''",
            (to_json(list(articles)),),
        )
        return dict(rows.fetchall())

    def of_outlets(self, outlets: Sequence[str], start: datetime, end: datetime) -> list[str]:
        """Return the ids of what these outlets published in [start, end), oldest first."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE outlet IN (SELECT value FROM json_each(?)) "
            "AND published >= ? AND published < ? ORDER BY published, id",
            (to_json(list(outlets)), to_text(start), to_text(end)),
        )
        return [row[0] for row in rows]

    def join_issue(self, article: str, issue: str | None, joined: str) -> None:
        """Note to which issue (None: to none) an article that triage has seen now belongs, and as what."""
        self._db.execute("UPDATE articles SET issue = ?, joined = ? WHERE id = ?", (issue, joined, article))

    def _select(self, clause: str, values: Sequence[Any]) -> Iterator[Article]:
        for row in self._db.execute(f"SELECT {COLUMNS} FROM articles {clause}", list(values)):
            yield from_row(row)
