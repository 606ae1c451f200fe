"""The log: appended, chained, never changed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import LogBrokenError
from monitor.model import NewEvent
from monitor.store import Store, open_store

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def event(issue: str = "2026-0001", kind: str = "note", **payload: object) -> NewEvent:
    return NewEvent(issue, kind, "TERDETEKSI", "TERDETEKSI", "budi", "verifikator", AT, payload)


def append(store: Store, *events: NewEvent) -> None:
    with store.transaction():
        store.events.append(events)


def test_what_was_written_is_read_back_in_order(store: Store) -> None:
    append(store, event(note="satu"), event("2026-0002", note="lain"), event(note="dua – “kutipan”"))

    lines = store.events.of("2026-0001")

    assert [(line.seq, line.payload["note"]) for line in lines] == [(1, "satu"), (3, "dua – “kutipan”")]
    assert lines[0].at == AT


def test_every_line_hangs_on_the_line_before_it(store: Store) -> None:
    append(store, event(), event())
    append(store, event())

    lines = list(store.events.all())

    assert [line.prev_hash for line in lines[1:]] == [line.hash for line in lines[:-1]]
    assert store.events.verify() == (3, lines[-1].hash)


@pytest.mark.parametrize("verb", ["UPDATE events SET actor = 'lain'", "DELETE FROM events"])
def test_the_database_itself_refuses_to_change_a_line(store: Store, verb: str) -> None:
    append(store, event())

    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.transaction():
        store._db.execute(verb)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE events SET actor = 'lain' WHERE seq = 2",
        'UPDATE events SET payload = \'{"note":"x"}\' WHERE seq = 1',
        "UPDATE events SET at = '2026-11-21T10:00:01Z' WHERE seq = 3",
        "DELETE FROM events WHERE seq = 1",
        "DELETE FROM events WHERE seq = 2",
    ],
)
def test_a_line_changed_behind_our_back_breaks_the_chain(store: Store, tampering: str) -> None:
    append(store, event(note="a"), event(note="b"), event(note="c"))
    store._db.execute("DROP TRIGGER events_no_update")
    store._db.execute("DROP TRIGGER events_no_delete")
    store._db.execute(tampering)

    with pytest.raises(LogBrokenError, match="Catatan peristiwa tidak utuh"):
        store.events.verify()


def test_a_failed_transaction_leaves_no_line(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store.events.append([event(), replace(event(), kind=None)])  # type: ignore[arg-type]

    assert store.events.head() == (0, "0" * 64)
