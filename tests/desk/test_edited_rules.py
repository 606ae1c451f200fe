"""An edited policy or calendar moves open terms at the next look, once, in the log, and leaves the past alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_office import ANSWER, ROAD, SmallOffice, wita

from monitor.config import packaged_profile
from monitor.desk import working

MORE_TIME = ("{verify: 1 jk, accept: 2 jk, respond: 6 jk, finish: 2 hk}",
             "{verify: 1 jk, accept: 2 jk, respond: 12 jk, finish: 2 hk}")  # fmt: skip
NEW_VERSION = ('version: "2026.1"', 'version: "2026.2"')


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_profile(), tmp_path / "profil"))


@pytest.fixture
def office(profile: Path, tmp_path: Path) -> Iterator[SmallOffice]:
    opened = SmallOffice(tmp_path / "data", profile=profile)
    yield opened
    opened.close()


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def reopened(office: SmallOffice, profile: Path) -> SmallOffice:
    """Close the office and open it anew, as the next run of cron does."""
    folder = office.office.store.folder
    office.close()
    again = SmallOffice(folder, profile=profile)
    again.clock.set(office.clock.now())
    return again


def kinds(office: SmallOffice, issue: str) -> list[str]:
    return [event.kind for event in office.office.store.events.of(issue)]


def test_more_time_in_the_policy_moves_open_terms_once_and_the_log_keeps_both(
    office: SmallOffice, profile: Path
) -> None:
    issue = office.open(level="K2")
    working.escalate(office.office)
    before = office.case(issue).deadlines["respond"].due

    edit(profile / "policy.yaml", MORE_TIME, NEW_VERSION)
    again = reopened(office, profile)
    working.escalate(again.office)
    working.escalate(again.office)

    event = next(one for one in again.office.store.events.of(issue) if one.kind == "recompute")
    assert kinds(again, issue).count("recompute") == 1
    assert before == wita("2026-07-13T15:00")
    assert again.case(issue).deadlines["respond"].due == wita("2026-07-14T13:30")
    assert event.payload["old"]["respond"] == {"due": "2026-07-13T07:00:00Z", "span": "6 jk"}
    assert event.payload["policy"] == "2026.2"
    assert again.case(issue).deadlines["accept"].policy == "2026.1"
    assert working.rebuild(again.office) == (1, 0)
    again.close()


def test_a_holiday_added_later_moves_open_terms_but_not_what_was_met(
    office: SmallOffice, profile: Path
) -> None:
    done, open_ = office.open(1, level="K3"), office.open(2, level="K3")
    office.act(done, "accept", "operator", own=ROAD, pic="Nurhayati")
    office.act(done, "respond", "operator", own=ROAD, **ANSWER)
    office.act(done, "approve", "koordinator")
    office.act(done, "close", "koordinator", outcome="dijelaskan")
    working.escalate(office.office)
    before = {issue: office.case(issue).deadlines for issue in (done, open_)}

    closed = 'libur_tambahan: [{tanggal: 2026-07-14, alasan: "Pemadaman listrik seluruh kantor"}]'
    edit(
        profile / "calendar.yaml",
        ("libur_tambahan: []", closed),
        ("versi: sulsel-2026.1", "versi: sulsel-2026.9"),
    )
    again = reopened(office, profile)
    working.escalate(again.office)

    moved = again.case(open_).deadlines["respond"].due - before[open_]["respond"].due
    assert moved.total_seconds() == 24 * 3600
    assert again.case(done).deadlines == before[done]
    assert "recompute" not in kinds(again, done)
    again.close()


def test_an_unchanged_office_recomputes_nothing(office: SmallOffice, profile: Path) -> None:
    issue = office.open(level="K2")
    for _ in range(3):
        working.escalate(office.office)

    assert "recompute" not in kinds(office, issue)
