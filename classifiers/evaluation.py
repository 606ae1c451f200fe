"""How good ratings are against labels, with bootstrap intervals; the same figures everywhere they are
printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score

from classifiers.examples import Example, Resolver
from classifiers.government import generic
from classifiers.rating import SEVERITIES, Rating, Text
from classifiers.text import words

if TYPE_CHECKING:
    from classifiers.rater import Rater

Array = NDArray[np.float64]
# A rating as plain JSON values: p, flag, target, tone, severity, opd (ranked), evidence (first sentence's hit
# or None).
Rated = dict[str, Any]
RESAMPLES = 1000
BINS = 10
# Words that two cuts of one text must share for their sentences to be the same one.
SAME_SENTENCE = 0.6


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its 95 % bootstrap interval; ``value`` is NaN where nothing could be measured."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return "-" if np.isnan(self.value) else f"{self.value:.3f} [{self.low:.3f}-{self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Metrics:
    """All figures of one set: ``count`` articles, ``flagged`` of them by the labels."""

    count: int
    flagged: int
    figures: Mapping[str, Figure]

    def as_json(self) -> dict[str, Any]:
        """Return the metrics as JSON values."""
        figures = {
            name: None
            if np.isnan(each.value)
            else [round(each.value, 4), round(each.low, 4), round(each.high, 4)]
            for name, each in self.figures.items()
        }
        return {"count": self.count, "flagged": self.flagged, "figures": figures}


def rate_examples(
    rater: Rater, examples: Sequence[Example], resolver: Resolver = generic
) -> dict[str, Rated]:
    """Return ratings of examples by id, each seen from its own government."""
    by_government: dict[tuple[str, str], list[Example]] = {}
    for each in examples:
        by_government.setdefault((each.government, each.level), []).append(each)
    found: dict[str, Rated] = {}
    for (name, level), part in by_government.items():
        texts = [
            Text(each.id, each.title, "\n".join(each.sentences), each.published, each.outlet) for each in part
        ]
        ratings = rater.rate(texts, resolver(name, level))
        found |= {each.id: plain(each, rating) for each, rating in zip(part, ratings, strict=True)}
    return found


def plain(each: Example, rating: Rating) -> Rated:
    """Return what evaluation needs of a rating, with the hit of its first evidence sentence where marks are
    known.
    """
    marked = [([each.title, *each.sentences])[mark.sentence] for mark in each.blame if mark.who == "P"]
    hit = any(_same(rating.evidence[0], other) for other in marked) if rating.evidence and marked else None
    return {
        "p": rating.flag_probability,
        "flag": rating.flag,
        "target": rating.target,
        "tone": rating.tone,
        "severity": rating.severity,
        "opd": list(rating.opd_scores)[:5],
        "evidence": hit,
    }


def _same(one: str, two: str) -> bool:
    first, second = set(words(one.lower())), set(words(two.lower()))
    return bool(first and second) and len(first & second) >= SAME_SENTENCE * min(len(first), len(second))


def evaluate(examples: Sequence[Example], rated: Mapping[str, Rated], resamples: int = RESAMPLES) -> Metrics:
    """Return the metrics of ratings (by id) against labelled examples; examples without label or rating are
    passed over.
    """
    pairs = [(each, rated[each.id]) for each in examples if each.flag is not None and each.id in rated]
    truth = np.array([bool(each.flag) for each, _ in pairs])
    said = np.array([bool(row["flag"]) for _, row in pairs])
    probability = np.array([float(row["p"]) for _, row in pairs])
    flagged = [(each, row) for each, row in pairs if each.flag]
    figures = {
        "flag_average_precision": _boot(
            lambda n: _precision_area(truth[n], probability[n]), len(truth), resamples
        ),
        "flag_precision": _boot(lambda n: _ratio(truth[n] & said[n], said[n]), len(truth), resamples),
        "flag_recall": _boot(lambda n: _ratio(truth[n] & said[n], truth[n]), len(truth), resamples),
        "flag_f1": _boot(lambda n: _f1(truth[n], said[n]), len(truth), resamples),
        "flag_best_f1": _boot(lambda n: _best_f1(truth[n], probability[n]), len(truth), resamples),
        "precision_at_recall_90": _boot(
            lambda n: precision_at(truth[n], probability[n], 0.90), len(truth), resamples
        ),
        "precision_at_recall_95": _boot(
            lambda n: precision_at(truth[n], probability[n], 0.95), len(truth), resamples
        ),
        "calibration_error": _boot(
            lambda n: calibration_error(truth[n], probability[n]), len(truth), resamples
        ),
        **_labels(pairs, resamples),
        **_routing(flagged, resamples),
    }
    return Metrics(len(pairs), int(truth.sum()), figures)


def _labels(pairs: list[tuple[Example, Rated]], resamples: int) -> dict[str, Figure]:
    target = np.array([row["target"] == each.target for each, row in pairs])
    tone = np.array([row["tone"] == each.tone for each, row in pairs])
    graded = [
        (each.severity, row["severity"])
        for each, row in pairs
        if each.flag and each.severity and row["severity"]
    ]
    right = np.array([SEVERITIES.index(one) for one, _ in graded if one], dtype=int)
    said = np.array([SEVERITIES.index(two) for _, two in graded], dtype=int)
    hits = np.array(
        [row["evidence"] for each, row in pairs if each.flag and row["flag"] and row["evidence"] is not None]
    )
    return {
        "target_accuracy": _boot(lambda n: float(target[n].mean()), len(target), resamples),
        "tone_accuracy": _boot(lambda n: float(tone[n].mean()), len(tone), resamples),
        "severity_macro_f1": _boot(lambda n: _macro(right[n], said[n]), len(right), resamples),
        "evidence_hit": _boot(lambda n: float(hits[n].mean()), len(hits), resamples),
    }


def _routing(flagged: list[tuple[Example, Rated]], resamples: int) -> dict[str, Figure]:
    rows = [(each, row) for each, row in flagged if each.opd]
    first = np.array([row["opd"][:1] == [each.opd[0]] for each, row in rows])
    three = np.array([each.opd[0] in row["opd"][:3] for each, row in rows])
    return {
        "opd_top1": _boot(lambda n: float(first[n].mean()), len(first), resamples),
        "opd_top3": _boot(lambda n: float(three[n].mean()), len(three), resamples),
    }


def _boot(measure: Callable[[NDArray[np.int64]], float], count: int, resamples: int) -> Figure:
    if not count:
        return Figure(float("nan"), float("nan"), float("nan"))
    random = np.random.default_rng(0)
    values = [measure(random.integers(0, count, count)) for _ in range(resamples)]
    held = np.array([value for value in values if not np.isnan(value)])
    low, high = np.quantile(held, [0.025, 0.975]) if len(held) else (float("nan"), float("nan"))
    return Figure(measure(np.arange(count)), float(low), float(high))


def _precision_area(truth: NDArray[np.bool_], probability: Array) -> float:
    return float(average_precision_score(truth, probability)) if truth.any() else float("nan")


def _ratio(hits: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    return float(hits.sum() / whole.sum()) if whole.any() else float("nan")


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    total = truth.sum() + said.sum()
    return float(2 * (truth & said).sum() / total) if total else float("nan")


def _curve(truth: NDArray[np.bool_], probability: Array) -> tuple[Array, Array]:
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(truth[order])
    ends = np.flatnonzero(np.r_[np.diff(probability[order]) != 0, True])
    return hits[ends] / (ends + 1.0), hits[ends] / max(1, int(truth.sum()))


def _best_f1(truth: NDArray[np.bool_], probability: Array) -> float:
    precision, recall = _curve(truth, probability)
    return float((2 * precision * recall / np.maximum(precision + recall, 1e-9)).max())


def precision_at(truth: NDArray[np.bool_], probability: Array, recall: float) -> float:
    """Return the best precision among thresholds that reach ``recall``."""
    if not truth.any():
        return float("nan")
    precision, reached = _curve(truth, probability)
    return float(precision[reached >= recall].max())


def calibration_error(truth: NDArray[np.bool_], probability: Array) -> float:
    """Return the expected calibration error over ten bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    total = 0.0
    for number in range(BINS):
        here = bins == number
        if here.any():
            total += here.mean() * abs(float(truth[here].mean()) - float(probability[here].mean()))
    return total


