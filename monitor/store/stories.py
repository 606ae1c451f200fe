"""Stories: the sketch of every article, the story it joined, what people said about it, and the term table.

Sketches of the last weeks are read into the window at every triage; older ones are reached by their keys
(pairs of an article's weightiest terms), so that an old text printed again is known at a constant cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.store.codec import from_json, to_instant, to_json, to_text

TABLES = (
    "ALTER TABLE sketches ADD COLUMN original TEXT NOT NULL DEFAULT ''",
    "UPDATE sketches SET original = coalesce(json_extract(clip, '$.of'), '')",
    "CREATE INDEX sketches_original ON sketches (original) WHERE original != ''",
    # An article has ten keys, so its id (16 hex digits) is kept as the number that it is.
    "CREATE TABLE sketch_keys (key INTEGER NOT NULL, day INTEGER NOT NULL, article INTEGER NOT NULL, "
    "PRIMARY KEY (key, day, article)) STRICT, WITHOUT ROWID",
    """CREATE TABLE story_hands (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, issue TEXT NOT NULL, other TEXT NOT NULL,
        stay TEXT NOT NULL, leave TEXT NOT NULL, joined TEXT NOT NULL, stories TEXT NOT NULL,
        at TEXT NOT NULL, actor TEXT NOT NULL, undone_at TEXT
    ) STRICT""",
    "CREATE INDEX story_hands_issue ON story_hands (issue, id)",
    "CREATE TABLE term_counts (id INTEGER PRIMARY KEY, upto TEXT NOT NULL, documents INTEGER NOT NULL, "
    "counts BLOB NOT NULL) STRICT",
)
# Of the articles under one key only the newest are looked at: words in everybody's mouth cost no more.
NEWEST = 40
_HAND = "id, kind, issue, other, stay, leave, joined, stories, at, actor"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What clustering keeps of an article: clip (JSON), numbers (bytes), its story, and what it reprints."""

    article: str
    story: str
    published: datetime
    clip: str
    sketch: bytes
    original: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did to stories. ``kind``: merge · detach; ``other``: the issue on the other side, or "".

    ``stay``, ``leave`` and ``into``: articles, as in triage.cluster; ``stories``: those of the articles that
    left, before.
    """

    kind: str
    issue: str
    other: str
    stay: tuple[str, ...]
    leave: tuple[str, ...]
    into: tuple[str, ...]
    stories: Mapping[str, str]
    at: datetime
    actor: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How many of the office's own articles seen before ``upto`` held each hashed term; ``counts`` packed."""

    upto: datetime
    documents: int
    counts: bytes


