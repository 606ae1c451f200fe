"""From the scores of sentences to one row of numbers per article."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifiers import faults
from classifiers.features import OTHERS
from classifiers.reading import Reading, Sentence

Array = NDArray[np.float64]
# Columns of the sentence scores that are pooled. ``final`` is the second model's word on blame of P.
SCORES = ("final", "direct", "blame", "whose", "product", "answer", "praise")
FINAL, BLAME, WHOSE, PRODUCT, ANSWER = 0, 2, 3, 4, 5
_COUNTED = (
    ("P_GOV", "P_HEAD", "P_OPD", "P_UNIT", "P_SEKDA", "P_BUMD", "P_FAC", "P_PROG", "P_SUBDIST"),
    ("PQ_",),
    ("LOC_",),
    ("OUT_",),
    ("UP_",),
    ("P_AREA",),
    ("IN_AREA",),
    ("OUT_AREA",),
    ("NATION", "VERTICAL", "DPR", "STATECO"),
    ("JUSTICE",),
    ("P_DPRD", "PQ_DPRD"),
    ("COMPANY",),
    ("VILLAGE",),
    ("CRITIC",),
    ("EXPERT",),
    ("PARTY", "CAND"),
    ("P_EXHEAD",),
    ("P_LATEHEAD",),
    ("AUDIT",),
)


def sentence_scores(heads: Array, final: Array) -> Array:
    """Return the columns ``SCORES``, made of first-stage probabilities (``model.HEADS``) and final ones."""
    direct, blame, whose, answer, praise = (heads[:, number] for number in range(5))
    return np.column_stack([final, direct, blame, whose, blame * whose, answer, praise])


def pool(reading: Reading, scores: Array) -> list[float]:
    """Return the dense features of one article from the scores of its sentences (rows) under ``SCORES``."""
    total = len(reading.sentences)
    ordered = -np.sort(-scores, axis=0)
    columns = [
        scores[0],
        ordered[0],
        ordered[1] if total > 1 else np.zeros(len(SCORES)),
        ordered[:3].mean(axis=0),
        ordered[:5].sum(axis=0) / 5,
        scores.mean(axis=0),
        scores[1:3].max(axis=0) if total > 1 else scores[0],
        scores[-3:].max(axis=0),
    ]
    return [*np.concatenate(columns).tolist(), *_turning(reading, scores), *_named(reading), math.log(total)]


def _turning(reading: Reading, scores: Array) -> list[float]:
    final, blame, whose, answer = scores[:, FINAL], scores[:, BLAME], scores[:, WHOSE], scores[:, ANSWER]
    named = np.array([bool(sentence.actors & {"P", "Q"}) for sentence in reading.sentences])
    at = int(final.argmax())
    foreign = blame * (1 - whose)
    return [
        float(blame[named].max()) if named.any() else 0.0,
        float(answer[named].max()) if named.any() else 0.0,
        at / len(final),
        float(final[at] - answer[at]),
        float((final > 0.3).sum()),
        float((final > 0.5).mean()),
        float((blame > 0.5).mean()),
        float(foreign.max()),
        float(foreign.mean()),
        float(1 - np.prod(1 - np.minimum(final, 0.99))),
        float(np.log(max(final[at], 1e-4) / max(1 - final[at], 1e-4))),
    ]


def _named(reading: Reading) -> list[float]:
    masks = reading.masks
    counts = [float(sum(masks[m] for m in masks if m.startswith(group))) for group in _COUNTED]
    total = sum(masks.values()) + 1.0
    first = reading.sentences[0].actors
    own = [float("P" in sentence.actors) for sentence in reading.sentences]
    bare = [float("Q" in sentence.actors) for sentence in reading.sentences]
    return [
        *(math.log1p(count) for count in counts),
        (counts[0] + counts[1]) / total,
        counts[0] / total,
        counts[2] / total,
        counts[3] / total,
        sum(own) / len(own),
        sum(bare) / len(bare),
        float("P" in first),
        float("Q" in first),
        float(any(own[:3])),
        float(bool(first & OTHERS)),
    ]


def kind_features(heads: Array, final: Array) -> list[float]:
    """Return how strongly P is blamed in each of ``model.KINDS``: the strongest sentence and the sum."""
    mine = heads[:, 5:] * final[:, None]
    return [*mine.max(axis=0).tolist(), *np.log1p(mine.sum(axis=0)).tolist()]


def fault_features(reading: Reading, final: Array) -> list[float]:
    """Return the classes of fault-finding of one article as numbers: in the title, share of all sentences and
    of those on P, strongest where P is blamed (``final``), how often P stands after or before them.
    """
    found = faults.matrix([sentence.faults for sentence in reading.sentences])
    here, sided = found[:, : faults.GROUPS], found[:, faults.GROUPS :]
    mine = np.array([_about_p(sentence) for sentence in reading.sentences])
    columns = [
        here[0],
        here.mean(axis=0),
        here[mine].sum(axis=0) / (mine.sum() + 1.0),
        (here * final[:, None]).max(axis=0),
        np.log1p(sided.sum(axis=0)),
        sided[0],
    ]
    return list(np.concatenate(columns).tolist())


def _about_p(sentence: Sentence) -> bool:
    named = sentence.actors or {sentence.last}
    return bool(named & {"P", "Q"})


def dense(readings: Sequence[Reading], heads: Sequence[Array], finals: Sequence[Array]) -> Array:
    """Return the dense row of each article: pooled sentence scores, kinds of blame, fault-finding."""
    return np.array(
        [
            [
                *pool(reading, sentence_scores(each, final)),
                *kind_features(each, final),
                *fault_features(reading, final),
            ]
            for reading, each, final in zip(readings, heads, finals, strict=True)
        ]
    )
