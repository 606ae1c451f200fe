from __future__ import annotations

import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import httpx
import pytest
from newsroom_reading import body_of, links_of, outlet_of, source_of, words

from monitor.clock import ManualClock
from monitor.demo.newsroom import Newsroom, open_newsroom
from monitor.errors import InputError

ANCHOR = datetime(2026, 11, 20, tzinfo=UTC).date()
SILENT = {"padam-pos", "sibuk-news", "tameng-news"}
# The feed that says nothing: its links all lead to the front page, so its articles come from the sitemap.
USELESS = {"suara-phinisi/rss-1"}


def read_all(newsroom: Newsroom, web: httpx.Client) -> dict[str, list[str]]:
    """Return the links every outlet's sources list."""
    return {
        outlet.id: [
            link
            for source in outlet.sources
            if f"{outlet.id}/{source.kind}-1" not in USELESS
            for link in links_of(web, source)
        ]
        for outlet in newsroom.feeds().outlets
        if outlet.id not in SILENT
    }


# --- the packaged articles ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packaged():  # type: ignore[no-untyped-def]
    clock = ManualClock(datetime(2026, 11, 20, 15, 59, tzinfo=UTC))
    with open_newsroom(clock.now, ANCHOR) as opened:
        yield opened


def test_every_packaged_article_is_listed_by_its_outlet_and_readable_in_full(packaged, web):
    listed = read_all(packaged, web)

    for site in packaged.sites():
        outlet = outlet_of(packaged, site.id)
        found = {packaged.article_of(link): link for link in listed.get(site.id, ())}
        expected = site.posts[-10:] if site.id == "warta-losari" else site.posts
        assert {post.label for post in expected} <= set(found)
        for post in expected:
            text = body_of(web, outlet, found[post.label])
            missing = [line for line in post.body if words(line) not in text]
            assert missing == [], (post.label, missing)


def test_the_packaged_articles_fill_fourteen_days_and_no_date_is_left_open(packaged):
    posts = [post for site in packaged.sites() for post in site.posts]
    everything = "\n".join(" ".join((post.title, post.summary, *post.body)) for post in posts)

    assert {(post.published + timedelta(hours=8)).date() for post in posts} == {
        ANCHOR - timedelta(days=back) for back in range(14)
    }
    assert "{" not in everything
    assert Counter(post.outlet for post in posts)["setia-news"] == 3


def test_the_feed_of_ten_keeps_the_rest_on_further_pages(packaged, web):
    source = source_of(packaged, "warta-losari")
    second = feedparser.parse(web.get(source.url, params={"paged": 2}).content).entries
    posts = next(site.posts for site in packaged.sites() if site.id == "warta-losari")

    assert len(links_of(web, source)) == 10
    assert len(second) == len(posts) - 10


# --- time --------------------------------------------------------------------------------------------------


def test_nothing_is_on_the_air_before_its_time(newsroom, clock, web):
    clock.set(datetime(2026, 11, 19, 23, 0, tzinfo=UTC))
    before = read_all(newsroom, web)
    hidden = [site.url(post) for site in newsroom.sites() for post in site.posts if "/baru-" in post.label]

    assert all("baru-" not in link for links in before.values() for link in links)
    assert {web.get(link).status_code for link in hidden} == {404}

    clock.set(datetime(2026, 11, 20, 5, 0, tzinfo=UTC))
    after = read_all(newsroom, web)

    assert {web.get(link, follow_redirects=True).status_code for link in hidden} == {200}
    for outlet in set(after) - {"setia-news"}:
        assert any("baru-" in link for link in after[outlet]), outlet


def test_a_title_is_corrected_the_day_after_in_feed_and_page(newsroom, clock, web):
    source = source_of(newsroom, "warta-losari")
    first = feedparser.parse(web.get(source.url).content).entries[0]
    link, title = first.link, first.title

    clock.forward(days=2)
    later = feedparser.parse(web.get(source.url).content).entries[0]

    assert (later.link, later.title) == (link, f"[Koreksi] {title}")
    assert "telah diperbaiki" in web.get(link).text


