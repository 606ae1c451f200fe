"""The model on disk: one skops file, the vocabulary, and a manifest with version and checksums. No pickle
anywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile

import numpy as np
import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from classifiers import evaluation, vocabulary
from classifiers.features import Vectoriser
from classifiers.forest import Forest
from classifiers.model import Linear, Model

FOLDER = Path(__file__).parent / "models"
# Raised whenever features or heads change: a file of another format cannot be read with this code.
FORMAT = 6
MODEL, WORDS, MANIFEST, HELD_OUT = "model.skops", "vocabulary.json", "manifest.json", "held_out.json"


class ModelFileError(Exception):
    """A model that is missing, altered or of another version; one plain Indonesian sentence."""


def save(model: Model, folder: Path, rated: Mapping[str, evaluation.Rated]) -> None:
    """Write model, vocabulary, manifest and out-of-fold ratings (by ``hashed`` keys) to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    skops.io.dump(_plain(model), folder / MODEL, compression=ZIP_DEFLATED, compresslevel=9)
    vocabulary.save(model.vocabulary, folder / WORDS)
    (folder / HELD_OUT).write_text(json.dumps(dict(rated), separators=(",", ":"), sort_keys=True), "utf-8")
    sums = {name: _sum(folder / name) for name in (MODEL, WORDS, HELD_OUT)}
    manifest = {
        "version": model.version,
        "format": FORMAT,
        "sha256": sums,
        "thresholds": list(model.thresholds),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def load(folder: Path | None = None) -> Model:
    """Return the model of a folder (default: the shipped one).

    Raises ModelFileError when a file is missing, differs from its checksum or belongs to another version.
    """
    folder = folder or FOLDER
    _check(folder)
    try:
        raw = skops.io.load(folder / MODEL, trusted=[])
        return _model(raw, vocabulary.load(folder / WORDS))
    except (
        UntrustedTypesFoundException,
        BadZipFile,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise ModelFileError(
            f"Model di {folder} tak terbaca ({type(error).__name__}); latih ulang dengan 'monitor train'."
        ) from error


def manifest(folder: Path | None = None) -> dict[str, Any]:
    """Return the manifest of a folder. Raises ModelFileError when it is missing or no JSON."""
    folder = folder or FOLDER
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError as error:
        raise ModelFileError(f"Model tidak ada di {folder}; latih dahulu dengan 'monitor train'.") from error
    except (OSError, ValueError) as error:
        raise ModelFileError(
            f"Manifes model di {folder} rusak; latih ulang dengan 'monitor train'."
        ) from error
    if not isinstance(found, dict):
        raise ModelFileError(f"Manifes model di {folder} rusak; latih ulang dengan 'monitor train'.")
    return found


def held_out(folder: Path | None = None) -> dict[str, evaluation.Rated]:
    """Return the out-of-fold ratings of the examples that the model was trained on, by hashed id."""
    path = (folder or FOLDER) / HELD_OUT
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def hashed(identity: str, title: str) -> str:
    """Return the short hash under which an example's out-of-fold rating is kept; another title is another
    example.
    """
    plain = "".join(letter for letter in title.lower() if letter.isalnum())
    return hashlib.sha256(f"{identity}\n{plain}".encode()).hexdigest()[:16]


def next_version(folder: Path) -> str:
    """Return the version after the one in ``folder``: "1" in an empty folder."""
    try:
        return str(int(str(manifest(folder).get("version", "0"))) + 1)
    except (ModelFileError, ValueError):
        return "1"


def _check(folder: Path) -> None:
    found = manifest(folder)
    if found.get("format") != FORMAT:
        raise ModelFileError(
            f"Model di {folder} dari versi lain (format {found.get('format')}, perlu {FORMAT}); "
            "latih ulang dengan 'monitor train'."
        )
    for name, wanted in dict(found.get("sha256", {})).items():
        path = folder / name
        if not path.exists():
            raise ModelFileError(
                f"Berkas model {path} tidak ada; pasang ulang atau latih dengan 'monitor train'."
            )
        if _sum(path) != wanted:
            raise ModelFileError(
                f"Berkas model {path} berubah sejak dibuat; pasang ulang atau latih dengan 'monitor train'."
            )
    if not {MODEL, WORDS} <= set(found.get("sha256", {})):
        raise ModelFileError(f"Manifes model di {folder} tidak lengkap; latih ulang dengan 'monitor train'.")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _plain(model: Model) -> dict[str, Any]:
    """Return the model as arrays, lists, texts and numbers only; dataclasses become dictionaries."""
    found: dict[str, Any] = {}
    for field in fields(model):
        value = getattr(model, field.name)
        if isinstance(value, Linear):
            value = {"weights": value.weights.astype(np.float16), "bias": value.bias}
        elif isinstance(value, Vectoriser):
            value = {"names": "\n".join(value.index), "weight": value.weight.astype(np.float32)}
        elif isinstance(value, Forest):
            value = _trees(value)
        elif isinstance(value, tuple):
            value = [_trees(each) if isinstance(each, Forest) else each for each in value]
        if field.name != "vocabulary":
            found[field.name] = value
    return found


def _trees(forest: Forest) -> dict[str, Any]:
    return {field.name: getattr(forest, field.name) for field in fields(forest)}


def _model(raw: dict[str, Any], words: vocabulary.Vocabulary) -> Model:
    values: dict[str, Any] = {"vocabulary": words}
    for field in fields(Model):
        if field.name == "vocabulary":
            continue
        value = raw[field.name]
        if isinstance(value, dict) and "bias" in value:
            # Row by row in memory: scipy copies any other order anew at every product.
            value = Linear(value["weights"].astype(np.float64, order="C"), value["bias"])
        elif isinstance(value, dict) and "feature" in value:
            value = Forest(**value)
        elif isinstance(value, dict):
            names = value["names"].split("\n") if value["names"] else []
            value = Vectoriser(
                {name: number for number, name in enumerate(names)}, value["weight"].astype(np.float64)
            )
        elif isinstance(value, list):
            value = tuple(Forest(**each) if isinstance(each, dict) else each for each in value)
        values[field.name] = value
    return Model(**values)
