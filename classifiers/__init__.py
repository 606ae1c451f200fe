"""Text in, numbers and reasons out: what regional press says about a government.

The public face: ``load`` a ``Rater``, give it ``Text`` and a ``Government``, get ``Rating``. Nothing here
knows where articles come from or where ratings go. Training lives in ``classifiers.training`` (``train``,
``cross_validate``).
"""

from __future__ import annotations

from pathlib import Path

from classifiers import modelfile
from classifiers.evaluation import Metrics, evaluate, rate_examples
from classifiers.examples import Example
from classifiers.explaining import View
from classifiers.government import Agency, Competence, Government, Name, generic
from classifiers.modelfile import ModelFileError
from classifiers.rater import Rater
from classifiers.rating import Rating, Text

__all__ = [
    "Agency",
    "Competence",
    "Example",
    "Government",
    "Metrics",
    "ModelFileError",
    "Name",
    "Rater",
    "Rating",
    "Text",
    "View",
    "evaluate",
    "generic",
    "load",
    "rate_examples",
]


def load(folder: Path | None = None) -> Rater:
    """Return a rater with the model in ``folder`` (default: the shipped one).

    Raises ModelFileError, one line, when the model is missing, altered or of another version.
    """
    return Rater(modelfile.load(folder))
