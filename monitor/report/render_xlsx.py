"""Render a document as a spreadsheet: a summary, one sheet per table, raw rows; every cell has its type."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from monitor.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Entry,
    Heading,
    Paragraph,
    Sheet,
    Table,
    Value,
    typed,
)

_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_EXCEL_ZERO, _DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001 (sheets know no zone)
_SHOWN = {"int": "#,##0", "decimal": "#,##0.0", "share": "0%", "date": "dd/mm/yyyy",
          "instant": "dd/mm/yyyy hh:mm"}  # fmt: skip
_NAME_LIMIT = 31  # Excel's own
_WIDEST = 60
_LABEL, _TEXT = 26, 100  # widths of the summary's two columns, in characters
_LINE = 15  # points
_MEASURED = 200  # rows looked at for a column's width


def render(document: Document) -> bytes:
    """Return the spreadsheet. Text is always written as text: a formula in it stays a line of letters.

    Decimal and thousands signs follow the reader's own Excel ("1.234,5" where it is Indonesian).
    """
    file = io.BytesIO()
    # Constant memory writes row by row to disk: 100,000 issues need no gigabyte.
    options = {"in_memory": False, "constant_memory": True, "strings_to_formulas": False,
               "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        made = (document.at or _NO_DATE).replace(tzinfo=None)
        book.set_properties({"title": document.title, "subject": document.subtitle, "created": made})
        styles = {form: book.add_format({"num_format": shown}) for form, shown in _SHOWN.items()}
        styles |= {
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "head": book.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 1, "text_wrap": True}),
            "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#0B4F8A"}),
            "bold": book.add_format({"bold": True, "font_color": "#0B4F8A", "text_wrap": True}),
        }
        _summary(book.add_worksheet("Ringkasan"), document, styles)
        taken = {"ringkasan"}
        for name, table in _tables(document):
            _table(book.add_worksheet(_unique(name, taken)), table, styles)
        if raw := document.raw():
            _raw(book.add_worksheet(_unique(raw.name, taken)), raw, styles)
    return file.getvalue()


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        if isinstance(block, Table):
            yield block.name or heading, block


def _unique(name: str, taken: set[str]) -> str:
    """Return a sheet name that Excel takes: short, without its own signs, not used yet."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:_NAME_LIMIT] or "Data"
    found, number = plain, 2
    while found.lower() in taken:
        tail = f" {number}"
        found, number = plain[: _NAME_LIMIT - len(tail)] + tail, number + 1
    taken.add(found.lower())
    return found


def _summary(sheet: Worksheet, document: Document, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, 1, _TEXT)
    _paper(sheet)
    sheet.write_string(0, 0, document.title, styles["title"])
    sheet.write_string(1, 0, document.subtitle)
    row = 3
    for block in document.blocks:
        for label, text, style in _lines(block):
            sheet.set_row(row, _LINE * max(_height(label, _LABEL), _height(text, _TEXT)))
            if label:
                sheet.write_string(row, 0, label, styles[style])
            if text:
                sheet.write_string(row, 1, text, styles["text"])
            row += 1
    row += 1
    for label, value in document.footer:
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, value, styles["text"])
        row += 1


def _lines(block: Block) -> Iterator[tuple[str, str, str]]:
    """Yield (label, text, style of the label) for the summary; tables have sheets of their own."""
    match block:
        case Heading(text):
            yield text, "", "bold"
        case Paragraph(text):
            yield "", text, "text"
        case Bullets(items):
            yield from (("•", item, "text") for item in items)
        case Entry():
            yield block.level, block.head, "bold"
            yield from ((label, value, "text") for label, value in block.facts)
            if block.quote:
                yield "Kutipan", f"“{block.quote}”", "text"
            yield from ((label, url, "text") for label, url in block.links)
        case Table() | Chart():
            return


def _table(sheet: Worksheet, table: Table, styles: dict[str, Any]) -> None:
    sizes = []
    for place, name in enumerate(table.columns):
        texts = [len(row[place]) for row in table.rows[:_MEASURED]]
        sizes.append(min(max([len(name) * 0.7, 9, *texts]) + 2, _WIDEST))
        sheet.set_column(place, place, sizes[-1])
    _head(sheet, table.columns, styles)
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, _LINE * max(map(_height, row, sizes), default=1))
        for place, cell in enumerate(row):
            form = cell.form if isinstance(cell, Cell) else "text"
            _write(sheet, number, place, typed(cell), styles[form], styles["text"])
    _filter(sheet, table.columns, len(table.rows))


def _raw(sheet: Worksheet, raw: Sheet, styles: dict[str, Any]) -> None:
    """Write raw rows as they come: texts unwrapped, since wrapping makes Excel measure every one of them."""
    formats, number = [styles[form] if form != "text" else None for form in raw.forms], 0
    for place, (name, form) in enumerate(zip(raw.columns, raw.forms, strict=True)):
        sheet.set_column(place, place, 17 if form in ("instant", "text") else max(9, len(name) * 0.8))
    _head(sheet, raw.columns, styles)
    for number, row in enumerate(raw.rows, 1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats[place], None)
    _filter(sheet, raw.columns, number)


def _head(sheet: Worksheet, columns: Sequence[str], styles: dict[str, Any]) -> None:
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, styles["head"])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _paper(sheet)


def _paper(sheet: Worksheet) -> None:
    """Print as wide as one page of A4 lying on its side, as many pages long as it takes."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _height(text: str, width: float) -> int:
    """Return how many lines a text takes: of rows that go straight to disk nobody else measures it."""
    return max(1, ceil(len(text) * 1.1 / width))


def _filter(sheet: Worksheet, columns: Sequence[str], rows: int) -> None:
    if rows:
        sheet.autofilter(0, 0, rows, len(columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Value, shown: Any, text: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, text)
    elif value is not None:
        sheet.write_number(row, column, _serial(value) if isinstance(value, date) else value, shown)


def _serial(value: date) -> float:
    """Return Excel's number of a day or instant; ``write_datetime`` takes four times as long to find it."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return (moment - _EXCEL_ZERO) / _DAY
