"""Fitting the parts of the model from readings and labels."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from classifiers.examples import Example
from classifiers.features import article_features, sentence_features
from classifiers.forest import Forest
from classifiers.model import HEADS, KINDS, Linear, joined, sigmoid
from classifiers.rating import TARGETS, TONES
from classifiers.reading import Reading

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Written articles are easier and other than real ones: at full weight they hurt on real articles; without
# them the Sulsel ones suffer. With the pool's marks a share of 0.15 gave .726 on real and .956 on Sulsel
# articles, 0.3 gave .710 and .961; this lies between (both: average precision out of fold, one set of folds).
WRITTEN_SHARE = 0.2
WRITTEN_SENTENCES = 0.5
# Penalties, from grouped cross-validation (swept by factors of three around these).
SENTENCE_C = 8.0
WORDS_C = 10.0
LABEL_C = 10.0
TREES = 2


@dataclass(frozen=True, slots=True)
class SentenceLabels:
    """Per sentence of all examples: the label of each head and whether the head may learn from it."""

    labels: dict[str, Mask]
    usable: dict[str, Mask]
    weight: Array
    example: NDArray[np.int64]


def sentence_labels(examples: Sequence[Example], readings: Sequence[Reading]) -> SentenceLabels:
    """Return the labels of all sentences in order, index 0 of each example being its title."""
    rows: list[tuple[int, int]] = [
        (number, place) for number, reading in enumerate(readings) for place in range(len(reading.sentences))
    ]
    here = [[mark for mark in examples[number].blame if mark.sentence == place] for number, place in rows]
    blame = np.array([bool(marks) for marks in here])
    mine = np.array([any(mark.who == "P" for mark in marks) for marks in here])
    labels = {
        "direct": mine,
        "blame": blame,
        "whose": mine,
        "answer": np.array([place in examples[number].answer for number, place in rows]),
        "praise": np.array([place in examples[number].praise for number, place in rows]),
    }
    for kind in KINDS:
        labels[kind] = np.array([any(mark.kind == kind for mark in marks) for marks in here])
    marked = np.array([examples[number].marked for number, _ in rows])
    monitored = marked & np.array([examples[number].flag is not None for number, _ in rows])
    usable = dict.fromkeys(HEADS, marked) | {
        "direct": monitored,
        "praise": monitored,
        "whose": monitored & blame,
    }
    usable |= dict.fromkeys(KINDS, marked & blame)
    weight = np.array(
        [WRITTEN_SENTENCES if examples[number].origin == "written" else 1.0 for number, _ in rows]
    )
    return SentenceLabels(labels, usable, weight, np.array([number for number, _ in rows]))


def binary(
    rows: sparse.csr_matrix | Array, labels: Mask, weight: Array, strength: float
) -> tuple[Array, float]:
    """Return weights and bias of a logistic regression; all zero where one class is missing."""
    if labels.all() or not labels.any():
        return np.zeros(rows.shape[1]), 5.0 if labels.all() and len(labels) else -5.0
    fitted = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=300, tol=1e-3)
    fitted.fit(rows, labels, sample_weight=weight)
    return fitted.coef_[0], float(fitted.intercept_[0])


def several(
    rows: sparse.csr_matrix, labels: Sequence[str], names: Sequence[str], weight: Array, strength: float
) -> Linear:
    """Return a multinomial head over ``names``; a class without example keeps a bias of -9."""
    weights = np.zeros((rows.shape[1], len(names)))
    bias = np.full(len(names), -9.0)
    present = sorted(set(labels))
    if len(present) < 2:
        bias[[names.index(name) for name in present]] = 0.0
        return Linear(weights, bias)
    fitted = LogisticRegression(C=strength, max_iter=400)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that stops at max_iter is measured like any other
        fitted.fit(rows, np.asarray(labels), sample_weight=weight)
    coefficients = fitted.coef_ if len(present) > 2 else np.vstack([-fitted.coef_, fitted.coef_]) / 2
    intercepts = (
        fitted.intercept_ if len(present) > 2 else np.hstack([-fitted.intercept_, fitted.intercept_]) / 2
    )
    for row, name in enumerate(fitted.classes_):
        weights[:, names.index(name)] = coefficients[row]
        bias[names.index(name)] = intercepts[row]
    return Linear(weights, bias)


def heads(rows: sparse.csr_matrix, data: SentenceLabels, use: Mask) -> Linear:
    """Return the sentence heads learned from the sentences in ``use``."""
    weights = np.zeros((rows.shape[1], len(HEADS)))
    bias = np.zeros(len(HEADS))
    for column, head in enumerate(HEADS):
        mask = use & data.usable[head]
        found, offset = binary(rows[mask], data.labels[head][mask], data.weight[mask], SENTENCE_C)
        weights[:, column] = found
        bias[column] = offset
    return Linear(weights, bias)


def sentence_trees(numbers: Array, data: SentenceLabels, use: Mask) -> Forest:
    """Return the second sentence model, learned from the context rows of the sentences in ``use``."""
    mask = use & data.usable["direct"]
    labels = data.labels["direct"][mask]
    fitted = _trees(0, 100, 12, 30, 10.0, 0.1).fit(numbers[mask], labels, sample_weight=data.weight[mask])
    return Forest.of(fitted)


@dataclass(frozen=True, slots=True)
class FlagParts:
    """The two flag models and the scale of the dense numbers."""

    mean: Array
    scale: Array
    words: Linear
    trees: tuple[Forest, ...]


def flag_parts(numbers: Array, words: sparse.csr_matrix, labels: Mask, weight: Array) -> FlagParts:
    """Return the flag models: on words, and trees on pooled numbers."""
    mean, scale = numbers.mean(axis=0), numbers.std(axis=0)
    scale[scale < 1e-9] = 1.0
    worded, start = binary(words, labels, weight, WORDS_C)
    trees = tuple(Forest.of(_trees(seed).fit(numbers, labels, sample_weight=weight)) for seed in range(TREES))
    return FlagParts(
        mean,
        scale,
        Linear(worded[:, None], np.array([start])),
        trees,
    )


def _trees(
    seed: int, rounds: int = 150, leaves: int = 8, least: int = 15, penalty: float = 5.0, rate: float = 0.05
) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        l2_regularization=penalty,
        min_samples_leaf=least,
        max_features=0.3,
        random_state=seed,
        max_bins=48,  # weighted percentiles of 255 bins took nine tenths of the fit
        early_stopping=False,
    )


def calibration(log_odds: Array, labels: Mask, weight: Array) -> tuple[float, float]:
    """Return slope and offset that turn log-odds into calibrated probabilities (Platt 1999), slope at least
    0.2.
    """
    found, offset = binary(log_odds[:, None], labels, weight, 100.0)
    return max(float(found[0]), 0.2), offset


@dataclass(frozen=True, slots=True)
class LabelHeads:
    """The heads that name things: target, tone, answer."""

    target: Linear
    tone: Linear
    answer: Linear


def label_heads(
    words: sparse.csr_matrix,
    scaled: Array,
    examples: Sequence[Example],
    use: NDArray[np.int64],
    weight: Array,
) -> LabelHeads:
    """Return the label heads learned from the examples numbered in ``use`` (rows of ``words`` and
    ``scaled``).
    """
    both = joined(words, scaled)

    def fit(names: Sequence[str], value: str) -> Linear:
        rows = [number for number in use.tolist() if getattr(examples[number], value) in names]
        labels = [getattr(examples[number], value) for number in rows]
        return several(both[rows], labels, names, weight[rows], LABEL_C)

    answered = np.array([bool(examples[number].answer) for number in use.tolist()], dtype=bool)
    found, offset = binary(both[use], answered, weight[use], LABEL_C)
    return LabelHeads(
        fit(TARGETS, "target"),
        fit(TONES, "tone"),
        Linear(found[:, None], np.array([offset])),
    )


def all_features(
    readings: Sequence[Reading], clusters: dict[str, int]
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the features of all sentences, flat, and those of all articles."""
    sentences: list[list[str]] = []
    for reading in readings:
        sentences += sentence_features(reading, clusters)
    return sentences, [article_features(reading) for reading in readings]


def article_weight(examples: Sequence[Example]) -> Array:
    """Return the weight of each example in the article models."""
    return np.array([WRITTEN_SHARE if each.origin == "written" else 1.0 for each in examples])


def probabilities(model: Linear, rows: sparse.csr_matrix) -> Array:
    """Return the sigmoid of a head's log-odds."""
    return sigmoid(model.logits(rows))
