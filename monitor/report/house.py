"""The office's own forms of paper: templates in the folder ``templat`` of its profile, else those shipped."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from monitor.errors import ConfigError
from monitor.report.document import Document

FOLDER = "templat"


def template(document: Document, name: str) -> bytes:
    """Return the template of that name. Raises ConfigError where the office's own cannot be read."""
    own = own_file(document, name)
    if own is None:
        return (files("monitor.report") / "templates" / name).read_bytes()
    try:
        return own.read_bytes()
    except OSError as error:
        raise broken(own, str(error.strerror)) from error


def own_file(document: Document, name: str) -> Path | None:
    """Return the office's own template of that name, if it has one."""
    folder = document.masthead.templates if document.masthead else None
    return folder / name if folder and (folder / name).is_file() else None


def broken(file: Path, why: str) -> ConfigError:
    """Return the error for an own template that cannot be filled in."""
    reason = why.splitlines()[0][:200] if why.strip() else "salah bentuk"
    return ConfigError(
        f"{file}: templat laporan tidak dapat dipakai ({reason}); perbaiki atau hapus berkas itu "
        "agar templat bawaan dipakai."
    )
