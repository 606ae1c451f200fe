"""The clock rules of the workflow, one test each: every one answers a quarrel of users of other systems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from casework_world import (
    ANSWER,
    CALENDARS,
    HOSPITAL,
    HOUR,
    MONDAY,
    POLICY,
    PROFILE,
    ROAD,
    SCHOOL,
    File,
    answered,
    article,
    assigned,
    finished,
    opened,
    wita,
    working,
)

from monitor.errors import InputError, NotAllowedError
from monitor.schema_calendar import Closure
from monitor.schema_policy import Policy
from monitor.triage import casework, deadlines, rights
from monitor.triage import workflow as w
from monitor.triage.calendar import build_calendars
from monitor.triage.case import fold
from monitor.triage.policy import Calendars


def due(file: File, term: str) -> str:
    """Return a deadline on Makassar's clock."""
    return file.case.deadlines[term].due.astimezone(MONDAY.tzinfo).strftime("%Y-%m-%dT%H:%M")


def paused(until: str, reason: str = "pihak-luar", now: str = "2026-07-13T10:00", **changes: Any) -> File:
    file = working(**changes)
    file.do("pause", wita(now), "operator", pause_reason=reason, until=wita(until))
    return file


# --- each term has its own start -------------------------------------------------------------------------


def test_each_term_starts_on_its_own_instant() -> None:
    file = opened(wita("2026-07-13T08:00"))
    file.do("assign", wita("2026-07-13T09:30"), opd=ROAD)

    starts = {name: term.start for name, term in file.case.deadlines.items()}
    assert starts["verify"] == wita("2026-07-13T08:00")
    assert starts["accept"] == starts["respond"] == starts["finish"] == wita("2026-07-13T09:30")
    assert [due(file, term) for term in ("verify", "accept", "respond", "finish")] == [
        "2026-07-13T09:00",  # 1 jk
        "2026-07-13T11:30",  # 2 jk
        "2026-07-14T08:00",  # 6 jk over the midday break: 2.5 + 3 + 0.5
        "2026-07-15T09:30",  # 2 hk
    ]


@pytest.mark.parametrize(
    ("level", "respond", "finish"),
    [
        ("K1", "2026-07-13T11:00", "2026-07-14T08:00"),
        ("K2", "2026-07-13T15:00", "2026-07-15T08:00"),
        ("K3", "2026-07-15T08:00", "2026-07-20T08:00"),
        ("K4", "2026-07-20T08:00", "2026-07-27T08:00"),
    ],
)
def test_the_terms_hang_on_the_level(level: str, respond: str, finish: str) -> None:
    file = assigned(level=level)

    assert (due(file, "respond"), due(file, "finish")) == (respond, finish)


def test_a_deadline_carries_its_derivation() -> None:
    term = opened(wita("2026-07-10T16:00")).case.deadlines["verify"]

    assert term.steps[0].startswith("Mulai: Jum 10 Jul 2026 16.00 WITA")
    assert any("Sab 11 Jul 2026: libur akhir pekan" in step for step in term.steps)
    assert term.steps[-1] == "Tenggat: Sen 13 Jul 2026 08.00 WITA"


# --- out of hours ----------------------------------------------------------------------------------------


def test_an_arrival_on_the_weekend_starts_counting_on_monday_but_a_critical_one_at_once() -> None:
    saturday = wita("2026-07-11T21:15")

    assert due(opened(saturday, "K3"), "verify") == "2026-07-13T11:30"
    assert due(opened(saturday, "K1"), "verify") == "2026-07-11T21:45"


# --- legs ------------------------------------------------------------------------------------------------


def test_a_reassigned_issue_gives_the_new_agency_full_terms_and_keeps_the_finish_term() -> None:
    file = working()
    finish = due(file, "finish")
    file.do("reassign", wita("2026-07-14T08:00"), "koordinator", opd=SCHOOL, reason="Salah disposisi")

    assert due(file, "accept") == "2026-07-14T10:00"
    assert due(file, "respond") == "2026-07-14T15:00"
    assert due(file, "finish") == finish
    assert [(leg.opd, leg.closed_because, leg.charged_to) for leg in file.case.legs] == [
        (ROAD, "dialihkan", "humas"),
        (SCHOOL, "", ""),
    ]


