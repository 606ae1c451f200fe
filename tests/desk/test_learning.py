"""Verdicts leave the desk as rows that the classifiers can be trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_office import MONDAY, ROAD, SmallOffice

from classifiers.examples import example
from monitor.desk import learning
from monitor.desk.lessons import verdict_rows
from monitor.errors import ModelError
from monitor.model import Article


def office_with_a_verdict(folder: Path) -> SmallOffice:
    office = SmallOffice(folder)
    text = "GOWA - Lubang menganga di jalan provinsi.\nPemprov tak kunjung menambalnya."
    read = Article(
        key="https://kabar-1.example/jalan-rusak", url="https://kabar-1.example/jalan-rusak", outlet="kabar-1",
        source="kabar-1/rss", title="Warga keluhkan jalan provinsi berlubang", text=text,
        published=MONDAY, first_seen=MONDAY,
    )  # fmt: skip
    with office.office.store.transaction():
        office.office.store.articles.save([read])
    issue = office.open(article_id=read.id)
    office.act(issue, "set_level", "koordinator", level="K1", reason="Ada korban jiwa.")
    return office


def test_a_disposisi_and_a_changed_level_become_one_labelled_row(tmp_path: Path) -> None:
    office = office_with_a_verdict(tmp_path / "data")
    rows = verdict_rows(office.office)
    office.close()

    assert len(rows) == 1
    learned = example(rows[0])
    assert (learned.flag, learned.opd, learned.severity) == (True, (ROAD,), "tinggi")
    assert (learned.government, learned.level, learned.origin) == (
        "Provinsi Sulawesi Selatan", "provinsi", "verdict",
    )  # fmt: skip
    assert learned.sentences[-1] == "Pemprov tak kunjung menambalnya."
    assert rows[0]["act"] == "assign"


def test_training_on_a_handful_of_verdicts_alone_is_refused_in_words(tmp_path: Path) -> None:
    office = office_with_a_verdict(tmp_path / "data")
    rows = verdict_rows(office.office)
    file = tmp_path / "kosong.jsonl"
    file.write_text("")

    with pytest.raises(ModelError, match="putusan staf belum cukup"):
        learning.train(office.office.config, [file], None, verdicts=rows)
    office.close()
