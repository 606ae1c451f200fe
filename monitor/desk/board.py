"""Where things stand at a glance, and which agencies take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.desk import browsing, cards
from monitor.desk.browsing import Filter
from monitor.desk.office import Office
from monitor.desk.periods import midnight
from monitor.schema_profile import Opd
from monitor.store.browse import Part
from monitor.store.users import User
from monitor.triage import workflow as w
from monitor.wording_time import MONTHS

# The share on time is taken over a month: long enough for numbers, short enough to show a change.
PERIOD = timedelta(days=30)
WEEKS = 8


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; ``words`` says it as staff read it, also where there is nothing to count."""

    count: int
    n: int
    words: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend."""

    label: str
    opened: int
    answered: int


@dataclass(frozen=True, slots=True)
class Board:
    """One page for leaders. ``levels``: (id, name, open issues) from K1 down."""

    as_of: str
    levels: tuple[tuple[str, str, int], ...]
    open: int
    late: int
    urgent: tuple[cards.Row, ...]
    to_approve: tuple[cards.Row, ...]
    on_time: Share
    by_opd: tuple[tuple[str, int, int], ...]
    trend: tuple[Week, ...]
    trend_top: int
    oldest: tuple[cards.Row, ...]


def share(count: int, n: int) -> Share:
    """Return a share in words; a percentage of nothing is not 0 %."""
    return Share(count, n, f"{count / n:.0%} ({count} dari {n})" if n else "belum ada yang jatuh tempo")


def board(office: Office) -> Board:
    """Return the leaders' page as of now."""
    now = office.clock.now()
    browse = office.store.browse
    levels, late = browse.open_by("level"), browse.late_by_opd(now)
    met, missed = browse.answered_and_missed(now - PERIOD)
    trend = _trend(office, now)
    return Board(
        as_of=office.say(now),
        levels=tuple(
            (one.id, one.name, levels.get(one.id, 0)) for one in office.config.profile.policy.levels
        ),
        open=sum(levels.values()),
        late=sum(late.values()),
        urgent=browsing.rows(office, Filter(levels=("K1", "K2"), open=True, order="gawat"), now, 30),
        to_approve=browsing.rows(
            office, Filter(levels=("K1",), states=(w.SUBMITTED,), order="lama"), now, 10
        ),
        on_time=share(met, met + missed),
        by_opd=_by_opd(office, late),
        trend=trend,
        trend_top=max((max(one.opened, one.answered) for one in trend), default=0),
        oldest=browsing.rows(office, Filter(open=True, order="lama"), now, 5),
    )


def _by_opd(office: Office, late: dict[str, int]) -> tuple[tuple[str, int, int], ...]:
    """Return (agency, open, late), those with most late issues first."""
    held = office.store.browse.open_by("opd")
    ordered = sorted(held, key=lambda slug: (-late.get(slug, 0), -held[slug], slug))
    return tuple((office.opd_names.get(one, one) or "–", held[one], late.get(one, 0)) for one in ordered[:12])


def _trend(office: Office, now: datetime) -> tuple[Week, ...]:
    """Return the last weeks, the present one last; a week begins on Monday, local time."""
    today = now.astimezone(office.zone).date()
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    count, found = office.store.browse.count_between, []
    for number in range(WEEKS):
        start = first + timedelta(days=7 * number)
        bounds = midnight(office, start), midnight(office, start + timedelta(days=7))
        label = f"{start.day} {MONTHS[start.month - 1][:3]}"
        found.append(Week(label, count("terdeteksi", *bounds), count("ditanggapi", *bounds)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Participant:
    """One agency's part in the programme."""

    slug: str
    name: str
    kind: str
    operator: str
    deputy: str
    decree: str
    trained_on: str
    active: str
    cases: int
    accepted: Share

    @property
    def takes_part(self) -> bool:
        """Whether the agency has an operator."""
        return bool(self.operator)


def participation(office: Office) -> tuple[Participant, ...]:
    """Return every agency and company of the profile, those without an operator first."""
    people: dict[str, list[User]] = {}
    for user in office.store.users.all():
        if user.role == w.OPERATOR and not user.disabled_at:
            people.setdefault(user.opd, []).append(user)
    parts = office.store.browse.opd_parts()
    nothing = Part(0, 0, 0, None)
    found = [
        _participant(office, one, people.get(one.slug, []), parts.get(one.slug, nothing))
        for one in office.config.profile.opd.opd
    ]
    return tuple(sorted(found, key=lambda one: (one.takes_part, -one.cases, one.name)))


def _participant(office: Office, opd: Opd, own: Sequence[User], part: Part) -> Participant:
    seen = [at for at in (part.acted_at, *(user.seen_at for user in own)) if at]
    return Participant(
        slug=opd.slug,
        name=opd.short,
        kind=opd.kind,
        operator=", ".join(user.full_name for user in own if not user.deputy),
        deputy=", ".join(user.full_name for user in own if user.deputy),
        decree=", ".join(dict.fromkeys(user.decree for user in own if user.decree)),
        trained_on=max((user.trained_on for user in own), default=""),
        active=office.say(max(seen)) if seen else "–",
        cases=part.cases,
        accepted=share(part.in_time, part.in_time + part.missed),
    )
