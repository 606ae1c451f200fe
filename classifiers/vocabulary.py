"""Words of the press: which are plain words rather than names, and which are used alike.

Learned once from unlabelled news (``python -m classifiers.vocabulary --pool FILE.jsonl.gz``): neighbours
within five words give each word a vector (positive pointwise mutual information, singular value
decomposition), near vectors one class. Twelve hundred labelled articles cannot know that "mandek" is said
like "mangkrak"; twenty-six thousand unlabelled ones do.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from classifiers.marks import read_pool
from classifiers.text import clean, words

WINDOW = 5
LEAST = 20
DIMENSIONS = 200
CLASSES = 1000
# A word that stands in lower case in a quarter of its places is a word; names hardly ever do (share of the
# pool: 3 %).
PLAIN_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``clusters``: word → number of its class; ``plain``: the words that are no names."""

    clusters: Mapping[str, int]
    plain: frozenset[str]


def learn(texts: Iterable[str], classes: int = CLASSES) -> Vocabulary:
    """Return the vocabulary of a pool of texts; deterministic for the same texts in the same order."""
    lower_case: Counter[str] = Counter()
    total: Counter[str] = Counter()
    documents: list[list[str]] = []
    for text in texts:
        found = words(clean(text))
        lower_case.update(word for word in found if word.islower())
        documents.append([word.lower() for word in found])
        total.update(documents[-1])
    kept = [
        word
        for word, count in total.most_common()
        if count >= LEAST and not word[0].isdigit() and len(word) < 30
    ]
    if len(kept) < 8:
        return Vocabulary(dict.fromkeys(kept, 0), frozenset(kept))
    vectors = _vectors(documents, kept)
    size = min(classes, max(2, len(kept) // 4))
    numbers = MiniBatchKMeans(size, random_state=0, batch_size=4096, n_init=2).fit_predict(vectors)
    plain = frozenset(word for word in kept if lower_case[word] / total[word] >= PLAIN_SHARE)
    return Vocabulary({word: int(number) for word, number in zip(kept, numbers, strict=True)}, plain)


def _vectors(
    documents: list[list[str]], kept: list[str]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    index = {word: number for number, word in enumerate(kept)}
    together = sparse.csr_matrix((len(kept), len(kept)))
    for start in range(0, len(documents), 3000):
        stream: list[int] = []
        for document in documents[start : start + 3000]:
            stream += [index.get(word, -1) for word in document]
            stream += [-1] * WINDOW
        row = np.array(stream)
        for step in range(1, WINDOW + 1):
            one, two = row[:-step], row[step:]
            both = (one >= 0) & (two >= 0)
            pairs = (np.full(int(both.sum()), 1 / step), (one[both], two[both]))
            together = together + sparse.csr_matrix(pairs, shape=together.shape)
    counts = (together + together.T).tocoo()
    sums = np.bincount(counts.row, counts.data, len(kept))
    # Exponent 0.75 damps the pull of rare neighbours (Levy, Goldberg, Dagan 2015, "context distribution
    # smoothing").
    context = sums**0.75 / (sums**0.75).sum()
    information = np.log(counts.data / (sums[counts.row] * context[counts.col]))
    kept_pairs = information > 0
    matrix = sparse.csr_matrix(
        (information[kept_pairs], (counts.row[kept_pairs], counts.col[kept_pairs])), shape=counts.shape
    )
    left, values, _ = randomized_svd(matrix, min(DIMENSIONS, len(kept) - 1), n_iter=4, random_state=0)
    vectors = left * np.sqrt(values)
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))


def save(vocabulary: Vocabulary, path: Path) -> None:
    """Write a vocabulary as one JSON object: word → [class, 1 if plain]."""
    rows = {word: [number, int(word in vocabulary.plain)] for word, number in vocabulary.clusters.items()}
    path.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), "utf-8")


def load(path: Path) -> Vocabulary:
    """Read a vocabulary written by ``save``."""
    rows = json.loads(path.read_text("utf-8"))
    return Vocabulary(
        {word: row[0] for word, row in rows.items()}, frozenset(w for w, row in rows.items() if row[1])
    )


def main(arguments: list[str] | None = None) -> None:
    """Learn the vocabulary from a pool and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "models" / "vocabulary.json")
    options = parser.parse_args(arguments)
    texts = (f"{row['title']}\n{row['text']}" for row in read_pool(options.pool))
    save(learn(texts), options.out)


if __name__ == "__main__":
    main()
