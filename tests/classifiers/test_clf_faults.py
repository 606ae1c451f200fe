from __future__ import annotations

import json
from datetime import date
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import faults
from classifiers.government import generic
from classifiers.lexicon import Lexicon
from classifiers.pooling import fault_features
from classifiers.reading import Reading, read

LEXICON = Lexicon(generic("Provinsi Lampung", "provinsi"))
NAMES = list(faults.CUES.names)
WORDS = st.lists(st.sampled_from(["P_GOV", "P_AREA", "desak", "warga", "tidak", "digubris", "LOC_GOV", "x"]))


def _read(title: str, body: str = "") -> Reading:
    return read(title, body, LEXICON, date(2026, 3, 2))


def _named(numbers: set[int]) -> set[str]:
    return {NAMES[number] for number in numbers}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jembatan itu tak kunjung diperbaiki", "neglect"),
        ("honor guru belum dibayarkan", "delay"),
        ("pelayanan belum optimal", "lack"),
        ("pedagang mengeluhkan pungutan", "complaint"),
        ("pengamat menyayangkan keputusan itu", "critic"),
        ("semestinya pompa disiapkan", "modal"),
        ("ditemukan kelebihan pembayaran", "finding"),
        ("kepala dinas membantah", "answer"),
        ("kabupaten itu meraih penghargaan", "success"),
        ("mantan kepala biro diperiksa", "former"),
        ("polisi menangkap begal", "crime"),
    ],
)
def test_a_cue_belongs_to_its_class(text: str, name: str) -> None:
    assert name in _named(faults.find(text.split()).here)


def test_the_side_of_the_monitored_government_tells_who_demands() -> None:
    aimed = _read("Warga desak Pemprov Lampung").sentences[0].faults
    asking = _read("Pemprov Lampung desak pengembang").sentences[0].faults

    assert "demand" in _named(aimed.before)
    assert "demand" not in _named(aimed.after)
    assert "demand" in _named(asking.after)
    assert "demand" not in _named(asking.before)


def test_another_body_has_no_side() -> None:
    found = _read("Warga desak Pemkot Surabaya").sentences[0].faults

    assert "demand" in _named(found.here)
    assert not found.before
    assert not found.after


def test_a_phrase_counts_only_whole() -> None:
    assert "neglect" not in _named(faults.find(["tidak", "ada", "digubris"]).here)
    assert faults.find(["tidak"]).here == faults.find(["tak"]).here
    assert not faults.find([]).here


@pytest.mark.parametrize("name", ["faults.json", "severity.json"])
def test_no_cue_is_listed_twice_in_a_class(name: str) -> None:
    groups = json.loads(resources.files("classifiers").joinpath(f"data/{name}").read_text("utf-8"))
    for cues in groups.values():
        each = cues.split("|")
        assert len(each) == len(set(each)), cues


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_sides_are_among_the_classes_found(tokens: list[str]) -> None:
    found = faults.find(tokens)

    assert found.before | found.after <= found.here
    rows = faults.matrix([found, faults.find([])])
    assert rows[0].sum() == sum(map(len, found))
    assert rows[1].sum() == 0


def test_every_article_has_the_same_number_of_columns() -> None:
    long = _read("Warga keluhkan jalan rusak", "Pemprov Lampung berjanji. Jalan dibiarkan rusak.")
    short = _read("Jadwal")
    rows = [fault_features(each, np.full(len(each.sentences), 0.5)) for each in (long, short)]

    assert len(rows[0]) == len(rows[1])
    assert sum(rows[0]) > 0
    assert np.isfinite(rows).all()
