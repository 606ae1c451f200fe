"""The schema, step by step; each step runs once, in its own transaction. Never edit a released step.

Instants are UTC text (``codec.to_text``), structures JSON text. Tables are STRICT: a value of the wrong type
is an error at the writer, not a surprise for the reader.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from monitor.store import schema_crawl, schema_mail, schema_web, stories, times

migrations = Migrations("humas-reaksi-cepat")

ARTICLES = (
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL, source TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, published TEXT NOT NULL, first_seen TEXT NOT NULL,
        published_raw TEXT NOT NULL, author TEXT NOT NULL, section TEXT NOT NULL, summary TEXT NOT NULL,
        flags TEXT NOT NULL, cut TEXT NOT NULL, text_hash TEXT NOT NULL,
        triaged_at TEXT, issue TEXT, joined TEXT
    ) STRICT""",
    "CREATE INDEX articles_published ON articles (published)",
    "CREATE INDEX articles_first_seen ON articles (first_seen)",
    "CREATE INDEX articles_issue ON articles (issue) WHERE issue IS NOT NULL",
    "CREATE INDEX articles_source ON articles (source, first_seen)",
    "CREATE INDEX articles_waiting ON articles (published, id) WHERE triaged_at IS NULL",
    """CREATE TABLE article_versions (
        id INTEGER PRIMARY KEY, article TEXT NOT NULL, seen_at TEXT NOT NULL, title TEXT NOT NULL,
        text TEXT NOT NULL, text_hash TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX article_versions_article ON article_versions (article)",
)

JUDGEMENTS = (
    """CREATE TABLE ratings (
        article TEXT PRIMARY KEY, rated_at TEXT NOT NULL, model TEXT NOT NULL, target TEXT NOT NULL,
        tone TEXT NOT NULL, flag INTEGER NOT NULL, flag_probability REAL NOT NULL, band TEXT NOT NULL,
        severity TEXT, opd TEXT NOT NULL, opd_scores TEXT NOT NULL, opd_cues TEXT NOT NULL,
        evidence TEXT NOT NULL, reasons TEXT NOT NULL, answer INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX ratings_band ON ratings (band, rated_at)",
    """CREATE TABLE sketches (
        article TEXT PRIMARY KEY, story TEXT NOT NULL, published TEXT NOT NULL, clip TEXT NOT NULL,
        sketch BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX sketches_published ON sketches (published)",
    "CREATE INDEX sketches_story ON sketches (story)",
)

LOG = (
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY, issue TEXT NOT NULL, kind TEXT NOT NULL, "before" TEXT NOT NULL,
        "after" TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL,
        payload TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX events_issue ON events (issue, seq)",
    "CREATE INDEX events_at ON events (at)",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events "
    "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
    "CREATE TRIGGER events_no_delete BEFORE DELETE ON events "
    "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END",
    """CREATE TABLE issues (
        id TEXT PRIMARY KEY, state TEXT NOT NULL, open INTEGER NOT NULL, level TEXT NOT NULL,
        title TEXT NOT NULL, opd TEXT NOT NULL, opened_at TEXT NOT NULL, published_at TEXT NOT NULL,
        check_at TEXT, next_due TEXT, next_term TEXT NOT NULL, articles INTEGER NOT NULL,
        outlets INTEGER NOT NULL, last_seq INTEGER NOT NULL, instants TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX issues_open ON issues (open, opened_at)",
    "CREATE INDEX issues_opened_at ON issues (opened_at)",
    "CREATE INDEX issues_opd ON issues (opd, open)",
    "CREATE INDEX issues_check ON issues (check_at) WHERE check_at IS NOT NULL",
    "CREATE INDEX issues_finished ON issues (json_extract(instants, '$.selesai'))",
)

WORK = (
    """CREATE TABLE sources (
        id TEXT PRIMARY KEY, next_at TEXT, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
        body_hash TEXT NOT NULL, interval REAL NOT NULL, failures REAL NOT NULL, last_ok TEXT,
        last_new TEXT, last_problem TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE visits (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL, status TEXT NOT NULL,
        items INTEGER NOT NULL, new INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
        seconds REAL NOT NULL
    ) STRICT""",
    "CREATE INDEX visits_source ON visits (source, at)",
    "CREATE INDEX visits_at ON visits (at)",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, unique_key TEXT NOT NULL UNIQUE, issue TEXT NOT NULL, kind TEXT NOT NULL,
        recipient TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
        status TEXT NOT NULL, created_at TEXT NOT NULL, not_before TEXT NOT NULL, tries INTEGER NOT NULL,
        sent_at TEXT, error TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX outbox_status ON outbox (status, not_before)",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
        status TEXT NOT NULL, summary TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


@migrations()
def step_001(db: Database) -> None:
    """Articles, versions, ratings, sketches; the guarded log; projections; sources, outbox, runs."""
    for statement in (*ARTICLES, *JUDGEMENTS, *LOG, *WORK):
        db.execute(statement)


@migrations()
def step_web_desk(db: Database) -> None:
    """People, sessions and tokens; who sees which issue."""
    for statement in (*schema_web.PEOPLE, *schema_web.PARTIES):
        db.execute(statement)


@migrations()
def step_casework_mail(db: Database) -> None:
    """Deliveries of messages, attachments of answers, complaints about the service itself."""
    for statement in (*schema_mail.DELIVERIES, *schema_mail.ATTACHMENTS, *schema_mail.COMPLAINTS):
        db.execute(statement)


@migrations()
def step_report_times(db: Database) -> None:
    """Times of issues, so that reports fold no events."""
    for statement in times.TABLE:
        db.execute(statement)


@migrations()
def step_crawl_health(db: Database) -> None:
    """Other addresses of articles, second looks at young ones, health of sources."""
    for statement in (*schema_crawl.ALIASES, *schema_crawl.ARTICLES, *schema_crawl.HEALTH):
        db.execute(statement)


@migrations()
def step_story_hands(db: Database) -> None:
    """What an article reprints, its keys, people's words about stories, the office's term table."""
    for statement in stories.TABLES:
        db.execute(statement)


@migrations()
def step_web_bounds(db: Database) -> None:
    """Bounded full-text search, each agency's part as counts, secret issues, a second proof at the login."""
    for statement in (*schema_web.SEARCH, *schema_web.PARTS, *schema_web.SECRETS, *schema_web.SECOND):
        db.execute(statement)


@migrations()
def step_report_files(db: Database) -> None:
    """Messages that bring a document."""
    for statement in schema_mail.FILES:
        db.execute(statement)
