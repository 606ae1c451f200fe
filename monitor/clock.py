"""The only reader of the wall clock; everything below receives ``now``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always as an aware instant in UTC."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC, to the whole second (the log's resolution)."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass
class ManualClock:
    """A clock that stands still until it is told to move: for the demo, replays and tests."""

    instant: datetime

    def __post_init__(self) -> None:
        self.set(self.instant)

    def now(self) -> datetime:
        """Return the instant at which the clock stands, in UTC."""
        return self.instant

    def set(self, instant: datetime) -> None:
        """Put the clock at ``instant`` (aware; any zone)."""
        if instant.tzinfo is None:
            raise ValueError("a clock needs an instant with a time zone")
        self.instant = instant.astimezone(UTC)

    def forward(self, **span: float) -> None:
        """Move the clock forward; ``span`` as for ``datetime.timedelta`` (hours=…, minutes=…)."""
        self.instant += timedelta(**span)


def monotonic() -> float:
    """Return seconds on a clock that never jumps: for time-outs and politeness, not for dates."""
    return time.monotonic()
