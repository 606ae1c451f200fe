"""Every document says on what it rests, and leads from each figure back to issues and events."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordFile
from report_world import World, known_world

from monitor.config import Config
from monitor.desk.periods import Period
from monitor.report import render
from monitor.report.document import Document, Table

PERIOD = Period(date(2026, 7, 1), date(2026, 8, 31))
NAMES = ("daily", "clipping", "media", "response_time", "evidence")
FOOTER = ("Periode", "Data per", "Kebijakan", "Kalender", "Model penilai", "Catatan peristiwa")


@pytest.fixture
def world(config: Config, tmp_path: Path) -> Iterator[World]:
    made = known_world(config, tmp_path / "data")
    yield made
    made.desk.close()


def document(world: World, name: str) -> Document:
    papers = world.desk.publishing
    if name == "daily":
        return papers.daily(None)
    if name == "response_time":
        return papers.response_time(PERIOD, None, explain=False)
    made: Document = getattr(papers, name)(PERIOD)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_the_footer_names_period_data_policy_calendar_model_and_log(world: World, name: str) -> None:
    made = document(world, name)
    head = world.office.store.events.head()[1][:16]
    texts = {
        "text": str(render(made, "text")),
        "html": str(render(made, "html")),
        "json": json.dumps(json.loads(str(render(made, "json")))["footer"]),
        "docx": _word_footer(bytes(render(made, "docx"))),  # type: ignore[arg-type]
        "xlsx": _first_sheet(bytes(render(made, "xlsx"))),  # type: ignore[arg-type]
    }

    for form, text in texts.items():
        assert [line for line in FOOTER if line not in text] == [], form
        assert head in text, form


def _word_footer(made: bytes) -> str:
    word = WordFile(io.BytesIO(made))
    return "\n".join(paragraph.text for paragraph in word.sections[0].footer.paragraphs)


def _first_sheet(made: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(made), read_only=True)["Ringkasan"]
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)


@pytest.mark.parametrize("name", NAMES)
def test_an_explained_document_names_issues_that_exist_and_their_events(world: World, name: str) -> None:
    made = world.desk.publishing.explained(document(world, name))
    tables = {one.name: one for one in made.blocks if isinstance(one, Table)}
    issues = {row.id for row in world.office.store.issues.all()}
    events = {event.seq: event.issue for event in world.office.store.events.all()}

    named = set(re.findall(r"\d{4}-\d{4}", " ".join(row[3] for row in tables["Jejak angka"].rows)))
    assert named <= issues
    assert named or name == "clipping", "no article of this world was collected, hence none is clipped"
    for issue, listed in tables["Jejak peristiwa"].rows:
        numbers = [int(number) for number in re.findall(r"(?:^|; )(\d+): ", listed)]
        assert numbers
        assert {events[number] for number in numbers} == {issue}


def test_the_counts_of_a_trace_are_those_of_the_report(world: World) -> None:
    made = document(world, "response_time")
    behind = {(one.chapter, one.figure): len(one.ids) for one in made.behind()}

    for stage, count, _ in made.data["flow"]:
        if not stage.startswith("Berita"):
            assert behind["Volume", stage] == count
    answers = sum(
        n for (chapter, words), n in behind.items() if chapter == "Kecepatan" and "Tanggapan" in words
    )
    assert answers == made.data["terms"]["respond"]["n"]
    assert behind["Mutu proses", "Disposisi pertama tepat"] == made.data["process"]["first_right"]["count"]


@pytest.mark.parametrize("name", NAMES)
def test_a_period_without_anything_makes_sensible_documents_in_every_form(world: World, name: str) -> None:
    empty = Period(date(2025, 1, 1), date(2025, 1, 31))
    papers = world.desk.publishing
    made = (
        papers.daily(date(2025, 1, 15)) if name == "daily"
        else papers.response_time(empty, None, explain=False) if name == "response_time"
        else getattr(papers, name)(empty)
    )  # fmt: skip

    text = str(render(made, "text"))
    assert not re.search(r"\b(nan|None|inf)\b", text)
    assert all(render(made, form) for form in ("html", "wa", "json", "csv", "pdf", "docx", "xlsx"))
