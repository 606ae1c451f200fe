"""Why an article was rated as it was, in words that a reader of the list can check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifiers.features import sentence_features
from classifiers.model import HEADS, KINDS, Model
from classifiers.reading import Reading

Array = NDArray[np.float64]
MOST_WORDS = 5
KIND_WORDS = {
    "accusation": "tuduhan atau perkara hukum",
    "complaint": "keluhan pihak yang terdampak",
    "criticism": "kritik",
    "demand": "desakan agar bertindak",
    "failure": "kelalaian atau keterlambatan yang disebut sebagai fakta",
    "finding": "temuan pemeriksaan",
    "protest": "aksi protes",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One feature of a sentence and how much it spoke for (or against) blame of P, in log-odds."""

    feature: str
    weight: float


def weighed(model: Model, reading: Reading, sentence: int, head: str = "direct") -> list[Weighed]:
    """Return the features of one sentence with their part in a head's log-odds, strongest first."""
    features = sentence_features(reading, model.vocabulary.clusters)[sentence]
    row = model.sentences.transform([features])
    column = model.sentence_heads.weights[:, HEADS.index(head)]
    names = {number: name for name in features if (number := model.sentences.index.get(name)) is not None}
    parts = [
        Weighed(names[number], float(value * column[number]))
        for number, value in zip(row.indices.tolist(), row.data.tolist(), strict=True)
    ]
    return sorted(parts, key=lambda part: (-part.weight, part.feature))


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
    for part in (*weighed(model, reading, sentence, "blame"), *weighed(model, reading, sentence)):
        kind, _, word = part.feature.partition(":")
        if kind in {"1", "2"} and part.weight > 0:
            for piece in word.split():
                if piece.islower() and len(piece) > 3:
                    strength[piece] = strength.get(piece, 0.0) + part.weight
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
