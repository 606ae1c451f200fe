"""What surrounds the figures of a response-time report, and the small readings its chapters share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

import numpy as np

from monitor.report.compare import Timed
from monitor.report.document import Masthead
from monitor.report.trace import Events
from monitor.timetable import Column, Timetable

TERM_ORDER = ("verify", "accept", "respond", "finish")
# Closed by a verdict of Humas; issues in these states count as set aside.
SET_ASIDE = ("BUKAN_ISU", "DUPLIKAT", "DIPANTAU")
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the figures.

    ``period``, ``as_of``: in words · ``min_n``: groups below it are not shown · ``baseline_hours`` and its
    source: what answers took before · ``history``: issues of the months up to the period's end (trend) ·
    ``before``: issues of a period to compare with · ``press``: (articles read, flagged) in the period ·
    ``reasons``: words of the policy's codes · ``marks``: what changed in a month ("2026-03": "Ramadan") ·
    ``trace``: the events of the issues, for ``--explain``.
    """

    period: str
    as_of: str
    opd_names: Mapping[str, str]
    footer: tuple[tuple[str, str], ...]
    min_n: int = 5
    masthead: Masthead | None = None
    at: datetime | None = None
    zone: tzinfo = UTC
    baseline_hours: float | None = None
    baseline_source: str = ""
    history: Timetable | None = None
    before: Timetable | None = None
    before_period: str = ""
    press: tuple[int, int] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    trace: Events | None = None


def mask(cases: Timetable, states: Sequence[str]) -> Column:
    """Return which issues are in one of these states."""
    return np.isin(cases.issues.state, states)


def answer_times(cases: Timetable) -> Timed:
    """Return the hours on the wall clock from detection to the first answer judged fit.

    An issue without one is censored: it took at least as long as it has lasted.
    """
    issues, answers = cases.issues, cases.terms.of("respond")
    first = np.full(len(issues), np.inf)
    np.minimum.at(first, answers.case[answers.met], answers.end[answers.met])
    met = np.isfinite(first)
    hours = np.where(met, (first - issues.opened) / _HOUR, issues.held.sum(axis=1))
    return Timed(np.maximum(hours, 0.0), met, issues.opd, issues.level)


def month_of(cases: Timetable, zone: tzinfo) -> Column:
    """Return the local month ("2026-11") in which each issue was detected."""
    opened = cases.issues.opened
    if not len(opened):
        return np.array([], str)
    first, last = (datetime.fromtimestamp(float(edge), zone) for edge in (opened.min(), opened.max()))
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    edges = [datetime(number // 12, number % 12 + 1, 1, tzinfo=zone).timestamp() for number in numbers]
    names = np.array([f"{number // 12}-{number % 12 + 1:02d}" for number in numbers])
    return names[np.searchsorted(edges, opened, side="right") - 1]
