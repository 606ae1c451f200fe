"""Retraining: labelled files and staff verdicts in; a new model out, unless it is worse than the standing
one.

    files of examples
    | cross_validate        every figure from models that did not see the story
    | compare               with the standing model's out-of-fold figures on the same examples
    | train, save           model, manifest, figures (``figures.json``), out-of-fold ratings

``python -m classifiers.retraining --data FILE…`` does it from the shell; a government is then known by name
and level only, while the command ``monitor train`` hands in the installed profiles.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifiers import card, evaluation, modelfile, vocabulary
from classifiers.examples import Example, Resolver, example, load
from classifiers.government import generic
from classifiers.model import Model
from classifiers.rater import Rater
from classifiers.thresholds import thresholds
from classifiers.training import cross_validate, train

FIGURES = "figures.json"
# How much average precision of the flag a new model may lose on a set before it is refused: small beside the
# bootstrap intervals of the model card, so that a refusal errs on the side of the standing model.
TOLERANCE = 0.005
JUDGED = "flag_average_precision"
# A model learned from less than this share of what the standing one learned from may have forgotten much that
# no figure shows. It is let through only where staff verdicts, this many of each kind, can tell.
KNOWN_SHARE, TELLING_VERDICTS = 0.9, 50


class WorseModelError(Exception):
    """The new model is worse than the standing one; one plain Indonesian sentence with both figures."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished training: the version written, the table of figures, how many examples it saw."""

    version: str
    table: str
    examples: int


def retrain(
    files: Sequence[Path],
    out: Path,
    resolver: Resolver = generic,
    force: bool = False,
    words: vocabulary.Vocabulary | None = None,
    verdicts: Sequence[Mapping[str, object]] = (),
    pool: Path | None = None,
) -> Outcome:
    """Train on the examples of ``files`` and the rows of ``verdicts``; write the model to ``out``.

    ``pool``: the news that marks without text belong to (``marks.py``); without it they are passed over.
    Raises WorseModelError when the new model loses against the one standing in ``out`` on any set (unless
    ``force``), ValueError when a file is unfit.
    """
    examples = [*load(files, pool), *map(example, verdicts)]
    known = words or vocabulary.load(modelfile.FOLDER / modelfile.WORDS)
    if not force:
        refuse_forgetful(examples, modelfile.held_out(out))
    # One thread: the fits are small, and waiting threads cost more than they give on a shared machine.
    with threadpool_limits(limits=1):
        rated = cross_validate(examples, known, resolver)
        if not force:
            refuse_worse(examples, rated, standing(examples, resolver, out))
        model = train(examples, known, resolver, modelfile.next_version(out))
    model, rated = bounded(model, examples, rated)
    modelfile.save(model, out, by_key(examples, rated))
    write_figures(examples, rated, model.version, out)
    if out == modelfile.FOLDER:
        card.refresh()
    return Outcome(model.version, evaluation.summary(examples, rated), len(examples))


def bounded(
    model: Model, examples: Sequence[Example], rated: Mapping[str, evaluation.Rated]
) -> tuple[Model, dict[str, evaluation.Rated]]:
    """Return the model with the bounds that its cross-validated ratings ask for, and the ratings flagged by
    them.

    Training chooses bounds too, but on scores whose sentence models saw the neighbours of an article; what
    the card and ``monitor evaluate`` show are these ratings, and the recall promised must hold on them.
    """
    labelled = [each for each in examples if each.id in rated]
    flags = np.array([bool(each.flag) for each in labelled])
    said = np.array([float(rated[each.id]["p"]) for each in labelled])
    bounds = thresholds(said, flags, labelled)
    again = {identity: {**row, "flag": row["p"] >= bounds[0]} for identity, row in rated.items()}
    return replace(model, thresholds=bounds), again


def standing(examples: Sequence[Example], resolver: Resolver, folder: Path) -> dict[str, evaluation.Rated]:
    """Return by id what the model of ``folder`` says of examples, always as one that never saw their story:
    out of fold where it was trained on them, as it stands for the rest (new verdicts above all).

    Empty where no model stands there.
    """
    try:
        rater = Rater(modelfile.load(folder))
    except modelfile.ModelFileError:
        return {}
    labelled = [each for each in examples if each.flag is not None]
    return measured(rater, labelled, resolver, folder)[0]


