"""People merge, split and move; later clustering keeps to it; and every bit of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from small_office import MONDAY, SmallOffice

from monitor.desk import opening, triaging, working
from monitor.desk.office import quiet
from monitor.errors import InputError, NotAllowedError
from monitor.model import Article, article_id

HOSPITAL = (
    "Pasien RSUD Labuang Baji Mengeluh Obat Jantung Kosong Tiga Pekan",
    "Puluhan pasien RSUD Labuang Baji mengeluhkan obat jantung yang kosong sejak tiga pekan lalu.\n"
    "Mereka terpaksa membeli obat di luar dengan harga ratusan ribu rupiah setiap pekan.\n"
    "“Sudah berkali-kali saya bertanya, petugas hanya bilang tunggu. Pemprov Sulsel jangan diam,” kata "
    "Daeng Ramli, keluarga pasien, dengan nada kesal.\n"
    "Ombudsman menilai rumah sakit milik Pemerintah Provinsi Sulawesi Selatan itu lalai menjamin stok obat.",
)
ROAD = (
    "Warga Soppeng Tanam Pisang di Jalan Provinsi yang Rusak Bertahun-tahun",
    "Warga menanam pohon pisang di ruas jalan provinsi Takkalalla yang berlubang sejak tiga tahun lalu.\n"
    "“Sudah banyak pengendara jatuh, tetapi Dinas Bina Marga Sulsel tidak pernah datang,” kata Baso, warga.\n"
    "Mereka menilai Pemerintah Provinsi Sulawesi Selatan menelantarkan jalan itu dan hanya memberi janji.\n"
    "Warga mengancam menutup jalan bila perbaikan tidak dimulai bulan ini.",
)
QUIET = (
    "Festival Perahu Hias Ramaikan Pantai Losari",
    "Ratusan warga memadati Pantai Losari untuk menyaksikan festival perahu hias, Sabtu sore.\n"
    "Panitia menyiapkan dua puluh perahu yang dihias kain warna-warni dan lampu.\n"
    "Juara pertama diraih kelompok nelayan dari Pulau Lae-Lae yang mengusung tema laut bersih.",
)
OUTLETS = ("warta-losari", "kabar-bone", "tirta-news", "lontara-kini", "suara-pinisi", "gema-gowa")


class Desk(SmallOffice):
    """An office that is handed articles instead of fetching them."""

    hour = 0

    def read(self, told: tuple[str, str], outlet: str = OUTLETS[0], lead: str = "") -> str:
        """Let an outlet's article arrive and be triaged; return its id."""
        self.hour += 1
        self.clock.set(MONDAY + timedelta(hours=self.hour))
        url = f"https://{outlet}.example/{self.hour}"
        now = self.clock.now()
        article = Article(url, url, outlet, outlet, told[0], lead + told[1], now, now)
        with self.office.store.transaction():
            self.office.store.articles.save([article])
        triaging.triage(self.office, quiet)
        return article.id

    def issue_of(self, article: str) -> str:
        """Return the issue whose log holds an article and has not given it away, or ""."""
        cases = (self.case(row.id) for row in self.office.store.issues.all())
        found = [one.id for one in cases if one.merged_into == "" and article in {a.id for a in one.articles}]
        assert len(found) < 2, f"{article} belongs to {found}"
        return found[0] if found else ""

    def hand(self, issue: str, action: str, **payload: Any) -> None:
        """Let a verifier act an hour later."""
        self.hour += 1
        self.clock.set(MONDAY + timedelta(hours=self.hour))
        self.act(issue, action, "verifikator", **payload)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def welded(desk: Desk) -> tuple[str, list[str], list[str]]:
    """Return an issue into which two matters fell: its number, the articles of each."""
    hospital = [desk.read(HOSPITAL, outlet) for outlet in OUTLETS[:2]]
    issue = desk.issue_of(hospital[0])
    road = [desk.read(ROAD, outlet) for outlet in OUTLETS[2:4]]
    desk.hand(desk.issue_of(road[0]), "merge", parent=issue)
    assert {desk.issue_of(one) for one in (*hospital, *road)} == {issue}
    return issue, hospital, road


def test_what_was_merged_stays_merged_when_further_copies_come(desk: Desk) -> None:
    issue, _, _ = welded(desk)

    assert desk.issue_of(desk.read(ROAD, OUTLETS[4])) == issue
    assert desk.issue_of(desk.read(HOSPITAL, OUTLETS[5])) == issue


def test_a_merger_that_is_taken_back_gives_back_what_came_since(desk: Desk) -> None:
    issue, hospital, road = welded(desk)
    later = desk.read(ROAD, OUTLETS[4])
    child = desk.office.store.articles.issues_of(road)[0]

    desk.hand(child, "unmerge", reason="Dua perkara yang berbeda")

    assert {desk.issue_of(one) for one in (*road, later)} == {child}
    assert {desk.issue_of(one) for one in hospital} == {issue}
    assert desk.issue_of(desk.read(ROAD, OUTLETS[5])) == child
    assert desk.issue_of(desk.read(HOSPITAL, OUTLETS[5])) == issue
    assert desk.case(issue).children == ()
    assert desk.office.store.stories.deeds(MONDAY) == []


