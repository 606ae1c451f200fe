"""A desk for every thread that works at once: SQLite connections are not shared between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue

from monitor.clock import Clock
from monitor.config import Config
from monitor.desk import Desk, open_desk

# Threads that answer requests. Work is SQLite and templates, both bound to the processor: more threads than
# this only wait for each other, and each keeps a connection.
THREADS = 6


class Desks:
    """Lends desks. Never more are open than threads work, so nobody ever waits for one."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config = config
        self.clock = clock
        self._first = open_desk(config, clock=clock)
        self._idle: LifoQueue[Desk] = LifoQueue()
        self._idle.put(self._first)
        # Opened before the first visitor comes: making a twin also counts out the holidays of the year.
        self._idle.put(self._first.twin())

    @contextmanager
    def take(self) -> Iterator[Desk]:
        """Lend a desk to one request; take and give back happen in the same thread."""
        try:
            desk = self._idle.get_nowait()
        except Empty:
            desk = self._first.twin()
        try:
            yield desk
        finally:
            self._idle.put(desk)

    def fill(self) -> None:
        """Open a desk for every thread, so that the first visitors do not wait for it."""
        while self._idle.qsize() < THREADS:
            self._idle.put(self._first.twin())

    def close(self) -> None:
        """Close every desk that is not lent."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return
