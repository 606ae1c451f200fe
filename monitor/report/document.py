"""One document model for every output: title, blocks, footer, which renderers turn into files and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

Value = str | int | float | date | datetime | None
Form = Literal["text", "int", "decimal", "share", "date", "instant"]


class Cell(str):
    """A table cell: the text that people read, and the value behind it for spreadsheets.

    ``form`` tells how a spreadsheet shows ``value``: ``int`` · ``decimal`` · ``share`` (0 to 1) · ``date`` ·
    ``instant`` (local time, without zone) · ``text``. A plain ``str`` in a table is a text cell.
    """

    value: Value
    form: Form

    def __new__(cls, text: str, value: Value = None, form: Form = "text") -> Cell:
        """Return the cell that reads ``text``."""
        cell = super().__new__(cls, text)
        cell.value, cell.form = value, form
        return cell


def typed(cell: str) -> Value:
    """Return the value behind a cell: a number or time where there is one, else its text."""
    value = cell.value if isinstance(cell, Cell) else None
    return str(cell) if value is None else value


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the document; ``level`` 1 is a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``tone`` says how loud it is."""

    text: str
    tone: Literal["normal", "quiet", "warning", "quote"] = "normal"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of display texts (or typed ``Cell``s). ``align`` has one letter per column: ``l`` or ``r``.

    ``name`` is the title of its sheet in a spreadsheet; "" takes the heading above it.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str = ""
    caption: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Raw rows for programs: one form per column, one plain value (or None) per cell.

    ``rows`` may be made while they are written: there may be hundreds of thousands. Texts in them are as
    strange as any (see ``safe``); instants are local and carry no zone.
    """

    name: str
    columns: tuple[str, ...]
    forms: tuple[Form, ...]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One issue of a list: head line with level, facts as (label, value), a quoted sentence, links."""

    level: str
    head: str
    facts: tuple[tuple[str, str], ...]
    quote: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars of a chart; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers that also stand in a table beside it (``charted`` makes both).

    ``kind``: ``line`` · ``bar`` (beside each other) · ``stacked`` (horizontal, one bar per x) ·
    ``steps``. ``marks``: (index of x, what happened there); ``level``: a line across at (value, words).
    """

    kind: Literal["line", "bar", "stacked", "steps"]
    title: str
    x: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    x_title: str = ""
    marks: tuple[tuple[int, str], ...] = ()
    level: tuple[float, str] | None = None


Block = Heading | Paragraph | Bullets | Table | Entry | Chart


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who sends the document: lines of the letterhead, address line, place, the unit that signs.

    ``templates``: the folder in which the office keeps its own forms of paper.
    """

    lines: tuple[str, ...]
    address: str = ""
    city: str = ""
    unit: str = ""
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one figure: its chapter, its words, the issues (or articles) it counts."""

    chapter: str
    figure: str
    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document. ``data`` is the same content as JSON values, for programs.

    ``brief``: the blocks a phone gets instead of the whole · ``raw`` makes the raw rows for spreadsheet and
    CSV, only when asked; pages, paper and phones never get them · ``behind`` says what each figure counts,
    for ``--explain`` · ``at``: the instant (UTC) as of which
    it was made, for the properties of files.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    footer: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    brief: tuple[Block, ...] = ()
    raw: Callable[[], Sheet | None] = lambda: None
    behind: Callable[[], Sequence[Behind]] = tuple
    masthead: Masthead | None = None
    at: datetime | None = None
