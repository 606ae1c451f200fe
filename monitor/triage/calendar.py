"""Working time of one office: dated tables and holidays → the windows of each day, and of each year.

    calendar.yaml (CalendarTable) + holidays
    | build_calendars        one Calendar for each name
    | Calendar.day           windows of a date, or why there are none
    | Calendar.year          all windows of a year, sorted, with a running sum: what worktime walks on

Which rule of a date wins: extra working day, closure, national holiday or cuti bersama, week table (the
Ramadan one in Ramadan). Instants inside are whole microseconds since 1970 in UTC: exact and quick to compare.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays
from holidays.version import __version__ as _HOLIDAYS_VERSION

from monitor.errors import InputError
from monitor.schema_calendar import (
    CalendarRow,
    CalendarTable,
    Closure,
    ExtraDay,
    Ramadan,
    Window,
)
from monitor.wording_time import format_day

# Years a deadline may touch: before there is no online news, after there is only a typing error.
FIRST_YEAR, LAST_YEAR = 1970, 2100

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_ESTIMATE = " (perkiraan)"  # the holiday package's own mark on a date that the moon has yet to settle


def to_ticks(instant: datetime) -> int:
    """Return an aware instant as microseconds since 1970 in UTC; ``ValueError`` where it has no zone."""
    if instant.tzinfo is None:
        raise ValueError("working time needs an instant with a time zone")
    return (instant - _EPOCH) // _TICK


def from_ticks(ticks: int) -> datetime:
    """Return the instant in UTC that lies ``ticks`` microseconds after the start of 1970."""
    return _EPOCH + ticks * _TICK


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its windows (opening and closing in ticks, in order) or why there are none.

    ``note`` says what is special about the hours of an open day.
    """

    date: date
    windows: tuple[tuple[int, int], ...]
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """All windows of a local year, in ticks.

    ``before[i]`` is the time worked in the year before window i; its last item is the whole year's.
    """

    opens: tuple[int, ...]
    closes: tuple[int, ...]
    before: tuple[int, ...]

    @property
    def total(self) -> int:
        """Working time of the whole year in ticks."""
        return self.before[-1]

    def worked(self, instant: int) -> int:
        """Return the working time between the year's start and ``instant``."""
        i = bisect_right(self.opens, instant) - 1
        return self.before[i] + min(instant, self.closes[i]) - self.opens[i] if i >= 0 else 0

    def reach(self, worked: int) -> int:
        """Return the earliest instant by which ``worked`` (0 < worked ≤ total) has been worked."""
        i = bisect_left(self.before, worked) - 1
        return self.opens[i] + worked - self.before[i]


