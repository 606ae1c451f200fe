from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.dates import read_date, read_relative, zone_of
from monitor.collect.when import choose
from monitor.schema_feeds import DateRules

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "Nopember",
    "Desember",
)
WITA, WIB = zone_of("WITA"), zone_of("WIB")
# Outlets of Jakarta desks in the table: an unmarked time of theirs is WIB.
JAKARTA = ("mediaindonesia.com byline", "republika dated index", "Okezone JSON-LD dateModified")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "date_strings.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["string"])
def test_every_recorded_form_is_read_exactly(row: dict[str, str]) -> None:
    moment = read_date(row["string"], WIB if row["seen_at"] in JAKARTA else WITA)
    expected = row["expected"]

    if not expected:
        assert moment is None
        return
    assert moment is not None
    if len(expected) == 10:
        assert (moment.wall.date().isoformat(), moment.timed) == (expected, False)
    elif len(expected) == 19:
        assert (moment.wall.isoformat(), moment.zoned) == (expected, False)
    else:
        assert moment.instant == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-09-28WIB19:17:34+07:00", "2019-09-28T12:17:34+00:00"),
        ("10:00 WIB, 24 Juli 2026", "2026-07-24T03:00:00+00:00"),
        ("Tayang: Jumat, 24 Juli 2026 12:40 WIB", "2026-07-24T05:40:00+00:00"),
        ("12/08/2026 10:00 WIB", "2026-08-12T03:00:00+00:00"),
        ("Jum&#39;at, 24 Juli 2026 | 14.00 Wita", "2026-07-24T06:00:00+00:00"),
        ("July 24, 2026 at 3:05 pm", "2026-07-24T07:05:00+00:00"),
        ("24 Juli 2026 18.05 GMT+8", "2026-07-24T10:05:00+00:00"),
        ("24/07/26 10:00", "2026-07-24T02:00:00+00:00"),
        ("1785000000", "2026-07-25T17:20:00+00:00"),
        ("Diperbarui 24 Juli 2026 - 24:00 WITA", "2026-07-24T16:00:00+00:00"),
    ],
)
def test_forms_beyond_the_table(text: str, expected: str) -> None:
    moment = read_date(text, WITA)

    assert moment is not None
    assert moment.instant == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text", ["", "2026-13-45", "31/02/2026", "Rp 12.500,00", "baru saja", "pukul 10.00 WITA"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read_date(text, WITA) is None


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("15 menit yang lalu", timedelta(minutes=15)),
        ("3 jam lalu", timedelta(hours=3)),
        ("Baru saja", timedelta()),
        ("kemarin", timedelta(days=1)),
    ],
)
def test_relative_times_count_back_from_now(text: str, ago: timedelta) -> None:
    assert read_relative(text, NOW) == NOW - ago


def test_month_first_only_where_the_outlet_says_so() -> None:
    moment = read_date("07/08/2026", WITA, day_first=False)

    assert moment is not None
    assert moment.wall.month == 7


@given(
    st.datetimes(NOW.replace(tzinfo=None, year=2000), NOW.replace(tzinfo=None, year=2059)),
    st.sampled_from(["WIB", "WITA", "WIT"]),
)
@settings(deadline=None, max_examples=100)
def test_a_printed_moment_is_read_back(wall: datetime, zone: str) -> None:
    text = f"Jum'at, {wall.day} {MONTHS[wall.month - 1]} {wall.year} | {wall:%H.%M} {zone}"

    moment = read_date(text, WITA)

    assert moment is not None
    assert moment.instant == wall.replace(second=0, microsecond=0, tzinfo=zone_of(zone)).astimezone(UTC)


@given(st.text(max_size=120))
@settings(deadline=None, max_examples=200)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read_date(text, WITA)
    read_relative(text, NOW)


# --- which date is the publication ---------------------------------------------------------------------------


def chosen(
    *marked: str, printed: tuple[str, ...] = (), url: str = "https://a.example/x"
) -> tuple[str, tuple[str, ...]]:
    when = choose(marked, printed, url, DateRules(), "Asia/Makassar", NOW)
    return (when.instant.isoformat() if when.instant else "", when.flags)


def test_the_first_complete_date_is_trusted() -> None:
    assert chosen("2026-11-19T08:00:00+07:00", "2026-11-19T09:30:00+08:00") == (
        "2026-11-19T01:00:00+00:00",
        (),
    )


def test_an_unmarked_time_takes_the_zone_printed_on_the_page() -> None:
    assert chosen("2026-11-19 08:00:00", printed=("Kamis, 19 November 2026 08:00 WIB",)) == (
        "2026-11-19T01:00:00+00:00",
        (),
    )


def test_an_unmarked_time_takes_the_outlets_zone_and_never_utc() -> None:
    assert chosen("2026-11-19 08:00:00") == ("2026-11-19T00:00:00+00:00", ())


def test_a_date_of_another_article_does_not_complete_ours() -> None:
    assert chosen("2026-11-19 08:00:00", printed=("Senin, 2 Maret 2026 10:00 WIB",))[0].startswith(
        "2026-11-19"
    )


def test_a_future_date_is_not_believed() -> None:
    assert chosen("2026-11-21T08:00:00+08:00") == ("", ("tanggal-masa-depan",))


def test_a_bare_date_is_marked_as_such() -> None:
    assert chosen("10 November 2026") == ("2026-11-09T16:00:00+00:00", ("tanpa-jam",))


@pytest.mark.parametrize("url", ["https://a.example/2026/11/19/x", "https://a.example/19/11/2026/x"])
def test_the_address_is_the_last_resort(url: str) -> None:
    assert chosen(url=url) == ("2026-11-18T16:00:00+00:00", ("tanpa-jam",))


def test_no_date_at_all_is_said() -> None:
    assert chosen("3 jam lalu") == ("", ("tanpa-tanggal",))


def test_two_marked_dates_that_differ_only_by_zone_are_flagged() -> None:
    assert chosen("2026-11-19T08:00:00+07:00", "2026-11-19T08:00:00+08:00")[1] == ("zona-berbeda",)
