"""The learnt yes or no: do two articles tell the same story?

A logistic model over a dozen comparisons of two sketches. Its weights are a few JSON numbers with the term
table beside them (``models/story.json``), written by ``python -m classifiers.storytrain``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifiers import copies
from classifiers.similarity import BITS, SCALE, TERMS, TITLE_TERMS, Idf, Sketch

Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.int64]

# ``crowd`` is how alike the article is to others at large: in a week full of one topic, likeness says less.
# ``company`` is the log of how many articles the last three days brought: the more there are, the less
# likely is any one of them the same story; its weight is therefore set to -1 and not learnt.
FEATURES = (
    *("cosine", "title", "containment", "date_shared", "date_conflict", "place_shared", "place_conflict"),
    *("opd_shared", "opd_conflict", "log_days", "crowd", "company"),
)
COMPANY_WEIGHT = -1.0
MODEL_FILE = Path(__file__).parent / "models" / "story.json"

# Words of 64 bits per set: the days of a year exactly, figures by hash, names by number.
_WORDS = {"dates": 6, "title_dates": 6, "numbers": 4, "places": 4, "opd": 2}
_STARTS = dict(zip(_WORDS, np.cumsum([0, *_WORDS.values()])[:-1].tolist(), strict=True))
_WIDTH = sum(_WORDS.values())

# A template is the same wording with other figures on another day: prices, weather, matches, case counts.
# Sharing TEMPLATE_PAIRS of the word pairs but at most half of the figures, where the dates named differ (a
# third, and only if three or more are named, where no dates are named but the days of publication differ),
# it is not one story. No pair of one story in the labelled sets falls under it.
TEMPLATE_PAIRS = 0.35
TEMPLATE_TITLE = 0.5
TEMPLATE_FIGURES = 0.5
UNDATED_FIGURES, UNDATED_LEAST = 0.33, 3


class StoryModelError(Exception):
    """The story model's file is missing, damaged or of another version; one plain sentence."""


@dataclass(frozen=True, slots=True)
class StoryModel:
    """Weights per feature, bias, the score from which an article joins a story, and the term table."""

    weights: tuple[float, ...]
    bias: float
    threshold: float
    idf: Idf
    version: str = ""

    def scores(self, features: Floats) -> Floats:
        """Return the log odds that each row's pair is one story."""
        return np.asarray(features @ np.array(self.weights) + self.bias)

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        idf = {"bits": BITS, "documents": self.idf.documents, "counts": self.idf.to_text()}
        weights = {name: round(weight, 5) for name, weight in zip(FEATURES, self.weights, strict=True)}
        document = {"version": self.version, "threshold": self.threshold, "bias": round(self.bias, 5)}
        path.write_text(json.dumps(document | {"weights": weights, "idf": idf}, indent=1) + "\n", "utf-8")


@lru_cache(maxsize=4)
def load_model(path: Path = MODEL_FILE) -> StoryModel:
    """Read a story model; StoryModelError where the file is missing or damaged."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if set(raw["weights"]) != set(FEATURES) or raw["idf"]["bits"] != BITS:
            raise StoryModelError(f"Model cerita {path} berasal dari versi lain; pasang ulang aplikasinya.")
        weights = tuple(float(raw["weights"][name]) for name in FEATURES)
        idf = Idf.from_text(raw["idf"]["counts"], float(raw["idf"]["documents"]))
        return StoryModel(weights, float(raw["bias"]), float(raw["threshold"]), idf, str(raw["version"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoryModelError(f"Model cerita {path} tidak dapat dibaca; pasang ulang aplikasinya.") from error


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article against several: ``features`` per pair, which are copies, which must not be one story.

    ``template``: the same wording about another day; ``elsewhere``: another place; ``here``: the same place.
    """

    features: Floats
    copy: npt.NDArray[np.bool_]
    template: npt.NDArray[np.bool_]
    elsewhere: npt.NDArray[np.bool_]
    here: npt.NDArray[np.bool_]

    def part(self, rows: slice) -> Comparison:
        """Return the comparisons with some of the others."""
        return Comparison(
            *(self.features[rows], self.copy[rows], self.template[rows]),
            *(self.elsewhere[rows], self.here[rows]),
        )