def test_an_unchanged_feed_answers_304_until_the_outlet_publishes(newsroom, clock, web):
    url = source_of(newsroom, "warta-losari").url
    first = web.get(url)
    by_tag = {"If-None-Match": first.headers["etag"]}
    by_time = {"If-Modified-Since": first.headers["last-modified"]}

    assert [web.get(url, headers=one).status_code for one in (by_tag, by_time)] == [304, 304]

    clock.forward(minutes=5)
    newsroom.publish("warta-losari", "Kabar baru", "Satu alinea.")

    assert [web.get(url, headers=one).status_code for one in (by_tag, by_time)] == [200, 200]


# --- the slips ---------------------------------------------------------------------------------------------


def entry(newsroom: Newsroom, web: httpx.Client, outlet: str, place: int = 0) -> feedparser.FeedParserDict:
    source = source_of(newsroom, outlet)
    return feedparser.parse(web.get(source.url, follow_redirects=True).content).entries[place]


def test_wordpress_excerpts_end_in_appeared_first_on(newsroom, web):
    item = entry(newsroom, web, "warta-losari")

    assert "appeared first on" in item.summary
    assert "[…]" in item.summary
    assert item.id.endswith("/?p=10438")
    assert item.published.endswith("+0000")
    assert web.get(item.id, follow_redirects=True).url == item.link


def test_every_link_of_the_useless_feed_is_the_front_page(newsroom, web):
    outlet = outlet_of(newsroom, "suara-phinisi")

    assert set(links_of(web, outlet.sources[0])) == {outlet.site}
    assert outlet.sources[1].fallback
    assert len(set(links_of(web, outlet.sources[1]))) == 2


@pytest.mark.parametrize(
    ("outlet", "raw"),
    [
        ("radar-bawakaraeng", "Jum'at, 20 Nov 2026 10:30:00 +0800"),
        ("harian-bontobahari", "2026-11-20 10:30:00"),
        ("nusantara-timur", "Fri, 20 Nov 2026 09:30:00 +0700"),
        ("detak-makassar", "Fri, 20 Nov 2026 09:30:00 +0700"),
        ("lensa-toraja", "2026-11-20T10:30:00+08:00"),
        ("kabar-latimojong", None),
    ],
)
def test_feeds_date_their_items_each_in_its_own_way(newsroom, web, outlet, raw):
    assert entry(newsroom, web, outlet).get("published") == raw


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("warta-losari", "Jumat, 20 November 2026 10:30 WITA"),
        ("suara-phinisi", "Tayang: Jumat, 20 November 2026 09:30 WIB"),
        ("kabar-latimojong", "Jumat, 20 Nopember 2026 | 10.30 WITA"),
        ("radar-bawakaraeng", "Jum'at, 20 November 2026 - 10:30 WITA"),
        ("detak-makassar", "Jumat, 20 Nov 2026 09:30 WIB"),
        ("tribune-celebes", "Jumat, 20 November 2026, pukul 10:30 WITA"),
        ("lensa-toraja", "Jumat, 20 November 2026"),
        ("kilas-negeri", "Kilas Negeri - 20/11/2026, 09:30 WIB"),
    ],
)
def test_pages_date_themselves_each_in_its_own_way(newsroom, web, outlet, shown):
    site = next(one for one in newsroom.sites() if one.id == outlet)

    assert shown in web.get(site.url(site.posts[-1])).text


@pytest.mark.parametrize(
    ("outlet", "noise"),
    [
        ("warta-losari", "Baca juga:"),
        ("suara-phinisi", "Ringkasan Berita:"),
        ("suara-phinisi", "Kota Makassar Komitmen Dalam Kreativitas"),
        ("detak-makassar", "SCROLL TO CONTINUE WITH CONTENT"),
        ("pos-ajatappareng", "ADVERTISEMENT"),
        ("radar-bawakaraeng", "Alinea milik berita lain."),
        ("kilas-negeri", "WhatsApp Channel"),
    ],
)
def test_pages_carry_the_noise_of_their_platform(newsroom, web, outlet, noise):
    site = next(one for one in newsroom.sites() if one.id == outlet)

    assert noise in web.get(site.url(site.posts[-1])).text


