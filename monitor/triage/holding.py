"""Who held an issue: Humas, the agency, nobody because it was paused, or nobody because offices were closed.

The agency holds an issue from the disposisi until it hands it back or hands in an answer; while Humas judges
an answer, Humas holds it. All the rest of an issue's life is Humas'. The time between an end and a reopening
is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.model import Holding
from monitor.triage import worktime
from monitor.triage.casedata import Case, Leg
from monitor.triage.policy import Calendars

_HOUR = timedelta(hours=1)
Held = tuple[str, datetime, datetime]
"""An agency ("" for nobody) and the time from … to."""
_Open = tuple[str, datetime, datetime | None]


def frozen(case: Case, calendars: Calendars) -> dict[str, Any]:
    """Return the hours of an issue that is over, else the spans from which they are counted later."""
    end = case.delivered_at or (None if case.open else case.finished_at or case.last_at)
    opd = [span for number in range(len(case.legs)) for span in _agency(case, number, end)]
    paused = [(leg.opd, one.since, one.end) for leg in case.legs for one in leg.pauses]
    if end:
        found = counted(case.opened_at, end, _ended(opd, end), _ended(paused, end), calendars)
        return {"hours": [found.humas, found.opd, found.paused, found.outside]}
    return {
        "start": int(case.opened_at.timestamp()),
        "opd": _stamps(opd),
        "paused": _stamps(paused),
    }


def counted(
    start: datetime, end: datetime, agency: Sequence[Held], paused: Iterable[Held], calendars: Calendars
) -> Holding:
    """Return who held an issue how long between two instants; spans are cut to them.

    ``agency``: spans in which the issue was with an agency or, with agency ``""``, with nobody.
    """
    total = humas = opd = rest = timedelta(0)
    at = start
    for slug, first, last in sorted((*agency, ("", end, end)), key=lambda one: one[1]):
        first, last = min(max(first, at), end), min(max(last, at), end)
        humas += worktime.elapsed(at, first, calendars.of(""))
        total += first - at
        if slug:
            opd += worktime.elapsed(first, last, calendars.of(slug))
            total += last - first
        at = last
    for slug, first, last in paused:
        first, last = min(max(first, start), end), min(max(last, start), end)
        rest += worktime.elapsed(first, last, calendars.of(slug))
    rest = min(rest, opd)
    working = humas + opd
    return Holding(
        humas / _HOUR, (opd - rest) / _HOUR, rest / _HOUR, max(total - working, timedelta(0)) / _HOUR
    )


def _agency(case: Case, number: int, end: datetime | None) -> list[_Open]:
    """Return the spans in which a leg's agency had the issue, without those in which Humas judged."""
    leg = case.legs[number]
    until = leg.returned_at or leg.closed_at or end
    later = case.legs[number + 1].opened_at if number + 1 < len(case.legs) else None
    handed_in = [
        (draft.submitted_at, draft.judged_at)
        for draft in case.drafts
        if draft.submitted_at and _within(draft.submitted_at, leg, later)
    ]
    spans: list[_Open] = []
    at: datetime | None = leg.opened_at
    for submitted, judged in handed_in:
        if at is None:
            break
        spans.append((leg.opd, at, submitted))
        fit = leg.fit_submitted_at == submitted
        at = None if fit or judged is None else judged
    if at is not None:
        spans.append((leg.opd, at, until))
    if later and leg.closed_because == "selesai" and leg.closed_at:
        spans.append(("", leg.closed_at, later))
    return spans


def _within(instant: datetime, leg: Leg, later: datetime | None) -> bool:
    return leg.opened_at <= instant and (later is None or instant < later)


def _ended(spans: Iterable[_Open], end: datetime) -> list[Held]:
    return [(opd, first, last or end) for opd, first, last in spans]


def _stamps(spans: Iterable[_Open]) -> list[list[Any]]:
    return [
        [opd, int(first.timestamp()), int(last.timestamp()) if last else None] for opd, first, last in spans
    ]
