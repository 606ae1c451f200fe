"""The response-time report of one agency: the same figures, over the issues it holds or held last."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from monitor.desk.office import Office
from monitor.desk.reporting import frame, kept_times, midnight
from monitor.errors import InputError
from monitor.report import response_time as report
from monitor.report.document import Document
from monitor.store.browse import Filter
from monitor.triage.timetable import timetable


def response_time(office: Office, opd: str, start: date | None, end: date | None) -> Document:
    """Return the report on issues detected from ``start`` to ``end`` (local days) that are the agency's."""
    now = office.clock.now()
    today = now.astimezone(office.zone).date()
    first, last = start or today.replace(day=1), end or today
    if last < first:
        raise InputError("Tanggal akhir lebih awal daripada tanggal awal; tukar keduanya.")
    own = Filter(
        party=opd,
        opd=opd,
        since=midnight(office, first),
        before=midnight(office, last + timedelta(days=1)),
        order="lama",
    )
    kept: list[tuple[str, dict[str, Any]]] = []
    while rows := office.store.browse.issues(own, 500, len(kept)):
        kept += [kept_times(office, row.id) for row in rows]
    return report.report(timetable(kept, now, office.calendars), frame(office, first, last, now))
