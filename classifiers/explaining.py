"""Why an article was rated as it was, in words that a reader of the list can check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifiers.features import features_of
from classifiers.model import HEADS, KINDS, Model
from classifiers.reading import Reading

Array = NDArray[np.float64]
MOST_WORDS = 5
# Columns of the heads that tell blame: of P directly, of anybody.
EXPLAINED = [HEADS.index("direct"), HEADS.index("blame")]
KIND_WORDS = {
    "accusation": "tuduhan atau perkara hukum",
    "complaint": "keluhan pihak yang terdampak",
    "criticism": "kritik",
    "demand": "desakan agar bertindak",
    "failure": "kelalaian atau keterlambatan yang disebut sebagai fakta",
    "finding": "temuan pemeriksaan",
    "protest": "aksi protes",
}


def weighed(model: Model, reading: Reading, sentence: int) -> list[tuple[str, float]]:
    """Return the features of one sentence, each with its part in the log-odds of ``EXPLAINED`` heads that it
    spoke for.
    """
    features = features_of(reading, sentence, model.vocabulary.clusters)
    row = model.sentences.transform([features])
    names = {number: name for name in features if (number := model.sentences.index.get(name)) is not None}
    weights = np.maximum(model.sentence_heads.weights[row.indices][:, EXPLAINED], 0.0).sum(axis=1)
    parts = zip(row.indices.tolist(), (row.data * weights).tolist(), strict=True)
    return [(names[number], part) for number, part in parts]


@dataclass(frozen=True, slots=True)
class View:
    """One sentence as the model saw it: ``masked``, ``blame`` of anybody, ``own`` of P, telling words."""

    sentence: str
    masked: str
    blame: float
    own: float
    words: tuple[str, ...]


def views(model: Model, reading: Reading, heads: Array, finals: Array) -> list[View]:
    """Return every sentence of a reading (the title first) with its scores and telling words."""
    return [
        View(
            sentence.text,
            " ".join(sentence.tokens),
            round(float(heads[number, 1]), 4),
            round(float(finals[number]), 4),
            tuple(words_that_weighed(model, reading, number)),
        )
        for number, sentence in enumerate(reading.sentences)
    ]


def words_that_weighed(model: Model, reading: Reading, sentence: int) -> list[str]:
    """Return the plain words of a sentence that spoke most for blame, as they stand in the text."""
    strength: dict[str, float] = {}
    for feature, part in weighed(model, reading, sentence):
        kind, _, word = feature.partition(":")
        if kind in {"1", "2"}:
            for piece in word.split():
                if piece.islower() and len(piece) > 3:
                    strength[piece] = strength.get(piece, 0.0) + part
    order = sorted(strength, key=lambda word: (-strength[word], word))
    return order[:MOST_WORDS]


def reasons(
    model: Model, reading: Reading, heads: Array, evidence: list[int], answer: bool
) -> tuple[str, ...]:
    """Return the reasons in Indonesian: kind of blame, telling words, who is spoken of, whether P answers."""
    first = evidence[0]
    kind = KINDS[int(heads[first, 5:].argmax())]
    found = [f"Jenis sorotan: {KIND_WORDS[kind]}"]
    telling = words_that_weighed(model, reading, first)
    if telling:
        found.append("Kata yang paling menentukan: " + ", ".join(telling))
    actors = reading.sentences[first].actors
    if "P" in actors:
        found.append("Kalimat itu menyebut pemerintah yang dipantau")
    elif "Q" in actors or reading.sentences[first].last in {"P", "Q"}:
        found.append("Pemerintah yang dipantau disebut tepat sebelumnya")
    if answer:
        found.append("Berita memuat jawaban pihak yang disorot")
    return tuple(found)
