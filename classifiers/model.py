"""The learned parts and how a reading passes through them.

Reading
| sentence heads     blames P? blames anybody? whom? answers? praises? which kind?
| pool               one row of numbers per article
| flag               words and trees over the pooled numbers, averaged as log-odds, then calibrated
| target, tone, severity, routing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers import severity
from classifiers.context import context, split
from classifiers.features import Vectoriser, article_features, sentence_features
from classifiers.forest import Forest
from classifiers.pooling import dense, sentence_scores
from classifiers.rating import SEVERITIES
from classifiers.reading import Reading
from classifiers.vocabulary import Vocabulary

Array = NDArray[np.float64]
KINDS = ("accusation", "complaint", "criticism", "demand", "failure", "finding", "protest")
# Columns of the sentence heads.
HEADS = ("direct", "blame", "whose", "answer", "praise", *KINDS)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear head: ``weights`` is (features × classes), ``bias`` (classes,)."""

    weights: Array
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
    sentence_trees: Forest
    articles: Vectoriser
    mean: Array
    scale: Array
    flag_words: Linear
    flag_trees: tuple[Forest, ...]
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
    """What the models say of a batch: per article a matrix of sentence scores, then one row per article.

    ``severity`` is all zero for an article that is neither flagged nor to be checked.
    """

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


def rate_sentences(model: Model, readings: Sequence[Reading]) -> tuple[list[Array], list[Array]]:
    """Return for each reading its first-stage probabilities (``HEADS``) and the final ones of blaming P."""
    rows = [row for reading in readings for row in sentence_features(reading, model.vocabulary.clusters)]
    heads = sigmoid(model.sentence_heads.logits(model.sentences.transform(rows)))
    finals = model.sentence_trees.probability(context(readings, heads))
    return split(heads, readings), split(finals, readings)


def joined(words: sparse.csr_matrix, scaled: Array) -> sparse.csr_matrix:
    """Return words and dense numbers side by side; the numbers damped so that words keep a say."""
    return sparse.hstack([words, sparse.csr_matrix(scaled * DENSE_SHARE)]).tocsr()


# Scale of the standardised numbers beside word rows of length one, so that neither drowns the other. A value
# by judgement; a sweep out of fold is still owed.
DENSE_SHARE = 0.1


def score(model: Model, readings: Sequence[Reading]) -> Scores:
    """Return all scores of a batch of readings."""
    heads, finals = rate_sentences(model, readings)
    numbers = dense(readings, heads, finals)
    words = model.articles.transform([article_features(reading) for reading in readings])
    scaled = (numbers - model.mean) / model.scale
    both = joined(words, scaled)
    trees = np.mean([np.clip(tree.log_odds(numbers), -9, 9) for tree in model.flag_trees], axis=0)
    slope, offset = model.blend
    flag = sigmoid(slope * blended(model.flag_words.logits(words)[:, 0], trees) + offset)
    return Scores(
        [sentence_scores(each, final) for each, final in zip(heads, finals, strict=True)],
        heads,
        flag,
        softmax(model.target.logits(both)),
        softmax(model.tone.logits(both)),
        _severity(model, words, readings, heads, finals, flag),
        sigmoid(model.answer.logits(both)[:, 0]),
    )


def _severity(
    model: Model,
    words: sparse.csr_matrix,
    readings: Sequence[Reading],
    heads: Sequence[Array],
    finals: Sequence[Array],
    flag: Array,
) -> Array:
    """Return the probability of each severity; zeros for articles that nobody lists."""
    found = np.zeros((len(readings), len(SEVERITIES)))
    listed = np.flatnonzero(flag >= model.thresholds[1]).tolist()
    if listed:
        rows = severity.rows(
            words[listed],
            [readings[number] for number in listed],
            [heads[number] for number in listed],
            [finals[number] for number in listed],
        )
        found[listed] = softmax(model.severity.logits(rows))
    return found


# The trees see who is blamed, the words what the article is about and which faults are found with whom. Since
# the words know those classes, an equal share is better on real articles than twice the trees' (average
# precision .753 for .745 over three sets of folds) and no worse on Sulsel ones.
TREES_SHARE = 1 / 2


def blended(words: Array, trees: Array) -> Array:
    """Return the mean log-odds of the two flag models, the trees' counting ``TREES_SHARE``."""
    parts = (1 - TREES_SHARE) * np.clip(words, -9, 9) + TREES_SHARE * np.clip(trees, -9, 9)
    return np.asarray(parts)


def softmax(values: Array) -> Array:
    """Return rows of probabilities that sum to one."""
    shifted = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
