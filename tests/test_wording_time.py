"""Indonesian words for days, instants and lengths of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.wording_time import format_clock, format_date, format_day, format_instant, format_span, time_left

WITA = ZoneInfo("Asia/Makassar")


def test_an_instant_is_shown_in_the_zone_of_the_profile() -> None:
    assert (
        format_instant(datetime(2026, 11, 21, 10, 40, tzinfo=UTC), WITA, "WITA")
        == "Sab 21 Nov 2026 18.40 WITA"
    )
    assert (
        format_instant(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), WITA, "WITA") == "Jum 1 Jan 2027 00.00 WITA"
    )


def test_seconds_are_dropped_so_that_no_deadline_looks_later_than_it_is() -> None:
    assert format_clock(datetime(2026, 11, 21, 10, 40, 59, tzinfo=UTC), WITA) == "18.40"


def test_days_and_months_have_their_indonesian_names() -> None:
    assert format_date(date(2026, 11, 21)) == "Sabtu, 21 November 2026"
    week = [format_day(date(2026, 8, day)) for day in range(3, 10)]
    assert [text[:3] for text in week] == ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"]
    assert [format_day(date(2026, month, 1)).split()[2] for month in range(1, 13)] == (
        ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    )


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=2, minutes=30), "2 jam 30 menit"),
        (timedelta(hours=1), "1 jam"),
        (timedelta(minutes=45), "45 menit"),
        (timedelta(minutes=45, seconds=59), "45 menit"),
        (timedelta(days=3), "72 jam"),
        (timedelta(0), "0 menit"),
        (timedelta(seconds=20), "kurang dari 1 menit"),
        (timedelta(hours=-1, minutes=-15), "-1 jam 15 menit"),
    ],
)
def test_a_length_of_time_is_told_in_hours_and_minutes(span: timedelta, words: str) -> None:
    assert format_span(span) == words


LEFT = {
    "time is left": ((timedelta(hours=3), False, False), ("sisa 3 jam kerja", False)),
    "on a running clock": ((timedelta(hours=3), True, False), ("sisa 3 jam", False)),
    "too late": ((-timedelta(hours=2), False, True), ("lewat 2 jam kerja", True)),
    "past on Friday evening, read on Sunday": ((timedelta(0), False, True), ("lewat tenggat", True)),
    "at the very deadline": ((timedelta(0), False, False), ("sisa 0 menit kerja", False)),
    "paused": ((timedelta(hours=1), False, True, True), ("sisa 1 jam kerja, sedang ditunda", False)),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_is_left_of_a_term_is_said_in_words(case: str) -> None:
    given, said = LEFT[case]

    assert time_left(*given) == said
