"""Fitting the severity head: masked words of flagged articles beside the codebook's cues."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers import severity
from classifiers.fitting import several
from classifiers.model import Linear
from classifiers.rating import SEVERITIES

Array = NDArray[np.float64]
# Penalty, scale of the standardised numbers beside word rows of length one, and how far the classes are
# evened out (0: as frequent as they are, 1: all alike), out of fold with written articles at full weight:
# shares from 0.03 to 0.1 and powers from 0.5 to 1 lie within each other's intervals; at power 0 "rendah"
# is hardly ever said.
STRENGTH = 3.0
SHARE = 0.03
EVENED = 0.75


def fit(rows: sparse.csr_matrix, labels: Sequence[str]) -> Linear:
    """Return the head over ``SEVERITIES`` learned from ``severity.rows`` of flagged articles.

    Scale and mean of the numbers are folded into weights and bias, so that the head reads raw rows.
    """
    if not labels:
        return several(rows, labels, SEVERITIES, np.zeros(0), STRENGTH)
    words = rows.shape[1] - severity.COLUMNS
    told = rows[:, words:].toarray()
    mean, scale = told.mean(axis=0), told.std(axis=0)
    scale[scale < 1e-6] = 1.0
    counts = {name: labels.count(name) for name in set(labels)}
    weight = np.array([(len(labels) / len(SEVERITIES) / counts[name]) ** EVENED for name in labels])
    both = sparse.hstack([rows[:, :words], sparse.csr_matrix((told - mean) / scale * SHARE)]).tocsr()
    head = several(both, labels, SEVERITIES, weight, STRENGTH)
    head.weights[words:] *= (SHARE / scale)[:, None]
    return Linear(head.weights, head.bias - mean @ head.weights[words:])
