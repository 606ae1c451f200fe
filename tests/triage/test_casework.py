"""An issue's way from detection to its end, and who is turned away on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from casework_world import (
    ANSWER,
    CALENDARS,
    HOSPITAL,
    HOUR,
    MONDAY,
    POLICY,
    ROAD,
    SCHOOL,
    File,
    answered,
    article,
    assigned,
    detection,
    finished,
    opened,
    wita,
    working,
)

from monitor.errors import InputError, NotAllowedError
from monitor.triage import casework, deadlines, regroup, rights
from monitor.triage import workflow as w
from monitor.triage.assign import Proposal
from monitor.triage.case import fold
from monitor.triage.judge import Verdict

# --- detection -------------------------------------------------------------------------------------------


def test_an_unsure_issue_waits_for_a_verifier_with_a_proposed_agency_and_the_reason() -> None:
    file = opened()

    assert file.kinds() == ["open"]
    assert file.case.state == w.DETECTED
    assert file.case.proposal["opd"] == ROAD
    assert file.events[0].payload["auto"] == {
        "auto": False,
        "reason": "Menunggu verifikator: peluang isu negatif 80% di bawah batas 90% dan "
        "keyakinan OPD 60% di bawah batas 70%.",
        "thresholds": {"flag": 0.9, "routing": 0.7},
    }


def test_a_sure_issue_goes_to_its_agency_at_once_and_says_why() -> None:
    file = opened(flag_probability=0.97, proposal=Proposal(ROAD, (SCHOOL,), 0.91))

    assert file.kinds() == ["open", "verify", "assign"]
    assert {event.role for event in file.events} == {"sistem"}
    assert (file.case.state, file.case.opd, file.case.support) == (w.ASSIGNED, ROAD, (SCHOOL,))
    assert (
        file.events[1].payload["note"].startswith("Disposisi otomatis: peluang isu negatif 97% (batas 90%)")
    )


@pytest.mark.parametrize(
    ("flag", "routing", "enabled", "auto"),
    [
        (0.9, 0.7, True, True),
        (0.8999, 0.99, True, False),
        (0.99, 0.6999, True, False),
        (0.99, 0.99, False, False),
    ],
)
def test_the_thresholds_of_the_policy_decide_about_automatic_disposal(
    flag: float, routing: float, enabled: bool, auto: bool
) -> None:
    policy = POLICY.model_copy(
        update={"auto_assign": POLICY.auto_assign.model_copy(update={"enabled": enabled})}
    )
    found = detection(flag_probability=flag, proposal=Proposal(ROAD, (), routing))

    events = casework.open_issue("2026-0001", found, policy, CALENDARS, MONDAY)

    assert (fold(events).state == w.ASSIGNED) is auto


def test_without_a_proposed_agency_nothing_is_disposed_of_automatically() -> None:
    file = opened(flag_probability=0.99, proposal=Proposal())

    assert file.case.state == w.DETECTED
    assert "belum ada OPD yang diusulkan" in file.events[0].payload["auto"]["reason"]


def test_an_issue_remembers_how_it_was_found() -> None:
    case = opened().case

    assert case.rating["model"] == "uji-1"
    assert case.rating["evidence"] == ["Warga menilai Pemprov lamban memperbaiki jalan."]
    assert case.published_at == wita("2026-07-12T20:00")
    assert case.opened_at == MONDAY
    assert (case.level, case.level_rule) == ("K2", "layanan-gagal")
    assert case.right_of_reply_until == wita("2026-09-12T20:00")


def test_an_issue_without_an_article_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="needs an article"):
        casework.open_issue("2026-0001", detection(articles=()), POLICY, CALENDARS, MONDAY)


# --- the main path ---------------------------------------------------------------------------------------


def test_the_main_path_leads_through_twelve_states_and_stores_eight_instants() -> None:
    file, at = opened(), MONDAY
    path = [
        ("verify", "verifikator", {}),
        ("assign", "verifikator", {"opd": ROAD, "instruction": "Mohon klarifikasi", "letter_no": "480/12"}),
        ("accept", "operator", {"pic": "Petugas Uji"}),
        ("start", "operator", {}),
        ("respond", "operator", ANSWER),
        ("revise", "verifikator", {"fix": "Sebutkan ruas jalannya"}),
        ("respond", "operator", ANSWER),
        ("approve", "verifikator", {}),
        ("publish", "verifikator", {"channel": "hak jawab", "outlet": "kabar-1", "linked": "ya",
                                    "url": "https://kabar-1.example/hak-jawab"}),
        ("close", "verifikator", {"outcome": "dimuat", "tone": "netral"}),
    ]  # fmt: skip
    for number, (action, role, payload) in enumerate(path):
        file.do(action, at + number * HOUR / 4, role, **payload)

    case = file.case
    assert case.state == w.FINISHED
    instants = list(case.instants.values())
    assert None not in instants
    assert instants == sorted(instants, key=lambda instant: instant or MONDAY)
    assert case.legs[0].pic == "Petugas Uji"
    assert (case.legs[0].instruction, case.legs[0].letter_no) == ("Mohon klarifikasi", "480/12")
    assert (case.legs[0].closed_because, case.legs[0].charged_to) == ("selesai", "opd")
    assert case.publications[0].linked is True
    assert case.outcome == "dimuat"


def test_assigning_an_unverified_issue_verifies_it_in_an_event_of_its_own() -> None:
    file = assigned()

    assert file.kinds() == ["open", "verify", "assign"]
    assert file.case.verified_at == file.case.assigned_at == MONDAY


def test_answering_implies_the_start_of_work() -> None:
    file = assigned()
    file.do("accept", MONDAY, "operator", pic="Petugas Uji")

    events = file.do("respond", MONDAY, "operator", **ANSWER)

    assert [event.kind for event in events] == ["start", "respond"]


def test_every_version_of_an_answer_is_kept() -> None:
    file = working()
    file.do("draft", MONDAY, "operator", text="Rancangan", answer_kind="klarifikasi")
    file.do("respond", MONDAY, "operator", **ANSWER)
    file.do("revise", MONDAY, fix="Lengkapi data")
    file.do("respond", MONDAY, "operator", **{**ANSWER, "text": "Lengkap"})
    file.do("approve", MONDAY)

    assert [(d.version, d.text, d.judged) for d in file.case.drafts] == [
        (1, "Rancangan", ""),
        (2, ANSWER["text"], "revisi"),
        (3, "Lengkap", "layak"),
    ]
    assert file.case.revisions == 1


def test_a_supporting_agency_may_draft_and_remark_but_not_answer() -> None:
    file = working()
    file.do("reassign", MONDAY, "koordinator", opd=SCHOOL, support=[ROAD], reason="Sekolah yang rusak")
    file.do("accept", MONDAY, "operator", pic="Petugas Uji")

    file.do("note", MONDAY, "operator", own=ROAD, note="Data kami terlampir")
    file.do("draft", MONDAY, "operator", own=ROAD, text="Bahan", answer_kind="klarifikasi")
    with pytest.raises(NotAllowedError, match="ditangani OPD lain"):
        file.do("respond", MONDAY, "operator", own=ROAD, **ANSWER)


@pytest.mark.parametrize("action", ["dismiss", "watch", "duplicate"])
def test_any_verdict_of_humas_ends_the_verify_term(action: str) -> None:
    fields = {"dismiss": {"reason_code": "bukan-negatif"}, "watch": {}, "duplicate": {"parent": "2026-0009"}}
    file = opened()
    file.do(action, MONDAY + HOUR / 2, **fields[action])

    assert file.case.verified_at == MONDAY + HOUR / 2
    assert file.tick(MONDAY + 20 * HOUR) == []


def test_a_dismissed_issue_can_be_taken_up_again() -> None:
    file = opened()
    file.do("dismiss", MONDAY, reason_code="salah-baca")
    file.do("verify", MONDAY)
    file.do("assign", MONDAY, opd=ROAD)

    assert file.case.state == w.ASSIGNED
    assert file.case.reason_code == ""


# --- refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "role", "own", "payload", "sentence"),
    [
        ("accept", "operator", SCHOOL, {"pic": "P"}, "Isu 2026-0001 ditangani OPD lain, bukan disdik"),
        ("accept", "operator", None, {"pic": "P"}, "Isu 2026-0001 ditangani sebuah OPD, sedangkan akun"),
        ("accept", "verifikator", None, {"pic": "P"}, "Peran verifikator Humas tidak berwenang menerima"),
        ("approve", "verifikator", None, {}, "sedang berstatus didisposisi, sehingga tidak dapat menyetujui"),
        ("reopen", "verifikator", None, {"reason": "x"}, "mintalah kepada koordinator Humas"),
        ("set_level", "operator", ROAD, {"level": "K1", "reason": "x"}, "mintalah kepada koordinator"),
        ("note", "admin", None, {"note": "x"}, "Peran admin sistem tidak berwenang menulis catatan"),
        ("terbang", "admin", None, {}, "Tindakan 'terbang' tidak dikenal"),
    ],
)
def test_an_act_that_does_not_fit_is_refused_in_one_sentence(
    action: str, role: str, own: str | None, payload: dict[str, str], sentence: str
) -> None:
    file = assigned()

    with pytest.raises(NotAllowedError) as refused:
        casework.act(
            file.case, action, actor="x", role=role, opd=own, now=MONDAY, payload=payload,
            policy=POLICY, calendars=CALENDARS,
        )  # fmt: skip

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_stranger_learns_nothing_about_the_state_of_an_issue() -> None:
    sentences = set()
    for file in (assigned(), working(), answered()):
        with pytest.raises(NotAllowedError) as refused:
            file.do("accept", MONDAY, "operator", own=SCHOOL, pic="P")
        sentences.add(str(refused.value))

    assert len(sentences) == 1


@pytest.mark.parametrize(
    ("action", "payload", "sentence"),
    [
        ("accept", {}, "Isian 'nama petugas' (pic) wajib diisi"),
        ("accept", {"pic": "  "}, "Isian 'nama petugas' harus berupa teks yang tidak kosong."),
        ("reject", {"reason": "Bukan kami"}, "Isian 'OPD yang disarankan' (suggested) wajib diisi"),
        ("reject", {"reason": "Bukan kami", "suggested": ROAD}, "harus berbeda dari OPD yang mengembalikan"),
        ("accept", {"pic": "P", "warna": "biru"}, "Isian warna tidak dikenal untuk menerima disposisi"),
    ],
)
def test_a_form_filled_in_badly_is_sent_back_with_the_field(
    action: str, payload: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        assigned().do(action, MONDAY, "operator", **payload)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (
            {"pause_reason": "malas", "until": MONDAY + HOUR},
            "tidak mengenal 'malas'; pilih salah satu dari: ",
        ),
        ({"pause_reason": "pihak-luar", "until": "besok"}, "tidak dapat dibaca sebagai waktu: 'besok'"),
        ({"pause_reason": "pihak-luar", "until": "2026-07-20T10:00"}, "tanggal, jam, dan zona"),
        ({"pause_reason": "pihak-luar", "until": MONDAY - HOUR}, "harus waktu yang akan datang"),
    ],
)
def test_a_pause_needs_a_reason_of_the_list_and_an_instant_ahead(
    payload: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        working().do("pause", MONDAY, "operator", **payload)

    assert sentence in str(refused.value)


def test_an_unknown_agency_is_refused_where_the_profile_is_at_hand() -> None:
    case = opened().case
    with pytest.raises(InputError, match="OPD 'dinas-angin' tidak ada dalam profil"):
        casework.act(
            case, "assign", actor="v", role="verifikator", opd=None, now=MONDAY,
            payload={"opd": "dinas-angin"}, policy=POLICY, calendars=CALENDARS, agencies={ROAD, SCHOOL},
        )  # fmt: skip


def test_a_web_address_that_is_no_web_address_is_refused() -> None:
    file = answered()
    file.do("approve", MONDAY)
    with pytest.raises(InputError, match="http://"):
        file.do("publish", MONDAY, channel="situs", url="javascript:alert(1)")


def test_only_a_leader_or_the_coordinator_approves_the_answer_to_a_critical_issue() -> None:
    file = answered(level="K1")

    with pytest.raises(
        NotAllowedError, match="tingkat K1 hanya dapat disetujui koordinator Humas atau pimpinan"
    ):
        file.do("approve", MONDAY, "verifikator")
    file.do("approve", MONDAY, "pimpinan")
    assert file.case.state == w.APPROVED


def test_a_leader_does_not_approve_lesser_answers() -> None:
    with pytest.raises(NotAllowedError):
        answered(level="K3").do("approve", MONDAY, "pimpinan")


def test_what_a_face_may_show_is_what_casework_allows() -> None:
    file = assigned()

    assert rights.allowed(file.case, "operator", ROAD, MONDAY, POLICY) == ("accept", "reject", "ask", "note")
    assert rights.allowed(file.case, "operator", SCHOOL, MONDAY, POLICY) == ()
    assert rights.allowed(file.case, "auditor", "", MONDAY, POLICY) == ()


def test_agencies_see_their_own_issues_only_and_the_administrator_none() -> None:
    case = assigned().case

    assert rights.visible(case, "operator", ROAD)
    assert not rights.visible(case, "operator", SCHOOL)
    assert not rights.visible(case, "operator", "")
    assert not rights.visible(case, "admin", "")
    assert rights.visible(case, "auditor", "")


# --- bukan wewenang --------------------------------------------------------------------------------------


def returned(times: int = 1) -> File:
    file = assigned()
    file.do("reject", MONDAY, "operator", reason="Jalan itu bukan jalan provinsi", suggested=SCHOOL)
    for _ in range(times - 1):
        other = SCHOOL if file.case.opd == ROAD else ROAD
        file.do("assign", MONDAY, opd=other)
        file.do("reject", MONDAY, "operator", reason="Bukan kami juga", suggested="dishub")
    return file


def test_a_returned_issue_waits_at_humas_with_the_suggestion() -> None:
    file = returned()

    assert (file.case.state, file.case.rejections, file.case.suggested) == (w.RETURNED, 1, SCHOOL)
    assert file.case.leg is not None
    assert not file.case.leg.open


def test_a_wrong_disposal_is_charged_to_humas_and_a_wrongful_return_to_the_agency() -> None:
    wrong, wrongful = returned(), returned()
    wrong.do("assign", MONDAY + HOUR, opd=SCHOOL)
    wrongful.do("assign", MONDAY + HOUR, opd=ROAD)

    assert (wrong.case.legs[0].charged_to, wrong.case.legs[0].closed_because) == ("humas", "dikembalikan")
    assert wrong.case.legs[0].closed_at == MONDAY
    assert wrongful.case.legs[0].charged_to == "opd"


def test_an_agency_gains_no_time_by_returning_what_is_its_own() -> None:
    file = assigned()
    first = file.case.deadlines["respond"].due
    file.do("reject", MONDAY + 2 * HOUR, "operator", reason="Bukan kami", suggested=SCHOOL)
    file.do("assign", MONDAY + 3 * HOUR, opd=ROAD)

    # Only the hour at Humas is added; a fresh term would end two hours later still.
    assert file.case.deadlines["respond"].due == first + HOUR


def test_after_two_returns_the_coordinator_decides_for_good() -> None:
    file = returned(2)

    with pytest.raises(NotAllowedError, match="sudah 2 kali dikembalikan"):
        file.do("assign", MONDAY, "verifikator", opd=ROAD)
    file.do("assign", MONDAY, "koordinator", opd=ROAD)
    with pytest.raises(NotAllowedError, match="keputusan final koordinator"):
        file.do("reject", MONDAY, "operator", reason="Tetap bukan kami", suggested=SCHOOL)


def test_an_issue_that_is_nobodys_in_this_government_can_be_dismissed_after_its_return() -> None:
    file = returned()
    file.do("dismiss", MONDAY + HOUR, reason_code="bukan-pemprov")

    assert file.case.state == w.DISMISSED
    assert (file.case.legs[0].closed_at, file.case.legs[0].charged_to) == (MONDAY, "humas")
    assert file.tick(MONDAY + 300 * HOUR) == []


# --- merging, splitting, growing -------------------------------------------------------------------------


def test_a_merged_issue_stops_and_its_parent_keeps_the_earliest_publication() -> None:
    early = article(2, published=wita("2026-07-10T06:00"))
    child, parent = working(articles=(early,)), opened()
    parent.case = replace(parent.case, id="2026-0002")

    events = regroup.merge(
        child.case, parent.case, actor="v", role="verifikator", now=MONDAY + HOUR,
        policy=POLICY, calendars=CALENDARS,
    )  # fmt: skip
    child.take(event for event in events if event.issue == "2026-0001")
    parent.take(event for event in events if event.issue == "2026-0002")

    assert (child.case.state, child.case.merged_into) == (w.DUPLICATE, "2026-0002")
    assert child.case.legs[0].closed_because == "digabung"
    assert child.case.published_at == early.published
    assert child.tick(MONDAY + 100 * HOUR) == []
    assert parent.case.published_at == early.published
    assert parent.case.children == ("2026-0001",)
    assert [one.id for one in parent.case.articles] == [article(1).id, early.id]


def test_an_issue_cannot_be_merged_into_itself_or_into_a_closed_one() -> None:
    file, done = opened(), finished()
    with pytest.raises(InputError, match="dirinya sendiri"):
        file.do("merge", MONDAY, parent="2026-0001")
    with pytest.raises(NotAllowedError, match="tidak dapat menjadi induk"):
        regroup.merge(
            file.case,
            done.case,
            actor="v",
            role="verifikator",
            now=MONDAY,
            policy=POLICY,
            calendars=CALENDARS,
        )


def test_an_issue_taken_out_of_its_parent_runs_again_with_its_old_finish_term() -> None:
    file = answered()
    file.do("approve", MONDAY)
    file.do("publish", MONDAY, channel="situs")
    file.do("merge", MONDAY + HOUR, parent="2026-0002")
    file.do("unmerge", MONDAY + HOUR, reason="Dua perkara")
    file.do("assign", MONDAY + HOUR, opd=SCHOOL)

    assert file.case.merged_into == ""
    assert file.case.delivered_at is None
    assert file.case.deadlines["finish"].start == MONDAY
    assert "finish" in [item.name for item in deadlines.open_terms(file.case)]


def test_a_pause_that_a_merger_ended_still_moves_the_finish_term_of_an_issue_taken_out_again() -> None:
    file = working()
    file.do("pause", MONDAY, "operator", pause_reason="pihak-luar", until=MONDAY + 5 * HOUR)
    before = file.case.deadlines["finish"].due
    file.do("merge", MONDAY + HOUR, parent="2026-0002")
    file.do("unmerge", MONDAY + 2 * HOUR, reason="Dua perkara")

    assert file.case.deadlines["finish"].due == before + HOUR
    assert casework.recompute(file.case, POLICY, CALENDARS, MONDAY + 2 * HOUR) == []


def test_an_article_that_tells_another_story_can_be_taken_out_but_never_the_last() -> None:
    file = opened(articles=(article(1), article(2, published=wita("2026-07-13T01:00"))))
    file.do("detach", MONDAY, articles=[article(1).id], reason="Kabupaten lain")

    assert [one.id for one in file.case.articles] == [article(2).id]
    assert file.case.published_at == wita("2026-07-13T01:00")
    with pytest.raises(NotAllowedError, match="menyisakan sedikitnya satu"):
        file.do("detach", MONDAY, articles=[article(2).id], reason="Kabupaten lain")


def add(
    file: File, number: int, hours: float = 1, verdict: Verdict | None = None, **changes: object
) -> list[str]:
    events = casework.add_article(
        file.case, [article(number, **changes)], MONDAY + hours * HOUR, POLICY, CALENDARS, verdict
    )
    return [event.kind for event in file.take(events)]


def test_an_article_joins_once() -> None:
    file = opened()

    assert add(file, 1) == []
    assert add(file, 2, hours=0.2) == ["articles"]
    assert add(file, 2, hours=0.3) == []
    assert file.case.outlets == ("kabar-1", "kabar-2")


def test_growing_coverage_raises_the_level_by_itself_but_never_lowers_it() -> None:
    file = assigned(level="K3")
    many = Verdict("K1", "banyak-media", "Diberitakan sepuluh media atau lebih.")

    assert add(file, 2, 0.2, Verdict("K4", "ringan", "Opini.")) == ["articles"]
    assert add(file, 3, 0.3, many) == ["articles", "set_level"]
    assert (file.case.level, file.case.level_rule) == ("K1", "banyak-media")
    assert file.events[-1].role == "sistem"


def test_a_rule_that_a_human_has_overruled_does_not_fire_again() -> None:
    file = assigned(level="K1")
    file.do("set_level", MONDAY, "koordinator", level="K3", reason="Bukan layanan provinsi")

    assert file.case.overruled == ("layanan-gagal",)
    assert add(file, 2, 0.1, Verdict("K1", "layanan-gagal", "Sama.")) == ["articles"]
    assert add(file, 3, 0.2, Verdict("K1", "banyak-media", "Sepuluh media.")) == ["articles", "set_level"]


def test_a_better_headline_names_an_issue_until_somebody_has_judged_it() -> None:
    file = opened()
    before = file.case.title
    for number, title in ((2, "Judul yang lebih jelas"), (3, "Judul lain lagi")):
        events = casework.add_article(file.case, [article(number)], MONDAY, POLICY, CALENDARS, title=title)
        file.take(events)
        if number == 2:
            assert file.case.title == title != before
            file.do("verify", MONDAY)

    assert file.case.title == "Judul yang lebih jelas"


def test_a_clarification_joins_a_finished_issue_without_reopening_it() -> None:
    file = finished()

    assert add(file, 2, flag=False, answer=True) == ["articles"]
    assert file.case.state == w.FINISHED
    assert file.case.articles[-1].answer


def test_an_older_article_brings_the_limit_of_hak_jawab_forward() -> None:
    file = opened()
    add(file, 2, published=wita("2026-07-01T06:00"))

    assert file.case.published_at == wita("2026-07-01T06:00")
    assert file.case.right_of_reply_until == wita("2026-09-01T06:00")


def test_a_watched_issue_that_grows_is_looked_at_again_at_once() -> None:
    file = opened(level="K4")
    file.do("watch", MONDAY)
    add(file, 2, 1, Verdict("K2", "tiga-media", "Tiga media."))

    events = file.tick(MONDAY + 2 * HOUR)

    assert [event.payload["id"] for event in events] == ["periksa-ulang"]


def test_a_request_stays_on_the_file_until_the_coordinator_settles_it() -> None:
    file = assigned()
    file.do("ask", MONDAY, "operator", about="level", level="K3", reason="Hanya satu keluhan")
    assert [(one["about"], one["level"], one["role"]) for one in file.case.requests] == [
        ("level", "K3", "operator")
    ]
    file.do("set_level", MONDAY, "koordinator", level="K3", reason="Setuju")

    assert file.case.requests == ()


def test_where_a_further_article_belongs() -> None:
    late = MONDAY + 8 * 24 * HOUR
    dismissed, merged = opened(), opened()
    dismissed.do("dismiss", MONDAY, reason_code="opini-umum")
    merged.do("merge", MONDAY, parent="2026-0002")

    assert casework.joins(opened().case, late, POLICY) == "2026-0001"
    assert casework.joins(finished().case, MONDAY + HOUR, POLICY) == "2026-0001"
    assert casework.joins(finished().case, late, POLICY) == ""
    assert casework.joins(dismissed.case, MONDAY + HOUR, POLICY) == "2026-0001"
    assert casework.joins(dismissed.case, late, POLICY) == ""
    assert casework.joins(merged.case, late, POLICY) == "2026-0002"


def test_hospitals_and_offices_each_have_their_own_calendar() -> None:
    saturday = wita("2026-07-11T21:15")

    office, hospital = assigned(saturday).case, assigned(saturday, opd=HOSPITAL).case

    assert office.deadlines["accept"].due == wita("2026-07-13T09:30")
    assert hospital.deadlines["accept"].due == wita("2026-07-11T23:15")
    # The case's own term stays on the Humas office's calendar.
    assert hospital.deadlines["finish"].due == office.deadlines["finish"].due
