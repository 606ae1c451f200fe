"""Named periods, and the first working day of a month."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.config import Config
from monitor.desk.periods import first_working_day, named
from monitor.errors import InputError
from monitor.triage.calendar import build_calendars

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("hari-ini", "2026-11-21", "2026-11-21"),
        ("kemarin", "2026-11-20", "2026-11-20"),
        ("minggu-ini", "2026-11-16", "2026-11-21"),
        ("minggu-lalu", "2026-11-09", "2026-11-15"),
        ("bulan-lalu", "2026-10-01", "2026-10-31"),
        ("triwulan-ini", "2026-10-01", "2026-11-21"),
        ("triwulan-lalu", "2026-07-01", "2026-09-30"),
        ("tahun-lalu", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_name_means_these_days(name: str, first: str, last: str) -> None:
    period = named(name, SATURDAY)

    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


def test_last_month_in_january_is_december() -> None:
    assert named("bulan-lalu", date(2026, 1, 2)).first == date(2025, 12, 1)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(InputError, match="'lusa' tidak dikenal"):
        named("lusa", SATURDAY)


@pytest.mark.parametrize(
    ("day", "months", "is_first"),
    [
        ("2026-10-01", 1, True),
        ("2026-10-02", 1, False),
        ("2026-08-03", 1, True),  # 1 and 2 August 2026 are a weekend
        ("2026-08-01", 1, False),
        ("2026-08-03", 3, False),  # August begins no quarter
        ("2026-01-02", 3, True),  # New Year's Day is a holiday
    ],
)
def test_the_first_working_day_is_found(config: Config, day: str, months: int, is_first: bool) -> None:
    calendar = build_calendars(config.profile.calendar)["default"]

    assert first_working_day(date.fromisoformat(day), calendar, every_months=months) is is_first
