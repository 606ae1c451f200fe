"""Sources, edits and places as the desk tells them, over real HTTP on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import yaml
from test_pipeline import COMPLAINT, issues, publish

from classifiers import Text
from monitor.clock import ManualClock
from monitor.demo.newsroom import Newsroom
from monitor.desk import Desk
from monitor.errors import InputError
from monitor.model import SourceState
from monitor.report import render

OUTLET = "warta-losari"


def correct(newsroom: Newsroom, title: str, clock: ManualClock) -> None:
    """Let the outlet correct its only headline now."""
    [site] = [site for site in newsroom.sites() if site.id == OUTLET]
    site.posts = tuple(replace(post, corrected_at=clock.now(), corrected=title) for post in site.posts)


def headlines(desk: Desk, issue: str) -> list[dict[str, object]]:
    events = desk.issue(issue).data["events"]
    return [event["payload"] for event in events if event["kind"] == "headline"]


def test_a_changed_headline_is_told_on_its_issue_once(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    desk.run()
    number = str(issues(desk)[0]["id"])
    clock.forward(hours=1)
    correct(newsroom, "RSUD Labuang Baji Jelaskan Stok Obat", clock)
    assert desk.crawl().edited == 0

    clock.forward(hours=1)
    edited = [desk.crawl().edited, desk.crawl().edited]

    [told] = headlines(desk, number)
    assert edited == [1, 0]
    assert (told["old"], told["new"]) == (COMPLAINT[0], "RSUD Labuang Baji Jelaskan Stok Obat")
    assert "judul berita diubah medianya" in render(desk.issue(number), "text")
    assert desk.rebuild_log() == (1, 0)
    assert desk.verify_log()[0] > 0


def test_a_day_later_it_is_looked_at_for_the_last_time(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    desk.run()
    found = []
    for hours, title in ((2, "Judul kedua"), (22, "Judul ketiga"), (24, "Judul keempat")):
        clock.forward(hours=hours)
        correct(newsroom, title, clock)
        found.append(desk.crawl().edited)

    assert found == [1, 1, 0]
    assert len(headlines(desk, str(issues(desk)[0]["id"]))) == 2


def test_an_article_that_is_in_no_issue_and_harmless_is_left_alone(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(
        newsroom,
        OUTLET,
        ("Festival Perahu Hias Ramaikan Pantai", ["MAKASSAR – Warga menonton perahu hias."] * 4),
    )
    desk.run()
    clock.forward(hours=3)
    correct(newsroom, "Festival Perahu", clock)

    assert desk.crawl().edited == 0


def test_the_place_of_the_dateline_is_rated_with_the_text(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    rater, rated = desk._office.rater, list[Text]()

    class Spy:
        def rate(self, texts: list[Text], government: object) -> object:
            rated.extend(texts)
            return rater.rate(texts, government)  # type: ignore[arg-type]

    monkeypatch.setitem(desk._office.__dict__, "rater", Spy())
    desk.run()

    [text] = [one.body for one in rated if one.title == COMPLAINT[0]]
    assert text.startswith("Makassar – Puluhan pasien")


def test_health_tells_last_answer_last_news_and_what_needs_a_look(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    desk.run()
    store = desk._office.store
    source = next(one for one in desk.sources() if one.id.startswith(OUTLET) and one.state == "baik")
    assert (source.last_ok, source.last_new) == (desk.say(clock.now()), desk.say(clock.now()))
    assert source.times["last_new"] == clock.now().isoformat()
    assert (source.alarms, source.dated) == ((), 1.0)

    [state] = store.sources.states([source.id]).values()
    worse = replace(
        state, moved_to="https://baru.example/feed", moved=3, dated=0.2, gone=2, gap_at=clock.now()
    )
    with store.transaction():
        store.sources.save(worse)

    later = next(one for one in desk.sources() if one.id == source.id)
    assert later.state == "hilang"
    assert [alarm.kind for alarm in later.alarms] == ["hilang", "pindah", "celah", "tanggal"]
    assert any("perlu dilihat" in check.note for check in desk.doctor() if check.what == "Sumber")


def silent(desk: Desk) -> set[str]:
    return {one.id.split("/")[0] for one in desk.sources() for alarm in one.alarms if alarm.kind == "senyap"}


def test_a_source_that_fell_silent_is_found(desk: Desk, newsroom: Newsroom, clock: ManualClock) -> None:
    for day in range(5):
        publish(
            newsroom,
            OUTLET,
            (f"Pasar Murah Hari ke-{day} Digelar", [f"MAKASSAR – Pasar murah hari ke-{day}."] * 3),
        )
        desk.crawl()
        clock.forward(days=1)
    assert silent(desk) == set()

    clock.forward(days=3)
    desk.crawl()

    assert silent(desk) == {OUTLET}


def test_a_new_address_in_feeds_yaml_is_tried_at_once(
    desk: Desk, newsroom: Newsroom, clock: ManualClock
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    desk.run()
    source = next(one for one in desk.sources() if one.id.startswith(OUTLET))
    waiting = SourceState(
        source.id, url="http://lama.example/feed", next_at=clock.now() + timedelta(days=30), gone=2
    )
    with desk._office.store.transaction():
        desk._office.store.sources.save(waiting)

    assert next(one for one in desk.sources() if one.id == source.id).state == "belum"
    desk.crawl()
    assert next(one for one in desk.sources() if one.id == source.id).state == "baik"


def test_a_check_asks_now_and_stores_nothing(desk: Desk, newsroom: Newsroom) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    told: list[int] = []

    found = desk.check_sources((OUTLET, "padam-pos"), lambda what, done, total: told.append(done))

    by_ok = {one.id.split("/")[0]: one for one in found}
    assert (by_ok[OUTLET].ok, by_ok[OUTLET].entries, by_ok[OUTLET].dated) == (True, 1, 1.0)
    assert not by_ok["padam-pos"].ok
    assert by_ok["padam-pos"].reason
    assert told == list(range(1, len(found) + 1))
    assert desk.count_articles() == 0
    path, text = desk.check_file(found)
    assert path.parent.name == "sumber"
    assert [one["id"] for one in json.loads(text)["sources"]] == [one.id for one in found]


def test_an_unknown_source_is_said_with_the_likely_one(desk: Desk) -> None:
    with pytest.raises(InputError, match="mungkin maksud Anda 'warta-losari'"):
        desk.check_sources(("warta-losary",))


def test_discovery_gives_lines_that_feeds_yaml_takes(
    desk_on: Callable[[Newsroom], Desk], newsroom: Newsroom
) -> None:
    publish(newsroom, OUTLET, COMPLAINT)
    desk = desk_on(newsroom)
    [site] = [site for site in newsroom.sites() if site.id == OUTLET]

    found, lines = desk.discover(f"{site.base}/")

    [entry] = yaml.safe_load(lines)
    assert found
    assert entry["sources"][0]["url"].startswith(site.base)
    assert ["fallback" in one for one in entry["sources"]] == [False] + [True] * (len(found) - 1)


@pytest.mark.parametrize("url", ["", "ftp://x.example", "http://"])
def test_discovery_wants_a_web_address(desk: Desk, url: str) -> None:
    with pytest.raises(InputError, match="alamat web"):
        desk.discover(url)
