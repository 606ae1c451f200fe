"""Deadlines in working time: the worked cases, what holds for every start and span, and the derivation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.schema_calendar import CalendarTable
from monitor.triage import worktime
from monitor.triage.calendar import Calendar, build_calendars
from monitor.triage.worktime import advance, due, elapsed, extend, is_open, next_opening, parse_span, paused

ROOT = Path(__file__).parents[2]
WITA = ZoneInfo("Asia/Makassar")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def _calendars() -> dict[str, Calendar]:
    text = (ROOT / "monitor/profiles/sulsel/calendar.yaml").read_text(encoding="utf-8")
    return build_calendars(CalendarTable.model_validate(yaml.safe_load(text)))


OFFICE, ALWAYS = (_calendars()[name] for name in ("default", "penuh"))


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def due_at(start: str, span: str, calendar: Calendar = OFFICE, running: bool = False) -> datetime:
    return due(wita(start), parse_span(span), calendar, running).due


# --- the worked cases ------------------------------------------------------------------------------------

WORKED_CASES = [
    ("2026-07-09T11:30", "60 menit", "2026-07-09T13:30"),
    ("2026-07-10T15:30", "2 jk", "2026-07-13T08:30"),
    ("2026-07-11T21:15", "4 jk", "2026-07-13T11:30"),
    ("2026-08-14T16:00", "60 menit", "2026-08-18T08:00"),
    ("2026-03-17T14:30", "4 jk", "2026-03-25T11:00"),
    ("2026-05-13T15:00", "1 hk", "2026-05-18T15:00"),
    ("2026-05-26T15:00", "18 jk", "2026-06-03T09:30"),
    ("2026-12-23T15:30", "2 jk", "2026-12-28T09:00"),
    ("2026-12-31T15:45", "60 menit", "2027-01-04T08:15"),
]


@pytest.mark.parametrize(("start", "span", "expected"), WORKED_CASES)
def test_the_worked_cases_of_the_policy_hold(start: str, span: str, expected: str) -> None:
    assert due_at(start, span) == wita(expected)


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2026-07-09T15:00", "1 jk", "2026-07-09T16:00"),  # ends with the office day, not at the next opening
        ("2026-07-09T11:00", "1 jk", "2026-07-09T12:00"),  # ends with the morning, not after lunch
        ("2026-07-09T16:00", "1 jk", "2026-07-10T08:30"),  # starts at closing
        ("2026-07-09T12:30", "1 jk", "2026-07-09T14:00"),  # starts at lunch
        ("2026-07-10T11:00", "1 jk", "2026-07-10T13:30"),  # the Friday break is 90 minutes
        ("2026-07-10T11:30", "3.5 jk", "2026-07-10T16:30"),
        ("2026-07-10T07:30", "1 hk", "2026-07-10T16:30"),
        ("2026-07-13T07:30", "1 hk", "2026-07-13T16:00"),
        ("2026-07-13T07:30", "5 hk", "2026-07-17T16:30"),
        ("2026-07-13T05:00", "1 menit", "2026-07-13T07:31"),
        ("2026-02-18T15:30", "1 jk", "2026-02-19T08:30"),  # into Ramadan: opening at 08.00
        ("2026-02-20T11:00", "1 jk", "2026-02-20T13:00"),  # Ramadan Friday: break 11.30 to 12.30
        ("2026-02-23T11:30", "1 jk", "2026-02-23T13:00"),  # Ramadan Monday: break 12.00 to 12.30
        ("2026-02-23T08:00", "1 hk", "2026-02-24T09:00"),  # a working day is 7.5 hours, a Ramadan day 6.5
        ("2025-12-31T15:00", "1 hk", "2026-01-02T15:30"),  # over New Year
        ("2026-12-31T15:00", "1 jk", "2026-12-31T16:00"),  # ends with the year's last office hour
    ],
)
def test_windows_breaks_and_ramadan_shape_a_deadline(start: str, span: str, expected: str) -> None:
    assert due_at(start, span) == wita(expected)


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2026-07-11T23:45", "30 menit", "2026-07-12T00:15"),
        ("2026-07-11T23:45", "3 jam", "2026-07-12T02:45"),
        ("2026-07-11T23:45", "1×24 jam", "2026-07-12T23:45"),
        ("2026-12-31T23:00", "60 hari", "2027-03-01T23:00"),
    ],
)
def test_a_running_clock_knows_neither_night_nor_holiday(start: str, span: str, expected: str) -> None:
    assert due_at(start, span, running=True) == wita(expected)


def test_a_unit_of_working_time_stays_in_the_calendar_on_a_running_clock() -> None:
    assert due_at("2026-07-10T15:30", "2 jk", running=True) == wita("2026-07-13T08:30")


def test_plain_units_are_working_time_on_a_working_clock() -> None:
    for plain, working in (("90 menit", "90 menit kerja"), ("6 jam", "6 jk"), ("2 hari", "2 hk")):
        assert due_at("2026-07-10T15:30", plain) == due_at("2026-07-10T15:30", working)


def test_the_calendar_that_never_closes_counts_a_day_as_24_hours() -> None:
    assert due_at("2026-08-16T20:00", "1 hk", ALWAYS) == wita("2026-08-17T20:00")
    assert due_at("2026-08-16T20:00", "6 jk", ALWAYS) == wita("2026-08-17T02:00")


def test_a_deadline_is_given_in_utc() -> None:
    assert due_at("2026-07-10T15:30", "2 jk").tzinfo is UTC
    assert due_at("2026-07-10T15:30", "2 jam", running=True).tzinfo is UTC


def test_the_zone_in_which_an_instant_is_written_does_not_matter() -> None:
    start = wita("2026-07-10T15:30")
    assert (
        due(start.astimezone(UTC), parse_span("2 jk"), OFFICE)
        == due(start.astimezone(ZoneInfo("America/New_York")), parse_span("2 jk"), OFFICE)
        == due(start, parse_span("2 jk"), OFFICE)
    )


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 7, 10, 15, 30)  # noqa: DTZ001
    for call in (
        lambda: advance(naive, HOUR, OFFICE),
        lambda: advance(naive, HOUR, ALWAYS),
        lambda: elapsed(naive, naive, OFFICE),
        lambda: next_opening(naive, ALWAYS),
    ):
        with pytest.raises(ValueError, match="time zone"):
            call()


def test_a_deadline_beyond_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="1970 sampai 2100"):
        due(wita("2100-12-30T15:00"), parse_span("9999 hk"), OFFICE)
    with pytest.raises(InputError, match="1969"):
        elapsed(wita("1969-12-30T15:00"), wita("2026-01-01T00:00"), OFFICE)


def test_work_cannot_be_taken_away() -> None:
    with pytest.raises(ValueError, match="added"):
        advance(wita("2026-07-10T15:30"), -HOUR, OFFICE)


# --- for every start and span ----------------------------------------------------------------------------

instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
works = st.timedeltas(timedelta(microseconds=1), timedelta(hours=600))
modest = settings(deadline=None, max_examples=150)


@modest
@given(instants, works)
def test_time_elapsed_until_a_deadline_is_the_span(start: datetime, work: timedelta) -> None:
    assert elapsed(start, advance(start, work, OFFICE), OFFICE) == work


@modest
@given(instants, works)
def test_a_deadline_is_the_earliest_instant_that_will_do(start: datetime, work: timedelta) -> None:
    end = advance(start, work, OFFICE)
    assert elapsed(start, end - timedelta(microseconds=1), OFFICE) < work


@modest
@given(instants, works)
def test_a_deadline_never_lies_in_a_closure(start: datetime, work: timedelta) -> None:
    end = advance(start, work, OFFICE)
    assert is_open(end - timedelta(microseconds=1), OFFICE)


@modest
@given(instants, instants, works)
def test_a_later_start_never_gives_an_earlier_deadline(a: datetime, b: datetime, work: timedelta) -> None:
    a, b = sorted((a, b))
    assert advance(a, work, OFFICE) <= advance(b, work, OFFICE)


@modest
@given(instants, works, works)
def test_a_longer_span_gives_a_later_deadline(start: datetime, a: timedelta, b: timedelta) -> None:
    assume(a != b)
    a, b = sorted((a, b))
    assert advance(start, a, OFFICE) < advance(start, b, OFFICE)


@modest
@given(instants, works, works)
def test_two_spans_in_a_row_are_one_span(start: datetime, a: timedelta, b: timedelta) -> None:
    assert advance(advance(start, a, OFFICE), b, OFFICE) == advance(start, a + b, OFFICE)


@modest
@given(instants, instants, instants)
def test_elapsed_time_adds_up_in_any_order(a: datetime, b: datetime, c: datetime) -> None:
    assert elapsed(a, b, OFFICE) + elapsed(b, c, OFFICE) == elapsed(a, c, OFFICE)


@modest
@given(instants, works, st.sampled_from([True, False]))
def test_a_calendar_that_never_closes_is_the_wall_clock(start: datetime, work: timedelta, run: bool) -> None:
    assert advance(start, work, ALWAYS, run) == start + work
    assert elapsed(start, start + work, ALWAYS, run) == work
    assert next_opening(start, ALWAYS) == start


@modest
@given(instants)
def test_the_next_opening_is_open_and_nothing_is_worked_before_it(instant: datetime) -> None:
    opening = next_opening(instant, OFFICE)
    assert opening >= instant
    assert is_open(opening, OFFICE)
    assert not elapsed(instant, opening, OFFICE)
    assert is_open(instant, OFFICE) == (opening == instant)


def office_minutes(day: date) -> list[tuple[int, int]]:
    """Windows of the office written a second time, from the law and the decree, as the engine's judge."""
    days_off = holidays.country_holidays("ID", years=day.year, categories=("public", "government"))
    if day in days_off or day.weekday() > 4:
        return []
    friday = day.weekday() == 4
    ramadan = date(2026, 2, 19) <= day <= date(2026, 3, 20) or date(2027, 2, 8) <= day <= date(2027, 3, 9)
    if ramadan:
        return [(480, 690), (750, 930)] if friday else [(480, 720), (750, 900)]
    return [(450, 690), (780, 990)] if friday else [(450, 720), (780, 960)]


