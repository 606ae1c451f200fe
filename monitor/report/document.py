"""One document model for every output: title, facts and blocks, which renderers turn into text or more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


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
class Table:
    """A table of display texts. ``align`` has one letter per column: ``l`` or ``r``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One issue of a list: head line with level, facts as (label, value), a quoted sentence, links."""

    level: str
    head: str
    facts: tuple[tuple[str, str], ...]
    quote: str = ""
    links: tuple[tuple[str, str], ...] = ()


Block = Heading | Paragraph | Table | Entry


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document. ``data`` is the same content as JSON values, for programs."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    footer: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
