"""Figures from the log, and the documents made of them."""

from __future__ import annotations

import json

from monitor.errors import InputError
from monitor.report import text
from monitor.report.document import Document

FORMATS = ("text", "json")


def render(document: Document, form: str) -> str:
    """Return a document in one of ``FORMATS``. Raises InputError for another form."""
    if form == "text":
        return text.render(document)
    if form == "json":
        return json.dumps(document.data, ensure_ascii=False, indent=2, default=str) + "\n"
    raise InputError(f"--format: '{form}' tidak dikenal; pilih {' atau '.join(FORMATS)}.")
