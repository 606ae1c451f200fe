"""The schema of messages on their way, of attachments of answers, and of complaints about the service."""

from __future__ import annotations

# One message may go to several addresses; each has its own fate, or a retry would reach the others again.
DELIVERIES = (
    """CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES outbox (id), target TEXT NOT NULL,
        digest INTEGER NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL, doubtful INTEGER NOT NULL,
        next_at TEXT NOT NULL, begun_at TEXT, settled_at TEXT, error TEXT NOT NULL,
        UNIQUE (message, target)
    ) STRICT""",
    "CREATE INDEX deliveries_status ON deliveries (status, next_at)",
    "ALTER TABLE outbox ADD COLUMN ack_at TEXT",
    "ALTER TABLE outbox ADD COLUMN ack_by TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX outbox_issue ON outbox (issue)",
)

ATTACHMENTS = (
    """CREATE TABLE attachments (
        issue TEXT NOT NULL, hash TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        size INTEGER NOT NULL, added_at TEXT NOT NULL, added_by TEXT NOT NULL, opd TEXT NOT NULL,
        PRIMARY KEY (issue, hash)
    ) STRICT""",
)

# The document that a message brings, as a path within the data folder.
FILES = ("ALTER TABLE outbox ADD COLUMN file TEXT NOT NULL DEFAULT ''",)

COMPLAINTS = (
    """CREATE TABLE complaints (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, reporter TEXT NOT NULL,
        channel TEXT NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL, noted_by TEXT NOT NULL,
        closed_at TEXT, closed_by TEXT NOT NULL, outcome TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX complaints_at ON complaints (at)",
)
