"""The level of an issue: which rule fires on which facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from casework_world import MONDAY, POLICY

from monitor.schema_policy import Bands, Growth
from monitor.triage.judge import Facts, Item, band, facts, has_grown, holds, verdict

PLAIN = Facts(
    severity="sedang",
    opd="dbmbk",
    opd_named=False,
    official_named=False,
    pointed=("Warga mengeluh",),
    said=("Warga mengeluh",),
    first_seen=(MONDAY,),
    national_outlets=0,
    published=MONDAY,
)
HOURLY = tuple(MONDAY - n * timedelta(hours=12) for n in range(12))

RULES = [
    ("K1", "nyawa", {"severity": "tinggi", "pointed": ("Dua pasien meninggal di ruang tunggu",)}),
    (
        "K1",
        "korupsi-pejabat",
        {"severity": "tinggi", "pointed": ("ditetapkan tersangka",), "official_named": True},
    ),
    ("K1", "pimpinan-dituding", {"severity": "tinggi", "opd": "gubernur"}),
    ("K1", "media-nasional", {"national_outlets": 2}),
    ("K1", "banyak-media", {"first_seen": HOURLY[:10]}),
    ("K1", "tumbuh-cepat", {"first_seen": (MONDAY,) * 6}),
    ("K1", "hoaks-ketertiban", {"pointed": ("Video lama soal kerusuhan beredar lagi",)}),
    ("K2", "berat", {"severity": "tinggi"}),
    ("K2", "layanan-gagal", {"pointed": ("Pasien ditolak rumah sakit",), "opd_named": True}),
    ("K2", "tiga-media", {"first_seen": HOURLY[:3]}),
    ("K2", "lembaga-pengawas", {"said": ("Ombudsman menilai pelayanan buruk",)}),
    ("K3", "keluhan", {}),
    ("K3", "ramai-ringan", {"severity": "rendah", "first_seen": HOURLY[:3]}),
    ("K4", "ringan", {"severity": "rendah"}),
    ("K4", "ringan", {"severity": ""}),
]


@pytest.mark.parametrize(
    ("level", "rule", "changes"), RULES, ids=[f"{row[1]}-{n}" for n, row in enumerate(RULES)]
)
def test_the_gravest_rule_that_holds_gives_the_level(
    level: str, rule: str, changes: dict[str, object]
) -> None:
    found = verdict(replace(PLAIN, **changes), POLICY, MONDAY)  # type: ignore[arg-type]

    assert (found.level, found.rule) == (level, rule)
    assert found.because.endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "sedang", "pointed": ("Dua pasien meninggal",)},
        {"severity": "tinggi", "pointed": ("ditetapkan tersangka",), "official_named": False},
        {"severity": "tinggi", "said": ("meninggal",), "pointed": ("Warga mengeluh",)},
    ],
)
def test_half_a_rule_does_not_fire(changes: dict[str, object]) -> None:
    assert verdict(replace(PLAIN, **changes), POLICY, MONDAY).level != "K1"  # type: ignore[arg-type]


def test_a_rule_that_a_human_overruled_is_left_out() -> None:
    grave = replace(PLAIN, severity="tinggi", pointed=("meninggal",))

    assert verdict(grave, POLICY, MONDAY, ignore=["nyawa"]).rule == "berat"


@pytest.mark.parametrize(
    ("before", "now", "grown"),
    [(0, 6, True), (2, 6, True), (3, 6, False), (0, 5, False), (3, 9, True), (4, 11, False)],
)
def test_growth_needs_three_times_the_outlets_and_enough_of_them(before: int, now: int, grown: bool) -> None:
    old, new = MONDAY - timedelta(hours=5), MONDAY - timedelta(hours=1)
    seen = (old,) * before + (new,) * (now - before)

    assert has_grown(seen, Growth(factor=3, within="3 jam", min_outlets=6), MONDAY) is grown


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Kasus OTT di dinas", ("ott",), True),
        ("Pilot pesawat", ("ott",), False),
        ("operasi\n tangkap  tangan", ("operasi tangkap tangan",), True),
        ("korupsi-dana", ("korupsi",), True),
        ("antikorupsi", ("korupsi",), False),
        ("apa pun", (), False),
        ("C++ dan (DPRD)", ("dprd",), True),
    ],
)
def test_words_are_found_whole_and_in_any_case(text: str, words: tuple[str, ...], found: bool) -> None:
    assert holds(text, words) is found


@pytest.mark.parametrize(
    ("share", "name"), [(0.5, "flag"), (0.4999, "check"), (0.2, "check"), (0.1999, "drop")]
)
def test_bands_part_articles(share: float, name: str) -> None:
    assert band(share, Bands(flag=0.5, check=0.2)) == name


def item(outlet: str, published: datetime, severity: str | None = "sedang", **changes: object) -> Item:
    plain = Item("Judul", "Dinas Bina Marga diam saja.", outlet, published, severity, ("Kadis Anu lalai.",))
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_facts_take_the_gravest_severity_and_each_outlet_once() -> None:
    later = MONDAY + timedelta(hours=1)
    rows = [
        item("a", later, "tinggi"),
        item("b", MONDAY),
        item("b", later),
        item("c", MONDAY, None, flag=False),
    ]

    known = facts(rows, "dbmbk", ["Dinas Bina Marga"], ["Anu"])

    assert known.severity == "tinggi"
    assert known.first_seen == (MONDAY, later)
    assert known.opd_named
    assert known.official_named


def test_an_official_counts_only_where_the_blame_is() -> None:
    known = facts([item("a", MONDAY, evidence=())], "dbmbk", [], ["Bina Marga"])

    assert not known.official_named


def test_national_outlets_are_counted_by_outlet_and_context_does_not_count() -> None:
    rows = [
        item("n1", MONDAY, national=True),
        item("n1", MONDAY, national=True),
        item("n2", MONDAY, national=True, flag=False),
    ]

    assert facts(rows, "", [], []).national_outlets == 1


def test_an_issue_without_articles_has_no_facts() -> None:
    with pytest.raises(ValueError, match="without articles"):
        facts([], "", [], [])
