"""How instants and deadlines travel inside an event's payload: JSON values only, whole seconds, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.triage.casedata import CaseArticle, Term


def stamp(instant: datetime) -> str:
    """Return ``2026-11-21T10:00:00Z``. Raises ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> datetime:
    """Return the instant that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def whole(moment: datetime) -> datetime:
    """Return an instant in UTC without fractions of a second: what the log can hold."""
    return moment.astimezone(UTC).replace(microsecond=0)


def term_json(term: Term) -> dict[str, Any]:
    """Return a deadline as an event keeps it."""
    return {
        "start": stamp(term.start),
        "due": stamp(term.due),
        "span": term.span,
        "steps": list(term.steps),
        "running": term.running,
        "opd": term.opd,
        "level": term.level,
        "policy": term.policy,
        "calendar": term.calendar,
    }


def terms_json(terms: Mapping[str, Term]) -> dict[str, Any]:
    """Return several deadlines as an event keeps them, by term."""
    return {name: term_json(term) for name, term in terms.items()}


def read_terms(data: Mapping[str, Any]) -> dict[str, Term]:
    """Return the deadlines that ``terms_json`` wrote."""
    return {name: _read_term(name, row) for name, row in data.items()}


def _read_term(name: str, row: Mapping[str, Any]) -> Term:
    return Term(
        name,
        instant(row["start"]),
        instant(row["due"]),
        row["span"],
        tuple(row["steps"]),
        running=row["running"],
        opd=row["opd"],
        level=row["level"],
        policy=row["policy"],
        calendar=row["calendar"],
    )


def article_json(article: CaseArticle) -> dict[str, Any]:
    """Return an article as an event keeps it."""
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": stamp(article.published),
        "flag": article.flag,
        "answer": article.answer,
        "kind": article.kind,
    }


def read_article(row: Mapping[str, Any]) -> CaseArticle:
    """Return the article that ``article_json`` wrote."""
    return CaseArticle(**{**row, "published": instant(row["published"])})