def test_a_second_leg_does_not_inherit_the_misses_of_the_first() -> None:
    file = working()
    file.do("reassign", wita("2026-07-14T08:00"), "koordinator", opd=SCHOOL, reason="Salah disposisi")

    assert [(row.term, row.leg) for row in file.case.breaches] == [("respond", 1)]
    assert [item.leg for item in deadlines.open_terms(file.case)] == [2, 2, 0]


# --- pauses ----------------------------------------------------------------------------------------------


def test_a_pause_moves_response_and_finish_by_its_working_time_only() -> None:
    # Friday 15.30 to Monday 08.30 is two working hours, not sixty-five.
    file = working(wita("2026-07-10T14:00"))
    respond, finish = due(file, "respond"), due(file, "finish")
    file.do(
        "pause",
        wita("2026-07-10T15:30"),
        "operator",
        pause_reason="pihak-luar",
        until=wita("2026-07-13T10:00"),
    )
    file.do("resume", wita("2026-07-13T08:30"), "operator")

    assert (respond, due(file, "respond")) == ("2026-07-13T11:00", "2026-07-13T14:00")
    assert (finish, due(file, "finish")) == ("2026-07-14T13:30", "2026-07-14T15:30")
    assert file.case.deadlines["respond"].steps[-1] == "Sesudah jeda: Sen 13 Jul 2026 14.00 WITA"


def test_a_pause_does_not_touch_the_accept_term() -> None:
    file = paused("2026-07-13T14:00")
    before = file.case.deadlines["accept"]
    file.do("resume", wita("2026-07-13T11:00"), "operator")

    assert file.case.deadlines["accept"] == before


def test_a_pause_freezes_the_bar_and_never_fires_a_breach() -> None:
    file = paused("2026-07-14T10:00")
    respond = deadlines.open_terms(file.case)[0]
    at_pause = deadlines.used(respond, wita("2026-07-13T10:00"), CALENDARS)

    assert deadlines.used(respond, wita("2026-07-14T09:00"), CALENDARS) == at_pause == pytest.approx(100 / 3)
    assert file.tick(wita("2026-07-14T09:59")) == []
    assert file.case.breaches == ()


def test_a_pause_ends_by_itself_at_its_promised_end_however_late_the_clock_looks() -> None:
    file = paused("2026-07-13T11:00")

    events = file.tick(wita("2026-07-13T14:00"))

    assert events[0].kind == "resume"
    assert file.case.state == w.WORKING
    assert file.case.pauses[0].end == wita("2026-07-13T11:00")
    assert due(file, "respond") == "2026-07-13T16:00"


def test_an_act_after_the_promised_end_finds_the_pause_ended() -> None:
    file = paused("2026-07-13T11:00")

    events = file.do("respond", wita("2026-07-13T14:00"), "operator", **ANSWER)

    assert [event.kind for event in events] == ["resume", "respond"]
    assert file.case.pauses[0].end == wita("2026-07-13T11:00")


def test_a_pause_survives_a_change_of_level() -> None:
    file = paused("2026-07-14T10:00", level="K3")
    file.do("set_level", wita("2026-07-13T11:00"), "koordinator", level="K2", reason="Tiga media")
    assert file.case.state == w.PAUSED
    file.do("resume", wita("2026-07-13T14:00"), "operator")

    # 6 jk from the raise at 11.00, none of them used before the pause ended at 14.00.
    assert due(file, "respond") == "2026-07-14T11:30"


@pytest.mark.parametrize(
    ("level", "until", "state"),
    [
        ("K2", "2026-07-13T15:00", w.PAUSED),
        ("K2", "2026-07-15T15:00", w.WORKING),
        ("K1", "2026-07-13T11:00", w.WORKING),
    ],
)
def test_long_pauses_and_those_of_critical_issues_need_the_coordinator(
    level: str, until: str, state: str
) -> None:
    file = working(level=level)

    events = file.do(
        "pause", wita("2026-07-13T09:00"), "operator", pause_reason="pihak-luar", until=wita(until)
    )

    assert file.case.state == state
    assert events[0].kind == ("pause" if state == w.PAUSED else "ask_pause")


