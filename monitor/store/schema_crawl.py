"""The schema of what a crawl remembers beside articles: other addresses, second looks, health of sources."""

from __future__ import annotations

# An article may be listed under addresses that its own page does not confess to; ``alias`` is the id that
# such an address would give.
ALIASES = (
    "CREATE TABLE article_aliases (alias TEXT PRIMARY KEY, article TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX article_aliases_article ON article_aliases (article)",
    "CREATE INDEX articles_outlet ON articles (outlet, first_seen)",
)

# ``looks``: how often a young article was looked at once more.
ARTICLES = (
    "ALTER TABLE articles ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN looks INTEGER NOT NULL DEFAULT 0",
)

HEALTH = (
    "ALTER TABLE sources ADD COLUMN url TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sources ADD COLUMN pace REAL NOT NULL DEFAULT 1.0",
    "ALTER TABLE sources ADD COLUMN calm INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN moved_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sources ADD COLUMN moved INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN gap_at TEXT",
    "ALTER TABLE sources ADD COLUMN dated REAL",
)
