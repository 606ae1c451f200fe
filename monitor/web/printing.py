"""Documents as downloads, in whatever forms the reports know."""

from __future__ import annotations

from monitor.errors import InputError
from monitor.report import FORMATS, render
from monitor.report.document import Document
from monitor.web.pages import Download

_TYPES = {
    "text": ("txt", "text/plain; charset=utf-8"),
    "wa": ("txt", "text/plain; charset=utf-8"),
    "json": ("json", "application/json"),
    "html": ("html", "text/html; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_LABELS = {"text": "Teks", "wa": "WhatsApp", "json": "JSON", "html": "HTML", "csv": "CSV", "pdf": "PDF",
           "docx": "Word", "xlsx": "Excel"}  # fmt: skip


def formats() -> list[tuple[str, str]]:
    """Return the forms a document can be handed over in, with the words for them."""
    return [(form, _LABELS[form]) for form in FORMATS if form in _TYPES]


def download(document: Document, form: str, name: str) -> Download:
    """Return a document as a file. Raises InputError for an unknown form."""
    if form not in dict(formats()):
        raise InputError("Bentuk berkas tidak dikenal; pilih salah satu yang ditawarkan.")
    made: str | bytes = render(document, form)
    content = made.encode() if isinstance(made, str) else made
    ending, media_type = _TYPES[form]
    return Download(content, f"{name}.{ending}", media_type)
