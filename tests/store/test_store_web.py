"""What triggers keep for the pages: each agency's part, secret issues, bounded search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Article, NewEvent
from monitor.store import Store, open_store
from monitor.store.schema_web import BODY, PARTS, SECRETS
from monitor.store.search import Wanted

AT = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def write(store: Store, *lines: tuple[str, str, str, dict[str, Any]]) -> None:
    """Append (issue, kind, role, payload), a minute apart."""
    with store.transaction():
        store.events.append(
            NewEvent(issue, kind, "A", "A", role, role, AT + timedelta(minutes=number), payload)
            for number, (issue, kind, role, payload) in enumerate(lines)
        )


BREACH = {"term": "accept", "opd": "dinkes"}
HISTORY = (
    ("2026-0001", "assign", "verifikator", {"opd": "dinkes", "support": ["disdik"]}),
    ("2026-0001", "accept", "operator", {}),
    ("2026-0002", "assign", "verifikator", {"opd": "dinkes"}),
    ("2026-0002", "breach", "sistem", BREACH),
    ("2026-0002", "breach", "sistem", {"term": "respond", "opd": "dinkes"}),
    ("2026-0002", "reassign", "koordinator", {"opd": "disdik"}),
    ("2026-0002", "accept", "operator", {}),
    ("2026-0003", "assign", "verifikator", {"opd": "dinkes"}),
    ("2026-0003", "breach", "sistem", BREACH),
    ("2026-0003", "accept", "operator", {}),
    ("2026-0003", "set_flag", "koordinator", {"flag": "rahasia", "on": True}),
    ("2026-0001", "set_flag", "koordinator", {"flag": "rahasia", "on": True}),
    ("2026-0001", "set_flag", "koordinator", {"flag": "krisis", "on": True}),
    ("2026-0001", "set_flag", "koordinator", {"flag": "rahasia", "on": False}),
)  # fmt: skip


def test_each_agencys_part_is_counted_by_leg(store: Store) -> None:
    write(store, *HISTORY)
    parts = store.browse.opd_parts()

    assert (parts["dinkes"].cases, parts["dinkes"].in_time, parts["dinkes"].missed) == (3, 1, 2)
    assert (parts["disdik"].cases, parts["disdik"].in_time, parts["disdik"].missed) == (2, 1, 0)
    assert parts["dinkes"].acted_at == AT + timedelta(minutes=9)
    assert parts["disdik"].acted_at == AT + timedelta(minutes=6)


def secrets_of(store: Store) -> list[str]:
    return [row[0] for row in store._db.execute("SELECT issue FROM issue_secrets ORDER BY 1")]


def test_the_first_filling_counts_the_same_as_the_triggers(store: Store) -> None:
    write(store, *HISTORY)
    kept = store._db.execute("SELECT * FROM opd_parts ORDER BY 1").fetchall(), secrets_of(store)
    for name in ("events_opd_parts", "events_secrets"):
        store._db.execute(f"DROP TRIGGER {name}")
    for name in ("opd_parts", "issue_secrets"):
        store._db.execute(f"DROP TABLE {name}")
    for statement in (*PARTS, *SECRETS):
        store._db.execute(statement)

    assert (store._db.execute("SELECT * FROM opd_parts ORDER BY 1").fetchall(), secrets_of(store)) == kept
    assert kept[1] == ["2026-0003"]


def test_a_word_beyond_the_bound_is_not_found_and_editing_keeps_the_index_whole(store: Store) -> None:
    def article(text: str) -> Article:
        return Article("k", "https://a.example/1", "a", "a/rss", "Judul " * 200_000, text, AT, AT)

    found = []
    for text in (f"dekat {'kata ' * BODY} jauh", f"baru {'kata ' * BODY} jauh", "pendek"):
        with store.transaction():
            store.articles.save([article(text)])
        hits = {
            word: store.search.articles(Wanted(word), 5)[0] for word in ("judul", "dekat", "baru", "jauh")
        }
        found.append([word for word, hit in hits.items() if hit])

    assert found == [["judul", "dekat"], ["judul", "baru"], ["judul"]]
    store._db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
