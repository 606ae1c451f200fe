"""Which agency must answer: names and topics of the registry, and what was learned, weighed together.

Every agency of the government is a candidate. What speaks for it is counted in the title, in the blamed
sentences and in the rest; one linear model weighs these counts, the same for all agencies, so that it serves
an agency it never saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from classifiers.duties import BY_SLUG
from classifiers.government import Agency, Government
from classifiers.reading import Reading

Array = NDArray[np.float64]
# Columns of a candidate's row: cues in the title, the lead, the most blamed sentences and the rest.
ZONES = 4
COUNTS = tuple(
    f"{what}-{where}" for what in ("name", "mask", "topic") for where in ("title", "lead", "blamed", "rest")
)
FIELDS = (
    *COUNTS,
    "learned",
    "learned-rank",
    "is-unit",
    "unit-named",
    "is-head",
    "only-leaders",
    "child-named",
    "duty-topic",
    *(f"leader-{count}" for count in COUNTS),
    "name-share",
    "topic-share",
    "most-named",
    "most-topical",
    "first-named",
    "leader-against-name",
    "leader-against-topic",
    "leader-against-learned",
    "is-wagub",
    "is-setda",
)
AT = {name: number for number, name in enumerate(FIELDS)}
# Named in nearly every article, whoever has to answer: their counts weigh apart, and against the strongest
# agency, since the labels name them only where they are the subject and no agency fits.
LEADERS = ("gubernur", "wagub", "setda")
# What a sentence without any blame counts beside one that surely blames.
UNBLAMED = 0.1


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the registry: the slugs it speaks for, as ``name`` or ``topic``, and how telling it is."""

    length: int
    targets: tuple[tuple[str, str, float], ...]


class Registry:
    """The agencies of one government with their cues ready for matching."""

    def __init__(self, government: Government) -> None:
        self.agencies: tuple[Agency, ...] = government.agencies
        self.slugs = tuple(agency.slug for agency in self.agencies)
        self._ids: dict[str, int] = {}
        self._machine = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        for phrase, targets in _cues(government).items():
            key = tuple(self._ids.setdefault(word, len(self._ids) + 1) for word in phrase.split())
            self._machine.add_word(key, Cue(len(key), tuple(targets)))
        self._filled = len(self._ids) > 0
        if self._filled:
            self._machine.make_automaton()

    def spans(self, lower: Sequence[str]) -> list[tuple[int, int, tuple[tuple[str, str, float], ...]]]:
        """Return (start, end, targets) of every cue in lower-case words; a target: slug, kind, weight."""
        if not self._filled:
            return []
        get = self._ids.get
        found = self._machine.iter_long(tuple([get(word, 0) for word in lower]))
        return [(last + 1 - cue.length, last + 1, cue.targets) for last, cue in found]

    def cues(self, lower: Sequence[str]) -> list[tuple[str, str, float]]:
        """Return (slug, ``name`` or ``topic``, weight) for every cue in a list of lower-case words."""
        return [target for _, _, targets in self.spans(lower) for target in targets]


def _phrase(text: str) -> str:
    text = text.split("(")[0].lower()
    return " ".join("".join(c if c.isalnum() or c in "'-" else " " for c in text).split())


def _cues(government: Government) -> dict[str, list[tuple[str, str, float]]]:
    raw: dict[str, dict[tuple[str, str], None]] = {}
    for agency in government.agencies:
        duty = BY_SLUG.get(agency.slug)
        names = (agency.name, *agency.names)
        topics = (*agency.topics, *(duty.topics if duty else ()))
        for kind, texts in (("name", names), ("topic", topics)):
            for text in texts:
                for part in text.split("/") if kind == "topic" else (text,):
                    phrase = _phrase(part)
                    if len(phrase) >= 3:
                        raw.setdefault(phrase, {})[agency.slug, kind] = None
    for each in government.competence:
        if each.opd and each.who == "province" and len(_phrase(each.cue)) >= 3:
            raw.setdefault(_phrase(each.cue), {})[each.opd, "topic"] = None
    # A cue that many agencies share tells little: its weight is split among them; longer phrases tell more.
    return {
        phrase: [(slug, kind, (1 + 0.5 * (len(phrase.split()) - 1)) / len(owners)) for slug, kind in owners]
        for phrase, owners in raw.items()
    }


