"""The measures themselves, on cases small enough to work out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.storyeval import b_cubed, balanced_accuracy, items, pairwise
from classifiers.storytrain import components, time_of

TRUE = {"a": 1, "b": 1, "c": 2, "d": 3}
LABELS = st.lists(st.integers(0, 3), min_size=1, max_size=10)


def test_b_cubed_of_a_case_worked_out_by_hand() -> None:
    found = {"a": "x", "b": "x", "c": "x", "d": "y"}

    scores = b_cubed(TRUE, items(TRUE, found))

    assert scores.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.recall == 1
    assert scores.several_f1 == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert pairwise(TRUE, found) == pytest.approx((1 / 3, 1, 0.5))


@settings(deadline=None, max_examples=60)
@given(LABELS)
def test_the_truth_scores_one_and_nothing_scores_more(labels: list[int]) -> None:
    true = {str(n): label for n, label in enumerate(labels)}
    other = {str(n): label // 2 for n, label in enumerate(labels)}

    assert b_cubed(true, items(true, true)).f1 == pytest.approx(1)
    assert b_cubed(true, items(true, other)).f1 <= 1


def test_balanced_accuracy_weighs_both_kinds_of_pairs_alike() -> None:
    pairs = [{"a": "a", "b": "b", "rel": "same"}, {"a": "a", "b": "c", "rel": "copy"}]
    pairs += [{"a": "c", "b": "d", "rel": "related"}]

    assert balanced_accuracy(pairs, {"a": 1, "b": 1, "c": 2, "d": 3}) == 0.75


def test_pairs_that_hang_together_are_one_group() -> None:
    groups = components([("a", "b"), ("c", "d"), ("b", "e")])

    assert groups["a"] == groups["e"] != groups["c"] == groups["d"]


@pytest.mark.parametrize(
    ("row", "year"),
    [
        ({"published": "2026-03-02T01:00:00+08:00"}, 2026),
        ({"date": "23-12-05"}, 2023),
        ({"date": "kemarin"}, 1990),
    ],
)
def test_a_row_without_a_readable_date_is_old(row: dict[str, str], year: int) -> None:
    assert time_of(row).year == year
    assert time_of(row).tzinfo is not None
