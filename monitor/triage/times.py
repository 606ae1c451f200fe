"""How long each term of an issue took, on the wall clock and in working time, open ones included."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model import CaseTimes, TermTime
from monitor.triage import worktime
from monitor.triage.casedata import Case, Leg, Pause, Term
from monitor.triage.deadlines import spans
from monitor.triage.policy import Calendars

_HOUR = timedelta(hours=1)


def case_times(case: Case, now: datetime, calendars: Calendars) -> CaseTimes:
    """Return what the response-time report needs of an issue; open terms run up to ``now`` (UTC)."""
    return CaseTimes(
        issue=case.id,
        state=case.state,
        open=case.open,
        level=case.level,
        opd=case.opd,
        opened_at=case.opened_at,
        rejections=case.rejections,
        revisions=case.revisions,
        reopened=case.reopened,
        assigned=case.assigned_at is not None,
        answered=any(leg.fit_submitted_at for leg in case.legs),
        terms=tuple(_terms(case, now, calendars)),
    )


def _terms(case: Case, now: datetime, calendars: Calendars) -> list[TermTime]:
    stopped = None if case.open else case.finished_at or case.last_at
    found = []
    if verify := case.terms.get("verify"):
        found.append(_time(verify, "", case.verified_at, stopped, (), now, calendars))
    for leg in case.legs:
        found += _leg(leg, stopped, now, calendars)
    if finish := case.terms.get("finish"):
        done = case.delivered_at or case.finished_at
        found.append(_time(finish, case.opd, done, stopped, case.pauses, now, calendars))
    return found


def _leg(leg: Leg, stopped: datetime | None, now: datetime, calendars: Calendars) -> list[TermTime]:
    end = leg.returned_at or leg.closed_at or stopped
    return [
        _time(leg.due["accept"], leg.opd, leg.accepted_at, end, (), now, calendars),
        _time(leg.due["respond"], leg.opd, leg.fit_submitted_at, end, leg.pauses, now, calendars),
    ]


def _time(
    term: Term,
    opd: str,
    met: datetime | None,
    stopped: datetime | None,
    pauses: tuple[Pause, ...],
    now: datetime,
    calendars: Calendars,
) -> TermTime:
    """Return one term; ``met`` is when it was fulfilled, ``stopped`` when it ended without that."""
    until = met or stopped or now
    calendar = calendars.of(term.opd)
    rest = worktime.paused(spans(pauses, now), calendar, False, term.start, until)
    working = worktime.elapsed(term.start, until, calendar) - rest
    late = until > term.due
    return TermTime(
        term=term.term,
        opd=opd,
        start=term.start,
        due=term.due,
        end=met,
        running_hours=max(until - term.start, timedelta(0)) / _HOUR,
        working_hours=max(working, timedelta(0)) / _HOUR,
        on_time=(not late) if met else (False if late else None),
        dropped=met is None and stopped is not None,
    )
