"""The data folder: opened once, refused in one sentence when it cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import BusyError, StoreError
from monitor.model import Article, IssueRow, SourceState
from monitor.store import Store, open_store
from monitor.store.codec import to_text
from monitor.store.outbox import Message

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def article(key: str = "https://a.example/1", **changes: object) -> Article:
    first = Article(
        key=key, url=key, outlet="a", source="a/rss-1", title="Judul", text="Isi berita.", published=AT,
        first_seen=AT, flags=("partial",), cut=("Baca juga: x",),
    )  # fmt: skip
    return replace(first, **changes)


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    store.articles.save([article()])

    assert list(store.articles.get([article().id]).values()) == [article()]


def test_an_article_is_stored_once(store: Store) -> None:
    assert len(store.articles.save([article(), article()])) == 1
    assert store.articles.save([article()]) == []
    assert store.articles.count() == 1


def test_an_edited_article_keeps_its_earlier_wording_as_a_version(store: Store) -> None:
    store.articles.save([article()])
    store.articles.save([article(title="Judul baru", first_seen=AT + timedelta(hours=2))])

    versions = store._db.execute("SELECT title, seen_at FROM article_versions").fetchall()

    assert store.articles.get([article().id])[article().id].title == "Judul baru"
    assert versions == [("Judul", to_text(AT + timedelta(hours=2)))]


def test_triage_takes_waiting_articles_in_the_order_of_publication(store: Store) -> None:
    late, early = article("https://a.example/2", published=AT), article(published=AT - timedelta(hours=1))
    store.articles.save([late, early])

    assert [one.key for one in store.articles.waiting(10)] == [early.key, late.key]

    store.articles.mark_triaged(early.id, AT, None, "")

    assert [one.key for one in store.articles.waiting(10)] == [late.key]


def test_a_source_is_remembered_between_visits(store: Store) -> None:
    state = SourceState("a/rss-1", next_at=AT, etag='"x"', failures=1.5, last_ok=AT)
    store.sources.save(state)

    assert store.sources.states(["a/rss-1", "b/rss-1"]) == {
        "a/rss-1": state,
        "b/rss-1": SourceState("b/rss-1"),
    }


def test_a_message_is_queued_once_however_often_it_is_asked_for(store: Store) -> None:
    message = Message("2026-0001/assigned/1", "2026-0001", "assigned", "opd:dinkes", "s", "b", AT)

    assert store.outbox.queue([message, message], AT) == 1
    assert store.outbox.queue([message], AT) == 0
    assert [one.recipient for one in store.outbox.due(AT)] == ["opd:dinkes"]


def test_a_message_waits_for_its_time(store: Store) -> None:
    store.outbox.queue([Message("k", "i", "x", "r", "s", "b", AT + timedelta(hours=1))], AT)

    assert store.outbox.due(AT) == []
    assert len(store.outbox.due(AT + timedelta(hours=1))) == 1


def test_issue_numbers_count_up_within_a_year(store: Store) -> None:
    assert store.issues.next_id(2026) == "2026-0001"

    blank = IssueRow("", "TERDETEKSI", True, "K3", "Judul", "dinkes", AT, AT, None, None, "", 1, 1, 1)
    store.issues.save([replace(blank, id="2026-9999"), replace(blank, id="2026-10000")])

    assert store.issues.next_id(2026) == "2026-10001"
    assert store.issues.next_id(2027) == "2027-0001"


def test_a_second_run_is_refused_while_one_works(store: Store) -> None:
    with store.only_run(), pytest.raises(BusyError, match="Proses lain sedang bekerja"), store.only_run():
        pass


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "humas.db").write_bytes(b"bukan basis data" * 100)

    with pytest.raises(StoreError, match=r"humas\.db bukan basis data"):
        open_store(tmp_path)

    assert (tmp_path / "humas.db").read_bytes() == b"bukan basis data" * 100


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    with pytest.raises(StoreError, match="tidak dapat dibuat"):
        open_store(tmp_path / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere; the CLI test drops to another user")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(StoreError, match="hanya bisa dibaca"):
        open_store(tmp_path)


def test_a_corrupt_page_is_told_in_one_sentence(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.articles.save([article(f"https://a.example/{n}", text="isi " * 500) for n in range(200)])
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    path = tmp_path / "humas.db"
    content = bytearray(path.read_bytes())
    content[8192:200_000] = b"\xff" * (200_000 - 8192)
    path.write_bytes(content)

    with pytest.raises(StoreError, match=r"humas\.db rusak"):  # noqa: PT012
        broken = open_store(tmp_path)
        with broken.reading():
            broken.articles.waiting(1000)


def test_many_may_open_a_new_folder_at_the_same_instant(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        f"from pathlib import Path; from monitor.store import open_store; open_store(Path({str(tmp_path)!r})).close()",
    ]

    openers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]

    assert [(one.communicate()[1], one.returncode) for one in openers] == [("", 0)] * 4
