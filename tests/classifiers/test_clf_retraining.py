"""A worse model is refused, figures have floors, and known articles are measured out of fold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from classifiers import card, gate, modelfile, retraining
from classifiers.examples import Example, example, verdict_row
from classifiers.forest import Forest
from classifiers.government import generic

RIGHT = {
    "flag": True,
    "target": "province",
    "tone": "negative",
    "severity": None,
    "opd": [],
    "evidence": None,
}


def labelled(count: int) -> list[Example]:
    rows = [verdict_row(f"v{n}", f"Judul {n}", "Isi.", "Kota Metro", "kota", n % 2 == 0, ["disdik"], "sedang")
            for n in range(count)]  # fmt: skip
    return [example(row) for row in rows]


def test_a_verdict_becomes_an_example() -> None:
    flagged, dismissed = labelled(2)

    assert (flagged.flag, flagged.opd, flagged.severity, flagged.target) == (
        True,
        ("disdik",),
        "sedang",
        "province",
    )
    assert (dismissed.flag, dismissed.opd, dismissed.severity, dismissed.marked) == (False, (), None, False)
    assert flagged.sentences == ("Isi.",)


def test_a_worse_model_is_refused_and_a_better_one_is_not() -> None:
    examples = labelled(20)
    good = {each.id: RIGHT | {"p": 0.9 if each.flag else 0.1} for each in examples}
    bad = {each.id: RIGHT | {"p": 0.1 if each.flag else 0.9} for each in examples}

    retraining.refuse_worse(examples, good, bad)
    with pytest.raises(retraining.WorseModelError, match="lebih buruk pada kumpulan 'verdict'"):
        retraining.refuse_worse(examples, bad, good)


def test_bounds_and_flags_follow_the_cross_validated_ratings() -> None:
    examples = labelled(100)
    said = {each.id: 0.2 + 0.005 * number for number, each in enumerate(examples) if each.flag}
    rated = {each.id: RIGHT | {"p": said.get(each.id, 0.1)} for each in examples}
    model, again = retraining.bounded(modelfile.load(), examples, rated)
    caught = [each.id for each in examples if each.flag and again[each.id]["flag"]]

    assert 0.95 * len(said) <= len(caught) < len(said)
    assert all(row["flag"] == (row["p"] >= model.thresholds[0]) for row in again.values())
    assert model.thresholds[1] < model.thresholds[0]


def test_a_model_that_would_forget_is_refused_until_verdicts_can_tell() -> None:
    known = labelled(4)
    learned = retraining.by_key(known, {each.id: RIGHT for each in known})

    retraining.refuse_forgetful(known, learned)
    with pytest.raises(retraining.WorseModelError, match="hanya memuat 1 di antaranya"):
        retraining.refuse_forgetful(known[:1], learned)
    many = [replace(each, id=f"w{each.id}") for each in labelled(2 * retraining.TELLING_VERDICTS)]
    retraining.refuse_forgetful(many, learned)


def test_the_standing_model_is_asked_about_verdicts_that_it_never_saw(tmp_path: Path) -> None:
    examples = labelled(2)

    assert set(retraining.standing(examples, generic, modelfile.FOLDER)) == {"v0", "v1"}
    assert retraining.standing(examples, generic, tmp_path) == {}


def test_another_title_is_another_example() -> None:
    one = labelled(1)[0]
    kept = retraining.by_key([one], {one.id: RIGHT})

    assert retraining.known_before([one], kept) == {one.id: RIGHT}
    assert retraining.known_before([replace(one, title="Judul lain")], kept) == {}


def test_a_file_without_its_id_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "putusan.jsonl"
    file.write_text('{"title": "tanpa id"}\n')

    assert retraining.main(["--data", str(file), "--out", str(tmp_path / "model")]) == 1
    assert "putusan.jsonl:1" in capsys.readouterr().err


def test_the_shipped_model_stands_above_its_floors() -> None:
    assert gate.shortfalls() == []


def test_the_card_says_what_was_measured() -> None:
    figures = json.loads(card.FIGURES.read_text())
    told = card.CARD.read_text()

    assert card.written(told, figures) == told
    with pytest.raises(ValueError, match="the card lacks"):
        card.written("# Another page", figures)


def test_a_figure_below_its_floor_is_named(tmp_path: Path) -> None:
    version = modelfile.manifest()["version"]
    figures = {
        "version": version,
        "sets": {"real": {"figures": {"opd_top1": [0.5, 0.4, 0.6], "calibration_error": [0.2, 0, 1]}}},
    }
    (tmp_path / "figures.json").write_text(json.dumps(figures))
    (tmp_path / "manifest.json").write_text(json.dumps({"version": version}))
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"real": {"opd_top1": 0.6, "calibration_error": 0.1}}))

    assert gate.shortfalls(tmp_path, floors) == [
        "real: opd_top1 is 0.5, the floor is 0.6",
        "real: calibration_error is 0.2, the floor is 0.1",
    ]
    floors.write_text(json.dumps({"real": {"opd_top1": 0.5, "calibration_error": 0.2}}))
    assert gate.shortfalls(tmp_path, floors) == []


def test_trees_as_arrays_say_what_scikit_learn_says() -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(700, 6))
    rows[random.random(rows.shape) < 0.1] = np.nan
    labels = np.nan_to_num(rows[:, 0]) + np.nan_to_num(rows[:, 3]) > 0
    fitted = HistGradientBoostingClassifier(max_iter=20, early_stopping=False).fit(rows, labels)
    forest = Forest.of(fitted)

    assert forest.probability(rows) == pytest.approx(fitted.predict_proba(rows)[:, 1])
    assert forest.probability(rows[:0]).shape == (0,)
