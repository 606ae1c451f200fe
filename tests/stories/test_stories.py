"""Which articles become one story: copies, traps, order, human words, time. On an invented press (newsprint)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from newsprint import AREAS, Row, at, copy_of, corpus, flood, spoken, template

from classifiers.similarity import Sketch, Sketcher
from classifiers.stories import Clip, Decision, StoryIndex, cluster_rows
from classifiers.storyeval import b_cubed, items
from classifiers.storymodel import StoryModelError, load_model
from classifiers.storytext import Gazetteer
from classifiers.storywindow import Span

PLACES = Gazetteer.of({slug: [name] for slug, name in AREAS.items()})
KINDS = ("harga", "cuaca", "salat", "laga", "kasus")


@cache
def sketcher() -> Sketcher:
    return Sketcher(load_model().idf, PLACES)


def clip(row: Row) -> Clip:
    when = datetime.fromisoformat(row["published"]).astimezone(UTC)
    return Clip(row["id"], row["title"], row["text"], row["outlet"], when)


def sketches(clips: Iterable[Clip]) -> list[Sketch]:
    return sketcher().sketch((one.title, one.text) for one in clips)


def place(rows: Sequence[Row], index: StoryIndex | None = None) -> dict[str, Decision]:
    clips = [clip(row) for row in rows]
    return (index or StoryIndex(all_open=True)).place(clips, sketches(clips))


def groups(story: dict[str, str]) -> set[frozenset[str]]:
    members = defaultdict(set)
    for article, name in story.items():
        members[name].add(article)
    return {frozenset(articles) for articles in members.values()}


def stories(decisions: dict[str, Decision]) -> dict[str, str]:
    return {article: decision.story or article for article, decision in decisions.items()}


@cache
def press(seed: int = 7, articles: int = 250) -> tuple[tuple[Row, ...], dict[str, str]]:
    """Return ten days of invented news with copies, and the original of every row."""
    rng = random.Random(seed)
    known = corpus()
    words = [word for row in known[:300] for word in row["text"].split()]
    rows: list[Row] = []
    original: dict[str, str] = {}
    for row in rng.sample(known, articles):
        hour = rng.random() * 240
        first = {**row, "published": at(0, hour), "outlet": "asli.example"}
        copies = [
            {
                **copy_of(first, rng, words, rng.uniform(0.05, 0.3), rng.choice((0, 0, 0.15, 0.3))),
                "published": at(0, hour + rng.random() * 48),
            }
            for _ in range(rng.choice((0, 0, 1, 2, 4)))
        ]
        rows += [first, *copies]
        original |= {one["id"]: row["id"] for one in (first, *copies)}
    return tuple(rows), original


def test_copies_are_found_however_an_outlet_edits_cuts_and_retitles_them() -> None:
    rows, original = press()

    found = place(rows)

    copies = [name for name in found if original[name] != name]
    called = [name for name in found if found[name].kind == "copy"]
    right = [name for name in called if original[found[name].of] == original[name]]
    assert len(copies) > 150
    assert len([name for name in copies if found[name].kind == "copy"]) / len(copies) >= 0.95
    assert len(right) / len(called) >= 0.99


def test_a_copy_of_a_copy_is_filed_under_the_first() -> None:
    rows, original = press()
    index = StoryIndex(all_open=True)

    place(rows, index)

    entries = [index.window.get(row["id"]) for row in rows]
    filed = {one.id: one.original for one in entries if one is not None}
    copies = [name for name in filed if original[name] != name]
    assert len([name for name in copies if filed[name] == original[name]]) / len(copies) >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_template_news_of_different_days_is_never_one_story(kind: str) -> None:
    rng = random.Random(3)
    rows = [template(kind, day, town, rng) for day in range(14) for town in ("Maros", "Gowa", "Bone")]
    day = {row["id"]: row["published"][:10] for row in rows}

    for articles in groups(stories(place(rows))):
        assert len({day[name] for name in articles}) == 1


def test_the_floods_of_two_kabupaten_are_never_one_issue() -> None:
    rng = random.Random(5)
    rows = [flood(slug, day, rng) for slug in AREAS for day in (3, 4)]

    for articles in groups(stories(place(rows))):
        assert len({name.split("-", 1)[1].rsplit("-", 1)[0] for name in articles}) == 1


def test_two_reports_of_one_flood_are_one_story() -> None:
    rng = random.Random(5)
    first = flood("maros", 3, rng)
    second = {
        **first,
        "id": "lain",
        "outlet": "tirta-news.example",
        "published": at(3, 14),
        "title": "Warga Maros Korban Banjir Menunggu Perahu Karet, Bantuan Pemprov Dinilai Lamban",
        "text": "Mariati sudah dua malam tidur di serambi masjid. Perahu karet yang ditunggu warga Kabupaten Maros "
        f"belum datang, {spoken(3)}.\n"
        "Banjir setinggi dada merendam rumahnya, beras dan pakaian hanyut. Anak-anak makan mi dari tetangga.\n"
        "Ia menyebut pemerintah provinsi lamban. Dapur umum BPBD baru berdiri di satu titik, padahal sungai yang "
        "dangkal itu sudah lama dijanjikan dikeruk.",
    }

    found = place([first, second])["lain"]

    assert (found.story, found.kind, found.of) == (first["id"], "same", first["id"])
    assert found.why[0].startswith("kemiripan isi 0,")
    assert "tempat sama" in found.why


def mixed() -> list[Row]:
    rng = random.Random(11)
    rows = list(press(5, 120)[0])
    rows += [
        template(kind, day, town, rng) for kind in KINDS for day in range(8) for town in ("Maros", "Bone")
    ]
    return rows + [flood(slug, 5, rng) for slug in AREAS]


def test_one_batch_or_48_with_a_crash_after_each_give_the_same_stories() -> None:
    rows = sorted(mixed(), key=lambda row: (row["published"], row["id"]))
    whole = stories(place(rows))

    stored: list[tuple[Clip, bytes, str, str]] = []
    size = -(-len(rows) // 48)
    for start in range(0, len(rows), size):
        index = StoryIndex(all_open=True)
        for known, data, story, of in stored:
            index.add(known, Sketch.from_bytes(data), story, of)
        batch = [clip(row) for row in rows[start : start + size]]
        made = sketches(batch)
        found = index.place(batch, made)
        index.window.prune(batch[-1].published)
        for one, sketch in zip(batch, made, strict=True):
            of = found[one.id].of if found[one.id].kind == "copy" else ""
            stored.append((one, sketch.to_bytes(), found[one.id].story or one.id, of))

    assert {one.id: story for one, _, story, _ in stored} == whole


def test_the_order_within_a_batch_does_not_matter() -> None:
    rows = mixed()
    shuffled = random.Random(2).sample(rows, len(rows))

    assert stories(place(shuffled)) == stories(place(rows))


def test_the_stories_of_a_press_with_copies_templates_and_floods_are_told_apart() -> None:
    rows, original = press()
    rng = random.Random(13)
    traps = [
        template(kind, day, town, rng) for kind in KINDS for day in range(10) for town in ("Maros", "Gowa")
    ]
    traps += [flood(slug, day, rng) for slug in AREAS for day in (2, 9)]
    # an edition of a template is a matter of its day, a flood one of its kabupaten
    true = dict(original)
    true |= {row["id"]: row["id"] for row in traps}
    true |= {row["id"]: row["id"].rsplit("-", 1)[0] for row in traps if row["id"].startswith("banjir")}

    found = stories(place([*rows, *traps]))

    scores = b_cubed(true, items(true, found))
    assert scores.precision >= 0.99
    assert scores.f1 >= 0.97
    assert scores.several_f1 >= 0.92


def test_placing_an_article_twice_changes_nothing() -> None:
    rows = mixed()[:60]
    index = StoryIndex(all_open=True)
    place(rows, index)
    before = {row["id"]: index.window.get(row["id"]) for row in rows}

    assert place(rows, index) == {}
    assert {row["id"]: index.window.get(row["id"]) for row in rows} == before


def test_pruning_early_or_never_gives_the_same_stories() -> None:
    rows = sorted(mixed(), key=lambda row: (row["published"], row["id"]))
    rows += [{**row, "id": row["id"] + "-x", "published": at(40, n / 9)} for n, row in enumerate(rows[:90])]
    kept, pruned = StoryIndex(), StoryIndex()
    late: dict[str, str] = {}

    for start in range(0, len(rows), 30):
        late |= stories(place(rows[start : start + 30], pruned))
        pruned.window.prune(clip(rows[min(start + 29, len(rows) - 1)]).published)

    assert late == stories(place(rows, kept))
    assert len(pruned.window) < len(kept.window)


def test_cluster_rows_is_the_same_path() -> None:
    rows = mixed()

    assert dict(cluster_rows(rows, PLACES, batch=37)) == stories(place(rows))
    assert [name for name, _ in cluster_rows(rows, PLACES)] == [row["id"] for row in rows]
    assert cluster_rows([]) == []


# --- what people said ------------------------------------------------------------------------------------


def pair() -> tuple[Row, Row]:
    rng = random.Random(5)
    row = {**corpus()[40], "published": at(0), "outlet": "asli.example"}
    return row, {**copy_of(row, rng, ["kata"], 0.05, 0), "id": "salinan", "published": at(1)}


def test_articles_that_a_person_parted_do_not_meet_again() -> None:
    first, second = pair()
    index = StoryIndex()
    index.part(first["id"], second["id"])

    assert place([first, second], index)["salinan"].story is None


def test_articles_that_a_person_joined_stay_together() -> None:
    first, _ = pair()
    other = {**corpus()[90], "published": at(1), "outlet": "lain.example"}
    index = StoryIndex()
    index.link(other["id"], first["id"])

    found = place([first, other], index)[other["id"]]

    assert (found.story, found.why) == (first["id"], ("disatukan oleh petugas",))


def test_a_word_taken_back_no_longer_counts() -> None:
    first, second = pair()
    index = StoryIndex()
    index.part(first["id"], second["id"])
    index.free(second["id"], first["id"])

    assert place([first, second], index)["salinan"].story == first["id"]


def test_a_moved_article_draws_later_ones_to_its_new_story() -> None:
    first, second = pair()
    index = StoryIndex()
    place([first], index)
    index.move(first["id"], "lain")
    index.move("tidak-ada", "lain")

    assert place([second], index)["salinan"].story == "lain"


def test_a_removed_article_is_no_candidate() -> None:
    first, second = pair()
    index = StoryIndex()
    place([first], index)
    index.remove(first["id"])
    index.remove("tidak-ada")

    assert place([second], index)["salinan"].story is None
    assert len(index.window) == 1


# --- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "joins"),
    [
        ("plain", 13, True),
        ("plain", 15, False),
        ("open", 60, True),
        ("open", 151, False),
        ("closed", 6, True),
        ("closed", 8, False),
    ],
)
def test_a_story_is_joinable_as_long_as_its_issue_lives(state: str, days: float, joins: bool) -> None:
    first, second = pair()
    index = StoryIndex(span=Span())
    place([first], index)
    if state != "plain":
        closed = clip(first).published if state == "closed" else None
        index.window.set_state(first["id"], is_open=state == "open", closed=closed)

    found = place([{**second, "published": at(days)}], index)["salinan"]

    assert (found.story == first["id"]) is joins


def test_pruning_drops_what_nothing_can_join_any_more() -> None:
    first, _ = pair()
    index = StoryIndex()
    place([first], index)
    published = clip(first).published

    assert index.window.prune(published + timedelta(days=14)) == []
    assert index.window.prune(published + timedelta(days=15, hours=1)) == [first["id"]]
    assert len(index.window) == 0


# --- the model's file ------------------------------------------------------------------------------------


def test_a_missing_or_damaged_model_is_said_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "story.json"
    broken.write_text('{"weights": {"cosine": 1}}')
    for path in (broken, tmp_path / "none.json"):
        with pytest.raises(StoryModelError, match=r"Model cerita .* pasang ulang") as caught:
            load_model(path)
        assert "\n" not in str(caught.value)


def test_a_model_is_the_same_after_it_was_written(tmp_path: Path) -> None:
    model = load_model()

    model.save(tmp_path / "story.json")

    again = load_model(tmp_path / "story.json")
    assert (again.weights, again.bias, again.threshold) == (model.weights, model.bias, model.threshold)
    assert again.idf.counts.tolist() == model.idf.counts.tolist()
