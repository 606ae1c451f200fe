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
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers import faults
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
    return [features_of(reading, number, clusters) for number in range(len(reading.sentences))]


def features_of(reading: Reading, number: int, clusters: Mapping[str, int]) -> list[str]:
    """Return the features of one sentence of a reading (0: the title)."""
    titled = "1" if reading.sentences[0].actors & {"P", "Q"} else "0"
    total = len(reading.sentences)
    sentence = reading.sentences[number]
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
    """Return the masked words and pairs of the whole text and its classes of fault-finding, what stands in
    the title marked apart.
    """
    found: set[str] = set()
    for number, sentence in enumerate(reading.sentences):
        tokens = sentence.tokens
        found.update(["1:" + word for word in tokens])
        found.update([f"2:{one} {two}" for one, two in pairwise(tokens)])
        now = state(sentence)
        found.update(faults.strings(sentence.faults, now))
        if number == 0:
            found.add("S:" + now)
            found.update(["t:" + word for word in tokens])
            found.update([f"ft:{each}" for each in sentence.faults.here])
            found.update([f"ft:{each}:{now}" for each in sentence.faults.here])
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
        unknown = repeat(-1)
        indices: list[int] = []
        ends = [0]
        for row in rows:
            indices.extend(map(get, row, unknown))
            ends.append(len(indices))
        found = np.asarray(indices, dtype=np.int32)
        known = found >= 0
        columns = found[known]
        values = self.weight[columns] if len(columns) else np.zeros(0)
        bounds = np.concatenate([[0], np.cumsum(known)])[ends]
        sums = np.concatenate([[0.0], np.cumsum(values * values)])
        norm = np.sqrt(sums[bounds[1:]] - sums[bounds[:-1]])
        norm[norm <= 0] = 1.0
        values = values / np.repeat(norm, np.diff(bounds))
        return sparse.csr_matrix((values, columns, bounds), shape=(len(bounds) - 1, len(self.index)))
