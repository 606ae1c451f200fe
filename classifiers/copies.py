"""Copies: reprints of one text, by MinHash over word pairs and by how much of one text lies in another.

numpy in a few lines instead of datasketch, which made 1,800 articles/s where lines like these made 3,800 (two
cores, 128 numbers each) and knows no containment; the tests take the definition itself as oracle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import numpy.typing as npt

PERMUTATIONS = 128
# Shingles of two stems, stop words left out: an edit of 30 % of the words leaves a resemblance of 0.35; with
# three or five stems 0.22 or 0.09, which 128 numbers hardly tell from chance.
_A = np.random.default_rng(20180427).integers(1, 2**31, PERMUTATIONS, dtype=np.uint32) * np.uint32(
    2
) + np.uint32(1)
_B = np.random.default_rng(20180428).integers(0, 2**32, PERMUTATIONS, dtype=np.uint32)
_MIX = np.uint32(0x9E3779B1)
# An article is a copy when its weightiest terms and its word pairs both lie in another text. Over 3,000
# copies made with 5-30 % of the words edited and up to 30 % cut, the lowest 3 % of the worst kind reach
# 1.08; of the real pairs that are only related, the highest reaches 1.03.
COPY = 1.05
COPY_PAIRS = 0.3
# The keys are pairs of an article's five weightiest terms; a copy shares two of them, so one pair at least,
# with its original. Of 900 copies each with 5-30 % edits and 0 or 30 % cut they lose none to three; those of
# six terms none, of four up to 22; bands of four MinHash rows lost 18-96 %. Every key is a page to write in a
# large table.
KEY_TERMS = 5


def signature(words: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint16], int]:
    """Return the MinHash signature of a text's word pairs and how many different ones it has.

    ``words`` are the ids of its stems in order. Half of each minimum's bits are kept: equal by chance once in
    65,536. A text of one word or none has an empty signature and is nobody's copy.
    """
    if len(words) < 2:
        return np.zeros(PERMUTATIONS, np.uint16), 0
    pairs = np.unique((words[:-1] * _MIX) ^ (words[1:] + (words[1:] << np.uint32(6))))
    mixed = pairs ^ (pairs >> np.uint32(15))
    minima = (_A[:, None] * mixed[None, :] + _B[:, None]).min(axis=1)
    return (minima ^ (minima >> np.uint32(16))).astype(np.uint16), min(len(pairs), 65_535)


def resemblance(signature: npt.NDArray[np.uint16], others: npt.NDArray[np.uint16]) -> npt.NDArray[np.float64]:
    """Return the estimated Jaccard similarity of a text with each row of ``others``."""
    return np.asarray((others == signature).mean(axis=1))


def containment(
    jaccard: npt.NDArray[np.float64],
    size: int,
    sizes: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Return which share of the shorter text lies in the longer one: what a cut copy keeps high."""
    shorter = np.maximum(np.minimum(sizes, size), 1)
    return np.asarray(np.minimum(1.0, jaccard / (1 + jaccard) * (sizes + size) / shorter) * (shorter > 1))


def is_copy(cosine: npt.NDArray[np.float64], held: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return which pairs are copies, from their cosines and containments."""
    return np.asarray((held >= COPY_PAIRS) & (cosine + held >= COPY))


def keys(terms: npt.NDArray[np.uint32]) -> tuple[int, ...]:
    """Return the keys under which an article with these terms (weightiest first) is filed: at most 10."""
    best = sorted(int(term) for term in terms[:KEY_TERMS])
    return tuple(low << 32 | high for low, high in combinations(best, 2))


def likely(found: Iterable[str], most: int = 64) -> list[str]:
    """Return the ids worth comparing out of all that were ``found`` under an article's keys, best first."""
    counts = Counter(found)
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
