"""What staff read of an issue's way through the press, and of their own releases; batches and crashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_office import ANSWER, MONDAY, SmallOffice
from test_regrouping import HOSPITAL, OUTLETS, QUIET, ROAD

from monitor.desk import lifeline, listing, storytelling, triaging
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office, quiet
from monitor.model import Article
from monitor.report import render
from monitor.schema_feeds import Outlet

CLARIFICATION = (
    "RSUD Labuang Baji Pastikan Obat Jantung Kembali Tersedia",
    "Direktur RSUD Labuang Baji memastikan obat jantung yang sempat kosong tiga pekan kini tersedia kembali.\n"
    "“Kami mohon maaf kepada pasien. Stok obat jantung sudah datang pagi ini dan cukup untuk tiga bulan,” kata "
    "direktur menanggapi keluhan pasien.\n"
    "Rumah sakit milik Pemerintah Provinsi Sulawesi Selatan itu juga memperbaiki cara memesan obat.",
)


def article(told: tuple[str, str], outlet: str, hours: float, mark: str = "") -> Article:
    """Return an article published so many hours after Monday morning."""
    at = MONDAY + timedelta(hours=hours)
    url = f"https://{outlet}.example/{hours}{mark}"
    return Article(url, url, outlet, outlet, told[0], told[1], at, at)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SmallOffice]:
    made = SmallOffice(tmp_path)
    yield made
    made.close()


def read(desk: SmallOffice, articles: list[Article], hours: float) -> None:
    """Store articles and triage them so many hours after Monday morning."""
    desk.clock.set(MONDAY + timedelta(hours=hours))
    with desk.office.store.transaction():
        desk.office.store.articles.save(articles)
    triaging.triage(desk.office, quiet)


def known_outlets(office: Office, **about: dict[str, Any]) -> None:
    """Let the office know invented outlets, with tier and role."""
    site = {"sources": (), "hosts": ()}
    office.__dict__["outlets"] = {
        name: Outlet(id=name, name=name.title(), site=f"https://{name}.example", **{**site, **fields})
        for name, fields in about.items()
    }
    office.__dict__["outlet_names"] = {name: name.title() for name in about}


def test_an_issue_tells_reach_by_tier_growth_and_tone_by_day(desk: SmallOffice) -> None:
    known_outlets(desk.office, satu={"tier": 1}, dua={"tier": 3}, tiga={"tier": 3}, empat={"tier": 9})
    read(desk, [article(HOSPITAL, "satu", 1)], 1)
    read(desk, [article(HOSPITAL, outlet, 30) for outlet in ("dua", "tiga", "empat")], 31)
    [row] = desk.office.store.issues.all()
    case, now = desk.case(row.id), desk.office.clock.now()

    found = dict(lifeline.lines(desk.office, case, now))

    assert found["Jangkauan"] == (
        "4 media (1 terbesar, 2 kecil, 1 pengutip); 4 berita, 3 di antaranya salinan"
    )
    assert found["Pertumbuhan"] == "melonjak: 4 kali jumlah media tiga jam sebelumnya"
    assert found["Nada per hari"].count("negatif") == 2
    assert "melonjak: 4 kali" in str(render(listing.daily_list(desk.office, None), "text"))
    assert "4 media (1 terbesar" in str(render(storytelling.issue(desk.office, row.id), "text"))


def test_a_clarification_joins_as_evidence_of_a_response_and_says_so(desk: SmallOffice) -> None:
    read(desk, [article(HOSPITAL, OUTLETS[0], 1)], 1)
    read(desk, [article(CLARIFICATION, OUTLETS[1], 9)], 10)
    [row] = desk.office.store.issues.all()

    joined = desk.case(row.id).articles[-1]

    assert (joined.title, joined.kind, joined.flag, joined.answer) == (
        CLARIFICATION[0],
        "answer",
        False,
        True,
    )
    text = str(render(storytelling.issue(desk.office, row.id), "text"))
    assert "memuat jawaban pemerintah" in text
    assert "USULAN BUKTI TANGGAPAN" in text


def test_the_daily_brief_counts_who_picked_up_the_governments_releases(desk: SmallOffice) -> None:
    known_outlets(desk.office, humas={"role": "own"}, satu={}, dua={}, tiga={})
    read(desk, [article(QUIET, "humas", 1), article(CLARIFICATION, "humas", 1, "b")], 1)
    read(desk, [article(QUIET, "satu", 2), article(QUIET, "dua", 3), article(ROAD, "tiga", 3)], 4)

    text = str(render(listing.daily_list(desk.office, None), "text"))

    assert "2 rilis dalam tiga hari terakhir; 1 di antaranya dikutip 2 media." in text
    [taken, idle] = lifeline.releases(desk.office, MONDAY, MONDAY + timedelta(days=1))
    assert (taken.title, taken.outlets, idle.outlets) == (QUIET[0], ("Satu", "Dua"), ())


def test_an_old_text_printed_again_is_known_for_what_it_is(desk: SmallOffice) -> None:
    first = article(ROAD, OUTLETS[0], 1)
    read(desk, [first], 1)
    again = replace(article(ROAD, OUTLETS[1], 24 * 200), title="Warga Soppeng Tanam Pisang di Jalan")

    read(desk, [again], 24 * 200 + 1)

    assert desk.office.store.articles.originals([again.id]) == {again.id: first.id}


# --- batches and crashes ---------------------------------------------------------------------------------


def day_of_news() -> list[Article]:
    """Return a day with three matters, copies, a clarification and template news."""
    rows = [article(HOSPITAL, outlet, 0.2 * n) for n, outlet in enumerate(OUTLETS)]
    rows += [article(ROAD, outlet, 0.3 + 0.4 * n) for n, outlet in enumerate(OUTLETS)]
    rows += [article(QUIET, OUTLETS[0], 2.05), article(CLARIFICATION, OUTLETS[2], 2.15)]
    for n, town in enumerate(("Maros", "Gowa", "Bone", "Wajo")):
        told = (
            f"Harga Pangan di {town} Hari Ini",
            f"Harga cabai di pasar {town} Rp{41 + 7 * n}.500 per kilogram, beras Rp{13 + n}.250 dan telur "
            f"Rp{26 + 2 * n}.750 per kilogram pada Senin (13/7/2026).\nPedagang menyebut pasokan menentukan harga.",
        )
        rows.append(article(told, OUTLETS[n], 1.01 + n))
    return sorted(rows, key=lambda one: (one.published, one.id))


def grouping(folder: Path) -> set[tuple[str, frozenset[str]]]:
    """Return every issue's title and articles."""
    desk = SmallOffice(folder)
    found = {
        (case.title, frozenset(one.id for one in case.articles))
        for case in (desk.case(row.id) for row in desk.office.store.issues.all())
    }
    desk.close()
    return found


