"""A small office behind the web desk: a login per role, issues of two agencies, one of them hostile."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from classifiers import Rating
from monitor.clock import ManualClock
from monitor.config import Config
from monitor.desk import Desk, open_desk
from monitor.desk.ledger import Ledger
from monitor.model import Article
from monitor.triage import casework
from monitor.triage.assign import Proposal
from monitor.triage.case import CaseArticle
from monitor.triage.judge import Verdict

# The framework would rather see its own fork of httpx under its test client; ours is the one the house uses.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient

PASSWORD = "tebing jingga perahu 7"
OWN, OTHER = "dbmbk", "dinkes"
ROLES = ("admin", "verifikator", "koordinator", "operator", "kepala", "pimpinan", "auditor")
HOSTILE = (
    "<script>alert(1)</script>",
    "<svg/onload=alert(2)>",
    "\"><img src=x onerror=alert(3)>",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.exe\u202c dibalik",
    "=HYPERLINK(\"http://jahat.example\")",
    "' OR 1=1 --",
)  # fmt: skip
BIG = "Judul sangat panjang " * 50_000  # a little over one megabyte
ANSWER = {
    "text": "Lubang ditutup pagi ini.", "answer_kind": "klarifikasi", "source": "UPT", "approver": "Kepala Dinas",
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """The numbers of the issues by what they are for."""

    waiting: str
    own: str
    other: str
    own_submitted: str
    hostile: str
    big: str
    doubtful: str


def article(number: int, title: str, text: str, at: datetime, url: str = "") -> Article:
    address = url or f"https://kabar-{number % 5}.example/berita-{number}"
    return Article(
        key=f"{address}?{number}", url=address, outlet=f"kabar-{number % 5}", source="kabar/rss", title=title,
        text=text, published=at, first_seen=at,
    )  # fmt: skip


def rating(evidence: Sequence[str], opd: str, flag: bool = True) -> Rating:
    return Rating(
        target="province", tone="negative", flag=flag, flag_probability=0.8 if flag else 0.3,
        band="flag" if flag else "check", opd=(opd,), opd_scores={opd: 0.9}, opd_cues=("jalan",),
        severity="sedang", evidence=tuple(evidence), reasons=("Jenis sorotan: keluhan",), model="uji",
        answer=False,
    )  # fmt: skip


def open_issue(desk: Desk, articles: Sequence[Article], opd: str, level: str = "K2", title: str = "") -> str:
    """Open an issue as triage would, without the model."""
    office = desk._office
    now = office.clock.now()
    evidence = [articles[0].text.split("\n")[0] or articles[0].title]
    found = casework.Detection(
        title=title or articles[0].title,
        articles=tuple(CaseArticle(a.id, a.url, a.outlet, a.title, a.published) for a in articles),
        verdict=Verdict(level, "uji", "Layanan gagal dan perangkat daerahnya disebut."),
        proposal=Proposal(opd, (), 0.6, ((opd, 0.6), ("disdik", 0.1)), ("jalan",)),
        flag_probability=0.8,
        model="uji",
        severity="sedang",
        evidence=tuple(evidence),
        reasons=("Jenis sorotan: keluhan",),
    )
    with office.store.transaction():
        office.store.articles.save(articles)
        office.store.ratings.save(((a.id, rating(evidence, opd)) for a in articles), now)
        number = office.store.issues.next_id(now.astimezone(office.zone).year)
        Ledger(office).write(
            casework.open_issue(number, found, office.config.profile.policy, office.calendars, now)
        )
        for one in articles:
            office.store.articles.mark_triaged(one.id, now, number, "")
    return number


def work(desk: Desk, number: str, *steps: tuple[str, str, dict[str, Any]], opd: str = "") -> None:
    for action, role, payload in steps:
        own = opd if role in ("operator", "kepala") else ""
        desk.act(number, action, actor=f"{role}-uji", role=role, opd=own, payload=payload)


def fill(desk: Desk) -> World:
    """Fill a fresh data folder."""
    now = desk._office.clock.now()
    for role in ROLES:
        opd = OWN if role in ("operator", "kepala") else ""
        _, first = desk.accounts.add(role, f"{role.title()} Contoh", role, opd, by="uji", decree="SK 1")
        desk.accounts.change_password(desk.accounts.named(role), first, PASSWORD)
    texts = "Warga menilai Pemprov lamban memperbaiki jalan.\nLubang sudah tiga bulan dibiarkan."
    made = [
        open_issue(
            desk, [article(n, f"Jalan provinsi rusak di ruas {n}", texts, now - timedelta(hours=n))], opd
        )
        for n, opd in ((1, OWN), (2, OWN), (3, OTHER), (4, OWN))
    ]
    accept = ("accept", "operator", {"pic": "Petugas"})
    for number, opd in ((made[1], OWN), (made[2], OTHER), (made[3], OWN)):
        work(
            desk, number, ("assign", "verifikator", {"opd": opd}), accept, ("start", "operator", {}), opd=opd
        )
    work(desk, made[3], ("respond", "operator", ANSWER), opd=OWN)
    nasty = [
        article(10 + n, text, f"{text}\n{text}", now, "javascript:alert(9)") for n, text in enumerate(HOSTILE)
    ]
    hostile = open_issue(desk, nasty, OWN, title=" ".join(HOSTILE))
    big = open_issue(desk, [article(30, BIG, BIG, now)], OWN)
    for number in (hostile, big):
        work(desk, number, ("assign", "verifikator", {"opd": OWN, "instruction": HOSTILE[0]}))
    doubtful = article(40, f"{HOSTILE[1]} pasar murah", "Pasar murah digelar.", now)
    with desk._office.store.transaction():
        desk._office.store.articles.save([doubtful])
        desk._office.store.ratings.save([(doubtful.id, rating([], OWN, flag=False))], now)
    return World(made[0], made[1], made[2], made[3], hostile, big, doubtful.id)


def open_world(config: Config, folder: Path, clock: ManualClock) -> tuple[Config, World]:
    """Make a filled data folder."""
    chosen = replace(config, data_dir=folder)
    desk = open_desk(chosen, clock=clock)
    try:
        return chosen, fill(desk)
    finally:
        desk.close()


def csrf_of(response: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', response.text)
    assert found, response.text[:300]
    return found.group(1)


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> httpx.Response:
    word = csrf_of(client.get("/masuk"))
    return client.post("/masuk", data={"csrf": word, "nama": name, "sandi": password, "ke": "/"})
