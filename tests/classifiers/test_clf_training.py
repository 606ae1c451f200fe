"""A small world of invented articles is learned, kept, measured; bad examples are named."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from classifiers import Rater, load
from classifiers.evaluation import calibration_error, evaluate, precision_at, rate_examples
from classifiers.examples import Example, example
from classifiers.examples import load as load_examples
from classifiers.folds import folds
from classifiers.modelfile import save
from classifiers.thresholds import thresholds
from classifiers.training import train
from classifiers.vocabulary import learn

BLAMES = ["lamban", "mengecewakan", "lalai", "tidak becus", "abai"]
PRAISES = ["sigap", "membanggakan", "tertib", "ramah", "maju"]
MATTERS = [("jalan provinsi", "Dinas Bina Marga", "dbmbk"), ("ruang kelas SMA", "Dinas Pendidikan", "disdik")]


def rows() -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number in range(60):
        matter, agency, slug = MATTERS[number % 2]
        bad = number % 3 == 0
        word = (BLAMES if bad else PRAISES)[number % 5]
        body = [
            f"Warga desa nomor {number} menilai {agency} Sulsel {word} mengurus {matter}.",
            f"Pertemuan ke-{number} digelar di balai desa.",
        ]
        made.append(
            {
                "id": f"w{number:03d}",
                "P": "Provinsi Sulawesi Selatan",
                "outlet": "kabar.example",
                "title": f"{agency} Sulsel {word}, kata warga",
                "sentences": body,
                "blame": [{"s": s, "who": "P", "kind": "complaint"} for s in (0, 1)] if bad else [],
                "answer": [],
                "praise": [] if bad else [0, 1],
                "target": "province",
                "tone": "negative" if bad else "positive",
                "flag": bad,
                "opd": [slug] if bad else [],
                "severity": ("sedang" if number % 2 else "rendah") if bad else None,
                "story": f"cerita-{number}",
            }
        )
    return made


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example({**row, "sentences": [row["title"], *row["sentences"]]}) for row in rows()]  # type: ignore[misc]


@pytest.fixture(scope="module")
def rater(examples: list[Example]) -> Rater:
    vocabulary = learn([f"{each.title} {' '.join(each.sentences)}" for each in examples] * 3, classes=10)
    return Rater(train(examples, vocabulary, version="uji"))


def test_what_was_shown_is_learned(rater: Rater, examples: list[Example]) -> None:
    metrics = evaluate(examples, rate_examples(rater, examples), resamples=20)

    assert metrics.count == 60
    assert metrics.flagged == 20
    assert metrics.figures["flag_average_precision"].value > 0.99
    assert metrics.figures["opd_top1"].value > 0.9


def test_a_saved_model_rates_as_before(rater: Rater, examples: list[Example], tmp_path: Path) -> None:
    before = rate_examples(rater, examples[:9])
    save(rater._model, tmp_path, before)
    again = load(tmp_path)

    assert again.version == "uji"
    after = rate_examples(again, examples[:9])
    assert [row["flag"] for row in after.values()] == [row["flag"] for row in before.values()]
    assert [row["p"] for row in after.values()] == pytest.approx(
        [row["p"] for row in before.values()], abs=0.01
    )


def test_training_needs_both_sorts_of_examples(rater: Rater, examples: list[Example]) -> None:
    only = [each for each in examples if each.flag]

    with pytest.raises(ValueError, match="ditandai dan yang tidak"):
        train(only, learn(["kata " * 30]))


def test_a_story_never_stands_in_two_folds(examples: list[Example]) -> None:
    twice = [*examples, *examples]
    fold = folds(twice, 5)

    assert (fold[: len(examples)] == fold[len(examples) :]).all()


def test_files_are_joined_by_id_and_faults_named(tmp_path: Path) -> None:
    labels, marks = tmp_path / "label.jsonl", tmp_path / "tanda.jsonl"
    labels.write_text(
        json.dumps({"id": "a", "title": "T", "text": "Satu. Dua.", "flag": False, "P": "Kota Metro"})
    )
    marks.write_text(json.dumps({"id": "a", "sentences": ["T", "Satu.", "Dua."], "blame": [], "answer": [2]}))
    found = load_examples([labels, marks])[0]

    assert (found.sentences, found.flag, found.level, found.answer) == (("Satu.", "Dua."), False, "kota", {2})
    marks.write_text('{"id": "a"}\n{rusak')
    with pytest.raises(ValueError, match=r"tanda\.jsonl:2"):
        load_examples([marks])


def test_thresholds_catch_the_share_asked_for(examples: list[Example]) -> None:
    odds = np.linspace(-3, 3, 60)
    flags = np.arange(60) % 3 == 0
    said = 1 / (1 + np.exp(-odds))
    flag, check = thresholds(said, flags, examples)

    assert check < flag
    assert (said[flags] >= flag).mean() >= 0.95


def test_figures_match_hand_counts() -> None:
    truth = np.array([True, False, True, False])
    said = np.array([0.9, 0.8, 0.7, 0.1])

    assert precision_at(truth, said, 1.0) == pytest.approx(2 / 3)
    assert precision_at(truth, said, 0.5) == 1.0
    assert math.isnan(precision_at(np.zeros(2, dtype=bool), said[:2], 0.9))
    # Bins of one row each: errors 0.1, 0.8, 0.3 and 0.1, each a quarter.
    assert calibration_error(truth, said) == pytest.approx((0.1 + 0.8 + 0.3 + 0.1) / 4)
