"""Judges the story clustering on labels its model has not seen: ``python -m classifiers.storyeval --gold …``.

Grouped folds: a fold's stories (and connected groups of pairs) are unknown to the model that places them, but
all rows are clustered together, so they stand among all the others; only the fold's own rows count.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from classifiers.similarity import Idf
from classifiers.stories import cluster_rows
from classifiers.storymodel import StoryModel
from classifiers.storytext import Gazetteer
from classifiers.storytrain import (
    Examples,
    Files,
    Row,
    add_files,
    components,
    files_of,
    fit,
    learn_from,
    read_places,
    read_rows,
    time_of,
)


@dataclass(frozen=True, slots=True)
class Scores:
    """B-cubed precision, recall and F1: over all items, and over those whose true story has two or more."""

    precision: float
    recall: float
    f1: float
    several_f1: float


Items = dict[str, tuple[float, float]]


def items(true: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Items:
    """Return each item's B-cubed precision and recall (Bagga & Baldwin 1998).

    Precision is the share of its found cluster that truly belongs with it, recall the share of its true
    story that was found with it.
    """
    clusters, stories = _members(found), _members(true)
    both = {item: len(clusters[found[item]] & stories[true[item]]) for item in true}
    return {
        item: (count / len(clusters[found[item]]), count / len(stories[true[item]]))
        for item, count in both.items()
    }


def b_cubed(true: Mapping[str, Hashable], each: Items) -> Scores:
    """Return the means of the items' B-cubed scores, and the F1 of stories of two or more by itself."""
    sizes = Counter(true.values())
    precision, recall, f1 = _means(list(each.values()))
    return Scores(precision, recall, f1, _means([each[item] for item in each if sizes[true[item]] > 1])[2])


def _members(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        members[label].add(item)
    return members


def _means(each: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    if not each:
        return 0.0, 0.0, 0.0
    precision = sum(p for p, _ in each) / len(each)
    recall = sum(r for _, r in each) / len(each)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(true: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs of items put together."""

    def together(labels: Mapping[str, Hashable]) -> set[tuple[str, str]]:
        return {pair for members in _members(labels).values() for pair in combinations(sorted(members), 2)}

    right, made = together(true), together(found)
    both = len(right & made)
    precision, recall = both / max(1, len(made)), both / max(1, len(right))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def balanced_accuracy(pairs: Sequence[Row], found: Mapping[str, Hashable]) -> float:
    """Return the mean of: same and copy pairs found together, related pairs kept apart."""
    hits = Counter((p["rel"] != "related", found[p["a"]] == found[p["b"]]) for p in pairs)
    same, apart = hits[True, True] + hits[True, False], hits[False, True] + hits[False, False]
    return (hits[True, True] / max(1, same) + hits[False, False] / max(1, apart)) / 2


@dataclass(frozen=True, slots=True)
class Study:
    """Everything one evaluation reads and learns from."""

    gold: Sequence[Row]
    pairs: Sequence[Row]
    pool: Sequence[Row]
    lots: Sequence[Examples]
    idf: Idf
    places: Gazetteer | None

    @classmethod
    def read(cls, files: Files) -> Study:
        """Read the files and learn the examples once."""
        lots, idf = learn_from(files)
        known = read_places(files.places) if files.places else None
        return cls(read_rows(files.gold), read_rows(files.pairs), read_rows(files.pool), lots, idf, known)

    def model(self, unknown: frozenset[str]) -> StoryModel:
        """Return a model that has seen no example of the ``unknown`` stories and groups of pairs."""
        return fit(Examples.join([lot.without(unknown) for lot in self.lots]), self.idf)


def by_folds(
    study: Study, folds: int, seed: int, threshold: float | None = None, with_pool: bool = True
) -> dict[str, float]:
    """Return the scores of grouped cross-validation."""
    true = {str(row["id"]): str(row["story"]) for row in study.gold}
    group = components((pair["a"], pair["b"]) for pair in study.pairs)
    part = _shuffled({*true.values()}, folds, seed) | _shuffled({*group.values()}, folds, seed)
    each: Items = {}
    in_pool: dict[str, Hashable] = {}
    alone: dict[str, Hashable] = {}
    for fold in range(folds):
        model = study.model(frozenset(name for name, where in part.items() if where == fold))
        model = model if threshold is None else replace(model, threshold=threshold)
        scored = items(true, dict(cluster_rows(study.gold, study.places, model)))
        each |= {item: score for item, score in scored.items() if part[true[item]] == fold}
        own = {name for name, root in group.items() if part[root] == fold}
        alone |= _placed([row for row in study.pool if row["id"] in group], own, model)
        in_pool |= _placed(study.pool, own, model) if with_pool else {}
    scores = b_cubed(true, each)
    result = {"b3_precision": scores.precision, "b3_recall": scores.recall, "b3_f1": scores.f1}
    result |= {"b3_f1_several": scores.several_f1, "pairs_alone": balanced_accuracy(study.pairs, alone)}
    return result | ({"pairs_in_pool": balanced_accuracy(study.pairs, in_pool)} if with_pool else {})


def _shuffled(names: set[str], folds: int, seed: int) -> dict[str, int]:
    order = sorted(names)
    random.Random(seed).shuffle(order)
    return {name: place % folds for place, name in enumerate(order)}


def _placed(rows: Sequence[Row], own: set[str], model: StoryModel) -> dict[str, Hashable]:
    dated = [{**row, "published": time_of(row).isoformat()} for row in rows]
    return {name: story for name, story in cluster_rows(dated, None, model) if name in own}


def by_time(study: Study) -> dict[str, float]:
    """Return the scores on the later half of the labelled stories, learnt from the earlier half alone."""
    first: dict[str, str] = {}
    for row in sorted(study.gold, key=time_of):
        first.setdefault(str(row["story"]), str(row["id"]))
    later = frozenset(list(first)[len(first) // 2 :])
    true = {str(row["id"]): str(row["story"]) for row in study.gold}
    scored = items(true, dict(cluster_rows(study.gold, study.places, study.model(later))))
    scores = b_cubed(true, {item: score for item, score in scored.items() if true[item] in later})
    return {"b3_f1": scores.f1, "b3_f1_several": scores.several_f1, "b3_precision": scores.precision}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores as JSON."""
    parser = argparse.ArgumentParser(description="Judge the story clustering by grouped folds and by time.")
    add_files(parser)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=2, help="how many ways to cut the folds")
    parser.add_argument("--thresholds", type=float, nargs="*", default=[None], help="to sweep")
    parser.add_argument("--no-pool", action="store_true", help="do not place the pairs among the whole pool")
    given = parser.parse_args(arguments)
    study = Study.read(files_of(given))
    for threshold in given.thresholds:
        runs = [by_folds(study, given.folds, s, threshold, not given.no_pool) for s in range(given.seeds)]
        means = {name: round(sum(run[name] for run in runs) / len(runs), 4) for name in runs[0]}
        print(json.dumps({"threshold": threshold} | means), flush=True)
    print(json.dumps({"split": "time"} | {name: round(value, 4) for name, value in by_time(study).items()}))


if __name__ == "__main__":
    main()
