"""The evidence as one zip: complete, checkable without this program, anonymous, and without a score."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document as WordFile
from report_world import World, known_world

from monitor.config import Config
from monitor.desk.periods import Period

PERIOD = Period(date(2026, 7, 1), date(2026, 8, 31))


@pytest.fixture
def world(config: Config, tmp_path: Path) -> Iterator[World]:
    made = known_world(config, tmp_path / "data")
    yield made
    made.desk.close()


@pytest.fixture
def parts(world: World) -> dict[str, bytes]:
    path = world.desk.publishing.evidence_zip(PERIOD, None)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(parts: dict[str, bytes]) -> Any:
    return json.loads(parts["manifes.json"])


def test_the_zip_holds_all_parts_and_the_manifest_their_hashes(parts: dict[str, bytes]) -> None:
    listed = {row["nama"]: row["sha256"] for row in manifest(parts)["berkas"]}

    assert set(listed) == {
        "bukti-iid.pdf", "bukti-iid.xlsx", "data-anonim.csv", "daftar-periksa.docx", "lampiran-ikkd.pdf",
        "batas-data.pdf",
    }  # fmt: skip
    assert listed == {name: hashlib.sha256(parts[name]).hexdigest() for name in listed}
    sums = dict(line.split("  ")[::-1] for line in parts["SHA256SUMS"].decode().splitlines())
    assert sums == listed


def test_the_frozen_number_is_the_hash_of_the_rows_that_lie_beside_it(parts: dict[str, bytes]) -> None:
    text = parts["data-anonim.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    frozen = manifest(parts)["data_beku"]

    assert frozen["sha256"] == digest
    assert frozen["id"] == f"IID-{digest[:12]}"


def test_the_same_data_give_the_same_number_and_another_event_another(world: World) -> None:
    first = world.desk.publishing.evidence_zip(PERIOD, None)
    again = world.desk.publishing.evidence_zip(PERIOD, None)
    world.act("2026-0005", "2026-08-28T09:00", "accept", "operator", "dbmbk", pic="Petugas")
    later = world.desk.publishing.evidence_zip(PERIOD, None)

    assert first == again
    assert first != later


def test_the_raw_rows_name_no_issue_no_title_and_no_person(parts: dict[str, bytes]) -> None:
    text = parts["data-anonim.csv"].decode()

    for word in ("2026-0001", "Warga", "keluhkan", "Petugas", "kabar-1"):
        assert word not in text


def test_the_manifest_says_on_what_the_data_rest(parts: dict[str, bytes], world: World) -> None:
    about = manifest(parts)

    assert {"Kebijakan", "Kalender", "Model penilai", "Catatan peristiwa", "periode", "syarat"} <= set(about)
    assert about["data_beku"]["log_head"] == world.office.store.events.head()[1]


def test_the_checklist_names_every_indicator_and_leaves_a_box(parts: dict[str, bytes]) -> None:
    [table] = WordFile(io.BytesIO(parts["daftar-periksa.docx"])).tables
    book = openpyxl.load_workbook(io.BytesIO(parts["bukti-iid.xlsx"]), read_only=True)

    assert len(table.rows) - 1 == book["Indikator dan bukti"].max_row - 1
    assert all(row.cells[3].text == "☐" for row in table.rows[1:])


def test_nothing_in_the_pack_predicts_a_score(world: World) -> None:
    data = world.desk.publishing.evidence(PERIOD).data

    assert "score" not in json.dumps(data)
    assert "skor" not in json.dumps(data)
