"""How long it takes to rebuild all projections and to look at all deadlines: ``python bench_casework.py [ISSUES]``.

Prints seconds, and the cost for an issue when the log is ten times as long: it should not grow.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "triage"))

from casework_world import ANSWER, CALENDARS, HOUR, MONDAY, POLICY, ROOT, File, article, wita, working

from monitor.clock import ManualClock
from monitor.config import load_config
from monitor.desk import working as desk_work
from monitor.desk.office import Office
from monitor.triage import casework


def busy_issue() -> File:
    """Return an issue with twenty events, its answer sent back for revision."""
    file = working(level="K3")
    for number in range(2, 8):
        joined = [article(number)]
        file.take(casework.add_article(file.case, joined, MONDAY + number * HOUR / 10, POLICY, CALENDARS))
    file.do("note", MONDAY + HOUR, note="Mohon dipercepat")
    file.do("draft", MONDAY + HOUR, "operator", text="Rancangan " * 50, answer_kind="klarifikasi")
    file.tick(wita("2026-07-14T08:00"))
    file.tick(wita("2026-07-14T14:00"))
    file.do("respond", wita("2026-07-14T14:10"), "operator", **ANSWER)
    file.do("revise", wita("2026-07-14T15:00"), fix="Lengkapi data")
    file.do("respond", wita("2026-07-14T15:30"), "operator", **ANSWER)
    file.do("revise", wita("2026-07-14T15:40"), fix="Lengkapi data")
    return file


def measure(issues: int, folder: Path) -> tuple[float, float]:
    """Return seconds for a rebuild and for a look at every deadline, with so many issues stored."""
    config = load_config(feeds=ROOT / "feeds.yaml", profile=None, data=folder, env={})
    clock = ManualClock(wita("2026-07-14T15:45"))
    office = Office(config, clock)
    events = busy_issue().events
    for start in range(0, issues, 500):
        with office.store.transaction():
            for number in range(start, min(start + 500, issues)):
                office.store.events.append(replace(event, issue=f"2026-{number:05d}") for event in events)
    begin = time.perf_counter()
    desk_work.rebuild(office)
    rebuilt = time.perf_counter() - begin
    clock.set(clock.now() + timedelta(days=3))
    begin = time.perf_counter()
    looked = desk_work.escalate(office)
    seconds = time.perf_counter() - begin
    print(f"{issues} isu, {issues * len(events)} peristiwa: susun ulang {rebuilt:.1f} s, "
          f"periksa tenggat {seconds:.1f} s ({looked.checked} jatuh periksa)")  # fmt: skip
    office.store.close()
    return rebuilt, seconds


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
