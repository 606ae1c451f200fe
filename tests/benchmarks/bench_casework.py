"""How long it takes to rebuild all projections and to look at all deadlines: ``python bench_casework.py [ISSUES]``.

Prints seconds, and the cost for an issue when the log is ten times as long: it should not grow.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "triage"))

from casework_world import ANSWER, CALENDARS, HOUR, MONDAY, POLICY, ROOT, File, article, wita, working

from monitor.clock import ManualClock
from monitor.config import load_config
from monitor.desk import working as desk_work
from monitor.desk.office import Office
from monitor.model import NewEvent
from monitor.triage import casework


def busy_issue(start: datetime) -> File:
    """Return an issue found at ``start``, with twenty events, its answer sent back for revision."""
    file = working(start, level="K3")
    for number in range(2, 8):
        joined = [article(number)]
        file.take(casework.add_article(file.case, joined, start + number * HOUR / 10, POLICY, CALENDARS))
    file.do("note", start + HOUR, note="Mohon dipercepat")
    file.do("draft", start + HOUR, "operator", text="Rancangan " * 50, answer_kind="klarifikasi")
    for hours in (1.5, 2):
        file.do("note", start + hours * HOUR, note="Sudah ditelepon")
    for hours in (3, 4):
        file.do("respond", start + hours * HOUR, "operator", **ANSWER)
        file.do("revise", start + (hours + 0.5) * HOUR, fix="Lengkapi data")
    return file


def stagger(count: int) -> list[list[NewEvent]]:
    """Return ``count`` such issues, found at different minutes of a working week."""
    week = [MONDAY + timedelta(days=day, minutes=15 * quarter) for day in range(4) for quarter in range(26)]
    return [busy_issue(week[place * len(week) // count]).events for place in range(count)]


def fill(office: Office, issues: int) -> int:
    """Write so many issues; return the number of events."""
    patterns, total = stagger(104), 0
    for start in range(0, issues, 500):
        with office.store.transaction():
            for number in range(start, min(start + 500, issues)):
                events = patterns[number % len(patterns)]
                office.store.events.append(replace(event, issue=f"2026-{number:05d}") for event in events)
                total += len(events)
    return total


def measure(issues: int, folder: Path) -> tuple[float, float]:
    """Return seconds for a rebuild and for the slowest of four ordinary looks at the deadlines.

    Before them stands a look after two days without any, in which nearly every issue has something to say.
    """
    config = load_config(feeds=ROOT / "feeds.yaml", profile=None, data=folder, env={})
    clock = ManualClock(wita("2026-07-16T15:50"))
    office = Office(config, clock)
    events = fill(office, issues)
    rebuilt, _ = timed(lambda: desk_work.rebuild(office))
    idle, backlog = timed(lambda: desk_work.escalate(office))
    looks = []
    for minute in (0, 15, 30, 45):
        clock.set(wita(f"2026-07-17T09:{minute:02d}"))
        if not minute:
            desk_work.escalate(office)  # the night's backlog
            continue
        looks.append(timed(lambda: desk_work.escalate(office)))
    slowest = max(looks, key=lambda look: look[0])
    print(f"{issues} isu, {events} peristiwa: susun ulang {rebuilt:.1f} s; "
          f"periksa tenggat tiap 15 menit paling lama {slowest[0]:.2f} s ({slowest[1].checked} jatuh periksa), "
          f"sesudah berhari-hari mati {idle:.1f} s ({backlog.checked} isu, {backlog.escalated} eskalasi)")  # fmt: skip
    office.store.close()
    return rebuilt, slowest[0]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of processor time that some work takes, and its outcome: others use this machine, too."""
    begin = time.process_time()
    done = work()
    return time.process_time() - begin, done


def main() -> None:
    """Measure a tenth and the whole."""
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        one = measure(issues // 10, Path(small))
        ten = measure(issues, Path(large))
    print(f"biaya per isu pada log sepuluh kali lebih panjang: susun ulang ×{ten[0] / one[0] / 10:.2f}, "
          f"periksa ×{ten[1] / one[1] / 10:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
