"""Articles taken in: each once, under every address of its outlet; edits as versions; looks when due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classifiers import Rating
from monitor.model import Article, Problem, Visit, article_id
from monitor.store import Store, open_store

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def article(key: str = "https://a.example/1", **changes: object) -> Article:
    first = Article(
        key=key,
        url=key,
        outlet="a",
        source="a/rss-1",
        title="Judul",
        text="Isi berita.",
        published=AT,
        first_seen=AT,
    )
    return replace(first, **changes)


def rating(band: str) -> Rating:
    return Rating(
        target="provinsi",
        tone="negatif",
        flag=band == "flag",
        flag_probability=0.5,
        band=band,
        opd=(),
        opd_scores={},
        opd_cues=(),
        severity=None,
        evidence=(),
        reasons=(),
        model="uji-1",
    )


def test_the_place_of_the_dateline_is_kept(store: Store) -> None:
    store.intake.save([article(place="Gowa")])

    assert store.articles.get([article().id])[article().id].place == "Gowa"


def test_an_article_is_known_under_every_address_of_its_outlet(store: Store) -> None:
    store.intake.save(
        [article(aliases=("https://a.example/amp/1",)), article("https://a.example/2", source="a/sitemap-1")]
    )
    store.intake.save([article("https://b.example/1", outlet="b")])

    known = store.intake.known_ids("a", 10)

    assert known == {article_id(f"https://a.example/{path}") for path in ("1", "2", "amp/1")}


def test_the_newest_are_known_where_there_are_too_many(store: Store) -> None:
    store.intake.save(
        article(f"https://a.example/{n}", first_seen=AT + timedelta(minutes=n)) for n in range(5)
    )

    assert store.intake.known_ids("a", 2) == {
        article_id("https://a.example/3"),
        article_id("https://a.example/4"),
    }


@pytest.mark.parametrize("key", ["https://a.example/1", "https://a.example/amp/1"])
def test_an_article_seen_under_another_address_is_no_second_one(store: Store, key: str) -> None:
    store.intake.save([article(aliases=("https://a.example/amp/1",))])

    saved = store.intake.save([article(key, title="Judul baru")])

    assert saved.new == ()
    assert [(edit.id, edit.old_title) for edit in saved.edits] == [(article().id, "Judul")]
    assert store.articles.count() == 1


def test_an_article_that_confesses_its_address_later_stays_one(store: Store) -> None:
    store.intake.save([article("https://a.example/?p=1", text="Ringkasan", flags=("ringkasan",))])

    saved = store.intake.save(
        [article("https://a.example/1", aliases=("https://a.example/?p=1",), text="Isi penuh.")]
    )

    assert (len(saved.new), len(saved.edits)) == (0, 1)
    [only] = store.articles.get([article_id("https://a.example/?p=1")]).values()
    assert (only.text, only.flags) == ("Isi penuh.", ())


def test_only_articles_looked_at_on_purpose_can_have_been_edited(store: Store) -> None:
    store.intake.save([article()])
    other = article(text="Isi berita menurut umpan.")

    assert store.intake.save([other], looked=()).edits == ()
    assert len(store.intake.save([other], looked=(article().id,)).edits) == 1


@pytest.mark.parametrize(
    "changes", [{"title": "JUDUL "}, {"text": ""}, {"text": "x", "flags": ("tantangan",)}]
)
def test_what_is_no_edit_leaves_no_version(store: Store, changes: dict[str, object]) -> None:
    store.intake.save([article()])

    assert store.intake.save([article(**changes)]).edits == ()
    assert store.browse.versions(article().id) == []


def test_an_edit_says_whether_the_headline_changed(store: Store) -> None:
    store.intake.save([article(), article("https://a.example/2")])

    edits = store.intake.save(
        [article(title="Judul lain"), article("https://a.example/2", text="Isi lain.")]
    ).edits

    assert [edit.headline for edit in edits] == [True, False]


def test_young_articles_that_matter_are_due_after_two_hours_and_after_a_day(store: Store) -> None:
    for number, band in enumerate(("flag", "check", "drop")):
        store.intake.save([article(f"https://a.example/{number}")])
        store.ratings.save([(article_id(f"https://a.example/{number}"), rating(band))], AT)
    wanted = {"https://a.example/0", "https://a.example/1"}
    hours = {}
    for hour in (1, 2, 3, 23, 24, 25, 71, 73):
        now = AT + timedelta(hours=hour)
        due = store.intake.to_look_at("a", now)
        hours[hour] = {url for _, url in due}
        if hour != 2:
            store.intake.note_looks([one for one, _ in due], now)

    assert hours == {1: set(), 2: wanted, 3: wanted, 23: set(), 24: wanted, 25: set(), 71: set(), 73: set()}


def test_one_late_look_stands_for_both(store: Store) -> None:
    store.intake.save([article()])
    store.articles.mark_triaged(article().id, AT, "2026-0001", "same")
    late = AT + timedelta(hours=30)

    assert len(store.intake.to_look_at("a", late)) == 1
    store.intake.note_looks([article().id], late)
    assert store.intake.to_look_at("a", late) == []


def test_an_outlet_is_not_asked_for_too_much_at_once(store: Store) -> None:
    made = [article(f"https://a.example/{n}") for n in range(60)]
    store.intake.save(made)
    store.ratings.save([(one.id, rating("flag")) for one in made], AT)

    assert len(store.intake.to_look_at("a", AT + timedelta(hours=3))) == 20
    assert store.intake.to_look_at("b", AT + timedelta(hours=3)) == []


def test_arrivals_are_the_instants_of_news(store: Store) -> None:
    instants = [AT + timedelta(hours=hour) for hour in (0, 0, 1, 5)]
    store.intake.save(article(f"https://a.example/{n}", first_seen=at) for n, at in enumerate(instants))

    assert store.intake.arrivals("a/rss-1") == [AT + timedelta(hours=hour) for hour in (5, 1, 0)]
    assert store.intake.arrivals("b/rss-1") == []


def test_the_history_of_a_source_keeps_two_hundred_visits(store: Store) -> None:
    for number in range(250):
        at = AT + timedelta(minutes=number)
        store.sources.note_visits([(Visit("a/rss-1", at, "unchanged"), 0)])
    broken = Visit("b/rss-1", AT, "failed", problems=(Problem("busy", "sibuk"),))
    store.sources.note_visits([(broken, 0)])

    rows = store.sources.visits_since(AT)

    assert len([row for row in rows if row.source == "a/rss-1"]) == 200
    assert min(row.at for row in rows if row.source == "a/rss-1") == AT + timedelta(minutes=50)
    assert [(row.kind, row.reason) for row in rows if row.source == "b/rss-1"] == [("busy", "sibuk")]
