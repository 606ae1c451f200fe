"""The schema, step by step; each step runs once, in its own transaction. Never edit a released step."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("humas-reaksi-cepat")


@migrations()
def step_001_articles(db: Database) -> None:
    """Articles, their earlier versions, what the classifiers said and their story sketches."""
    db.table("articles").create(
        {
            "id": str,
            "key": str,
            "url": str,
            "outlet": str,
            "source": str,
            "title": str,
            "text": str,
            "published": str,
            "first_seen": str,
            "published_raw": str,
            "author": str,
            "section": str,
            "summary": str,
            "flags": str,
            "cut": str,
            "text_hash": str,
            "triaged_at": str,
            "issue": str,
            "joined": str,
        },
        pk="id",
        not_null={"key", "outlet", "title", "text", "published", "first_seen"},
    )
    db.table("articles").create_index(["published"])
    db.table("articles").create_index(["first_seen"])
    db.table("articles").create_index(["issue"])
    db.table("articles").create_index(["source", "first_seen"])
    db.execute("CREATE INDEX articles_waiting ON articles (published, id) WHERE triaged_at IS NULL")
    db.table("article_versions").create(
        {"id": int, "article": str, "seen_at": str, "title": str, "text": str, "text_hash": str}, pk="id"
    )
    db.table("article_versions").create_index(["article"])
    db.table("ratings").create(
        {
            "article": str,
            "rated_at": str,
            "model": str,
            "target": str,
            "tone": str,
            "flag": int,
            "flag_probability": float,
            "band": str,
            "severity": str,
            "opd": str,
            "opd_scores": str,
            "opd_cues": str,
            "evidence": str,
            "reasons": str,
            "answer": int,
        },
        pk="article",
    )
    db.table("ratings").create_index(["band", "rated_at"])
    db.table("sketches").create(
        {"article": str, "story": str, "published": str, "clip": str, "sketch": bytes}, pk="article"
    )
    db.table("sketches").create_index(["published"])
    db.table("sketches").create_index(["story"])


@migrations()
def step_002_log(db: Database) -> None:
    """The append-only event log (guarded by triggers) and the projections computed from it."""
    db.table("events").create(
        {
            "seq": int,
            "issue": str,
            "kind": str,
            "before": str,
            "after": str,
            "actor": str,
            "role": str,
            "at": str,
            "payload": str,
            "prev_hash": str,
            "hash": str,
        },
        pk="seq",
        not_null={"issue", "kind", "at", "payload", "prev_hash", "hash"},
    )
    db.table("events").create_index(["issue", "seq"])
    db.table("events").create_index(["at"])
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
            "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"
        )
    db.table("issues").create(
        {
            "id": str,
            "state": str,
            "open": int,
            "level": str,
            "title": str,
            "opd": str,
            "opened_at": str,
            "published_at": str,
            "check_at": str,
            "next_due": str,
            "next_term": str,
            "articles": int,
            "outlets": int,
            "last_seq": int,
            "instants": str,
        },
        pk="id",
    )
    db.table("issues").create_index(["open", "opened_at"])
    db.table("issues").create_index(["opened_at"])
    db.table("issues").create_index(["opd", "open"])
    db.execute("CREATE INDEX issues_check ON issues (check_at) WHERE check_at IS NOT NULL")


@migrations()
def step_003_sources(db: Database) -> None:
    """What is remembered of every source, and the history of its visits."""
    db.table("sources").create(
        {
            "id": str,
            "next_at": str,
            "etag": str,
            "last_modified": str,
            "body_hash": str,
            "interval": float,
            "failures": float,
            "last_ok": str,
            "last_new": str,
            "last_problem": str,
        },
        pk="id",
    )
    db.table("visits").create(
        {
            "id": int,
            "source": str,
            "at": str,
            "status": str,
            "items": int,
            "new": int,
            "kind": str,
            "reason": str,
            "seconds": float,
        },
        pk="id",
    )
    db.table("visits").create_index(["source", "at"])
    db.table("visits").create_index(["at"])


@migrations()
def step_004_work(db: Database) -> None:
    """Messages to be sent, runs made, and small facts about this data folder."""
    db.table("outbox").create(
        {
            "id": int,
            "unique_key": str,
            "issue": str,
            "seq": int,
            "kind": str,
            "recipient": str,
            "channel": str,
            "subject": str,
            "body": str,
            "status": str,
            "created_at": str,
            "not_before": str,
            "tries": int,
            "sent_at": str,
            "error": str,
        },
        pk="id",
    )
    db.table("outbox").create_index(["unique_key"], unique=True)
    db.table("outbox").create_index(["status", "not_before"])
    db.table("runs").create(
        {"id": int, "kind": str, "started_at": str, "finished_at": str, "status": str, "summary": str},
        pk="id",
    )
    db.table("facts").create({"name": str, "value": str}, pk="name")