def test_the_time_humas_takes_to_grant_a_pause_is_not_the_agencys() -> None:
    file = working()
    file.do(
        "ask_pause",
        wita("2026-07-13T09:00"),
        "operator",
        pause_reason="pihak-luar",
        until=wita("2026-07-14T15:00"),
    )
    file.do("approve_pause", wita("2026-07-13T14:00"), "koordinator")

    assert file.case.pauses[0].since == wita("2026-07-13T09:00")
    assert file.case.pauses[0].approved_by == "koordinator@uji"
    assert file.case.pause_request is None


def test_a_term_missed_while_a_pause_was_only_asked_for_stays_missed() -> None:
    file = working()
    file.do(
        "ask_pause",
        wita("2026-07-13T14:30"),
        "operator",
        pause_reason="pihak-luar",
        until=wita("2026-07-15T15:00"),
    )
    file.tick(wita("2026-07-13T15:30"))
    file.do("approve_pause", wita("2026-07-13T15:45"), "koordinator")

    assert [row.term for row in file.case.breaches] == ["respond"]
    assert file.case.pauses[0].since == wita("2026-07-13T15:45")
    assert due(file, "respond") == "2026-07-13T15:00"


def test_a_refused_pause_never_stopped_the_clock() -> None:
    file = working()
    file.do(
        "ask_pause",
        wita("2026-07-13T09:00"),
        "operator",
        pause_reason="pihak-luar",
        until=wita("2026-07-14T15:00"),
    )
    file.do("refuse_pause", wita("2026-07-13T10:00"), "koordinator", reason="Data sudah ada")

    assert (file.case.pauses, due(file, "respond")) == ((), "2026-07-13T15:00")
    with pytest.raises(NotAllowedError, match="Tidak ada permohonan penundaan"):
        file.do("approve_pause", wita("2026-07-13T11:00"), "koordinator")


def test_all_pauses_of_a_leg_together_have_a_cap() -> None:
    file = working(level="K4")
    # 9 of 10 working days.
    file.do("pause", MONDAY, "koordinator", pause_reason="proses-hukum", until=wita("2026-07-24T08:00"))
    file.tick(wita("2026-07-24T08:00"))

    with pytest.raises(
        NotAllowedError, match=r"paling lama 10 hk; sisa yang masih dapat dipakai 7,5 jam kerja"
    ):
        file.do("pause", wita("2026-07-24T08:00"), "koordinator", pause_reason="proses-hukum",
                until=wita("2026-07-28T08:00"))  # fmt: skip
    file.do("pause", wita("2026-07-24T08:00"), "koordinator", pause_reason="proses-hukum",
            until=wita("2026-07-27T08:00"))  # fmt: skip


def test_a_pause_of_a_hospital_is_measured_in_the_hospitals_own_calendar() -> None:
    file = working(wita("2026-07-10T14:00"), opd=HOSPITAL)
    respond = file.case.deadlines["respond"].due
    file.do(
        "pause",
        wita("2026-07-10T15:00"),
        "koordinator",
        pause_reason="pihak-luar",
        until=wita("2026-07-11T15:00"),
    )
    file.do("resume", wita("2026-07-10T20:00"), "koordinator")

    assert file.case.deadlines["respond"].due == respond + 5 * HOUR
    # The case's own term runs in the office's calendar: 15.00 to 16.30 that Friday.
    assert due(file, "finish") == "2026-07-14T15:00"


# --- what ends a term ------------------------------------------------------------------------------------


def test_an_answer_handed_in_on_time_holds_the_clock_until_it_is_judged() -> None:
    file = answered()

    events = file.tick(wita("2026-07-14T10:00"))

    assert [(event.payload["term"], event.payload["to"]) for event in events] == [("finish", ["verifikator"])]
    assert file.case.breaches == ()


def test_the_term_is_met_by_the_first_fit_answer_dated_at_its_submission() -> None:
    file = working()
    file.do("respond", wita("2026-07-13T14:00"), "operator", **ANSWER)
    file.do("approve", wita("2026-07-14T11:00"))

    assert file.case.responded_at == file.case.legs[0].fit_submitted_at == wita("2026-07-13T14:00")
    assert file.case.breaches == ()


