"""The daily list and the story of one issue: fetch, fold, put into words."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from monitor.desk import lifeline
from monitor.desk.clipping import clips
from monitor.desk.office import Office
from monitor.desk.reporting import footer, masthead, midnight
from monitor.report import daily as report
from monitor.report.document import Document
from monitor.schema_policy import TERMS
from monitor.triage import wording
from monitor.triage.case import Case, fold
from monitor.triage.deadlines import open_terms, remaining
from monitor.triage.workflow import DETECTED, REOPENED, RETURNED, SUBMITTED
from monitor.wording_time import format_date, time_left

# How many of the articles taken for harmless are shown each day, so that misses are seen (WORKFLOW 4.1).
SAMPLE = 10
CHECKED = 30
# States in which Humas has the next move.
_UNDECIDED = (DETECTED, RETURNED, SUBMITTED, REOPENED)
_WEEK = timedelta(days=7)
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
    since = start - timedelta(days=1)
    flagged = office.store.ratings.in_band("flag", start, end)
    ok, failed = source_summary(office, start, end)
    facts = report.DailyFacts(
        day=format_date(day),
        as_of=office.say(now),
        window=f"{format_date(day)} sampai {office.say(min(now, end))}",
        articles=office.store.articles.count_between(start, end),
        flagged=len(flagged),
        new=tuple(listed(office, case, now) for case in new),
        open=tuple(listed(office, case, now) for case in waiting),
        answered=tuple(
            listed(office, case, now) for case in older if case.responded_at and case.responded_at >= since
        ),
        check=_doubtful(office, office.store.ratings.in_band("check", start, end)[:CHECKED]),
        dropped=_doubtful(office, _sample(office.store.ratings.in_band("drop", start, end), day)),
        sources_ok=ok,
        failed=failed,
        footer=footer(office, now),
        tones=_tones(office, start, end),
        clips=clips(office, flagged),
        masthead=masthead(office),
        at=now,
        releases=lifeline.releases(office, start, end),
    )
    return report.daily_list(facts)


def _tones(office: Office, start: datetime, end: datetime) -> str:
    """Return the share of negative coverage of the government, beside the mean of the week before."""
    day, week = (_negative(office, since, until) for since, until in ((start, end), (start - _WEEK, start)))
    if not day[1]:
        return ""
    before = f"; rata-rata tujuh hari sebelumnya {week[0] / week[1]:.0%}" if week[1] else ""
    return f"Nada negatif: {day[0] / day[1]:.0%} dari {day[1]} berita tentang pemerintah daerah{before}."


def _negative(office: Office, start: datetime, end: datetime) -> tuple[int, int]:
    counts = office.store.ratings.counts(start, end)
    about = {tone: n for (target, tone), n in counts.items() if target == "province"}
    return about.get("negative", 0), sum(about.values())


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
        growth=_growth(office, case, now),
        where=_where(case),
        undecided=case.state in _UNDECIDED,
        due_today=any(_same_day(office, item.term.due, now) for item in open_terms(case)),
    )


def _growth(office: Office, case: Case, now: datetime) -> str:
    """Return whether coverage takes off, or how many articles of the last day came to earlier ones."""
    if words := lifeline.growth(lifeline.life(office, case, now)):
        return f"; {words}"
    fresh = sum(now - one.published <= timedelta(days=1) for one in case.articles)
    return f"; {fresh} berita dalam 24 jam terakhir" if 0 < fresh < len(case.articles) else ""


def _where(case: Case) -> str:
    """Return where the blaming sentence stands: who reads headlines only would miss the second kind."""
    evidence = next(iter(case.rating.get("evidence", ())), "")
    if not evidence or not case.articles:
        return ""
    titles = [one.title.casefold() for one in case.articles]
    in_title = any(evidence.casefold().strip(" .") in title for title in titles)
    return "judul berita" if in_title else "isi berita (judulnya belum tentu bernada sama)"


def _same_day(office: Office, instant: datetime, now: datetime) -> bool:
    return instant.astimezone(office.zone).date() == now.astimezone(office.zone).date()


def _proposed(confidence: object) -> str:
    return f"usulan, keyakinan {confidence:.0%}" if isinstance(confidence, float) else "usulan"


def due_lines(office: Office, case: Case, now: datetime) -> Iterable[report.DueLine]:
    """Yield the terms that still run, in words."""
    for item in open_terms(case):
        left = remaining(item, now, office.calendars)
        said, late = time_left(left, item.term.running, item.term.due < now, item.frozen)
        yield report.DueLine(wording.TERM_NAMES[item.name], office.say(item.term.due), said, late)


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
