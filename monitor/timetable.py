"""Times of many issues as columns: what the figures of reports are made of.

A report over 100,000 issues reads half a million terms. As one object per term they take ten seconds to make
and to walk; as columns of numbers a fraction of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self, TypeVar

import numpy as np

Column = np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Columns of equal length; ``where`` takes some of the rows."""

    def where(self, chosen: Column) -> Self:
        """Return the rows that a mask (or an array of places) chooses."""
        return type(self)(*(getattr(self, one.name)[chosen] for one in fields(self)))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(getattr(self, fields(self)[0].name))


@dataclass(frozen=True, slots=True, eq=False)
class Terms(Columns):
    """How terms went, one row each.

    ``case``: place of the issue in its timetable · ``term``: verify, accept, respond or finish · ``opd``: who
    held it ("" for Humas) · ``start``, ``due``, ``end``: seconds since 1970 (UTC), ``end`` is NaN where the
    term was not met · ``running``, ``working``: hours from start to the end, else to the time of asking
    (censored there) · ``on_time``: 1, 0, or NaN while the deadline lies ahead and the term is unmet ·
    ``dropped``: it ended unmet (the agency lost the issue, or the issue closed without it).
    """

    case: Column
    term: Column
    opd: Column
    start: Column
    due: Column
    end: Column
    running: Column
    working: Column
    on_time: Column
    dropped: Column

    @property
    def met(self) -> Column:
        """Which terms were met."""
        met: Column = ~np.isnan(self.end)
        return met

    def of(self, term: str) -> Terms:
        """Return the terms of one kind."""
        return self.where(self.term == term)


@dataclass(frozen=True, slots=True, eq=False)
class Breaches(Columns):
    """Deadlines that passed unmet: place of the issue, term, who is charged (``opd`` or ``humas``)."""

    case: Column
    term: Column
    charged: Column


@dataclass(frozen=True, slots=True, eq=False)
class Issues(Columns):
    """One row per issue, oldest first.

    ``opened``: seconds since 1970 (UTC) · ``reason``: the code by which Humas set it aside ·
    ``first_right``: whether the first disposisi was right (1, 0, NaN while open) · ``held``: hours with
    Humas, with agencies, paused, outside office hours (four columns; together the time on the wall clock).
    """

    issue: Column
    opened: Column
    state: Column
    level: Column
    opd: Column
    topic: Column
    reason: Column
    open: Column
    assigned: Column
    answered: Column
    rejections: Column
    revisions: Column
    reopened: Column
    articles: Column
    outlets: Column
    first_right: Column
    held: Column


_Owned = TypeVar("_Owned", Terms, Breaches)
_Rows = TypeVar("_Rows", Issues, Terms, Breaches)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Issues with their terms and breaches, all as columns."""

    issues: Issues
    terms: Terms
    breaches: Breaches

    def where(self, chosen: Column) -> Timetable:
        """Return the issues that a mask chooses, with what belongs to them."""
        place = np.cumsum(chosen) - 1
        return Timetable(
            self.issues.where(chosen),
            _moved(self.terms.where(chosen[self.terms.case]), place),
            _moved(self.breaches.where(chosen[self.breaches.case]), place),
        )

    def __len__(self) -> int:
        """Return the number of issues."""
        return len(self.issues)


def joined(parts: Sequence[Timetable]) -> Timetable:
    """Return several timetables as one, in their order."""
    starts = np.cumsum([0, *(len(one) for one in parts)])
    for part, start in zip(parts, starts, strict=False):
        part.terms.case[:] += start
        part.breaches.case[:] += start
    return Timetable(
        _stacked([one.issues for one in parts]),
        _stacked([one.terms for one in parts]),
        _stacked([one.breaches for one in parts]),
    )


def _stacked(parts: Sequence[_Rows]) -> _Rows:
    names = [one.name for one in fields(parts[0])]
    return type(parts[0])(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _moved(rows: _Owned, place: Column) -> _Owned:
    rows.case[:] = place[rows.case]
    return rows
