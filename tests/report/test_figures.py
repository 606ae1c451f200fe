"""Response-time figures: open cases counted, small samples said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.model import TermTime
from monitor.report.figures import share, survival_quantiles, term_figures

AT = datetime(2026, 11, 2, tzinfo=UTC)


def term(hours: float, met: bool, on_time: bool | None = None) -> TermTime:
    return TermTime("respond", "dinkes", AT, AT, AT if met else None, hours * 3, hours, on_time)


def test_without_open_cases_the_curve_gives_plain_quantiles() -> None:
    assert survival_quantiles([1, 2, 3, 4], [True] * 4, (0.25, 0.5, 0.75, 1.0)) == [1, 2, 3, 4]


def test_an_open_case_pushes_later_quantiles_out() -> None:
    # By hand: after 1 h 4/5 remain; 2 h censored; after 3 h 4/5 · 2/3 = 0.533; after 4 h 0.267; after 5 h 0.
    hours, met = [1, 2, 3, 4, 5], [True, False, True, True, True]

    assert survival_quantiles(hours, met, (0.2, 0.46, 0.5, 0.7, 0.9)) == [1, 3, 4, 4, 5]


def test_a_quantile_that_is_not_reached_is_said_so() -> None:
    assert survival_quantiles([1, 9, 9], [True, False, False], (0.3, 0.5)) == [1, None]
    assert survival_quantiles([5, 5], [False, False], (0.5,)) == [None]
    assert survival_quantiles([], [], (0.5,)) == [None]


def test_counting_only_finished_cases_would_flatter() -> None:
    figures = term_figures(
        "respond", [*(term(h, True) for h in (1, 2, 3, 4)), *(term(30, False) for _ in range(4))]
    )

    assert (figures.n, figures.met, figures.open) == (8, 4, 4)
    assert figures.median == 4
    assert figures.p90 is None
    assert figures.closed_only_p90 == pytest.approx(3.7)


def test_the_wilson_interval_is_the_textbook_one() -> None:
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    found = share(81, 263)

    assert (found.low, found.high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))


def test_undecided_terms_do_not_count_as_on_time_nor_late() -> None:
    figures = term_figures("respond", [term(1, True, True), term(1, False, None), term(9, False, False)])

    assert (figures.on_time.count, figures.on_time.n) == (1, 2)


def test_no_case_gives_no_share() -> None:
    assert share(0, 0).value is None
