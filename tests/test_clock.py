"""Clocks tell aware instants; only a manual one moves by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.clock import ManualClock, SystemClock


def test_the_system_clock_tells_whole_seconds_in_utc() -> None:
    now = SystemClock().now()

    assert (now.tzinfo, now.microsecond) == (UTC, 0)


def test_a_manual_clock_moves_only_when_told() -> None:
    clock = ManualClock(datetime(2026, 11, 21, 18, 0, tzinfo=timezone(timedelta(hours=8))))

    assert clock.now() == datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

    clock.forward(hours=1, minutes=30)

    assert clock.now() == datetime(2026, 11, 21, 11, 30, tzinfo=UTC)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ManualClock(datetime(2026, 11, 21))  # noqa: DTZ001
