"""What a media analysis is made of: plain data, all texts ready to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.report.document import Behind, Masthead


@dataclass(frozen=True, slots=True)
class MainIssue:
    """One of the issues of the period; all texts ready to read. ``late``: a deadline has passed."""

    id: str
    title: str
    level: str
    opd: str
    articles: int
    outlets: int
    answer: str
    late: bool


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet: articles about the government, those negative, those that repeat its own releases."""

    name: str
    articles: int
    negative: int
    own: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A public role that was named: in how many articles, in how many negative ones."""

    name: str
    articles: int
    negative: int


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, whose, until when; all in words."""

    what: str
    owner: str
    until: str


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """Everything the analysis is made of.

    ``tones``, ``before``: articles by tone in this and the previous period · ``opd``: per agency a count by
    tone · ``days``: (day in words, articles, negative) of the last thirty days · ``marks``: (index of day,
    issue) · ``headlines``: negative articles whose title blames, and those where only the text does ·
    ``behind``: what each figure counts · ``checked``: issues that Humas judged in the last ninety days, and
    those confirmed.
    """

    period: str
    before_period: str
    as_of: str
    read: int
    tones: dict[str, int]
    before: dict[str, int]
    issues: tuple[MainIssue, ...]
    new_issues: int
    answered: int
    outlets: tuple[OutletRow, ...]
    voices: tuple[Voice, ...]
    critics: tuple[Voice, ...]
    opd: tuple[tuple[str, dict[str, int]], ...]
    days: tuple[tuple[str, int, int], ...]
    marks: tuple[tuple[int, str], ...]
    due: tuple[tuple[str, str, str, str], ...]
    steps: tuple[Step, ...]
    checked: tuple[int, int]
    sources: tuple[int, int]
    model: str
    footer: tuple[tuple[str, str], ...]
    headlines: tuple[int, int] = (0, 0)
    behind: tuple[Behind, ...] = ()
    masthead: Masthead | None = None
    at: datetime | None = None
