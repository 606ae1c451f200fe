"""What people decide becomes labels; what the system did by itself does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.model import Event
from monitor.triage.verdicts import Verdict, learnt

START = datetime(2026, 7, 13, tzinfo=UTC)
ROAD, WATER = "dbmbk", "sdacktr"


def row(number: int, **changes: Any) -> dict[str, Any]:
    """Return an article as an event keeps it."""
    plain = {"id": f"a{number}", "url": f"https://a.example/{number}", "outlet": "a", "title": "Jalan rusak",
             "published": "2026-07-12T12:00:00Z", "flag": True, "answer": False, "kind": ""}  # fmt: skip
    return plain | changes


OPEN = ("open", "sistem", {
    "title": "Jalan rusak", "articles": [row(1), row(2, kind="copy"), row(3, flag=False), row(4, kind="same")],
    "level": "K3", "level_rule": "keluhan", "level_because": "Keluhan.", "policy": "1", "calendar": "1",
    "terms": {}, "proposal": {}, "rating": {}, "linked": "", "right_of_reply_until": "2026-09-13T00:00:00Z",
})  # fmt: skip
LEG = {"leg": 1, "terms": {}, "final": False, "policy": "1", "calendar": "1"}


def log(*lines: tuple[str, str, dict[str, Any]]) -> list[Event]:
    """Return events an hour apart; states do not matter here."""
    return [
        Event(
            seq=number, issue="2026-0001", kind=kind, before="X", after="X", actor="x", role=role,
            at=START + timedelta(hours=number), payload=payload, prev_hash="", hash="",
        )
        for number, (kind, role, payload) in enumerate((OPEN, *lines), 1)
    ]  # fmt: skip


def assign(opd: str, role: str = "verifikator", kind: str = "assign") -> tuple[str, str, dict[str, Any]]:
    return kind, role, {"opd": opd, **LEG, "reason": "keliru"}


def level(to: str, role: str = "koordinator") -> tuple[str, str, dict[str, Any]]:
    return "set_level", role, {"level": to, "rule": "manual", "reason": "parah", "terms": {}}


DISMISS = ("dismiss", "verifikator", {"reason_code": "salah-baca"})
ACCEPT = ("accept", "operator", {"pic": "Nur"})
REJECT = ("reject", "operator", {"reason": "bukan kami", "suggested": WATER})

DECIDED = {
    "a dismissal is a no": ([DISMISS], (False, (), None)),
    "a disposisi is a yes with its agency": ([assign(ROAD)], (True, (ROAD,), None)),
    "a reassignment corrects the agency": (
        [assign(ROAD), assign(WATER, "koordinator", "reassign")], (True, (WATER,), None),
    ),
    "an agency that returns the issue leaves a yes without agency": (
        [assign(ROAD), REJECT], (True, (), None),
    ),
    "an agency that accepts confirms the system's disposisi": (
        [assign(ROAD, "sistem"), ACCEPT], (True, (ROAD,), None),
    ),
    "a changed level says how grave it is": ([assign(ROAD), level("K1")], (True, (ROAD,), "tinggi")),
    "verifying with another level says both": (
        [("verify", "verifikator", {"level": level("K4")[2]})], (True, (), "rendah"),
    ),
    "the last word counts": ([assign(ROAD), REJECT, DISMISS], (False, (), None)),
}  # fmt: skip


@pytest.mark.parametrize("case", DECIDED)
def test_a_human_decision_becomes_a_label(case: str) -> None:
    lines, wanted = DECIDED[case]
    verdict = learnt(log(*lines))

    assert verdict is not None
    assert (verdict.flag, verdict.opd, verdict.severity) == wanted


UNDECIDED = {
    "nobody has looked": [],
    "the system's own disposisi": [assign(ROAD, "sistem")],
    "the system's own level": [level("K1", "sistem")],
    "an old article, dismissed for its age": [("dismiss", "verifikator", {"reason_code": "berita-lama"})],
    "watched, no verdict yet": [("watch", "verifikator", {"recheck": "2026-07-20T00:00:00Z"})],
    "a twin of another issue": [assign(ROAD), ("merge", "verifikator", {"parent": "2026-0002"})],
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_no_person_decided_teaches_nothing(case: str) -> None:
    assert learnt(log(*UNDECIDED[case])) is None


def test_copies_context_and_answers_are_not_what_was_decided_about() -> None:
    verdict = learnt(log(DISMISS))

    assert verdict == Verdict(
        "2026-0001", ("a1", "a4"), False, (), None, START + timedelta(hours=2), "dismiss"
    )
