"""Configuration: what is read from where, and what a broken file says."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from monitor.config import FEEDS_FILE, load_config, load_feeds, load_profile, packaged_profile
from monitor.config_wording import suggest
from monitor.errors import ConfigError
from monitor.schema_base import Duration
from monitor.schema_feeds import Feeds, Outlet, Source
from monitor.schema_policy import TERMS, Policy
from monitor.schema_profile import Person, Profile
from monitor.schema_territory import first_day
from monitor.yamlfile import read_yaml, spell

GOOD = """\
version: 1
outlets:
  - id: radar-nusa
    name: Radar Nusa
    site: https://radarnusa.example
    sources:
      - {kind: rss, url: https://radarnusa.example/feed/}
  - id: suara-pesisir
    name: Suara Pesisir
    site: https://suarapesisir.example
    sources:
      - kind: listing
        url: https://suarapesisir.example/indeks?page={page}
        listing:
          item: article
"""


@pytest.fixture
def feeds_file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def profile_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_profile(), tmp_path / "profil-uji"))


@pytest.fixture(scope="module")
def sulsel() -> Profile:
    return load_profile(packaged_profile())


def complaint(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_feeds(path)
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(str(path), path.name)


BROKEN_FEEDS = {
    "an unknown key is met by its meaning": (
        "    name: Suara Pesisir\n",
        "    name: Suara Pesisir\n    tenggat_jam: 2\n",
        "feeds.yaml:10: outlets[1].tenggat_jam: kunci tidak dikenal; mungkin maksud Anda 'interval'?",
    ),
    "an unknown key is met by its spelling": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    platfrom: wordpress\n",
        "feeds.yaml:5: outlets[0].platfrom: kunci tidak dikenal; mungkin maksud Anda 'platform'?",
    ),
    "an unknown key like no other has no suggestion": (
        "version: 1\n",
        "version: 1\nxyzzy: 3\n",
        "feeds.yaml:2: xyzzy: kunci tidak dikenal",
    ),
    "a key of a nested list": (
        "        listing:\n          item: article\n",
        "        listing:\n          item: article\n          maxpages: 3\n",
        "feeds.yaml:16: outlets[1].sources[0].listing.maxpages: kunci tidak dikenal;"
        " mungkin maksud Anda 'max_pages'?",
    ),
    "a missing key blames its place": (
        "    name: Suara Pesisir\n",
        "",
        "feeds.yaml:8: outlets[1].name: kunci wajib belum ada",
    ),
    "an unknown kind": (
        "kind: rss,",
        "kind: rs,",
        "feeds.yaml:7: outlets[0].sources[0].kind: 'rs' tidak dikenal; mungkin maksud Anda 'rss'?"
        " (pilihan: rss, atom, sitemap, listing, search-rss, wp-json, api-json)",
    ),
    "a number where text belongs": (
        "name: Radar Nusa",
        "name: 24",
        "feeds.yaml:4: outlets[0].name: harus berupa teks; beri tanda kutip",
    ),
    "text where a number belongs": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    tier: dua\n",
        "feeds.yaml:5: outlets[0].tier: harus berupa bilangan bulat",
    ),
    "a number out of range": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    tier: 12\n",
        "feeds.yaml:5: outlets[0].tier: harus paling banyak 9",
    ),
    "a switch that is none": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    trial: mungkin\n",
        "feeds.yaml:5: outlets[0].trial: harus true atau false",
    ),
    "a list that is none": (
        "    sources:\n      - {kind: rss, url: https://radarnusa.example/feed/}\n",
        "    sources: rss\n",
        "feeds.yaml:6: outlets[0].sources: harus berupa daftar; tulis tiap butir dengan tanda '-'",
    ),
    "a mapping that is none": (
        "version: 1\n",
        "version: 1\ndefaults: cepat\n",
        "feeds.yaml:2: defaults: harus berupa pasangan 'kunci: nilai'",
    ),
    "an id with capitals": (
        "id: radar-nusa",
        "id: Radar Nusa",
        "feeds.yaml:3: outlets[0].id: 'Radar Nusa' tidak dapat dipakai;"
        " pakai huruf kecil, angka, dan tanda hubung saja",
    ),
    "an address without its scheme": (
        "site: https://radarnusa.example",
        "site: radarnusa.example",
        "feeds.yaml:5: outlets[0].site: 'radarnusa.example': bukan alamat web; tulis lengkap dengan https://",
    ),
    "an address with a password": (
        "site: https://radarnusa.example",
        "site: https://a:b@radarnusa.example",
        "feeds.yaml:5: outlets[0].site: 'https://a:b@radarnusa.example':"
        " alamat tidak boleh memuat nama pengguna atau sandi; pakai secret_env",
    ),
    "a duration that is none": (
        "version: 1\n",
        "version: 1\ndefaults: {interval: sebentar}\n",
        "feeds.yaml:2: defaults.interval: 'sebentar': tulis lama waktu seperti 30s, 15m, 2h atau 1d",
    ),
    "a duration below zero": (
        "version: 1\n",
        "version: 1\ndefaults: {delay: -1}\n",
        "feeds.yaml:2: defaults.delay: harus paling sedikit 0",
    ),
    "hours that are none": (
        "version: 1\n",
        "version: 1\ndefaults: {active_hours: pagi}\n",
        "feeds.yaml:2: defaults.active_hours: 'pagi' tidak dapat dipakai;"
        " tulis rentang jam seperti 05:00-23:00",
    ),
    "an unknown zone": (
        "version: 1\n",
        "version: 1\ndefaults: {zone: Asia/Makasar}\n",
        "feeds.yaml:2: defaults.zone: 'Asia/Makasar': zona waktu tidak dikenal;"
        " tulis misalnya Asia/Makassar, WIB, WITA atau WIT",
    ),
    "a host with a path": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    hosts: [radarnusa.example/berita]\n",
        "feeds.yaml:5: outlets[0].hosts[0]: 'radarnusa.example/berita':"
        " tulis nama host saja, misalnya www.contoh.co.id",
    ),
    "an unknown way to page": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    article: {pages: semua}\n",
        "feeds.yaml:5: outlets[0].article.pages: 'semua' tidak dapat dipakai; harus cocok dengan pola"
        " ^(none|same-document|next-link|path:/N/?|query:[a-z]+=(all|N|[0-9]+))$",
    ),
    "two outlets of one id": (
        "id: suara-pesisir",
        "id: radar-nusa",
        "feeds.yaml:8: outlets[1].id: media 'radar-nusa' tertulis dua kali; beri id lain",
    ),
    "two sources of one id": (
        "      - kind: listing\n",
        "      - kind: listing\n        id: radar-nusa/rss-1\n",
        "feeds.yaml:13: outlets[1].sources[0].id: sumber 'radar-nusa/rss-1' tertulis dua kali; beri id lain",
    ),
    "a listing without its selectors": (
        "        listing:\n          item: article\n",
        "",
        "feeds.yaml:12: outlets[1].sources[0].kind:"
        " sumber listing perlu bagian 'listing' dengan pemilih 'item'",
    ),
    "a search without its words": (
        "{kind: rss, url: https://radarnusa.example/feed/}",
        "{kind: search-rss, url: 'https://cari.example/?q={query}'}",
        "feeds.yaml:7: outlets[0].sources[0].url: isi 'queries': alamat memuat {query}",
    ),
    "words without a place for them": (
        "{kind: rss, url: https://radarnusa.example/feed/}",
        "{kind: rss, url: 'https://radarnusa.example/feed/', queries: Pemprov}",
        "feeds.yaml:7: outlets[0].sources[0].url: alamat perlu memuat {query} karena 'queries' terisi",
    ),
    "a secret without its name": (
        "{kind: rss, url: https://radarnusa.example/feed/}",
        "{kind: atom, url: 'https://radarnusa.example/{secret}'}",
        "feeds.yaml:7: outlets[0].sources[0].url: isi 'secret_env': alamat memuat {secret}",
    ),
    "a secret written out instead of named": (
        "{kind: rss, url: https://radarnusa.example/feed/}",
        "{kind: rss, url: 'https://radarnusa.example/', secret_env: abc-123}",
        "feeds.yaml:7: outlets[0].sources[0].secret_env: 'abc-123' tidak dapat dipakai;"
        " tulis nama variabel lingkungan, misalnya RAHASIA_GOOGLE_ALERTS",
    ),
    "a key written twice": (
        "    name: Radar Nusa\n",
        "    name: Radar Nusa\n    name: Radar\n",
        "feeds.yaml:5: outlets[0].name: kunci sudah ditulis di baris 4; hapus salah satu",
    ),
    "a tab": (
        "    name: Radar Nusa\n",
        "\tname: Radar Nusa\n",
        "feeds.yaml:4: penulisan YAML salah; jangan memakai tab; pakai spasi untuk menjorokkan baris",
    ),
    "an open bracket": (
        "{kind: rss, url: https://radarnusa.example/feed/}",
        "{kind: rss, url: https://radarnusa.example/feed/",
        "feeds.yaml:8: penulisan YAML salah; kurung [ ] atau { } belum ditutup, atau koma terlupa",
    ),
    "an open quotation mark": (
        "name: Radar Nusa",
        'name: "Radar Nusa',
        "feeds.yaml:16: penulisan YAML salah; tanda kutip belum ditutup",
    ),
    "a line out of step": (
        "    name: Suara Pesisir\n",
        "   name: Suara Pesisir\n",
        "feeds.yaml:9: penulisan YAML salah; periksa spasi di awal baris, titik dua, dan tanda kutip",
    ),
    "a star that is no alias": (
        "name: Radar Nusa",
        "name: *Radar",
        "feeds.yaml:4: penulisan YAML salah; nilai yang diawali * perlu diberi tanda kutip",
    ),
    "a sign that YAML keeps for itself": (
        "name: Radar Nusa",
        "name: @radarnusa",
        "feeds.yaml:4: penulisan YAML salah; nilai yang diawali tanda @, %, atau ` perlu diberi tanda kutip",
    ),
    "a colon inside a value": (
        "name: Radar Nusa",
        "name: Radar: Nusa",
        "feeds.yaml:4: penulisan YAML salah; nilai yang memuat titik dua perlu diberi tanda kutip",
    ),
    "the version of another age": (
        "version: 1",
        "version: 2",
        "feeds.yaml:1: version: '2' tidak dikenal (pilihan: 1)",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN_FEEDS.values(), ids=BROKEN_FEEDS)
def test_a_broken_feeds_file_says_what_where_and_how_to_cure(
    feeds_file: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    feeds_file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")

    assert complaint(feeds_file) == message


def test_several_faults_are_told_by_the_first_and_counted(feeds_file: Path) -> None:
    broken = GOOD.replace("name: Radar Nusa", "nama: Radar Nusa").replace("kind: rss", "kind: rs")
    feeds_file.write_text(broken, encoding="utf-8")

    assert complaint(feeds_file) == (
        "feeds.yaml:4: outlets[0].nama: kunci tidak dikenal; mungkin maksud Anda 'name'?"
        " (masih ada 1 kesalahan lain)"
    )


UNREADABLE = {
    "empty": (b"", "feeds.yaml:1: berkas kosong atau bukan daftar 'kunci: nilai'; lihat docs/"),
    "only a list": (
        b"- a\n- b\n",
        "feeds.yaml:1: berkas kosong atau bukan daftar 'kunci: nilai'; lihat docs/",
    ),
    "Latin-1": (
        b"version: 1\n# caf\xe9\n",
        "feeds.yaml:2: bukan teks UTF-8; simpan ulang berkas sebagai UTF-8",
    ),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_configuration_is_refused(feeds_file: Path, content: bytes, message: str) -> None:
    feeds_file.write_bytes(content)

    assert complaint(feeds_file) == message


def test_a_missing_feeds_file_says_how_to_point_to_it(tmp_path: Path) -> None:
    message = complaint(tmp_path / FEEDS_FILE)

    assert message == (
        "feeds.yaml: berkas daftar media tidak ditemukan; tunjuk dengan --feeds atau MONITOR_FEEDS"
    )


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FEEDS_FILE).mkdir()

    assert complaint(tmp_path / FEEDS_FILE).startswith("feeds.yaml: tidak dapat dibaca (")


def test_a_byte_order_mark_does_no_harm(feeds_file: Path) -> None:
    feeds_file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert [outlet.id for outlet in load_feeds(feeds_file).outlets] == ["radar-nusa", "suara-pesisir"]


def test_an_alias_inside_itself_is_refused_not_followed_for_ever(feeds_file: Path) -> None:
    feeds_file.write_text("version: 1\noutlets: &a\n  - *a\n", encoding="utf-8")

    assert complaint(feeds_file).startswith("feeds.yaml:")


# --- sources ---------------------------------------------------------------------------------------------


def test_sources_without_an_id_are_named_by_outlet_kind_and_number() -> None:
    outlet = Outlet.model_validate(
        {
            "id": "radar-nusa",
            "name": "Radar Nusa",
            "site": "https://radarnusa.example",
            "interval": "2h",
            "sources": [
                {"kind": "rss", "url": "https://radarnusa.example/a"},
                {"kind": "sitemap", "url": "https://radarnusa.example/b", "interval": "10m"},
                {"kind": "rss", "url": "https://radarnusa.example/c"},
                {"kind": "rss", "url": "https://radarnusa.example/d", "id": "khusus"},
                Source(kind="atom", url="https://radarnusa.example/e"),
            ],
        }
    )

    assert [(source.id, source.interval) for source in outlet.sources] == [
        ("radar-nusa/rss-1", 7200.0),
        ("radar-nusa/sitemap-1", 600.0),
        ("radar-nusa/rss-2", 7200.0),
        ("khusus", 7200.0),
        ("radar-nusa/atom-1", 7200.0),
    ]


def test_a_zone_may_be_written_the_indonesian_way() -> None:
    feeds = Feeds.model_validate({"version": 1, "defaults": {"zone": "wita"}})

    assert feeds.defaults.zone == "Asia/Makassar"


@given(amount=st.integers(0, 10_000), unit=st.sampled_from(["s", "m", "h", "d"]))
@settings(deadline=None, max_examples=50)
def test_a_written_duration_is_its_number_of_seconds(amount: int, unit: str) -> None:
    factor = {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit]

    assert TypeAdapter(Duration).validate_python(f"{amount}{unit}") == amount * factor


# --- where things come from -------------------------------------------------------------------------------


def test_arguments_win_over_the_environment(feeds_file: Path, tmp_path: Path) -> None:
    env = {"MONITOR_FEEDS": "tak-ada.yaml", "MONITOR_PROFILE": "tak-ada", "MONITOR_DATA": "/salah"}

    config = load_config(feeds_file, packaged_profile(), tmp_path / "data", env)

    assert (config.feeds_path, config.profile_path, config.data_dir) == (
        feeds_file,
        packaged_profile(),
        tmp_path / "data",
    )


def test_the_environment_wins_over_the_defaults(feeds_file: Path, profile_dir: Path, tmp_path: Path) -> None:
    env = {
        "MONITOR_FEEDS": str(feeds_file),
        "MONITOR_PROFILE": str(profile_dir),
        "MONITOR_DATA": str(tmp_path / "d"),
    }

    config = load_config(None, None, None, env)

    assert (config.feeds_path, config.profile_path, config.data_dir) == (
        feeds_file,
        profile_dir,
        tmp_path / "d",
    )


def test_without_a_word_the_file_here_and_the_packaged_profile_are_read(
    feeds_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(feeds_file.parent)

    config = load_config(None, None, None, {})

    assert config.feeds_path == Path("feeds.yaml")
    assert config.profile.name == "Provinsi Sulawesi Selatan"
    assert config.data_dir.name == "humas-reaksi-cepat"


def test_loading_creates_nothing(feeds_file: Path, tmp_path: Path) -> None:
    load_config(feeds_file, None, tmp_path / "belum-ada", {})

    assert not (tmp_path / "belum-ada").exists()


def test_secrets_are_read_by_name_and_never_shown(feeds_file: Path) -> None:
    config = load_config(feeds_file, None, None, {"SANDI": "hunter2"})

    assert config.secret("SANDI") == "hunter2"
    assert config.secret("LAIN") == config.secret("") == ""
    assert "hunter2" not in repr(config)


def test_a_configuration_cannot_be_changed(feeds_file: Path) -> None:
    config = load_config(feeds_file, None, None, {})

    with pytest.raises(AttributeError):
        config.data_dir = Path("lain")  # type: ignore[misc]
    with pytest.raises(ValidationError):
        config.feeds.outlets[0].name = "lain"


# --- profile ---------------------------------------------------------------------------------------------

BROKEN_PROFILES = {
    "an unknown parent": (
        "opd.yaml",
        "    parent: dinkes\n",
        "    parent: dinkess\n",
        "parent: OPD 'dinkess' tidak ada di opd.yaml; mungkin maksud Anda 'dinkes'?",
    ),
    "an unknown agency in a field of government": (
        "wilayah.yaml",
        "    opd: [disdik]\n",
        "    opd: [disdikbud]\n",
        "competence[0].opd[0]: OPD 'disdikbud' tidak ada di opd.yaml; mungkin maksud Anda 'disdik'?",
    ),
    "an unknown agency in the policy": (
        "policy.yaml",
        "opd: [gubernur, wagub]",
        "opd: [gubernur, wakil]",
        "levels[0].rules[2].opd[1]: OPD 'wakil' tidak ada di opd.yaml",
    ),
    "an unknown agency as verifier": (
        "profil.yaml",
        "opd: diskominfo-sp",
        "opd: diskominfo",
        "verifier.opd: OPD 'diskominfo' tidak ada di opd.yaml; mungkin maksud Anda 'diskominfo-sp'?",
    ),
    "an unknown agency behind an ambiguous name": (
        "opd.yaml",
        "    candidates: [dkp-kelautan, ketapang]",
        "    candidates: [dkp-kelautan, ketapan]",
        "ambiguous_aliases[0].candidates[1]: OPD 'ketapan' tidak ada di opd.yaml;"
        " mungkin maksud Anda 'ketapang'?",
    ),
    "an unknown area of a road": (
        "wilayah.yaml",
        "where: [makassar, gowa]",
        "where: [makasar, gowa]",
        "roads.own[0].where[0]: wilayah 'makasar' tidak ada di areas; mungkin maksud Anda 'makassar'?",
    ),
    "an unknown group of areas": (
        "wilayah.yaml",
        "    region: mamminasata\n",
        "    region: maminasata\n",
        "areas[0].region: 'maminasata' tidak ada di groups; mungkin maksud Anda 'mamminasata'?",
    ),
    "an unknown calendar": (
        "opd.yaml",
        "    calendar: penuh\n",
        "    calendar: penuhh\n",
        "calendar: kalender 'penuhh' tidak ada di calendar.yaml; mungkin maksud Anda 'penuh'?",
    ),
    "a slug twice": (
        "opd.yaml",
        "  - slug: wagub\n",
        "  - slug: gubernur\n",
        "opd[1].slug: slug 'gubernur' tertulis dua kali; beri slug lain",
    ),
    "an area twice": (
        "wilayah.yaml",
        "  - slug: parepare\n",
        "  - slug: makassar\n",
        "areas[1].slug: slug 'makassar' tertulis dua kali; beri slug lain",
    ),
    "a loose date that is none": (
        "profil.yaml",
        "start: '2018-04-09'",
        "start: kemarin",
        "persons[3].start: 'kemarin' tidak dapat dipakai;"
        " tulis tahun, tahun-bulan, atau tanggal: 2018, 2018-09, 2018-09-05",
    ),
    "two zones in one profile": (
        "profil.yaml",
        "zone: Asia/Makassar",
        "zone: WIB",
        "zona: zona berbeda dari profil.yaml (Asia/Jakarta); samakan keduanya",
    ),
    "working hours on a running clock": (
        "policy.yaml",
        "accept: 1 jam,",
        "accept: 1 jk,",
        "levels[0].terms.accept: tingkat K1 memakai waktu berjalan: tulis menit, jam atau hari",
    ),
    "running hours on a working clock": (
        "policy.yaml",
        "respond: 6 jk,",
        "respond: 6 jam,",
        "levels[1].terms.respond: tingkat K2 memakai jam kerja: tulis menit, jk atau hk",
    ),
    "a word list that is not there": (
        "policy.yaml",
        "        mentions: layanan\n",
        "        mentions: pelayanan\n",
        "levels[1].rules[1]: daftar kata 'pelayanan' tidak ada di word_lists",
    ),
    "levels in another order": (
        "policy.yaml",
        "  - id: K3\n",
        "  - id: K4\n",
        "levels: tulis empat tingkat berurutan: K1, K2, K3, K4",
    ),
    "no rule that catches the rest": (
        "policy.yaml",
        "        because: Opini, keluhan kecil, atau isu lama.\n",
        "        because: Opini, keluhan kecil, atau isu lama.\n        severity: rendah\n",
        "levels[3].rules: tingkat K4 perlu satu aturan tanpa syarat sebagai penampung",
    ),
    "bands that cross": (
        "policy.yaml",
        "bands: {flag: 0.3768, check: 0.0425}",
        "bands: {flag: 0.3768, check: 0.7}",
        "bands.check: batas 'check' tidak boleh lebih tinggi dari batas 'flag'",
    ),
    "an empty list of receivers": (
        "policy.yaml",
        "to: [operator], terms",
        "to: [], terms",
        "ladder[0].to: isi paling sedikit 1 butir",
    ),
    "an unknown key below a name of one's own choice": (
        "calendar.yaml",
        "    berlaku:\n",
        "    belaku:\n",
        "kalender.default.belaku: kunci tidak dikenal; mungkin maksud Anda 'berlaku'?",
    ),
    "a date that is none": (
        "policy.yaml",
        "berlaku_dari: 2026-01-01",
        "berlaku_dari: awal tahun",
        "berlaku_dari: harus berupa tanggal seperti 2026-01-31",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), BROKEN_PROFILES.values(), ids=BROKEN_PROFILES)
def test_a_broken_profile_says_what_where_and_how_to_cure(
    profile_dir: Path, file: str, old: str, new: str, message: str
) -> None:
    path = profile_dir / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_profile(profile_dir)

    told = str(caught.value)
    blamed = profile_dir / ("calendar.yaml" if "zona:" in message else file)
    assert told.startswith(f"{blamed}:")
    assert told.endswith(message)
    assert "\n" not in told


def test_the_line_named_is_the_line_of_the_fault(profile_dir: Path) -> None:
    path = profile_dir / "opd.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line == "    parent: dinkes")
    lines[number] = "    parent: dinkess"
    path.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(ConfigError, match=rf"opd\.yaml:{number + 1}: opd\["):
        load_profile(profile_dir)


def test_a_missing_file_of_a_profile_is_named(profile_dir: Path) -> None:
    (profile_dir / "policy.yaml").unlink()

    with pytest.raises(
        ConfigError, match=r"policy\.yaml: berkas tidak ditemukan; periksa nama dan foldernya"
    ):
        load_profile(profile_dir)


def test_a_missing_profile_says_how_to_point_to_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="folder profil tidak ditemukan; tunjuk dengan --profile"):
        load_profile(tmp_path / "tak-ada")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused(feeds_file: Path) -> None:
    feeds_file.chmod(0)

    assert complaint(feeds_file) == "feeds.yaml: tidak dapat dibaca (Permission denied); periksa izin berkas"


def test_the_packaged_profile_is_whole(sulsel: Profile) -> None:
    kinds = [one.kind for one in sulsel.opd.opd]

    assert len(kinds) == 57
    assert (kinds.count("rumah-sakit"), kinds.count("bumd"), kinds.count("pimpinan")) == (8, 4, 2)
    assert len(sulsel.wilayah.areas) == 24
    assert sorted(slug for group in sulsel.wilayah.groups.values() for slug in group) == sorted(
        sulsel.wilayah.slugs
    )
    assert (sulsel.zone, sulsel.zone_label) == ("Asia/Makassar", "WITA")


def test_every_weak_alias_belongs_to_an_agency(sulsel: Profile) -> None:
    names = {name for one in sulsel.opd.opd for name in one.names}

    assert [alias for alias in sulsel.opd.weak_aliases if alias not in names] == []


def test_the_policy_calls_itself_a_proposal_until_a_letter_adopts_it(sulsel: Profile) -> None:
    adopted = sulsel.policy.model_copy(update={"ditetapkan_dengan": "SE Sekda 1/2027"})

    assert sulsel.policy.status == "usulan, belum ditetapkan"
    assert adopted.status == "SE Sekda 1/2027"


TERM_TABLE = {
    "K1": ("running", "30 menit", "1 jam", "3 jam", "24 jam"),
    "K2": ("working", "1 jk", "2 jk", "6 jk", "2 hk"),
    "K3": ("working", "4 jk", "1 hk", "2 hk", "5 hk"),
    "K4": ("working", "1 hk", "2 hk", "5 hk", "10 hk"),
}


@pytest.mark.parametrize("level", TERM_TABLE)
def test_the_default_terms_are_those_of_the_proposal(sulsel: Profile, level: str) -> None:
    one = sulsel.policy.level(level)

    assert (one.clock, *(one.terms.span(term) for term in TERMS)) == TERM_TABLE[level]


def test_an_unknown_level_is_a_key_error(sulsel: Profile) -> None:
    with pytest.raises(KeyError):
        sulsel.policy.level("K5")


LEADERS = [
    (date(2018, 10, 1), {"Nurdin Abdullah", "Andi Sudirman Sulaiman"}),
    (date(2023, 12, 1), {"Bahtiar Baharuddin"}),
    (date(2026, 11, 21), {"Andi Sudirman Sulaiman", "Fatmawati Rusdi"}),
]


@pytest.mark.parametrize(("day", "names"), LEADERS)
def test_the_leaders_in_office_are_known_for_a_day(sulsel: Profile, day: date, names: set[str]) -> None:
    found = {one.name for one in sulsel.identity.in_office(day) if one.opd in ("gubernur", "wagub")}

    assert found == names


LOOSE_DATES = [
    ("2018", date(2018, 1, 1)),
    ("2018-09", date(2018, 9, 1)),
    ("2018-09-05", date(2018, 9, 5)),
    ("", date.max),
]


@pytest.mark.parametrize(("loose", "day"), LOOSE_DATES)
def test_a_loose_date_begins_on_its_first_day(loose: str, day: date) -> None:
    assert first_day(loose, date.max) == day


def test_a_term_ends_before_its_last_date() -> None:
    term = Person(name="Budi Contoh", role="Gubernur", opd="gubernur", start="2018-09-05", end="2021")

    assert [term.held_office(date(year, 1, 1)) for year in (2018, 2019, 2021)] == [False, True, False]


def test_places_have_no_empty_name(sulsel: Profile) -> None:
    places = list(sulsel.wilayah.places())

    assert "" not in places
    assert {"Kota Makassar", "Watampone", "Bone-Bone"} <= set(places)


def test_names_come_longest_first(sulsel: Profile) -> None:
    lengths = [len(name) for name in sulsel.identity.government.names]

    assert lengths == sorted(lengths, reverse=True)


def test_an_agency_is_found_by_its_slug(sulsel: Profile) -> None:
    found = sulsel.opd.get("dinkes")

    assert found is not None
    assert found.short == "Dinkes Sulsel"
    assert sulsel.opd.get("tak-ada") is None


# --- small parts -----------------------------------------------------------------------------------------


def test_a_key_path_reads_as_people_write_it() -> None:
    assert spell(("outlets", 3, "sources", 0, "url")) == "outlets[3].sources[0].url"


def test_the_line_of_a_path_beyond_the_file_is_that_of_its_nearest_parent(feeds_file: Path) -> None:
    file = read_yaml(feeds_file)

    assert file.line_of(("outlets", 1, "sources", 0, "listing", "item")) == 15
    assert file.line_of(("outlets", 1, "tak-ada", "lagi")) == 8
    assert file.line_of(("outlets", 9)) == 2


def test_nothing_is_suggested_for_a_word_like_no_other() -> None:
    assert suggest("xyzzy", ["interval", "delay"]) == ""


def test_a_policy_needs_all_four_levels(sulsel: Profile) -> None:
    data = sulsel.policy.model_dump()
    data["levels"] = data["levels"][:3]

    with pytest.raises(ValidationError, match="tulis empat tingkat berurutan"):
        Policy.model_validate(data)