class Calendar:
    """The working time of one office, by date. Does not change once built; days and years are remembered.

    ``version`` names table and holiday list, ``day_length`` is what "1 hari kerja" means, ``always_open``
    marks the calendar that knows no closing.
    """

    def __init__(self, name: str, row: CalendarRow, table: CalendarTable) -> None:
        self.name = name
        self.version = f"{table.version}+holidays-{_HOLIDAYS_VERSION}"
        self.zone: ZoneInfo = table.tzinfo
        self.label = table.label
        self.always_open = row.always_open
        hours = row.hours_per_day or (24.0 if row.always_open else table.hours_per_day)
        self.day_length = timedelta(hours=hours)
        self._row = row
        self._weeks = table.weeks
        self._ramadan = table.ramadan
        self._closures = {c.day: c for c in table.closures if _applies(c, name)}
        self._extra_days = {e.day: e for e in table.extra_days if _applies(e, name)}
        self._years: dict[int, Year] = {}

    def day(self, day: date) -> Day:
        """Return the windows of a local date, or why there are none."""
        if self.always_open:
            return self._open(day, ((0, 24 * 60),), "24 jam")
        windows, note = self._table(day)
        if extra := self._extra_days.get(day):
            return self._open(day, extra.windows or windows, f"hari kerja tambahan: {extra.reason}")
        if reason := self._holiday(day):
            return Day(day, (), f"libur – {reason}")
        if not windows:
            return Day(day, (), "libur akhir pekan" if day.weekday() >= _SATURDAY else "tidak ada jam kerja")
        return self._open(day, windows, note)

    def year(self, year: int) -> Year:
        """Return all windows of a local year; ``InputError`` outside the years a deadline may touch."""
        found = self._years.get(year)
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise InputError(
                    f"Kalender '{self.name}' hanya menghitung tahun {FIRST_YEAR} sampai {LAST_YEAR}, "
                    f"sedangkan waktu yang diminta mencapai {year}; periksa tanggal dan lama waktunya."
                )
            found = self._years[year] = self._build(year)
        return found

    def gaps(self, year: int) -> tuple[str, ...]:
        """Return what the calendar lacks for a year, so that deadlines may move; one sentence each."""
        if self.always_open:
            return ()
        found = [] if self._knows_joint_leave(year) else [f"Cuti bersama {year} belum diketahui."]
        if any(row.ramadan for row in self._row.weeks) and not self._months(year):
            found.append(f"Tanggal Ramadan {year} belum diisi.")
        return tuple(found)

    def warnings(self, year: int) -> tuple[str, ...]:
        """Return the gaps of a year and the dates in it that are only estimates, one sentence each."""
        if self.always_open:
            return ()
        found = [
            f"Ramadan mulai {format_day(r.first)} masih perkiraan." for r in self._months(year) if r.estimate
        ]
        if self._row.national_holidays:
            names = (
                (d, n.removesuffix(_ESTIMATE)) for d, n in _national(year).items() if n.endswith(_ESTIMATE)
            )
            found += [f"{name} {format_day(day)} masih perkiraan." for day, name in names]
        return (*self.gaps(year), *found)

    def _months(self, year: int) -> list[Ramadan]:
        return [r for r in self._ramadan if r.first.year <= year <= r.last.year]

    def _knows_joint_leave(self, year: int) -> bool:
        local = any(c.joint and c.day.year == year for c in self._closures.values())
        return local or not self._row.national_holidays or _has_joint_leave(year)

    def _holiday(self, day: date) -> str:
        if closure := self._closures.get(day):
            return closure.reason
        return _national(day.year).get(day, "") if self._row.national_holidays else ""

    def _table(self, day: date) -> tuple[tuple[Window, ...], str]:
        """Return the week table's windows for a date and a word on Ramadan.

        Before the first table's date the first holds: an archive must not stop at it.
        """
        rows = self._row.weeks
        row = next((r for r in reversed(rows) if r.since <= day), rows[0])
        month = next((r for r in self._ramadan if r.first <= day <= r.last), None)
        if month is None or row.ramadan is None:
            return self._weeks[row.week][day.weekday()], ""
        note = "jam Ramadan, tanggalnya perkiraan" if month.estimate else "jam Ramadan"
        return self._weeks[row.ramadan][day.weekday()], note

    def _open(self, day: date, windows: tuple[Window, ...], note: str) -> Day:
        midnight = datetime.combine(day, time())
        ticks = [
            (self._local(midnight + timedelta(minutes=a)), self._local(midnight + timedelta(minutes=b)))
            for a, b in windows
        ]
        return Day(day, tuple(ticks), note=note)

    def _local(self, naive: datetime) -> int:
        return to_ticks(naive.replace(tzinfo=self.zone))

    def _build(self, year: int) -> Year:
        first = date(year, 1, 1)
        days = (self.day(first + n * _ONE_DAY) for n in range((date(year + 1, 1, 1) - first).days))
        windows = [window for day in days for window in day.windows]
        return Year(
            opens=tuple(a for a, _ in windows),
            closes=tuple(b for _, b in windows),
            before=(0, *accumulate(b - a for a, b in windows)),
        )


def build_calendars(table: CalendarTable) -> dict[str, Calendar]:
    """Return the calendars of a profile by name; ``default`` is always among them."""
    return {name: Calendar(name, row, table) for name, row in table.calendars.items()}


def _applies(row: Closure | ExtraDay, name: str) -> bool:
    return not row.calendars or name in row.calendars


@lru_cache(maxsize=256)
def _national(year: int) -> dict[date, str]:
    """Return national holidays and cuti bersama of a year with their Indonesian names.

    Cuti bersama is set each year by the joint decree of three ministers (SKB 3 Menteri); the package keeps
    it in category "government", which its default leaves out.
    """
    days = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return dict(sorted(days.items()))


@lru_cache(maxsize=256)
def _has_joint_leave(year: int) -> bool:
    return bool(holidays.country_holidays("ID", years=year, categories=("government",), language="id"))
