"""The window: the recent articles, the stories they belong to, and the lists by which candidates are found.

Rebuilt from stored sketches at every start; it decides nothing and writes nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from classifiers.similarity import SCALE, Sketch
from classifiers.storymodel import Shelf

Slots = npt.NDArray[np.int64]

# Terms by which candidates are searched: the 50 weightiest find the same best article as all of them in 99.6
# % of the cases at a fraction of the work.
_SEARCH_TERMS = 50
# Least cosine over those terms of a candidate: no labelled pair of one story lies below.
_LEAST = 0.04 * SCALE**2
_CANDIDATES = 30
# The crowd is the mean of the 5th to 20th best likeness within two weeks, so that a story's own first
# reports do not count. With it the AUC of "same" against "related" real pairs rises from 0.862 to 0.882.
_CROWD_HOURS = 14 * 24
_CROWD_RANKS = slice(4, 20)
_COMPANY_HOURS = 72
# Articles of one story that are compared: the first, which names the matter, and the latest.
_VOTERS = 24
# A term's list holds slot and weight packed into one number: a weight is at most SCALE, so below 2**16.
_BITS, _LOW = 16, 2**16 - 1
# Dead slots that are borne before the window is built anew.
_SLACK = 512


@dataclass(frozen=True, slots=True)
class Span:
    """How long a story without a new article stays joinable, in days.

    ``tail`` for coverage without an issue, ``reopen`` after its issue was closed, ``open`` while one is
    open: a complaint that nobody answered returns after months (labelled stories: gaps of up to 115 days).
    """

    tail: float = 14.0
    reopen: float = 7.0
    open: float = 150.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the window; ``hours`` since the epoch, ``original`` the one it reprints, else itself."""

    id: str
    sketch: Sketch
    hours: float
    story: str
    original: str
    opd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """The candidate slots of an article, best first, with its ``crowd`` and ``company`` (see storymodel)."""

    slots: tuple[int, ...]
    crowd: float
    company: float


@dataclass(slots=True)
class _Story:
    slots: list[int] = field(default_factory=list)
    latest: float = 0.0
    open: bool = False
    closed: float | None = None


def _search_terms(sketch: Sketch) -> tuple[list[int], list[int]]:
    return sketch.terms[:_SEARCH_TERMS].tolist(), sketch.weights[:_SEARCH_TERMS].tolist()


def hours(instant: datetime) -> float:
    """Return an aware instant as hours since the epoch."""
    return instant.timestamp() / 3600