@settings(deadline=None, max_examples=60)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)), st.integers(1, 20_000))  # noqa: DTZ001
def test_counting_minute_by_minute_gives_the_same_time(naive: datetime, minutes: int) -> None:
    start = naive.replace(second=0, microsecond=0, tzinfo=WITA)
    end = start + minutes * MINUTE
    counted, day = 0, start.date()
    while day <= end.date():
        midnight = datetime(day.year, day.month, day.day, tzinfo=WITA)
        for a, b in office_minutes(day):
            counted += sum(start <= midnight + m * MINUTE < end for m in range(a, b))
        day += timedelta(days=1)
    assert elapsed(start, end, OFFICE) == counted * MINUTE


@modest
@given(instants)
def test_the_zone_of_the_profile_has_no_summer_time(instant: datetime) -> None:
    assert instant.astimezone(OFFICE.zone).utcoffset() == 8 * HOUR


# --- open and closed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2026-07-09T07:30", "2026-07-09T07:30"),
        ("2026-07-09T11:59", "2026-07-09T11:59"),
        ("2026-07-09T12:00", "2026-07-09T13:00"),
        ("2026-07-10T11:30", "2026-07-10T13:00"),
        ("2026-07-10T16:30", "2026-07-13T07:30"),
        ("2026-03-17T15:00", "2026-03-25T07:30"),
        ("2025-12-31T20:00", "2026-01-02T07:30"),
    ],
)
def test_an_office_is_closed_from_the_minute_of_closing(instant: str, opening: str) -> None:
    assert next_opening(wita(instant), OFFICE) == wita(opening)
    assert is_open(wita(instant), OFFICE) == (instant == opening)


