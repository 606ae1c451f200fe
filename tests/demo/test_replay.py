from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import httpx
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.clock import ManualClock
from monitor.demo.newsroom import Newsroom
from monitor.demo.replay import MOST_PORTS, open_replay

NOON = datetime(2026, 7, 10, 4, 0, tzinfo=UTC)


def served(newsroom: Newsroom, web: httpx.Client) -> dict[str, dict[str, str]]:
    """Return {outlet name: {row id: text of its page}} as read from feeds and pages."""
    found: dict[str, dict[str, str]] = {}
    for outlet in newsroom.feeds().outlets:
        for entry in feedparser.parse(web.get(outlet.sources[0].url).content).entries:
            page = BeautifulSoup(web.get(entry.link).content, "lxml").select_one(outlet.article.body[0])
            assert page is not None
            label = newsroom.article_of(entry.link)
            assert label is not None
            found.setdefault(outlet.name, {})[label] = "\n".join(p.get_text() for p in page.select("p"))
    return found


def row(number: int, **change: Any) -> dict[str, Any]:
    plain = {
        "id": f"r{number}",
        "outlet": "Koran Contoh",
        "published": f"2026-07-10T{8 + number % 4:02d}:00:00+08:00",
        "title": f"Judul {number}",
        "text": f"Alinea satu {number}.\nAlinea dua {number}.",
    }
    return plain | change


def test_every_row_is_served_once_by_its_own_outlet(web):
    rows = [row(number, outlet=f"Koran {number % 3}") for number in range(9)]
    with open_replay(rows, lambda: NOON) as newsroom:
        found = served(newsroom, web)

    assert {outlet: set(texts) for outlet, texts in found.items()} == {
        f"Koran {outlet}": {f"r{number}" for number in range(9) if number % 3 == outlet}
        for outlet in range(3)
    }
    assert found["Koran 1"]["r4"] == rows[4]["text"]


def test_the_feed_shows_what_is_published_newest_first(web):
    clock = ManualClock(NOON - timedelta(hours=3, minutes=30))
    with open_replay([row(number) for number in (1, 3, 0, 2)], clock.now) as newsroom:
        url = newsroom.feeds().outlets[0].sources[0].url
        early = [entry.title for entry in feedparser.parse(web.get(url).content).entries]
        clock.set(NOON)
        late = [entry.title for entry in feedparser.parse(web.get(url).content).entries]

    assert early == ["Judul 0"]
    assert late == ["Judul 3", "Judul 2", "Judul 1", "Judul 0"]


@pytest.mark.parametrize(
    ("change", "outlet"),
    [
        ({"outlet": None}, "tanpa nama"),
        ({"outlet": "  "}, "tanpa nama"),
        ({"outlet": "Ω≈"}, "Ω≈"),
        ({"outlet": 7}, "7"),
        ({"published": None}, "Koran Contoh"),
        ({"published": "kemarin sore"}, "Koran Contoh"),
        ({"published": "0001-01-01T00:00:00+09:00"}, "Koran Contoh"),
        ({"published": "2026-07-10"}, "Koran Contoh"),
        ({"title": None}, "Koran Contoh"),
        ({"title": "<b>Harga & ]]> $100</b>"}, "Koran Contoh"),
        ({"text": None}, "Koran Contoh"),
        ({"text": "Baris\x00 satu\x0b\n\ud800</p><script>alert(1)</script>"}, "Koran Contoh"),
        ({"text": "kata " * 60_000}, "Koran Contoh"),
    ],
)
def test_a_weird_row_is_served_all_the_same(web, change, outlet):
    with open_replay([row(1), row(2, **change)], lambda: NOON) as newsroom:
        found = served(newsroom, web)

    assert "r2" in found[outlet]
    assert sum(len(texts) for texts in found.values()) == 2


def test_a_row_without_a_date_shows_none(web):
    with open_replay([row(1, published="")], lambda: NOON) as newsroom:
        entry = feedparser.parse(web.get(newsroom.feeds().outlets[0].sources[0].url).content).entries[0]

        assert "published" not in entry
        assert "published_time" not in web.get(entry.link).text


def test_a_time_without_a_zone_is_wita(web):
    with open_replay([row(1, published="2026-07-10 09:30:00")], lambda: NOON) as newsroom:
        entry = feedparser.parse(web.get(newsroom.feeds().outlets[0].sources[0].url).content).entries[0]

    assert entry.published == "Fri, 10 Jul 2026 09:30:00 +0800"


def test_twin_rows_stay_two(web):
    with open_replay([row(1), row(1, id="r2")], lambda: NOON) as newsroom:
        found = served(newsroom, web)

    assert set(found["Koran Contoh"]) == {"r1", "r2"}


def test_a_thousand_outlets_share_few_doors(web):
    rows = [row(number, outlet=f"Koran {number}") for number in range(1000)]
    with open_replay(rows, lambda: NOON) as newsroom:
        feeds = newsroom.feeds()
        last = feedparser.parse(web.get(feeds.outlets[-1].sources[0].url).content).entries

    assert len(feeds.outlets) == 1000
    assert len(feeds.defaults.allow_private_hosts) == MOST_PORTS
    assert len(last) == 1


def test_a_long_feed_is_never_cut(web):
    rows = [row(number, published="2026-07-10T08:00:00+08:00") for number in range(2500)]
    with open_replay(rows, lambda: NOON) as newsroom:
        feeds = newsroom.feeds()
        body = web.get(feeds.outlets[0].sources[0].url).text

    assert body.count("<item>") == 2500
    assert feeds.defaults.max_entries >= 2500


def test_the_same_rows_lie_at_the_same_addresses():
    def paths(rows: list[dict[str, Any]]) -> list[str]:
        with open_replay(rows, lambda: NOON) as newsroom:
            return sorted(site.path(post) for site in newsroom.sites() for post in site.posts)

    rows = [row(number, outlet=f"Koran {number % 2}") for number in range(6)]

    assert paths(rows) == paths(rows)


def test_no_address_and_no_page_tells_the_row_s_id_or_other_fields(web):
    secret = row(1, id="rahasia-benar", flag="rahasia-benda", opd=["rahasia-dinas"])
    with open_replay([secret], lambda: NOON) as newsroom:
        outlet = newsroom.feeds().outlets[0]
        feed = web.get(outlet.sources[0].url)
        page = web.get(feedparser.parse(feed.content).entries[0].link)

    assert "rahasia" not in feed.text + page.text + str(page.url)


def test_no_rows_make_an_empty_newsroom():
    with open_replay([], lambda: NOON) as newsroom:
        assert newsroom.feeds().outlets == ()


anything = st.one_of(st.none(), st.text(max_size=40), st.integers(), st.booleans())


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "outlet": st.one_of(st.sampled_from(["A", "B"]), anything),
                "published": st.one_of(st.datetimes().map(str), anything),
                "title": anything,
                "text": anything,
            },
        ),
        max_size=6,
    )
)
def test_no_row_is_lost_whatever_it_holds(rows, web):
    named = [{**one, "id": str(place)} for place, one in enumerate(rows)]
    with open_replay(named, lambda: datetime(9999, 12, 31, tzinfo=UTC)) as newsroom:
        found = served(newsroom, web)

    assert sorted(label for texts in found.values() for label in texts) == sorted(one["id"] for one in named)
