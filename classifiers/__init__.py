"""Text in, numbers and reasons out: what regional press says about a government.

The public face: ``load`` a ``Rater``, give it ``Text`` and a ``Government``, get ``Rating``. Nothing here
knows where articles come from or where ratings go. Training lives in ``classifiers.training`` (``train``,
``cross_validate``).
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifiers.government import Agency, Competence, Government, Name, generic
from classifiers.rating import Rating, Text

if TYPE_CHECKING:
    from classifiers.explaining import View
    from classifiers.modelfile import ModelFileError
    from classifiers.rater import Rater

__all__ = [
    "Agency",
    "Competence",
    "Government",
    "ModelFileError",
    "Name",
    "Rater",
    "Rating",
    "Text",
    "View",
    "generic",
    "load",
]

# scikit-learn and skops take two seconds and 170 MB to import: most commands and the web desk never rate, and
# must not wait for them. These names are therefore looked up on first use (PEP 562).
_LATER = {"ModelFileError": "modelfile", "Rater": "rater", "View": "explaining"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'classifiers' has no attribute '{name}'")
    return getattr(import_module(f"classifiers.{_LATER[name]}"), name)


def load(folder: Path | None = None) -> Rater:
    """Return a rater with the model in ``folder`` (default: the shipped one).

    Raises ModelFileError, one line, when the model is missing, altered or of another version.
    """
    from classifiers import modelfile, rater

    return rater.Rater(modelfile.load(folder))
