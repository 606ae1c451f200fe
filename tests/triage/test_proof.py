"""A clarification that the crawler finds is proposed as proof of the answer, and Humas is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casework_world import CALENDARS, HOUR, MONDAY, POLICY, PROFILE, File, answered, article, opened

from monitor.model import Event
from monitor.triage import casework, proof
from monitor.triage.case import CaseArticle
from monitor.triage.notices import Desk, notices

NAMES = {one.slug: one.short for one in PROFILE.opd.opd}
CLARIFIED = article(
    7, flag=False, answer=True, kind="context", published=MONDAY + HOUR, title="Dinas Tutup Lubang"
)


def join(file: File, *articles: CaseArticle) -> list[tuple[str, str]]:
    """Let articles join; return who is told what."""
    [event] = file.take(casework.add_article(file.case, articles, MONDAY + 2 * HOUR, POLICY, CALENDARS))
    values = {name: getattr(event, name) for name in NewFields}
    line = Event(1, **values, prev_hash="", hash="")
    return [(one.recipient, one.subject) for one in notices(file.case, line, Desk(POLICY, CALENDARS, NAMES))]


NewFields = ("issue", "kind", "before", "after", "actor", "role", "at", "payload")


def test_a_clarification_published_after_the_issue_was_found_is_proposed_and_humas_is_told() -> None:
    file = answered()

    told = join(file, CLARIFIED)

    assert told == [("peran:verifikator", "Klarifikasi terbit: usulan bukti tanggapan")]
    assert proof.proofs(file.case) == (CLARIFIED,)


@pytest.mark.parametrize(
    "joined",
    [
        replace(CLARIFIED, answer=False),
        replace(CLARIFIED, published=MONDAY - HOUR),  # before the matter was even found
    ],
)
def test_what_answers_nothing_is_not_proposed(joined: CaseArticle) -> None:
    file = answered()

    assert join(file, joined) == []
    assert proof.proofs(file.case) == ()


def test_a_comment_in_the_article_that_raised_the_matter_is_no_proof() -> None:
    file = opened(articles=(article(answer=True),))

    assert proof.proofs(file.case) == ()


def test_a_proof_that_is_recorded_is_not_proposed_again() -> None:
    file = answered()
    join(file, CLARIFIED)
    file.do("approve", MONDAY + 3 * HOUR, "koordinator")
    file.do("publish", MONDAY + 3 * HOUR, channel="hak jawab", url=CLARIFIED.url)

    assert proof.proofs(file.case) == ()


def test_plain_answers_come_before_those_with_new_criticism() -> None:
    file = answered()
    critical = replace(CLARIFIED, id="b" * 16, flag=True, published=MONDAY + HOUR / 2)

    join(file, CLARIFIED)
    join(file, critical)

    assert [one.id for one in proof.proofs(file.case)] == [CLARIFIED.id, critical.id]
