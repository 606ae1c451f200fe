"""Before and after: differences with the uncertainty they deserve.

Answers of one agency resemble each other, so agencies are drawn, not single cases (bootstrap by cluster,
Field & Welsh 2007). A month with more light issues would look faster; comparisons of two periods therefore
hold the mix of levels fixed. Nothing here shows a cause: the words are "berkaitan dengan".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from monitor.report.survival import Sample
from monitor.timetable import Column, Columns

# 400 draws put the edges of a 95 % interval within about a tenth of its width; 2,000 changed no digit shown.
DRAWS = 400
SEED = 20181010  # the same figures whenever the same report is made
_LEAST_CLUSTERS = 3  # below, drawing agencies says nothing


@dataclass(frozen=True, slots=True, eq=False)
class Timed(Columns):
    """Cases as columns: hours to the answer (or to censoring), whether it came, agency, level."""

    hours: Column
    met: Column
    opd: Column
    level: Column


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval; ``low`` and ``high`` are None where too few agencies took part."""

    value: float | None
    low: float | None = None
    high: float | None = None


def median_against(cases: Timed, baseline: float) -> Estimate:
    """Return the median less a stated baseline (hours), with its interval."""
    if not len(cases):
        return Estimate(None)
    sample = Sample.of(cases.hours, cases.met)

    def difference(weights: Column | None) -> float | None:
        median = sample.quantile(0.5, weights)
        return None if median is None else median - baseline

    return _estimated(difference, [cases])


def median_change(after: Timed, before: Timed) -> Estimate:
    """Return the median of ``after`` less that of ``before`` (hours), the mix of levels held fixed."""
    mixed = _mix_weights(after, before)
    late, early = _sample(after), _sample(before)

    def difference(new: Column | None, old: Column | None) -> float | None:
        base = mixed if old is None else mixed * old
        pair = late.quantile(0.5, new), early.quantile(0.5, base)
        return None if None in pair else float(pair[0]) - float(pair[1])  # type: ignore[arg-type]

    return _estimated(difference, [after, before]) if len(after) and len(before) else Estimate(None)


def mean_change(after: Timed, before: Timed, limit: float) -> Estimate:
    """Return the change of the restricted mean within ``limit`` hours, the mix of levels held fixed."""
    mixed = _mix_weights(after, before)
    late, early = _sample(after), _sample(before)

    def difference(new: Column | None, old: Column | None) -> float | None:
        base = mixed if old is None else mixed * old
        return late.mean_until(limit, new) - early.mean_until(limit, base)

    return _estimated(difference, [after, before]) if len(after) and len(before) else Estimate(None)


def _sample(cases: Timed) -> Sample:
    return Sample.of(cases.hours, cases.met)


def _mix_weights(after: Timed, before: Timed) -> Column:
    """Return weights by which the earlier cases have the later ones' shares of levels."""
    weights = np.zeros(len(before))
    for level in np.unique(before.level):
        earlier = before.level == level
        weights[earlier] = np.mean(after.level == level) / np.mean(earlier)
    return weights


def _estimated(figure: Callable[..., float | None], groups: Sequence[Timed]) -> Estimate:
    """Return a figure and the middle 95 % of its values over draws of agencies."""
    value = figure(*(None for _ in groups))
    agencies = [np.unique(cases.opd, return_inverse=True) for cases in groups]
    if value is None or min(len(names) for names, _ in agencies) < _LEAST_CLUSTERS:
        return Estimate(value)
    random = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        weights = [
            random.multinomial(len(names), np.full(len(names), 1 / len(names)))[place].astype(float)
            for names, place in agencies
        ]
        drawn.append(figure(*weights))
    known = [one if one is not None else np.inf for one in drawn]
    low, high = np.quantile(known, (0.025, 0.975), method="nearest")
    return Estimate(value, float(low), float(high) if np.isfinite(high) else None)
