"""How long each term of an issue took, on the wall clock and in working time, open ones included.

    Case (folded events)
    | frozen     everything that does not depend on the time of asking, as plain JSON values
    | thawed     the same issue at a time of asking: open terms and holders counted up to then
    | CaseTimes  what the figures are made of

Frozen times are kept as a projection, so that a report over 100,000 issues folds no events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import CaseTimes, Holding, TermTime
from monitor.triage import holding, worktime
from monitor.triage.casedata import Case, Leg, Pause, Term
from monitor.triage.policy import Calendars

# Raised whenever the frozen form changes, so that older rows are computed anew.
VERSION = 1
_HOUR = timedelta(hours=1)
_PLAIN = ("state", "open", "level", "opd", "rejections", "revisions", "reopened", "topic", "outcome")


def case_times(case: Case, now: datetime, calendars: Calendars) -> CaseTimes:
    """Return what the response-time report needs of an issue; open terms run up to ``now`` (UTC)."""
    return thawed(case.id, frozen(case, calendars), now, calendars)


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


def thawed(issue: str, row: dict[str, Any], now: datetime, calendars: Calendars) -> CaseTimes:
    """Return an issue's times at ``now`` from what ``frozen`` kept of it."""
    return CaseTimes(
        issue=issue,
        state=row["state"],
        open=row["open"],
        level=row["level"],
        opd=row["opd"],
        opened_at=_instant(row["opened"]),
        rejections=row["rejections"],
        revisions=row["revisions"],
        reopened=row["reopened"],
        assigned=row["assigned"],
        answered=row["answered"],
        terms=tuple([_thawed_term(one, now, calendars) for one in row["terms"]]),
        topic=row["topic"],
        reason=row["reason"],
        outcome=row["outcome"],
        first_right=row["first_right"],
        breaches=tuple([(term, charged) for term, charged in row["breaches"]]),
        holding=_thawed_holding(row["holding"], now, calendars),
        articles=row["articles"],
        outlets=row["outlets"],
        merged=row["merged"],
        delivered=row["delivered"],
    )


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
    working = _working(term.opd, term.start, until, kept, until, calendars) if until else None
    return [
        term.term, opd, term.opd, _stamp(term.start), _stamp(term.due), _stamp(met) if met else None,
        _stamp(stopped) if stopped else None, working, [] if until else kept,
    ]  # fmt: skip


def _thawed_term(row: list[Any], now: datetime, calendars: Calendars) -> TermTime:
    name, opd, clock, begun, due, met, stopped, working, pauses = row
    until = met or stopped or now.timestamp()
    start = _instant(begun)
    if working is None:
        working = _working(clock, start, now, pauses, now, calendars)
    late = until > due
    return TermTime(
        name,
        opd,
        start,
        _instant(due),
        _instant(met) if met else None,
        max(until - begun, 0) / 3600,
        working,
        (not late) if met else (False if late else None),
        not met and stopped is not None,
    )


def _working(
    opd: str, start: datetime, until: datetime, pauses: list[list[Any]], now: datetime, calendars: Calendars
) -> float:
    """Return working hours from ``start`` to ``until`` without pauses, on the clock of ``opd``."""
    calendar = calendars.of(opd)
    spans = [(_instant(a), _instant(b) if b else now) for a, b in pauses]
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


def _thawed_holding(row: dict[str, Any], now: datetime, calendars: Calendars) -> Holding:
    if "hours" in row:
        return Holding(*row["hours"])
    return holding.counted(
        _instant(row["start"]), now, _spans(row["opd"], now), _spans(row["paused"], now), calendars
    )


def _spans(rows: Iterable[list[Any]], now: datetime) -> list[holding.Held]:
    return [(opd, _instant(start), _instant(end) if end else now) for opd, start, end in rows]


def _stamp(instant: datetime) -> int:
    return int(instant.timestamp())


def _instant(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
