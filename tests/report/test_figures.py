"""Response-time figures: open cases counted, small samples said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from monitor.report.figures import share, survival_quantiles, term_figures
from monitor.timetable import Terms


def terms(*rows: tuple[float, bool, bool | None]) -> Terms:
    """Return terms of (hours, whether met, whether on time)."""
    hours, met, on_time = (np.array(column, float) for column in zip(*rows, strict=True))
    words, zero = np.full(len(rows), "respond"), np.zeros(len(rows))
    return Terms(
        zero.astype(int), words, words, zero, zero, np.where(met == 1, hours, np.nan), hours * 3, hours,
        on_time, zero > 0,
    )  # fmt: skip


def quantiles(hours: Sequence[float], met: Sequence[bool], shares: tuple[float, ...]) -> list[float | None]:
    return survival_quantiles(np.array(hours), np.array(met), shares)


def test_without_open_cases_the_curve_gives_plain_quantiles() -> None:
    assert quantiles([1, 2, 3, 4], [True] * 4, (0.25, 0.5, 0.75, 1.0)) == [1, 2, 3, 4]


def test_an_open_case_pushes_later_quantiles_out() -> None:
    # By hand: after 1 h 4/5 remain; 2 h censored; after 3 h 4/5 · 2/3 = 0.533; after 4 h 0.267; after 5 h 0.
    hours, met = [1, 2, 3, 4, 5], [True, False, True, True, True]

    assert quantiles(hours, met, (0.2, 0.46, 0.5, 0.7, 0.9)) == [1, 3, 4, 4, 5]


def test_a_quantile_that_is_not_reached_is_said_so() -> None:
    assert quantiles([1, 9, 9], [True, False, False], (0.3, 0.5)) == [1, None]
    assert quantiles([5, 5], [False, False], (0.5,)) == [None]
    assert quantiles([], [], (0.5,)) == [None]


def test_counting_only_finished_cases_would_flatter() -> None:
    figures = term_figures(
        "respond", terms(*((h, True, None) for h in (1, 2, 3, 4)), *[(30, False, None)] * 4)
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
    figures = term_figures("respond", terms((1, True, True), (1, False, None), (9, False, False)))

    assert (figures.on_time.count, figures.on_time.n) == (1, 2)


def test_no_case_gives_no_share() -> None:
    assert share(0, 0).value is None
