"""Taking articles in: new ones, edits of known ones, and what a source's next visit needs to know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import Article, article_id
from monitor.store.articlerow import INSERT, text_hash, to_row, wording
from monitor.store.codec import to_instant, to_json, to_text

# Newsrooms correct in the first hours and on the next day; after three days nobody looks again.
FIRST_LOOK = timedelta(hours=2)
LAST_LOOK = timedelta(hours=24)
YOUNG = timedelta(hours=72)
# Second looks of one outlet in one round: with its delay of seconds more would hold up its news.
LOOKS = 20
# A reading that failed half-way is no edit.
_POOR = frozenset(("ringkasan", "tantangan"))


@dataclass(frozen=True, slots=True)
class Edit:
    """A known article that now reads otherwise: as stored before, and what it says now."""

    id: str
    issue: str | None
    old_title: str
    article: Article

    @property
    def headline(self) -> bool:
        """Whether the headline changed (case and blanks aside), not only the text."""
        return wording(self.old_title) != wording(self.article.title)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of storing articles."""

    new: tuple[Article, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    text_hash: str
    title: str
    issue: str | None


class Intake:
    """Writes what a crawl brought, and reads what the next one needs. Times are instants in UTC."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, articles: Iterable[Article], looked: Collection[str] | None = None) -> Saved:
        """Store articles not known before; known ones that were edited get a version.

        ``looked``: ids of articles that were looked at again on purpose; only they can have been edited (the
        same article read from feed and sitemap differs, too). None: all.
        """
        once = list({one.id: one for one in reversed(list(articles))}.values())[::-1]
        known = self._known({key for one in once for key in _ids(one)})
        owners = {one.id: next((known[key] for key in _ids(one) if key in known), None) for one in once}
        new = [one for one in once if owners[one.id] is None]
        self._db.conn.executemany(INSERT, [to_row(one) for one in new])
        edits = []
        for one in once:
            owner = owners[one.id]
            if owner and (looked is None or owner.id in looked) and _is_edit(one, owner):
                self._revise(owner.id, one)
                edits.append(Edit(owner.id, owner.issue, owner.title, one))
        self._alias(once, owners)
        return Saved(tuple(new), tuple(edits))

    def _known(self, keys: Collection[str]) -> dict[str, _Known]:
        """Return the stored article behind each id, its own or an alias."""
        rows = self._db.execute(
            "SELECT asked.value, articles.id, text_hash, title, issue FROM json_each(?) AS asked "
            "LEFT JOIN article_aliases ON alias = asked.value "
            "JOIN articles ON articles.id = coalesce(article_aliases.article, asked.value)",
            (to_json(sorted(keys)),),
        )
        return {key: _Known(*rest) for key, *rest in rows}

    def _alias(self, articles: Sequence[Article], owners: Mapping[str, _Known | None]) -> None:
        """Remember under which other ids an article was listed."""
        rows = []
        for one in articles:
            owner = owners[one.id]
            stored = owner.id if owner else one.id
            rows += [(key, stored) for key in _ids(one) if key != stored]
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO article_aliases (alias, article) VALUES (?, ?)", rows
        )

    def _revise(self, id: str, article: Article) -> None:
        self._db.execute(
            "INSERT INTO article_versions (article, seen_at, title, text, text_hash) "
            "SELECT id, ?, title, text, text_hash FROM articles WHERE id = ?",
            (to_text(article.first_seen), id),
        )
        self._db.execute(
            "UPDATE articles SET title = ?, text = ?, text_hash = ?, flags = ?, place = ? WHERE id = ?",
            (article.title, article.text, text_hash(article), to_json(article.flags), article.place, id),
        )

    def known_ids(self, outlet: str, limit: int) -> frozenset[str]:
        """Return the ids of an outlet's newest articles under all their addresses: no need to fetch them."""
        rows = self._db.execute(
            "WITH newest AS (SELECT id FROM articles WHERE outlet = ? ORDER BY first_seen DESC LIMIT ?) "
            "SELECT id FROM newest UNION ALL SELECT alias FROM newest JOIN article_aliases ON article = id",
            (outlet, limit),
        )
        return frozenset(row[0] for row in rows)

    def to_look_at(self, outlet: str, now: datetime) -> list[tuple[str, str]]:
        """Return (id, url) of an outlet's young articles that are due for another look.

        Only those that matter: in an issue, flagged, or in the band that a human should look at.
        """
        rows = self._db.execute(
            "SELECT id, url FROM articles LEFT JOIN ratings ON ratings.article = articles.id "
            "WHERE outlet = ? AND first_seen > ? AND first_seen <= ? AND (issue IS NOT NULL OR "
            "band IN ('flag', 'check')) AND (looks = 0 OR (looks = 1 AND first_seen <= ?)) "
            "ORDER BY first_seen, id LIMIT ?",
            (outlet, *(to_text(now - age) for age in (YOUNG, FIRST_LOOK, LAST_LOOK)), LOOKS),
        )
        return [(row[0], row[1]) for row in rows]

    def note_looks(self, ids: Collection[str], at: datetime) -> None:
        """Note that articles were looked at again; a look after the last instant is the last."""
        if ids:
            self._db.execute(
                "UPDATE articles SET looks = CASE WHEN first_seen <= ? THEN 2 ELSE 1 END "
                "WHERE id IN (SELECT value FROM json_each(?))",
                (to_text(at - LAST_LOOK), to_json(sorted(ids))),
            )

    def arrivals(self, source: str, limit: int = 500) -> list[datetime]:
        """Return the newest instants at which a source brought new articles, newest first."""
        rows = self._db.execute(
            "SELECT DISTINCT first_seen FROM articles WHERE source = ? ORDER BY first_seen DESC LIMIT ?",
            (source, limit),
        )
        return [to_instant(row[0]) for row in rows]


def _ids(article: Article) -> tuple[str, ...]:
    return (article.id, *map(article_id, article.aliases))


def _is_edit(article: Article, owner: _Known) -> bool:
    return bool(article.text) and owner.text_hash != text_hash(article) and not _POOR & set(article.flags)
