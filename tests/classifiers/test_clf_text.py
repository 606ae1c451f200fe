"""Text is cleaned and cut the same way for every outlet, and no text can break the knife."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.text import MAX_CHARS, MAX_SENTENCE, clean, sentences, words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a&amp;b", "a&b"),
        ("<p>Jalan&nbsp;rusak</p>", "Jalan rusak"),
        ("“Kapan?” tanya warga", '"Kapan?" tanya warga'),
        ("jalan\x00 rusak\u200b", "jalan rusak"),
        ("3 < 5 dan 7 > 2", "3 < 5 dan 7 > 2"),
    ],
)
def test_text_is_cleaned(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jalan rusak. Warga protes.", ["Jalan rusak.", "Warga protes."]),
        ("Menurut dr. Sanrego, M. Kes. obat habis.", ["Menurut dr. Sanrego, M. Kes. obat habis."]),
        ("Anggaran Rp1.500.000 lenyap. Siapa?", ["Anggaran Rp1.500.000 lenyap.", "Siapa?"]),
        ('"Kami kecewa." Begitu kata warga.', ['"Kami kecewa."', "Begitu kata warga."]),
        ("satu\ndua", ["satu", "dua"]),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=3000))
def test_no_text_makes_the_knife_slip(text: str) -> None:
    cleaned = clean(text)
    pieces = sentences(cleaned)

    assert all(piece.strip() and len(piece) <= MAX_SENTENCE for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(cleaned.split())


def test_a_text_of_one_endless_word_is_held_to_its_bound() -> None:
    pieces = sentences(clean("a" * 1_000_000))

    assert sum(map(len, pieces)) <= MAX_CHARS
    assert words("di-PHK 24/7 Sa'dan") == ["di-PHK", "24/7", "Sa'dan"]
