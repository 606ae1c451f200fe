"""A profile from a name: whatever the government, the files load and speak of that government alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from classifiers import regions
from classifiers.duties import BY_SLUG
from monitor.cli import app
from monitor.config import load_profile, profile_basis, profile_faults
from monitor.errors import InputError
from monitor.profile_draft import draft, slug_of, spell
from monitor.profile_new import compose
from monitor.schema_profile import Profile

BASIS = profile_basis()


def made(folder: Path, name: str, level: str) -> Profile:
    folder.mkdir(exist_ok=True)
    common, policy, calendar = BASIS
    for file, text in compose(draft(name, level, common), policy, calendar).items():
        (folder / file).write_text(text, encoding="utf-8")
    return load_profile(folder)


GOVERNMENTS = {
    "a province by its full name": ("Provinsi Jawa Timur", "provinsi", "Pemprov Jatim", "Gubernur", "WIB"),
    "a province by its bare name": ("Bali", "provinsi", "Pemprov Bali", "Gubernur", "WITA"),
    "a province in the east": ("Maluku Utara", "provinsi", "Pemprov Malut", "Gubernur", "WIT"),
    "a regency": ("Lampung Selatan", "kabupaten", "Pemkab Lamsel", "Bupati", "WIB"),
    "a regency by its full name": ("Kabupaten Maros", "kabupaten", "Pemkab Maros", "Bupati", "WITA"),
    "a city": ("Kota Bandar Lampung", "kota", "Pemkot Balam", "Wali Kota", "WIB"),
    "one that the table does not know": ("Negeri Antah", "kabupaten", "Pemkab Negeri Antah", "Bupati", "WIB"),
}


@pytest.mark.parametrize(("name", "level", "short", "head", "zone"), GOVERNMENTS.values(), ids=GOVERNMENTS)
def test_a_name_and_a_level_give_a_whole_profile(
    tmp_path: Path, name: str, level: str, short: str, head: str, zone: str
) -> None:
    profile = made(tmp_path, name, level)

    assert profile.identity.government.short == short
    leader = profile.opd.get("gubernur")
    assert leader is not None
    assert leader.name.startswith(head)
    assert (profile.zone_label, profile.calendar.label) == (zone, zone)
    assert profile.calendar.zone == profile.zone
    assert profile_faults(tmp_path) == []


@given(region=st.sampled_from(regions.regions()))
@settings(deadline=None, max_examples=12)
def test_every_region_of_the_country_gets_a_sound_profile(
    tmp_path_factory: pytest.TempPathFactory, region: regions.Region
) -> None:
    profile = made(tmp_path_factory.mktemp("profil"), region.title, region.level)

    assert profile.name == region.title
    assert set(profile.opd.slugs) <= set(BY_SLUG)


def test_no_agency_of_a_new_profile_bears_a_name_that_every_government_uses(tmp_path: Path) -> None:
    bare = {name for duty in BY_SLUG.values() for name in (duty.name.lower(), *duty.names, *duty.shorts)}

    profile = made(tmp_path, "Kota Bandung", "kota")

    assert [name for one in profile.opd.opd for name in one.names if name.lower() in bare] == []


def test_a_regency_whose_name_a_city_shares_says_which_it_is(tmp_path: Path) -> None:
    profile = made(tmp_path, "Bandung", "kabupaten")

    health = profile.opd.get("dinkes")
    assert health is not None
    assert health.short == "Dinkes Kabupaten Bandung"
    twin = next(trap for trap in profile.wilayah.traps if "Pemkot Bandung" in trap.names)
    assert twin.really == "pemerintah Kota Bandung"


def test_a_province_knows_its_regencies_and_keeps_namesakes_apart(tmp_path: Path) -> None:
    profile = made(tmp_path, "Jawa Barat", "provinsi")

    assert {"bogor", "kabupaten-bandung", "kota-bandung", "bandung-barat"} - set(profile.wilayah.slugs) == {
        "bogor"
    }
    assert len(profile.wilayah.areas) == 27


def test_a_regency_has_no_agency_that_the_law_gives_to_provinces(tmp_path: Path) -> None:
    province, regency = made(tmp_path / "p", "Riau", "provinsi"), made(tmp_path / "k", "Kampar", "kabupaten")

    assert {"esdm", "badan-penghubung"} <= set(province.opd.slugs)
    assert not {"esdm", "badan-penghubung"} & set(regency.opd.slugs)
    schools = {profile.name: profile.wilayah.competence[0].own for profile in (province, regency)}
    assert "SMA" in schools["Provinsi Riau"]
    assert "SMA" not in schools["Kabupaten Kampar"]
    assert "Pemprov" not in " ".join(one.name for one in regency.policy.dismiss_reasons)


@pytest.mark.parametrize(("name", "level"), [("Lampung", "desa"), ("  ", "kota"), ("!!", "provinsi")])
def test_what_is_no_government_is_refused_with_a_cure(name: str, level: str) -> None:
    with pytest.raises(InputError, match=r"^--(name|level): .+; (pilih|tulis) |^--name: "):
        draft(name, level, BASIS[0])


SPELLINGS = {
    "dinas pu bina marga": "Dinas PU Bina Marga",
    "dinas koperasi dan ukm": "Dinas Koperasi dan UKM",
    "dpmptsp": "DPMPTSP",
    "disnakertrans": "Disnakertrans",
    "dp3ap2kb": "DP3AP2KB",
    "bappelitbangda": "Bappelitbangda",
}


@pytest.mark.parametrize(("text", "spelt"), SPELLINGS.items())
def test_names_are_spelt_as_offices_spell_them(text: str, spelt: str) -> None:
    assert spell(text) == spelt


@given(st.text())
@settings(deadline=None, max_examples=50)
def test_a_slug_is_a_slug(text: str) -> None:
    assert slug_of(slug_of(text)) == slug_of(text)


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_writes_a_profile_that_its_check_finds_sound(tmp_path: Path) -> None:
    folder = tmp_path / "baru"
    run = CliRunner()

    written = run.invoke(
        app, ["profile", "new", "--name", "Banten", "--level", "provinsi", "--out", str(folder)]
    )
    checked = run.invoke(app, ["profile", "check", str(folder)])

    assert (written.exit_code, checked.exit_code) == (0, 0), written.output + checked.output
    assert checked.output.startswith("Provinsi Banten: ")
    assert checked.output.rstrip().endswith("Tidak ada kesalahan.")


def test_the_command_never_writes_over_a_folder(tmp_path: Path) -> None:
    asked = ["profile", "new", "--name", "Banten", "--level", "provinsi", "--out", str(tmp_path)]

    refused = CliRunner().invoke(app, asked)

    assert isinstance(refused.exception, InputError)
    assert "sudah ada" in str(refused.exception)
    assert list(tmp_path.iterdir()) == []


def test_the_check_prints_every_fault_on_its_line(tmp_path: Path) -> None:
    made(tmp_path, "Banten", "provinsi")
    wilayah = tmp_path / "wilayah.yaml"
    text = wilayah.read_text(encoding="utf-8")
    text = text.replace("opd: [disdik]", "opd: [disdikk]").replace("opd: [dinkes]", "opd: [dinkess]")
    wilayah.write_text(text, encoding="utf-8")

    checked = CliRunner().invoke(app, ["profile", "check", str(tmp_path)])

    assert checked.exit_code == 1
    lines = checked.output.strip().splitlines()
    assert [line.split("OPD ")[1] for line in lines] == [
        "'disdikk' tidak ada di opd.yaml; mungkin maksud Anda 'disdik'?",
        "'dinkess' tidak ada di opd.yaml; mungkin maksud Anda 'dinkes'?",
    ]


def test_the_check_of_two_broken_files_tells_of_both(tmp_path: Path) -> None:
    made(tmp_path, "Banten", "provinsi")
    for file in ("profil.yaml", "opd.yaml"):
        path = tmp_path / file
        path.write_text(path.read_text(encoding="utf-8") + "asing: 1\n", encoding="utf-8")

    told = [str(fault) for fault in profile_faults(tmp_path)]

    assert [line.split("/")[-1].split(":")[0] for line in told] == ["profil.yaml", "opd.yaml"]
    assert all(line.endswith("asing: kunci tidak dikenal") for line in told)
