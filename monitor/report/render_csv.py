"""Render a document's raw rows as CSV: its sheet, else its first table."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from monitor.report.document import Document, Table, Value, typed
from monitor.report.safe import cell_text


def render(document: Document) -> str:
    """Return CSV with a byte-order mark, without which Excel garbles letters; decimals with a point.

    Separated by semicolons, because a comma is the decimal sign of an Indonesian Excel.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if sheet := document.raw():
        writer.writerow([cell_text(one) for one in sheet.columns])
        writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    elif table := next((one for one in document.blocks if isinstance(one, Table)), None):
        writer.writerow([cell_text(one) for one in table.columns])
        writer.writerows([_plain(typed(cell)) for cell in row] for row in table.rows)
    return "\ufeff" + text.getvalue()


def _plain(value: Value) -> str:
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return "" if value is None else str(value)
