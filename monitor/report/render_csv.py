"""Render a document's raw rows as CSV: its first sheet, else its first table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from monitor.report.document import Cell, Document, Table
from monitor.report.safe import cell_text


def render(document: Document) -> str:
    """Return CSV with a byte-order mark, without which Excel garbles letters; decimals with a point.

    Separated by semicolons, because a comma is the decimal sign of an Indonesian Excel.
    """
    tables = (*document.sheets(), *(one for one in document.blocks if isinstance(one, Table)))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if tables:
        writer.writerow([cell_text(one) for one in tables[0].columns])
        writer.writerows([_value(cell) for cell in row] for row in tables[0].rows)
    return "\ufeff" + text.getvalue()


def _value(cell: str) -> str:
    if isinstance(cell, Cell) and cell.value is not None and not isinstance(cell.value, str):
        value = cell.value
        return value.isoformat() if isinstance(value, date | datetime) else str(value)
    return cell_text(cell)
