"""The escalation ladder: who hears what, when, once, and only in office hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework_world import (
    ANSWER,
    CALENDARS,
    HOSPITAL,
    HOUR,
    MONDAY,
    POLICY,
    File,
    answered,
    assigned,
    finished,
    opened,
    wita,
    working,
)

from monitor.model import NewEvent
from monitor.triage import escalate

# Working on a K2 issue since Monday 08.00: respond 6 jk → Monday 15.00; finish 2 hk → Wednesday 08.00.


def said(events: list[NewEvent]) -> list[tuple[str, str]]:
    """Return term and rung of the messages among events."""
    return [(event.payload["term"], event.payload["id"]) for event in events if event.kind == "escalate"]


def test_the_ladder_is_climbed_rung_by_rung() -> None:
    file = working()
    seen = {}
    for at in ("10:59", "11:00", "13:47", "13:48", "15:00", "15:01"):
        seen[at] = said(file.tick(wita(f"2026-07-13T{at}")))

    assert seen == {
        "10:59": [],
        "11:00": [("respond", "separuh")],
        "13:47": [],
        "13:48": [("respond", "pengingat")],
        "15:00": [],
        "15:01": [("respond", "lewat-tenggat")],
    }
    assert said(file.tick(wita("2026-07-14T11:01"))) == [("respond", "teguran"), ("finish", "separuh")]
    assert said(file.tick(wita("2026-07-14T13:30"))) == [("finish", "pengingat")]
    assert said(file.tick(wita("2026-07-14T13:31"))) == [("respond", "laporan-pimpinan")]


def test_each_rung_tells_the_people_the_policy_names() -> None:
    file = working()

    first = file.tick(wita("2026-07-13T13:48"))[-1].payload
    late = file.tick(wita("2026-07-13T15:30"))[-1].payload

    assert (first["to"], first["cc"]) == (["operator", "sekretaris"], ["verifikator"])
    assert (late["to"], late["kind"]) == (["kepala", "koordinator"], "breach")


def test_the_clock_run_twice_says_nothing_twice() -> None:
    file = working()
    for at in (wita("2026-07-13T12:00"), wita("2026-07-13T15:30"), wita("2026-07-16T09:00")):
        file.tick(at)
        assert file.tick(at) == []


def test_a_reminder_overtaken_by_a_higher_rung_is_not_sent_late() -> None:
    file = working()

    events = file.tick(wita("2026-07-13T15:30"))

    assert [event.kind for event in events] == ["breach", "escalate"]
    assert [row["id"] for row in events[1].payload["passed"]] == ["separuh", "pengingat"]


def test_nobody_misses_the_breach_because_the_clock_stood_still_for_days() -> None:
    file = working()

    events = file.tick(wita("2026-07-17T09:00"))

    assert [row for row in said(events) if row[0] == "respond"] == [
        ("respond", "lewat-tenggat"),
        ("respond", "teguran"),
        ("respond", "laporan-pimpinan"),
    ]


def test_reminders_wait_for_opening_but_a_miss_is_recorded_at_night() -> None:
    file = working(wita("2026-07-13T09:00"))  # respond ends at 16.00, when the office closes

    night = file.tick(wita("2026-07-13T23:00"))
    morning = file.tick(wita("2026-07-14T07:30"))

    assert [event.kind for event in night] == ["breach"]
    assert said(morning) == [("respond", "lewat-tenggat")]


def test_critical_issues_speak_at_any_hour_and_reach_the_sekda_at_the_deadline() -> None:
    file = working(wita("2026-07-11T20:00"), "K1")

    assert said(file.tick(wita("2026-07-11T21:30"))) == [("respond", "separuh")]
    assert said(file.tick(wita("2026-07-11T23:01"))) == [
        ("respond", "lewat-tenggat"),
        ("respond", "teguran-k1"),
    ]


def test_a_hospital_that_never_closes_is_reminded_at_night() -> None:
    file = working(wita("2026-07-13T20:00"), opd=HOSPITAL)

    assert said(file.tick(wita("2026-07-13T23:00"))) == [("respond", "separuh")]


def test_the_agency_is_not_reminded_of_time_that_passes_at_humas() -> None:
    file = answered()

    events = file.tick(wita("2026-07-15T08:30"))

    assert [event.kind for event in events] == ["breach", "escalate"]
    assert events[0].payload["charged_to"] == "humas"
    assert events[1].payload["to"] == ["koordinator"]


def test_a_missed_verification_is_humas_own() -> None:
    file = opened()

    events = file.tick(wita("2026-07-13T09:30"))

    assert [event.kind for event in events] == ["breach", "escalate"]
    assert events[0].payload == {
        "term": "verify",
        "leg": 0,
        "due": "2026-07-13T01:00:00Z",
        "opd": "",
        "charged_to": "humas",
    }
    assert events[1].payload["to"] == ["koordinator"]


def test_a_term_is_met_at_its_very_deadline() -> None:
    file = assigned()

    assert [event.kind for event in file.do("accept", wita("2026-07-13T10:00"), "operator", pic="P")] == [
        "accept"
    ]


def test_a_term_that_begins_anew_by_a_raise_climbs_its_ladder_anew() -> None:
    file = working(level="K3")  # respond 2 hk: Wednesday 08.00
    assert said(file.tick(wita("2026-07-14T08:00"))) == [("respond", "separuh")]
    file.do("set_level", wita("2026-07-14T08:00"), "koordinator", level="K2", reason="DPRD menyoroti")

    assert said(file.tick(wita("2026-07-14T11:00"))) == [("respond", "separuh")]


@pytest.mark.parametrize("make", [finished, lambda: dismissed()])
def test_closed_issues_are_left_in_peace(make: object) -> None:
    file = make()  # type: ignore[operator]

    assert file.tick(MONDAY + timedelta(days=400)) == []
    assert escalate.next_check(file.case, MONDAY, POLICY, CALENDARS) is None


def dismissed() -> File:
    file = opened()
    file.do("dismiss", MONDAY, reason_code="opini-umum")
    return file


# --- what no term watches over ---------------------------------------------------------------------------


def test_a_watched_issue_comes_back_to_the_verifier_once() -> None:
    file = opened()
    file.do("watch", MONDAY, recheck=wita("2026-07-16T08:00"))

    assert file.tick(wita("2026-07-16T07:59")) == []
    assert said(file.tick(wita("2026-07-16T08:00"))) == [("", "periksa-ulang")]
    assert file.tick(wita("2026-07-17T08:00")) == []


def test_a_verified_issue_that_nobody_disposes_of_is_brought_up() -> None:
    file = opened()
    file.do("verify", MONDAY)

    assert said(file.tick(wita("2026-07-13T09:30"))) == [("", "belum-disposisi")]


def test_the_outer_limit_of_days_is_brought_up_once() -> None:
    file = finished()
    file.do("reopen", MONDAY, "koordinator", reason="Muncul lagi")
    file.tick(wita("2026-09-10T09:00"))

    assert ("", "batas-luar") in said(file.tick(wita("2026-09-11T09:00")))
    assert file.tick(wita("2026-09-11T09:00")) == []


# --- the next look ---------------------------------------------------------------------------------------


def test_the_next_look_is_exactly_when_something_happens() -> None:
    file, at, looks = working(wita("2026-07-13T14:00")), wita("2026-07-13T14:00"), 0
    while at < wita("2026-07-20T00:00"):
        check = escalate.next_check(file.case, at, POLICY, CALENDARS)
        if check is None:
            break
        if check > at:
            assert file.tick(check - timedelta(seconds=1)) == []
        assert file.tick(check), f"nothing happens at {check}"
        at, looks = check, looks + 1

    assert looks >= 8
    assert [row.term for row in file.case.breaches] == ["respond", "finish"]


def test_the_next_look_at_a_paused_issue_is_the_end_of_the_pause() -> None:
    file = working()
    file.do("pause", MONDAY + HOUR, "operator", pause_reason="pihak-luar", until=wita("2026-07-13T14:00"))

    assert escalate.next_check(file.case, MONDAY + HOUR, POLICY, CALENDARS) == wita("2026-07-13T14:00")


def test_the_next_look_at_an_answered_issue_skips_the_response_term() -> None:
    file = working()
    file.do("respond", wita("2026-07-13T14:00"), "operator", **ANSWER)

    # Half of the finish term of 15 working hours: Tuesday 08.00.
    assert escalate.next_check(file.case, wita("2026-07-13T14:00"), POLICY, CALENDARS) == wita(
        "2026-07-14T08:00"
    )
