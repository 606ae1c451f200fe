"""Time-to-event curves in which unfinished cases count: Kaplan–Meier, Aalen–Johansen, restricted means.

``scipy.stats.ecdf`` gives the Kaplan–Meier curve, too, but takes no weights (the bootstrap by agency needs
them) and knows no competing end; lifelines does both and brings pandas along. Tests hold these lines against
lifelines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.timetable import Column

# Sums of many small steps end a hair below the true value; without the allowance the median of an even
# number of finished cases would jump to the next case.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Sample:
    """Times to an end, sorted once: ``at`` the different times, ``place`` of each case among them."""

    at: Column
    place: Column
    met: Column

    @classmethod
    def of(cls, hours: Sequence[float] | Column, met: Sequence[bool] | Column) -> Sample:
        """Return the sample of times and whether each ended in the event (else: censored there)."""
        at, place = np.unique(np.asarray(hours, float), return_inverse=True)
        return cls(at, place.ravel(), np.asarray(met, bool))

    def survival(self, weights: Column | None = None) -> Column:
        """Return S(t) after each of ``at`` (Kaplan & Meier 1958); ``weights``: how often a case counts."""
        events, risk = self._counts(self.met, weights)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.cumprod(np.where(risk > 0, 1 - events / risk, 1.0))

    def incidence(self, other: Column) -> tuple[Column, Column]:
        """Return the shares that ended in the event and in the ``other`` way by each of ``at``.

        Aalen & Johansen 1978: a case that ended in the other way can no longer end in the event.
        """
        first, risk = self._counts(self.met, None)
        second, _ = self._counts(other, None)
        free = np.cumprod(np.where(risk > 0, 1 - (first + second) / np.maximum(risk, 1), 1.0))
        before = np.concatenate(([1.0], free[:-1]))
        return np.cumsum(before * first / risk), np.cumsum(before * second / risk)

    def _counts(self, ended: Column, weights: Column | None) -> tuple[Column, Column]:
        size = len(self.at)
        every = np.ones(len(self.place)) if weights is None else weights
        events = np.bincount(self.place, np.where(ended, every, 0.0), size)
        present = np.bincount(self.place, every, size)
        return events, np.cumsum(present[::-1])[::-1]

    def quantile(self, share: float, weights: Column | None = None) -> float | None:
        """Return the time by which ``share`` of all cases had the event; None where never so many did."""
        reached = np.flatnonzero(1 - self.survival(weights) + _HAIR >= share)
        return float(self.at[reached[0]]) if reached.size else None

    def mean_until(self, limit: float, weights: Column | None = None) -> float:
        """Return the restricted mean: the average time without the event within the first ``limit`` hours."""
        curve = np.concatenate(([1.0], self.survival(weights)))
        edges = np.concatenate(([0.0], np.minimum(self.at, limit), [limit]))
        return float(np.sum(np.diff(edges) * curve))


def value_at(at: Column, curve: Column, instants: Sequence[float], start: float = 0.0) -> list[float]:
    """Return a step curve's value at each instant; ``start`` before its first step."""
    places = np.searchsorted(at, np.asarray(instants) + _HAIR, side="right")
    return [float(value) for value in np.concatenate(([start], curve))[places]]
