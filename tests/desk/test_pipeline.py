"""The product's promises, kept on a newsroom that answers over real HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.clock import ManualClock
from monitor.demo.newsroom import Newsroom
from monitor.desk import Desk
from monitor.errors import BusyError, NotAllowedError, UnknownIssueError

COMPLAINT = (
    "Pasien RSUD Labuang Baji Mengeluh Obat Kosong Tiga Pekan",
    [
        "MAKASSAR – Puluhan pasien RSUD Labuang Baji mengeluhkan obat jantung yang kosong sejak tiga pekan lalu.",
        "Mereka terpaksa membeli obat di luar dengan harga ratusan ribu rupiah setiap pekan.",
        "“Sudah berkali-kali saya bertanya, petugas hanya bilang tunggu. Pemprov Sulsel jangan diam,” kata "
        "Daeng Ramli, keluarga pasien, dengan nada kesal.",
        "Ombudsman menilai rumah sakit milik Pemerintah Provinsi Sulawesi Selatan itu lalai menjamin stok obat.",
        "Manajemen rumah sakit belum memberi penjelasan sampai berita ini diturunkan.",
    ],
)
HARMLESS = (
    "Festival Perahu Hias Ramaikan Pantai Losari",
    [
        "MAKASSAR – Ratusan warga memadati Pantai Losari untuk menyaksikan festival perahu hias, Sabtu sore.",
        "Panitia menyiapkan dua puluh perahu yang dihias kain warna-warni dan lampu.",
        "Juara pertama diraih kelompok nelayan dari Pulau Lae-Lae yang mengusung tema laut bersih.",
    ],
)


def publish(newsroom: Newsroom, outlet: str, article: tuple[str, list[str]]) -> str:
    return newsroom.publish(outlet, *article)


def issues(desk: Desk) -> list[dict[str, object]]:
    found = desk.overview()["issues"]
    assert isinstance(found, list)
    return found


def test_a_complaint_about_a_provincial_hospital_reaches_that_hospital(
    desk: Desk, newsroom: Newsroom
) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)

    desk.run()

    [issue] = issues(desk)
    assert issue["opd"] == "rsud-labuang-baji"
    assert issue["title"] == COMPLAINT[0]
    assert any(str(issue["evidence"]) in line for line in (COMPLAINT[0], *COMPLAINT[1]))


def test_an_ordinary_story_opens_no_issue(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", HARMLESS)

    ran = desk.run()

    assert ran.triaged.rated > 0
    assert ran.triaged.opened == 0


def test_the_same_story_in_two_outlets_is_one_issue(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    publish(newsroom, "detak-makassar", (f"{COMPLAINT[0]}, Ombudsman Turun Tangan", COMPLAINT[1]))

    desk.run()

    [issue] = issues(desk)
    assert set(issue["outlets"]) == {"Warta Losari", "Detak Makassar"}


def test_a_report_that_comes_later_joins_the_issue_that_is_open(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()
    clock.forward(hours=3)
    publish(newsroom, "suara-phinisi", COMPLAINT)

    ran = desk.run()

    assert (ran.triaged.opened, ran.triaged.joined) == (0, 1)
    assert len(issues(desk)) == 1


def test_running_again_adds_nothing(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()
    before = (desk.overview(), desk.verify_log())

    again = desk.run()

    assert (again.crawled.new, again.triaged.rated) == (0, 0)
    assert (desk.overview(), desk.verify_log()) == before


def test_a_dead_outlet_is_named_with_its_reason_and_stops_nobody(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)

    ran = desk.run()

    failed = {one.id.split("/")[0]: one.reason for one in ran.crawled.failed}
    assert {"padam-pos", "sibuk-news", "tameng-news"} <= set(failed)
    assert all(reason and "\n" not in reason for reason in failed.values())
    assert len(issues(desk)) == 1


def test_every_deadline_comes_with_its_derivation(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()

    deadlines = desk.issue(str(issues(desk)[0]["id"])).data["deadlines"]

    assert deadlines["verify"]["steps"][-1].startswith("Tenggat: ")


def test_an_unanswered_issue_turns_late_and_stays_so_for_ever(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()
    clock.forward(days=10)

    escalated = desk.escalate()
    again = desk.escalate()

    assert escalated.breached > 0
    assert again.breached == 0
    assert "lewat tenggat" in " ".join(block for block in _texts(desk)).lower()


def _texts(desk: Desk) -> list[str]:
    from monitor.report import render

    return [render(desk.daily_list(), "text")]


def test_the_opd_works_its_case_from_disposisi_to_the_end(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()
    number, opd = str(issues(desk)[0]["id"]), "rsud-labuang-baji"
    steps: list[tuple[str, str, str, dict[str, object]]] = [
        ("accept", "operator", opd, {"pic": "Nurhayati"}),
        ("respond", "operator", opd,
         {"text": "Stok obat tiba Jumat.", "answer_kind": "klarifikasi", "source": "Instalasi farmasi",
          "approver": "Direktur"}),
        ("approve", "koordinator", "", {}),
        ("publish", "verifikator", "", {"channel": "surat ke redaksi"}),
        ("close", "verifikator", "", {"outcome": "dimuat"}),
    ]  # fmt: skip
    if issues(desk)[0]["state"] == "TERDETEKSI":
        desk.act(number, "assign", actor="ani", role="verifikator", payload={"opd": opd})

    for action, role, own, payload in steps:
        clock.forward(minutes=20)
        desk.act(number, action, actor="petugas", role=role, opd=own, payload=payload)

    assert issues(desk)[0]["state"] == "SELESAI"
    assert desk.response_time().data["volume"]["finished"] == 1


@pytest.mark.parametrize(("role", "opd"), [("operator", "dinkes"), ("auditor", ""), ("admin", "")])
def test_nobody_works_on_a_case_that_is_not_theirs(
    desk: Desk, newsroom: Newsroom, role: str, opd: str
) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()

    with pytest.raises(NotAllowedError):
        desk.act(str(issues(desk)[0]["id"]), "accept", actor="x", role=role, opd=opd, payload={"pic": "x"})


def test_an_unknown_issue_is_said_to_be_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownIssueError, match="2026-0009 tidak ada"):
        desk.issue("2026-0009")


def test_what_the_log_says_is_what_the_lists_show(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, "warta-losari", COMPLAINT)
    desk.run()

    assert desk.rebuild_log() == (1, 0)


def test_two_runs_never_work_at_once(desk_on: Callable[[Newsroom], Desk], newsroom: Newsroom) -> None:
    one, other = desk_on(newsroom), desk_on(newsroom)

    with one._office.store.only_run(), pytest.raises(BusyError):
        other.run()
