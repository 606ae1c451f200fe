"""The part of the schema that the web desk needs: people, their sessions, who sees what, full-text search.

``issue_parties`` and both search tables are kept by triggers on the tables they mirror, so that no writer can
forget them and a rebuild of the projections cannot lose them.
"""

from __future__ import annotations

PEOPLE = (
    """CREATE TABLE users (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, role TEXT NOT NULL,
        opd TEXT NOT NULL, password TEXT NOT NULL, must_change INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, disabled_at TEXT, seen_at TEXT, deputy INTEGER NOT NULL,
        decree TEXT NOT NULL, trained_on TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX users_opd ON users (opd)",
    """CREATE TABLE sessions (
        token TEXT PRIMARY KEY, user INTEGER NOT NULL REFERENCES users (id), csrf TEXT NOT NULL,
        created_at TEXT NOT NULL, seen_at TEXT NOT NULL, address TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sessions_user ON sessions (user)",
    """CREATE TABLE tokens (
        id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, user INTEGER NOT NULL REFERENCES users (id),
        label TEXT NOT NULL, scopes TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
        revoked_at TEXT
    ) STRICT""",
    """CREATE TABLE access_log (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL,
        about TEXT NOT NULL, address TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX access_log_about ON access_log (what, about, at)",
    "CREATE INDEX access_log_address ON access_log (what, address, at)",
    "CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log "
    "BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END",
    "CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log "
    "BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END",
)

# Which agencies ever had an issue in hand, as main or supporting one: they may go on seeing it.
_PARTIES = (
    "SELECT {row}.issue, json_extract({row}.payload, '$.opd')",
    "SELECT {row}.issue, value FROM json_each(coalesce(json_extract({row}.payload, '$.support'), '[]'))",
)
PARTIES = (
    """CREATE TABLE issue_parties (
        opd TEXT NOT NULL, issue TEXT NOT NULL, PRIMARY KEY (opd, issue)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX issue_parties_issue ON issue_parties (issue)",
    "INSERT OR IGNORE INTO issue_parties (issue, opd) SELECT issue, json_extract(payload, '$.opd') "
    "FROM events WHERE kind IN ('assign', 'reassign')",
    "INSERT OR IGNORE INTO issue_parties (issue, opd) SELECT issue, value "
    "FROM events, json_each(coalesce(json_extract(payload, '$.support'), '[]')) "
    "WHERE kind IN ('assign', 'reassign')",
    "CREATE TRIGGER events_parties AFTER INSERT ON events WHEN new.kind IN ('assign', 'reassign') BEGIN "
    + "".join(
        f"INSERT OR IGNORE INTO issue_parties (issue, opd) {part.format(row='new')}; " for part in _PARTIES
    )
    + "END",
    "CREATE INDEX issues_level ON issues (level, opened_at)",
    "CREATE INDEX issues_state ON issues (state, opened_at)",
    "CREATE INDEX issues_opd_opened ON issues (opd, opened_at)",
    "CREATE INDEX issues_due ON issues (next_due) WHERE next_due IS NOT NULL",
    "CREATE INDEX issues_answered ON issues (json_extract(instants, '$.ditanggapi'))",
    "CREATE INDEX events_kind ON events (kind, at)",
)


def _search(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the statements that give ``table`` a full-text index kept by triggers.

    sqlite-utils' own ``enable_fts`` makes such triggers too, but re-indexes a row at every update; articles
    are updated by triage and issues at every event without their words changing.
    The index points at rowids. SQLite keeps those in VACUUM for tables that have an index, as ours do; a test
    holds it to that.
    """
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{name}" for name in columns) for row in ("old", "new"))
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    drop = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', old.rowid, {old});"
    add = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.rowid, {new});"
    return (
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')",
        f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {table}_fts_update AFTER UPDATE ON {table} WHEN {changed} BEGIN {drop} {add} END",
    )


SEARCH = (*_search("articles", ("title", "text", "outlet")), *_search("issues", ("title",)))
