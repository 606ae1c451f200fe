"""How a policy writes the length of a term."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.span import WORDS, Span, parse_span


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("6 jk", "6", "jk"),
        ("1 hk", "1", "hk"),
        ("30 menit", "30", "menit"),
        ("30 mnt", "30", "menit"),
        ("3 jam", "3", "jam"),
        ("60 hari", "60", "hari"),
        ("60 menit kerja", "60", "mk"),
        ("2 jam kerja", "2", "jk"),
        ("5 hari kerja", "5", "hk"),
        ("  5  HARI   kerja ", "5", "hk"),
        ("6jk", "6", "jk"),
        ("1,5 jk", "1.5", "jk"),
        ("1.5 jam", "1.5", "jam"),
        ("1×24 jam", "24", "jam"),
        ("3 x 24 jam", "72", "jam"),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, amount: str, unit: str) -> None:
    assert parse_span(text) == Span(Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jk",
        "6",
        "0 jk",
        "0,0 jam",
        "-1 jk",
        "1.000 jam",
        "6 jm",
        "2 jam 30 menit",
        "0×24 jam",
        "99999 hk",
    ],
)
def test_what_is_no_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="misalnya '6 jk'"):
        parse_span(text)


@settings(deadline=None, max_examples=100)
@given(st.decimals("0.01", "9999", places=2), st.sampled_from(sorted(WORDS)))
def test_a_span_can_be_read_back_from_what_it_prints(amount: Decimal, unit: str) -> None:
    span = Span(amount, unit)
    assert parse_span(str(span)) == span
    assert parse_span(span.spoken(running=True)) == span


def test_only_units_of_working_time_demand_the_calendar() -> None:
    assert [unit for unit in WORDS if Span(Decimal(1), unit).working] == ["mk", "jk", "hk"]


def test_a_span_is_spoken_on_the_clock_it_runs_on() -> None:
    assert parse_span("6 jam").spoken(running=False) == "6 jam kerja"
    assert parse_span("6 jam").spoken(running=True) == "6 jam"
    assert parse_span("1,5 hk").spoken(running=True) == "1,5 hari kerja"
