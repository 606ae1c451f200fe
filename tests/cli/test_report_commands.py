"""The commands that make documents: forms, files, periods, and their refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor import cli

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(ROOT)

    def call(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["monitor", "--data", str(tmp_path / "data"), *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return call


@pytest.mark.parametrize(
    "command",
    [("list",), ("report", "response-time"), ("report", "clipping"), ("report", "media"), ("report", "iid")],
)
def test_each_report_of_an_empty_folder_is_a_sensible_document(
    monitor: Any, command: tuple[str, ...]
) -> None:
    code, text, _ = monitor(*command)
    data = monitor(*command, "--format", "json")[1]

    assert code == 0
    assert "Data per" in text
    assert "None" not in text
    assert isinstance(json.loads(data), dict)


def test_all_forms_are_saved_at_once(monitor: Any, tmp_path: Path) -> None:
    code, said, _ = monitor("list", "--date", "2026-11-21", "--save", "--format", "pdf,docx,xlsx,html,csv,wa")

    files = sorted(path.name for path in (tmp_path / "data" / "laporan").iterdir())
    assert code == 0
    assert files == [
        f"daftar-harian-2026-11-21.{end}" for end in ("csv", "docx", "html", "pdf", "wa.txt", "xlsx")
    ]
    assert said.count("Tersimpan:") == 6


def test_a_report_is_queued_once_however_often_it_is_made(monitor: Any) -> None:
    first = monitor("list", "--date", "2026-11-21", "--send", "peran:koordinator")[1]
    again = monitor("list", "--date", "2026-11-21", "--send", "peran:koordinator")[1]

    assert first == "Masuk antrean kirim: 1 pesan.\n"
    assert again == "Masuk antrean kirim: 0 pesan.\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("list", "--format", "pdf"), "tambahkan --out BERKAS atau --save"),
        (("list", "--format", "odt"), "'odt' tidak dikenal"),
        (("list", "--format", "pdf,html"), "hanya dengan --save"),
        (("list", "--date", "kemarin"), "bukan tanggal"),
        (("report", "media", "--period", "lusa"), "'lusa' tidak dikenal"),
        (
            ("report", "media", "--period", "bulan-lalu", "--from", "2026-01-01"),
            "tidak dapat dipakai bersama",
        ),
        (("report", "response-time", "--from", "2026-02-01", "--to", "2026-01-01"), "tukar keduanya"),
        (("report", "response-time", "--compare-from", "2026-01-01"), "bersama-sama"),
    ],
)
def test_a_wrong_wish_is_refused_in_one_line(monitor: Any, args: tuple[str, ...], words: str) -> None:
    code, out, err = monitor(*args)

    assert code == 2
    assert out == ""
    assert words in err
    assert len(err.strip().splitlines()) == 1
