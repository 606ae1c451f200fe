"""Where things stand at a glance, and which agencies take part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.desk import browsing, cards
from monitor.desk.browsing import Filter
from monitor.desk.office import Office
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
    decided = browse.answered_and_missed(now - PERIOD)
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
        on_time=share(sum(ok for _, ok in decided), len(decided)),
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
    """Return the last weeks, the present one last; days are the log's (UTC), enough for a trend."""
    today = now.astimezone(office.zone).date()
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    since = now - timedelta(days=(today - first).days + 1)
    counts = {name: Counter[int]() for name in ("terdeteksi", "ditanggapi")}
    for name, weeks in counts.items():
        for text, count in office.store.browse.per_day(name, since).items():
            weeks[(date.fromisoformat(text) - first).days // 7] += count
    found = []
    for number in range(WEEKS):
        start = first + timedelta(days=7 * number)
        label = f"{start.day} {MONTHS[start.month - 1][:3]}"
        found.append(Week(label, counts["terdeteksi"][number], counts["ditanggapi"][number]))
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
    people: dict[str, list[tuple[str, bool, str, str, datetime | None]]] = {}
    for user in office.store.users.all():
        if user.role == w.OPERATOR and not user.disabled_at:
            people.setdefault(user.opd, []).append(
                (user.full_name, user.deputy, user.decree, user.trained_on, user.seen_at)
            )
    decided: dict[str, list[bool]] = {}
    for opd, in_time in office.store.browse.accepted_and_missed():
        decided.setdefault(opd, []).append(in_time)
    cases, acts = office.store.browse.parties(), office.store.browse.last_acts()
    found = []
    for one in office.config.profile.opd.opd:
        own = people.get(one.slug, [])
        seen = [at for *_, at in own if at] + [acts[slug] for slug in (one.slug,) if slug in acts]
        terms = decided.get(one.slug, [])
        found.append(
            Participant(
                slug=one.slug,
                name=one.short,
                kind=one.kind,
                operator=", ".join(name for name, deputy, *_ in own if not deputy),
                deputy=", ".join(name for name, deputy, *_ in own if deputy),
                decree=", ".join(dict.fromkeys(decree for *_, decree, _, _ in own if decree)),
                trained_on=max((day for *_, day, _ in own if day), default=""),
                active=office.say(max(seen)) if seen else "–",
                cases=cases.get(one.slug, 0),
                accepted=share(sum(terms), len(terms)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.takes_part, -one.cases, one.name)))
