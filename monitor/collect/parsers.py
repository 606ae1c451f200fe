"""Feeds parsed beside the run, in processes: feedparser is pure Python and would hold every thread's lock.

It takes two thirds of the work off the main process (from 15 to 5 ms a feed of 20 items). The processes need
a second to start, so small runs parse where they fetch.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from monitor.collect.feeds import read_feed
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.schema_feeds import LinkRules

_LOG = logging.getLogger(__name__)

# From this many sources in one run on, the processes are worth their start (0.7 s).
FROM_JOBS = 200
_SECONDS = 60.0


class Parsers:
    """A lazily started pool that reads feeds as ``feeds.read_feed`` does; a broken pool costs speed only."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or min(os.cpu_count() or 1, 4)
        self._gate = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._broken = False

    def read(
        self, body: bytes, charset: str, url: str, rules: LinkRules, limit: int
    ) -> tuple[Entry, ...] | Failure:
        """Return what ``read_feed`` returns for the same arguments."""
        if not self._broken:
            try:
                return self._started().submit(read_feed, body, charset, url, rules, limit).result(_SECONDS)
            except (BrokenProcessPool, TimeoutError, OSError, RuntimeError) as error:
                self._broken = True
                _LOG.warning("the parser processes gave up, parsing goes on in this one: %r", error)
        return read_feed(body, charset, url, rules, limit)

    def close(self) -> None:
        """End the processes."""
        with self._gate:
            if self._pool:
                self._pool.shutdown(wait=not self._broken, cancel_futures=True)
                self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        with self._gate:
            if self._pool is None:
                # Forking a process that has threads may deadlock; the fork server has none.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["monitor.collect.feeds"])
                self._pool = ProcessPoolExecutor(self._count, mp_context=context)
            return self._pool
