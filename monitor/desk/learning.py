"""How good the classifiers are on labelled rows, set by set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifiers.evaluation import Metrics, evaluate, rate_examples, sets
from classifiers.examples import Example, load
from monitor.config import Config
from monitor.desk.governments import resolver
from monitor.desk.office import load_rater
from monitor.errors import InputError


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set of labelled rows, and the version of the model that was measured."""

    name: str
    metrics: Metrics
    model: str


def measure(config: Config, files: Sequence[Path]) -> list[Measured]:
    """Rate labelled rows with the standing model and compare; one result a set.

    Rows of one article in several files (labels here, sentence marks there) are joined by id. Raises
    InputError naming file and line.
    """
    rater = load_rater()
    examples = [each for each in _load(files) if each.flag is not None]
    if not examples:
        raise InputError(f"{files[0]}: tidak ada baris berlabel 'flag'; periksa berkasnya.")
    rated = rate_examples(rater, examples, resolver(config))
    return [Measured(name, evaluate(rows, rated), rater.version) for name, rows in sets(examples).items()]


def _load(files: Sequence[Path]) -> list[Example]:
    try:
        return load(files)
    except OSError as error:
        raise InputError(f"{error.filename}: tidak dapat dibaca ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(str(error)) from error
