"""Kept times of many issues read at one time of asking, as columns.

rows of ``times.frozen``
| timetable   open terms and holders are counted up to the time of asking
| Timetable
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any

import numpy as np

from monitor.timetable import Breaches, Issues, Terms, Timetable, joined
from monitor.triage import holding
from monitor.triage.policy import Calendars
from monitor.triage.times import instant, worked

_KINDS: dict[str, type] = {
    **dict.fromkeys(("opened", "first_right"), float),
    **dict.fromkeys(("state", "level", "opd", "topic", "reason"), str),
    **dict.fromkeys(("open", "assigned", "answered"), bool),
    **dict.fromkeys(("rejections", "revisions", "reopened", "articles", "outlets"), int),
}
_VALUES = itemgetter(*_KINDS)
# Rows turned into columns at a time: few enough for the processor's cache, enough to make the columns long.
_PART = 4000


def timetable(rows: Iterable[tuple[str, dict[str, Any]]], now: datetime, calendars: Calendars) -> Timetable:
    """Return issues (number, what ``frozen`` kept) as columns; open terms run up to ``now`` (UTC)."""
    left = iter(rows)
    parts = [_part(list(islice(left, _PART)), now, calendars)]
    while some := list(islice(left, _PART)):
        parts.append(_part(some, now, calendars))
    return joined(parts)


def _part(kept: Sequence[tuple[str, dict[str, Any]]], now: datetime, calendars: Calendars) -> Timetable:
    facts = [row for _, row in kept]
    return Timetable(
        _issues([issue for issue, _ in kept], facts, now, calendars),
        _terms(facts, now, calendars),
        _breaches(facts),
    )


def _issues(names: list[str], facts: list[dict[str, Any]], now: datetime, calendars: Calendars) -> Issues:
    columns = zip(*map(_VALUES, facts), strict=True) if facts else [()] * len(_KINDS)
    held = [_held(row["holding"], now, calendars) for row in facts]
    return Issues(
        issue=np.array(names, str),
        held=np.array(held, float).reshape(-1, 4),
        **{
            name: np.array(column, kind) for (name, kind), column in zip(_KINDS.items(), columns, strict=True)
        },
    )


def _held(row: dict[str, Any], now: datetime, calendars: Calendars) -> Sequence[float]:
    if "hours" in row:
        hours: Sequence[float] = row["hours"]
        return hours
    agency, paused = _spans(row["opd"], now), _spans(row["paused"], now)
    found = holding.counted(instant(row["start"]), now, agency, paused, calendars)
    return found.humas, found.opd, found.paused, found.outside


def _spans(rows: Iterable[list[Any]], now: datetime) -> list[holding.Held]:
    return [(opd, instant(start), instant(end) if end else now) for opd, start, end in rows]


def _terms(facts: list[dict[str, Any]], now: datetime, calendars: Calendars) -> Terms:
    """Return all terms. A row is (term, agency, whose clock, start, due, met, stopped, hours, pauses)."""
    rows = [row for one in facts for row in one["terms"]]
    name, opd, _, begun, due, met, stopped, working, _ = zip(*rows, strict=True) if rows else ((),) * 9
    start, until = np.array(begun, float), np.array(met, float)
    end, stop, limit = until.copy(), np.array(stopped, float), np.array(due, float)
    until = np.where(np.isnan(until), stop, until)
    until = np.where(np.isnan(until), now.timestamp(), until)
    hours = np.array(working, float)
    known: dict[tuple[str, int], float] = {}  # terms of one leg begin together
    for place in np.flatnonzero(np.isnan(hours)):
        _, _, clock, since, *_, pauses = rows[place]
        if pauses or (clock, since) not in known:
            hours[place] = worked(clock, instant(since), now, pauses, now, calendars)
        if not pauses:
            hours[place] = known.setdefault((clock, since), float(hours[place]))
    late, unmet = until > limit, np.isnan(end)
    return Terms(
        case=np.repeat(np.arange(len(facts)), [len(one["terms"]) for one in facts]),
        term=np.array(name, str),
        opd=np.array(opd, str),
        start=start,
        due=limit,
        end=end,
        running=np.maximum(until - start, 0) / 3600,
        working=hours,
        on_time=np.where(late, 0.0, np.where(unmet, np.nan, 1.0)),
        dropped=unmet & ~np.isnan(stop),
    )


def _breaches(facts: list[dict[str, Any]]) -> Breaches:
    rows = [(place, *pair) for place, one in enumerate(facts) for pair in one["breaches"]]
    case, term, charged = zip(*rows, strict=True) if rows else ((), (), ())
    return Breaches(np.array(case, int), np.array(term, str), np.array(charged, str))
