"""A small office to try casework in: default policy and calendar, and a hospital open day and night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.config import load_profile, packaged_profile
from monitor.model import NewEvent
from monitor.triage import casework
from monitor.triage.assign import Proposal
from monitor.triage.calendar import build_calendars
from monitor.triage.case import Case, CaseArticle, apply, fold
from monitor.triage.judge import Verdict
from monitor.triage.policy import Calendars

ROOT = Path(__file__).parents[2]
WITA = ZoneInfo("Asia/Makassar")
PROFILE = load_profile(packaged_profile())
POLICY = PROFILE.policy
_BY_NAME = build_calendars(PROFILE.calendar)
CALENDARS = Calendars(_BY_NAME["default"], {"rsud-labuang-baji": _BY_NAME["penuh"]})
HOUR = timedelta(hours=1)

ANSWER = {
    "text": "Dinas sudah menutup lubang itu pagi ini.",
    "answer_kind": "klarifikasi",
    "source": "UPT Wilayah II",
    "approver": "Kepala Dinas",
}
ROAD, SCHOOL, HOSPITAL = "dbmbk", "disdik", "rsud-labuang-baji"


def wita(text: str) -> datetime:
    """Return an instant of Makassar's clock: "2026-07-09T11:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


MONDAY = wita("2026-07-13T08:00")


def article(number: int = 1, **changes: Any) -> CaseArticle:
    """Return an invented article."""
    plain = CaseArticle(
        id=f"a{number:015d}",
        url=f"https://kabar-{number}.example/jalan-rusak",
        outlet=f"kabar-{number}",
        title="Warga keluhkan jalan provinsi berlubang",
        published=wita("2026-07-12T20:00"),
    )
    return replace(plain, **changes)


def detection(level: str = "K2", **changes: Any) -> casework.Detection:
    """Return an invented detection that policy does not dispose of by itself."""
    plain = casework.Detection(
        title="Warga keluhkan jalan provinsi berlubang",
        articles=(article(),),
        verdict=Verdict(level, "layanan-gagal", "Layanan gagal dan perangkat daerahnya disebut."),
        proposal=Proposal(ROAD, (), 0.6, ((ROAD, 0.6), (SCHOOL, 0.1))),
        flag_probability=0.8,
        model="uji-1",
        severity="sedang",
        evidence=("Warga menilai Pemprov lamban memperbaiki jalan.",),
    )
    return replace(plain, **changes)


class File:
    """One issue on the desk: acts on it, lets time pass, and keeps its whole log."""

    def __init__(
        self, events: Iterable[NewEvent], policy: Any = POLICY, calendars: Calendars = CALENDARS
    ) -> None:
        self.policy, self.calendars = policy, calendars
        self.events: list[NewEvent] = list(events)
        self.case: Case = fold(self.events)

    def take(self, events: Iterable[NewEvent]) -> list[NewEvent]:
        """Write events down."""
        new = list(events)
        for event in new:
            self.events.append(event)
            self.case = apply(self.case, event)
        return new

    def do(
        self, action: str, now: datetime, role: str = "verifikator", own: str | None = None, **payload: Any
    ) -> list[NewEvent]:
        """Act in a role; agency roles act for the main agency unless another is named by ``own``."""
        own = own or (self.case.opd if role in ("operator", "kepala") else None)
        return self.take(
            casework.act(
                self.case, action, actor=f"{role}@uji", role=role, opd=own, now=now, payload=payload,
                policy=self.policy, calendars=self.calendars,
            )
        )  # fmt: skip

    def tick(self, now: datetime) -> list[NewEvent]:
        """Let the clock run."""
        return self.take(casework.tick(self.case, now, self.policy, self.calendars))

    def kinds(self) -> list[str]:
        """Return the kinds of all events, oldest first."""
        return [event.kind for event in self.events]


def opened(now: datetime = MONDAY, level: str = "K2", **changes: Any) -> File:
    """Return an issue that waits for a verifier."""
    return File(casework.open_issue("2026-0001", detection(level, **changes), POLICY, CALENDARS, now))


def assigned(now: datetime = MONDAY, level: str = "K2", opd: str = ROAD, **changes: Any) -> File:
    """Return an issue that an agency was told of at ``now``."""
    file = opened(now, level, **changes)
    file.do("assign", now, opd=opd)
    return file


def working(now: datetime = MONDAY, level: str = "K2", opd: str = ROAD, **changes: Any) -> File:
    """Return an issue that an agency works on since ``now``."""
    file = assigned(now, level, opd, **changes)
    file.do("accept", now, "operator", pic="Petugas Uji")
    file.do("start", now, "operator")
    return file


def answered(now: datetime = MONDAY, level: str = "K2", opd: str = ROAD, **changes: Any) -> File:
    """Return an issue whose answer was handed in at ``now``."""
    file = working(now, level, opd, **changes)
    file.do("respond", now, "operator", **ANSWER)
    return file


def finished(now: datetime = MONDAY, level: str = "K2", opd: str = ROAD, **changes: Any) -> File:
    """Return an issue that was answered, delivered and closed at ``now``."""
    file = answered(now, level, opd, **changes)
    file.do("approve", now, "koordinator")
    file.do("publish", now, "koordinator", channel="hak jawab", outlet="kabar-1")
    file.do("close", now, "koordinator", outcome="dimuat")
    return file
