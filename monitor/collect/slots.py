"""Politeness: who may knock at which door, and when.

One slot per registrable domain (all of ``*.fajar.co.id`` is one), one request at a time, a delay with jitter
between two starts. A delay of nothing (the demo, tests) means no slot at all.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from monitor.clock import monotonic

# Share of the delay added at random, so that many sources of one network do not fall into step.
JITTER = 0.2


class Slots:
    """Hands out turns per key; shared by all threads of a process."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._gate = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, key: str, delay: float) -> Iterator[None]:
        """Wait for a turn at ``key`` and hold it while the block runs; ``delay`` is in seconds."""
        if delay <= 0:
            yield
            return
        with self._gate:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            wait = self._next.get(key, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            self._next[key] = self._clock() + delay * (1 + JITTER * self._chance())
            yield

    def hold(self, key: str, seconds: float) -> None:
        """Let nobody in at ``key`` for ``seconds``: an outlet asked for a pause."""
        self._next[key] = max(self._next.get(key, 0.0), self._clock() + seconds)
