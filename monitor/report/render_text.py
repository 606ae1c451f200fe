"""Render a document as plain text for terminals, mail and logs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from monitor.report.document import Block, Bullets, Chart, Document, Entry, Heading, Paragraph, Table

WIDTH = 100
_QUIET = {"warning": "! ", "quote": "  “", "quiet": "", "normal": ""}


def render(document: Document, width: int = WIDTH) -> str:
    """Return the document as lines of at most ``width`` characters (tables excepted)."""
    lines = [document.title.upper(), document.subtitle, "=" * min(width, 72)]
    for block in document.blocks:
        lines += _block(block, width)
    if document.footer:
        lines += ["", "-" * min(width, 72)]
        lines += [f"{label}: {value}" for label, value in document.footer]
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from ("", text if level > 1 else text.upper(), ("-" if level > 1 else "=") * len(text))
        case Paragraph(text, tone):
            mark = _QUIET[tone]
            tail = "”" if tone == "quote" else ""
            yield from textwrap.wrap(
                text + tail, width, initial_indent=mark, subsequent_indent=" " * len(mark)
            )
        case Bullets(items):
            for item in items:
                yield from textwrap.wrap(item, width, initial_indent="- ", subsequent_indent="  ")
        case Table():
            yield from _table(block)
        case Chart():
            return  # its numbers stand in the table beside it
        case Entry():
            yield from _entry(block, width)


def _table(table: Table) -> Iterator[str]:
    columns = list(zip(table.columns, *table.rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    align = table.align or "l" * len(table.columns)
    if table.caption:
        yield table.caption
    for number, row in enumerate((table.columns, *table.rows)):
        cells = (
            cell.rjust(size) if side == "r" else cell.ljust(size)
            for cell, size, side in zip(row, widths, align, strict=True)
        )
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("-" * size for size in widths)


def _entry(entry: Entry, width: int) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(f"[{entry.level}] {entry.head}", width, subsequent_indent="     ")
    label_width = max((len(label) for label, _ in entry.facts), default=0)
    for label, value in entry.facts:
        start = f"     {label.ljust(label_width)}  "
        yield from textwrap.wrap(value, width, initial_indent=start, subsequent_indent=" " * len(start))
    if entry.quote:
        yield from textwrap.wrap(
            f"“{entry.quote}”", width, initial_indent="     ", subsequent_indent="      "
        )
    for label, url in entry.links:
        yield f"     · {label}: {url}"
