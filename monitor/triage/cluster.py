"""From stories to issues: what an article does to the issue of its story, and what people said about stories.

story of the article (classifiers.stories), band of its rating
| role       opens, joins, reopens, follows; context and answers join too
| life       title, reach, growth, tone, pick-ups of own releases, at any instant
| merge, split, move, undo     a person's word, kept as constraints for later clustering
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


@dataclass(frozen=True, slots=True)
class Known:
    """The issue that a story already has: open, or finished at an instant (None: never had a case)."""

    id: str
    open: bool
    finished: datetime | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What an article does. ``issue``: the issue it joins; ``linked``: the older issue a new one refers to.

    ``kind``: ``opens`` a new issue · ``follows`` (a new issue, linked to one closed too long ago) ·
    ``reopens`` one closed a few days ago · ``joins`` as another report · ``answer`` (joins as evidence of a
    response) · ``context`` (joins, unflagged) · ``none`` (its story has no issue and it opens none).
    """

    kind: str
    issue: str = ""
    linked: str = ""
    why: str = ""


def role(band: str, answer: bool, known: Known | None, now: datetime, reopen_days: int) -> Role:
    """Return what an article of this ``band`` (flag, check, drop) does to the issue of its story.

    Only flagged articles and those a human should look at open, reopen or follow an issue: a clarification or
    a neutral report never does, however much it resembles the story.
    """
    opens = band in ("flag", "check") and not (answer and band != "flag")
    if known is None:
        return Role("opens", why="isu baru") if opens else Role("none")
    if known.open:
        return _joining(known.id, opens, answer)
    recent = known.finished is not None and now - known.finished <= timedelta(days=reopen_days)
    if recent:
        reason = f"isu {known.id} ditutup kurang dari {reopen_days} hari lalu"
        return Role("reopens", known.id, why=reason) if opens else _joining(known.id, opens, answer)
    if not opens:
        return Role("none")
    return Role("follows", linked=known.id, why=f"kelanjutan isu {known.id} yang sudah ditutup")


def _joining(issue: str, opens: bool, answer: bool) -> Role:
    if answer and not opens:
        return Role("answer", issue, why="memuat tanggapan atas isu ini")
    if opens:
        return Role("joins", issue, why="memberitakan isu yang sama")
    return Role("context", issue, why="berita terkait, tanpa kritik")


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
class Constraint:
    """A person's word about two articles: ``together`` (one matter) or apart; ``lifted`` takes it back."""

    a: str
    b: str
    together: bool
    lifted: bool = False


def merge(first: Sequence[str], second: Sequence[str]) -> tuple[Constraint, ...]:
    """Return what merging two issues means: every article of one belongs with the first of the other."""
    if not first or not second:
        return ()
    return tuple(Constraint(first[0], other, together=True) for other in second)


def split(stay: Sequence[str], leave: Sequence[str]) -> tuple[Constraint, ...]:
    """Return what splitting an issue means: those that leave belong together, and with none that stays."""
    apart = [Constraint(a, b, together=False) for a in stay for b in leave]
    return (*apart, *merge(leave[:1], leave[1:]))


def move(article: str, out_of: Sequence[str], into: Sequence[str]) -> tuple[Constraint, ...]:
    """Return what moving one article to another issue means."""
    left = [Constraint(other, article, together=False) for other in out_of if other != article]
    return (*left, *merge(into[:1], (article,)))


def undo(constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Return the constraints that take others back."""
    return tuple(Constraint(one.a, one.b, one.together, not one.lifted) for one in constraints)


def in_force(history: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Return what holds after a history of constraints: the latest word about each two articles counts."""
    latest: dict[frozenset[str], Constraint] = {}
    for one in history:
        pair = frozenset((one.a, one.b))
        if one.lifted:
            if pair in latest and latest[pair].together == one.together:
                del latest[pair]
        else:
            latest[pair] = one
    return tuple(latest.values())
