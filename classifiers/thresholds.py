"""From which probability an article is flagged, and from which it is listed for a human look."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifiers.examples import Example

Array = NDArray[np.float64]
# Flagged from here: a negative issue is likelier than not. It is lowered where it would not reach
# ``FLAG_RECALL`` of the articles that belong to a story (written around real events): a missed issue is the
# worst failure, noise the second.
# What lies between the two bounds is listed apart for a human look, so that nothing is dropped silently.
FLAG_FROM = 0.5
FLAG_RECALL = 0.95
# Listed for checking from the probability that, out of fold, catches this share of the flagged real articles.
CHECK_RECALL = 0.95


def thresholds(
    probabilities: Array, flags: NDArray[np.bool_], examples: Sequence[Example]
) -> tuple[float, float]:
    """Return the probabilities from which an article is flagged and from which it is listed for checking.

    Both are judged on out-of-fold scores, see ``FLAG_FROM`` and ``CHECK_RECALL``; written articles decide
    only where there are too few real ones.
    """
    home = np.array([each.origin == "real" and bool(each.story) for each in examples])
    real = np.array([each.origin == "real" and not each.story for each in examples])
    flag = min(FLAG_FROM, _reaching(probabilities[_enough(flags, home)], FLAG_RECALL))
    return flag, min(_reaching(probabilities[_enough(flags, real)], CHECK_RECALL), 0.8 * flag)


def _enough(flags: NDArray[np.bool_], wanted: NDArray[np.bool_], least: int = 20) -> NDArray[np.bool_]:
    """Return the flagged examples among ``wanted``; all flagged ones where there are too few."""
    chosen = flags & wanted
    return chosen if chosen.sum() >= least else flags


def _reaching(probabilities: Array, recall: float) -> float:
    """Return the largest bound that catches ``recall`` of the given probabilities."""
    ordered = np.sort(probabilities)
    return float(ordered[int((1 - recall) * len(ordered))])
