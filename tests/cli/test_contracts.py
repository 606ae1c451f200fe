"""The shapes that programs rely on: what each command writes, with the real model and real HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor import cli

# The demo has its own ports: whoever uses them stays on one worker.
pytestmark = pytest.mark.xdist_group("demo-ports")
ROOT = Path(__file__).parent.parent.parent
ROWS = [
    {
        "id": "r1", "outlet": "Kabar Pagi", "published": "2026-03-02T08:00:00+08:00",
        "title": "Warga Keluhkan Jalan Provinsi di Pattallassang yang Rusak Parah",
        "text": "GOWA - Warga Pattallassang mengeluhkan jalan provinsi yang rusak parah sejak dua tahun lalu.\n"
        "Menurut mereka Dinas Bina Marga dan Bina Konstruksi Sulsel tidak pernah menambal lubang itu.\n"
        "\"Pemprov Sulsel tutup mata, padahal sudah tiga orang terjatuh pekan ini,\" kata Daeng Sila.",
    },
    {
        "id": "r2", "outlet": "Harian Sore", "published": "2026-03-02T11:30:00+08:00",
        "title": "Jalan Provinsi di Pattallassang Rusak Parah, Warga Mengeluh",
        "text": "GOWA - Warga Pattallassang mengeluhkan jalan provinsi yang rusak parah sejak dua tahun lalu.\n"
        "Menurut mereka Dinas Bina Marga dan Bina Konstruksi Sulsel tidak pernah menambal lubang itu.\n"
        "\"Pemprov Sulsel tutup mata, padahal sudah tiga orang terjatuh pekan ini,\" kata Daeng Sila.",
    },
    {
        "id": "r3", "outlet": "Kabar Pagi", "published": "2026-03-03T09:00:00+08:00",
        "title": "Tim Futsal Pelajar Makassar Juara di Manado",
        "text": "MAKASSAR - Tim futsal pelajar Makassar menjuarai turnamen antarkota di Manado, Senin malam.\n"
        "Mereka menang 4-2 atas tuan rumah lewat dua gol pada menit akhir.",
    },
]  # fmt: skip


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "baris.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(ROOT)

    def call(*args: object) -> str:
        monkeypatch.setattr("sys.argv", ["monitor", "--data", str(tmp_path / "data"), *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert not end.value.code
        return capsys.readouterr().out

    return call


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_score_rates_every_row_in_its_place(monitor: Any, rows: Path, tmp_path: Path) -> None:
    monitor("score", "--input", rows, "--output", tmp_path / "nilai.jsonl")

    rated = read(tmp_path / "nilai.jsonl")
    assert [row["id"] for row in rated] == ["r1", "r2", "r3"]
    assert {
        "target",
        "tone",
        "flag",
        "flag_probability",
        "opd",
        "opd_scores",
        "severity",
        "evidence",
        "model",
    } <= set(rated[0])
    assert [row["flag"] for row in rated] == [True, True, False]
    assert rated[0]["opd"][0] == "dbmbk"
    assert rated[2]["opd"] == []


def test_score_explains_each_sentence_when_asked(monitor: Any, rows: Path, tmp_path: Path) -> None:
    monitor("score", "--input", rows, "--output", tmp_path / "nilai.jsonl", "--explain")

    first, _, last = read(tmp_path / "nilai.jsonl")
    assert next(one["sentence"] for one in first["sentences"]) == ROWS[0]["title"]
    assert max(one["own"] for one in first["sentences"]) > max(one["own"] for one in last["sentences"])
    assert first["reasons"]
    assert first["opd_cues"]
    assert last["reasons"] == []


def test_verdicts_of_a_new_data_folder_are_an_empty_list(monitor: Any, tmp_path: Path) -> None:
    assert monitor("verdicts") == ""


def test_score_takes_the_government_of_each_row(monitor: Any, tmp_path: Path) -> None:
    other = tmp_path / "lain.jsonl"
    other.write_text(json.dumps({**ROWS[0], "P": "Kabupaten Lampung Selatan", "level": "kabupaten"}) + "\n")

    monitor("score", "--input", other, "--output", tmp_path / "nilai.jsonl")

    assert read(tmp_path / "nilai.jsonl")[0]["flag"] is False


def test_cluster_puts_a_copy_with_its_original(monitor: Any, rows: Path, tmp_path: Path) -> None:
    monitor("cluster", "--input", rows, "--output", tmp_path / "isu.jsonl")

    story = {row["id"]: row["story"] for row in read(tmp_path / "isu.jsonl")}
    assert story["r1"] == story["r2"] != story["r3"]


def test_the_demo_replays_any_rows(monitor: Any, rows: Path) -> None:
    done = json.loads(monitor("demo", "--articles", rows, "--json"))
    again = json.loads(monitor("demo", "--articles", rows, "--json"))

    assert (done["articles"], done["new_articles"], done["flagged"]) == (3, 3, 2)
    [issue] = done["issues"]
    assert issue["articles"] == ["r1", "r2"]
    assert issue["outlets"] == ["Kabar Pagi", "Harian Sore"]
    assert issue["opd"] == "dbmbk"
    assert set(issue["due"]) == {"verify", "accept", "respond", "finish"}
    assert issue["due"]["verify"].endswith("+08:00")
    assert issue["level"] in ("K1", "K2", "K3", "K4")
    assert done["sources"]["failed"] == []
    assert again["new_articles"] == 0
    assert again["issues"] == done["issues"]


def test_due_gives_the_instant_with_its_offset(monitor: Any) -> None:
    found = json.loads(
        monitor("due", "--level", "K2", "--at", "2026-07-10T15:30+08:00", "--term", "accept", "--json")
    )

    assert found["due"] == "2026-07-13T08:30:00+08:00"
    assert found["steps"][-1] == "Tenggat: Sen 13 Jul 2026 08.30 WITA"


def test_extract_reads_a_saved_page(monitor: Any, tmp_path: Path) -> None:
    page = tmp_path / "halaman.html"
    page.write_text(
        "<html><head><title>Jalan Diperbaiki Pekan Depan - Radar Contoh</title><meta property='article:published_time' "
        "content='2026-03-02T08:00:00+08:00'></head><body><article><h1>Jalan Diperbaiki Pekan Depan</h1>"
        + "".join(
            f"<p>Paragraf nomor {n} menjelaskan perbaikan jalan itu dengan rinci.</p>" for n in range(8)
        )
        + "<p>Baca juga: Berita lain</p></article></body></html>"
    )

    found = json.loads(monitor("extract", "--url", "https://a.example/x", "--html", page, "--json"))

    assert found["title"] == "Jalan Diperbaiki Pekan Depan"
    assert found["published"] == "2026-03-02T08:00:00+08:00"
    assert "Paragraf nomor 7" in found["text"]
    assert "Baca juga" not in found["text"]


def test_list_and_report_come_as_text_and_json(monitor: Any) -> None:
    assert "DAFTAR HARIAN" in monitor("list")
    assert json.loads(monitor("list", "--format", "json"))["articles"] == 0
    assert "LAPORAN WAKTU TANGGAP" in monitor("report", "response-time")
    assert json.loads(monitor("report", "response-time", "--format", "json"))["volume"]["issues"] == 0


def test_the_log_is_verified_and_rebuilt(monitor: Any, rows: Path) -> None:
    monitor("demo", "--articles", rows, "--json")

    assert monitor("log", "verify").startswith("Catatan utuh: ")
    assert monitor("log", "rebuild") == "1 isu dihitung ulang, 0 berbeda dari sebelumnya.\n"


def test_an_issue_is_shown_from_first_article_to_derivation(monitor: Any, rows: Path) -> None:
    [issue] = json.loads(monitor("demo", "--articles", rows, "--json"))["issues"]

    shown = monitor("issue", "show", issue["id"])

    assert ROWS[0]["title"] in shown
    assert "TENGGAT DAN CARA MENGHITUNGNYA" in shown
    assert "WITA" in shown


def test_doctor_looks_at_everything(monitor: Any) -> None:
    said = monitor("doctor")

    for what in ("Konfigurasi", "Basis data", "Catatan peristiwa", "Model penilai", "Kalender", "Kebijakan"):
        assert what in said
