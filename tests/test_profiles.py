"""The packaged profiles: whole, of one kind, and read by the classifiers as what they name."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from classifiers.duties import BY_SLUG, DUTIES
from classifiers.masking import Lexicon, Reader
from monitor.config import load_profile, packaged_profile, packaged_profiles, profile_faults, profile_named
from monitor.errors import ConfigError
from monitor.government import government_named, government_of
from monitor.schema_profile import Profile
from monitor.schema_territory import first_day

PROFILES = {folder.name: load_profile(folder) for folder in packaged_profiles()}
OTHERS = [name for name in PROFILES if name != "sulsel"]
# What every government calls its agencies; companies and banks have names of their own in that table.
BARE = {
    name
    for duty in DUTIES
    if duty.slug not in ("perseroda-sci", "bank-sulselbar")
    for name in (duty.name.lower(), *duty.names, *duty.shorts)
}
# Words that any government uses for its things: alone they say nothing about whose they are.
COMMON = {"kantor gubernur", "rumah dinas", "balai kota", "rsud", "terminal", "stadion", "museum", "bansos"}


@pytest.fixture(params=list(PROFILES))
def profile(request: pytest.FixtureRequest) -> Profile:
    return PROFILES[request.param]


def masks(profile_name: str, text: str, day: date | None = None) -> dict[str, str]:
    lexicon = Lexicon(government_of(PROFILES[profile_name]))
    raw = text.split()
    lower = [word.strip(",.").lower() if word != "," else "" for word in raw]
    found = Reader(lexicon).mentions(raw, lower, day)
    return {" ".join(lower[mention.start : mention.end]): mention.mask for mention in found}


# --- the files --------------------------------------------------------------------------------------------


def test_the_five_provinces_are_there() -> None:
    assert set(PROFILES) == {"dki-jakarta", "jawa-barat", "jawa-tengah", "lampung", "sulsel"}


def test_every_profile_is_without_fault() -> None:
    assert [fault for folder in packaged_profiles() for fault in profile_faults(folder)] == []


def test_slugs_are_those_of_the_default_profile(profile: Profile) -> None:
    known = {*BY_SLUG, *PROFILES["sulsel"].opd.slugs}

    assert set(profile.opd.slugs) <= known
    assert {"gubernur", "wagub", "setda", "disdik", "dinkes", "dbmbk", "dishub"} <= set(profile.opd.slugs)


def test_somebody_leads_on_every_day_since_2017(profile: Profile) -> None:
    months = [date(year, month, 15) for year in range(2017, 2026) for month in range(1, 13)]

    leaderless = [
        day
        for day in months
        if not any(one.opd in ("gubernur", "wagub") for one in profile.identity.in_office(day))
    ]

    assert leaderless == []


def test_no_two_governors_are_elected_at_once(profile: Profile) -> None:
    months = [date(year, month, 15) for year in range(2017, 2026) for month in range(1, 13)]

    crowded = {
        day: names
        for day in months
        if len(names := {one.name for one in profile.identity.in_office(day) if one.role == "Gubernur"}) > 1
    }

    assert crowded == {}


def test_a_term_ends_after_it_began(profile: Profile) -> None:
    persons = profile.identity.persons
    span = [(one.name, first_day(one.start, date.min), first_day(one.end, date.max)) for one in persons]

    assert [name for name, start, end in span if end <= start] == []


@pytest.mark.parametrize("name", OTHERS)
def test_what_general_knowledge_gave_is_marked_so(name: str) -> None:
    profile = PROFILES[name]

    assert {source for one in profile.opd.opd for source in one.source} == {"pengetahuan umum"}
    assert {one.source for one in profile.identity.persons} == {"pengetahuan umum"}
    assert "tinggi" not in {one.confidence for one in profile.opd.opd}


@pytest.mark.parametrize("name", OTHERS)
def test_no_agency_bears_a_name_that_every_government_uses(name: str) -> None:
    assert [text for one in PROFILES[name].opd.opd for text in one.names if text.lower() in BARE] == []


def test_what_a_government_owns_has_a_name_of_its_own(profile: Profile) -> None:
    identity = profile.identity
    owned = [
        text.lower()
        for row in (*identity.facilities, *identity.programmes, *identity.companies)
        for text in row.names
    ]

    assert sorted(text for text in owned if text in COMMON | BARE) == []
    assert sorted(text for text in set(owned) if owned.count(text) > 1) == []
    assert identity.facilities
    assert identity.programmes


def test_regencies_are_complete() -> None:
    counts = {name: len(profile.wilayah.areas) for name, profile in PROFILES.items()}

    assert counts == {"dki-jakarta": 6, "jawa-barat": 27, "jawa-tengah": 35, "lampung": 15, "sulsel": 24}


# --- a profile that borrows -------------------------------------------------------------------------------


def test_a_profile_without_policy_and_calendar_borrows_them_in_its_own_zone() -> None:
    lender, borrower = PROFILES["sulsel"], PROFILES["lampung"]

    assert borrower.policy == lender.policy
    assert borrower.calendar.weeks == lender.calendar.weeks
    assert (lender.calendar.zone, borrower.calendar.zone) == ("Asia/Makassar", "Asia/Jakarta")
    assert borrower.calendar.label == "WIB"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_profile("lampung"), tmp_path / "salinan"))


def test_one_file_of_its_own_wins_over_the_lender(copy: Path) -> None:
    text = (packaged_profile() / "policy.yaml").read_text(encoding="utf-8")
    (copy / "policy.yaml").write_text(text.replace('version: "2026.1"', 'version: "uji"'), encoding="utf-8")

    assert load_profile(copy).policy.version == "uji"


def test_a_lender_beside_the_profile_is_found_first(copy: Path) -> None:
    beside = Path(shutil.copytree(packaged_profile(), copy.parent / "sulsel"))
    policy = beside / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace('version: "2026.1"', 'version: "sebelah"'), encoding="utf-8")

    assert load_profile(copy).policy.version == "sebelah"


def test_a_lender_that_does_not_exist_is_named_with_its_line_and_a_guess(copy: Path) -> None:
    path = copy / "profil.yaml"
    text = path.read_text(encoding="utf-8").replace("based_on: sulsel", "based_on: sulsell")
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index("based_on: sulsell") + 1

    with pytest.raises(ConfigError) as caught:
        load_profile(copy)

    assert str(caught.value) == (
        f"{path}:{line}: based_on: profil 'sulsell' tidak ditemukan; mungkin maksud Anda 'sulsel'?"
    )


def test_what_is_owned_by_an_unknown_agency_is_a_fault(copy: Path) -> None:
    path = copy / "profil.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("opd: dispora", "opd: dispra"), encoding="utf-8")

    told = [str(fault) for fault in profile_faults(copy)]

    assert len(told) == text.count("opd: dispora") > 0
    assert all(
        line.endswith("OPD 'dispra' tidak ada di opd.yaml; mungkin maksud Anda 'dispora'?") for line in told
    )


def test_a_profile_is_found_by_its_regions_name() -> None:
    found = profile_named("provinsi lampung")

    assert found is not None
    assert found.name == "Provinsi Lampung"
    assert profile_named("Provinsi Antah") is None


# --- as the classifiers see it ----------------------------------------------------------------------------

SEEN = {
    "a governor's first name": ("dki-jakarta", "Pramono meninjau", date(2025, 9, 1), "pramono", "P_HEAD"),
    "a former governor": ("dki-jakarta", "Anies meninjau", date(2025, 9, 1), "anies", "P_EXHEAD"),
    "a theme park": ("dki-jakarta", "antrean di Ancol", None, "ancol", "P_BUMD"),
    "a hospital": ("lampung", "pasien RSUDAM mengeluh", None, "rsudam", "P_FAC"),
    "a programme": ("dki-jakarta", "penerima KJP Plus", None, "kjp plus", "P_PROG"),
    "a park of the state": ("dki-jakarta", "antrean di Taman Mini", None, "taman mini", "NATION"),
    "a mayor who is the province's": (
        "dki-jakarta",
        "Wali Kota Jakarta Timur hadir",
        None,
        "wali kota jakarta timur",
        "P_HEAD",
    ),
    "a regency's agency that begins like the province's": (
        "lampung",
        "Dinkes Lampung Selatan diam",
        None,
        "dinkes lampung selatan",
        "LOC_OPD",
    ),
    "the province's own agency": ("lampung", "Dinkes Lampung diam", None, "dinkes lampung", "P_OPD"),
    "a stadium of the city": ("jawa-barat", "rumput Stadion GBLA", None, "stadion gbla", "LOC_GOV"),
    "a stadium of the province": (
        "sulsel",
        "lahan Stadion Mattoanging",
        None,
        "stadion mattoanging",
        "P_FAC",
    ),
}


@pytest.mark.parametrize(("name", "text", "day", "words", "mask"), SEEN.values(), ids=SEEN)
def test_names_of_a_profile_are_read_as_what_they_are(
    name: str, text: str, day: date | None, words: str, mask: str
) -> None:
    assert masks(name, text, day)[words] == mask


def test_a_governor_is_none_before_the_term() -> None:
    assert masks("dki-jakarta", "Pramono meninjau", date(2021, 9, 1))["pramono"] != "P_HEAD"


@pytest.mark.parametrize("year", [2019, 2021, 2025])
def test_who_served_several_terms_is_known_in_each(year: int) -> None:
    on = date(year, 9, 1)

    assert masks("sulsel", "Andi Sudirman Sulaiman hadir", on)["andi sudirman sulaiman"] == "P_HEAD"
    assert masks("jawa-tengah", "Taj Yasin hadir", on)["taj yasin"] == "P_HEAD"


def test_what_an_agency_runs_points_to_it() -> None:
    jakarta = government_of(PROFILES["dki-jakarta"])

    health = next(one for one in jakarta.agencies if one.slug == "dinkes")
    assert "RSUD Tarakan" in health.topics


def test_a_government_is_its_profile_where_there_is_one_and_generic_elsewhere() -> None:
    known, other = government_named("Lampung", "provinsi"), government_named("Kabupaten Maros", "kabupaten")

    assert any(name.text == "RSUDAM" for name in known.names)
    assert other.level == "kabupaten"
    assert {one.slug for one in other.agencies} == set(BY_SLUG)
