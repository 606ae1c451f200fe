"""When a source is visited next: pace, patience, moved and deleted addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect import schedule
from monitor.model import Article, Problem, SourceState, Visit
from monitor.schema_feeds import Defaults, Source

# 10.00 WITA, inside the active hours.
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SOURCE = Source(kind="rss", url="https://kabar.example/feed/", id="kabar/rss-1")
DEFAULTS = Defaults()
HALF_HOUR = 1800.0
STEADY = SourceState(
    "kabar/rss-1",
    next_at=NOW,
    interval=HALF_HOUR,
    last_ok=NOW - timedelta(minutes=30),
    url="https://kabar.example/feed/",
)


def found(unseen: int, items: int = 10, at: datetime = NOW, **more: object) -> Visit:
    return replace(Visit("kabar/rss-1", at, "new", items=items, unseen=unseen), **more)


def failed(kind: str = "broken", at: datetime = NOW, **more: object) -> Visit:
    return replace(Visit("kabar/rss-1", at, "failed", problems=(Problem(kind, "rusak"),)), **more)


def after(state: SourceState, visit: Visit, **more: object) -> SourceState:
    return schedule.after(state, visit, SOURCE, DEFAULTS, new=visit.unseen, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unseen", "calm", "pace"),
    [(7, 0, 0.5), (10, 0, 0.5), (6, 0, 1.0), (4, 1, 1.0), (3, 0, 1.0), (3, 1, 1.5), (0, 1, 1.5)],
)
def test_the_pace_follows_the_share_of_unseen_items(unseen: int, calm: int, pace: float) -> None:
    state = after(replace(STEADY, calm=calm), found(unseen))

    assert state.pace == pace
    assert state.next_at == NOW + timedelta(seconds=pace * HALF_HOUR)


def test_one_calm_visit_is_not_enough_and_a_busy_one_begins_the_count_anew() -> None:
    once = after(STEADY, found(1))
    busy = after(once, found(5, at=once.next_at or NOW))
    again = after(busy, found(1, at=busy.next_at or NOW))

    assert [one.calm for one in (once, busy, again)] == [1, 0, 1]
    assert again.pace == 1.0


def test_an_unchanged_answer_is_a_calm_visit() -> None:
    unchanged = Visit("kabar/rss-1", NOW, "unchanged")

    assert after(replace(STEADY, calm=1), unchanged).pace == 1.5


@pytest.mark.parametrize(
    "state",
    [replace(STEADY, last_ok=None, next_at=None), replace(STEADY, next_at=NOW - timedelta(hours=9), calm=1)],
    ids=["first visit", "late visit"],
)
@pytest.mark.parametrize("unseen", [0, 10])
def test_first_and_late_visits_say_nothing_of_the_pace(state: SourceState, unseen: int) -> None:
    assert after(state, found(unseen)).pace == 1.0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
@settings(deadline=None, max_examples=60)
def test_the_pace_never_leaves_its_bounds(visits: list[tuple[int, int]]) -> None:
    state = STEADY
    for unseen, items in visits:
        state = after(state, found(min(unseen, items), items, at=state.next_at or NOW))

        assert 0.5 <= state.pace <= 4.0
        assert state.next_at is not None
        assert state.next_at > (state.last_ok or NOW)


def test_at_night_a_hurried_source_waits_for_the_night_interval() -> None:
    night = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)

    assert schedule.interval(SOURCE, DEFAULTS, night, pace=0.5) == 3600.0
    assert schedule.interval(SOURCE, DEFAULTS, night, pace=4.0) == 7200.0


def test_a_list_that_is_new_from_top_to_bottom_may_have_run_over() -> None:
    assert after(STEADY, found(10)).gap_at == NOW
    assert after(STEADY, found(9)).gap_at is None
    assert after(STEADY, found(3, items=3)).gap_at is None
    assert after(replace(STEADY, last_ok=None), found(10)).gap_at is None


def test_a_moved_address_is_counted_as_long_as_it_stays_the_same() -> None:
    state = STEADY
    counts = []
    for target in (
        "https://a.example/f",
        "https://a.example/f",
        "https://b.example/f",
        "",
        "https://b.example/f",
    ):
        state = after(state, found(1, moved_to=target))
        counts.append((state.moved_to[8:9], state.moved))

    assert counts == [("a", 1), ("a", 2), ("b", 1), ("", 0), ("b", 1)]


def test_410_twice_is_believed_and_asked_again_in_a_month() -> None:
    once = after(STEADY, failed("gone", http=410))
    twice = after(once, failed("gone", http=410))

    assert once.next_at is not None
    assert once.next_at - NOW <= timedelta(days=1)
    assert twice.next_at == NOW + timedelta(days=30)
    assert after(twice, found(1)).gone == 0


def test_404_is_never_taken_for_gone() -> None:
    state = STEADY
    for _ in range(50):
        state = after(state, failed("gone", http=404))

    assert state.gone == 0
    assert state.next_at == NOW + timedelta(days=1)


def test_failures_add_up_and_one_success_forgets_them() -> None:
    state, waits = STEADY, []
    for kind in ("offline", "broken", "gone"):
        state = after(state, failed(kind))
        waits.append(((state.next_at or NOW) - NOW).total_seconds() / HALF_HOUR)

    assert waits == [1.25, 1.75, 2.75]
    assert after(state, found(1)).failures == 0


def test_our_own_outage_counts_against_nobody() -> None:
    offline = [failed("offline") for _ in range(3)]

    assert schedule.our_own_outage([*offline, found(1)])
    assert not schedule.our_own_outage([*offline, found(1), found(1), found(1)])
    assert not schedule.our_own_outage(offline[:2])
    assert after(STEADY, offline[0], blameless=True).failures == 0


def test_retry_after_is_a_floor_and_a_day_the_ceiling() -> None:
    assert after(STEADY, failed("busy", retry_after=7200)).next_at == NOW + timedelta(hours=2)
    assert after(STEADY, found(1, retry_after=10**6)).next_at == NOW + timedelta(days=1)


def test_a_new_address_in_feeds_yaml_begins_without_memories() -> None:
    state = replace(STEADY, etag='"x"', gone=5, next_at=NOW + timedelta(days=30))
    moved = SOURCE.model_copy(update={"url": "https://kabar.example/rss"})

    assert schedule.current(state, SOURCE) == state
    assert schedule.current(state, moved) == SourceState("kabar/rss-1")


def test_the_share_of_dated_articles_remembers_and_forgets() -> None:
    def visit(*flags: str) -> Visit:
        made = tuple(
            Article(f"k{n}", "u", "kabar", "kabar/rss-1", "J", "T", NOW, NOW, flags=(flag,) if flag else ())
            for n, flag in enumerate(flags)
        )
        return found(len(made), articles=made)

    first = after(STEADY, visit("", "tanpa-tanggal"))
    later = after(first, visit(*["tanpa-tanggal"] * 25))

    assert (STEADY.dated, first.dated, later.dated) == (None, 0.5, 0.25)
    assert after(later, Visit("kabar/rss-1", NOW, "unchanged")).dated == 0.25
