"""Marks without text: one row per judged government, sentences counted as they were read."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from classifiers import evaluation, marks
from classifiers.examples import Blame, load

TEXT = "Warga menilai Pemkot Parepare lamban. Gubernur meninjau lokasi. Perusahaan itu menolak ditegur."


def body(name: str, level: str, flag: bool, blame: list[Any]) -> dict[str, Any]:
    labels = {"target": "province" if flag else "local", "tone": "negative", "flag": flag, "opd": []}
    rest = {"severity": "sedang" if flag else None, "answer": [], "praise": []}
    return {"P": name, "level": level, **labels, **rest, "blame": blame}


def mark(count: int = 3) -> dict[str, Any]:
    bodies = [
        body("Kota Parepare", "kota", True, [[1, "criticism"]]),
        body("Provinsi Sulawesi Selatan", "provinsi", False, []),
    ]
    return {"id": "n1", "n": count, "bodies": bodies, "others": [[3, "company", "accusation"]]}


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    path = tmp_path / "pool.jsonl.gz"
    article = {"id": "n1", "title": "Jalan rusak", "text": TEXT, "date": "2026-01-02", "outlet": "a.example"}
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(article) + "\n")
    return path


def marks_file(tmp_path: Path, row: dict[str, Any]) -> Path:
    path = tmp_path / "marks.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    return path


def test_one_article_teaches_for_every_government_it_was_judged_for(tmp_path: Path, pool: Path) -> None:
    city, province = load([marks_file(tmp_path, mark())], pool)

    assert (city.government, city.flag, city.origin) == ("Kota Parepare", True, "pool")
    assert city.blame == (Blame(1, "P", "criticism"), Blame(3, "company", "accusation"))
    assert (province.government, province.flag) == ("Provinsi Sulawesi Selatan", False)
    assert province.blame[0] == Blame(1, "localgov", "criticism")
    assert city.title == "Jalan rusak"
    assert len(city.sentences) == 3


def test_marks_without_their_text_teach_nothing(tmp_path: Path) -> None:
    assert load([marks_file(tmp_path, mark())]) == []


def test_an_article_cut_otherwise_than_when_it_was_read_is_passed_over(
    tmp_path: Path, pool: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert load([marks_file(tmp_path, mark(4))], pool) == []

    assert "1 of 1 marked articles" in caplog.text


def test_marked_articles_are_measured_as_a_set_of_their_own(tmp_path: Path, pool: Path) -> None:
    assert list(evaluation.sets(load([marks_file(tmp_path, mark())], pool))) == ["pool"]


def test_the_shipped_marks_hold_no_text() -> None:
    paths = sorted((Path(marks.__file__).parent / "corpus" / "marks").glob("*.jsonl"))
    assert paths
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            assert set(row) == {"id", "n", "bodies", "others"}
            for each in row["bodies"]:
                assert set(each) == set(body("", "", True, []))