class Window:
    """The articles that a new one may join."""

    def __init__(self, span: Span, all_open: bool = False) -> None:
        self._span, self._all_open = span, all_open
        self._stories: dict[str, _Story] = {}
        self._empty()

    def _empty(self) -> None:
        self.shelf = Shelf()
        self._entries: list[Entry | None] = []
        self._slot: dict[str, int] = {}
        self._lists: dict[int, Any] = {}
        self._times: list[float] = []

    def __len__(self) -> int:
        return len(self._slot)

    def add(self, entry: Entry) -> None:
        """Put an article into the window."""
        slot = self.shelf.add(entry.sketch, entry.hours, entry.opd)
        self._entries.append(entry)
        self._slot[entry.id] = slot
        insort(self._times, entry.hours)
        for term, weight in zip(*_search_terms(entry.sketch), strict=True):
            self._lists.setdefault(term, array("q")).append(slot << _BITS | weight)
        self._enter(slot, entry)

    def _enter(self, slot: int, entry: Entry) -> None:
        story = self._stories.setdefault(entry.story, _Story(open=self._all_open))
        story.slots.append(slot)
        story.slots.sort(key=self._order)
        story.latest = max(story.latest, entry.hours)

    def _order(self, slot: int) -> tuple[float, str]:
        entry = self.entry(slot)
        return entry.hours, entry.id

    def entry(self, slot: int) -> Entry:
        """Return the article in a slot; KeyError where it was removed."""
        found = self._entries[slot]
        if found is None:
            raise KeyError(slot)
        return found

    def get(self, article: str) -> Entry | None:
        """Return an article of the window, None if it is not in it."""
        slot = self._slot.get(article)
        return None if slot is None else self._entries[slot]

    def remove(self, article: str) -> Entry | None:
        """Take an article out of the window and return it; None if it is not in it."""
        slot = self._slot.pop(article, None)
        if slot is None:
            return None
        entry = self.entry(slot)
        self._entries[slot] = None
        self.shelf.forget(slot)
        del self._times[bisect_left(self._times, entry.hours)]
        story = self._stories[entry.story]
        story.slots.remove(slot)
        if not story.slots:
            del self._stories[entry.story]
        return entry

    def set_state(self, story: str, *, is_open: bool, closed: datetime | None = None) -> None:
        """Say whether an issue is open on a story, or when it was closed; unknown stories are ignored."""
        if story in self._stories:
            known = self._stories[story]
            known.open, known.closed = is_open, None if closed is None else hours(closed)

    def joinable(self, story: str, at: float) -> bool:
        """Return whether an article published at ``at`` (hours) may still join ``story``."""
        known = self._stories[story]
        if known.closed is not None:
            return at - known.closed <= self._span.reopen * 24
        return at - known.latest <= (self._span.open if known.open else self._span.tail) * 24

    def voters(self, story: str) -> list[int]:
        """Return the slots of the articles that speak for a story: originals, the first and the latest."""
        slots = self._stories[story].slots
        heads = [slot for slot in slots if self.entry(slot).original == self.entry(slot).id] or slots
        return heads if len(heads) <= _VOTERS else [heads[0], *heads[1 - _VOTERS :]]

    def near(self, sketch: Sketch, at: float) -> Near:
        """Return the articles that share the weightiest terms with one published at ``at``, best first."""
        company = bisect_right(self._times, at) - bisect_left(self._times, at - _COMPANY_HOURS)
        found = [
            (packed, weight)
            for term, weight in zip(*_search_terms(sketch), strict=True)
            if (packed := self._lists.get(term)) is not None
        ]
        if not found:
            return Near((), 0.0, float(np.log1p(company)))
        own = np.repeat([weight for _, weight in found], [len(packed) for packed, _ in found])
        theirs = np.concatenate([np.frombuffer(packed, np.int64) for packed, _ in found])
        # float64 sums of whole numbers below 2**53 are exact, in whatever order they are made
        totals = np.bincount(theirs >> _BITS, (theirs & _LOW) * own, len(self._entries))
        near = np.flatnonzero(totals >= _LEAST)
        times = self.shelf.hours[near]
        near, times = near[times > -np.inf], times[times > -np.inf]
        recent = np.sort(totals[near[(times <= at) & (times >= at - _CROWD_HOURS)]])[::-1]
        crowd = float(recent[_CROWD_RANKS].sum()) / SCALE**2 / (_CROWD_RANKS.stop - _CROWD_RANKS.start)
        if len(near) > _CANDIDATES:
            near = near[totals[near] >= np.partition(totals[near], -_CANDIDATES)[-_CANDIDATES]]
        ranked = sorted(near.tolist(), key=lambda slot: (-totals[slot], self.entry(slot).id))
        return Near(tuple(ranked), crowd, float(np.log1p(company)))

    def prune(self, now: datetime) -> list[str]:
        """Drop the stories that no article can join any more; return the ids of their articles."""
        # One day of grace: an article may come in after others that were published later.
        before = hours(now) - 24
        # What is younger than the tail stays even if closed: it still counts as crowd and company.
        over = [name for name in self._stories if not self.joinable(name, before) and self._old(name, before)]
        gone = [self.entry(slot).id for name in over for slot in self._stories[name].slots]
        for article in gone:
            self.remove(article)
        if len(self._entries) > 1.5 * len(self._slot) + _SLACK:
            self._rebuild([entry for entry in self._entries if entry is not None])
        return gone

    def _old(self, story: str, at: float) -> bool:
        return at - self._stories[story].latest > self._span.tail * 24

    def _rebuild(self, entries: Sequence[Entry]) -> None:
        states = {name: (story.open, story.closed) for name, story in self._stories.items()}
        self._stories = {}
        self._empty()
        for entry in entries:
            self.add(entry)
        for name, (is_open, closed) in states.items():
            self._stories[name].open, self._stories[name].closed = is_open, closed
