"""The way back from a figure: ``--explain`` lists the issues behind it, and the events behind those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from monitor.report.document import Behind, Block, Heading, Paragraph, Table
from monitor.report.wording import count_cell


class Logged(NamedTuple):
    """An event: its number in the log, its kind, when; and the latter two in words."""

    seq: int
    kind: str
    at: datetime
    words: str


Events = Mapping[str, Sequence[Logged]]
"""Per issue its events."""


def chapter(figures: Iterable[Behind], events: Events) -> list[Block]:
    """Return the trace: figure → issues, then issue → events."""
    rows = tuple(
        (one.chapter, one.figure, count_cell(len(one.ids)), ", ".join(one.ids) or "–") for one in figures
    )
    known = tuple(
        (issue, "; ".join(f"{one.seq}: {one.words}" for one in listed)) for issue, listed in events.items()
    )
    note = (
        "Di balik setiap angka: isu (atau berita) yang dihitung. Nomor peristiwa dapat dicocokkan dengan "
        "catatan peristiwa (monitor issue show NOMOR)."
    )
    return [
        Heading("Jejak angka"),
        Paragraph(note, "quiet"),
        Table(("Bab", "Angka", "Jumlah", "Isu atau berita"), rows, "llrl", "", "Jejak angka"),
        Heading("Peristiwa di balik isu", 2),
        Table(("Isu", "Peristiwa"), known, "ll", "", "Jejak peristiwa"),
    ]
