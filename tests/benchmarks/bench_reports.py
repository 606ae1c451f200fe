"""Reports over 100,000 issues: figures alone, then every form. Prints seconds of CPU and wall.

    python tests/benchmarks/bench_reports.py [ISSUES]

The issues are invented, a twentieth of them still open; their projections
are written straight into a fresh data folder, in the form in which the ledger leaves them.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from monitor.clock import ManualClock
from monitor.config import load_config
from monitor.desk import Desk, open_desk
from monitor.model import IssueRow
from monitor.report import FORMATS, render

Made = TypeVar("Made")
ROOT = Path(__file__).parent.parent.parent
END = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OPD = ("dbmbk", "disdik", "dinkes", "dishub", "dinsos", "dlhk", "bkad", "bpbd")


def main(count: int) -> None:
    """Fill a folder with ``count`` issues of one year and time the report of the whole year."""
    config = load_config(feeds=ROOT / "feeds.yaml", profile=None, data=None, env={})
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(replace(config, data_dir=Path(folder)), clock=ManualClock(END))
        _timed(f"{count} issues filled", lambda: _fill(desk, count))
        start = (END - timedelta(days=330)).date()
        document, spent = _timed("figures", lambda: desk.response_time(start, END.date()))
        total = spent
        for form in FORMATS:
            made, spent = _timed(form, lambda form=form: render(document, form))  # type: ignore[misc]
            total += spent
            print(f"    {len(made) / 1e6:.1f} MB")
        print(f"all: {total:.1f} s CPU; peak memory {_peak():.0f} MB")
        desk.close()


def _timed(what: str, work: Callable[[], Made]) -> tuple[Made, float]:
    """Do the work; print its seconds of CPU and of wall clock, and how busy the machine was."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{what}: {cpu:.2f} s CPU, {wall:.2f} s wall, load {os.getloadavg()[0]:.1f}")
    return made, cpu


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(desk: Desk, count: int) -> None:
    random.seed(1)
    store = desk._office.store
    with store.transaction():
        for first in range(0, count, 5000):
            made = [_issue(number, count) for number in range(first, min(first + 5000, count))]
            store.issues.save(row for row, _ in made)
            store.times.save((row.id, row.last_seq, facts) for row, facts in made)


def _issue(number: int, count: int) -> tuple[IssueRow, dict[str, Any]]:
    opened = END - timedelta(minutes=(count - number) * 330 * 24 * 60 / count)
    opd, level = random.choice(OPD), random.choice(("K1", "K2", "K2", "K3", "K3", "K3", "K4"))
    took = timedelta(hours=random.lognormvariate(2.2, 1.0))
    name = f"2026-{number:06d}"
    stamp = int(opened.timestamp())
    done = opened + took < END and random.random() < 0.95
    end = int((opened + took).timestamp()) if done else None
    hours = took.total_seconds() / 3600 / 3

    def term(kind: str, whose: str, part: float) -> list[Any]:
        met = stamp + int(took.total_seconds() * part) if done else None
        return [kind, whose, whose, stamp, stamp + 6 * 3600, met, None, hours * part if done else None, []]

    facts: dict[str, Any] = {
        "version": 1, "state": "SELESAI" if done else "DIPROSES", "open": not done, "level": level, "opd": opd,
        "rejections": 0, "revisions": number % 7 == 0, "reopened": 0, "topic": "", "outcome": "", "opened": stamp,
        "reason": "", "assigned": True, "answered": done, "delivered": done, "merged": False, "articles": 2,
        "outlets": 2, "first_right": done or None, "breaches": [["respond", "opd"]] if number % 4 == 0 else [],
        "holding": {"hours": [1.0, hours, 0.0, hours * 2]} if end else
                   {"start": stamp, "opd": [[opd, stamp, None]], "paused": []},
        "terms": [term("verify", "", 0.1), term("accept", opd, 0.3), term("respond", opd, 0.9), term("finish", opd, 1)],
    }  # fmt: skip
    row = IssueRow(
        name, facts["state"], not done, level, "Judul", opd, opened, opened, None, None, "", 2, 2, number
    )
    return row, facts


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
