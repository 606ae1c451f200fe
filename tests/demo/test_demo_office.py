from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from monitor.clock import ManualClock
from monitor.config import load_profile, packaged_profile
from monitor.demo.office import Act, draw, plan, work
from monitor.model import NewEvent
from monitor.schema_policy import Policy
from monitor.triage import casework
from monitor.triage.assign import Proposal
from monitor.triage.calendar import build_calendars
from monitor.triage.case import Case, CaseArticle, apply
from monitor.triage.judge import Verdict
from monitor.triage.policy import Calendars

MONDAY = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)  # 09.00 WITA
FORTNIGHT = MONDAY + timedelta(days=14)
LEVELS = ("K1", "K2", "K2", "K3", "K3", "K4")


@cache
def rules() -> tuple[Policy, Calendars]:
    profile = load_profile(packaged_profile())
    return profile.policy, Calendars(build_calendars(profile.calendar)["default"])


class PaperDesk:
    """The real casework rules over a dictionary instead of a database."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.events: dict[str, list[NewEvent]] = {}
        self.folded: dict[str, Case] = {}

    def cases(self) -> list[Case]:
        return list(self.folded.values())

    def write(self, events: list[NewEvent]) -> None:
        for event in events:
            self.events.setdefault(event.issue, []).append(event)
            self.folded[event.issue] = apply(self.folded.get(event.issue), event)

    def open(self, number: int, sure: float) -> None:
        policy, calendars = rules()
        now = self.clock.now()
        article = CaseArticle(f"a{number}", "https://kabar.example/a", "Kabar", "Jalan rusak", now)
        ranking = (("binamarga", 0.6), ("dishub", 0.4 if number % 2 else 0.1))
        proposal = Proposal("binamarga", (), sure, ranking)
        verdict = Verdict(LEVELS[number % len(LEVELS)], "uji", "Aturan uji.")
        found = casework.Detection("Jalan rusak", (article,), verdict, proposal, 0.99, "uji")
        self.write(casework.open_issue(f"ISU-{number:04d}", found, policy, calendars, now))

    def act(
        self,
        issue: str,
        action: str,
        *,
        actor: str,
        role: str,
        opd: str = "",
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        policy, calendars = rules()
        events = casework.act(
            self.folded[issue], action, actor=actor, role=role, opd=opd or None,
            now=self.clock.now(), payload=payload or {}, policy=policy, calendars=calendars,
        )  # fmt: skip
        self.write(events)


def fortnight(issues: int = 120) -> tuple[PaperDesk, list[Act]]:
    """Return the desk after 14 days in which an issue opened every two hours or so, and all acts."""
    desk = PaperDesk(ManualClock(MONDAY))
    acts: list[Act] = []
    for number in range(issues):
        acts += work(desk, desk.cases, desk.clock, MONDAY + timedelta(hours=1.7 * number))
        desk.open(number, sure=0.95 if number % 3 else 0.2)
    return desk, acts + work(desk, desk.cases, desk.clock, FORTNIGHT)


@pytest.fixture(scope="module")
def done() -> tuple[PaperDesk, list[Act]]:
    return fortnight()


def test_the_rules_of_casework_let_every_planned_act_pass(done):
    desk, acts = done

    assert len(acts) > 400
    assert desk.clock.now() == FORTNIGHT
    assert {act.action for act in acts} == {
        "assign", "accept", "reject", "start", "respond", "revise", "approve", "publish", "close",
    }  # fmt: skip


def test_the_fortnight_ends_with_answered_late_and_open_issues(done):
    desk, _ = done
    cases = desk.cases()
    states = Counter(case.state for case in cases)
    late = [case for case in cases if any(breach.charged_to == "opd" for breach in case.breaches)]

    assert states["SELESAI"] > 20
    assert states["TERDETEKSI"] > 0
    assert sum(case.open for case in cases) > 10
    assert 5 < len(late) < len(cases) / 2
    assert any(case.rejections for case in cases)
    assert any(case.revisions for case in cases)
    assert any(len(case.legs) > 1 and case.opd == "dishub" for case in cases)


def test_the_same_fortnight_comes_out_the_same(done):
    assert fortnight()[1] == done[1]


def test_planning_changes_nothing_and_is_in_order_of_time(done):
    desk, _ = done
    before = dict(desk.folded)
    acts = plan(desk.cases(), FORTNIGHT + timedelta(days=30))

    assert desk.folded == before
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert len({act.issue for act in acts}) == len(acts)


def test_nothing_is_planned_beyond_the_instant_asked_for(done):
    desk, _ = done

    assert plan(desk.cases(), FORTNIGHT) == []


def test_only_critical_issues_are_worked_at_night_and_on_weekends(done):
    desk, acts = done
    odd = []
    for act in acts:
        here = act.at + timedelta(hours=8)
        if here.weekday() >= 5 or not 7.5 <= here.hour + here.minute / 60 < 16.02:
            odd.append(desk.folded[act.issue].level)

    assert odd
    assert set(odd) == {"K1"}


def test_operators_act_only_for_the_agency_that_holds_the_issue(done):
    _, acts = done
    agencies = {act.opd for act in acts if act.role == "operator"}

    assert agencies == {"binamarga", "dishub"}
    assert all(not act.opd for act in acts if act.role != "operator")


def test_an_issue_s_temper_hangs_on_its_number_alone(done):
    desk, _ = done
    case = desk.cases()[0]
    draws = [draw(one, "accept-1") for one in desk.cases()]

    assert draw(case, "accept-1") == draw(case, "accept-1") != draw(case, "answer-1")
    assert all(0 <= one < 1 for one in draws)
    assert 0.4 < sum(draws) / len(draws) < 0.6
