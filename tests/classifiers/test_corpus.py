"""The corpus keeps its own rules: sound labels, invented outlets, no near-duplicates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_profile, packaged_profile

CORPUS = Path(__file__).parent.parent.parent / "classifiers" / "corpus"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for file in sorted(CORPUS.glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]
WHO = {"P", "localgov", "nationalgov", "dprd", "justice", "company", "person", "other"}
KINDS = {"complaint", "criticism", "accusation", "finding", "failure", "protest", "demand"}
FIELDS = {"id", "P", "level", "outlet", "published", "title", "sentences", "blame", "answer", "praise",
          "target", "tone", "flag", "opd", "severity", "why"}  # fmt: skip
# Long enough that stock phrases of courts and ministries do not count as copying.
RUN = 10


def blames(row: dict[str, Any]) -> bool:
    return any(mark["who"] == "P" for mark in row["blame"])


def faults(row: dict[str, Any]) -> Iterator[str]:
    marks = [*(mark["s"] for mark in row["blame"]), *row["answer"], *row["praise"]]
    if set(row) != FIELDS:
        yield "fields"
    if not all(0 <= mark <= len(row["sentences"]) for mark in marks):
        yield "marks out of range"
    if any(mark["who"] not in WHO or mark["kind"] not in KINDS for mark in row["blame"]):
        yield "unknown word in a mark"
    if row["flag"] and not (row["target"] == "province" and row["tone"] == "negative" and blames(row)):
        yield "flagged without a negative article that blames P"
    if bool(row["flag"]) != bool(row["opd"]) or bool(row["flag"]) != bool(row["severity"]):
        yield "an agency and a severity go with the flag"
    if not row["outlet"].endswith(".example"):
        yield "an outlet that could be real"


@pytest.mark.parametrize("part", sorted(file.stem for file in CORPUS.glob("*.jsonl")))
def test_every_row_follows_the_codebook(part: str) -> None:
    rows = [json.loads(line) for line in (CORPUS / f"{part}.jsonl").read_text("utf-8").splitlines()]

    assert {row["id"]: found for row in rows if (found := list(faults(row)))} == {}


def test_every_agency_named_is_one_of_the_registry() -> None:
    known = set(load_profile(packaged_profile()).opd.slugs)

    assert {slug for row in ROWS for slug in row["opd"]} - known == set()


def test_every_agency_of_the_registry_occurs() -> None:
    known = set(load_profile(packaged_profile()).opd.slugs)

    assert known - {slug for row in ROWS for slug in row["opd"]} == set()


def test_no_id_stands_twice() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_half_or_more_are_harmless() -> None:
    assert sum(not row["flag"] for row in ROWS) * 2 >= len(ROWS)


def test_no_two_articles_share_a_run_of_words() -> None:
    owner: dict[tuple[str, ...], str] = {}
    shared = []
    for row in ROWS:
        pair = re.sub(r"[ab]$", "", row["id"])
        words = re.findall(r"\w+", " ".join([row["title"], *row["sentences"]]).lower())
        for start in range(len(words) - RUN + 1):
            run = tuple(words[start : start + RUN])
            if owner.setdefault(run, pair) != pair:
                shared.append((row["id"], owner[run], " ".join(run)))

    assert shared == []
