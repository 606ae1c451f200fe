"""A copy of the whole data folder that is whole in itself, taken while others work."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.store.database import translated

# What belongs to the record beside the database, and the administrator's file (which holds no secret).
FOLDERS = ("lampiran", "surat")
FILES = ("kontak.yaml",)


def back_up(db: Database, folder: Path, database: str, target: Path) -> int:
    """Write a zip of database, attachments and letters to ``target``; return its size in bytes.

    The database is copied first and by SQLite itself: attachments are written before the rows that name them,
    so that the copy never names a file that the zip lacks. Raises StoreError where it cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as workbench:
            copy = Path(workbench) / database
            with translated(folder / database):
                db.execute("VACUUM INTO ?", (str(copy),))
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.write(copy, database)
                for path in _files(folder):
                    packed.write(path, path.relative_to(folder))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StoreError(
            f"Cadangan {target} tidak dapat ditulis ({error.strerror}); periksa folder, izin, dan ruangnya."
        ) from error
    return target.stat().st_size


def _files(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from sorted(
            path
            for path in (folder / name).rglob("*")
            if path.is_file() and not path.name.endswith(".partial")
        )
    yield from (folder / name for name in FILES if (folder / name).is_file())