def refuse_forgetful(examples: Sequence[Example], learned: Mapping[str, evaluation.Rated]) -> None:
    """Raise WorseModelError when ``examples`` lack too much of what the standing model ``learned`` from (by
    hashed id) and hold too few verdicts to notice what was forgotten.
    """
    still = len(known_before(examples, learned))
    if still >= KNOWN_SHARE * len(learned):
        return
    verdicts = [each.flag for each in examples if each.origin == "verdict"]
    fewest = min(verdicts.count(True), verdicts.count(False))
    if fewest < TELLING_VERDICTS:
        raise WorseModelError(
            f"Model berlaku belajar dari {len(learned)} contoh, data ini hanya memuat {still} di antaranya, "
            f"dan putusan staf belum cukup untuk menilai bedanya (tersedia {fewest}, perlu "
            f"{TELLING_VERDICTS} isu dan {TELLING_VERDICTS} bukan isu); tambahkan --data atau paksa dengan "
            "--force."
        )


def refuse_worse(
    examples: Sequence[Example],
    rated: Mapping[str, evaluation.Rated],
    before: Mapping[str, evaluation.Rated],
) -> None:
    """Raise WorseModelError when ``rated`` is worse than ``before`` (both by id) on a set of examples that
    both rated.
    """
    both = [each for each in examples if each.id in before and each.id in rated]
    for name, rows in evaluation.sets(both).items():
        old = evaluation.evaluate(rows, before, 1).figures[JUDGED].value
        new = evaluation.evaluate(rows, rated, 1).figures[JUDGED].value
        if new < old - TOLERANCE:
            raise WorseModelError(
                f"Model baru lebih buruk pada kumpulan '{name}' (presisi rata-rata {new:.3f}, sebelumnya "
                f"{old:.3f}); model lama dipertahankan. Periksa contoh barunya atau paksa dengan --force."
            )


def by_key(examples: Sequence[Example], rated: Mapping[str, evaluation.Rated]) -> dict[str, evaluation.Rated]:
    """Return ratings under the keys that ``held_out.json`` keeps instead of ids."""
    return {modelfile.hashed(each.id, each.title): rated[each.id] for each in examples if each.id in rated}


def known_before(
    examples: Sequence[Example], standing: Mapping[str, evaluation.Rated]
) -> dict[str, evaluation.Rated]:
    """Return by id the out-of-fold ratings of those examples that a model was trained on."""
    keys = {each.id: modelfile.hashed(each.id, each.title) for each in examples}
    return {identity: standing[key] for identity, key in keys.items() if key in standing}


def measured(
    rater: Rater, examples: Sequence[Example], resolver: Resolver = generic, folder: Path = modelfile.FOLDER
) -> tuple[dict[str, evaluation.Rated], int]:
    """Return honest ratings of labelled examples by id, and how many of them are out of fold.

    An example that the model of ``folder`` was trained on gets the rating of a model that never saw its
    story.
    """
    flag_from, _ = rater.thresholds
    before = {
        identity: {**row, "flag": row["p"] >= flag_from}
        for identity, row in known_before(examples, modelfile.held_out(folder)).items()
    }
    fresh = [each for each in examples if each.id not in before]
    return before | evaluation.rate_examples(rater, fresh, resolver), len(before)


def write_figures(
    examples: Sequence[Example], rated: Mapping[str, evaluation.Rated], version: str, out: Path
) -> None:
    """Write the cross-validated figures of each set to ``figures.json``: what the model card quotes and the
    gate checks.
    """
    by_set = evaluation.sets(examples)
    sets = {name: evaluation.evaluate(rows, rated).as_json() for name, rows in by_set.items()}
    (out / FIGURES).write_text(json.dumps({"version": version, "sets": sets}, indent=1) + "\n", "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Retrain from the shell; return the exit code: 0 done, 1 refused."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="JSONL files of labelled examples"
    )
    parser.add_argument("--pool", type=Path, help="news (JSONL, gzipped) that marks without text belong to")
    parser.add_argument("--out", type=Path, default=modelfile.FOLDER)
    parser.add_argument("--force", action="store_true", help="replace the standing model even by a worse one")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        print(retrain(options.data, options.out, force=options.force, pool=options.pool).table)
    except (WorseModelError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
