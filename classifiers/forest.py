"""Boosted trees as plain arrays: fitted by scikit-learn, kept and asked without it.

``HistGradientBoostingClassifier`` predicts tree by tree through Python, eight milliseconds for the sentences
of one article; all trees at once in numpy need a tenth of it. Plain arrays also keep scikit-learn's private
classes out of the model file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

Array = NDArray[np.float64]
# Rows walked at once: with a hundred trees the working set stays within a core's own cache.
CHUNK = 128


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays of shape (trees, nodes), padded; a leaf is its own child. ``base`` is the log-odds they
    add to.
    """

    feature: NDArray[np.int32]
    threshold: Array
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    missing_left: NDArray[np.bool_]
    value: Array
    base: float

    @classmethod
    def of(cls, fitted: HistGradientBoostingClassifier) -> Forest:
        """Return the trees of a fitted binary classifier."""
        trees = [stage[0].nodes for stage in fitted._predictors]
        shape = (len(trees), max((len(nodes) for nodes in trees), default=1))
        own = np.broadcast_to(np.arange(shape[1], dtype=np.int32), shape)
        feature = np.zeros(shape, dtype=np.int32)
        threshold, value = np.zeros(shape), np.zeros(shape)
        left, right = own.copy(), own.copy()
        missing = np.ones(shape, dtype=bool)
        for number, nodes in enumerate(trees):
            inner = nodes["is_leaf"] == 0
            here = (number, np.flatnonzero(inner))
            feature[here] = nodes["feature_idx"][inner]
            threshold[here] = nodes["num_threshold"][inner]
            left[here], right[here] = nodes["left"][inner], nodes["right"][inner]
            missing[here] = nodes["missing_go_to_left"][inner] != 0
            value[number, : len(nodes)] = nodes["value"]
        base = float(np.ravel(fitted._baseline_prediction)[0])
        return cls(feature, threshold, left, right, missing, value, base)

    def log_odds(self, rows: Array) -> Array:
        """Return the log-odds of each row of features (NaN: missing)."""
        if not len(rows):
            return np.zeros(0)
        children = np.stack([self.left, self.right], axis=-1)
        children += (np.arange(len(self.feature), dtype=np.int32) * self.feature.shape[1])[:, None, None]
        parts = [
            self._walk(rows[start : start + CHUNK], children.ravel()) for start in range(0, len(rows), CHUNK)
        ]
        return np.concatenate(parts)

    def _walk(self, rows: Array, children: NDArray[np.int32]) -> Array:
        """Return the log-odds of a few rows; ``children`` holds (left, right) of every node, numbered over
        all trees.
        """
        trees, nodes = self.feature.shape
        feature, threshold, missing = self.feature.ravel(), self.threshold.ravel(), self.missing_left.ravel()
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(len(rows)) * rows.shape[1])[:, None]
        holes = bool(np.isnan(flat).any())
        node = np.broadcast_to(np.arange(trees, dtype=np.int32) * nodes, (len(rows), trees))
        while True:
            found = flat.take(offset + feature.take(node))
            right = found > threshold.take(node)
            if holes:
                right |= np.isnan(found) & ~missing.take(node)
            following = children.take(2 * node + right)
            if (following == node).all():
                return np.asarray(self.base + self.value.ravel().take(node).sum(axis=1))
            node = following

    def probability(self, rows: Array) -> Array:
        """Return the probability of each row."""
        return np.asarray(1.0 / (1.0 + np.exp(-self.log_odds(rows))))
