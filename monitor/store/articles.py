"""Articles as read, their versions, what the classifiers said of them, and their story sketches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from monitor.model import Article
from monitor.store.codec import from_json, to_instant, to_json, to_text

_FIELDS = (
    "key",
    "url",
    "outlet",
    "source",
    "title",
    "text",
    "published",
    "first_seen",
    "published_raw",
    "author",
    "section",
    "summary",
    "flags",
    "cut",
)
_COLUMNS = ", ".join(f"articles.{name}" for name in _FIELDS)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What clustering keeps of an article: clip (JSON), numbers (bytes) and the story it joined."""

    article: str
    story: str
    published: datetime
    clip: str
    sketch: bytes


def text_hash(article: Article) -> str:
    """Return the fingerprint of an article's wording; blanks and letter case do not count as an edit."""
    return sha256(" ".join(f"{article.title}\n{article.text}".casefold().split()).encode()).hexdigest()[:32]


class Articles:
    """Reads and writes articles. Times are instants in UTC."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, articles: Iterable[Article]) -> list[Article]:
        """Store articles not known before; return those. Known ones that were edited get a version."""
        new = []
        for article in articles:
            found = self._db.execute("SELECT text_hash FROM articles WHERE id = ?", (article.id,)).fetchone()
            if found is None:
                self._db.table("articles").insert(_row(article))
                new.append(article)
            elif found[0] != text_hash(article) and article.text:
                self._revise(article)
        return new

    def _revise(self, article: Article) -> None:
        self._db.execute(
            "INSERT INTO article_versions (article, seen_at, title, text, text_hash) "
            "SELECT id, ?, title, text, text_hash FROM articles WHERE id = ?",
            (to_text(article.first_seen), article.id),
        )
        self._db.table("articles").update(
            article.id, {"title": article.title, "text": article.text, "text_hash": text_hash(article)}
        )

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

    def mark_triaged(self, article: str, at: datetime, issue: str | None, joined: str) -> None:
        """Note that triage has dealt with an article, and which issue (if any) it joined as what."""
        self._db.execute(
            "UPDATE articles SET triaged_at = ?, issue = ?, joined = ? WHERE id = ?",
            (to_text(at), issue, joined, article),
        )

    def known_ids(self, source: str, limit: int = 5000) -> frozenset[str]:
        """Return the ids of a source's newest articles: pages that need not be fetched again."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE source = ? ORDER BY first_seen DESC LIMIT ?", (source, limit)
        )
        return frozenset(row[0] for row in rows)

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

    # --- story sketches ---------------------------------------------------------------------------------

    def save_sketch(self, sketch: Sketch) -> None:
        """Keep (or replace) an article's sketch."""
        self._db.table("sketches").upsert(
            {
                "article": sketch.article,
                "story": sketch.story,
                "published": to_text(sketch.published),
                "clip": sketch.clip,
                "sketch": sketch.sketch,
            },
            pk="article",
        )

    def sketches(self, start: datetime, issues: Sequence[str]) -> Iterator[Sketch]:
        """Yield the sketches of articles published since ``start`` or of ``issues``, oldest first."""
        rows = self._db.execute(
            "SELECT article, story, published, clip, sketch FROM sketches WHERE published >= ? "
            "UNION SELECT article, story, sketches.published, clip, sketch FROM sketches "
            "JOIN articles ON articles.id = article WHERE issue IN (SELECT value FROM json_each(?)) "
            "ORDER BY published, article",
            (to_text(start), to_json(list(issues))),
        )
        for article, story, published, clip, sketch in rows:
            yield Sketch(article, story, to_instant(published), clip, sketch)

    def issues_by_story(self, stories: Sequence[str]) -> dict[str, str]:
        """Return the newest issue of each story that has one."""
        rows = self._db.execute(
            "SELECT story, max(issue) FROM sketches JOIN articles ON articles.id = article "
            "WHERE issue IS NOT NULL AND story IN (SELECT value FROM json_each(?)) GROUP BY story",
            (to_json(list(stories)),),
        )
        return dict(rows.fetchall())

    def of_story(self, story: str) -> list[str]:
        """Return the ids of a story's articles that belong to no issue yet, oldest first."""
        rows = self._db.execute(
            "SELECT article FROM sketches JOIN articles ON articles.id = article "
            "WHERE story = ? AND issue IS NULL ORDER BY sketches.published, article",
            (story,),
        )
        return [row[0] for row in rows]

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
            "SELECT article, json_extract(clip, '$.of') FROM sketches "
            "WHERE article IN (SELECT value FROM json_each(?)) AND json_extract(clip, '$.of') != ''",
            (to_json(list(articles)),),
        )
        return dict(rows.fetchall())

    def join_issue(self, article: str, issue: str, joined: str) -> None:
        """Note that an article that triage has seen before now belongs to an issue, and as what."""
        self._db.execute("UPDATE articles SET issue = ?, joined = ? WHERE id = ?", (issue, joined, article))

    def _select(self, clause: str, values: Sequence[Any]) -> Iterator[Article]:
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM articles {clause}", list(values)):
            yield _article(row)


def _row(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in _FIELDS}
    return {
        **values,
        "id": article.id,
        "published": to_text(article.published),
        "first_seen": to_text(article.first_seen),
        "flags": to_json(article.flags),
        "cut": to_json(article.cut),
        "text_hash": text_hash(article),
    }


def _article(row: Sequence[Any]) -> Article:
    values = dict(zip(_FIELDS, row, strict=True))
    values["published"] = to_instant(values["published"])
    values["first_seen"] = to_instant(values["first_seen"])
    values["flags"] = tuple(from_json(values["flags"]))
    values["cut"] = tuple(from_json(values["cut"]))
    return Article(**values)
