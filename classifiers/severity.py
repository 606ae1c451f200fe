"""How severe a negative issue is: what the codebook's words say where P is blamed.

The classes of cues in ``data/severity.json`` follow the codebook: a criminal case, death or harm, a service
stopped, a mass protest, national attention make an issue ``tinggi``; complaints and findings with an
affected group ``sedang``; opinion and single complaints ``rendah``. A linear model weighs them beside the
masked words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifiers.cues import Cues
from classifiers.reading import Reading

Array = NDArray[np.float64]
# Columns of the sentence heads (``model.HEADS``): blame of anybody, answer, and from here the kinds of blame.
_BLAME, _ANSWER, _KIND = 1, 3, slice(5, 12)
# Those who are counted where a text gives a number of them.
_PEOPLE = re.compile(
    r"\b(\d[\d.]{0,9})\s+(?:orang|warga|siswa|pasien|guru|pegawai|petani|nelayan|kepala keluarga|kk|rumah"
    r"|korban|buruh|desa|pedagang|murid|honorer|kendaraan|jiwa)\b"
)


CUES = Cues("severity.json")
GROUPS = len(CUES.names)


def numbers(reading: Reading, heads: Array, final: Array) -> Array:
    """Return what tells the severity of one article: cues by place and blame, kinds of blame, how many.

    ``heads`` are the first-stage scores of its sentences (``model.HEADS``), ``final`` those of blaming P.
    """
    hits = np.zeros((len(reading.raw), GROUPS))
    counted: list[float] = []
    for place, raw in enumerate(reading.raw):
        lower = [word.lower() for word in raw]
        hits[place, list(CUES.found(lower))] = 1.0
        counted += [float(number.replace(".", "")) for number in _PEOPLE.findall(" ".join(lower))]
    around = np.maximum(final, np.maximum(np.r_[final[1:], 0.0], np.r_[0.0, final[:-1]]))
    blame = heads[:, _BLAME]
    return np.concatenate(
        [
            hits[0],
            (hits * final[:, None]).max(axis=0),
            (hits * around[:, None]).max(axis=0),
            np.log1p(hits.T @ np.maximum(blame, final)),
            hits.mean(axis=0),
            [np.log1p(max(counted, default=0.0)), np.log1p(len(counted))],
            _kinds(heads, final),
        ]
    )


def _kinds(heads: Array, final: Array) -> Array:
    """Return which kinds of blame weigh: by share, at most, in the title, where P is blamed most."""
    kinds, blame, answer = heads[:, _KIND], heads[:, _BLAME], heads[:, _ANSWER]
    mine = kinds * final[:, None]
    return np.concatenate(
        [
            mine.sum(axis=0) / (final.sum() + 0.3),
            mine.max(axis=0),
            kinds[0],
            blame @ kinds / (blame.sum() + 0.3),
            kinds[int(final.argmax())],
            [np.log1p((final > 0.3).sum()), np.log1p((blame > 0.5).sum()), final.mean(), blame.mean()],
            [np.log(len(final)), answer.max(), answer.mean(), final[0], blame[0]],
        ]
    )


# How many numbers an article has: five per class of cues, two of people, five per kind of blame, nine more.
COLUMNS = 5 * GROUPS + 2 + 5 * (_KIND.stop - _KIND.start) + 9


def rows(
    words: sparse.csr_matrix, readings: Sequence[Reading], heads: Sequence[Array], finals: Sequence[Array]
) -> sparse.csr_matrix:
    """Return the masked words of articles beside their ``numbers``: what the severity head reads."""
    told = [numbers(*each) for each in zip(readings, heads, finals, strict=True)]
    return sparse.hstack([words, sparse.csr_matrix(np.reshape(told, (len(told), COLUMNS)))]).tocsr()
