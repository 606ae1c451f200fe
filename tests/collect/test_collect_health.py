"""What is wrong with a source although it answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.health import alarms, usual_gap, yaml_line
from monitor.model import SourceState
from monitor.schema_feeds import Source

WITA = ZoneInfo("Asia/Makassar")
MONDAY = datetime(2026, 11, 16, tzinfo=WITA)
SOURCE = Source(kind="rss", url="https://kabar.example/feed/", id="kabar/rss-1", confidence="listed")


def daily(days: int, first: int = 6, last: int = 22) -> list[datetime]:
    """News every half hour from six to ten, nothing at night."""
    return [
        MONDAY + timedelta(days=day, hours=first, minutes=30 * half)
        for day in range(days)
        for half in range((last - first) * 2 + 1)
    ]


def kinds(state: SourceState, arrivals: list[datetime] | None = None) -> list[str]:
    return [alarm.kind for alarm in alarms(SOURCE, state, arrivals or [], WITA)]


def seen(last_new: datetime, last_ok: datetime) -> SourceState:
    return SourceState("kabar/rss-1", last_ok=last_ok, last_new=last_new, interval=1800)


def test_the_night_belongs_to_the_usual_gap() -> None:
    assert usual_gap(daily(7), WITA) == timedelta(hours=8)


def test_an_outlet_that_writes_once_a_week_is_not_measured_by_days() -> None:
    weekly = [MONDAY + timedelta(weeks=week) for week in range(6)]

    assert usual_gap(weekly, WITA) == timedelta(days=7)


@pytest.mark.parametrize("arrivals", [[], [MONDAY], daily(1), daily(2)])
def test_too_little_is_known_at_first(arrivals: list[datetime]) -> None:
    assert usual_gap(arrivals, WITA) is None


@pytest.mark.parametrize(("hours", "silent"), [(8, False), (23, False), (25, True)])
def test_three_times_the_usual_gap_without_news_is_silence(hours: int, silent: bool) -> None:
    arrivals = daily(7)
    state = seen(arrivals[-1], arrivals[-1] + timedelta(hours=hours))

    assert kinds(state, arrivals) == (["senyap"] if silent else [])


def test_silence_is_measured_to_the_last_answer_and_not_to_now() -> None:
    arrivals = daily(7)

    assert kinds(seen(arrivals[-1], arrivals[-1]), arrivals) == []


@given(st.lists(st.integers(0, 86400).map(lambda minutes: MONDAY + timedelta(minutes=minutes)), max_size=40))
@settings(deadline=None, max_examples=80)
def test_the_usual_gap_is_one_that_could_have_been(arrivals: list[datetime]) -> None:
    gap = usual_gap(arrivals, WITA)

    if gap is not None:
        assert timedelta() <= gap <= max(arrivals) - min(arrivals)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SourceState("s"), []),
        (SourceState("s", moved_to="https://b.example/f", moved=2), []),
        (SourceState("s", moved_to="https://b.example/f", moved=3), ["pindah"]),
        (SourceState("s", gone=1), []),
        (SourceState("s", gone=2), ["hilang"]),
        (SourceState("s", last_ok=MONDAY, gap_at=MONDAY - timedelta(days=2)), ["celah"]),
        (SourceState("s", last_ok=MONDAY, gap_at=MONDAY - timedelta(days=4)), []),
        (SourceState("s", dated=0.79), ["tanggal"]),
        (SourceState("s", dated=0.8), []),
    ],
)
def test_alarms_begin_where_they_should(state: SourceState, expected: list[str]) -> None:
    assert kinds(state) == expected


def test_a_moved_address_comes_with_the_line_for_feeds_yaml() -> None:
    [alarm] = alarms(SOURCE, SourceState("s", moved_to="https://b.example/f", moved=3), [], WITA)

    assert alarm.line == "- {kind: rss, url: https://b.example/f, confidence: listed}"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
@settings(deadline=None, max_examples=150)
def test_the_line_is_yaml_that_says_what_it_should(tail: str) -> None:
    url = f"https://kabar.example/{tail}"

    assert yaml.safe_load(yaml_line("rss", url, "listed")) == [
        {"kind": "rss", "url": url, "confidence": "listed"}
    ]
