"""The shipped model keeps its promises: every text gets a rating, and the rating is whole."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from classifiers import Government, ModelFileError, Rater, Text, generic, load
from classifiers.modelfile import FOLDER
from classifiers.rating import SEVERITIES, TARGETS, TONES

CRITICAL = Text(
    "kritik",
    "Warga Protes Jalan Provinsi Rusak, Pemprov Sulsel Dinilai Lamban",
    "BONE - Warga memprotes jalan provinsi yang rusak parah bertahun-tahun.\n"
    'Mereka menilai Dinas Bina Marga Sulsel lamban. "Kami kecewa, laporan tidak pernah ditanggapi," kata Baco.\n'
    "Pemprov Sulsel belum memberi tanggapan.",
    date(2025, 6, 1),
)
HARMLESS = Text(
    "biasa",
    "Pemprov Sulsel Raih Penghargaan Pelayanan Publik",
    "Pemprov Sulsel menerima penghargaan. Gubernur mengapresiasi kerja seluruh pegawai dan berterima kasih.",
    date(2025, 6, 1),
)


@pytest.fixture(scope="module")
def rater() -> Rater:
    return load()


@pytest.fixture(scope="module")
def sulsel() -> Government:
    return generic("Provinsi Sulawesi Selatan", "provinsi")


def test_criticism_is_flagged_with_agency_evidence_and_reasons(rater: Rater, sulsel: Government) -> None:
    rating = rater.rate([CRITICAL], sulsel)[0]

    assert (rating.flag, rating.band, rating.target, rating.tone) == (True, "flag", "province", "negative")
    assert rating.opd[0] == "dbmbk"
    assert rating.severity in SEVERITIES
    assert rating.evidence
    assert all(sentence in f"{CRITICAL.title}\n{CRITICAL.body}" for sentence in rating.evidence)
    assert any(reason.startswith("Kata yang paling menentukan") for reason in rating.reasons)
    assert rating.model == rater.version


def test_praise_is_dropped_and_names_no_agency(rater: Rater, sulsel: Government) -> None:
    rating = rater.rate([HARMLESS], sulsel)[0]

    assert (rating.flag, rating.severity, rating.opd, rating.evidence) == (False, None, (), ())


def test_the_same_words_about_another_government_weigh_less(rater: Rater, sulsel: Government) -> None:
    elsewhere = generic("Provinsi Bali", "provinsi")
    here, there = rater.rate([CRITICAL], sulsel)[0], rater.rate([CRITICAL], elsewhere)[0]

    assert there.flag_probability < here.flag_probability / 2


def test_a_batch_rates_like_single_articles(rater: Rater, sulsel: Government) -> None:
    texts = [CRITICAL, HARMLESS, CRITICAL]

    assert rater.rate(texts, sulsel) == [rater.rate([text], sulsel)[0] for text in texts]
    assert rater.rate([], sulsel) == []


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", ""),
        ("", "kata " * 200_000),
        ("a" * 1_000_000, ""),
        ("😡😡", "🔥" * 500),
        ("<script>alert(1)</script>", "<div>" * 2000),
        ("The governor was late", "Residents complained. 政府很慢。"),
        ("\x00\x01\x02", "\ud800 sendiri"),
        ("?", '"""...!!!'),
    ],
    ids=[
        "empty",
        "one word a million times",
        "endless word",
        "emoji",
        "html",
        "other tongues",
        "control",
        "marks",
    ],
)
def test_hostile_input_gets_a_rating(rater: Rater, sulsel: Government, title: str, body: str) -> None:
    rating = rater.rate([Text("x", title, body)], sulsel)[0]

    assert rating.target in TARGETS
    assert rating.tone in TONES
    assert 0.0 <= rating.flag_probability <= 1.0


def test_a_government_without_agencies_is_rated_without_routing(rater: Rater) -> None:
    rating = rater.rate([CRITICAL], Government("Sulawesi Selatan", "provinsi"))[0]

    assert rating.opd == ()


def test_an_explanation_shows_each_sentence_masked_and_scored(rater: Rater, sulsel: Government) -> None:
    views = rater.explain(CRITICAL, sulsel)

    assert views[0].sentence == CRITICAL.title
    assert "P_GOV" in views[0].masked
    assert max(view.own for view in views) > 0.5
    assert "lamban" in {word for view in views for word in view.words}


def test_a_missing_model_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="Model tidak ada") as caught:
        load(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["model.skops", "vocabulary.json"])
def test_a_tampered_model_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")

    with pytest.raises(ModelFileError, match="berubah sejak dibuat") as caught:
        load(folder)
    assert "\n" not in str(caught.value)


def test_a_model_of_another_format_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}))

    with pytest.raises(ModelFileError, match="versi lain"):
        load(folder)


def test_the_model_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 10_000_000
