"""Fitting the routing: what the words of flagged articles say about agencies, and how that weighs beside the
registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from classifiers.features import Vectoriser
from classifiers.model import Linear, softmax
from classifiers.reading import Reading
from classifiers.routing import Registry, candidates

Array = NDArray[np.float64]
ROUTE_FEATURES = 12_000
ROUTE_C = 20.0
RANK_C = 1.0


def route_features(reading: Reading, blame: Array) -> list[str]:
    """Return the plain words and pairs of an article for routing; those of the title and of blamed sentences
    apart.
    """
    found: set[str] = set()
    worst = set(np.argsort(-blame)[: max(2, len(blame) // 4)].tolist())
    for number, raw in enumerate(reading.raw):
        lower = [word.lower() for word in raw if not word[0].isdigit()]
        found.update(lower)
        found.update([f"{one} {two}" for one, two in pairwise(lower)])
        if number == 0 or number in worst:
            found.update(["!" + word for word in lower])
    return list(found)


def learned(
    vectoriser: Vectoriser, head: Linear, slugs: Sequence[str], features: list[list[str]]
) -> list[dict[str, float]]:
    """Return the learned log-probability of each slug for each article."""
    if not slugs:
        return [{} for _ in features]
    values = np.log(softmax(head.logits(vectoriser.transform(features))) + 1e-6)
    return [dict(zip(slugs, row, strict=True)) for row in values.tolist()]


def fit_words(
    features: list[list[str]], opds: Sequence[tuple[str, ...]]
) -> tuple[Vectoriser, Linear, tuple[str, ...]]:
    """Return vectoriser, head and slugs learned from flagged articles; a second agency counts for a third."""
    vectoriser = Vectoriser.fit(features, 3)
    if len(vectoriser.index) > ROUTE_FEATURES:
        order = np.argsort(vectoriser.weight, kind="stable")[:ROUTE_FEATURES]
        names = [name for name, number in vectoriser.index.items() if number in set(order.tolist())]
        weight = np.array([vectoriser.weight[vectoriser.index[name]] for name in names])
        vectoriser = Vectoriser({name: number for number, name in enumerate(names)}, weight)
    rows = vectoriser.transform(features)
    pairs = [
        (n, slug, 1.0 if place == 0 else 0.33) for n, opd in enumerate(opds) for place, slug in enumerate(opd)
    ]
    slugs = tuple(sorted({slug for _, slug, _ in pairs}))
    if len(slugs) < 2:
        return (
            vectoriser,
            Linear(np.zeros((len(vectoriser.index), len(slugs))), np.zeros(len(slugs))),
            slugs,
        )
    fitted = LogisticRegression(C=ROUTE_C, max_iter=200)
    fitted.fit(
        rows[[number for number, _, _ in pairs]],
        np.array([slugs.index(slug) for _, slug, _ in pairs]),
        sample_weight=np.array([weight for _, _, weight in pairs]),
    )
    if len(slugs) == 2:
        both = np.vstack([-fitted.coef_, fitted.coef_]) / 2
        return (
            vectoriser,
            Linear(both.T, np.hstack([-fitted.intercept_, fitted.intercept_]) / 2),
            slugs,
        )
    return vectoriser, Linear(fitted.coef_.T, fitted.intercept_), slugs


def fit_ranker(
    registries: Sequence[Registry],
    readings: Sequence[Reading],
    blame: Sequence[Array],
    said: Sequence[dict[str, float]],
    opds: Sequence[tuple[str, ...]],
) -> Linear:
    """Return the ranker: a conditional logit (McFadden 1974), the first right agency against all wrong ones.

    Agencies that are right in second place take no part. scikit-learn has no conditional logit; its pairwise
    stand-in put the head of government first twice as often where an agency was right (out of fold).
    """
    contests: list[Array] = []
    for registry, reading, hurt, log, opd in zip(registries, readings, blame, said, opds, strict=True):
        right = [registry.slugs.index(slug) for slug in opd if slug in registry.slugs]
        if right:
            rows = candidates(registry, reading, hurt, log)
            contests.append(np.vstack([rows[right[:1]], np.delete(rows, right, axis=0)]))
    if not contests:
        return Linear(np.zeros((candidates_width(), 1)), np.zeros(1))
    return Linear(conditional_logit(contests, RANK_C)[:, None], np.zeros(1))


def conditional_logit(contests: Sequence[Array], strength: float) -> Array:
    """Return the weights under which the first row of each contest most likely wins.

    ``strength`` is the inverse of the squared penalty.
    """
    rows = np.vstack(contests)
    start = np.r_[0, np.cumsum([len(each) for each in contests])[:-1]]
    contest = np.repeat(np.arange(len(contests)), [len(each) for each in contests])
    won = rows[start].sum(axis=0)

    def loss(weights: Array) -> tuple[float, Array]:
        values = rows @ weights
        top = np.maximum.reduceat(values, start)
        shares = np.exp(values - top[contest])
        total = np.add.reduceat(shares, start)
        lost = float((top + np.log(total) - values[start]).sum())
        slope = rows.T @ (shares / total[contest]) - won
        return lost + 0.5 / strength * float(weights @ weights), slope + weights / strength

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x)


def candidates_width() -> int:
    """Return the number of columns of a candidate's row."""
    from classifiers.routing import FIELDS

    return len(FIELDS)
