"""The response-time report: fetch the times of the issues, frame them, hand them to the figures."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from monitor.desk.office import Office
from monitor.desk.periods import Period, midnight, span
from monitor.desk.tracing import events_of
from monitor.report import response_time as report
from monitor.report.document import Document, Masthead
from monitor.report.house import FOLDER as TEMPLATES
from monitor.timetable import Timetable
from monitor.triage.case import fold
from monitor.triage.times import VERSION, frozen
from monitor.triage.timetable import timetable
from monitor.wording_time import format_date

__all__ = ["footer", "frame", "load", "masthead", "midnight", "response_time"]

_DAY = timedelta(days=1)
TREND_MONTHS = 12


def response_time(
    office: Office,
    start: date | None,
    end: date | None,
    *,
    before: Period | None = None,
    explain: bool = False,
) -> Document:
    """Return the response-time report on issues detected from ``start`` to ``end`` (local days, included).

    ``before``: a period to compare with. ``explain``: add the issues and events behind the figures.
    """
    now = office.clock.now()
    period = span(office, start, end)
    history = load(office, _trend_start(period), period.last, now)
    begin = midnight(office, period.first)
    cases = history.where(history.issues.opened >= begin.timestamp())
    about = frame(office, period.first, period.last, now)
    return report.report(
        cases,
        _filled(office, about, period, history, cases if explain else None, before, now),
    )


def load(office: Office, first: date, last: date, now: datetime) -> Timetable:
    """Return the times of the issues detected from ``first`` to ``last``, open ones counted up to ``now``.

    Rows of the projection serve as they are; an issue whose row is missing or of an older form is folded.
    """
    rows = office.store.times.opened_between(midnight(office, first), midnight(office, last + _DAY))
    with _uncollected():
        return timetable(
            (
                (issue, facts) if facts and facts["version"] == VERSION else kept_times(office, issue)
                for issue, facts in rows
            ),
            now,
            office.calendars,
        )


def kept_times(office: Office, issue: str) -> tuple[str, dict[str, Any]]:
    """Return an issue's times as its projection keeps them, folded from its events."""
    return issue, frozen(fold(office.store.events.of(issue)), office.calendars)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the cycle collector: hundreds of thousands of values are made here and all of them stay.

    Its walks over them took a third of the time of loading (20,000 issues: 1.2 s with, 0.8 s without).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _trend_start(period: Period) -> date:
    """Return the first day of the trend: a year of months up to the period's end, or the period's own."""
    months = period.last.year * 12 + period.last.month - TREND_MONTHS
    return min(date(months // 12, months % 12 + 1, 1), period.first)


def _filled(
    office: Office,
    about: report.Frame,
    period: Period,
    history: Timetable,
    traced: Timetable | None,
    before: Period | None,
    now: datetime,
) -> report.Frame:
    start, end = midnight(office, period.first), midnight(office, period.last + _DAY)
    policy = office.config.profile.policy
    return replace(
        about,
        history=history,
        before=load(office, before.first, before.last, now) if before else None,
        before_period=before.words if before else "",
        press=(
            office.store.articles.count_between(start, end),
            office.store.ratings.count_in("flag", start, end),
        ),
        reasons={one.id: one.name for one in policy.dismiss_reasons},
        marks=_marks(office),
        trace=events_of(office, traced.issues.issue.tolist()) if traced is not None else None,
    )


def _marks(office: Office) -> dict[str, str]:
    """Return what changed in a month and may move the figures: Ramadan hours, a new policy."""
    profile = office.config.profile
    found = {f"{row.first:%Y-%m}": "Ramadan" for row in profile.calendar.ramadan}
    return {**found, f"{profile.policy.berlaku_dari:%Y-%m}": "kebijakan baru"}


def frame(office: Office, first: date, last: date, now: datetime) -> report.Frame:
    """Return what surrounds the figures of a period."""
    rules = office.config.profile.policy.report
    return report.Frame(
        period=f"{format_date(first)} s.d. {format_date(last)}",
        as_of=office.say(now),
        opd_names=office.opd_names,
        footer=footer(office, now),
        min_n=rules.min_n,
        masthead=masthead(office),
        at=now,
        zone=office.zone,
        baseline_hours=rules.baseline_hours,
        baseline_source=rules.baseline_source,
    )


def masthead(office: Office) -> Masthead:
    """Return the letterhead of the profile."""
    identity = office.config.profile.identity
    head = identity.letterhead
    address = " · ".join(part for part in (head.address, head.contact) if part)
    templates = office.config.profile_path / TEMPLATES
    return Masthead(tuple(head.lines), address, head.city, identity.verifier.unit, templates)


def footer(office: Office, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the lines by which a document can be checked: data as of, policy, calendar, model, log head."""
    policy = office.config.profile.policy
    lines, head = office.store.events.head()
    return (
        ("Data per", office.say(now)),
        ("Kebijakan", f"{policy.version} ({policy.status})"),
        ("Kalender", office.calendars.version),
        ("Model penilai", office.store.ratings.latest_model() or "belum ada penilaian"),
        ("Catatan peristiwa", f"{lines} baris, kepala rantai {head[:16]}"),
    )
