"""Folds that keep together what belongs together: one story, one contrast pair, copies of one text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from classifiers.examples import Example

# Cosine of word weights from which two articles count as one story: at 0.45 copies, rewrites and follow-ups
# join, while two floods in two towns stay apart (looked through on the pairs between 0.3 and 0.6).
SAME_STORY = 0.45


def groups(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Return a group number per example; examples of one story, pair or near-copy share it."""
    parent = list(range(len(examples)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    texts = [f"{each.title} {' '.join(each.sentences)}" for each in examples]
    weights = TfidfVectorizer(sublinear_tf=True, min_df=2 if len(texts) > 20 else 1).fit_transform(texts)
    near = (weights @ weights.T).tocoo()
    for one, two in zip(near.row[near.data > SAME_STORY], near.col[near.data > SAME_STORY], strict=True):
        parent[root(int(one))] = root(int(two))
    first: dict[str, int] = {}
    for number, each in enumerate(examples):
        key = each.story or _pair(each.id)
        if key:
            parent[root(number)] = root(first.setdefault(key, number))
    return np.array([root(number) for number in range(len(examples))])


def _pair(identity: str) -> str:
    """Contrast pairs of the corpus share their id but for the last letter ("k6-007a", "k6-007b")."""
    return "pair " + identity[:-1] if identity[-1:] in {"a", "b"} and identity[-2:-1].isdigit() else ""


def folds(examples: Sequence[Example], count: int, seed: int = 0) -> NDArray[np.int64]:
    """Return the fold (0 to ``count`` - 1) of each example, whole groups together."""
    group = groups(examples)
    unique = np.unique(group)
    order = np.random.default_rng(seed).permutation(len(unique)) % count
    return order[np.searchsorted(unique, group)]
