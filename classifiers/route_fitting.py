"""Fitting the routing: what the words of flagged articles say about agencies, and how that weighs beside the
registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.naive_bayes import ComplementNB

from classifiers.features import Vectoriser
from classifiers.model import Linear, softmax
from classifiers.reading import Reading
from classifiers.routing import FIELDS, Registry, candidates

Array = NDArray[np.float64]
ROUTE_FEATURES = 20_000
SMOOTHING = 0.3
RANK_C = 0.9
# What a second agency of the label counts in the words; what a written article counts beside a real one.
SECOND = 0.33
WRITTEN_SHARE = 1 / 3


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
    """Return vectoriser, head and slugs learned from flagged articles; a second agency counts for a third.

    Complement naive Bayes (Rennie et al. 2003): with some twenty articles an agency it named the right one
    among its first three more often than logistic regression, and is fitted in a fiftieth of the time.
    """
    vectoriser = Vectoriser.fit(features, 3)
    if len(vectoriser.index) > ROUTE_FEATURES:
        kept = set(np.argsort(vectoriser.weight, kind="stable")[:ROUTE_FEATURES].tolist())
        names = [name for name, number in vectoriser.index.items() if number in kept]
        weight = np.array([vectoriser.weight[vectoriser.index[name]] for name in names])
        vectoriser = Vectoriser({name: number for number, name in enumerate(names)}, weight)
    rows = vectoriser.transform(features)
    pairs = [
        (n, slug, 1.0 if place == 0 else SECOND)
        for n, opd in enumerate(opds)
        for place, slug in enumerate(opd)
    ]
    slugs = tuple(sorted({slug for _, slug, _ in pairs}))
    if len(slugs) < 2:
        blank = np.zeros((len(vectoriser.index), len(slugs)))
        return vectoriser, Linear(blank, np.zeros(len(slugs))), slugs
    fitted = ComplementNB(alpha=SMOOTHING)
    fitted.fit(
        rows[[number for number, _, _ in pairs]],
        np.array([slugs.index(slug) for _, slug, _ in pairs]),
        sample_weight=np.array([weight for _, _, weight in pairs]),
    )
    # A word's mean over the agencies tells nothing of them; without it half precision is fine enough.
    weights = fitted.feature_log_prob_ - fitted.feature_log_prob_.mean(axis=0)
    return vectoriser, Linear(np.ascontiguousarray(weights.T), np.zeros(len(slugs))), slugs


def fit_ranker(
    registries: Sequence[Registry],
    readings: Sequence[Reading],
    blame: Sequence[Array],
    said: Sequence[dict[str, float]],
    opds: Sequence[tuple[str, ...]],
    written: Sequence[bool],
) -> Linear:
    """Return the ranker: a conditional logit (McFadden 1974), the first right agency against all wrong ones.

    Agencies that are right in second place take no part. scikit-learn has no conditional logit; its pairwise
    stand-in put the head of government first twice as often where an agency was right (out of fold).
    """
    contests: list[Array] = []
    weight: list[float] = []
    rest = zip(registries, readings, blame, said, opds, written, strict=True)
    for registry, reading, hurt, log, opd, invented in rest:
        right = [registry.slugs.index(slug) for slug in opd if slug in registry.slugs]
        if right:
            rows = candidates(registry, reading, hurt, log)
            contests.append(np.vstack([rows[right[:1]], np.delete(rows, right, axis=0)]))
            weight.append(WRITTEN_SHARE if invented else 1.0)
    if not contests:
        return Linear(np.zeros((len(FIELDS), 1)), np.zeros(1))
    return Linear(conditional_logit(contests, np.array(weight), RANK_C)[:, None], np.zeros(1))


def conditional_logit(contests: Sequence[Array], weight: Array, strength: float) -> Array:
    """Return the weights under which the first row of each contest most likely wins.

    ``weight`` is what each contest counts, ``strength`` the inverse of the squared penalty.
    """
    rows = np.vstack(contests)
    start = np.r_[0, np.cumsum([len(each) for each in contests])[:-1]]
    contest = np.repeat(np.arange(len(contests)), [len(each) for each in contests])
    won = weight @ rows[start]

    def loss(weights: Array) -> tuple[float, Array]:
        values = rows @ weights
        top = np.maximum.reduceat(values, start)
        shares = np.exp(values - top[contest])
        total = np.add.reduceat(shares, start)
        lost = float(weight @ (top + np.log(total) - values[start]))
        slope = rows.T @ (shares * (weight / total)[contest]) - won
        return lost + 0.5 / strength * float(weights @ weights), slope + weights / strength

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x)
