"""Our curves against lifelines, to nine digits; and the honest p90 against the flattering one."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.report.compare import Timed, mean_change, median_against, median_change
from monitor.report.runchart import signals
from monitor.report.survival import Sample, value_at

CASES = st.lists(
    st.tuples(st.integers(1, 60).map(lambda n: n / 4), st.sampled_from(["met", "other", "open"])),
    min_size=2, max_size=60,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(CASES)
def test_the_kaplan_meier_curve_is_that_of_lifelines(cases: list[tuple[float, str]]) -> None:
    lifelines = pytest.importorskip("lifelines", reason="pasang lifelines (ekstra dev) untuk uji ini")
    hours, met = [at for at, _ in cases], [how == "met" for _, how in cases]
    sample = Sample.of(hours, met)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = lifelines.KaplanMeierFitter().fit(hours, met)
        theirs = oracle.survival_function_at_times(sample.at).to_numpy()

    np.testing.assert_allclose(sample.survival(), theirs, atol=1e-9)


@settings(deadline=None, max_examples=30)
@given(CASES)
def test_competing_ends_are_counted_as_lifelines_counts_them(cases: list[tuple[float, str]]) -> None:
    lifelines = pytest.importorskip("lifelines", reason="pasang lifelines (ekstra dev) untuk uji ini")
    # lifelines shakes tied times apart; ours are made different beforehand.
    hours = [at + place * 1e-6 for place, (at, _) in enumerate(cases)]
    kinds = [{"open": 0, "met": 1, "other": 2}[how] for _, how in cases]
    if 1 not in kinds:
        return
    sample = Sample.of(hours, [kind == 1 for kind in kinds])
    ours, gone = sample.incidence(np.array([kind == 2 for kind in kinds]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = lifelines.AalenJohansenFitter(calculate_variance=False).fit(hours, kinds, 1)
    theirs = fitter.cumulative_density_.iloc[:, 0]

    np.testing.assert_allclose(
        ours, value_at(theirs.index.to_numpy(), theirs.to_numpy(), sample.at), atol=1e-9
    )
    assert np.all(ours + gone <= 1 + 1e-9)


def test_without_censoring_the_restricted_mean_is_the_mean_of_cut_times() -> None:
    sample = Sample.of([1.0, 3.0, 5.0, 50.0], [True] * 4)

    assert sample.mean_until(10) == pytest.approx((1 + 3 + 5 + 10) / 4)


def test_weights_count_a_case_as_often_as_they_say() -> None:
    once = Sample.of([1, 2, 2, 4], [True, True, True, False])
    thinned = Sample.of([1, 2, 4], [True, True, False])

    assert thinned.quantile(0.5, np.array([1.0, 2.0, 1.0])) == once.quantile(0.5)
    assert thinned.survival(np.array([1.0, 2.0, 1.0]))[-1] == pytest.approx(once.survival()[-1])


def test_counting_only_closed_cases_would_flatter_by_a_third() -> None:
    # Invented cases over 60 hours, log-normal with true p90 33 hours; the young ones are still open.
    random = np.random.default_rng(7)
    true = np.exp(random.normal(np.log(8.6), 1.05, 4000))
    age = random.uniform(0, 60, 4000)
    met, hours = true <= age, np.minimum(true, age)

    honest = Sample.of(hours, met).quantile(0.9)
    flattering = float(np.quantile(hours[met], 0.9))

    assert honest == pytest.approx(33, abs=2.5)
    assert flattering < 0.75 * float(honest or 0)


def timed(rows: list[tuple[float, str, str]]) -> Timed:
    """Return answered cases of (hours, agency, level)."""
    hours, opd, level = (np.array(column) for column in zip(*rows, strict=True))
    return Timed(hours.astype(float), np.full(len(rows), True), opd, level)


def test_a_difference_is_drawn_over_agencies_and_the_same_each_time() -> None:
    after = timed([(8 + n % 5, f"opd-{n % 6}", "K2") for n in range(60)])
    found = median_against(after, 24.0)

    assert found.value == pytest.approx(-14)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= -14 <= found.high < 0
    assert median_against(after, 24.0) == found


def test_too_few_agencies_give_no_interval() -> None:
    assert median_against(timed([(5, "satu", "K2")] * 9), 24.0).low is None


def test_a_change_in_the_mix_of_levels_is_no_change_in_speed() -> None:
    def month(fast: int, slow: int) -> Timed:
        light = [(2.0 + n % 3, f"opd-{n % 4}", "K4") for n in range(fast)]
        return timed(light + [(40.0 + n % 3, f"opd-{n % 4}", "K1") for n in range(slow)])

    same = mean_change(month(90, 10), month(50, 50), 120)

    assert same.value == pytest.approx(0, abs=0.2)
    assert median_change(month(90, 10), month(50, 50)).value == pytest.approx(0, abs=1.0)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5, 6, 5, 6, 5, 6, 5, 6], []),
        ([9, 9, 9, 9, 9, 9, 1, 1, 1], ["pergeseran"]),
        ([1, 9, 2, 3, 4, 5, 6, 2, 8], ["tren"]),
        ([9, 9, 9, 9, 9, 9], []),
    ],
)
def test_run_chart_rules_find_shifts_and_trends(values: list[float], words: list[str]) -> None:
    found = signals(values, 5.0)

    assert [one.split(":")[0] for one in found] == words
