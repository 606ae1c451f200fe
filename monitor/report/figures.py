"""Statistics on response times that do not flatter: open cases counted, small samples said.

Counting only finished cases makes slow offices look fast, since the slow cases are the ones still open.
Times are therefore read from the Kaplan–Meier curve, in which an open case counts as "at least so long".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.report.survival import Sample
from monitor.timetable import Column, Terms


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % Wilson interval (Wilson 1927); all three are None where n is 0."""

    count: int
    n: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TermFigures:
    """One term over many issues. Hours; a quantile that the curve does not reach is None ("belum tercapai").

    ``n`` counts all terms that started, ``open`` those still unmet, ``closed_only_p90`` is the misleading
    figure of finished cases alone, shown so that readers see the difference.
    """

    term: str
    n: int
    met: int
    open: int
    dropped: int
    median: float | None
    q1: float | None
    q3: float | None
    p90: float | None
    median_running: float | None
    q1_running: float | None
    q3_running: float | None
    p90_running: float | None
    closed_only_p90: float | None
    on_time: Share


def share(count: int, n: int) -> Share:
    """Return count of n as a share with its 95 % Wilson interval."""
    if n == 0:
        return Share(0, 0, None, None, None)
    from scipy import stats  # a second to import: only who counts waits for it

    interval = stats.binomtest(count, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Share(count, n, count / n, float(interval.low), float(interval.high))


def survival_quantiles(hours: Column, met: Column, shares: Sequence[float]) -> list[float | None]:
    """Return for each share q the time by which q of all cases were met, by Kaplan–Meier.

    ``hours`` are times to the end or, where ``met`` is false, to the moment of asking (right-censored).
    None where the curve never comes down so far.
    """
    if not np.any(met):
        return [None for _ in shares]
    sample = Sample.of(hours, met)
    reached = 1 - sample.survival() + 1e-9
    return [_first(sample.at, reached >= q) for q in shares]


def _first(times: Column, reached: Column) -> float | None:
    hits = np.flatnonzero(reached)
    return float(times[hits[0]]) if hits.size else None


def term_figures(term: str, times: Terms) -> TermFigures:
    """Return the figures of one term. Terms that were taken away unmet count as censored, never as met."""
    met = times.met
    q1, median, q3, p90 = survival_quantiles(times.working, met, (0.25, 0.5, 0.75, 0.9))
    q1_running, median_running, q3_running, p90_running = survival_quantiles(
        times.running, met, (0.25, 0.5, 0.75, 0.9)
    )
    dropped = int(times.dropped.sum())
    return TermFigures(
        term=term,
        n=len(times),
        met=int(met.sum()),
        open=len(times) - int(met.sum()) - dropped,
        dropped=dropped,
        median=median,
        q1=q1,
        q3=q3,
        p90=p90,
        median_running=median_running,
        q1_running=q1_running,
        q3_running=q3_running,
        p90_running=p90_running,
        closed_only_p90=float(np.quantile(times.working[met], 0.9)) if met.any() else None,
        on_time=known_share(times.on_time),
    )


def known_share(flags: Column) -> Share:
    """Return the share of ones among the ones and zeros; NaN is not known yet and does not count."""
    known = flags[~np.isnan(flags)]
    return share(int(known.sum()), len(known))
