"""How good the classifiers are on labelled rows, and how they learn from rows and from verdicts of staff.

log of events
| verdicts.learnt      what people decided about each issue
| verdict_rows         one labelled row per article in question
| retrain              with the labelled files; refused where the new model is worse
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import classifiers
from classifiers import modelfile
from classifiers.evaluation import Metrics, evaluate, sets
from classifiers.examples import Example, load
from classifiers.retraining import Outcome, WorseModelError, measured, retrain
from monitor.config import Config
from monitor.desk.governments import resolver
from monitor.desk.office import load_rater
from monitor.errors import InputError, ModelError

CORPUS = Path(classifiers.__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set of labelled rows, and the version of the model that was measured.

    ``seen``: rows that the model was trained on; they were rated by models that never saw their story.
    """

    name: str
    metrics: Metrics
    model: str
    seen: int


def measure(config: Config, files: Sequence[Path]) -> list[Measured]:
    """Rate labelled rows with the standing model and compare; one result a set.

    Rows of one article in several files (labels here, sentence marks there) are joined by id. Raises
    InputError naming file and line.
    """
    rater = load_rater()
    examples = [each for each in _load(files) if each.flag is not None]
    if not examples:
        raise InputError(f"{files[0]}: tidak ada baris berlabel 'flag'; periksa berkasnya.")
    rated, seen = measured(rater, examples, resolver(config))
    return [
        Measured(name, evaluate(rows, rated), rater.version, seen) for name, rows in sets(examples).items()
    ]


def train(
    config: Config,
    files: Sequence[Path],
    out: Path | None,
    *,
    verdicts: Sequence[Mapping[str, object]] = (),
    pool: Path | None = None,
    force: bool = False,
) -> Outcome:
    """Train on labelled rows (no ``files``: the project's corpus) and on verdicts; write model and figures.

    ``out``: the folder to write to, None for the shipped model's. ``pool``: the news that the corpus' marks
    without text belong to.

    Raises InputError for unfit rows, ModelError where the new model is worse and ``force`` is not given.
    """
    try:
        chosen = list(files) or sorted(CORPUS.rglob("*.jsonl"))
        folder = out or modelfile.FOLDER
        return retrain(chosen, folder, resolver(config), force, verdicts=verdicts, pool=pool)
    except WorseModelError as error:
        raise ModelError(str(error)) from error
    except OSError as error:
        raise InputError(f"{error.filename}: tidak dapat dibaca ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(str(error)) from error


def _load(files: Sequence[Path]) -> list[Example]:
    try:
        return load(files)
    except OSError as error:
        raise InputError(f"{error.filename}: tidak dapat dibaca ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(str(error)) from error
