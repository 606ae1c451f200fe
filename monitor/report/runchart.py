"""Run-chart rules: is there a signal in a series of months, or only noise?

Perla, Provost & Murray 2011 (BMJ Quality & Safety 20:46): a shift is six or more points in a row on one side
of the median (points on it are passed over), a trend five or more points in a row all going up or all down.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

SHIFT, TREND = 6, 5
LEAST = 8  # months below which the rules say nothing


def signals(values: Sequence[float | None], median: float) -> list[str]:
    """Return what the rules find, in words; empty where nothing is found or months are too few."""
    known = [value for value in values if value is not None]
    if len(known) < LEAST:
        return []
    found = []
    sides = [value > median for value in known if value != median]
    if (above := _longest(sides)) >= SHIFT:
        found.append(f"pergeseran: {above} bulan berturut-turut di satu sisi median")
    steps = [after > before for before, after in pairwise(known) if after != before]
    if (run := _longest(steps) + 1) >= TREND:
        found.append(f"tren: {run} bulan berturut-turut naik atau turun")
    return found


def _longest(flags: Sequence[bool]) -> int:
    best = run = 0
    last: bool | None = None
    for flag in flags:
        run = run + 1 if flag == last else 1
        best, last = max(best, run), flag
    return best
