"""Learns the story model from labelled stories and pairs: ``python -m classifiers.storytrain --gold FILE …``.

Only numbers leave the training texts: document counts of hashed terms and a dozen weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from classifiers.similarity import Idf, Sketcher, learn_idf
from classifiers.storymodel import COMPANY_WEIGHT, FEATURES, MODEL_FILE, Floats, StoryModel
from classifiers.storytext import Gazetteer
from classifiers.storywindow import Entry, Span, Window, hours

Row = Mapping[str, Any]

# Weights of the kinds of examples, found by grouped cross-validation (docs/stories.md): the labelled stories
# are what an issue is, so they lead; pairs judged by a news reader's stricter eye and look-alikes temper.
_SAME_STORY, _OTHER_STORY, _PAIR, _LOOKALIKE, _INVENTED = 3.0, 1.0, 1.0, 0.05, 0.1
# Articles of two stories are as likely a day as a hundred days apart, while a sample of a few hundred rows
# over eight years puts them years apart: their distance in time is drawn anew.
_DAYS = 150.0
# Log odds from which an article joins. B-cubed F1 by grouped folds:
# -2.0 0.975, -1.6 0.976, -1.2 0.975, -0.8 0.963.
_THRESHOLD = -1.4
_SEED = 20180427


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs as features, whether they are one story, how much each counts, and their groups (never split)."""

    features: Floats
    same: npt.NDArray[np.bool_]
    weights: Floats
    groups: tuple[str, ...]

    def without(self, groups: frozenset[str]) -> Examples:
        """Return the examples of all other groups."""
        keep = np.array([group not in groups for group in self.groups])
        kept = tuple(group for group in self.groups if group not in groups)
        return Examples(self.features[keep], self.same[keep], self.weights[keep], kept)

    @classmethod
    def join(cls, parts: Sequence[Examples]) -> Examples:
        """Put several lots of examples together."""
        features, same, weights = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("features", "same", "weights")
        )
        return cls(features, same, weights, tuple(group for part in parts for group in part.groups))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    # not splitlines(): JSON may hold a bare U+2028 inside a string
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def read_places(path: Path) -> Gazetteer:
    """Read ``{"places": {slug: [name, …]}, "neutral": [slug, …]}`` as JSON."""
    raw = json.loads(path.read_text("utf-8"))
    return Gazetteer.of(raw["places"], neutral=raw.get("neutral", ()))


