"""Feeds parsed beside the run, in processes: feedparser is pure Python and would hold every thread's lock.

It takes two thirds of the work off the main process (from 15 to 5 ms a feed of 20 items). The processes
need half a second to start, so small runs parse where they fetch. Plain subprocesses that speak pickle
over their pipes: ``multiprocessing`` would import the caller's main module in each, which for a command
line is everything.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import struct
import subprocess
import sys
from typing import IO

from monitor.collect.feeds import read_feed
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.schema_feeds import LinkRules

_LOG = logging.getLogger(__name__)

# From this many sources in one run on, the processes are worth their start.
FROM_JOBS = 200
_HEAD = struct.Struct("!I")


class Parsers:
    """Processes that read feeds as ``feeds.read_feed`` does; one that breaks costs speed only."""

    def __init__(self, count: int | None = None) -> None:
        self._idle: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(count or min(os.cpu_count() or 1, 4)):
            self._idle.put(_start())

    def read(
        self, body: bytes, charset: str, url: str, rules: LinkRules, limit: int
    ) -> tuple[Entry, ...] | Failure:
        """Return what ``read_feed`` returns for the same arguments."""
        worker = self._idle.get()
        try:
            found = _ask(worker, (body, charset, url, rules, limit)) if worker else None
        except (OSError, EOFError, ValueError, pickle.PickleError) as error:
            _LOG.warning("a parser process gave up: %r", error)
            _end(worker)
            worker, found = None, None
        self._idle.put(worker)
        return read_feed(body, charset, url, rules, limit) if found is None else found

    def close(self) -> None:
        """End the processes."""
        while not self._idle.empty():
            _end(self._idle.get())


def _start() -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-c", "from monitor.collect.parsers import serve; serve()"]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:
        _LOG.warning("no parser process: %r", error)
        return None


def _end(worker: subprocess.Popen[bytes] | None) -> None:
    if worker is not None:
        worker.kill()
        worker.communicate()


def _ask(worker: subprocess.Popen[bytes], question: object) -> tuple[Entry, ...] | Failure:
    assert worker.stdin is not None
    assert worker.stdout is not None
    _write(worker.stdin, question)
    answer: tuple[Entry, ...] | Failure = _read(worker.stdout)  # type: ignore[assignment]
    return answer


def _write(stream: IO[bytes], data: object) -> None:
    packed = pickle.dumps(data, pickle.HIGHEST_PROTOCOL)
    stream.write(_HEAD.pack(len(packed)) + packed)
    stream.flush()


def _read(stream: IO[bytes]) -> object:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    # Both ends are this program; nothing from outside is ever unpickled.
    return pickle.loads(stream.read(_HEAD.unpack(head)[0]))


def serve() -> None:
    """Answer questions from standard input on standard output until the other side hangs up."""
    while True:
        try:
            question = _read(sys.stdin.buffer)
        except EOFError:
            return
        _write(sys.stdout.buffer, read_feed(*question))  # type: ignore[misc]