def test_time_overdue_is_negative_time_left() -> None:
    end = due_at("2026-07-10T15:30", "2 jk")
    assert elapsed(wita("2026-07-13T10:00"), end, OFFICE) == -1.5 * HOUR
    assert elapsed(wita("2026-07-13T10:00"), end, OFFICE, running=True) == -1.5 * HOUR
    assert elapsed(wita("2026-07-12T10:00"), end, OFFICE) == HOUR


# --- pauses ----------------------------------------------------------------------------------------------


def pause(first: str, last: str) -> tuple[datetime, datetime]:
    return wita(first), wita(last)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([], "2026-07-14T09:00"),
        ([pause("2026-07-13T08:00", "2026-07-13T10:00")], "2026-07-14T11:00"),
        ([pause("2026-07-10T16:30", "2026-07-13T07:30")], "2026-07-14T09:00"),  # a weekend costs nothing
        ([pause("2026-07-10T12:00", "2026-07-13T08:30")], "2026-07-14T14:30"),
        (  # overlapping pauses count once
            [pause("2026-07-13T08:00", "2026-07-13T10:00"), pause("2026-07-13T09:00", "2026-07-13T11:00")],
            "2026-07-14T12:00",
        ),
        (  # one inside the other
            [pause("2026-07-13T08:00", "2026-07-13T10:00"), pause("2026-07-13T08:30", "2026-07-13T09:00")],
            "2026-07-14T11:00",
        ),
        (  # the second begins after the old deadline, but before the one the first pause moved
            [pause("2026-07-13T08:00", "2026-07-13T10:00"), pause("2026-07-14T10:00", "2026-07-14T11:00")],
            "2026-07-14T12:00",
        ),
        ([pause("2026-07-14T09:00", "2026-07-14T11:00")], "2026-07-14T09:00"),  # too late: already missed
        ([pause("2026-07-14T08:00", "2026-07-14T11:00")], "2026-07-14T12:00"),
    ],
)
def test_a_pause_moves_the_deadline_by_its_working_time(
    pauses: list[tuple[datetime, datetime]], expected: str
) -> None:
    assert extend(wita("2026-07-14T09:00"), pauses, OFFICE) == wita(expected)


