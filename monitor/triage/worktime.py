"""Working-time arithmetic: when a term ends, how long something took, and why.

Everything rests on one function W(t), the working time up to instant t: it never falls, and stands still
while the office is closed.

    elapsed(a, b)   = W(b) - W(a)
    advance(a, x)   = the EARLIEST t with W(t) = W(a) + x

"Earliest" is the convention at a closing: 1 jam kerja from 15.00 ends at 16.00, when the office closes, and
not at 07.30 the next morning. So a deadline lies inside a window or at its end, never in a closure. A start
outside the windows counts from the next opening. On a running clock W(t) is the wall clock itself.

"1 hari kerja" is the calendar's day length (7.5 hours in an office) of working time, whatever the weekday and
also in Ramadan, when an office day is shorter: a term must not be longer or shorter by the day it starts on.

businesstimedelta (last release 2019) and workalendar (no Indonesia) do not serve; neither explains itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.span import DAY, HOUR, MINUTE, WORK_DAY, WORK_HOUR, WORK_MINUTE, Span, parse_span
from monitor.triage.calendar import Calendar, Day, from_ticks, to_ticks
from monitor.wording_time import format_clock, format_day, format_instant, format_span

__all__ = [
    "Due",
    "Pause",
    "Span",
    "advance",
    "due",
    "elapsed",
    "extend",
    "is_open",
    "length",
    "next_opening",
    "parse_span",
    "paused",
]

Pause = tuple[datetime, datetime]
"""Start and end of a pause, aware; one still going on ends "now"."""

_TICK = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the instant in UTC and its derivation, one Indonesian line a day, "Tenggat: …" last."""

    due: datetime
    steps: tuple[str, ...] = ()