def time_of(row: Row) -> datetime:
    """Return when a row was published: ``published`` (ISO) or ``date`` (day, also with a two-digit year)."""
    text = str(row.get("published") or row.get("date") or "")
    text = f"20{text}" if len(text) > 2 and text[2] == "-" else text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime(1990, 1, 1, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


Seen = list[tuple[str, str, Floats]]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The ``count`` nearest articles at least so many ``days`` older, for each ``every``-th article."""

    count: int
    days: float
    every: int


def observe(
    rows: Sequence[Row], sketcher: Sketcher, wanted: Mapping[str, set[str]], nearest: Nearest | None = None
) -> Seen:
    """Let articles arrive in the order of time; return (later, earlier, features) of the pairs asked for.

    ``wanted`` gives the ids to compare each article with, in either direction; ``nearest`` adds others.
    """
    window = Window(Span(), all_open=True)
    slots: dict[str, int] = {}
    seen: Seen = []
    order = sorted(rows, key=lambda row: (time_of(row), str(row["id"])))
    for number, row in enumerate(order):
        name, at = str(row["id"]), hours(time_of(row))
        sketch = sketcher.sketch([(str(row["title"]), str(row["text"]))])[0]
        near = window.near(sketch, at)
        others = {slots[other] for other in wanted.get(name, ()) if other in slots}
        if nearest is not None and number % nearest.every == 0:
            far = [slot for slot in near.slots if at - window.entry(slot).hours >= nearest.days * 24]
            others |= set(far[: nearest.count])
        opd = tuple(row.get("opd") or ())
        if others:
            listed = sorted(others)
            slot = window.shelf.probe(sketch, at, opd)
            features = window.shelf.compare(
                slot, np.array(listed, np.int64), near.crowd, near.company
            ).features
            seen += [(name, window.entry(o).id, f) for o, f in zip(listed, features, strict=True)]
        window.add(Entry(name, sketch, at, name, name, opd))
        slots[name] = window.shelf.size - 1
    return seen


def story_examples(rows: Sequence[Row], sketcher: Sketcher) -> Examples:
    """Return all pairs of rows labelled with ``story``, with and without their agencies."""
    story = {str(row["id"]): str(row["story"]) for row in rows}
    wanted = {name: set(story) - {name} for name in story}
    bare = [{key: value for key, value in row.items() if key != "opd"} for row in rows]
    seen = observe(rows, sketcher, wanted) + observe(bare, sketcher, wanted)
    kept = [(a, b, f) for a, b, f in seen if story[a] == story[b] or f[_COSINE] > _HOPELESS]
    same = np.array([story[a] == story[b] for a, b, _ in kept])
    features = _redated(np.array([f for _, _, f in kept]), ~same)
    weights = np.where(same, _SAME_STORY, _OTHER_STORY) / 2
    return Examples(features, same, weights, tuple(story[a] for a, _, _ in kept))


# Pairs of different stories below this cosine teach nothing: no candidate lies there.
_HOPELESS = 0.06
_COSINE = FEATURES.index("cosine")


def pair_examples(pairs: Sequence[Row], pool: Sequence[Row], sketcher: Sketcher) -> Examples:
    """Return the judged pairs (copy and same, or related), as they meet in the pool and by themselves."""
    groups = components((pair["a"], pair["b"]) for pair in pairs)
    ids = set(groups)
    wanted: dict[str, set[str]] = {name: set() for name in ids}
    for pair in pairs:
        wanted[pair["a"]].add(pair["b"])
        wanted[pair["b"]].add(pair["a"])
    same = {frozenset((p["a"], p["b"])): p["rel"] != "related" for p in pairs}
    seen = observe(pool, sketcher, wanted)
    seen += observe([row for row in pool if row["id"] in ids], sketcher, wanted)
    truth = np.array([same[frozenset((a, b))] for a, b, _ in seen])
    weights = np.where(truth, _PAIR / 2, _PAIR)
    return Examples(np.array([f for *_, f in seen]), truth, weights, tuple(groups[a] for a, *_ in seen))


def components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each id the name of the connected group of pairs it belongs to."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for a, b in pairs:
        root[find(a)] = find(b)
    return {name: find(name) for name in root}


def lookalike_examples(pool: Sequence[Row], sketcher: Sketcher) -> Examples:
    """Return articles with their nearest ones of at least 60 days before: alike, hardly ever one story."""
    seen = observe(pool, sketcher, {}, Nearest(4, 60, 10))
    features = _redated(np.array([f for *_, f in seen]), np.ones(len(seen), bool))
    # their dates always differ, which near in time they need not
    features[:, [FEATURES.index("date_shared"), FEATURES.index("date_conflict")]] = 0
    count = len(seen)
    return Examples(features, np.zeros(count, bool), np.full(count, _LOOKALIKE), ("",) * count)


def other_examples(rows: Sequence[Row], sketcher: Sketcher) -> Examples:
    """Return pairs of articles that were invented one by one, so that no two of them are one story."""
    told = [{**row, "text": "\n".join(row["sentences"])} for row in rows if row["id"][-1] not in "ab"]
    seen = observe(told, sketcher, {}, Nearest(8, 0, 1))
    features = _redated(np.array([f for *_, f in seen]), np.ones(len(seen), bool))
    count = len(seen)
    return Examples(features, np.zeros(count, bool), np.full(count, _INVENTED), ("",) * count)


def _redated(features: Floats, which: npt.NDArray[np.bool_]) -> Floats:
    days = np.random.default_rng(_SEED).uniform(0, _DAYS, len(features))
    features[which, FEATURES.index("log_days")] = np.log1p(days[which])
    return features


def fit(examples: Examples, idf: Idf, version: str = "") -> StoryModel:
    """Return the logistic model of least loss (L2 on standardised features; the company's weight is given).

    Own few lines on scipy instead of scikit-learn's LogisticRegression, which takes no fixed weight.
    """
    free = [k for k, name in enumerate(FEATURES) if name != "company"]
    offset = COMPANY_WEIGHT * examples.features[:, FEATURES.index("company")]
    mean, spread = examples.features[:, free].mean(0), examples.features[:, free].std(0) + 1e-9
    rows = np.column_stack([(examples.features[:, free] - mean) / spread, np.ones(len(offset))])
    sign = 2.0 * examples.same - 1

    def loss(beta: Floats) -> tuple[float, Floats]:
        margin = sign * (rows @ beta + offset)
        pull = examples.weights * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        penalty = np.append(beta[:-1], 0.0)
        value = examples.weights @ np.logaddexp(0, -margin) + penalty @ penalty / 2
        return float(value), penalty - rows.T @ pull

    beta = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    weights = np.zeros(len(FEATURES))
    weights[free] = beta[:-1] / spread
    weights[FEATURES.index("company")] = COMPANY_WEIGHT
    bias = float(beta[-1] - weights[free] @ mean)
    return StoryModel(tuple(weights.tolist()), bias, _THRESHOLD, idf, version)


@dataclass(frozen=True, slots=True)
class Files:
    """What the model is learnt from; ``invented``: articles each of which is a story of its own."""

    gold: Path
    pairs: Path
    pool: Path
    places: Path | None = None
    invented: tuple[Path, ...] = ()


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the files."""
    parser.add_argument("--gold", type=Path, required=True, help="rows with `story`")
    parser.add_argument("--pairs", type=Path, required=True, help="judged pairs of ids of the pool")
    parser.add_argument(
        "--pool", type=Path, required=True, help="unlabelled news, for counts and look-alikes"
    )
    parser.add_argument("--places", type=Path, help="JSON, see read_places")
    parser.add_argument("--invented", type=Path, nargs="*", default=[], help="rows of the training corpus")


def files_of(given: argparse.Namespace) -> Files:
    """Return the files that the options name."""
    return Files(given.gold, given.pairs, given.pool, given.places, tuple(given.invented))


def learn_from(files: Files) -> tuple[list[Examples], Idf]:
    """Return the lots of examples (stories, pairs, look-alikes, invented) and the term table."""
    news = read_rows(files.pool)
    idf = learn_idf([f"{row['title']}\n{row['text']}" for row in news])
    idf = Idf.from_text(idf.to_text(), idf.documents)
    local = Sketcher(idf, read_places(files.places) if files.places else None)
    general = Sketcher(idf)
    lots = [story_examples(read_rows(files.gold), local)]
    lots += [pair_examples(read_rows(files.pairs), news, general), lookalike_examples(news, general)]
    invented = [row for path in files.invented for row in read_rows(path)]
    return [*lots, *([other_examples(invented, local)] if invented else ())], idf


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the model file."""
    parser = argparse.ArgumentParser(description="Learn the story model.")
    add_files(parser)
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    given = parser.parse_args(arguments)
    lots, idf = learn_from(files_of(given))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    fit(Examples.join(lots), idf, version="1").save(given.out)


if __name__ == "__main__":
    main()
