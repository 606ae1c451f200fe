"""A desk with a handful of issues whose every hour is known, written through the real log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.desk import Desk, open_desk
from monitor.desk.ledger import Ledger
from monitor.triage import casework
from monitor.triage.assign import Proposal
from monitor.triage.case import CaseArticle
from monitor.triage.judge import Verdict

WITA = ZoneInfo("Asia/Makassar")
ROAD, SCHOOL = "dbmbk", "disdik"
ANSWER = {
    "text": "Lubang sudah ditutup.",
    "answer_kind": "klarifikasi",
    "source": "UPT",
    "approver": "Kepala",
}


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


class World:
    """A desk whose clock jumps to each act."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.clock = ManualClock(wita("2026-07-01T08:00"))
        self.desk: Desk = open_desk(replace(config, data_dir=folder), clock=self.clock)
        self.office = self.desk._office

    def open(
        self, number: int, at: str, title: str = "Warga keluhkan jalan provinsi", level: str = "K2"
    ) -> str:
        self.clock.set(wita(at))
        name = f"2026-{number:04d}"
        article = CaseArticle(f"a{number:015d}", f"https://kabar-{number}.example/x", f"kabar-{number}", title,
                              wita(at))  # fmt: skip
        detection = casework.Detection(
            title=title, articles=(article,), verdict=Verdict(level, "uji", "Layanan gagal."),
            proposal=Proposal(ROAD, (), 0.6, ((ROAD, 0.6),)), flag_probability=0.8, model="uji-1",
            severity="sedang", evidence=("Warga menilai Pemprov lamban.",),
        )  # fmt: skip
        policy = self.office.config.profile.policy
        with self.office.store.transaction():
            events = casework.open_issue(name, detection, policy, self.office.calendars, self.clock.now())
            Ledger(self.office).write(events)
        return name

    def act(
        self, issue: str, at: str, action: str, role: str = "koordinator", opd: str = "", **payload: Any
    ) -> None:
        self.clock.set(wita(at))
        known: Mapping[str, Any] = payload
        self.desk.act(issue, action, actor=f"{role}@uji", role=role, opd=opd, payload=known)

    def answered(self, issue: str, assigned: str, submitted: str, approved: str, delivered: str) -> None:
        self.assign(issue, assigned)
        self.act(issue, assigned, "accept", "operator", ROAD, pic="Petugas")
        self.act(issue, submitted, "respond", "operator", ROAD, **ANSWER)
        self.act(issue, approved, "approve")
        self.act(issue, delivered, "publish", channel="hak jawab")
        self.act(issue, delivered, "close", outcome="dimuat")

    def assign(self, issue: str, at: str, to: str = ROAD) -> None:
        self.clock.set(wita(at))
        self.desk.act(issue, "assign", actor="koordinator@uji", role="koordinator", payload={"opd": to})


def known_world(config: Config, folder: Path) -> World:
    """Return five issues: plain, over a holiday, paused, given to the wrong agency first, still open."""
    world = World(config, folder)
    plain = world.open(1, "2026-07-13T08:00")
    world.answered(plain, "2026-07-13T08:30", "2026-07-13T14:00", "2026-07-13T14:30", "2026-07-13T15:00")
    paused = world.open(2, "2026-07-20T08:00")
    world.assign(paused, "2026-07-20T08:00")
    world.act(paused, "2026-07-20T08:00", "accept", "operator", ROAD, pic="Petugas")
    world.act(paused, "2026-07-20T08:00", "start", "operator", ROAD)
    world.act(
        paused, "2026-07-20T09:00", "pause", pause_reason="pihak-luar", until="2026-07-21T09:00:00+08:00"
    )
    world.act(paused, "2026-07-20T11:00", "resume")
    world.act(paused, "2026-07-20T12:00", "respond", "operator", ROAD, **ANSWER)
    world.act(paused, "2026-07-20T12:00", "approve")
    wrong = world.open(3, "2026-07-27T08:00")
    world.assign(wrong, "2026-07-27T08:00", SCHOOL)
    world.act(wrong, "2026-07-27T09:00", "reject", "operator", SCHOOL, reason="bukan sekolah", suggested=ROAD)
    world.assign(wrong, "2026-07-27T10:00")
    world.act(wrong, "2026-07-27T10:00", "accept", "operator", ROAD, pic="Petugas")
    world.act(wrong, "2026-07-27T12:00", "respond", "operator", ROAD, **ANSWER)
    world.act(wrong, "2026-07-27T12:00", "approve")
    holiday = world.open(4, "2026-08-14T15:00")
    world.answered(holiday, "2026-08-14T16:00", "2026-08-18T08:30", "2026-08-18T08:30", "2026-08-18T09:00")
    waiting = world.open(5, "2026-08-26T08:00")
    world.assign(waiting, "2026-08-26T08:00")
    world.clock.set(wita("2026-08-28T08:00"))
    return world
