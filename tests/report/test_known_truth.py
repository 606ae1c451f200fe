"""A log whose every hour is known gives the known figures: pauses, holidays, wrong agencies, open issues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from report_world import ROAD, World, known_world

from monitor.config import Config
from monitor.report import render
from monitor.report.document import Table

FIRST, LAST = date(2026, 7, 1), date(2026, 8, 31)


@pytest.fixture
def world(config: Config, tmp_path: Path) -> Iterator[World]:
    made = known_world(config, tmp_path / "data")
    yield made
    made.desk.close()


@pytest.fixture
def data(world: World) -> Any:
    return world.desk.response_time(FIRST, LAST).data


def test_the_answer_times_are_the_known_ones(data: Any) -> None:
    # Working hours by hand: 4.5 · paused 4 − 2 = 2 · after the wrong agency 2 · over 17 August 0.5 + 1 = 1.5;
    # one hour at the wrong agency and 7 + 7.5 + 0.5 = 15 hours of the open one are censored.
    respond = data["terms"]["respond"]

    assert (respond["n"], respond["met"], respond["open"], respond["dropped"]) == (6, 4, 1, 1)
    assert (respond["q1"], respond["median"], respond["q3"]) == (2.0, 2.0, 4.5)
    assert respond["p90"] is None, "two of six never answered: nine tenths are not reached"
    assert respond["closed_only_p90"] == pytest.approx(3.75), "finished issues alone would flatter"


def test_who_held_the_issues_adds_up_to_the_wall_clock(data: Any) -> None:
    holding = data["holding"]

    assert holding["paused"] == pytest.approx(2 / 5)
    assert all(value >= 0 for value in holding.values())


def test_the_holder_of_a_plain_issue_is_known_to_the_minute(world: World) -> None:
    from monitor.desk.reporting import load

    issues = load(world.office, FIRST, LAST, world.clock.now()).issues
    [plain] = issues.held[issues.issue == "2026-0001"].tolist()

    assert plain == [1.5, 4.5, 0.0, 1.0], "Humas, agency, paused, outside office hours"


def test_the_process_figures_are_the_known_ones(data: Any) -> None:
    first = data["process"]["first_right"]

    assert (first["count"], first["n"]) == (3, 4), "the open issue is not judged yet"
    assert data["volume"]["returned"] == 1
    assert data["volume"]["answered"] == 4


def test_each_leg_counts_for_the_agency_that_held_it(data: Any) -> None:
    assert data["opd"][ROAD]["n"] == 5
    assert data["opd"]["disdik"] == {"n": 1, "note": "data kurang"}


def test_every_loss_has_a_name(world: World) -> None:
    rows = {stage: n for stage, n, _ in world.desk.response_time(FIRST, LAST).data["flow"]}

    aside = rows["– belum diputus Humas"]
    assert rows["Isu terdeteksi"] == rows["Didisposisi ke OPD"] + aside == 5
    lost = rows["– ditutup tanpa tanggapan"] + rows["– menunggu tanggapan OPD"]
    assert rows["Didisposisi ke OPD"] == rows["Ditanggapi dengan layak"] + lost
    assert rows["Ditanggapi dengan layak"] == rows["Selesai"] + rows["– tanggapan belum tuntas"]


def test_the_projection_gives_what_folding_gives(world: World) -> None:
    before = world.desk.response_time(FIRST, LAST).data
    with world.office.store.transaction():
        world.office.store.times.clear()

    assert world.desk.response_time(FIRST, LAST).data == before


def test_a_rebuild_leaves_the_report_as_it_was(world: World) -> None:
    before = world.desk.response_time(FIRST, LAST).data
    world.desk.rebuild_log()

    assert world.desk.response_time(FIRST, LAST).data == before


def test_each_figure_leads_back_to_issues_and_events(world: World) -> None:
    document = world.desk.publishing.response_time(
        world.desk.publishing.span(FIRST, LAST), None, explain=True
    )
    [trace] = [one for one in document.blocks if isinstance(one, Table) and one.name == "Jejak respond"]
    events = {str(event.seq): event for event in world.office.store.events.all()}

    assert len(trace.rows) == document.data["terms"]["respond"]["n"]
    for issue, _, _, outcome, numbers in trace.rows:
        traced = [events[number] for number in numbers.split(" → ")]
        assert {event.issue for event in traced} == {issue}
        assert traced[0].kind == "assign"
        if outcome in ("tepat waktu", "terlambat"):
            assert traced[-1].kind == "respond"


def test_the_footer_says_what_a_checker_needs(world: World) -> None:
    footer = dict(world.desk.response_time(FIRST, LAST).footer)

    assert set(footer) >= {
        "Periode",
        "Data per",
        "Kebijakan",
        "Kalender",
        "Model penilai",
        "Catatan peristiwa",
    }
    assert world.office.store.events.head()[1][:16] in footer["Catatan peristiwa"]


def test_an_empty_month_is_said_and_not_computed(world: World) -> None:
    document = world.desk.response_time(date(2026, 6, 1), date(2026, 6, 30))

    assert document.data["volume"]["issues"] == 0
    assert "Tidak ada isu yang terdeteksi pada periode ini." in render(document, "text")
