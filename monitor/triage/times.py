"""How long each term of an issue took, on the wall clock and in working time, open ones included.

    Case (folded events)
    | frozen      everything that does not depend on the time of asking, as plain JSON values
    | timetable   many issues at a time of asking: open terms and holders counted up to then
    | Timetable   what the figures are made of

Frozen times are kept as a projection, so that a report over 100,000 issues folds no events.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.triage import holding, worktime
from monitor.triage.casedata import Case, Leg, Pause, Term
from monitor.triage.policy import Calendars

# Raised whenever the frozen form changes, so that older rows are computed anew.
VERSION = 1
_HOUR = timedelta(hours=1)
_PLAIN = ("state", "open", "level", "opd", "rejections", "revisions", "reopened", "topic", "outcome")


def frozen(case: Case, calendars: Calendars) -> dict[str, Any]:
    """Return an issue's times as JSON values; instants are whole seconds since 1970 (UTC)."""
    plain = {name: getattr(case, name) for name in _PLAIN}
    return {
        **plain,
        "version": VERSION,
        "opened": _stamp(case.opened_at),
        "reason": case.reason_code,
        "assigned": case.assigned_at is not None,
        "answered": any(leg.fit_submitted_at for leg in case.legs),
        "delivered": case.delivered_at is not None,
        "merged": bool(case.merged_into),
        "articles": len(case.articles),
        "outlets": len(case.outlets),
        "first_right": _first_right(case),
        "breaches": [[one.term, one.charged_to] for one in case.breaches],
        "holding": holding.frozen(case, calendars),
        "terms": [_frozen_term(*term, calendars) for term in _terms(case)],
    }


# --- terms -----------------------------------------------------------------------------------------------

_Raw = tuple[Term, str, datetime | None, datetime | None, Sequence[Pause]]


def _terms(case: Case) -> list[_Raw]:
    """Return every term: itself, its agency, when it was met, when it ended without that, its pauses."""
    stopped = None if case.open else case.finished_at or case.last_at
    found: list[_Raw] = []
    if verify := case.terms.get("verify"):
        found.append((verify, "", case.verified_at, stopped, ()))
    for leg in case.legs:
        found += _leg(leg, stopped)
    if finish := case.terms.get("finish"):
        done = case.delivered_at or case.finished_at
        found.append((finish, case.opd, done, stopped, case.pauses))
    return found


def _leg(leg: Leg, stopped: datetime | None) -> list[_Raw]:
    end = leg.returned_at or leg.closed_at or stopped
    return [
        (leg.due["accept"], leg.opd, leg.accepted_at, end, ()),
        (leg.due["respond"], leg.opd, leg.fit_submitted_at, end, leg.pauses),
    ]


def _frozen_term(
    term: Term,
    opd: str,
    met: datetime | None,
    stopped: datetime | None,
    pauses: Sequence[Pause],
    calendars: Calendars,
) -> list[Any]:
    until = met or stopped
    kept = [[_stamp(one.since), _stamp(one.end) if one.end else None] for one in pauses]
    working = worked(term.opd, term.start, until, kept, until, calendars) if until else None
    return [
        term.term, opd, term.opd, _stamp(term.start), _stamp(term.due), _stamp(met) if met else None,
        _stamp(stopped) if stopped else None, working, [] if until else kept,
    ]  # fmt: skip


def worked(
    opd: str, start: datetime, until: datetime, pauses: list[list[Any]], now: datetime, calendars: Calendars
) -> float:
    """Return working hours from ``start`` to ``until`` without pauses, on the clock of ``opd``."""
    calendar = calendars.of(opd)
    spans = [(instant(a), instant(b) if b else now) for a, b in pauses]
    rest = worktime.paused(spans, calendar, False, start, until) if pauses else timedelta(0)
    return max((worktime.elapsed(start, until, calendar) - rest) / _HOUR, 0.0)


# --- the rest --------------------------------------------------------------------------------------------


def _first_right(case: Case) -> bool | None:
    """Return whether the first agency was the right one; known once it answered or lost the issue."""
    if not case.legs:
        return None
    first = case.legs[0]
    if first.returned_at or first.closed_because in ("dikembalikan", "dialihkan"):
        return False
    return True if first.fit_submitted_at else None


def _stamp(at: datetime) -> int:
    return int(at.timestamp())


def instant(stamp: float) -> datetime:
    """Return the instant of a number of seconds since 1970."""
    return datetime.fromtimestamp(stamp, UTC)
