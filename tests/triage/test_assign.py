"""Which agency is proposed, and how sure that is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.triage import wording
from monitor.triage.assign import Proposal, Ranking, propose


def test_the_agency_that_most_articles_point_to_is_the_main_one() -> None:
    found = propose(
        [
            Ranking(("dbmbk",), {"dbmbk": 0.8, "dishub": 0.1}),
            Ranking(("dbmbk",), {"dbmbk": 0.7, "dishub": 0.2}),
            Ranking(("dishub",), {"dbmbk": 0.3, "dishub": 0.6}),
        ]
    )

    assert found.opd == "dbmbk"
    assert found.confidence == pytest.approx(0.6)
    assert found.ranking == (("dbmbk", 0.6), ("dishub", 0.3))


def test_the_classifiers_order_puts_the_hospital_before_its_parent_agency() -> None:
    found = propose([Ranking(("rsud-haji", "dinkes"), {"rsud-haji": 0.6, "dinkes": 0.65})])

    assert (found.opd, found.support) == ("rsud-haji", ("dinkes",))


def test_an_agency_named_in_few_articles_does_not_support() -> None:
    rows = [Ranking(("dbmbk",), {"dbmbk": 0.9})] * 2
    found = propose([*rows, Ranking(("dbmbk", "dishub"), {"dbmbk": 0.8, "dishub": 0.3})])

    assert found.support == ()


def test_a_surer_article_weighs_more() -> None:
    found = propose([Ranking(("a",), {"a": 1.0}, 0.9), Ranking(("b",), {"b": 1.0}, 0.3)])

    assert found.opd == "a"
    assert found.confidence == pytest.approx(0.75)


@pytest.mark.parametrize("rows", [[], [Ranking((), {"a": 0.4})], [Ranking(("a",), {"a": 1.0}, 0.0)]])
def test_where_nobody_fits_nobody_is_proposed(rows: list[Ranking]) -> None:
    assert propose(rows) == Proposal()


def test_cues_are_kept_once_each() -> None:
    rows = [
        Ranking(("a",), {"a": 0.9}, cues=("jalan", "lubang")),
        Ranking(("a",), {"a": 0.9}, cues=("jalan",)),
    ]

    assert propose(rows).cues == ("jalan", "lubang")


SLUGS = st.sampled_from(["a", "b", "c", "d", "e"])
RANKINGS = st.builds(
    Ranking,
    opd=st.lists(SLUGS, max_size=4, unique=True).map(tuple),
    scores=st.dictionaries(SLUGS, st.floats(0, 1)),
    flag_probability=st.floats(0, 1),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(RANKINGS, max_size=6))
def test_a_proposal_is_always_sound(rows: list[Ranking]) -> None:
    found = propose(rows)

    assert 0 <= found.confidence <= 1
    assert found.opd not in found.support
    assert len(found.support) <= 3
    assert found.opd in {"", *(row.opd[0] for row in rows if row.opd)}
    assert propose(list(rows)) == found


@pytest.mark.parametrize(
    ("share", "said"), [(0.9, "90%"), (0.8996, "89,9%"), (1.0, "100%"), (0.0, "0%"), (0.29, "29%")]
)
def test_a_share_just_under_its_limit_is_not_rounded_up_to_it(share: float, said: str) -> None:
    assert wording.percent(share) == said