def length(span: Span, calendar: Calendar, running: bool = False) -> timedelta:
    """Return how much time ``span`` asks for, on a running clock where ``running`` and its unit allow it."""
    day = _ONE_DAY if _runs(span, running) else calendar.day_length
    units = {MINUTE: timedelta(minutes=1), HOUR: timedelta(hours=1), DAY: day}
    units |= {WORK_MINUTE: units[MINUTE], WORK_HOUR: units[HOUR], WORK_DAY: calendar.day_length}
    return int(span.amount * (units[span.unit] // _TICK)) * _TICK


def advance(start: datetime, work: timedelta, calendar: Calendar, running: bool = False) -> datetime:
    """Return the earliest instant (UTC) by which ``work`` (≥ 0) has passed since ``start``; 0: ``start``.

    Raises ``InputError`` where that lies beyond the calendar's last year.
    """
    if work < _NOTHING:
        raise ValueError("working time can only be added")
    ticks = to_ticks(start)
    if running or calendar.always_open or not work:
        return from_ticks(ticks + work // _TICK)
    number = start.astimezone(calendar.zone).year
    year = calendar.year(number)
    goal = year.worked(ticks) + work // _TICK
    while goal > year.total:
        goal -= year.total
        number += 1
        year = calendar.year(number)
    return from_ticks(year.reach(goal))


def elapsed(start: datetime, end: datetime, calendar: Calendar, running: bool = False) -> timedelta:
    """Return the time between two instants as the clock counts it; negative where ``end`` comes first."""
    a, b = to_ticks(start), to_ticks(end)
    if running or calendar.always_open:
        return (b - a) * _TICK
    if b < a:
        return -elapsed(end, start, calendar)
    first, last = start.astimezone(calendar.zone).year, end.astimezone(calendar.zone).year
    between = sum(calendar.year(number).total for number in range(first, last))
    return (between + calendar.year(last).worked(b) - calendar.year(first).worked(a)) * _TICK


def due(start: datetime, span: Span, calendar: Calendar, running: bool = False, explain: bool = True) -> Due:
    """Return when ``span`` from ``start`` ends, with its derivation unless ``explain`` is false.

    ``running`` is the policy's word on the level: minutes, hours and days then run day and night. Units of
    working time (jk, hk, mk) stay with the calendar.
    """
    runs = _runs(span, running)
    end = advance(start, length(span, calendar, running), calendar, runs)
    return Due(end, _derivation(start, span, end, calendar, runs) if explain else ())


def is_open(instant: datetime, calendar: Calendar) -> bool:
    """Return whether the office is open; at the minute of closing it no longer is."""
    return next_opening(instant, calendar) == instant


def next_opening(instant: datetime, calendar: Calendar) -> datetime:
    """Return ``instant`` itself (UTC) when the office is open, else the next opening."""
    if calendar.always_open:
        return from_ticks(to_ticks(instant))
    # The earliest instant with one tick of work done lies one tick after the opening.
    return advance(instant, _TICK, calendar) - _TICK


def extend(
    end: datetime,
    pauses: Iterable[Pause],
    calendar: Calendar,
    running: bool = False,
    since: datetime | None = None,
) -> datetime:
    """Return the deadline ``end`` moved by the pauses, measured on the deadline's own clock.

    Overlapping pauses count once, and only from ``since`` (the term's start) on. A pause that begins at or
    after the deadline as moved so far changes nothing: that deadline had already been missed or met. For a
    pause still going on pass ``now`` as its end; the deadline then never lies in the past.
    """
    moved = end.astimezone(UTC)
    for first, last in _merged(pauses, since):
        if first >= moved:
            break
        moved = advance(moved, elapsed(first, last, calendar, running), calendar, running)
    return moved


def paused(
    pauses: Iterable[Pause],
    calendar: Calendar,
    running: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
) -> timedelta:
    """Return the time spent in pauses between ``since`` and ``until``; overlapping pauses count once."""
    spans = ((first, min(last, until) if until else last) for first, last in _merged(pauses, since))
    return sum((elapsed(a, b, calendar, running) for a, b in spans if a < b), _NOTHING)


def _runs(span: Span, running: bool) -> bool:
    return running and not span.working


def _merged(pauses: Iterable[Pause], since: datetime | None) -> list[Pause]:
    """Return pauses in order, cut at ``since``, overlapping ones joined, empty ones dropped."""
    merged: list[Pause] = []
    for first, last in sorted(pauses):
        start = max(first, since) if since else first
        if start >= last:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((start, last))
    return merged


# --- saying why ------------------------------------------------------------------------------------------


def _derivation(
    start: datetime, span: Span, end: datetime, calendar: Calendar, running: bool
) -> tuple[str, ...]:
    """Return the way from start to deadline, one line a day."""
    asked = span.spoken(running)
    if span.unit in (DAY, WORK_DAY) and not running:
        asked += f" ({format_span(length(span, calendar))} waktu kerja)"
    head = f"Mulai: {format_instant(start, calendar.zone, calendar.label)}, ditambah {asked}"
    if running or calendar.always_open:
        body = ["Dihitung terus-menerus, 24 jam sehari, termasuk malam dan hari libur"]
    else:
        body = _day_lines(start, end, calendar)
    return (head, *body, f"Tenggat: {format_instant(end, calendar.zone, calendar.label)}")


def _day_lines(start: datetime, end: datetime, calendar: Calendar) -> list[str]:
    first, last = to_ticks(start), to_ticks(end)
    left = elapsed(start, end, calendar)
    day, final = (t.astimezone(calendar.zone).date() for t in (start, end))
    lines = []
    while day <= final:
        row = calendar.day(day)
        used = [(max(a, first), min(b, last)) for a, b in row.windows if a < last and b > first]
        left -= sum(b - a for a, b in used) * _TICK
        lines.append(_day_line(row, used, left, calendar))
        day += _ONE_DAY
    years = range(start.astimezone(calendar.zone).year, final.year + 1)
    lines += [f"Catatan: {gap} Tenggat dapat bergeser." for year in years for gap in calendar.gaps(year)]
    return lines


def _day_line(row: Day, used: list[tuple[int, int]], left: timedelta, calendar: Calendar) -> str:
    note = f" ({row.note})" if row.note and row.windows else ""
    head = f"{format_day(row.date)}{note}: "
    if not row.windows:
        return head + row.reason
    if not used:
        return head + "jam kerja hari itu sudah selesai"
    parts = [
        f"{format_clock(from_ticks(a), calendar.zone)}–{format_clock(from_ticks(b), calendar.zone)}"
        for a, b in used
    ]
    counted = sum(b - a for a, b in used) * _TICK
    rest = f"sisa {format_span(left)}" if left else "cukup"
    return f"{head}{' dan '.join(parts)} {calendar.label} dihitung {format_span(counted)} ({rest})"