def replay(folder: Path, parts: int) -> set[tuple[str, frozenset[str]]]:
    """Triage the day in so many batches, each in a process of its own; return its issues."""
    rows = day_of_news()
    for number in range(parts):
        desk = SmallOffice(folder)
        read(desk, rows[number * len(rows) // parts : (number + 1) * len(rows) // parts], 12)
        desk.close()
    return grouping(folder)


def test_one_batch_or_48_give_the_same_issues(tmp_path: Path) -> None:
    whole = replay(tmp_path / "satu", 1)

    assert len(whole) == 2
    assert replay(tmp_path / "banyak", 48) == whole


def test_a_crash_between_or_within_batches_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = replay(tmp_path / "satu", 1)
    monkeypatch.setattr(triaging, "BATCH", 5)
    write, left = Ledger.write, iter(range(10**6))

    def failing(self: Ledger, events: Any) -> None:
        write(self, events)
        if next(left) % 2 == 0:
            raise MemoryError("killed after writing, before the batch ended")

    monkeypatch.setattr(Ledger, "write", failing)
    desk = SmallOffice(tmp_path / "jatuh")
    desk.clock.set(MONDAY + timedelta(hours=12))
    with desk.office.store.transaction():
        desk.office.store.articles.save(day_of_news())
    desk.close()
    crashes = 0
    for _ in range(60):
        desk = SmallOffice(tmp_path / "jatuh")
        desk.clock.set(MONDAY + timedelta(hours=12))
        try:
            triaging.triage(desk.office, quiet)
            break
        except MemoryError:
            crashes += 1
            if crashes == 3:
                monkeypatch.setattr(Ledger, "write", write)
        finally:
            desk.close()

    assert crashes == 3
    assert grouping(tmp_path / "jatuh") == whole


# --- after the end ---------------------------------------------------------------------------------------


def finished(desk: SmallOffice) -> str:
    """Return an issue about the hospital that was answered and closed on Monday."""
    read(desk, [article(HOSPITAL, OUTLETS[0], 1)], 1)
    [row] = desk.office.store.issues.all()
    desk.act(row.id, "accept", "operator", row.opd, pic="Sitti")
    desk.act(row.id, "respond", "operator", row.opd, **ANSWER)
    desk.act(row.id, "approve", "koordinator")
    desk.act(row.id, "publish", "verifikator", channel="situs")
    desk.act(row.id, "close", "verifikator", outcome=desk.office.config.profile.policy.outcomes[0].id)
    return row.id


@pytest.mark.parametrize(("days", "state"), [(3, "DIBUKA_KEMBALI"), (9, "SELESAI")])
def test_a_follow_up_reopens_an_issue_for_a_week_and_opens_a_linked_one_later(
    desk: SmallOffice, days: int, state: str
) -> None:
    first = finished(desk)
    again = (HOSPITAL[0].replace("Tiga", "Empat"), HOSPITAL[1].replace("tiga pekan", "empat pekan"))

    read(desk, [article(again, OUTLETS[1], 24 * days)], 24 * days + 1)

    assert desk.case(first).state == state
    later = [row.id for row in desk.office.store.issues.all() if row.id != first]
    assert [desk.case(one).linked for one in later] == ([] if state == "DIBUKA_KEMBALI" else [first])


def test_an_issue_that_spreads_is_raised_by_the_rule_of_the_policy(desk: SmallOffice) -> None:
    read(desk, [article(ROAD, OUTLETS[0], 1)], 1)
    [row] = desk.office.store.issues.all()
    before = desk.case(row.id)
    read(desk, [article(ROAD, f"{outlet}-{n}", 1.5) for outlet in OUTLETS for n in range(2)], 2)

    case = desk.case(row.id)

    assert case.level < before.level
    raised = [one.payload for one in desk.office.store.events.of(row.id) if one.kind == "set_level"]
    assert (raised[0]["before_level"], raised[-1]["level"]) == (before.level, case.level)
    assert raised[-1]["rule"] == case.level_rule