def test_the_foreign_articles_stand_in_the_host_s_own_markup_after_the_comments(newsroom, web):
    site = next(one for one in newsroom.sites() if one.id == "radar-bawakaraeng")
    page = web.get(site.url(site.posts[0])).text

    assert page.index('id="comments"') < page.index("Alinea milik berita lain.")
    assert page.count("entry-content-single") == 2


def test_one_guid_serves_all_items_and_links_carry_tracking(newsroom, web):
    items = [entry(newsroom, web, "pos-ajatappareng", place) for place in (0, 1)]

    assert items[0].id == items[1].id
    assert all("utm_source=rss" in item.link for item in items)
    assert items[0].link != items[1].link


def test_entities_stand_inside_cdata_and_a_warning_before_the_xml(newsroom, web):
    newsroom.publish("pos-ajatappareng", "Jalan & jembatan", "Isi.")
    escaped = web.get(source_of(newsroom, "pos-ajatappareng").url).text
    warned = web.get(source_of(newsroom, "kanal-resmi").url).text

    assert "<![CDATA[Jalan &amp; jembatan]]>" in escaped
    assert warned.lstrip().startswith("Warning: ")


def test_a_moved_feed_is_found_under_its_old_address(newsroom, web):
    [hop] = web.get(source_of(newsroom, "kabar-latimojong").url, follow_redirects=True).history

    assert hop.status_code == 301


def test_the_old_page_tells_its_character_set_only_inside(newsroom, web):
    newsroom.publish("harian-bontobahari", "Kutipan", 'Ia berkata "sudah" - lalu diam.')
    item = entry(newsroom, web, "harian-bontobahari")
    page = web.get(item.link)

    assert page.headers["content-type"] == "text/html"
    assert "“sudah” – lalu".encode("windows-1252") in page.content
    assert b'charset="windows-1252"' in page.content


def test_a_long_article_shows_its_end_only_on_further_pages(newsroom, web):
    for outlet, more in [("suara-phinisi", {"page": "2"}), ("kilas-negeri", {"page": "all"})]:
        site = next(one for one in newsroom.sites() if one.id == outlet)
        url = site.url(site.posts[0])

        assert "Alinea 12 dari" not in web.get(url).text
        assert "Alinea 7 dari" in web.get(url, params=more).text


def test_the_listing_mixes_amp_links_and_a_card_that_robots_forbid(newsroom, web):
    for number in range(3):
        newsroom.publish("tribune-celebes", f"Kabar {number}", "Satu alinea.")
    links = links_of(web, source_of(newsroom, "tribune-celebes"))
    amp = next(link for link in links if "/amp/" in link)

    assert any("/advertorial/" in link for link in links)
    assert "Disallow: /advertorial/" in web.get(f"{httpx.URL(links[0]).join('/robots.txt')}").text
    assert f'<link rel="canonical" href="{amp.replace("/amp/", "/")}">' in web.get(amp).text


def test_one_outlet_is_down_one_is_busy_and_one_shows_a_challenge(newsroom, web):
    with pytest.raises(httpx.ConnectError):
        web.get(source_of(newsroom, "padam-pos").url)

    busy = web.get(source_of(newsroom, "sibuk-news").url)
    shield = web.get(source_of(newsroom, "tameng-news").url)

    assert (busy.status_code, busy.headers["retry-after"]) == (429, "1800")
    assert (shield.status_code, shield.headers["content-type"]) == (200, "text/html; charset=UTF-8")
    assert "Just a moment" in shield.text


# --- the newsroom itself -----------------------------------------------------------------------------------


def test_a_published_text_is_on_the_air_at_once_under_its_address(newsroom, clock, web):
    url = newsroom.publish("Kabar Latimojong", "Jembatan ambruk", "Alinea satu.\nAlinea dua.")

    assert url in links_of(web, source_of(newsroom, "kabar-latimojong"))
    assert "Alinea dua." in web.get(url).text
    assert newsroom.article_of(url).startswith("kabar-latimojong/jembatan-ambruk")


def test_a_text_for_later_waits(newsroom, clock, web):
    url = newsroom.publish("detak-makassar", "Nanti", "Isi.", at=clock.now() + timedelta(hours=1))

    assert web.get(url).status_code == 404
    clock.forward(hours=2)
    assert web.get(url).status_code == 200


