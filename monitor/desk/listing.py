"""The daily list and the story of one issue: fetch, fold, put into words."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from monitor.desk.office import Office
from monitor.desk.reporting import footer, midnight
from monitor.report import daily as report
from monitor.report.document import Document
from monitor.schema_policy import TERMS
from monitor.triage import wording
from monitor.triage.case import Case, fold
from monitor.triage.deadlines import open_terms, remaining
from monitor.wording_time import format_date, format_span

# How many of the articles taken for harmless are shown each day, so that misses are seen (WORKFLOW 4.1).
SAMPLE = 10
CHECKED = 30
SPARE = " Beritanya dibaca lewat sumber lain media ini."


def daily_list(office: Office, day: date | None) -> Document:
    """Return the flagged list of a local day, up to now."""
    now = office.clock.now()
    day = day or now.astimezone(office.zone).date()
    start, end = midnight(office, day), midnight(office, day + timedelta(days=1))
    rows = {
        row.id: row for row in (*office.store.issues.open(), *office.store.issues.opened_between(start, end))
    }
    cases = [fold(office.store.events.of(issue)) for issue in rows]
    new = [case for case in cases if start <= case.opened_at < end and case.open]
    older = [case for case in cases if case.opened_at < start]
    waiting = [case for case in older if not case.responded_at]
    ok, failed = source_summary(office, start, end)
    facts = report.DailyFacts(
        day=format_date(day),
        as_of=office.say(now),
        window=f"{format_date(day)} sampai {office.say(min(now, end))}",
        articles=len(office.store.articles.between(start, end)),
        flagged=len(office.store.ratings.in_band("flag", start, end)),
        new=tuple(listed(office, case, now) for case in new),
        open=tuple(listed(office, case, now) for case in waiting),
        answered=tuple(listed(office, case, now) for case in older if case.responded_at),
        check=_doubtful(office, office.store.ratings.in_band("check", start, end)[:CHECKED]),
        dropped=_doubtful(office, _sample(office.store.ratings.in_band("drop", start, end), day)),
        sources_ok=ok,
        failed=failed,
        footer=footer(office, now),
    )
    return report.daily_list(facts)


def listed(office: Office, case: Case, now: datetime) -> report.ListedIssue:
    """Return an issue as lists show it, in words."""
    proposal = case.proposal
    opd = case.opd or str(proposal.get("opd", ""))
    return report.ListedIssue(
        id=case.id,
        level=case.level,
        because=case.level_because,
        title=case.title,
        state=wording.STATE_NAMES[case.state],
        opd=office.opd_names.get(opd, opd or "belum ada usulan"),
        opd_note="" if case.opd else _proposed(proposal.get("confidence")),
        due=tuple(due_lines(office, case, now)),
        evidence=next(iter(case.rating.get("evidence", ())), ""),
        mentions=tuple(_mentions(office, case)),
        first_seen=office.say(case.opened_at),
    )


def _proposed(confidence: object) -> str:
    return f"usulan, keyakinan {confidence:.0%}" if isinstance(confidence, float) else "usulan"


def due_lines(office: Office, case: Case, now: datetime) -> Iterable[report.DueLine]:
    """Yield the terms that still run, in words."""
    for item in open_terms(case):
        left = remaining(item, now, office.calendars)
        late = left < timedelta(0)
        unit = "" if item.term.running else " kerja"
        said = f"lewat {format_span(-left)}{unit}" if late else f"sisa {format_span(left)}{unit}"
        frozen = ", sedang ditunda" if item.frozen else ""
        yield report.DueLine(wording.TERM_NAMES[item.name], office.say(item.term.due), said + frozen, late)


def _mentions(office: Office, case: Case) -> Iterable[report.Mention]:
    for article in sorted(case.articles, key=lambda one: (one.published, one.id)):
        yield report.Mention(
            office.outlet_names.get(article.outlet, article.outlet),
            office.say(article.published),
            article.url,
            article.title,
        )


def _sample(articles: Sequence[str], day: date) -> list[str]:
    """Return a random sample that is the same however often the day's list is made."""
    return random.Random(day.toordinal()).sample(list(articles), min(SAMPLE, len(articles)))


def _doubtful(office: Office, ids: Sequence[str]) -> tuple[report.Doubtful, ...]:
    articles, ratings = office.store.articles.get(ids), office.store.ratings.of(ids)
    return tuple(
        report.Doubtful(
            articles[one].title,
            office.outlet_names.get(articles[one].outlet, articles[one].outlet),
            articles[one].url,
            ratings[one].flag_probability,
        )
        for one in ids
        if one in articles
    )


def source_summary(office: Office, start: datetime, end: datetime) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many sources were last read well in [start, end), and which failed last and why."""
    last = {visit.source: visit for visit in office.store.sources.visits_since(start) if visit.at < end}
    read = {one.source.split("/")[0] for one in last.values() if one.status != "failed"}
    failed = tuple(
        (source_name(office, one.source), one.reason + (SPARE if one.source.split("/")[0] in read else ""))
        for one in last.values()
        if one.status == "failed"
    )
    return len(last) - len(failed), failed


def source_name(office: Office, source: str) -> str:
    """Return a source as staff know it: the outlet's name and which of its sources."""
    outlet, _, which = source.partition("/")
    return f"{office.outlet_names.get(outlet, outlet)} ({which})" if which else source


def overview(office: Office) -> dict[str, Any]:
    """Return every issue as plain data; instants in the profile's zone, articles by address."""
    issues = [_overview(office, fold(office.store.events.of(row.id))) for row in office.store.issues.all()]
    return {"flagged": office.store.ratings.count("flag"), "issues": issues}


def _overview(office: Office, case: Case) -> dict[str, Any]:
    due = {name: term.due.astimezone(office.zone).isoformat() for name, term in case.deadlines.items()}
    return {
        "id": case.id,
        "title": case.title,
        "state": case.state,
        "level": case.level,
        "level_because": case.level_because,
        "severity": case.rating.get("severity"),
        "opd": case.opd or str(case.proposal.get("opd", "")),
        "support": list(case.support or case.proposal.get("support", ())),
        "due": {term: due.get(term) for term in TERMS},
        "evidence": next(iter(case.rating.get("evidence", ())), ""),
        "outlets": [office.outlet_names.get(one, one) for one in case.outlets],
        "articles": [one.url for one in case.articles],
    }
