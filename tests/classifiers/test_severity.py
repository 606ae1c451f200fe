from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import sparse

from classifiers import severity, severity_fitting
from classifiers.government import generic
from classifiers.lexicon import Lexicon
from classifiers.model import HEADS
from classifiers.rating import SEVERITIES
from classifiers.reading import Reading, read

LEXICON = Lexicon(generic("Provinsi Lampung", "provinsi"))
CLASSES = list(severity.CUES.names)


def _read(title: str, body: str = "") -> Reading:
    return read(title, body, LEXICON, date(2026, 3, 2))


def _numbers(reading: Reading, blamed: float) -> np.ndarray:
    count = len(reading.sentences)
    return severity.numbers(reading, np.full((count, len(HEADS)), blamed), np.full(count, blamed))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jaksa menetapkan kepala dinas sebagai tersangka", "suspect"),
        ("tiga pasien meninggal karena terlambat ditangani", "death"),
        ("dugaan pungutan liar di loket", "graft"),
        ("ratusan buruh turun ke jalan", "protest"),
        ("pengamat menilai kebijakan itu keliru", "opinion"),
        ("warga mengeluhkan antrean", "complaint"),
    ],
)
def test_a_cue_of_the_codebook_is_seen(text: str, name: str) -> None:
    assert CLASSES.index(name) in severity.CUES.found(text.split())


def test_a_phrase_counts_only_whole() -> None:
    assert CLASSES.index("protest") not in severity.CUES.found(["turun", "ke", "sawah"])
    assert severity.CUES.found([]) == set()


def test_every_article_has_the_same_number_of_columns() -> None:
    for reading in (_read("Jalan rusak"), _read("Jalan rusak", "Sebanyak 1.200 warga mengeluh. Dinas diam.")):
        assert _numbers(reading, 0.5).shape == (severity.COLUMNS,)


def test_a_cue_weighs_with_the_blame_of_its_sentence() -> None:
    reading = _read("Kepala dinas tersangka korupsi")
    weighed = slice(severity.GROUPS, 2 * severity.GROUPS)
    assert _numbers(reading, 0.9)[weighed].sum() > _numbers(reading, 0.1)[weighed].sum() > 0


def test_the_head_reads_raw_rows_and_tells_the_classes_apart() -> None:
    readings = [
        _read(title)
        for title in (
            "Kepala dinas tersangka korupsi",
            "Warga mengeluhkan jalan rusak",
            "Pengamat mengkritik pidato",
        )
    ] * 6
    heads = [np.full((len(each.sentences), len(HEADS)), 0.5) for each in readings]
    finals = [np.full(len(each.sentences), 0.8) for each in readings]
    rows = severity.rows(sparse.csr_matrix((len(readings), 0)), readings, heads, finals)
    labels = list(SEVERITIES) * 6
    head = severity_fitting.fit(rows, labels)
    assert [SEVERITIES[number] for number in head.logits(rows).argmax(axis=1)] == labels
