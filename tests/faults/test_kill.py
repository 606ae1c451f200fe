"""``kill -9`` at random moments of a run: nothing lost, nothing doubled, no message sent twice in silence.

Eight kills by default; ``MONITOR_KILLS=200`` for the full count, ``MONITOR_SEED`` for another course.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "notify"))

from mailserver import mail_server
from office_under_fire import STEPS, MoodyMailbox, OfficeUnderFire

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.demo.newsroom import open_newsroom
from monitor.desk import open_desk
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.model import Event
from monitor.triage.case import Case, apply
from monitor.triage.notices import Desk as Words
from monitor.triage.notices import notices

KILLS = int(os.environ.get("MONITOR_KILLS", "8"))
SEED = int(os.environ.get("MONITOR_SEED", "1"))
# The part of steps that are left alone: the backlog must not grow for ever, nor the figure of how long they take age.
PEACE = 0.2
LAST_DAY = date(2026, 11, 21)
BEGIN = datetime(2026, 11, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def aftermath(
    config: Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, MoodyMailbox]]:
    """The office after all kills, when every step has been done once more and the outbox has run empty."""
    dice, clock = random.Random(SEED), ManualClock(BEGIN)
    folder = tmp_path_factory.mktemp("kantor")
    box = MoodyMailbox(dice=random.Random(SEED))
    with open_newsroom(clock.now, LAST_DAY) as newsroom, mail_server(box=box):
        office = OfficeUnderFire(config, newsroom, clock, folder, box.port, dice)
        with closing(office):
            battle(office, box, dice)
        print(f"\n{dict(office.toll.killed)} killed, {dict(office.toll.survived)} done")
        desk = open_desk(office.config, clock=clock)
        yield desk._office, box
        desk.close()


def battle(office: OfficeUnderFire, box: MoodyMailbox, dice: random.Random) -> None:
    """Kill steps until the count is full; then let the office work in peace until nothing waits."""
    office.do("run")
    while office.toll.killed.total() < KILLS:
        office.later()
        if dice.random() < PEACE:
            office.do(dice.choice(STEPS))
        else:
            office.shoot()
    box.moody = False
    for _ in range(40):
        office.later()
        office.do("run")
        if not waiting(office.config):
            break


def waiting(config: Config) -> int:
    desk = open_desk(config)
    counts = desk._office.store.outbox.counts()
    desk.close()
    return counts.get("antre", 0) + counts.get("berjalan", 0)


# One worker: the battle is fought once, for all tests.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill")]


def test_the_chain_of_the_log_holds_and_the_lists_show_what_it_says(
    aftermath: tuple[Office, MoodyMailbox],
) -> None:
    office, _ = aftermath
    from monitor.desk import checking, working

    assert office.store.check() == []
    assert checking.verify_log(office)[0] > 0
    assert working.rebuild(office)[1] == 0


def test_every_article_was_triaged_once_and_every_flagged_one_is_in_one_issue(
    aftermath: tuple[Office, MoodyMailbox],
) -> None:
    office, _ = aftermath
    rows = office.store._db.execute(
        "SELECT articles.id, flag, issue FROM articles LEFT JOIN ratings ON article = id"
    )
    articles = {row[0]: (row[1], row[2]) for row in rows}
    ledger = Ledger(office)
    held = Counter(one.id for row in office.store.issues.all() for one in ledger.case(row.id).articles)

    assert office.store.articles.waiting(1) == []
    assert all(flag is not None for flag, _ in articles.values())
    assert {one for one, (flag, _) in articles.items() if flag} <= set(held)
    assert set(held.values()) == {1}
    assert {one for one, (_, issue) in articles.items() if issue} == set(held)


def test_no_event_was_written_twice(aftermath: tuple[Office, MoodyMailbox]) -> None:
    office, _ = aftermath

    seen = Counter(map(identity, office.store.events.all()))

    assert [one for one, count in seen.items() if count > 1] == []
    assert {one[1] for one in seen} >= {"open", "breach", "escalate"}


def identity(event: Event) -> tuple[object, ...]:
    """Return what may happen only once in the life of an issue."""
    row = event.payload
    if event.kind == "escalate":
        return (event.issue, event.kind, row["id"], row["term"], row["leg"], row["start"])
    if event.kind == "breach":
        return (event.issue, event.kind, row["term"], row["leg"])
    if event.kind == "articles":
        return (event.issue, event.kind, tuple(one["id"] for one in row["articles"]))
    return (event.issue, event.kind) if event.kind == "open" else (event.seq, event.kind)


def test_every_event_queued_exactly_the_messages_that_it_calls_for(
    aftermath: tuple[Office, MoodyMailbox],
) -> None:
    office, _ = aftermath
    words = Words(office.config.profile.policy, office.calendars, office.opd_names)
    cases: dict[str, Case] = {}
    expected: set[str] = set()
    for event in office.store.events.all():
        cases[event.issue] = apply(cases.get(event.issue), event)
        expected |= {
            f"{event.seq}/{number}" for number in range(len(notices(cases[event.issue], event, words)))
        }

    assert {one.unique_key for one in office.store.outbox.latest(10**6)} == expected


def test_no_message_was_sent_twice_without_a_mark_and_none_thrice(
    aftermath: tuple[Office, MoodyMailbox],
) -> None:
    office, box = aftermath
    arrived = Counter(box.keys())
    status = {one.unique_key: one.status for one in office.store.outbox.latest(10**6)}
    marked = {"mungkin-ganda", "tidak-pasti"}
    twice = {key for key, count in arrived.items() if count > 1}
    print(
        f"\n{len(status)} messages, {arrived.total()} letters, {len(twice)} twice, {dict(Counter(status.values()))}"
    )

    assert set(arrived) <= set(status)
    assert max(arrived.values()) <= 2
    assert {status[key] for key in twice} <= marked
    assert {key for key, one in status.items() if one not in marked} == {
        key for key, count in arrived.items() if count == 1 and status[key] not in marked
    }
    assert set(status.values()) <= {"terkirim", *marked}


def test_a_second_copy_tells_its_reader_so(aftermath: tuple[Office, MoodyMailbox]) -> None:
    _, box = aftermath
    seen: set[str] = set()
    for key, (_, letter) in zip(box.keys(), box.letters, strict=True):
        if key in seen:
            assert letter.get_content().startswith("(Kiriman ulang")
        seen.add(key)


def test_what_was_sent_twice_was_cut_off_or_left_unanswered(aftermath: tuple[Office, MoodyMailbox]) -> None:
    office, box = aftermath
    rows = office.store._db.execute(
        "SELECT unique_key, deliveries.tries FROM deliveries JOIN outbox ON outbox.id = message WHERE doubtful"
    ).fetchall()

    assert {key for key, count in Counter(box.keys()).items() if count > 1} <= {key for key, _ in rows}
    assert set(box.unanswered) <= {key for key, _ in rows}
