"""What an article does to the issue of its story, how an issue lives, and what people's hands leave behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.triage.cluster import (
    Constraint,
    Known,
    Report,
    headline,
    in_force,
    life,
    merge,
    move,
    pickups,
    role,
    split,
    undo,
)

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
WITA = timezone(timedelta(hours=8))
OPEN = Known("ISU-2026-001", open=True)
CLOSED_LATELY = Known("ISU-2026-001", open=False, finished=NOW - timedelta(days=7))
CLOSED_LONG_AGO = Known("ISU-2026-001", open=False, finished=NOW - timedelta(days=7, seconds=1))


def report(name: str, outlet: str = "tirta-news.example", hours_ago: float = 1, **about: object) -> Report:
    title = str(about.pop("title", f"Warga Keluhkan Jalan Provinsi Rusak ({name})"))
    return Report(name, outlet, title, NOW - timedelta(hours=hours_ago), **about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("band", "answer", "known", "kind", "issue", "linked"),
    [
        ("flag", False, None, "opens", "", ""),
        ("check", False, None, "opens", "", ""),
        ("drop", False, None, "none", "", ""),
        ("drop", True, None, "none", "", ""),
        ("flag", True, None, "opens", "", ""),
        ("check", True, None, "none", "", ""),
        ("flag", False, OPEN, "joins", OPEN.id, ""),
        ("flag", True, OPEN, "joins", OPEN.id, ""),
        ("drop", False, OPEN, "context", OPEN.id, ""),
        ("drop", True, OPEN, "answer", OPEN.id, ""),
        ("check", True, OPEN, "answer", OPEN.id, ""),
        ("flag", False, CLOSED_LATELY, "reopens", OPEN.id, ""),
        ("drop", True, CLOSED_LATELY, "answer", OPEN.id, ""),
        ("flag", False, CLOSED_LONG_AGO, "follows", "", OPEN.id),
        ("drop", False, CLOSED_LONG_AGO, "none", "", ""),
    ],
)
def test_only_criticism_opens_or_reopens_an_issue_and_the_rest_joins_it(
    band: str, answer: bool, known: Known | None, kind: str, issue: str, linked: str
) -> None:
    found = role(band, answer, known, NOW, reopen_days=7)

    assert (found.kind, found.issue, found.linked) == (kind, issue, linked)


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


def test_merging_joins_and_splitting_parts_and_both_can_be_undone() -> None:
    merged = merge(["a", "b"], ["c", "d"])
    parted = split(["a", "b"], ["c", "d"])

    assert {(one.a, one.b) for one in merged} == {("a", "c"), ("a", "d")}
    assert all(one.together for one in merged)
    assert {(one.a, one.b) for one in parted if not one.together} == {(x, y) for x in "ab" for y in "cd"}
    assert Constraint("c", "d", together=True) in parted
    assert in_force([*merged, *undo(merged)]) == ()
    assert in_force([*parted, *undo(parted)]) == ()


def test_a_moved_article_leaves_its_issue_and_belongs_to_the_other() -> None:
    said = in_force(move("x", ["a", "x", "b"], ["c", "d"]))

    assert set(said) == {
        Constraint("a", "x", together=False),
        Constraint("b", "x", together=False),
        Constraint("c", "x", together=True),
    }


def test_the_latest_word_about_two_articles_counts() -> None:
    history = [*merge(["a"], ["b"]), *split(["a"], ["b"])]

    assert in_force(history) == (Constraint("a", "b", together=False),)
    # taking back the merge, long overruled, does not lift the split
    assert in_force([*history, *undo(merge(["a"], ["b"]))]) == (Constraint("a", "b", together=False),)


NAMES = st.sampled_from("abcdef")


@settings(deadline=None, max_examples=80)
@given(st.lists(st.builds(Constraint, NAMES, NAMES, st.booleans(), st.booleans()), max_size=12))
def test_no_two_articles_are_ever_both_together_and_apart(history: list[Constraint]) -> None:
    said = in_force(history)

    assert len({frozenset((one.a, one.b)) for one in said}) == len(said)
    assert not any(one.lifted for one in said)
