"""Periods of reports: named ones ("bulan-lalu"), spans of days, and the first working day of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.desk.office import Office
from monitor.errors import InputError
from monitor.triage.calendar import Calendar
from monitor.wording_time import format_date

_DAY = timedelta(days=1)
NAMES = (
    "hari-ini", "kemarin", "minggu-ini", "minggu-lalu", "bulan-ini", "bulan-lalu", "triwulan-ini",
    "triwulan-lalu", "tahun-ini", "tahun-lalu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def before(self) -> Period:
        """The period of equal length that ends the day before."""
        length = self.last - self.first
        return Period(self.first - length - _DAY, self.first - _DAY)

    @property
    def words(self) -> str:
        """The period as documents write it."""
        if self.first == self.last:
            return format_date(self.first)
        return f"{format_date(self.first)} s.d. {format_date(self.last)}"


def span(office: Office, start: date | None, end: date | None) -> Period:
    """Return the days asked for; from the month's first day, to today. Raises InputError when reversed."""
    last = end or today(office)
    first = start or last.replace(day=1)
    if last < first:
        raise InputError(f"--to {last} lebih awal daripada --from {first}; tukar keduanya.")
    return Period(first, last)


def named(name: str, day: date) -> Period:
    """Return a named period as seen from ``day``. Raises InputError for an unknown name."""
    if name not in NAMES:
        raise InputError(f"--period: '{name}' tidak dikenal; pilih salah satu dari {', '.join(NAMES)}.")
    unit, _, which = name.partition("-")
    if unit in ("hari", "kemarin"):
        day = day - _DAY if name == "kemarin" else day
        return Period(day, day)
    first = _start(unit, day)
    if which == "ini":
        return Period(first, day)
    last = first - _DAY
    return Period(_start(unit, last), last)


def _start(unit: str, day: date) -> date:
    """Return the first day of the week, month, quarter or year that holds ``day``."""
    if unit == "minggu":
        return day - _DAY * day.weekday()
    if unit == "tahun":
        return day.replace(month=1, day=1)
    month = day.month if unit == "bulan" else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)


def today(office: Office) -> date:
    """Return the local day."""
    return office.clock.now().astimezone(office.zone).date()


def midnight(office: Office, day: date) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(day, time.min, tzinfo=office.zone)


def first_working_day(day: date, calendar: Calendar, *, every_months: int = 1) -> bool:
    """Return whether ``day`` is the first working day of its month, or of its quarter for 3 months."""
    if (day.month - 1) % every_months:
        return False
    earlier = (day.replace(day=number) for number in range(1, day.day))
    return bool(calendar.day(day).windows) and not any(calendar.day(one).windows for one in earlier)
