"""One document model for every output: title, blocks, footer, which renderers turn into files and texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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
    """Who sends the document: lines of the letterhead, address line, place, the unit that signs."""

    lines: tuple[str, ...]
    address: str = ""
    city: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document. ``data`` is the same content as JSON values, for programs.

    ``brief``: the blocks a phone gets instead of the whole · ``sheets`` makes the raw rows for spreadsheet
    and CSV, only when asked, for there may be hundreds of thousands · ``at``: the instant (UTC) as of which
    it was made, for the properties of files.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    footer: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    brief: tuple[Block, ...] = ()
    sheets: Callable[[], tuple[Table, ...]] = tuple
    masthead: Masthead | None = None
    at: datetime | None = None
