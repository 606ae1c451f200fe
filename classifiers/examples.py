"""Labelled examples: read from JSONL files, joined by id, read as the models read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from classifiers import marks, regions
from classifiers.government import Government, generic
from classifiers.lexicon import Lexicon
from classifiers.reading import Reading, read
from classifiers.text import clean, sentences

DEFAULT = "Provinsi Sulawesi Selatan"
Resolver = Callable[[str, str], Government]


@dataclass(frozen=True, slots=True)
class Blame:
    """A mark: sentence ``sentence`` (0 is the title) blames ``who`` in the manner ``kind``."""

    sentence: int
    who: str
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled article. ``flag`` is ``None`` where only sentences are marked; ``marked`` is false where
    none are.

    ``origin``: ``real``, ``written`` or ``pool`` (real, chosen near the boundary of an earlier model).
    ``story`` groups articles on one event.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    government: str
    level: str
    origin: str
    published: date | None = None
    flag: bool | None = None
    target: str = ""
    tone: str = ""
    severity: str | None = None
    opd: tuple[str, ...] = ()
    story: str = ""
    outlet: str = ""
    marked: bool = False
    blame: tuple[Blame, ...] = ()
    answer: frozenset[int] = field(default_factory=frozenset)
    praise: frozenset[int] = field(default_factory=frozenset)


def load(paths: Iterable[Path], pool: Path | None = None) -> list[Example]:
    """Return the examples of several JSONL files, rows with the same id joined (labels here, sentence marks
    there).

    Marks of pool articles (``marks.py``) take their text from ``pool``; without it they are passed over.
    Raises ValueError with file and line when a line is no JSON object or a row has no id.
    """
    rows: dict[str, dict[str, Any]] = {}
    marked = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip():
                row = _row(path, number, line)
                if marks.is_marks(row):
                    marked.append(row)
                else:
                    rows.setdefault(str(row["id"]), {}).update(row)
    found = [*rows.values(), *(marks.expand(marked, pool) if pool else ())]
    return [example(row) for row in found]


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"{path}:{number}: bukan JSON ({error}); perbaiki barisnya") from error
    if not isinstance(row, dict) or not row.get("id"):
        raise ValueError(f"{path}:{number}: butir 'id' tidak ada; setiap baris harus ber-id")
    if isinstance(row.get("sentences"), list) and "title" in row and "text" not in row:
        row["sentences"] = [row["title"], *row["sentences"]]
    return row


def example(row: Mapping[str, Any]) -> Example:
    """Return the example that a joined row describes.

    ``sentences`` of the row begins with the title. Rows whose ``P`` is ``-`` monitor nobody: their marks
    serve the models of blame, and P is set to the province they name most.
    """
    parts = [str(part) for part in row.get("sentences") or ()]
    title = str(row.get("title") or (parts[0] if parts else ""))
    body = parts[1:] if parts else sentences(clean(str(row.get("text", ""))))
    name = str(row.get("P") or DEFAULT)
    if name == "-":
        name = _province_of(" ".join([title, *body]))
    level = str(row.get("level") or name.split(" ")[0].lower())
    return Example(
        id=str(row["id"]),
        title=title,
        sentences=tuple(clean(part) for part in body),
        government=name,
        level=level,
        origin=_origin(row),
        published=_day(row.get("published") or row.get("date")),
        flag=row.get("flag") if row.get("P") != "-" else None,
        target=str(row.get("target") or ""),
        tone=str(row.get("tone") or ""),
        severity=row.get("severity"),
        opd=tuple(row.get("opd") or ()),
        story=str(row.get("story") or ""),
        outlet=str(row.get("outlet") or ""),
        marked="blame" in row,
        blame=tuple(Blame(int(b["s"]), str(b["who"]), str(b["kind"])) for b in row.get("blame") or ()),
        answer=_numbers(row.get("answer")),
        praise=_numbers(row.get("praise")),
    )


def _origin(row: Mapping[str, Any]) -> str:
    """Written for the corpus (outlets under ``.example``), else taken as real."""
    return str(
        row.get("origin") or ("written" if str(row.get("outlet", "")).endswith(".example") else "real")
    )


def _numbers(marks: Any) -> frozenset[int]:
    return frozenset(int(mark["s"] if isinstance(mark, dict) else mark) for mark in marks or ())


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def _province_of(text: str) -> str:
    lower = f" {text.lower()} "
    counts = {
        region.title: sum(lower.count(f" {name} ") for name in region.names)
        for region in regions.regions()
        if region.level == "provinsi"
    }
    best = max(counts, key=lambda title: counts[title])
    return best if counts[best] else DEFAULT


def verdict_row(
    identity: str,
    title: str,
    text: str,
    government: str,
    level: str,
    flag: bool,
    opd: Sequence[str],
    severity: str | None,
) -> dict[str, object]:
    """Return the labelled example that a human verdict makes of an article: one JSON row for ``--data``.

    Staff judge whole articles, so the row carries no sentence marks and serves the article models and routing
    only. Its ``origin`` makes verdicts a set of their own wherever figures are shown.
    """
    return {
        "id": identity,
        "origin": "verdict",
        "title": title,
        "text": text,
        "P": government,
        "level": level,
        "flag": flag,
        "target": "province" if flag else "",
        "tone": "negative" if flag else "",
        "opd": list(opd) if flag else [],
        "severity": severity if flag else None,
    }


class Reads:
    """Reads examples and texts, keeping one lexicon per government."""

    def __init__(self, plain: frozenset[str], resolver: Resolver = generic) -> None:
        self._plain = plain
        self._resolver = resolver
        self._lexicons: dict[tuple[str, str], Lexicon] = {}

    def lexicon(self, name: str, level: str) -> Lexicon:
        """Return the lexicon of a government by name and level."""
        if (name, level) not in self._lexicons:
            self._lexicons[name, level] = Lexicon(self._resolver(name, level))
        return self._lexicons[name, level]

    def example(self, each: Example) -> Reading:
        """Return the reading of an example, over the sentences that its marks count."""
        lexicon = self.lexicon(each.government, each.level)
        return read(each.title, "", lexicon, each.published, list(each.sentences), self._plain)

    def examples(self, every: Sequence[Example]) -> list[Reading]:
        """Return the readings of examples in order."""
        return [self.example(each) for each in every]
