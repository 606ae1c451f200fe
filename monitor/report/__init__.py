"""Figures from the log, and the documents made of them."""

from __future__ import annotations

from importlib import import_module
from typing import Literal, overload

from monitor.errors import InputError
from monitor.report.document import Document
from monitor.report.safe import cleaned

TEXT_FORMATS = ("text", "json", "wa", "html", "csv")
BINARY_FORMATS = ("pdf", "docx", "xlsx")
FORMATS = (*TEXT_FORMATS, *BINARY_FORMATS)
ENDINGS = {"text": "txt", "wa": "wa.txt"}


@overload
def render(document: Document, form: Literal["text", "json", "wa", "html", "csv"]) -> str: ...
@overload
def render(document: Document, form: str) -> str | bytes: ...
def render(document: Document, form: str) -> str | bytes:
    """Return a document in one of ``FORMATS``: text, or bytes for the ``BINARY_FORMATS``.

    Raises InputError for another form. Each renderer is loaded when it is first asked for: typst, Word and
    chart libraries would otherwise slow down every start of the command line.
    """
    if form not in FORMATS:
        raise InputError(f"--format: '{form}' tidak dikenal; pilih salah satu dari {', '.join(FORMATS)}.")
    renderer = import_module(f"monitor.report.render_{form}")
    made: str | bytes = renderer.render(cleaned(document))
    return made


def ending(form: str) -> str:
    """Return the ending of a file of that form."""
    return ENDINGS.get(form, form)