def test_an_empty_answer_on_time_does_not_save_the_term() -> None:
    file = working()
    file.do("respond", wita("2026-07-13T09:00"), "operator", **{**ANSWER, "text": "-"})
    file.do("revise", wita("2026-07-13T10:00"), fix="Kosong")
    file.do("respond", wita("2026-07-14T09:00"), "operator", **ANSWER)
    file.do("approve", wita("2026-07-14T10:00"))

    leg = file.case.legs[0]
    assert (leg.first_submitted_at, leg.fit_submitted_at) == (
        wita("2026-07-13T09:00"),
        wita("2026-07-14T09:00"),
    )
    assert [(row.term, row.charged_to) for row in file.case.breaches] == [("respond", "opd")]
    assert file.case.breaches[0].at == wita("2026-07-13T15:00")


def test_a_miss_is_recorded_even_when_the_act_comes_before_the_next_run_of_the_clock() -> None:
    file = assigned()

    events = file.do("accept", wita("2026-07-13T11:00"), "operator", pic="P")

    assert [event.kind for event in events] == ["breach", "accept"]
    assert file.case.breaches[0].term == "accept"


def test_other_terms_do_not_overrule_the_first_response_term() -> None:
    file = assigned()
    respond = file.case.deadlines["respond"]
    file.do("accept", MONDAY, "operator", pic="P")
    file.do("draft", MONDAY, "operator", text="Rancangan", answer_kind="klarifikasi")
    file.do("note", MONDAY, note="Mohon dipercepat")

    assert file.case.deadlines["respond"] == respond


# --- calendar and policy edits ---------------------------------------------------------------------------


def slower() -> Policy:
    """Return the policy with 8 instead of 6 working hours for K2, as a newer version."""
    levels = tuple(
        level.model_copy(update={"terms": level.terms.model_copy(update={"respond": "8 jk"})})
        if level.id == "K2" else level
        for level in POLICY.levels
    )  # fmt: skip
    return POLICY.model_copy(update={"version": "2026.2", "levels": levels})


def test_an_edited_policy_moves_open_terms_only_and_logs_old_and_new() -> None:
    file = working()
    accept = file.case.deadlines["accept"]

    events = file.take(casework.recompute(file.case, slower(), CALENDARS, MONDAY + HOUR))

    assert [event.kind for event in events] == ["recompute"]
    assert events[0].payload["old"] == {"respond": {"due": "2026-07-13T07:00:00Z", "span": "6 jk"}}
    assert due(file, "respond") == "2026-07-14T08:30"
    assert file.case.deadlines["accept"] == accept
    assert file.case.policy_version == "2026.2"
    assert casework.recompute(file.case, slower(), CALENDARS, MONDAY + HOUR) == []


def test_a_new_holiday_moves_open_terms_and_leaves_closed_legs_alone() -> None:
    closure = Closure(tanggal=date(2026, 7, 14), alasan="Cuti bersama tambahan")
    edited = PROFILE.calendar.model_copy(update={"version": "2026.2", "closures": (closure,)})
    newer = Calendars(build_calendars(edited)["default"])
    file = working(level="K3")
    file.do("reassign", MONDAY, "koordinator", opd=SCHOOL, reason="Salah disposisi")
    first = file.case.legs[0]

    file.take(casework.recompute(file.case, POLICY, newer, MONDAY + HOUR))

    assert due(file, "accept") == "2026-07-15T08:00"
    assert due(file, "respond") == "2026-07-16T08:00"
    assert file.case.legs[0] == first
    assert file.case.deadlines["respond"].calendar == newer.version


# --- merge and reopen ------------------------------------------------------------------------------------


def test_reopening_within_a_week_keeps_the_issue_and_its_finish_term_and_counts() -> None:
    file = finished(level="K4")
    finish = due(file, "finish")
    file.do("reopen", wita("2026-07-15T08:00"), "koordinator", reason="Lubang yang sama terbuka lagi")

    assert (file.case.state, file.case.reopened) == (w.REOPENED, 1)
    assert "dibuka_kembali" in file.case.flags
    assert due(file, "finish") == finish
    assert due(file, "respond") == "2026-07-22T08:00"
    assert [leg.opd for leg in file.case.legs] == [ROAD, ROAD]
    assert file.case.pauses == ()
    file.do("respond", wita("2026-07-15T09:00"), "operator", **ANSWER)
    assert file.case.legs[1].accepted_at == wita("2026-07-15T09:00")


