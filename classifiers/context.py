"""What stands around a sentence: the numbers from which the second sentence model judges whom the blame
meets.

A sentence rarely says whom it blames; the tale does. The first models look at the words of one sentence, the
second (trees) at their scores for it, its neighbours, the title and the whole article, and at who is named
here, before and how often. All is computed for a whole batch at once: sentences are rows, articles are runs
of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from classifiers.reading import Reading

Array = NDArray[np.float64]
LETTERS = "PQLUONJDCVKXWEA"
COUNTED = (
    "P_AREA",
    "IN_AREA",
    "OUT_AREA",
    "UP_AREA",
    "P_HEAD",
    "P_OPD",
    "P_GOV",
    "P_LATEHEAD",
    "P_EXHEAD",
    "P_BUMD",
)
NEIGHBOURS = (-2, -1, 1, 2)
# Letters that are a body other than P, for the distance back to the last such one.
RIVALS = [LETTERS.index(each) for each in "LUONJDCV"]
FAR = 99.0
# The column of each letter by its code.
_COLUMN = np.zeros(128, dtype=np.int64)
_COLUMN[[ord(letter) for letter in LETTERS]] = np.arange(len(LETTERS))


class Runs:
    """Articles as runs of rows: helpers that never look over an article's end."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = np.asarray(sizes)
        self.ends = np.cumsum(self.sizes)
        self.starts = self.ends - self.sizes
        self.article = np.repeat(np.arange(len(self.sizes)), self.sizes)
        self.place = np.arange(len(self.article)) - self.starts[self.article]

    def total(self, values: Array) -> Array:
        """Return the sum of each article's rows."""
        return np.add.reduceat(values, self.starts, axis=0)

    def highest(self, values: Array) -> Array:
        """Return the largest value of each article's rows."""
        return np.maximum.reduceat(values, self.starts, axis=0)

    def second(self, values: Array) -> Array:
        """Return the second largest value of each article (0 where there is one row only)."""
        order = np.lexsort((-values, self.article))
        second = values[order[np.minimum(self.starts + 1, len(values) - 1)]]
        return np.where(self.sizes > 1, second, 0.0)

    def shifted(self, values: Array, step: int, empty: float = np.nan) -> Array:
        """Return the rows ``step`` sentences on, ``empty`` where the article has none there."""
        moved = np.full(values.shape, empty)
        source = np.arange(len(values)) + step
        inside = (source >= 0) & (source < len(values))
        inside[inside] &= self.article[source[inside]] == self.article[inside]
        moved[inside] = values[source[inside]]
        return moved

    def back(self, here: NDArray[np.bool_]) -> Array:
        """Return how many sentences ago ``here`` last held (0: in this one), ``FAR`` where not yet."""
        rows = np.arange(len(here))
        latest = np.maximum.accumulate(np.where(here, rows, -1))
        return np.where(latest >= self.starts[self.article], rows - latest, FAR).astype(float)

    def without_self(self, values: Array) -> Array:
        """Return for each row the largest value among the article's other rows (0 where there are none)."""
        top, second = self.highest(values)[self.article], self.second(values)[self.article]
        return np.where(values >= top, second, top)


def context(readings: Sequence[Reading], heads: Array) -> Array:
    """Return one row per sentence of all readings; ``heads`` holds their first-stage probabilities
    (``model.HEADS``).
    """
    runs = Runs([len(reading.sentences) for reading in readings])
    odds = np.log(np.clip(heads[:, :5], 1e-4, 1) / np.clip(1 - heads[:, :5], 1e-4, 1))
    mine = heads[:, 1] * heads[:, 2]
    first = odds[runs.starts][:, :3][runs.article]
    parts = [odds, *(runs.shifted(odds[:, :3], step) for step in NEIGHBOURS), first, _tale(runs, heads, mine)]
    return np.hstack([*parts, *_named(readings, runs), _place(readings, runs)])


def _tale(runs: Runs, heads: Array, mine: Array) -> Array:
    blame, whose = heads[:, 1], heads[:, 2]
    size = runs.sizes
    per_article = np.column_stack(
        [
            runs.total(mine) / (runs.total(blame) + 0.1),
            runs.highest(mine),
            runs.second(mine),
            runs.total(blame) / size,
            runs.total(whose) / size,
            runs.highest(heads[:, 3]),
            runs.total((mine > 0.4).astype(float)),
        ]
    )
    others = np.column_stack([runs.without_self(mine), runs.without_self(blame * (1 - whose))])
    return np.hstack([per_article[runs.article], others])


def _named(readings: Sequence[Reading], runs: Runs) -> list[Array]:
    orders = [sentence.order for reading in readings for sentence in reading.sentences]
    counts = _counts(orders)
    here = counts > 0
    total = runs.total(counts)
    share = total / (total.sum(axis=1, keepdims=True) + 1)
    lasts = [sentence.last for reading in readings for sentence in reading.sentences]
    ends = np.array(
        [
            (LETTERS.find(last or "-"), LETTERS.find(order[:1] or "-"), LETTERS.find(order[-1:] or "-"))
            for last, order in zip(lasts, orders, strict=True)
        ],
        dtype=float,
    )
    back = np.column_stack(
        [runs.back(each) for each in (here[:, 0], here[:, 1], np.any(here[:, RIVALS], axis=1))]
    )
    return [
        here.astype(float),
        here[runs.starts].astype(float)[runs.article],
        runs.shifted(here.astype(float), -1, 0.0),
        share[runs.article],
        np.log1p(total[:, :9])[runs.article],
        ends,
        back,
    ]


def _counts(orders: list[str]) -> Array:
    """Return how often each of ``LETTERS`` stands in each order, one row per sentence."""
    letters = np.frombuffer("".join(orders).encode("ascii"), dtype=np.uint8)
    rows = np.repeat(np.arange(len(orders)), [len(order) for order in orders])
    flat = np.bincount(rows * len(LETTERS) + _COLUMN[letters], minlength=len(orders) * len(LETTERS))
    return flat.reshape(len(orders), len(LETTERS)).astype(float)


def _place(readings: Sequence[Reading], runs: Runs) -> Array:
    sentences = [sentence for reading in readings for sentence in reading.sentences]
    masks = np.array([[reading.masks.get(mask, 0) for mask in COUNTED] for reading in readings], dtype=float)
    own = np.column_stack(
        [
            runs.place,
            runs.place / runs.sizes[runs.article],
            runs.sizes[runs.article],
            [len(sentence.tokens) for sentence in sentences],
            ['"' in sentence.text for sentence in sentences],
            ["?" in sentence.text for sentence in sentences],
        ]
    ).astype(float)
    return np.hstack([own, masks[runs.article]])


def split(values: Array, readings: Sequence[Reading]) -> list[Array]:
    """Return the rows of each reading."""
    ends = np.cumsum([0, *(len(reading.sentences) for reading in readings)]).tolist()
    return [values[start:end] for start, end in pairwise(ends)]