def _macro(right: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    labels = list(range(len(SEVERITIES)))
    return (
        float(f1_score(right, said, labels=labels, average="macro", zero_division=0))
        if len(right)
        else float("nan")
    )


def sets(examples: Sequence[Example]) -> dict[str, list[Example]]:
    """Return the labelled examples by where they come from: Sulsel (with a story), real, marked in the pool
    of news, written for the corpus, verdicts of staff.
    """
    found: dict[str, list[Example]] = {"sulsel": [], "real": [], "pool": [], "corpus": [], "verdict": []}
    apart = {"written": "corpus", "verdict": "verdict", "pool": "pool"}
    for each in examples:
        if each.flag is not None:
            found[apart.get(each.origin) or ("sulsel" if each.story else "real")].append(each)
    return {name: rows for name, rows in found.items() if rows}


def summary(examples: Sequence[Example], rated: Mapping[str, Rated], resamples: int = RESAMPLES) -> str:
    """Return a Markdown table of the metrics of each set."""
    by_set = {name: evaluate(rows, rated, resamples) for name, rows in sets(examples).items()}
    names = list(next(iter(by_set.values())).figures) if by_set else []
    head = (
        "| figure | "
        + " | ".join(f"{name} ({m.count}, {m.flagged} flagged)" for name, m in by_set.items())
        + " |"
    )
    lines = [head, "| --- |" + " --- |" * len(by_set)]
    lines += [
        f"| {name} | " + " | ".join(str(m.figures[name]) for m in by_set.values()) + " |" for name in names
    ]
    return "\n".join(lines)
