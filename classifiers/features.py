"""Strings out of a reading: sentence features and masked words of the whole text; strings into sparse rows.

Reading
| sentence_features     words, pairs, stems, clusters and who is spoken of, one list of strings per sentence
| Vectoriser            strings -> sparse rows
| pool                  sentence scores -> one dense row per article
| article_features      masked words of the whole text, those of the title apart
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers.reading import Reading, Sentence
from classifiers.storytext import stem

Array = NDArray[np.float64]
OTHERS = frozenset("LUONJDCVKX")


def state(sentence: Sentence) -> str:
    """Return who a sentence is about: ``P`` named, ``q`` a bare body taken for P's, ``o`` another; ``l…``
    named before.
    """
    if "P" in sentence.actors:
        return "P"
    if "Q" in sentence.actors:
        return "q"
    if sentence.actors & OTHERS:
        return "o"
    return {"P": "lp", "Q": "lq", "": "l-"}.get(sentence.last, "lo")


def sentence_features(reading: Reading, clusters: Mapping[str, int]) -> list[list[str]]:
    """Return the features of each sentence; ``clusters`` maps plain words to classes of like words."""
    titled = "1" if reading.sentences[0].actors & {"P", "Q"} else "0"
    total = len(reading.sentences)
    return [
        _features(sentence, number, total, titled, clusters)
        for number, sentence in enumerate(reading.sentences)
    ]


def _features(
    sentence: Sentence, number: int, total: int, titled: str, clusters: Mapping[str, int]
) -> list[str]:
    tokens = sentence.tokens
    now = state(sentence)
    found = {"1:" + word for word in tokens}
    found.update([f"2:{one} {two}" for one, two in pairwise(tokens)])
    found.update([f"c:{clusters[word]}" for word in tokens if word in clusters])
    found.update(["r:" + root for word in tokens if (root := stem(word)) != word])
    prefix = f"s:{now}:"
    found.update([prefix + word for word in tokens if word.islower()])
    found.update(["a:" + actor for actor in sentence.actors])
    found.update(
        (
            "S:" + now,
            "A:" + "".join(sorted(sentence.actors)),
            "L:" + sentence.last,
            "o:" + sentence.order[:3],
            "O:" + sentence.order[-2:],
            "tp" + titled,
            f"SS:{now}{titled}",
            "pos:" + ("t" if number == 0 else "1" if number == 1 else "e" if number >= total - 2 else "m"),
            f"len{min(len(tokens) // 6, 6)}",
        )
    )
    if '"' in sentence.text:
        found.update(("quote", "quote" + now))
    if "?" in sentence.text:
        found.add("?")
    return list(found)


def article_features(reading: Reading) -> list[str]:
    """Return the masked words and pairs of the whole text, the title's words marked apart."""
    found: set[str] = set()
    for number, sentence in enumerate(reading.sentences):
        tokens = sentence.tokens
        found.update(["1:" + word for word in tokens])
        found.update([f"2:{one} {two}" for one, two in pairwise(tokens)])
        if number == 0:
            found.update(["t:" + word for word in tokens])
    return list(found)


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """Feature strings to rows of unit length, each feature weighted by how rare it is.

    Hand-written because ``TfidfVectorizer`` with a callable analyser spends ten times as long in its
    bookkeeping, and a vocabulary pruned by learned weight is not among its options.
    """

    index: Mapping[str, int]
    weight: Array

    @classmethod
    def fit(cls, rows: Sequence[Sequence[str]], least: int) -> Vectoriser:
        """Return a vectoriser of the features that stand in at least ``least`` rows."""
        counts: dict[str, int] = {}
        for row in rows:
            for feature in row:
                counts[feature] = counts.get(feature, 0) + 1
        kept = sorted(feature for feature, count in counts.items() if count >= least)
        weight = np.array([math.log((1 + len(rows)) / (1 + counts[feature])) for feature in kept])
        return cls({feature: number for number, feature in enumerate(kept)}, weight)

    def transform(self, rows: Iterable[Sequence[str]]) -> sparse.csr_matrix:
        """Return one sparse row per list of features; unknown features are passed over."""
        get = self.index.get
        indices: list[int] = []
        ends = [0]
        for row in rows:
            indices += [number for number in map(get, row) if number is not None]
            ends.append(len(indices))
        columns = np.asarray(indices, dtype=np.int32)
        values = self.weight[columns] if len(columns) else np.zeros(0)
        bounds = np.asarray(ends)
        sums = np.concatenate([[0.0], np.cumsum(values * values)])
        norm = np.sqrt(sums[bounds[1:]] - sums[bounds[:-1]])
        norm[norm <= 0] = 1.0
        values = values / np.repeat(norm, np.diff(bounds))
        return sparse.csr_matrix((values, columns, bounds), shape=(len(bounds) - 1, len(self.index)))
