"""What surrounds the figures of a response-time report, and the small readings its chapters share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from monitor.model import CaseTimes, TermTime
from monitor.report.compare import Timed
from monitor.report.document import Masthead

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
    ``trace``: per issue the numbers and kinds of its events, for ``--explain``.
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
    history: Sequence[CaseTimes] = ()
    before: Sequence[CaseTimes] = ()
    before_period: str = ""
    press: tuple[int, int] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    trace: Mapping[str, Sequence[tuple[int, str, datetime]]] | None = None


def terms_of(cases: Sequence[CaseTimes], term: str) -> list[TermTime]:
    """Return all terms of one kind."""
    return [one for case in cases for one in case.terms if one.term == term]


def total_hours(case: CaseTimes) -> float:
    """Return the hours on the wall clock from detection to delivery, end, or the time of asking."""
    held = case.holding
    return held.humas + held.opd + held.paused + held.outside


def answer_time(case: CaseTimes) -> Timed:
    """Return the hours on the wall clock from detection to the first answer judged fit.

    An issue without one is censored: it took at least as long as it has lasted.
    """
    ends = [one.end for one in case.terms if one.term == "respond" and one.end]
    hours = (min(ends) - case.opened_at).total_seconds() / _HOUR if ends else total_hours(case)
    return Timed(max(hours, 0.0), bool(ends), case.opd, case.level)


def dropped(case: CaseTimes) -> bool:
    """Return whether an issue ended without an answer."""
    return not case.open and not case.answered