class Stories:
    """Reads and writes sketches, stories and what people said about them. Times are instants in UTC."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # --- sketches ---------------------------------------------------------------------------------------

    def save(self, sketch: Sketch) -> None:
        """Keep (or replace) an article's sketch."""
        self._db.execute(
            "INSERT OR REPLACE INTO sketches (article, story, published, clip, sketch, original) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (sketch.article, sketch.story, to_text(sketch.published), sketch.clip, sketch.sketch,
             sketch.original),
        )  # fmt: skip

    def since(self, start: datetime, issues: Sequence[str]) -> Iterator[Sketch]:
        """Yield the sketches of articles published since ``start`` or of ``issues``, oldest first."""
        rows = self._db.execute(
            "SELECT article, story, published, clip, sketch, original FROM sketches WHERE published >= ? "
            "UNION SELECT article, story, sketches.published, clip, sketch, original FROM sketches "
            "JOIN articles ON articles.id = article WHERE issue IN (SELECT value FROM json_each(?)) "
            "ORDER BY published, article",
            (to_text(start), to_json(list(issues))),
        )
        return (_sketch(row) for row in rows)

    def get(self, articles: Sequence[str]) -> list[Sketch]:
        """Return the sketches of these articles, oldest first."""
        rows = self._db.execute(
            "SELECT article, story, published, clip, sketch, original FROM sketches "
            "WHERE article IN (SELECT value FROM json_each(?)) ORDER BY published, article",
            (to_json(list(articles)),),
        )
        return [_sketch(row) for row in rows]

    def copies_of(self, articles: Sequence[str]) -> dict[str, str]:
        """Return for each article that reprints one of ``articles`` which one."""
        rows = self._db.execute(
            "SELECT article, original FROM sketches WHERE original != '' "
            "AND original IN (SELECT value FROM json_each(?)) ORDER BY published, article",
            (to_json(list(articles)),),
        )
        return dict(rows.fetchall())

    # --- keys -------------------------------------------------------------------------------------------

    def file(self, article: str, published: datetime, keys: Iterable[int]) -> None:
        """File an article under its keys."""
        row = (_day(published), _number(article))
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO sketch_keys (key, day, article) VALUES (?, ?, ?)",
            [(key, *row) for key in keys],
        )

    def filed(self, keys: Iterable[int], before: datetime) -> list[str]:
        """Return the newest ids filed under ``keys`` on days before that of ``before``, once for each key."""
        day, found = _day(before), list[str]()
        for key in keys:
            rows = self._db.conn.execute(
                "SELECT article FROM sketch_keys WHERE key = ? AND day < ? ORDER BY day DESC LIMIT ?",
                (key, day, NEWEST),
            )
            found += [_name(number) for (number,) in rows]
        return found

    # --- stories ----------------------------------------------------------------------------------------

    def issues_of(self, stories: Sequence[str]) -> dict[str, str]:
        """Return the newest issue of each story that has one."""
        rows = self._db.execute(
            "SELECT story, max(issue) FROM sketches JOIN articles ON articles.id = article "
            "WHERE issue IS NOT NULL AND story IN (SELECT value FROM json_each(?)) GROUP BY story",
            (to_json(list(stories)),),
        )
        return dict(rows.fetchall())

    def without_issue(self, story: str) -> list[str]:
        """Return the ids of a story's articles that belong to no issue yet, oldest first."""
        rows = self._db.execute(
            "SELECT article FROM sketches JOIN articles ON articles.id = article "
            "WHERE story = ? AND issue IS NULL ORDER BY sketches.published, article",
            (story,),
        )
        return [row[0] for row in rows]

    def of(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the story of each of the articles that has one."""
        rows = self._db.execute(
            "SELECT article, story FROM sketches WHERE article IN (SELECT value FROM json_each(?))",
            (to_json(list(articles)),),
        )
        return dict(rows.fetchall())

    def move(self, stories: Mapping[str, str]) -> None:
        """Make each of the articles one of the story that is named for it."""
        for article, story in stories.items():
            self._db.execute("UPDATE sketches SET story = ? WHERE article = ?", (story, article))

    # --- human hands ------------------------------------------------------------------------------------

    def add_deed(self, deed: Deed) -> None:
        """Keep what a person did."""
        values = (deed.stay, deed.leave, deed.into, dict(deed.stories))
        self._db.execute(
            "INSERT INTO story_hands (kind, issue, other, stay, leave, joined, stories, at, actor) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (deed.kind, deed.issue, deed.other, *map(to_json, values), to_text(deed.at), deed.actor),
        )

    def deeds(self, since: datetime) -> list[Deed]:
        """Return what people did since an instant and did not take back, oldest first."""
        return self._deeds("at >= ? AND undone_at IS NULL ORDER BY id", (to_text(since),))

    def latest_deed(self, issue: str, kind: str) -> Deed | None:
        """Return the latest deed of a kind on an issue that was not taken back, or None."""
        found = self._deeds(
            "issue = ? AND kind = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1", (issue, kind)
        )
        return found[0] if found else None

    def undo(self, deed: int, at: datetime) -> None:
        """Note that a deed was taken back."""
        self._db.execute("UPDATE story_hands SET undone_at = ? WHERE id = ?", (to_text(at), deed))

    def _deeds(self, clause: str, values: tuple[Any, ...]) -> list[Deed]:
        return [
            _deed(row) for row in self._db.execute(f"SELECT {_HAND} FROM story_hands WHERE {clause}", values)
        ]

    # --- the term table ---------------------------------------------------------------------------------

    def term_counts(self) -> TermCounts | None:
        """Return the office's own term table; None before the first."""
        row = self._db.execute("SELECT upto, documents, counts FROM term_counts WHERE id = 1").fetchone()
        return TermCounts(to_instant(row[0]), row[1], row[2]) if row else None

    def save_term_counts(self, table: TermCounts) -> None:
        """Keep the office's own term table."""
        self._db.execute(
            "INSERT OR REPLACE INTO term_counts (id, upto, documents, counts) VALUES (1, ?, ?, ?)",
            (to_text(table.upto), table.documents, table.counts),
        )


def _day(instant: datetime) -> int:
    return int(instant.timestamp() // 86_400)


def _number(article: str) -> int:
    """Return an article's id as SQLite's signed number of 64 bits."""
    return int(article, 16) - 2**63


def _name(number: int) -> str:
    return f"{number + 2**63:016x}"


def _sketch(row: Sequence[Any]) -> Sketch:
    article, story, published, clip, sketch, original = row
    return Sketch(article, story, to_instant(published), clip, sketch, original)


def _deed(row: Sequence[Any]) -> Deed:
    number, kind, issue, other, stay, leave, into, stories, at, actor = row
    stay, leave, into = (tuple(from_json(part)) for part in (stay, leave, into))
    return Deed(kind, issue, other, stay, leave, into, from_json(stories), to_instant(at), actor, number)
