from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.clean import clean
from monitor.yamlfile import read_yaml

BODY = "Gubernur Sulawesi Selatan meninjau ruas jalan provinsi yang rusak di Kabupaten Bone pada Senin pagi."
MORE = "Warga setempat mengeluhkan kubangan yang tidak kunjung ditimbun sejak awal musim hujan tahun lalu."


def artifacts() -> dict[str, Any]:
    return dict(read_yaml(Path(__file__).parent / "lead_tail_artifacts.yaml").data)


SEEN = artifacts()
LEADS = [
    (outlet, " ".join(lead.split()) + " ")
    for outlet, lead in SEEN["lead_datelines"]
    if "no dateline" not in lead
]


@pytest.mark.parametrize(("outlet", "lead"), LEADS, ids=[lead for _, lead in LEADS])
def test_every_recorded_dateline_is_taken_off(outlet: str, lead: str) -> None:
    cleaned = clean([lead + BODY])

    assert cleaned.lines == (BODY,)
    assert cleaned.cut


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("TRIBUN-TIMUR.COM, MAKASSAR - ", "Makassar"),
        ("Makassar (ANTARA) - ", "Makassar"),
        ("Sidrap, Katasulsel.com — ", "Sidrap"),
        ("KITASULSEL—SIDRAP — ", "Sidrap"),
        ("KabarMakassar.com — ", ""),
        ("PAREPARE, KABAR UJI – ", "Parepare"),
        ("Kabar Uji, Tana Toraja — ", "Tana Toraja"),
    ],
)
def test_the_datelines_place_is_kept_apart(lead: str, place: str) -> None:
    cleaned = clean([lead + BODY], outlet="Kabar Uji")

    assert (cleaned.lines, cleaned.place) == ((BODY,), place)


@pytest.mark.parametrize("tail", SEEN["tails"])
@pytest.mark.parametrize("glue", ["\n", " "], ids=["own line", "same line"])
def test_every_recorded_tail_is_taken_off(tail: str, glue: str) -> None:
    assert clean(f"{BODY}{glue}{tail}".split("\n")).lines == (BODY,)


@pytest.mark.parametrize("noise", SEEN["inline_noise"])
def test_every_recorded_noise_line_is_left_out(noise: str) -> None:
    assert clean([BODY, noise]).lines == (BODY,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Laporan BPK menyebut kerugian negara Rp2 miliar.",
        '"Laporan saya diterima, dikasih nomor, lalu disuruh tunggu," ujarnya, Senin (16/11/2026).',
        "Ikuti seleksi, puluhan ASN datang ke kantor gubernur.",
        "Simak penjelasan kepala dinas soal jembatan itu, warga justru makin geram.",
        "Gubernur Sulsel - yang juga politikus - hadir.",
        "Andi Sudirman, Gubernur Sulsel - bukan wakilnya - hadir di Bone.",
        "PLN - badan usaha milik negara - memadamkan listrik.",
        "Sumber air di desa itu kering.",
        "Editor buku itu dipanggil polisi terkait naskah yang hilang.",
        "Makassar, Bone, dan Gowa - tiga daerah - terdampak.",
        "Komentar gubernur soal honor nakes menuai protes.",
        "Terkini, jumlah korban menjadi dua orang.",
        "Rekomendasi DPRD Sulsel diabaikan dinas terkait.",
        "Ia menutup sambutan dengan pantun (dan tawa hadirin).",
    ],
)
def test_sentences_that_look_like_furniture_stay(sentence: str) -> None:
    assert clean([BODY, sentence, MORE]).lines == (BODY, sentence, MORE)


@pytest.mark.parametrize(
    "stop", ["Komentar", "BERITA TERKAIT", "REKOMENDASI", "Leave a Reply", "Terkini", "Continue Reading"]
)
def test_after_a_stop_line_nothing_is_ours(stop: str) -> None:
    cleaned = clean([BODY, stop, MORE])

    assert cleaned.lines == (BODY,)
    assert MORE in cleaned.cut


def test_a_stop_word_before_the_article_is_a_kicker() -> None:
    assert clean(["Terkini", BODY, MORE]).lines == (BODY, MORE)


def test_scroll_calls_are_cut_out_of_the_middle_of_a_line() -> None:
    assert clean([f"{BODY} SCROLL TO CONTINUE WITH CONTENT {MORE}"]).lines == (f"{BODY} {MORE}",)


def test_an_outlets_own_rules_are_obeyed() -> None:
    cleaned = clean([BODY, "Kanal Warga: kirim laporan", MORE, "Indeks harian", BODY + " Lagi."],
                    stop=("indeks harian",), drop=("kanal warga",))  # fmt: skip

    assert cleaned.lines == (BODY, MORE)


def test_the_writer_is_read_from_the_byline() -> None:
    assert clean([BODY, "Penulis: Rina Salma | Editor: Tio"]).author == "Rina Salma"


def test_a_headline_printed_again_and_a_lead_printed_twice_go() -> None:
    assert clean(["Jalan Rusak", BODY, BODY, MORE], title="Jalan rusak").lines == (BODY, MORE)


@given(st.lists(st.text(max_size=120), max_size=8))
@settings(deadline=None, max_examples=150)
def test_cleaning_never_raises_and_invents_nothing(lines: list[str]) -> None:
    words = set(" ".join(lines).split())

    for line in clean(lines, outlet="Kabar Uji").lines:
        assert set(line.split()) <= words or any(
            word in line for word in ("ADVERTISEMENT", "SCROLL", "Gambas")
        )