def test_reopening_later_is_refused_and_asks_for_a_new_linked_issue() -> None:
    file = finished()

    with pytest.raises(NotAllowedError, match="lebih dari 7 hari; buat isu baru yang ditautkan"):
        file.do("reopen", MONDAY + timedelta(days=7, seconds=1), "koordinator", reason="Muncul lagi")
    assert rights.refusal(file.case, "reopen", "koordinator", "", MONDAY + timedelta(days=7), POLICY) == ""


def test_a_new_negative_article_reopens_an_issue_finished_lately_by_itself() -> None:
    file = finished()
    events = casework.add_article(file.case, [article(2)], MONDAY + timedelta(days=2), POLICY, CALENDARS)
    file.take(events)

    assert [event.kind for event in events] == ["articles", "reopen"]
    assert file.events[-1].role == "sistem"
    late = casework.add_article(
        replace(file.case, finished_at=MONDAY), [article(3)], MONDAY + timedelta(days=9), POLICY, CALENDARS
    )
    assert "reopen" not in [event.kind for event in late]


# --- level up and down -----------------------------------------------------------------------------------


def test_a_raised_level_starts_new_terms_at_the_raise() -> None:
    file = working(level="K4")
    file.do("set_level", wita("2026-07-14T08:00"), "koordinator", level="K2", reason="DPRD menyoroti")

    assert due(file, "respond") == "2026-07-14T15:00"
    assert file.case.deadlines["respond"].start == wita("2026-07-14T08:00")


def test_a_raised_level_never_makes_a_term_later() -> None:
    file = working(level="K3")
    respond = file.case.deadlines["respond"]
    file.do("set_level", wita("2026-07-14T15:30"), "koordinator", level="K2", reason="DPRD menyoroti")

    # 6 jk from the raise would end on Wednesday 14.00; the old term ends on Wednesday 08.00.
    assert file.case.deadlines["respond"] == respond


def test_a_raise_to_critical_runs_day_and_night() -> None:
    file = working(level="K3")
    file.do("set_level", wita("2026-07-13T15:00"), "koordinator", level="K1", reason="Korban jiwa")

    assert due(file, "respond") == "2026-07-13T18:00"
    assert file.case.deadlines["respond"].running


@pytest.mark.parametrize(("confirm", "respond"), [("tidak", "2026-07-13T15:00"), ("ya", "2026-07-15T08:00")])
def test_a_lowered_level_keeps_its_terms_unless_humas_confirms(confirm: str, respond: str) -> None:
    file = working(level="K2")
    file.do(
        "set_level",
        wita("2026-07-13T10:00"),
        "koordinator",
        level="K3",
        reason="Satu media",
        confirm_terms=confirm,
    )

    assert file.case.level == "K3"
    assert due(file, "respond") == respond


def test_a_level_set_at_verification_does_not_rewrite_the_verify_term() -> None:
    file = opened(level="K3")
    before = file.case.deadlines["verify"]
    file.do("verify", MONDAY + HOUR, level="K1", note="Ada korban")

    assert file.case.level == "K1"
    assert file.case.deadlines["verify"] == before
    file.do("assign", MONDAY + HOUR, opd=ROAD)
    assert due(file, "accept") == "2026-07-13T10:00"


def test_times_never_run_backwards_even_when_a_clock_does() -> None:
    file = working()
    file.do("note", MONDAY - 5 * HOUR, note="Jam server mundur")

    assert file.case.last_at == MONDAY
    assert [event.at for event in file.events] == sorted(event.at for event in file.events)


def test_the_fold_needs_no_calendar_and_repeats_itself() -> None:
    file = paused("2026-07-13T14:00")
    file.do("resume", wita("2026-07-13T11:00"), "operator")

    assert fold(file.events) == file.case


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="tanggal, jam, dan zona"):
        opened().do("watch", MONDAY, recheck="2026-07-20T08:00")
