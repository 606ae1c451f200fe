"""An office with issues on its desk and no newsroom: for what happens after triage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import ManualClock
from monitor.config import load_config
from monitor.desk import working
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.triage import casework
from monitor.triage.assign import Proposal
from monitor.triage.case import Case, CaseArticle
from monitor.triage.judge import Verdict

ROOT = Path(__file__).parents[2]
WITA = ZoneInfo("Asia/Makassar")
ROAD, HOSPITAL = "dbmbk", "rsud-labuang-baji"
ANSWER = {
    "text": "Lubang di kilometer 12 sudah ditutup pagi ini.",
    "answer_kind": "klarifikasi",
    "source": "UPT Wilayah II",
    "approver": "Kepala Dinas",
}


def wita(text: str) -> datetime:
    """Return an instant of Makassar's clock: "2026-07-13T08:00"."""
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


class SmallOffice:
    """One data folder, a clock moved by hand, and shorthand for what people do."""

    def __init__(self, folder: Path, contacts: str = "", profile: Path | None = None, **env: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if contacts:
            (folder / "kontak.yaml").write_text(contacts, encoding="utf-8")
        self.clock = ManualClock(MONDAY)
        config = load_config(feeds=ROOT / "feeds.yaml", profile=profile, data=folder, env=env)
        self.office = Office(config, self.clock)

    def open(self, number: int = 1, level: str = "K2", opd: str = ROAD, article_id: str = "") -> str:
        """Open an issue that waits for a verifier, and dispose of it to an agency; return its number.

        ``article_id``: the stored article that it is about; by default one that is not stored.
        """
        first = article(number)
        issue = f"2026-{number:04d}"
        found = casework.Detection(
            title="Warga keluhkan jalan provinsi berlubang",
            articles=(replace(first, id=article_id or first.id),),
            verdict=Verdict(level, "layanan-gagal", "Layanan gagal dan perangkat daerahnya disebut."),
            proposal=Proposal(opd, (), 0.6, ((opd, 0.6),)),
            flag_probability=0.8,
            model="uji-1",
            severity="sedang",
            evidence=("Warga menilai Pemprov lamban memperbaiki jalan.",),
        )
        policy, office = self.office.config.profile.policy, self.office
        with office.store.transaction():
            Ledger(office).write(
                casework.open_issue(issue, found, policy, office.calendars, self.clock.now())
            )
        self.act(issue, "assign", "verifikator", opd=opd)
        return issue

    def join(self, issue: str, *articles: CaseArticle) -> None:
        """Let articles join an issue."""
        with self.office.store.transaction():
            ledger = Ledger(self.office)
            policy = self.office.config.profile.policy
            ledger.write(
                casework.add_article(
                    ledger.case(issue), articles, self.clock.now(), policy, self.office.calendars
                )
            )

    def act(self, issue: str, action: str, role: str, own: str = "", **payload: Any) -> dict[str, Any]:
        """Do one action on an issue."""
        return working.act(
            self.office, issue, action, actor=f"{role}@uji", role=role, opd=own, payload=payload
        )

    def case(self, issue: str) -> Case:
        """Return an issue as its log tells it."""
        return Ledger(self.office).case(issue)

    def fates(self) -> list[str]:
        """Return the status of every message, oldest first."""
        return [one.status for one in reversed(self.office.store.outbox.latest(1000))]

    def close(self) -> None:
        """Close the data folder."""
        self.office.store.close()