class Shelf:
    """The numbers of many articles side by side: one is compared with dozens in a few array operations."""

    def __init__(self) -> None:
        self.size = 0
        self._names: dict[str, int] = {}
        self._scratch = np.zeros(2**BITS, np.int32)
        self._table: dict[str, Any] = {}
        self._allot(256)

    def _allot(self, capacity: int) -> None:
        kept = self.size
        shapes: dict[str, tuple[int, type[np.generic]]] = {
            "terms": (TERMS, np.uint32),
            "weights": (TERMS, np.uint16),
            "title_terms": (TITLE_TERMS, np.uint32),
            "title_weights": (TITLE_TERMS, np.uint16),
            "signature": (copies.PERMUTATIONS, np.uint16),
            "bits": (_WIDTH, np.uint64),
        }
        old = self._table
        self._table = {k: np.zeros((capacity, n), kind) for k, (n, kind) in shapes.items()}
        self._table |= {"shingles": np.zeros(capacity, np.int64), "hours": np.zeros(capacity, np.float64)}
        for name in old:
            self._table[name][:kept] = old[name][:kept]

    def add(self, sketch: Sketch, hours: float, opd: tuple[str, ...] = ()) -> int:
        """Put an article on the shelf for good; as for ``probe``."""
        slot = self.probe(sketch, hours, opd)
        self.size += 1
        return slot

    @property
    def hours(self) -> Floats:
        """The articles' times, by slot; a forgotten article has none (-inf)."""
        return np.asarray(self._table["hours"][: self.size + 1])

    def forget(self, slot: int) -> None:
        """Mark the article in ``slot`` as gone."""
        self._table["hours"][slot] = -np.inf

    def probe(self, sketch: Sketch, hours: float, opd: tuple[str, ...] = ()) -> int:
        """Write an article to the next free slot, to be compared; the next one takes its place.

        ``hours`` is its time since the epoch. Return the slot.
        """
        if self.size == len(self._table["hours"]):
            self._allot(2 * self.size)
        slot, table = self.size, self._table
        for name in ("terms", "weights", "title_terms", "title_weights"):
            row = getattr(sketch, name)
            table[name][slot, : len(row)] = row
            table[name][slot, len(row) :] = 0
        table["signature"][slot] = sketch.signature
        table["shingles"][slot] = sketch.shingles
        table["hours"][slot] = hours
        table["bits"][slot] = self._bits(sketch, opd)
        return slot

    def _bits(self, sketch: Sketch, opd: tuple[str, ...]) -> npt.NDArray[np.uint64]:
        bits = [0] * _WIDTH
        days = {
            name: [(day // 32 - 1) * 31 + day % 32 - 1 for day in getattr(sketch, name)] for name in _DAYS
        }
        named = {"places": self._numbered(sketch.places), "opd": self._numbered(opd)}
        for name, values in {**days, "numbers": list(sketch.numbers), **named}.items():
            for value in values:
                value %= _WORDS[name] * 64
                bits[_STARTS[name] + value // 64] |= 1 << (value % 64)
        return np.array(bits, np.uint64)

    def _numbered(self, names: tuple[str, ...]) -> list[int]:
        return [self._names.setdefault(name, len(self._names)) for name in names]

    def compare(self, slot: int, others: Slots, crowd: float = 0.0, company: float = 0.0) -> Comparison:
        """Compare the article in ``slot`` with those in ``others``; features in the order of FEATURES."""
        table = self._table
        cosine = self._cosines("terms", "weights", slot, others)
        title = self._cosines("title_terms", "title_weights", slot, others)
        likeness = copies.resemblance(table["signature"][slot], table["signature"][others])
        held = copies.containment(likeness, int(table["shingles"][slot]), table["shingles"][others])
        sets = _Sets(table["bits"][slot], table["bits"][others])
        days = np.abs(self.hours[others] - self.hours[slot]) / 24
        columns = {"cosine": cosine, "title": title, "containment": held, "log_days": np.log1p(days)}
        for name, kind in (("date", "dates"), ("place", "places"), ("opd", "opd")):
            columns |= {f"{name}_shared": sets.shared(kind), f"{name}_conflict": sets.conflict(kind)}
        columns |= {"crowd": np.full(len(others), crowd), "company": np.full(len(others), company)}
        copy = copies.is_copy(cosine, held)
        template = sets.template(held, title, days)
        features = np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float64)
        return Comparison(features, copy, template, sets.conflict("places"), sets.shared("places"))

    def _cosines(self, terms: str, weights: str, slot: int, others: Slots) -> Floats:
        table, scratch = self._table, self._scratch
        own = table[terms][slot]
        scratch[own] = np.maximum(scratch[own], table[weights][slot])
        products = scratch[table[terms][others]] * table[weights][others].astype(np.int32)
        scratch[own] = 0
        return np.asarray(products.sum(axis=1, dtype=np.int64) / SCALE**2)


_DAYS = ("dates", "title_dates")


class _Sets:
    """The dates, figures, places and agencies of one article beside those of others."""

    def __init__(self, own: npt.NDArray[np.uint64], theirs: npt.NDArray[np.uint64]) -> None:
        self.both = {name: _count(own & theirs, name) for name in _WORDS}
        self.least = {name: np.minimum(_count(own[None], name), _count(theirs, name)) for name in _WORDS}

    def shared(self, name: str) -> npt.NDArray[np.bool_]:
        return np.asarray(self.both[name] > 0)

    def conflict(self, name: str) -> npt.NDArray[np.bool_]:
        return np.asarray((self.least[name] > 0) & (self.both[name] == 0))

    def template(self, held: Floats, title: Floats, days: Floats) -> npt.NDArray[np.bool_]:
        least, both = self.least["numbers"], self.both["numbers"]
        dated = self.conflict("dates") & (least >= 2) & (both <= TEMPLATE_FIGURES * least)
        undated = (self.least["dates"] == 0) & (days > 0.5)
        undated &= (least >= UNDATED_LEAST) & (both <= UNDATED_FIGURES * least)
        headline = self.conflict("title_dates") & (title >= TEMPLATE_TITLE)
        return np.asarray(headline | ((held >= TEMPLATE_PAIRS) & (dated | undated)))


def _count(bits: npt.NDArray[np.uint64], name: str) -> npt.NDArray[np.int64]:
    start = _STARTS[name]
    return np.asarray(np.bitwise_count(bits[:, start : start + _WORDS[name]]).sum(axis=1, dtype=np.int64))
