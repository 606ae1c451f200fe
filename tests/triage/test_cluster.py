"""What an article does to the issue of its story, how an issue lives, and what people's hands leave behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.triage.cluster import (
    Constraint,
    Hand,
    Report,
    headline,
    in_force,
    kind,
    life,
    pickups,
    words,
)

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
WITA = timezone(timedelta(hours=8))


def report(name: str, outlet: str = "tirta-news.example", hours_ago: float = 1, **about: object) -> Report:
    title = str(about.pop("title", f"Warga Keluhkan Jalan Provinsi Rusak ({name})"))
    return Report(name, outlet, title, NOW - timedelta(hours=hours_ago), **about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "flag", "answer", "joined"),
    [
        ("new", True, False, "new"),
        ("same", True, False, "same"),
        ("same", True, True, "same"),
        ("same", False, False, "context"),
        ("same", False, True, "answer"),
        ("new", False, True, "answer"),
        ("copy", True, False, "copy"),
        ("copy", False, False, "copy"),
        ("copy", False, True, "copy"),
    ],
)
def test_what_blames_nobody_joins_as_context_or_as_evidence_of_a_response(
    found: str, flag: bool, answer: bool, joined: str
) -> None:
    assert kind(found, flag, answer) == joined


def test_the_title_is_that_of_the_surest_report_that_is_no_copy() -> None:
    reports = [
        report("salinan", probability=0.99, original="asli", hours_ago=1),
        report("lemah", probability=0.6, hours_ago=9),
        report("panjang", title="J" * 140, probability=0.97, hours_ago=8),
        report("asli", probability=0.97, hours_ago=5),
        report("rilis", own=True, probability=0.98, hours_ago=10),
    ]

    assert headline(reports) == "Warga Keluhkan Jalan Provinsi Rusak (asli)"


def test_an_issue_counts_outlets_not_articles() -> None:
    reports = [
        report("a", "besar.example", 5, tier=1, tone="negative"),
        report("b", "besar.example", 4, tier=1, tone="negative", original="a"),
        report("c", "kecil.example", 1, tier=4),
    ]

    found = life(reports, NOW, WITA)

    assert (found.outlets, found.articles, found.copies) == (2, 3, 1)
    assert found.reach == ((1, 1), (4, 1))
    assert (found.first_seen, found.last_seen) == (reports[0].published, reports[2].published)


@pytest.mark.parametrize(
    ("early", "late", "taking_off"),
    [(1, 2, True), (1, 1, False), (2, 3, False), (2, 4, True), (0, 2, False), (0, 3, True), (3, 0, False)],
)
def test_coverage_takes_off_when_outlets_triple_in_three_hours(
    early: int, late: int, taking_off: bool
) -> None:
    reports = [report(f"e{i}", f"e{i}.example", 4) for i in range(early)]
    reports += [report(f"l{i}", f"l{i}.example", 2) for i in range(late)]

    assert life(reports, NOW, WITA).taking_off is taking_off


def test_the_tone_is_counted_by_the_days_of_the_profiles_zone() -> None:
    # 17:30 UTC is past midnight in WITA
    late = Report("b", "x.example", "B", datetime(2026, 3, 8, 17, 30, tzinfo=UTC), tone="negative")
    early = Report("a", "x.example", "A", datetime(2026, 3, 8, 15, 30, tzinfo=UTC), tone="neutral")

    tones = life([late, early], NOW, WITA).tones

    assert [(day.isoformat(), counts) for day, counts in tones] == [
        ("2026-03-08", (("neutral", 1),)),
        ("2026-03-09", (("negative", 1),)),
    ]


def test_what_is_published_later_is_not_yet_part_of_an_issues_life() -> None:
    assert life([report("a"), report("b", hours_ago=-1)], NOW, WITA).articles == 1
    with pytest.raises(ValueError, match="at least one article"):
        life([report("b", hours_ago=-1)], NOW, WITA)


def test_pick_ups_of_a_release_are_counted_by_outlet() -> None:
    reports = [
        report("rilis", "humas.example", 9, own=True),
        report("x", "satu.example", 8, original="rilis"),
        report("y", "dua.example", 7, original="rilis"),
        report("z", "satu.example", 6, original="rilis"),
        report("dinas", "dinas.example", 5, own=True, original="rilis"),
        report("lain", "tiga.example", 4),
        report("sepi", "humas.example", 3, own=True),
    ]

    assert pickups(reports) == {"rilis": ("satu.example", "dua.example"), "sepi": ()}


def test_merging_joins_and_splitting_parts() -> None:
    merged = words(Hand((), ("c", "d"), ("a", "b")))
    parted = words(Hand(("a", "b"), ("c", "d"), ()))

    assert {(one.a, one.b) for one in merged} == {("a", "c"), ("a", "d")}
    assert all(one.together for one in merged)
    assert {(one.a, one.b) for one in parted if not one.together} == {(x, y) for x in "ab" for y in "cd"}
    assert Constraint("c", "d", together=True) in parted


def test_a_moved_article_leaves_its_issue_and_belongs_to_the_other() -> None:
    said = words(Hand(("a", "b"), ("x",), ("c", "d")))

    assert set(said) == {
        Constraint("a", "x", together=False),
        Constraint("b", "x", together=False),
        Constraint("c", "x", together=True),
    }


def test_the_latest_word_about_two_articles_counts() -> None:
    merged, parted = Hand((), ("b",), ("a",)), Hand(("a",), ("b",), ())

    assert in_force([merged, parted]) == (Constraint("a", "b", together=False),)
    assert in_force([parted, merged]) == (Constraint("a", "b", together=True),)
    # a deed taken back is left out, and what was said before it holds again
    assert in_force([merged]) == (Constraint("a", "b", together=True),)


NAMES = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True).map(tuple)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.builds(Hand, NAMES, NAMES, NAMES), max_size=8))
def test_no_two_articles_are_ever_both_together_and_apart(history: list[Hand]) -> None:
    said = in_force(history)

    assert len({frozenset((one.a, one.b)) for one in said}) == len(said)
