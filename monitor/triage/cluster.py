"""From stories to issues: what an article does to the issue of its story, and what people said about stories.

story of the article (classifiers.stories), flag of its rating
| kind       as what it joins: copy, same, context, answer
| life       title, reach, growth, tone, pick-ups of own releases, at any instant
| words      what a person's merging, splitting and moving says of each two articles, for later clustering

Whether an article opens, joins, reopens or follows an issue is settled by that issue's log
(``casework.joins``, ``casework.add_article``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

# A story's coverage "takes off" when it has three times the outlets of three hours ago; below three outlets
# a second one is no wave. The policy's rules for levels have their own figures (judge.py); these are for
# display.
GROWTH_FACTOR = 3.0
GROWTH_HOURS = 3.0
GROWTH_LEAST = 3
_HEADLINE = range(30, 111)


def kind(found: str, flag: bool, answer: bool) -> str:
    """Return as what an article belongs to an issue; ``found``: copy or same, as clustering saw it.

    What blames nobody is context, or, where it carries the government's own answer, evidence of a response.
    """
    if found == "copy" or flag:
        return found
    return "answer" if answer else "context"


@dataclass(frozen=True, slots=True)
class Report:
    """One article of an issue, as its life is told.

    ``tier``: 0 government, 1 largest newsrooms … 9 republisher; ``own``: one of the government's own
    releases; ``original``: the article it reprints, "" or its own id where none; ``probability``: of the
    flag.
    """

    id: str
    outlet: str
    title: str
    published: datetime
    tier: int = 3
    tone: str = "neutral"
    probability: float = 0.0
    own: bool = False
    original: str = ""

    @property
    def first_hand(self) -> bool:
        """Whether it is no reprint."""
        return self.original in ("", self.id)


@dataclass(frozen=True, slots=True)
class Life:
    """An issue at one instant.

    ``reach`` counts outlets by tier, ``growth`` is the number of outlets now over that of three hours ago,
    ``tones`` counts the articles of each day by tone.
    """

    title: str
    first_seen: datetime
    last_seen: datetime
    outlets: int
    articles: int
    copies: int
    reach: tuple[tuple[int, int], ...]
    growth: float
    taking_off: bool
    tones: tuple[tuple[date, tuple[tuple[str, int], ...]], ...]


def life(reports: Sequence[Report], now: datetime, zone: tzinfo) -> Life:
    """Return an issue's life at ``now``; days are those of ``zone``. Raises ValueError without any report."""
    seen = sorted((one for one in reports if one.published <= now), key=lambda one: (one.published, one.id))
    if not seen:
        raise ValueError("an issue has at least one article")
    tiers = {one.outlet: one.tier for one in seen}
    before = {one.outlet for one in seen if one.published <= now - timedelta(hours=GROWTH_HOURS)}
    growth = len(tiers) / max(1, len(before))
    days: dict[date, Counter[str]] = {}
    for one in seen:
        days.setdefault(one.published.astimezone(zone).date(), Counter())[one.tone] += 1
    return Life(
        title=headline(seen),
        first_seen=seen[0].published,
        last_seen=seen[-1].published,
        outlets=len(tiers),
        articles=len(seen),
        copies=sum(not one.first_hand for one in seen),
        reach=tuple(sorted(Counter(tiers.values()).items())),
        growth=growth,
        taking_off=growth >= GROWTH_FACTOR and len(tiers) >= GROWTH_LEAST,
        tones=tuple((day, tuple(sorted(counts.items()))) for day, counts in sorted(days.items())),
    )


def headline(reports: Sequence[Report]) -> str:
    """Return the best title of an issue: the surest first-hand report's, of readable length, the earliest."""
    press = [one for one in reports if not one.own] or list(reports)

    def rank(one: Report) -> tuple[bool, bool, float, datetime, str]:
        readable = len(one.title) in _HEADLINE
        return (not one.first_hand, not readable, -round(one.probability, 2), one.published, one.id)

    return min(press, key=rank).title


def pickups(reports: Iterable[Report]) -> dict[str, tuple[str, ...]]:
    """Return for each own release the outlets that reprinted it: "released, picked up by N outlets".

    Reprints of a reprint carry the release as ``original``, too; the government's own sites do not count.
    """
    listed = sorted(reports, key=lambda one: (one.published, one.id))
    releases = {one.id for one in listed if one.own and one.first_hand}
    found: dict[str, dict[str, None]] = {name: {} for name in releases}
    for one in listed:
        if one.original in releases and not one.own:
            found[one.original].setdefault(one.outlet)
    return {one.id: tuple(found[one.id]) for one in listed if one.id in releases}


# --- human hands -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hand:
    """One deed of a person: ``leave`` left the articles that ``stay`` and went to those of ``into``.

    A merger has no ``stay``, a split no ``into``, a move both.
    """

    stay: tuple[str, ...]
    leave: tuple[str, ...]
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A person's word about two articles: ``together`` (one matter) or apart."""

    a: str
    b: str
    together: bool


def words(hand: Hand) -> tuple[Constraint, ...]:
    """Return what a deed says: what leaves is one matter with where it goes, and none with what stays."""
    first = (hand.into or hand.leave)[0]
    together = [Constraint(first, other, True) for other in hand.leave if other != first]
    return (*(Constraint(a, b, False) for a in hand.stay for b in hand.leave), *together)


def in_force(hands: Iterable[Hand]) -> tuple[Constraint, ...]:
    """Return what holds after deeds in their order (those taken back left out): the latest word counts."""
    latest = {frozenset((one.a, one.b)): one for hand in hands for one in words(hand)}
    return tuple(latest.values())
