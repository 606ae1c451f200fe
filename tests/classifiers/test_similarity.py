"""Sketches: what of a text is kept, and that it survives storage and small changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import copies, storytext
from classifiers.similarity import SCALE, Sketch, Sketcher, cosine, learn_idf, title_cosine, word_ids
from classifiers.storytext import Gazetteer

FLOOD = (
    "Ratusan rumah warga di Kecamatan Lau terendam setelah tanggul Sungai Padangalla jebol, Senin (12/1/2026).\n"
    "Warga menilai perbaikan tanggul yang dijanjikan sejak 2024 tidak pernah dikerjakan dinas.\n"
    '"Sudah tiga kali kami bersurat, jawabannya selalu menunggu anggaran," kata Daeng Rahing.\n'
    "Sebanyak 412 jiwa mengungsi di dua masjid. Dinas menyatakan akan menurunkan alat berat pekan ini."
)
ROAD = (
    "Pengendara mengeluhkan lubang sedalam lutut di ruas poros Batubassi yang berstatus jalan provinsi.\n"
    "Dalam sebulan enam orang jatuh, kata Hamzah, ketua rukun warga, Rabu (4/2/2026).\n"
    "Anggota dewan meminta dinas menambal sebelum Lebaran dan menghitung ulang kontrak pemeliharaan."
)
SKETCHER = Sketcher(learn_idf([FLOOD, ROAD]), Gazetteer.of({"maros": ["Maros", "Lau"], "gowa": ["Gowa"]}))


def sketch(title: str, text: str) -> Sketch:
    return SKETCHER.sketch([(title, text)])[0]


def test_a_sketch_is_the_same_after_storage() -> None:
    before = sketch("Tanggul Jebol di Lau, 12 Januari", FLOOD)

    after = Sketch.from_bytes(before.to_bytes())

    for name in ("terms", "weights", "title_terms", "title_weights", "signature"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
    assert (after.dates, after.title_dates, after.numbers) == (
        before.dates,
        before.title_dates,
        before.numbers,
    )
    assert (after.places, after.shingles, after.length) == (before.places, before.shingles, before.length)
    assert after.places == ("maros",)
    assert after.title_dates == (1 * 32 + 12,)


def test_a_sketch_of_another_version_is_refused() -> None:
    data = bytearray(sketch("Tanggul Jebol", FLOOD).to_bytes())
    data[0] = 99

    with pytest.raises(ValueError, match="version 99"):
        Sketch.from_bytes(bytes(data))


def test_a_sketch_is_small() -> None:
    assert len(sketch("Tanggul Jebol", FLOOD * 40).to_bytes()) < 1600


def test_an_article_is_wholly_like_itself_and_hardly_like_another() -> None:
    flood, road = sketch("Tanggul Jebol", FLOOD), sketch("Lubang di Batubassi", ROAD)

    assert cosine(flood, flood) == pytest.approx(1, abs=0.01)
    assert title_cosine(flood, flood) == pytest.approx(1, abs=0.01)
    assert cosine(flood, road) < 0.2
    assert title_cosine(flood, road) == 0


def test_weights_come_heaviest_first_and_of_length_one() -> None:
    weights = sketch("Tanggul Jebol", FLOOD).weights.astype(float)

    assert list(weights) == sorted(weights, reverse=True)
    assert np.sqrt(weights @ weights) == pytest.approx(SCALE, rel=0.01)


@pytest.mark.parametrize(
    "dateline",
    [
        "MAROS, KABARPESISIR - ",
        "KabarPesisir.example — ",
        "Makassar (KABAR) – ",
        "MAROS, KABAR.com\n – ",
        "KABAR.EXAMPLE, MAROS -- ",
        "MAROS/KABAR21 — ",
        "TAKALAR, (KABAR PESISIR). ",
        "KABARPESISIR—MAROS — ",
    ],
)
def test_a_dateline_is_not_part_of_the_story(dateline: str) -> None:
    assert storytext.clean(dateline + FLOOD) == FLOOD


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Lubang di Batubassi",
        "Penulis: Sitti Aminah",
        "Editor: Tenri | Kabar",
        "SCROLL TO CONTINUE WITH CONTENT",
    ],
)
def test_furniture_lines_are_not_part_of_the_story(line: str) -> None:
    first, _, rest = FLOOD.partition("\n")

    assert storytext.words(storytext.clean(f"{first}\n{line}\n{rest}\n(tim/ran)")) == storytext.words(FLOOD)


def test_a_sentence_with_a_dash_is_no_dateline() -> None:
    text = "Jalan itu dibangun 2019 - dan rusak setahun kemudian."

    assert storytext.clean(text) == text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Senin (12/1/2026)", {32 + 12}),
        ("Rabu (4/2)", {64 + 4}),
        ("4 Mei 2026 dan 5 Nopember", {5 * 32 + 4, 11 * 32 + 5}),
        ("rasio 40/60", set()),
        ("tanpa tanggal", set()),
    ],
)
def test_days_are_read_from_the_text(text: str, days: set[int]) -> None:
    assert storytext.figures(text)[0] == days


def test_figures_are_read_without_dates_years_and_times() -> None:
    text = "Pada 12/1/2026 pukul 10.30 WITA, 412 jiwa, Rp1.350.000 dan 3 ekor; kontrak 2024."

    assert storytext.figures(text)[1] == {"412", "1350000"}


@pytest.mark.parametrize(
    "forms",
    [("diperbaiki", "memperbaiki", "baik"), ("jalan", "jalannya"), ("kontrak", "kontraknya"), ("412", "412")],
)
def test_the_forms_of_a_word_share_a_stem_where_the_rules_can(forms: tuple[str, ...]) -> None:
    assert {storytext.stem(form) for form in forms} == {storytext.stem(forms[0])}


def test_the_longest_name_of_a_place_wins() -> None:
    places = Gazetteer.of(
        {"luwu": ["Luwu"], "luwu-timur": ["Luwu Timur"], "kota": ["Kota"]}, neutral=["kota"]
    )

    assert places.main("Banjir di Luwu Timur", "") == {"luwu-timur"}
    assert places.main("Banjir", "Air masuk rumah di Luwu dan Kota.") == {"luwu"}
    assert Gazetteer({}).main("Bupati Luwu Timur dan Wali Kota Palopo", "") == {"luwu-timur", "palopo"}


def test_an_article_about_many_places_is_about_none() -> None:
    names = {name.lower(): [name] for name in ("Barru", "Maros", "Gowa", "Bone")}

    assert Gazetteer.of(names).main("Hujan di Barru, Maros, Gowa dan Bone", "") == frozenset()


def test_rare_words_weigh_more_than_common_ones() -> None:
    idf = learn_idf(["jalan rusak"] * 50 + ["tanggul jebol"])
    weights = idf.weights()
    common, rare = (int(word_ids(word)[0]) & (2**18 - 1) for word in ("jalan", "tanggul"))

    assert weights[rare] > weights[common] >= 1
    assert np.allclose(type(idf).from_text(idf.to_text(), idf.documents).weights(), weights, rtol=0.05)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_gives_a_sketch(text: str, title: str) -> None:
    found = sketch(title, text)

    assert len(found.weights) == len(found.terms) <= 128
    assert Sketch.from_bytes(found.to_bytes()).to_bytes() == found.to_bytes()


def test_the_signature_estimates_the_share_of_common_word_pairs() -> None:
    rng = np.random.default_rng(7)
    for shared in (0, 50, 100, 150, 200):
        base = rng.integers(1, 2**32, 201, dtype=np.uint32)
        other = np.concatenate([base[: shared + 1], rng.integers(1, 2**32, 200 - shared, dtype=np.uint32)])
        one, other_one = copies.signature(base), copies.signature(other)
        truth = shared / (400 - shared)

        estimate = copies.resemblance(one[0], other_one[0][None])[0]

        # three standard errors of 128 draws
        assert abs(estimate - truth) <= 3 * np.sqrt(max(truth * (1 - truth), 0.01) / 128)


def test_a_text_of_one_word_is_nobodys_copy() -> None:
    empty, size = copies.signature(word_ids("tanggul"))

    held = copies.containment(copies.resemblance(empty, empty[None]), size, np.array([size]))

    assert not copies.is_copy(np.array([1.0]), held).any()


def test_copies_are_found_again_under_the_keys_of_their_rarest_words() -> None:
    original, cut = (
        sketch("Tanggul Jebol", FLOOD),
        sketch("Ratusan Rumah Terendam", FLOOD[: len(FLOOD) * 2 // 3]),
    )
    other = sketch("Lubang di Batubassi", ROAD)
    files: dict[int, list[str]] = {}
    for name, one in (("asli", original), ("lain", other)):
        for key in sorted(one.keys()):
            files.setdefault(key, []).append(name)

    found = copies.likely(name for key in sorted(cut.keys()) for name in files.get(key, ()))

    assert found == ["asli"]
