"""The learned parts and how a reading passes through them.

Reading
| sentence heads     blames P? blames anybody? whom? answers? praises? which kind?
| pool               one row of numbers per article
| flag               words + pooled numbers + trees, averaged as log-odds, then calibrated
| target, tone, severity, routing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier

from classifiers.features import SCORES, Vectoriser, article_features, pool, sentence_features
from classifiers.reading import Reading
from classifiers.vocabulary import Vocabulary

Array = NDArray[np.float64]
KINDS = ("accusation", "complaint", "criticism", "demand", "failure", "finding", "protest")
# Columns of the sentence heads; "product" of SCORES is computed, not learned.
HEADS = ("direct", "blame", "whose", "answer", "praise", *KINDS)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear head: ``weights`` is (features × classes), ``bias`` (classes,)."""

    weights: NDArray[np.float32]
    bias: Array

    def logits(self, rows: sparse.csr_matrix | Array) -> Array:
        """Return the log-odds of each class for each row."""
        return np.asarray(rows @ self.weights, dtype=np.float64) + self.bias


@dataclass(frozen=True, slots=True)
class Model:
    """Everything learned. ``blend`` holds slope and offset that turn the mean log-odds into a probability."""

    version: str
    vocabulary: Vocabulary
    sentences: Vectoriser
    sentence_heads: Linear
    articles: Vectoriser
    mean: Array
    scale: Array
    flag_words: Linear
    flag_pool: Linear
    flag_trees: tuple[HistGradientBoostingClassifier, ...]
    blend: tuple[float, float]
    target: Linear
    tone: Linear
    severity: Linear
    answer: Linear
    route_words: Vectoriser
    route_heads: Linear
    route_slugs: tuple[str, ...]
    ranker: Linear
    thresholds: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the models say of a batch: per article a matrix of sentence scores, then one row per article."""

    sentences: list[Array]
    heads: list[Array]
    flag: Array
    target: Array
    tone: Array
    severity: Array
    answer: Array


def sigmoid(values: Array) -> Array:
    """Return the logistic function, safe for large arguments."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -30, 30))))


def logit(values: Array) -> Array:
    """Return log-odds of probabilities, held within ±9."""
    held = np.clip(values, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(held / (1 - held)))


def sentence_scores(heads: Array) -> Array:
    """Return the columns ``SCORES`` from the probabilities of the columns ``HEADS``."""
    direct, blame, whose, answer, praise = (heads[:, number] for number in range(5))
    return np.column_stack([direct, blame, whose, blame * whose, answer, praise])


def rate_sentences(model: Model, readings: Sequence[Reading]) -> list[Array]:
    """Return for each reading the probabilities of its sentences under ``HEADS``."""
    rows: list[list[str]] = []
    ends = [0]
    for reading in readings:
        rows += sentence_features(reading, model.vocabulary.clusters)
        ends.append(len(rows))
    values = sigmoid(model.sentence_heads.logits(model.sentences.transform(rows)))
    return [values[start:end] for start, end in pairwise(ends)]


def kind_features(heads: Array) -> list[float]:
    """Return how strongly P is blamed in each of ``KINDS``: the strongest sentence and the sum over
    sentences.
    """
    mine = heads[:, 5:] * (heads[:, 1] * heads[:, 2])[:, None]
    return [*mine.max(axis=0).tolist(), *np.log1p(mine.sum(axis=0)).tolist()]


def dense(readings: Sequence[Reading], heads: Sequence[Array]) -> Array:
    """Return the dense row of each article: pooled sentence scores, then kinds of blame."""
    return np.array(
        [
            [*pool(reading, sentence_scores(each)), *kind_features(each)]
            for reading, each in zip(readings, heads, strict=True)
        ]
    )


def joined(words: sparse.csr_matrix, scaled: Array) -> sparse.csr_matrix:
    """Return words and dense numbers side by side; the numbers damped so that words keep a say."""
    return sparse.hstack([words, sparse.csr_matrix(scaled * DENSE_SHARE)]).tocsr()


# Scale of the standardised numbers beside word rows of length one: 0.03 drowns them, 0.3 drowns the words;
# 0.1 gave the best target accuracy in cross-validation (swept 0.03-0.3).
DENSE_SHARE = 0.1


def score(model: Model, readings: Sequence[Reading]) -> Scores:
    """Return all scores of a batch of readings."""
    heads = rate_sentences(model, readings)
    numbers = dense(readings, heads)
    words = model.articles.transform([article_features(reading) for reading in readings])
    scaled = (numbers - model.mean) / model.scale
    both = joined(words, scaled)
    parts = [model.flag_words.logits(words)[:, 0], model.flag_pool.logits(scaled)[:, 0]]
    trees = np.mean([logit(tree.predict_proba(numbers)[:, 1]) for tree in model.flag_trees], axis=0)
    slope, offset = model.blend
    flag = sigmoid(slope * blended(parts[0], parts[1], trees) + offset)
    return Scores(
        [sentence_scores(each) for each in heads],
        heads,
        flag,
        softmax(model.target.logits(both)),
        softmax(model.tone.logits(both)),
        softmax(model.severity.logits(both)),
        sigmoid(model.answer.logits(both)[:, 0]),
    )


def blended(words: Array, pooled: Array, trees: Array) -> Array:
    """Return the mean log-odds of the three flag models."""
    return np.asarray((np.clip(words, -9, 9) + np.clip(pooled, -9, 9) + np.clip(trees, -9, 9)) / 3)


def softmax(values: Array) -> Array:
    """Return rows of probabilities that sum to one."""
    shifted = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


assert len(SCORES) == 6
