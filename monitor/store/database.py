"""Open the database file, and say in one sentence what is wrong when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import StoreError

# Seconds a writer waits for another one: longer than any transaction of ours, shorter than a cron interval.
BUSY_SECONDS = 30.0

_CURES = (
    ("readonly", "hanya bisa dibaca; beri izin tulis pada folder dan berkasnya"),
    ("full", "tidak dapat ditulis karena penyimpanan penuh; kosongkan ruang lalu ulangi"),
    ("unable to open", "tidak dapat dibuka; periksa apakah folder itu ada dan boleh ditulis"),
    ("not a database", "bukan basis data Humas Reaksi Cepat; pulihkan dari cadangan"),
    ("malformed", "rusak; pulihkan dari cadangan"),
    ("locked", "sedang dipakai proses lain; tunggu sebentar lalu ulangi"),
    ("disk i/o", "tidak dapat dibaca atau ditulis (gangguan penyimpanan); periksa cakram lalu ulangi"),
)


def explain(path: Path, error: Exception) -> StoreError:
    """Return the one-sentence error for what SQLite or the file system said of ``path``."""
    said = str(error).lower()
    for sign, cure in _CURES:
        if sign in said:
            return StoreError(f"Basis data {path} {cure}.")
    return StoreError(f"Basis data {path} menolak perintah ({error}); jalankan 'monitor doctor'.")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about ``path`` into ``StoreError``; constraint errors stay programming errors."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise explain(path, error) from error


def prepare_folder(path: Path) -> None:
    """Make the folder of the database at ``path``. Raises StoreError when it cannot be made or written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Folder data {path.parent} tidak dapat dibuat ({error.strerror}); pilih --data lain."
        ) from error
    if not os.access(path.parent, os.W_OK):
        raise StoreError(
            f"Folder data {path.parent} hanya bisa dibaca; beri izin tulis atau pilih --data lain."
        )


def connect(path: Path) -> Database:
    """Open (or create) the database at ``path`` in WAL mode.

    Raises StoreError when the file is not a sound database. Not for two openers of a new file at once:
    SQLite does not wait for the change to WAL mode.
    """
    with translated(path):
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            # WAL with NORMAL loses no committed transaction on a process crash, only on power loss;
            # the record must survive that too, and our writes are few: FULL.
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            connection.close()
            raise
        return Database(connection)


@contextmanager
def write_transaction(database: Database, path: Path) -> Iterator[None]:
    """Hold the write lock from the first read on, so that read-decide-write is one step.

    sqlite-utils' own ``atomic`` begins deferred, where two writers that both read first can fail late;
    nested blocks join the outer transaction.
    """
    connection = database.conn
    assert connection is not None
    if connection.in_transaction:
        yield
        return
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
