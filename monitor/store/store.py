"""The store: one object that holds the database and a small door per noun."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from monitor.errors import BusyError
from monitor.store.articles import Articles
from monitor.store.attachments import Attachments
from monitor.store.backup import back_up
from monitor.store.browse import Browse
from monitor.store.complaints import Complaints
from monitor.store.database import BUSY_SECONDS, connect, prepare_folder, translated, write_transaction
from monitor.store.deliveries import Deliveries
from monitor.store.events import Events
from monitor.store.intake import Intake
from monitor.store.issues import Issues
from monitor.store.migrations import migrations
from monitor.store.outbox import Outbox
from monitor.store.ratings import Ratings
from monitor.store.runs import Runs
from monitor.store.search import Search
from monitor.store.sessions import Sessions
from monitor.store.sources import Sources
from monitor.store.stories import Stories
from monitor.store.times import Times
from monitor.store.users import Users

DATABASE = "humas.db"
LOCK = "run.lock"
OPENING = "open.lock"
ATTACHMENTS = "lampiran"


class Store:
    """Everything on disk. Use ``open_store``; close it when done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / DATABASE
        self._db = connect(self.path)
        self.articles = Articles(self._db)
        self.intake = Intake(self._db)
        self.ratings = Ratings(self._db)
        self.events = Events(self._db)
        self.issues = Issues(self._db)
        self.times = Times(self._db)
        self.stories = Stories(self._db)
        self.sources = Sources(self._db)
        self.outbox = Outbox(self._db)
        self.deliveries = Deliveries(self._db)
        self.attachments = Attachments(self._db, folder / ATTACHMENTS)
        self.complaints = Complaints(self._db)
        self.runs = Runs(self._db)
        self.browse = Browse(self._db)
        self.search = Search(self._db)
        self.users = Users(self._db)
        self.sessions = Sessions(self._db)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock: all that happens inside is written together or not at all."""
        with write_transaction(self._db, self.path):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Translate the database's errors while reading."""
        with translated(self.path):
            yield

    @contextmanager
    def only_run(self) -> Iterator[None]:
        """Refuse a second pipeline run on the same data folder. Raises BusyError at once."""
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BusyError(
                f"Proses lain sedang bekerja pada {self.folder}; tunggu sampai selesai."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def check(self) -> list[str]:
        """Return what SQLite's own integrity check finds wrong; empty when all is sound."""
        with self.reading():
            rows = self._db.execute("PRAGMA integrity_check(5)").fetchall()
        return [row[0] for row in rows if row[0] != "ok"]

    def back_up(self, target: Path) -> int:
        """Write the whole record to one zip while others work; return its bytes. Raises StoreError."""
        return back_up(self._db, self.folder, DATABASE, target)

    def close(self) -> None:
        """Close the database."""
        self._db.close()


def open_store(folder: Path) -> Store:
    """Open the data folder, bring its schema up to date, and return the store.

    Raises StoreError with one plain sentence when the folder or the file cannot be used.
    """
    prepare_folder(folder / DATABASE)
    # Several workers of a server open a new folder at the same instant: one of them makes the schema.
    with FileLock(folder / OPENING, timeout=BUSY_SECONDS):
        store = Store(folder)
        try:
            with translated(store.path):
                if migrations.pending(store._db):
                    migrations.apply(store._db)
        except BaseException:
            store.close()
            raise
        return store
