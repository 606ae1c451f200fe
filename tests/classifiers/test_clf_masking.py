"""Names become classes as seen from the monitored government, whoever it is."""

from __future__ import annotations

from datetime import date

import pytest

from classifiers.government import Government, Name, generic
from classifiers.lexicon import Lexicon
from classifiers.masking import Reader
from classifiers.regions import find
from classifiers.text import words


def masks(sentence: str, government: Government, published: date | None = None) -> list[str]:
    raw = words(sentence)
    found = Reader(Lexicon(government)).mentions(raw, [word.lower() for word in raw], published)
    return [mention.mask for mention in found]


SULSEL = generic("Provinsi Sulawesi Selatan", "provinsi")
BONE = generic("Kabupaten Bone", "kabupaten")
JAKARTA = generic("Provinsi DKI Jakarta", "provinsi")


@pytest.mark.parametrize(
    ("sentence", "government", "expected"),
    [
        ("Pemprov Sulsel bungkam", SULSEL, ["P_GOV"]),
        ("Dinas Pendidikan Provinsi Sulawesi Selatan bungkam", SULSEL, ["P_OPD"]),
        ("Dinas Pendidikan Kota Makassar bungkam", SULSEL, ["LOC_OPD"]),
        ("Pemkab Bone bungkam", SULSEL, ["LOC_GOV"]),
        ("Pemkab Bone bungkam", BONE, ["P_GOV"]),
        ("Pemprov Sulsel bungkam", BONE, ["UP_GOV"]),
        ("Gubernur Bali bungkam", SULSEL, ["OUT_HEAD"]),
        ("Gubernur Sumsel bungkam", SULSEL, ["OUT_HEAD"]),
        ("Polda Sulsel bungkam", SULSEL, ["JUSTICE"]),
        ("KPU Sulsel bungkam", SULSEL, ["JUSTICE"]),
        ("DPRD Sulsel bungkam", SULSEL, ["P_DPRD"]),
        ("DPRD Kota Makassar bungkam", SULSEL, ["LOC_DPRD"]),
        ("BBPJN Sulsel bungkam", SULSEL, ["VERTICAL"]),
        ("Universitas Lampung bungkam", SULSEL, ["EXPERT"]),
        ("Camat Tebet di Jakarta bungkam", JAKARTA, ["PQ_SUBDIST", "P_AREA"]),
        ("Wali Kota Jakarta Barat bungkam", JAKARTA, ["P_HEAD"]),
    ],
)
def test_a_body_is_read_from_where_the_reader_stands(
    sentence: str, government: Government, expected: list[str]
) -> None:
    assert masks(sentence, government) == expected


def test_a_bare_agency_belongs_to_the_government_named_before() -> None:
    assert masks("Pemkab Bone bungkam dan kepala dinas menghindar", SULSEL) == ["LOC_GOV", "LOC_OPD"]
    assert masks("Pemprov Sulsel bungkam dan kepala dinas menghindar", SULSEL) == ["P_GOV", "PQ_OPD"]


def test_a_person_introduced_by_office_is_known_by_name_afterwards() -> None:
    found = masks("Gubernur Sulsel Sanrego hadir lalu Sanrego pergi", SULSEL)

    assert found == ["P_HEAD", "P_HEAD"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 1, 1), "P_HEAD"),
        (date(2021, 1, 1), "P_LATEHEAD"),
        (date(2024, 1, 1), "P_EXHEAD"),
        (date(2010, 1, 1), "NAME"),
    ],
)
def test_a_leader_counts_by_the_term_in_office(day: date, expected: str) -> None:
    leader = Name("Sanrego Palaguna", "P_HEAD", "gubernur", date(2018, 9, 1), date(2020, 9, 1))
    government = Government("Sulawesi Selatan", "provinsi", (leader,))

    assert masks("kata Sanrego Palaguna kemarin", government, day) == [expected]


def test_the_longest_name_wins() -> None:
    government = Government(
        "Sulawesi Selatan", "provinsi", (Name("RSUD Haji Makassar", "P_UNIT", "rsud-haji"),)
    )

    assert masks("pasien RSUD Haji Makassar mengantre", government)[-1] == "P_UNIT"


@pytest.mark.parametrize(
    ("name", "level", "title"),
    [
        ("Provinsi NTB", "", "Provinsi Nusa Tenggara Barat"),
        ("Kota Tanjungbalai", "", "Kota Tanjung Balai"),
        ("Makassar", "kota", "Kota Makassar"),
        ("Kabupaten Pangkajene dan Kepulauan", "", "Kabupaten Pangkajene Kepulauan"),
    ],
)
def test_a_region_is_found_by_any_usual_spelling(name: str, level: str, title: str) -> None:
    region = find(name, level)

    assert region is not None
    assert region.title == title


def test_an_unknown_government_still_has_its_own_name() -> None:
    assert masks("Pemprov Nusa Khayal bungkam", generic("Provinsi Nusa Khayal", "provinsi")) == ["P_GOV"]
    assert find("Nusa Khayal") is None


def test_a_plain_word_in_small_letters_is_no_town() -> None:
    assert masks("Pekerja membawa batu ke rumah", SULSEL) == []
    assert masks("Pekerja datang ke Batu kemarin", SULSEL) == ["OUT_AREA"]
