"""Many visits at once: threads over domains, politely, with an end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from monitor.clock import monotonic
from monitor.collect.job import Job
from monitor.collect.parsers import FROM_JOBS, Parsers
from monitor.collect.session import Session, session_for, slot_of
from monitor.collect.visits import visit
from monitor.model import Visit

# Requests wait for the network most of the time: 32 threads saturate one core with feeds on loopback (swept
# 8-64: 16 lose a third of the speed, 64 win nothing).
WORKERS = 32


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
    groups = _by_slot(list(jobs))
    if parsers is None and sum(map(len, groups)) >= FROM_JOBS:
        parsers = Parsers()
    crew = _Crew(groups, session, parsers, None if seconds is None else monotonic() + seconds)
    threads = [
        threading.Thread(target=crew.work, name=f"visit-{number}", daemon=True)
        for number in range(min(workers, len(groups)))
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _results(crew.done, len(threads), on_done)
    finally:
        crew.stop.set()
        if parsers:
            parsers.close()


class _Crew:
    """What the threads of one run share: the groups waiting, the visits done, the end."""

    def __init__(
        self, groups: list[list[Job]], session: Session | None, parsers: Parsers | None, until: float | None
    ) -> None:
        self.session, self.parsers, self.until = session, parsers, until
        self.waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[Visit | None] = queue.SimpleQueue()
        self.stop = threading.Event()
        for group in groups:
            self.waiting.put(group)

    def work(self) -> None:
        """Visit group after group until none is left; None in ``done`` says that this thread has ended."""
        try:
            while not self.stop.is_set():
                for job in self.waiting.get_nowait():
                    if self.stop.is_set() or (self.until is not None and monotonic() >= self.until):
                        break
                    session = _with(self.parsers, self.session or session_for(job.defaults))
                    self.done.put(visit(job, session, self.until))
        except queue.Empty:
            pass
        finally:
            self.done.put(None)


def _with(parsers: Parsers | None, session: Session) -> Session:
    return replace(session, read_feed=parsers.read) if parsers else session


def _results(
    done: queue.SimpleQueue[Visit | None], count: int, on_done: Callable[[Visit], None] | None
) -> Iterator[Visit]:
    while count:
        result = done.get()
        if result is None:
            count -= 1
            continue
        if on_done:
            on_done(result)
        yield result


def _by_slot(jobs: list[Job]) -> list[list[Job]]:
    """Return the jobs grouped by slot, largest group first; jobs without a delay stand alone."""
    groups: dict[str, list[Job]] = {}
    for number, job in enumerate(jobs):
        delay = job.defaults.delay if job.outlet.fetch.delay is None else job.outlet.fetch.delay
        groups.setdefault(slot_of(job, job.source.url) if delay else f"#{number}", []).append(job)
    return sorted(groups.values(), key=len, reverse=True)
