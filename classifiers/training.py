"""Training: labelled examples in, a model and its out-of-fold figures out.

    examples
    | readings                      masked as seen by each example's government
    | sentence models, out of fold  so that the article models see scores as honest as at work
    | article models                on those scores; flag calibrated out of fold, thresholds chosen there
    | Model

``python -m classifiers.retraining --data FILE…`` runs it from the shell, compares and writes.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers import evaluation, fitting, route_fitting, severity, severity_fitting
from classifiers.context import context, split
from classifiers.examples import Example, Reads, Resolver
from classifiers.features import Vectoriser
from classifiers.folds import folds
from classifiers.forest import Forest
from classifiers.government import generic
from classifiers.model import HEADS, Linear, Model, blended, sigmoid
from classifiers.pooling import dense
from classifiers.rater import Rater
from classifiers.reading import Reading
from classifiers.routing import Registry
from classifiers.thresholds import thresholds
from classifiers.vocabulary import Vocabulary

Array = NDArray[np.float64]
log = logging.getLogger(__name__)
# Three inner folds leave each model two thirds of the sentences and take three fifths of the time of five.
INNER = 3
# Features that stand in two sentences make the model twice as large and hardly better.
SENTENCE_LEAST = 3
ARTICLE_LEAST = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """Examples with everything that does not depend on a fold."""

    examples: list[Example]
    readings: list[Reading]
    registries: list[Registry]
    sentences: list[list[str]]
    articles: list[list[str]]
    labels: fitting.SentenceLabels

    def part(self, numbers: Sequence[int]) -> Prepared:
        """Return the examples of these numbers alone, in the order given."""
        ends = np.cumsum([0, *(len(reading.sentences) for reading in self.readings)]).tolist()
        examples = [self.examples[number] for number in numbers]
        readings = [self.readings[number] for number in numbers]
        return Prepared(
            examples,
            readings,
            [self.registries[number] for number in numbers],
            [row for number in numbers for row in self.sentences[ends[number] : ends[number + 1]]],
            [self.articles[number] for number in numbers],
            fitting.sentence_labels(examples, readings),
        )


def prepare(examples: list[Example], vocabulary: Vocabulary, resolver: Resolver) -> Prepared:
    """Read the examples and take their features."""
    reads = Reads(vocabulary.plain, resolver)
    readings = reads.examples(examples)
    registries: dict[tuple[str, str], Registry] = {}
    for each in examples:
        key = (each.government, each.level)
        if key not in registries:
            registries[key] = Registry(reads.lexicon(*key).government)
    sentences, articles = fitting.all_features(readings, dict(vocabulary.clusters))
    return Prepared(
        examples,
        readings,
        [registries[each.government, each.level] for each in examples],
        sentences,
        articles,
        fitting.sentence_labels(examples, readings),
    )


def train(
    examples: Sequence[Example], vocabulary: Vocabulary, resolver: Resolver = generic, version: str = "0"
) -> Model:
    """Return the model learned from ``examples``.

    ``resolver`` gives the government of an example by name and level. Raises ValueError when no example is
    flagged or none is not.
    """
    return _fit(prepare(list(examples), vocabulary, resolver), vocabulary, version)


def _fit(data: Prepared, vocabulary: Vocabulary, version: str) -> Model:
    known = {each.flag for each in data.examples}
    if not {True, False} <= known:
        raise ValueError(
            "contoh latih harus memuat berita yang ditandai dan yang tidak; tambahkan yang kurang"
        )
    fold = folds(data.examples, INNER)
    vectoriser = Vectoriser.fit(data.sentences, SENTENCE_LEAST)
    rows = vectoriser.transform(data.sentences)
    heads, finals, trees = _sentences_out_of_fold(data, rows, fold)
    article = _fit_articles(data, dense(data.readings, heads, finals), fold)
    grades = _fit_severity(data, article.vectoriser, heads, finals)
    route = _fit_routing(data, finals, fold)
    return Model(
        version=version,
        vocabulary=vocabulary,
        sentences=vectoriser,
        sentence_heads=fitting.heads(rows, data.labels, np.ones(rows.shape[0], dtype=bool)),
        sentence_trees=trees,
        articles=article.vectoriser,
        mean=article.parts.mean,
        scale=article.parts.scale,
        flag_words=article.parts.words,
        flag_trees=article.parts.trees,
        blend=article.blend,
        target=article.labels.target,
        tone=article.labels.tone,
        severity=grades,
        answer=article.labels.answer,
        route_words=route[0],
        route_heads=route[1],
        route_slugs=route[2],
        ranker=route[3],
        thresholds=article.thresholds,
    )


@dataclass(frozen=True, slots=True)
class Articles:
    """The article models with the calibration and the thresholds found out of fold."""

    vectoriser: Vectoriser
    parts: fitting.FlagParts
    labels: fitting.LabelHeads
    blend: tuple[float, float]
    thresholds: tuple[float, float]


def _fit_articles(data: Prepared, numbers: Array, fold: NDArray[np.int64]) -> Articles:
    examples = data.examples
    use = np.array([number for number, each in enumerate(examples) if each.flag is not None])
    flags = np.array([bool(each.flag) for each in examples])
    weight = fitting.article_weight(examples)
    vectoriser = Vectoriser.fit([data.articles[number] for number in use.tolist()], ARTICLE_LEAST)
    words = vectoriser.transform(data.articles)
    parts = fitting.flag_parts(numbers[use], words[use], flags[use], weight[use])
    odds = _flag_out_of_fold(numbers, words, flags, weight, use, fold)
    blend = fitting.calibration(odds[use], flags[use], weight[use])
    labels = fitting.label_heads(words, (numbers - parts.mean) / parts.scale, examples, use, weight)
    said = sigmoid(odds[use] * blend[0] + blend[1])
    bounds = thresholds(said, flags[use], [examples[number] for number in use.tolist()])
    return Articles(vectoriser, parts, labels, blend, bounds)


def _sentences_out_of_fold(
    data: Prepared, rows: sparse.csr_matrix, fold: NDArray[np.int64]
) -> tuple[list[Array], list[Array], Forest]:
    """Return the out-of-fold scores of both sentence models per article, and the second model fitted on all.

    The second model learns from first-stage scores of models that did not see the sentence, as it will meet
    at work.
    """
    first = np.zeros((rows.shape[0], len(HEADS)))
    mine = fold[data.labels.example]
    for number in range(INNER):
        held = mine == number
        if held.any() and (~held).any():
            first[held] = fitting.probabilities(fitting.heads(rows, data.labels, ~held), rows[held])
    around = context(data.readings, first)
    final = np.zeros(rows.shape[0])
    for number in range(INNER):
        held = mine == number
        if held.any() and (~held).any():
            final[held] = fitting.sentence_trees(around, data.labels, ~held).probability(around[held])
    trees = fitting.sentence_trees(around, data.labels, np.ones(len(mine), dtype=bool))
    return split(first, data.readings), split(final, data.readings), trees


def _flag_out_of_fold(
    numbers: Array,
    words: sparse.csr_matrix,
    flags: NDArray[np.bool_],
    weight: Array,
    use: NDArray[np.int64],
    fold: NDArray[np.int64],
) -> Array:
    odds = np.zeros(len(flags))
    for number in range(INNER):
        learn, held = use[fold[use] != number], use[fold[use] == number]
        if not len(held) or not len(learn):
            continue
        parts = fitting.flag_parts(numbers[learn], words[learn], flags[learn], weight[learn])
        trees = np.mean([np.clip(tree.log_odds(numbers[held]), -9, 9) for tree in parts.trees], axis=0)
        odds[held] = blended(parts.words.logits(words[held])[:, 0], trees)
    return odds


def _fit_severity(
    data: Prepared, vectoriser: Vectoriser, heads: Sequence[Array], finals: Sequence[Array]
) -> Linear:
    use = [number for number, each in enumerate(data.examples) if each.flag and each.severity]
    rows = severity.rows(
        vectoriser.transform([data.articles[number] for number in use]),
        [data.readings[number] for number in use],
        [heads[number] for number in use],
        [finals[number] for number in use],
    )
    return severity_fitting.fit(rows, [str(data.examples[number].severity) for number in use])


def _fit_routing(
    data: Prepared, finals: Sequence[Array], fold: NDArray[np.int64]
) -> tuple[Vectoriser, Linear, tuple[str, ...], Linear]:
    use = [number for number, each in enumerate(data.examples) if each.flag and each.opd]
    blame = [finals[number] for number in use]
    features = [
        route_fitting.route_features(data.readings[number], hurt)
        for number, hurt in zip(use, blame, strict=True)
    ]
    opds = [data.examples[number].opd for number in use]
    said: list[dict[str, float]] = [{} for _ in use]
    for number in range(INNER):
        learn = [place for place, each in enumerate(use) if fold[each] != number]
        held = [place for place, each in enumerate(use) if fold[each] == number]
        if learn and held:
            parts = route_fitting.fit_words([features[p] for p in learn], [opds[p] for p in learn])
            out = route_fitting.learned(parts[0], parts[1], parts[2], [features[p] for p in held])
            for place, row in zip(held, out, strict=True):
                said[place] = row
    ranker = route_fitting.fit_ranker(
        [data.registries[n] for n in use],
        [data.readings[n] for n in use],
        blame,
        said,
        opds,
        [data.examples[n].origin == "written" for n in use],
    )
    return (*route_fitting.fit_words(features, opds), ranker)


def cross_validate(
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    resolver: Resolver = generic,
    count: int = 5,
    seed: int = 0,
) -> dict[str, evaluation.Rated]:
    """Return what models that never saw an example (nor its story) say of it, by id; the whole training runs
    per fold.
    """
    fold = folds(examples, count, seed)
    data = prepare(list(examples), vocabulary, resolver)
    found: dict[str, evaluation.Rated] = {}
    for number in range(count):
        mine = np.flatnonzero(fold == number).tolist()
        held = [examples[each] for each in mine if examples[each].flag is not None]
        learn = data.part(np.flatnonzero(fold != number).tolist())
        model = _fit(learn, vocabulary, f"fold-{number}")
        found |= evaluation.rate_examples(Rater(model), held, resolver)
        log.info("fold %d of %d: %d rated", number + 1, count, len(held))
    return found