def candidates(registry: Registry, reading: Reading, blame: Array, learned: dict[str, float]) -> Array:
    """Return one row per agency of the registry under ``FIELDS``.

    ``blame`` gives each sentence's probability of blaming P, ``learned`` the learned log-probability of each
    slug.
    """
    rows = np.zeros((len(registry.slugs), len(FIELDS)))
    at = {slug: number for number, slug in enumerate(registry.slugs)}
    worst = set(np.argsort(-blame)[: max(2, len(blame) // 4)].tolist()) if len(blame) else set()
    said = np.zeros((len(registry.slugs), 2))
    for number, sentence in enumerate(reading.sentences):
        zone = 0 if number == 0 else 2 if number in worst else 1 if number <= 2 else 3
        lower = [word.lower() for word in reading.raw[number]]
        heavy = UNBLAMED + float(blame[number])
        for slug, kind, weight in registry.cues(lower):
            if slug in at:
                rows[at[slug], zone + (0 if kind == "name" else 2 * ZONES)] += weight
                said[at[slug], int(kind == "topic")] += weight * heavy
        first = [slug for slug in sentence.slugs if slug in at and slug not in LEADERS]
        if first and not rows[:, AT["first-named"]].any():
            rows[at[first[0]], AT["first-named"]] = 1.0
        for slug in sentence.slugs:
            if slug in at:
                rows[at[slug], zone + ZONES] += 1
                said[at[slug], 0] += heavy
    _context(rows, registry, at, learned)
    _leaders(rows, at, said)
    return rows


def _leaders(rows: Array, at: dict[str, int], said: Array) -> None:
    """Add how the agencies share names and topics, weighed by blame, and set the leaders apart."""
    leaders = [at[slug] for slug in LEADERS if slug in at]
    agencies = [number for number in at.values() if number not in leaders]
    start = AT[f"leader-{COUNTS[0]}"]
    rows[leaders, start : start + len(COUNTS)] = rows[leaders, : len(COUNTS)]
    rows[leaders, : len(COUNTS)] = 0.0
    for slug in LEADERS[1:]:
        if slug in at:
            rows[at[slug], AT[f"is-{slug}"]] = 1.0
    if not agencies:
        return
    for column, what in enumerate(("name", "topic")):
        mine = said[agencies, column]
        rows[agencies, AT[f"{what}-share"]] = mine / max(float(mine.sum()), 1e-9)
        rows[agencies, AT["most-named" if column == 0 else "most-topical"]] = (mine >= mine.max()) & (
            mine > 0
        )
        rows[leaders, AT[f"leader-against-{what}"]] = np.log1p(mine.max())
    rows[leaders, AT["leader-against-learned"]] = rows[agencies, AT["learned"]].max()


def _context(rows: Array, registry: Registry, at: dict[str, int], learned: dict[str, float]) -> None:
    counts = 3 * ZONES
    floor = min(learned.values(), default=-8.0) - 1.0
    parents = {agency.slug: agency.parent for agency in registry.agencies}
    rows[:, :counts] = np.log1p(rows[:, :counts])
    for slug, number in at.items():
        rows[number, counts] = learned.get(slug, learned.get(parents[slug], floor) - 1.0)
        parent = parents[slug]
        named = rows[number, : 2 * ZONES].sum()
        rows[number, counts + 2] = float(bool(parent))
        rows[number, counts + 3] = named if parent else 0.0
        if parent in at:
            rows[at[parent], counts + 6] = max(rows[at[parent], counts + 6], named)
        rows[number, counts + 4] = float(slug in {"gubernur", "wagub", "setda"})
        rows[number, counts + 7] = rows[number, 2 * ZONES : 3 * ZONES].sum()
    rows[:, counts + 1] = -np.log1p(np.argsort(np.argsort(-rows[:, counts])))
    agencies = rows[:, counts + 4] == 0
    silent = float(rows[agencies, : 2 * ZONES].sum() == 0) if agencies.any() else 1.0
    rows[:, counts + 5] = rows[:, counts + 4] * silent


def units_first(order: Sequence[int], rows: Array, registry: Registry) -> list[int]:
    """Return a ranking (places in ``registry.slugs``) with a unit moved before its parent at the top.

    The labels name a hospital or unit of its own slug before its parent. It is moved where it is the only
    unit of that parent the text names: where several are, the parent answers for them.
    """
    ranked = list(order)
    if not ranked:
        return ranked
    top = registry.slugs[ranked[0]]
    named = rows[:, : 2 * ZONES].sum(axis=1) > 0
    units = [
        number for number, agency in enumerate(registry.agencies) if agency.parent == top and named[number]
    ]
    if len(units) == 1:
        ranked.remove(units[0])
        ranked.insert(0, units[0])
    return ranked


def cues_of(registry: Registry, reading: Reading, slug: str, most: int = 4) -> tuple[str, ...]:
    """Return the phrases of the text that spoke for an agency, in order, at most ``most``."""
    found: dict[str, None] = {}
    for raw in reading.raw:
        lower = [word.lower() for word in raw]
        for start, end, targets in registry.spans(lower):
            if any(each[0] == slug for each in targets):
                found.setdefault(" ".join(lower[start:end]))
        if len(found) >= most:
            break
    return tuple(found)[:most]