def test_a_pause_of_a_running_term_is_measured_on_the_wall_clock() -> None:
    weekend = [pause("2026-07-10T20:00", "2026-07-12T20:00")]
    assert extend(wita("2026-07-11T08:00"), weekend, OFFICE, running=True) == wita("2026-07-13T08:00")


def test_a_pause_counts_only_from_the_start_of_the_term() -> None:
    early = [pause("2026-07-13T08:00", "2026-07-13T10:00")]
    since = wita("2026-07-13T09:30")
    assert extend(wita("2026-07-14T09:00"), early, OFFICE, since=since) == wita("2026-07-14T09:30")
    assert paused(early, OFFICE, since=since) == 0.5 * HOUR
    assert paused(early, OFFICE, until=wita("2026-07-13T08:45")) == 0.75 * HOUR


pairs = st.tuples(*(st.timedeltas(timedelta(0), timedelta(days=days)) for days in (20, 9)))


@modest
@given(instants, works, st.lists(pairs, max_size=4))
def test_time_outside_the_pauses_until_the_moved_deadline_is_the_span(
    start: datetime, work: timedelta, offsets: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = [(start + a, start + a + b) for a, b in offsets]
    end = extend(advance(start, work, OFFICE), pauses, OFFICE, since=start)
    assert elapsed(start, end, OFFICE) - paused(pauses, OFFICE, since=start, until=end) == work


@modest
@given(instants, works, works)
def test_a_pause_still_going_on_never_lets_a_deadline_pass(
    start: datetime, work: timedelta, later: timedelta
) -> None:
    end = advance(start, work, OFFICE)
    begun = start + (end - start) / 2
    now = begun + later
    assert extend(end, [(begun, now)], OFFICE) >= min(now, next_opening(now, OFFICE))


# --- the derivation --------------------------------------------------------------------------------------


def test_a_derivation_tells_every_day_on_the_way() -> None:
    assert due(wita("2026-08-14T16:00"), parse_span("60 menit"), OFFICE).steps == (
        "Mulai: Jum 14 Agu 2026 16.00 WITA, ditambah 60 menit kerja",
        "Jum 14 Agu 2026: 16.00–16.30 WITA dihitung 30 menit (sisa 30 menit)",
        "Sab 15 Agu 2026: libur akhir pekan",
        "Min 16 Agu 2026: libur akhir pekan",
        "Sen 17 Agu 2026: libur – Hari Kemerdekaan Republik Indonesia",
        "Sel 18 Agu 2026: 07.30–08.00 WITA dihitung 30 menit (cukup)",
        "Tenggat: Sel 18 Agu 2026 08.00 WITA",
    )


def test_a_derivation_shows_breaks_ramadan_and_what_a_working_day_is() -> None:
    assert due(wita("2026-02-18T16:30"), parse_span("1 hk"), OFFICE).steps == (
        "Mulai: Rab 18 Feb 2026 16.30 WITA, ditambah 1 hari kerja (7 jam 30 menit waktu kerja)",
        "Rab 18 Feb 2026: jam kerja hari itu sudah selesai",
        "Kam 19 Feb 2026 (jam Ramadan): 08.00–12.00 dan 12.30–15.00 WITA "
        "dihitung 6 jam 30 menit (sisa 1 jam)",
        "Jum 20 Feb 2026 (jam Ramadan): 08.00–09.00 WITA dihitung 1 jam (cukup)",
        "Tenggat: Jum 20 Feb 2026 09.00 WITA",
    )


def test_a_derivation_of_a_running_term_says_that_it_never_stops() -> None:
    assert due(wita("2026-08-16T22:30"), parse_span("3 jam"), OFFICE, running=True).steps == (
        "Mulai: Min 16 Agu 2026 22.30 WITA, ditambah 3 jam",
        "Dihitung terus-menerus, 24 jam sehari, termasuk malam dan hari libur",
        "Tenggat: Sen 17 Agu 2026 01.30 WITA",
    )


def test_a_derivation_warns_of_a_year_that_is_not_known_yet() -> None:
    steps = due(wita("2028-03-02T09:00"), parse_span("1 jk"), OFFICE).steps
    assert "Catatan: Cuti bersama 2028 belum diketahui. Tenggat dapat bergeser." in steps
    assert not any(
        "Catatan" in step for step in due(wita("2026-03-02T09:00"), parse_span("1 jk"), OFFICE).steps
    )


@modest
@given(instants, st.integers(1, 80))
def test_the_hours_of_a_derivation_add_up(start: datetime, hours: int) -> None:
    start = start.replace(second=0, microsecond=0)
    found = due(start, parse_span(f"{hours} jk"), OFFICE)
    days = [step for step in found.steps if "dihitung" in step]
    lefts = [step for step in days if step.endswith("(cukup)")]
    assert lefts == days[-1:]
    days_walked = (found.due.astimezone(WITA).date() - start.astimezone(WITA).date()).days + 1
    assert len([s for s in found.steps if not s.startswith(("Mulai", "Tenggat", "Catatan"))]) == days_walked


def test_a_derivation_can_be_left_out() -> None:
    found = due(wita("2026-07-10T15:30"), parse_span("2 jk"), OFFICE, explain=False)
    assert found == worktime.Due(wita("2026-07-13T08:30").astimezone(UTC), ())