def test_publishing_for_nobody_is_refused(newsroom):
    with pytest.raises(InputError, match="harian-hantu"):
        newsroom.publish("harian-hantu", "Judul", "Isi")


def test_visits_are_counted_by_address_and_status(newsroom, web):
    url = source_of(newsroom, "warta-losari").url
    tag = web.get(url).headers["etag"]
    web.get(url, headers={"If-None-Match": tag})
    web.get(httpx.URL(url).join("/tiada?x=1"))

    assert newsroom.hits("warta-losari") == 3
    assert newsroom.hits("warta-losari", "/feed/") == 2
    assert newsroom.hits("warta-losari", status=304) == 1
    assert newsroom.hits("warta-losari", "/tiada?x=1", 404) == 1
    assert newsroom.hits("lensa-toraja") == 0


def test_the_configuration_lets_exactly_these_doors_through(newsroom):
    feeds = newsroom.feeds()
    doors = {httpx.URL(outlet.site).netloc.decode() for outlet in feeds.outlets}

    assert set(feeds.defaults.allow_private_hosts) == doors
    assert len(doors) == len(feeds.outlets) == 16
    assert feeds.defaults.delay == 0
    assert [outlet.id for outlet in feeds.outlets if outlet.role == "own"] == ["kanal-resmi"]


def test_head_requests_get_no_body(newsroom, web):
    reply = web.head(source_of(newsroom, "kanal-resmi").url)

    assert reply.status_code == 200
    assert int(reply.headers["content-length"]) > 0
    assert reply.content == b""


def test_many_readers_at_once_are_all_served(newsroom, web):
    urls = [site.url(post) for site in newsroom.sites() for post in site.posts] * 8

    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(lambda url: web.get(url).status_code, urls[:120]))

    assert set(codes) == {200}


def test_a_visitor_who_hangs_up_disturbs_nobody(newsroom, web, capfd):
    url = httpx.URL(source_of(newsroom, "warta-losari").url)
    with socket.create_connection((url.host, url.port)) as rude:
        rude.sendall(b"GET /feed/ HTTP/1.1\r\n")

    assert web.get(url).status_code == 200
    assert capfd.readouterr().err == ""


def a_free_block() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 60_000)


def test_reopened_outlets_are_found_where_they_were(clock, stock: Path):
    base = a_free_block()
    addresses = []
    for _ in range(2):
        with open_newsroom(clock.now, ANCHOR, stock, base_port=base) as opened:
            addresses.append([site.url(post) for site in opened.sites() for post in site.posts])

    assert addresses[0] == addresses[1]


@pytest.mark.xdist_group("demo-ports")
def test_a_taken_port_moves_the_whole_newsroom(clock, stock: Path, web):
    base = a_free_block()
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", base + 5))
        squatter.listen()
        with open_newsroom(clock.now, ANCHOR, stock, base_port=base) as opened:
            ports = [httpx.URL(outlet.site).port for outlet in opened.feeds().outlets]
            code = web.get(source_of(opened, "detak-makassar").url).status_code

    assert base + 5 not in ports
    assert base not in ports
    assert code == 200


def test_a_broken_row_is_named_by_file_and_line(clock, stock: Path):
    with (stock / "lensa-toraja.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"slug": "putus')

    with pytest.raises(InputError, match=r"lensa-toraja\.jsonl:3"):
        open_newsroom(clock.now, ANCHOR, stock)


def test_the_front_page_shows_the_newest_headlines_and_the_way_to_the_feed(newsroom, web):
    front = web.get(outlet_of(newsroom, "detak-makassar").site).text

    assert front.index("Judul baru-detak-makassar") < front.index("Judul lama-detak-makassar")
    assert f'type="application/rss+xml" href="{source_of(newsroom, "detak-makassar").url}"' in front


def test_every_outlet_on_the_air_has_a_robots_file_and_knows_what_it_lacks(newsroom, web):
    for outlet in newsroom.feeds().outlets:
        if outlet.id != "padam-pos":
            assert web.get(f"{outlet.site}robots.txt").text.startswith("User-agent: *"), outlet.id
        if outlet.id not in SILENT:
            assert web.get(f"{outlet.site}tidak-ada").status_code == 404, outlet.id