def test_what_was_split_off_is_an_issue_of_its_own_and_stays_it(desk: Desk) -> None:
    first = [desk.read(HOSPITAL, outlet) for outlet in OUTLETS[:3]]
    issue = desk.issue_of(first[0])

    desk.hand(issue, "detach", articles=first[1:2], reason="Rumah sakit lain")

    own = desk.issue_of(first[1])
    assert own not in ("", issue)
    assert desk.case(own).linked == issue
    assert {desk.issue_of(first[0]), desk.issue_of(first[2])} == {issue}
    # the same texts once more, in another batch and another process: nothing is welded again
    desk.read(HOSPITAL, OUTLETS[4])
    assert desk.issue_of(first[1]) == own
    said = desk.office.store.stories.deeds(MONDAY)
    assert [(one.kind, one.issue, one.other, one.actor) for one in said] == [
        ("detach", issue, own, "verifikator@uji")
    ]
    stories = desk.office.store.stories.of(first)
    assert stories[first[0]] == stories[first[2]] != stories[first[1]]


def test_a_split_that_is_taken_back_is_as_if_it_never_was(desk: Desk) -> None:
    first = [desk.read(HOSPITAL, outlet) for outlet in OUTLETS[:3]]
    issue = desk.issue_of(first[0])
    before = desk.office.store.stories.of(first)
    desk.hand(issue, "detach", articles=first[1:2], reason="Rumah sakit lain")
    own = desk.issue_of(first[1])

    desk.hand(issue, "reattach", reason="Ternyata rumah sakit yang sama")

    assert {desk.issue_of(one) for one in first} == {issue}
    assert (desk.case(own).state, desk.case(own).merged_into) == ("DUPLIKAT", issue)
    assert desk.office.store.stories.of(first) == before
    assert desk.office.store.stories.deeds(MONDAY) == []
    assert desk.issue_of(desk.read(HOSPITAL, OUTLETS[4])) == issue
    with pytest.raises(NotAllowedError, match="Tidak ada berita yang dikeluarkan"):
        desk.hand(issue, "reattach", reason="Sekali lagi")


def test_a_moved_article_takes_its_later_copies_along(desk: Desk) -> None:
    issue, _, road = welded(desk)
    other = desk.issue_of(desk.read(QUIET)) or desk.open(50)
    twin = desk.office.store.articles.issues_of(road)[0]
    desk.hand(twin, "unmerge", reason="Dua perkara")

    desk.hand(twin, "detach", articles=road[:1], reason="Masuk isu lain", to=other)

    assert desk.issue_of(road[0]) == other
    assert desk.issue_of(road[1]) == twin
    desk.hand(twin, "reattach", reason="Keliru")
    assert desk.issue_of(road[0]) == twin
    assert road[0] not in {one.id for one in desk.case(other).articles}
    assert desk.issue_of(road[1]) == twin
    assert issue != twin


def test_an_article_is_not_moved_to_a_closed_issue_or_to_its_own(desk: Desk) -> None:
    issue, hospital, _ = welded(desk)
    closed = desk.open(40)
    desk.act(closed, "reassign", "koordinator", opd="rsud-labuang-baji", reason="alih")
    desk.hand(desk.open(41), "merge", parent=closed)

    for to, words in ((issue, "dirinya sendiri"), ("2026-0041", "pilih isu yang terbuka")):
        with pytest.raises((NotAllowedError, InputError), match=words):
            desk.hand(issue, "detach", articles=hospital[:1], reason="Salah", to=to)
    assert desk.issue_of(hospital[0]) == issue


def test_all_of_it_stands_in_the_log_and_the_projections_follow(desk: Desk) -> None:
    issue, _, road = welded(desk)
    child = desk.office.store.articles.issues_of(road)[0]
    desk.hand(child, "unmerge", reason="Dua perkara")
    desk.hand(child, "detach", articles=road[1:], reason="Perkara ketiga")
    desk.hand(child, "reattach", reason="Keliru")

    kinds = [event.kind for event in desk.office.store.events.all()]

    assert [one for one in kinds if one in ("merge", "absorb", "unmerge", "release", "detach", "reattach")] == [
        "merge", "absorb", "unmerge", "release", "detach", "reattach", "merge",
    ]  # fmt: skip
    assert working.rebuild(desk.office)[1] == 0
    desk.office.store.events.verify()
    assert issue != child


def test_a_verifier_opens_an_issue_that_the_machine_did_not(desk: Desk) -> None:
    article = desk.read(QUIET)
    assert desk.issue_of(article) == ""

    for role in ("operator", "pimpinan", "admin"):
        with pytest.raises(NotAllowedError, match="tidak berwenang membuka isu"):
            opening.by_hand(desk.office, article, actor="x", role=role)
    done = opening.by_hand(desk.office, f"https://{OUTLETS[0]}.example/1", actor="Sitti", role="verifikator")

    case = desk.case(str(done["issue"]))
    assert (case.state, [one.id for one in case.articles]) == ("TERDETEKSI", [article])
    assert case.articles[0].flag
    first = desk.office.store.events.of(case.id)[0]
    assert (first.kind, first.actor, first.role) == ("open", "Sitti", "verifikator")
    assert desk.issue_of(desk.read(QUIET, OUTLETS[1])) == case.id
    with pytest.raises(InputError, match=f"sudah termasuk isu {case.id}"):
        opening.by_hand(desk.office, article, actor="Sitti", role="verifikator")
    with pytest.raises(InputError, match="tidak ada atau belum dinilai"):
        opening.by_hand(desk.office, article_id("lain"), actor="Sitti", role="verifikator")
