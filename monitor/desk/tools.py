"""Single steps for programs and evaluations: rate, cluster, read a page, compute a deadline. No store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import classifiers
from classifiers.stories import cluster_rows
from monitor import collect
from monitor.config import Config
from monitor.desk.governments import resolver
from monitor.desk.office import Tell, calendars_of, load_rater, quiet
from monitor.desk.storybook import gazetteer_of
from monitor.errors import InputError
from monitor.schema_feeds import Outlet
from monitor.schema_policy import LEVELS, TERMS
from monitor.span import parse_span
from monitor.triage import policy as rules
from monitor.triage import worktime

BATCH = 256

Row = Mapping[str, Any]


def score(
    config: Config, rows: Sequence[Row], tell: Tell = quiet, *, explain: bool = False
) -> list[dict[str, Any]]:
    """Rate rows ``{id, title, text, published?, P?, level?}``; each by its own government where it names one.

    ``explain`` adds the reasons in words, the cues of the agency, and every sentence as the model read it.
    Raises InputError for a row whose level is unknown, ModelError for an unusable model.
    """
    rater, resolve = load_rater(), resolver(config)
    groups: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault((str(row.get("P") or ""), str(row.get("level") or "")), []).append(number)
    found: dict[int, dict[str, Any]] = {}
    for key, numbers in groups.items():
        government = resolve(*key)
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            texts = [text_of(rows[number]) for number in part]
            for n, text, rating in zip(part, texts, rater.rate(texts, government), strict=True):
                why = _why(rating, rater.explain(text, government)) if explain else {}
                found[n] = _rated(rows[n], rating) | why
            tell("Menilai", len(found), len(rows))
    return [found[number] for number in range(len(rows))]


def text_of(row: Row) -> classifiers.Text:
    """Return a row as the classifiers read it; an unusable date counts as none."""
    published = day_of(row.get("published") or row.get("date"))
    return classifiers.Text(
        str(row.get("id", "")), str(row.get("title") or ""), str(row.get("text") or ""), published,
        str(row.get("outlet") or ""),
    )  # fmt: skip


def day_of(value: object) -> date | None:
    """Return the day that an ISO date or instant names, or None."""
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def _rated(row: Row, rating: classifiers.Rating) -> dict[str, Any]:
    return {
        "id": row.get("id"),
        "target": rating.target,
        "tone": rating.tone,
        "flag": rating.flag,
        "flag_probability": round(rating.flag_probability, 6),
        "band": rating.band,
        "opd": list(rating.opd),
        "opd_scores": dict(rating.opd_scores),
        "severity": rating.severity,
        "evidence": list(rating.evidence),
        "model": rating.model,
    }


def _why(rating: classifiers.Rating, views: Sequence[classifiers.View]) -> dict[str, Any]:
    return {
        "reasons": list(rating.reasons),
        "opd_cues": list(rating.opd_cues),
        "sentences": [asdict(view) for view in views],
    }


def cluster(config: Config, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Group rows ``{id, title, text, outlet, published}`` into stories by the pipeline's own clustering."""
    return [
        {"id": article, "story": story} for article, story in cluster_rows(rows, gazetteer_of(config.profile))
    ]


def extract(config: Config, url: str, page: bytes, now: datetime) -> dict[str, Any]:
    """Read one saved page as the pipeline would at ``now``, by the rules of its outlet."""
    found = collect.extract_page(url, page, outlet_of(config, url), config.feeds.defaults, now)
    zone = ZoneInfo(config.profile.zone)
    return {
        "url": url,
        "title": found.title,
        "text": found.text,
        "published": found.published.astimezone(zone).isoformat() if found.published else None,
        "published_raw": found.published_raw,
        "author": found.author,
        "section": found.section,
        "canonical": found.canonical,
        "flags": list(found.flags),
        "cut": list(found.cut),
        "method": found.method,
    }


def outlet_of(config: Config, url: str) -> Outlet | None:
    """Return the outlet whose hosts or site hold ``url``, or None."""
    host = url.split("://", 1)[-1].split("/", 1)[0].lower().removeprefix("www.")
    for outlet in config.feeds.outlets:
        site = outlet.site.split("://", 1)[-1].split("/", 1)[0].lower().removeprefix("www.")
        if host in (site, *(one.removeprefix("www.") for one in outlet.hosts)):
            return outlet
    return None


def due(config: Config, level: str, at: datetime, term: str = "") -> dict[str, dict[str, Any]]:
    """Return deadline and derivation of the terms of a level that start at ``at``. Raises InputError."""
    if level not in LEVELS:
        raise InputError(f"--level: '{level}' tidak dikenal; pilih {', '.join(LEVELS)}.")
    if term and term not in TERMS:
        raise InputError(f"--term: '{term}' tidak dikenal; pilih {', '.join(TERMS)}.")
    policy, calendar = config.profile.policy, calendars_of(config).default
    found: dict[str, dict[str, Any]] = {}
    for name in (term,) if term else TERMS:
        span = policy.level(level).terms.span(name)
        one = worktime.due(at, parse_span(span), calendar, rules.running(policy, level))
        local = one.due.astimezone(ZoneInfo(config.profile.zone))
        found[name] = {"due": local.isoformat(), "span": span, "steps": list(one.steps)}
    return found
