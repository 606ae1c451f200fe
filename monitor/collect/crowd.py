"""Many visits or probes at once: threads over domains, politely, with an end.

jobs | by slot          jobs of one door (registrable domain or group) stay together, in one thread
     | _Crew.work       threads take group after group
     | _batches         results as they come, so many at a time
"""

from __future__ import annotations

import ctypes
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from monitor.clock import monotonic
from monitor.collect import problems
from monitor.collect.job import Job
from monitor.collect.parsers import FROM_JOBS, Parsers
from monitor.collect.probe import Probe, probe
from monitor.collect.session import Session, rest, session_for, slot_of
from monitor.collect.visits import visit
from monitor.model import Visit, article_id

_LOG = logging.getLogger(__name__)

# Requests wait for the network most of the time: 32 threads saturate one core with feeds on loopback (swept
# 8-64: 16 lose a third of the speed, 64 win nothing).
WORKERS = 32

_ARENAS = -8  # M_ARENA_MAX of glibc's malloc.h

Result = TypeVar("Result", Visit, Probe)


def visit_many(
    jobs: Iterable[Job],
    *,
    workers: int = WORKERS,
    on_done: Callable[[Visit], None] | None = None,
    seconds: float | None = None,
    session: Session | None = None,
    parsers: Parsers | None = None,
) -> Iterator[Visit]:
    """Yield a visit per job as they end. Never raises for a job.

    Jobs that share a slot (registrable domain or group) run one after the other in one thread, so that
    no thread waits for another's turn. After ``seconds`` nothing new is begun: jobs not begun yield no
    visit and keep their state, jobs under way end after their page. ``parsers`` are the processes that
    read feeds; large runs bring their own.
    """
    crew = _visitors(list(jobs), session, parsers, None if seconds is None else monotonic() + seconds)
    for [one] in _run(crew, workers, size=1, wait=0.0):
        if on_done:
            on_done(one)
        yield one


def visit_batches(
    jobs: Iterable[Job], *, size: int, wait: float, workers: int = WORKERS, session: Session | None = None
) -> Iterator[list[Visit]]:
    """Yield visits in batches of at most ``size``, none waiting longer than ``wait`` seconds for company."""
    yield from _run(_visitors(list(jobs), session, None, None), workers, size, wait)


def probe_many(
    jobs: Iterable[Job], *, workers: int = WORKERS, session: Session | None = None
) -> Iterator[Probe]:
    """Yield a probe per job as they end; politely, as visits."""
    every = list(jobs)

    def look(job: Job) -> Probe:
        try:
            return probe(job, session or session_for(job.defaults))
        except Exception as error:  # the last line of defence: one source never stops the others
            _LOG.exception("probe of %s failed", job.source.id)
            return Probe(job.source, False, problems.unexpected(job.source.url, error).problem.reason)

    for [one] in _run(_Crew(every, look), workers, size=1, wait=0.0):
        yield one


@dataclass
class _Crew(Generic[Result]):
    """What the threads of one run share: the groups waiting, what is done, the end.

    ``tell`` lets later jobs of a group know what one found; ``until`` is on ``clock.monotonic``.
    """

    jobs: list[Job]
    do: Callable[[Job], Result]
    tell: Callable[[list[Job], Result], list[Job]] = lambda later, result: later
    until: float | None = None
    parsers: Parsers | None = None
    waiting: queue.SimpleQueue[list[Job]] = field(default_factory=queue.SimpleQueue)
    done: queue.SimpleQueue[Result | None] = field(default_factory=queue.SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Take group after group until none is left; None in ``done`` says that this thread has ended."""
        try:
            while not self.stop.is_set():
                group = self.waiting.get_nowait()
                while group and not (self.stop.is_set() or self._late()):
                    result = self.do(group[0])
                    group = self.tell(group[1:], result)
                    self.done.put(result)
        except queue.Empty:
            pass
        finally:
            self.done.put(None)

    def _late(self) -> bool:
        return self.until is not None and monotonic() >= self.until

    def close(self) -> None:
        """End what the run began for itself."""
        self.stop.set()
        if self.parsers:
            self.parsers.close()
        rest(job.defaults for job in self.jobs)
        _return_memory()


def _visitors(
    jobs: list[Job], session: Session | None, parsers: Parsers | None, until: float | None
) -> _Crew[Visit]:
    if parsers is None and len(jobs) >= FROM_JOBS:
        parsers = Parsers()

    def go(job: Job) -> Visit:
        used = session or session_for(job.defaults)
        return visit(job, replace(used, parse=parsers.parse) if parsers else used, until)

    return _Crew(jobs, go, _knowing, until, parsers)


def _knowing(later: list[Job], found: Visit) -> list[Job]:
    """Return later jobs of one door with what this visit has just read: no page is fetched twice a round."""
    keys = {key for article in found.articles for key in (article.key, *article.aliases)}
    if not keys or not later:
        return later
    ids = frozenset(map(article_id, keys))
    return [replace(job, state=replace(job.state, known=job.state.known | ids)) for job in later]


def _run(crew: _Crew[Result], workers: int, size: int, wait: float) -> Iterator[list[Result]]:
    _share_memory()
    groups = _by_slot(crew.jobs)
    for group in groups:
        crew.waiting.put(group)
    threads = [
        threading.Thread(target=crew.work, name=f"visit-{number}", daemon=True)
        for number in range(min(workers, len(groups)))
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _batches(crew.done, len(threads), size, wait)
    finally:
        crew.close()


def _share_memory() -> None:
    """Let the threads share two of glibc's arenas instead of keeping eight a core, none of which shrinks.

    A crawl of 100 sources with their pages then peaks at 271 MB instead of 322 (``bench_memory.py``). Other C
    libraries have no such arenas and no ``mallopt``.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 2)


def _return_memory() -> None:
    """Hand what the crawl no longer needs back to the machine before the rating begins (20 MB of 30)."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _batches(
    done: queue.SimpleQueue[Result | None], threads: int, size: int, wait: float
) -> Iterator[list[Result]]:
    batch: list[Result] = []
    until = 0.0
    while threads:
        try:
            result = done.get(timeout=max(until - monotonic(), 0.0) if batch else None)
        except queue.Empty:
            yield batch
            batch = []
            continue
        if result is None:
            threads -= 1
            continue
        until = until if batch else monotonic() + wait
        batch.append(result)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _by_slot(jobs: list[Job]) -> list[list[Job]]:
    """Return the jobs grouped by slot, largest group first; jobs without a delay stand alone."""
    groups: dict[str, list[Job]] = {}
    for number, job in enumerate(jobs):
        delay = job.defaults.delay if job.outlet.fetch.delay is None else job.outlet.fetch.delay
        groups.setdefault(slot_of(job, job.source.url) if delay else f"#{number}", []).append(job)
    return sorted(groups.values(), key=len, reverse=True)
