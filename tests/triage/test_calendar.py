"""From dated tables and holidays to the windows of a day: the shipped profile and what an office may add."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
import yaml

from monitor.schema_calendar import CalendarTable
from monitor.triage.calendar import Calendar, build_calendars, from_ticks
from monitor.triage.worktime import advance, elapsed

ROOT = Path(__file__).parents[2]
PROFILE = yaml.safe_load((ROOT / "monitor/profiles/sulsel/calendar.yaml").read_text(encoding="utf-8"))


def built(name: str = "default", **keys: Any) -> Calendar:
    return build_calendars(CalendarTable.model_validate(PROFILE | keys))[name]


def hours(calendar: Calendar, day: str) -> list[str]:
    """Windows of a date as an office would read them."""
    return [
        "–".join(f"{from_ticks(t).astimezone(calendar.zone):%H.%M}" for t in window)
        for window in calendar.day(date.fromisoformat(day)).windows
    ]


def working_days(calendar: Calendar, year: int) -> int:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return sum(bool(calendar.day(day).windows) for day in days if day.year == year)


ORDINARY, FRIDAY = ["07.30–12.00", "13.00–16.00"], ["07.30–11.30", "13.00–16.30"]
RAMADAN, RAMADAN_FRIDAY = ["08.00–12.00", "12.30–15.00"], ["08.00–11.30", "12.30–15.30"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-07-09", ORDINARY),
        ("2026-07-10", FRIDAY),
        ("2026-07-11", []),
        ("2026-02-18", ORDINARY),
        ("2026-02-19", RAMADAN),
        ("2026-02-20", RAMADAN_FRIDAY),
        ("2026-03-17", RAMADAN),
        ("2026-03-25", ORDINARY),
        ("2027-02-08", RAMADAN),
        ("2016-07-14", ORDINARY),  # before the first table its hours hold too
    ],
)
def test_the_table_in_force_gives_the_hours_of_a_day(day: str, expected: list[str]) -> None:
    assert hours(built(), day) == expected


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-07-11", "libur akhir pekan"),
        ("2026-08-17", "libur – Hari Kemerdekaan Republik Indonesia"),
        ("2026-03-20", "libur – Cuti Bersama Hari Raya Idul Fitri"),
        ("2026-12-24", "libur – Cuti Bersama Hari Raya Natal"),
        ("2027-03-10", "libur – Hari Raya Idul Fitri (perkiraan)"),
    ],
)
def test_a_closed_day_says_why(day: str, reason: str) -> None:
    assert built().day(date.fromisoformat(day)).reason == reason


@pytest.mark.parametrize(("year", "days"), [(2025, 237), (2026, 240), (2027, 242)])
def test_a_year_has_as_many_working_days_as_the_joint_decree_leaves(year: int, days: int) -> None:
    assert working_days(built(), year) == days


@pytest.mark.parametrize(
    ("monday", "expected"), [("2026-07-06", timedelta(hours=37.5)), ("2026-02-23", timedelta(hours=32.5))]
)
def test_a_week_has_the_hours_of_the_presidential_regulation(monday: str, expected: timedelta) -> None:
    start = datetime.fromisoformat(monday).replace(tzinfo=ZoneInfo("Asia/Makassar"))
    assert elapsed(start, start + timedelta(days=7), built()) == expected


def test_every_ramadan_of_the_profile_ends_the_day_before_idul_fitri() -> None:
    for month in CalendarTable.model_validate(PROFILE).ramadan:
        names = holidays.country_holidays("ID", years=month.first.year, language="id")
        assert names[month.last + timedelta(days=1)].startswith("Hari Raya Idul Fitri")
        assert month.estimate == ("perkiraan" in names[month.last + timedelta(days=1)])


def test_the_first_and_the_last_day_of_ramadan_have_ramadan_hours() -> None:
    calendar = built(ramadan=[{"mulai": "2026-07-07", "sampai": "2026-07-09"}])
    assert [hours(calendar, f"2026-07-{day:02d}") for day in (6, 7, 9, 10)] == [
        ORDINARY,
        RAMADAN,
        RAMADAN,
        FRIDAY,
    ]


# --- what an office adds ---------------------------------------------------------------------------------

CLOSED = {"tanggal": "2026-10-19", "alasan": "Hari jadi provinsi"}


def test_an_office_may_close_on_a_day_of_its_own() -> None:
    assert built(libur_tambahan=[CLOSED]).day(date(2026, 10, 19)).reason == "libur – Hari jadi provinsi"


def test_an_exception_may_hold_for_one_calendar_only() -> None:
    calendars = PROFILE["kalender"] | {"rsud": {"berlaku": [{"berlaku_dari": "2020-01-01", "jam": "biasa"}]}}
    keys: dict[str, Any] = {"kalender": calendars, "libur_tambahan": [CLOSED | {"hanya": ["rsud"]}]}
    assert hours(built("default", **keys), "2026-10-19") == ORDINARY
    assert hours(built("rsud", **keys), "2026-10-19") == []


def test_an_extra_working_day_beats_list_and_weekend() -> None:
    extra = [
        {"tanggal": "2026-12-24", "alasan": "Cuti bersama dibatalkan"},
        {"tanggal": "2026-12-26", "alasan": "Pengganti", "jam": ["08.00-11.00"]},
    ]
    calendar = built(hari_kerja_tambahan=extra)
    assert hours(calendar, "2026-12-24") == ORDINARY
    assert hours(calendar, "2026-12-26") == ["08.00–11.00"]
    assert calendar.day(date(2026, 12, 26)).note == "hari kerja tambahan: Pengganti"


def test_a_new_week_table_holds_from_its_date_on() -> None:
    jam = PROFILE["jam"] | {"enam-hari": {"senin-sabtu": "08.00-14.00"}}
    rows = [*PROFILE["kalender"]["default"]["berlaku"], {"berlaku_dari": "2026-10-01", "jam": "enam-hari"}]
    calendar = built(jam=jam, kalender={"default": {"berlaku": rows}})
    assert hours(calendar, "2026-09-30") == ORDINARY
    assert hours(calendar, "2026-10-01") == ["08.00–14.00"]
    assert hours(calendar, "2026-10-03") == ["08.00–14.00"]
    assert hours(calendar, "2027-02-09") == ["08.00–14.00"]  # without a Ramadan table the hours stay


def test_an_office_that_works_on_holidays_may_leave_the_national_list_out() -> None:
    rows = [{"berlaku_dari": "2020-01-01", "jam": "biasa"}]
    calendar = built(kalender={"default": {"berlaku": rows, "libur_nasional": False}})
    assert hours(calendar, "2026-08-17") == ORDINARY
    assert calendar.warnings(2028) == ()


def test_a_calendar_may_have_a_day_length_of_its_own() -> None:
    rows = [{"berlaku_dari": "2020-01-01", "jam": "biasa"}]
    assert (
        built(kalender={"default": {"berlaku": rows, "jam_per_hari_kerja": 6}}).day_length.seconds == 6 * 3600
    )
    assert built().day_length == timedelta(hours=7.5)
    assert built("penuh").day_length == timedelta(hours=24)


def test_windows_around_the_clock_are_the_wall_clock_even_where_summer_time_changes() -> None:
    week = {"berlaku": [{"berlaku_dari": "2020-01-01", "jam": "penuh"}], "libur_nasional": False}
    keys: dict[str, Any] = {"jam": {"penuh": {"senin-minggu": "00.00-24.00"}}, "kalender": {"default": week}}
    calendar = built(zona="Europe/Berlin", **keys)
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    for work in (timedelta(hours=1), timedelta(hours=20), timedelta(days=400)):
        assert advance(start, work, calendar) == start + work
        assert elapsed(start, start + work, calendar) == work


# --- what is not known yet -------------------------------------------------------------------------------


def test_a_year_without_known_cuti_bersama_is_warned_of() -> None:
    assert built().warnings(2026) == ()
    assert built().gaps(2027) == ()
    assert built().gaps(2028) == ("Cuti bersama 2028 belum diketahui.", "Tanggal Ramadan 2028 belum diisi.")
    assert built("penuh").warnings(2028) == ()


def test_filling_in_what_is_missing_ends_the_warning() -> None:
    keys: dict[str, Any] = {
        "libur_tambahan": [
            {"tanggal": "2028-02-25", "alasan": "Cuti bersama Idul Fitri", "cuti_bersama": True}
        ],
        "ramadan": [{"mulai": "2028-01-28", "sampai": "2028-02-26"}],
    }
    assert built(**keys).gaps(2028) == ()


def test_estimates_are_named() -> None:
    assert built().warnings(2027) == (
        "Ramadan mulai Sen 8 Feb 2027 masih perkiraan.",
        "Hari Raya Idul Fitri Rab 10 Mar 2027 masih perkiraan.",
        "Hari kedua dari Hari Raya Idul Fitri Kam 11 Mar 2027 masih perkiraan.",
        "Hari Raya Idul Adha Sen 17 Mei 2027 masih perkiraan.",
    )
    assert built().day(date(2027, 2, 9)).note == "jam Ramadan, tanggalnya perkiraan"


def test_the_version_names_the_table_and_the_holiday_list() -> None:
    assert re.fullmatch(r"uji-7\+holidays-[\d.]+", built(versi="uji-7").version)


def test_a_calendar_can_be_handed_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(built()))
    assert hours(copy, "2026-02-20") == RAMADAN_FRIDAY


def test_the_page_on_the_calendar_tells_the_figures_of_the_engine() -> None:
    page = (ROOT / "docs/kalender.md").read_text(encoding="utf-8")
    for year in (2025, 2026, 2027):
        start = datetime(year, 1, 1, tzinfo=built().zone)
        total = elapsed(start, start.replace(year=year + 1), built()) / timedelta(hours=1)
        assert f"| {year} | {working_days(built(), year)} | {total:.1f} |".replace(".", ",") in page
