"""The part of the schema that the web desk needs: people, their sessions, who sees what, full-text search.

What mirrors other tables (``issue_parties``, ``issue_secrets``, ``opd_parts``, both search tables) is kept by
triggers on them, so that no writer can forget it and a rebuild of the projections cannot lose it.
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


# What of a text goes into the index. A title of a megabyte took 30 s to find an excerpt in: the time grows
# with the square of the places where a word stands. Few articles are longer; what follows is not found.
TITLE, BODY = 500, 20_000


def _search(table: str, columns: dict[str, int]) -> tuple[str, ...]:
    """Return the statements that give ``table`` a full-text index kept by triggers; ``columns``: with bounds.

    sqlite-utils' own ``enable_fts`` makes such triggers too, but re-indexes a row at every update; articles
    are updated by triage and issues at every event without their words changing.
    The index points at rowids. SQLite keeps those in VACUUM for tables that have an index, as ours do; a test
    holds it to that.
    """
    names = ", ".join(columns)
    bounded = {row: ", ".join(f"substr({row}{name}, 1, {most}) AS {name}" for name, most in columns.items())
               for row in ("", "old.", "new.")}  # fmt: skip
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    into = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names})"
    drop = f"{into} SELECT 'delete', old.rowid, {bounded['old.']};"
    add = f"INSERT INTO {table}_fts (rowid, {names}) SELECT new.rowid, {bounded['new.']};"
    return (
        *(f"DROP TRIGGER IF EXISTS {table}_fts_{deed}" for deed in ("insert", "delete", "update")),
        f"DROP TABLE IF EXISTS {table}_fts",
        f"CREATE VIEW {table}_words AS SELECT rowid, {bounded['']} FROM {table}",
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}_words', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')",
        f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {table}_fts_update AFTER UPDATE ON {table} WHEN {changed} BEGIN {drop} {add} END",
    )


SEARCH = (
    *_search("articles", {"title": TITLE, "text": BODY, "outlet": TITLE}),
    *_search("issues", {"title": TITLE}),
)

# Each agency's part in the programme, counted as it happens: asking a log of a million events took 3 s. An
# act counts for the agency that the latest disposisi named; its accept term is that leg's. The same text
# serves the trigger and, over the whole log, the first filling.
_LEG = (
    "SELECT max(seq) FROM events WHERE issue = new.issue AND kind IN ('assign', 'reassign') "
    "AND seq <= new.seq"
)
_LATE = (
    f"SELECT 1 FROM events WHERE issue = new.issue AND seq > ({_LEG}) AND seq < new.seq AND kind = 'breach' "
    "AND json_extract(payload, '$.term') = 'accept'"
)
_PART = (
    f"SELECT (SELECT json_extract(payload, '$.opd') FROM events WHERE seq = ({_LEG})) AS opd, "
    f"new.kind = 'accept' AND NOT EXISTS ({_LATE}) AS in_time, new.kind = 'breach' AS missed, "
    "CASE WHEN new.role IN ('operator', 'kepala') THEN new.at ELSE '' END AS acted_at"
)
_COUNTS = (
    "(new.role IN ('operator', 'kepala') OR "
    "(new.kind = 'breach' AND json_extract(new.payload, '$.term') = 'accept'))"
)
_COUNT = (
    "INSERT INTO opd_parts (opd, in_time, missed, acted_at) SELECT * FROM ({part}) WHERE opd IS NOT NULL "
    "ON CONFLICT (opd) DO UPDATE SET in_time = in_time + excluded.in_time, "
    "missed = missed + excluded.missed, acted_at = max(acted_at, excluded.acted_at)"
)
PARTS = (
    """CREATE TABLE opd_parts (
        opd TEXT PRIMARY KEY, in_time INTEGER NOT NULL, missed INTEGER NOT NULL, acted_at TEXT NOT NULL
    ) STRICT""",
    _COUNT.format(part=f"{_PART} FROM events AS new WHERE {_COUNTS}"),
    f"CREATE TRIGGER events_opd_parts AFTER INSERT ON events WHEN {_COUNTS} "
    f"BEGIN {_COUNT.format(part=_PART)}; END",
)

# Issues that bear the mark "rahasia" now: lists leave them out for all who do not hold them.
_MARK = "json_extract({row}payload, '$.flag') = 'rahasia'"
_ON = "json_extract({row}payload, '$.on')"
SECRETS = (
    "CREATE TABLE issue_secrets (issue TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO issue_secrets SELECT issue FROM events e WHERE kind = 'set_flag' "
    f"AND {_MARK.format(row='e.')} AND {_ON.format(row='e.')} AND seq = (SELECT max(seq) FROM events "
    f"WHERE issue = e.issue AND kind = 'set_flag' AND {_MARK.format(row='')})",
    "CREATE TRIGGER events_secrets AFTER INSERT ON events "
    f"WHEN new.kind = 'set_flag' AND {_MARK.format(row='new.')} BEGIN "
    "DELETE FROM issue_secrets WHERE issue = new.issue; "
    f"INSERT INTO issue_secrets SELECT new.issue WHERE {_ON.format(row='new.')}; END",
)

# A second proof at the login: the key of the person's authenticator app, the last time step that was used,
# and codes for the day the telephone is lost. ``confirmed`` 0: shown, not yet proven by a first code.
SECOND = (
    "ALTER TABLE users ADD COLUMN must_second INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE second_factors (
        user INTEGER PRIMARY KEY REFERENCES users (id), secret TEXT NOT NULL, confirmed INTEGER NOT NULL,
        last_step INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE recovery_codes (
        user INTEGER NOT NULL REFERENCES users (id), code TEXT NOT NULL, PRIMARY KEY (user, code)
    ) STRICT, WITHOUT ROWID""",
)
