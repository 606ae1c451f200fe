"""Files that belong to answers: stored once by the hash of their content, outside anything the web shows.

The log of an issue names a file by that hash, so that nobody can exchange it unnoticed. The file is written
and flushed before its row; a crash in between leaves a file that no row names, never a row without a file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from monitor.errors import InputError, StoreError
from monitor.store.codec import to_instant, to_text
from monitor.store.filekinds import kind_of

# A scanned letter of twenty pages has about 5 MB; more than this does not fit an ordinary mailbox either.
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of one issue. ``hash``: SHA-256 of its content; ``kind``: media type; ``opd``: who gave it."""

    issue: str
    hash: str
    name: str
    kind: str
    size: int
    added_at: datetime
    added_by: str
    opd: str


_COLUMNS = ", ".join(one.name for one in fields(Attachment))


class Attachments:
    """Reads and writes attachments; ``folder`` is made when the first one comes."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db = db
        self._folder = folder

    def add(self, issue: str, name: str, content: bytes, *, by: str, opd: str, at: datetime) -> Attachment:
        """Store a file for an issue; the same content twice is one file. Call inside a transaction.

        Raises InputError for a kind or size that is not accepted, StoreError where it cannot be written.
        """
        name = plain_name(name)
        if not content:
            raise InputError(f"Lampiran '{name}' kosong; pilih berkas yang berisi.")
        if len(content) > MOST_BYTES:
            most = MOST_BYTES // 1024 // 1024
            raise InputError(f"Lampiran '{name}' lebih besar dari {most} MB; perkecil atau bagi berkasnya.")
        row = Attachment(
            issue, sha256(content).hexdigest(), name, kind_of(name, content), len(content), at, by, opd
        )
        self._write(row.hash, content)
        self._db.execute(
            f"INSERT OR IGNORE INTO attachments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.issue, row.hash, row.name, row.kind, row.size, to_text(at), by, opd),
        )
        return self.get(issue, row.hash) or row

    def of(self, issue: str) -> list[Attachment]:
        """Return the files of an issue, oldest first."""
        return self._select("WHERE issue = ? ORDER BY added_at, name", (issue,))

    def get(self, issue: str, digest: str) -> Attachment | None:
        """Return one file of an issue, or None."""
        found = self._select("WHERE issue = ? AND hash = ?", (issue, digest))
        return found[0] if found else None

    def read(self, attachment: Attachment) -> bytes:
        """Return a file's content. Raises StoreError where it is missing or not what was stored."""
        try:
            content = self._path(attachment.hash).read_bytes()
        except OSError as error:
            raise StoreError(
                f"Lampiran '{attachment.name}' tidak dapat dibaca ({error.strerror}); pulihkan dari cadangan."
            ) from error
        if sha256(content).hexdigest() != attachment.hash:
            raise StoreError(f"Lampiran '{attachment.name}' sudah berubah isinya; pulihkan dari cadangan.")
        return content

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _write(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        if path.exists():
            return
        partial = path.with_name(f"{digest}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            raise StoreError(
                f"Folder lampiran {self._folder} tidak dapat ditulis ({error.strerror}); "
                "periksa izin dan ruangnya."
            ) from error

    def _select(self, clause: str, values: tuple[str, ...]) -> list[Attachment]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM attachments {clause}", values)
        return [
            Attachment(row[0], row[1], row[2], row[3], row[4], to_instant(row[5]), row[6], row[7])
            for row in rows
        ]


def plain_name(name: str) -> str:
    """Return a file name without folders and unprintable characters, at most 120 long, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = "".join(one for one in last if one.isprintable()).strip().rpartition(".")
    return f"{stem[: 119 - len(ending)]}{dot}{ending}" if len(ending) < 12 else ending[:120]
