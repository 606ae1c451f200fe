"""Reports over a period: fetch the issues, fold them, hand them to the figures."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from monitor.desk.office import Office
from monitor.errors import InputError
from monitor.report import response_time as report
from monitor.report.document import Document
from monitor.triage.case import fold
from monitor.triage.times import case_times
from monitor.wording_time import format_date


def response_time(office: Office, start: date | None, end: date | None) -> Document:
    """Return the response-time report on issues detected from ``start`` to ``end`` (local days, included)."""
    now = office.clock.now()
    today = now.astimezone(office.zone).date()
    first, last = start or today.replace(day=1), end or today
    if last < first:
        raise InputError(f"--to {last} lebih awal daripada --from {first}; tukar keduanya.")
    rows = office.store.issues.opened_between(
        midnight(office, first), midnight(office, last + timedelta(days=1))
    )
    cases = [case_times(fold(office.store.events.of(row.id)), now, office.calendars) for row in rows]
    return report.report(cases, frame(office, first, last, now))


def frame(office: Office, first: date, last: date, now: datetime) -> report.Frame:
    """Return what surrounds the figures of a period."""
    return report.Frame(
        period=f"{format_date(first)} s.d. {format_date(last)}",
        as_of=office.say(now),
        opd_names=office.opd_names,
        footer=footer(office, now),
        min_n=office.config.profile.policy.report.min_n,
    )


def footer(office: Office, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return the lines by which a document can be checked: data as of, policy, calendar, log head."""
    policy = office.config.profile.policy
    lines, head = office.store.events.head()
    return (
        ("Data per", office.say(now)),
        ("Kebijakan", f"{policy.version} ({policy.status})"),
        ("Kalender", office.calendars.version),
        ("Catatan peristiwa", f"{lines} baris, kepala rantai {head[:16]}"),
    )


def midnight(office: Office, day: date) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(day, time.min, tzinfo=office.zone)
