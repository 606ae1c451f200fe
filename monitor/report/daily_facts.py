"""What a daily list is made of: plain data, all texts ready to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.report.clips import Clip
from monitor.report.document import Masthead


@dataclass(frozen=True, slots=True)
class Mention:
    """One article of an issue: outlet, time in words, address, title."""

    outlet: str
    time: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One running term in words; ``late`` when its deadline has passed."""

    term: str
    due: str
    remaining: str
    late: bool


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One issue as the list shows it; all texts ready to read.

    ``growth``: how many articles came lately · ``where``: whether the blaming sentence stands in the title ·
    ``undecided``: it is Humas' move · ``due_today``: a deadline ends on the day.
    """

    id: str
    level: str
    because: str
    title: str
    state: str
    opd: str
    opd_note: str
    due: tuple[DueLine, ...]
    evidence: str
    mentions: tuple[Mention, ...]
    first_seen: str
    growth: str = ""
    where: str = ""
    undecided: bool = False
    due_today: bool = False

    @property
    def late(self) -> bool:
        """Whether any running term is past its deadline."""
        return any(one.late for one in self.due)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An article in the check band, or one of the sample of dropped articles."""

    title: str
    outlet: str
    url: str
    probability: float


@dataclass(frozen=True, slots=True)
class Release:
    """One of the government's own releases, and the outlets that reprinted it."""

    title: str
    source: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DailyFacts:
    """Everything the list is made of. ``failed``: (source, reason) pairs.

    ``new``: detected on the day · ``open``: older and unanswered · ``answered``: answered since yesterday ·
    ``tones``: shares of tones in words · ``clips``: the day's flagged articles · ``releases``: the
    government's own of three days.
    """

    day: str
    as_of: str
    window: str
    articles: int
    flagged: int
    sources_ok: int
    failed: tuple[tuple[str, str], ...]
    new: tuple[ListedIssue, ...]
    open: tuple[ListedIssue, ...]
    answered: tuple[ListedIssue, ...]
    check: tuple[Doubtful, ...]
    dropped: tuple[Doubtful, ...]
    footer: tuple[tuple[str, str], ...]
    tones: str = ""
    clips: tuple[Clip, ...] = ()
    masthead: Masthead | None = None
    at: datetime | None = None
    releases: tuple[Release, ...] = ()
