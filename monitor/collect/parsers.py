"""Feeds parsed beside the run, in processes: feedparser is pure Python and would hold every thread's lock.

It takes half of the work off the main process (5 of 10 ms a feed of 20 items). A process starts in a tenth of
a second and only when a feed comes to be read; small runs parse where they fetch. Plain subprocesses on
pipes: ``multiprocessing`` would import the caller's main module in each, which for a command line is
everything.
"""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys

from monitor.collect import rawfeed
from monitor.collect.rawfeed import RawFeed

_LOG = logging.getLogger(__name__)

# From this many sources in one run on, the processes are worth their start.
FROM_JOBS = 50


class Parsers:
    """Processes that do what ``rawfeed.parse`` does; one that breaks costs speed only."""

    def __init__(self, count: int | None = None) -> None:
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for _ in range(count or min(os.cpu_count() or 1, 4)):
            self._idle.put(_Worker())

    def parse(self, body: bytes, limit: int) -> RawFeed | None:
        """Return what ``rawfeed.parse`` returns for the same arguments."""
        worker = self._idle.get()
        try:
            return worker.parse(body, limit)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the processes."""
        while not self._idle.empty():
            self._idle.get().end()


class _Worker:
    """One process, begun with its first question; after a failure the caller's thread does its work."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._broken = False

    def parse(self, body: bytes, limit: int) -> RawFeed | None:
        if not self._broken:
            try:
                process = self._process = self._process or _start()
                assert process.stdin is not None
                assert process.stdout is not None
                return rawfeed.ask(process.stdin, process.stdout, body, limit)
            except (OSError, EOFError, ValueError) as error:
                _LOG.warning("a parser process gave up: %r", error)
                self.end()
        return rawfeed.parse(body, limit)

    def end(self) -> None:
        self._broken = True
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


def _start() -> subprocess.Popen[bytes]:
    # -P: this folder's modules must not pass for others' of the same name.
    command = [sys.executable, "-P", rawfeed.__file__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
