"""What the pages of the web desk show, beyond one issue: the day, lists, an agency's desk.

Lists are made from projections alone; logs are folded only for the few issues shown in full.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor.desk import cards as card_views
from monitor.desk.articleviews import Doubt, doubts
from monitor.desk.cards import Card, Row
from monitor.desk.listing import source_summary
from monitor.desk.office import Office
from monitor.desk.reporting import midnight
from monitor.model import IssueRow
from monitor.store.browse import COUNTED
from monitor.store.browse import Filter as Filter
from monitor.triage import workflow as w
from monitor.triage.case import fold
from monitor.wording_time import format_date

PAGE = 30
# Cards carry texts and forms: more than this on one page is no longer read but scrolled.
CARDS = 30
LINES = 100
SAMPLE = 10
TO_DECIDE = (w.DETECTED, w.VERIFIED, w.RETURNED)
TO_APPROVE = (w.SUBMITTED,)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of issues. ``more``: there is a further page; ``total`` in words ("lebih dari 1.000")."""

    rows: tuple[Row, ...]
    page: int
    more: bool
    total: str


@dataclass(frozen=True, slots=True)
class Day:
    """The daily list as a page. ``decided`` of ``total``: how far today's decisions are."""

    date: date
    title: str
    as_of: str
    today: bool
    articles: int
    decided: int
    total: int
    cards: tuple[Card, ...]
    waiting: int
    approvals: tuple[Row, ...]
    done: tuple[Row, ...]
    late: tuple[Row, ...]
    due_today: tuple[Row, ...]
    open: tuple[Row, ...]
    answered: tuple[Row, ...]
    check: tuple[Doubt, ...]
    dropped: tuple[Doubt, ...]
    sources_ok: int
    failed: tuple[tuple[str, str], ...]


def day(office: Office, wanted: date | None) -> Day:
    """Return the flagged list of a local day (default today); what runs late is always shown as of now."""
    now = office.clock.now()
    today = now.astimezone(office.zone).date()
    chosen = wanted or today
    start, end = midnight(office, chosen), midnight(office, chosen + timedelta(days=1))
    of_day = Filter(since=start, before=end, order="lama")
    pending = Filter(states=TO_DECIDE, order="gawat", before=end)
    waiting = office.store.browse.count(pending)
    ok, failed = source_summary(office, start, end)
    opened = office.store.browse.issues(of_day, LINES * 5)
    done = [one for one in opened if one.state not in TO_DECIDE]
    bands = {band: office.store.ratings.in_band(band, start, end) for band in ("check", "drop")}
    late, due_today = _by_due(office, now, midnight(office, today + timedelta(days=1)))
    return Day(
        date=chosen,
        title=format_date(chosen),
        as_of=office.say(now),
        today=chosen == today,
        articles=len(bands["check"])
        + len(bands["drop"])
        + len(office.store.ratings.in_band("flag", start, end)),
        decided=len(done),
        total=len(done) + waiting,
        cards=full_cards(office, office.store.browse.issues(pending, CARDS), now),
        waiting=waiting,
        approvals=rows(office, Filter(states=TO_APPROVE, order="lama"), now),
        done=tuple(card_views.row(office, one, now) for one in done[:LINES]),
        late=late,
        due_today=due_today,
        open=rows(office, Filter(open=True, order="tenggat", due_before=now + timedelta(days=60)), now),
        answered=_answered(office, start - timedelta(days=1), now),
        check=doubts(office, bands["check"][:CARDS]),
        dropped=doubts(office, _sample(bands["drop"], chosen)),
        sources_ok=ok,
        failed=failed,
    )


def full_cards(office: Office, found: Sequence[IssueRow], now: datetime) -> tuple[Card, ...]:
    """Return issues with everything that a decision needs."""
    return tuple(card_views.card(office, fold(office.store.events.of(one.id)), now) for one in found)


def rows(office: Office, wanted: Filter, now: datetime, limit: int = LINES) -> tuple[Row, ...]:
    """Return the first lines of a list."""
    return tuple(card_views.row(office, one, now) for one in office.store.browse.issues(wanted, limit))


def _by_due(office: Office, now: datetime, tonight: datetime) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return what is late and what falls due today, by agency and then by deadline."""
    found = rows(office, Filter(open=True, due_before=tonight, order="tenggat"), now, LINES * 2)
    ordered = sorted(found, key=lambda one: one.opd_name)
    late = [one for one in ordered if one.due and datetime.fromisoformat(one.due.iso) < now]
    return tuple(late), tuple(one for one in ordered if one not in late)


def _answered(office: Office, since: datetime, now: datetime) -> tuple[Row, ...]:
    ids = office.store.browse.answered_since(since, LINES)
    return tuple(card_views.row(office, one, now) for one in ids)


def _sample(articles: Sequence[str], chosen: date) -> list[str]:
    """Return a random sample that is the same however often the day's page is opened."""
    return random.Random(chosen.toordinal()).sample(list(articles), min(SAMPLE, len(articles)))


def listing(office: Office, wanted: Filter, page: int, size: int = PAGE) -> Listing:
    """Return one page of issues, the first being 1."""
    now = office.clock.now()
    found = office.store.browse.issues(wanted, size + 1, (page - 1) * size)
    return Listing(
        tuple(card_views.row(office, one, now) for one in found[:size]),
        page,
        len(found) > size,
        counted(office.store.browse.count(wanted)),
    )


def counted(number: int) -> str:
    """Return a count in words; counting stops at a bound."""
    return (
        f"lebih dari {COUNTED:,}".replace(",", ".") if number > COUNTED else f"{number:,}".replace(",", ".")
    )


@dataclass(frozen=True, slots=True)
class AgencyDesk:
    """An agency's own cases, by what has to be done with them, deadlines first."""

    name: str
    to_accept: tuple[Row, ...]
    to_answer: tuple[Row, ...]
    waiting: tuple[Row, ...]
    helping: tuple[Row, ...]
    finished: tuple[Row, ...]
    late: int


def agency_desk(office: Office, opd: str) -> AgencyDesk:
    """Return the desk of one agency."""
    now = office.clock.now()
    own = Filter(party=opd, open=True, order="dekat")
    held = rows(office, replace(own, opd=opd), now, LINES * 2)
    working = (w.ACCEPTED, w.WORKING, w.REVISION, w.REOPENED, w.PAUSED)
    rest = [one for one in held if one.state not in (*working, w.ASSIGNED)]
    ended = replace(own, open=False, order="baru")
    return AgencyDesk(
        name=office.opd_names.get(opd, opd),
        to_accept=tuple(one for one in held if one.state == w.ASSIGNED),
        to_answer=tuple(one for one in held if one.state in working),
        waiting=tuple(rest),
        helping=tuple(one for one in rows(office, own, now, LINES * 2) if one.opd != opd),
        finished=rows(office, ended, now, 20),
        late=sum(one.due.late for one in held if one.due),
    )
