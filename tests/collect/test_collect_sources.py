"""Sitemaps, listings, search feeds and JSON interfaces, through the visit on loopback."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import NOW
from loopback import Host, answer

from monitor.collect import Entry, Job, Listed, Session, list_entries
from monitor.collect.search import query_urls, resolve
from monitor.schema_feeds import LinkRules, Source

NEWS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"


def news(base: str, *slugs: str, at: str = "2026-11-20T08:00:00+08:00") -> str:
    rows = "".join(
        f"<url><loc><![CDATA[{base}/read/{slug}]]></loc><image:image><image:title>Foto</image:title></image:image>"
        f"<news:news><news:publication_date>{at}</news:publication_date><news:title>Judul {slug}</news:title></news:news></url>"
        for slug in slugs
    )
    return f"<?xml version='1.0'?><urlset {NEWS} xmlns:image='x'>{rows}</urlset>"


def index(*urls: str, lastmod: str = "") -> str:
    stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<sitemapindex {NEWS}>{''.join(f'<sitemap><loc>{url}</loc>{stamp}</sitemap>' for url in urls)}</sitemapindex>"


def titles(listed: Listed) -> list[str]:
    assert not listed.failed, listed.problems
    return [entry.title for entry in listed.entries]


Maker = Callable[..., Job]


def test_a_news_sitemap_gives_titles_and_dates(host: Host, job: Maker, session: Session) -> None:
    host.routes["/sitemap.xml"] = answer(news(host.base, "a", "b"), kind="text/xml")

    listed = list_entries(job("sitemap", "/sitemap.xml"), session)

    assert titles(listed) == ["Judul a", "Judul b"]
    assert listed.entries[0].published_raw == "2026-11-20T08:00:00+08:00"


def test_an_index_is_followed_to_its_depth_and_gzip_is_opened(
    host: Host, job: Maker, session: Session
) -> None:
    host.routes["/s0.xml"] = answer(index(f"{host.base}/s1.xml"))
    host.routes["/s1.xml"] = answer(index(f"{host.base}/s2.xml.gz"))
    host.routes["/s2.xml.gz"] = answer(
        gzip.compress(news(host.base, "dalam").encode()), kind="application/gzip"
    )

    assert titles(list_entries(job("sitemap", "/s0.xml"), session)) == ["Judul dalam"]
    assert titles(list_entries(job("sitemap", "/s0.xml", source={"sitemap": {"depth": 1}}), session)) == []


def test_old_entries_and_old_parts_are_left_out(host: Host, job: Maker, session: Session) -> None:
    old = (NOW - timedelta(days=9)).isoformat()
    host.routes["/s0.xml"] = answer(index(f"{host.base}/s1.xml", lastmod=old))
    host.routes["/s1.xml"] = answer(news(host.base, "lama"))
    host.routes["/leaf.xml"] = answer(news(host.base, "lama", at=old))

    assert list_entries(job("sitemap", "/s0.xml"), session).entries == ()
    assert list_entries(job("sitemap", "/leaf.xml"), session).entries == ()
    assert host.hits("/s1.xml") == 0


def test_include_and_exclude_choose(host: Host, job: Maker, session: Session) -> None:
    host.routes["/s.xml"] = answer(news(host.base, "daerah/a", "video/b", "gaya/c"))

    chosen = list_entries(
        job(
            "sitemap", "/s.xml", source={"sitemap": {"include": ["/read/"], "exclude": ["/video/", "/gaya/"]}}
        ),
        session,
    )

    assert titles(chosen) == ["Judul daerah/a"]


def test_an_index_that_names_itself_ends(host: Host, job: Maker, session: Session) -> None:
    host.routes["/s.xml"] = answer(
        index(f"{host.base}/s.xml", *[f"{host.base}/t.xml?{n}" for n in range(90)])
    )
    host.routes["/t.xml"] = answer(index(f"{host.base}/s.xml"))

    list_entries(job("sitemap", "/s.xml", source={"sitemap": {"depth": 5}}), session)

    assert len(host.seen) <= 32


def test_a_part_that_fails_does_not_hide_the_others(host: Host, job: Maker, session: Session) -> None:
    host.routes["/s.xml"] = answer(index(f"{host.base}/rusak.xml", f"{host.base}/baik.xml"))
    host.routes["/baik.xml"] = answer(news(host.base, "baik"))

    listed = list_entries(job("sitemap", "/s.xml"), session)

    assert titles(listed) == ["Judul baik"]
    assert [problem.kind for problem in listed.problems] == ["gone"]


def listing(*slugs: str) -> str:
    rows = "".join(
        f"<li class='berita'><h3><a href='/read/{slug}?utm_source=x'>Judul {slug}</a></h3><time>3 jam lalu</time></li>"
        for slug in slugs
    )
    return f"<html><body><a href='/'>Beranda</a><ul>{rows}</ul></body></html>"


def test_a_listing_is_read_until_a_page_brings_nothing_new(host: Host, job: Maker, session: Session) -> None:
    host.routes["/indeks?page=1"] = answer(listing("a", "b"))
    host.routes["/indeks?page=2"] = answer(listing("b", "c"))
    host.routes["/indeks?page=3"] = answer(listing("a", "b"))
    rules = {"listing": {"item": "li.berita", "max_pages": 9}}

    listed = list_entries(job("listing", "/indeks?page={page}", source=rules), session)

    assert titles(listed) == ["Judul a", "Judul b", "Judul c"]
    assert listed.entries[0].published_raw == "3 jam lalu"
    assert len([request for request in host.seen if "indeks" in request.path]) == 3


def test_a_listing_knows_todays_date(host: Host, job: Maker, session: Session) -> None:
    host.routes["/indeks?date=11/20/2026"] = answer(listing("a"))
    rules = {"listing": {"item": "li.berita", "date_format": "%m/%d/%Y"}}

    assert titles(list_entries(job("listing", "/indeks?date={date}", source=rules), session)) == ["Judul a"]


@pytest.mark.parametrize("item", [".tiada", "li[", "li:nth-child(x)"])
def test_a_listing_that_matches_nothing_fails_loudly(
    host: Host, job: Maker, session: Session, item: str
) -> None:
    host.routes["/indeks"] = answer(listing("a"))

    listed = list_entries(job("listing", "/indeks", source={"listing": {"item": item}}), session)

    assert listed.failed
    assert listed.problems[0].kind in ("empty", "broken")


def test_wordpress_posts_come_with_their_body(host: Host, job: Maker, session: Session) -> None:
    post = {
        "id": 1, "date": "2026-11-20T10:00:00", "date_gmt": "2026-11-20T02:00:00", "link": f"{host.base}/jalan-rusak/",
        "title": {"rendered": "Jalan &#8220;rusak&#8221;"}, "excerpt": {"rendered": "<p>Ringkas</p>"},
        "content": {"rendered": "<p>Isi</p>", "protected": False},
    }  # fmt: skip
    host.routes["/wp-json/wp/v2/posts"] = answer(json.dumps([post]), kind="application/json")

    (entry,) = list_entries(job("wp-json", "/wp-json/wp/v2/posts"), session).entries

    assert (entry.title, entry.html) == ("Jalan “rusak”", "<p>Isi</p>")
    assert entry.published_raw == "2026-11-20T02:00:00+00:00"


def test_gdelt_errors_in_plain_text_are_failures(host: Host, job: Maker, session: Session) -> None:
    host.routes["/a"] = answer("Please limit requests to one every 5 seconds", kind="text/plain")
    host.routes["/b"] = answer(
        json.dumps({"articles": [{"url": f"{host.base}/x/y", "title": "Judul", "domain": "k.example"}]})
    )

    assert list_entries(job("api-json", "/a"), session).failed
    assert list_entries(job("api-json", "/b"), session).entries[0].publisher == "k.example"


@pytest.mark.parametrize(
    "body", ["[1, 2]", "{}", "null", '"x"', "[[[", '[{"link": 5}]', '{"articles": 5}', '{"articles": ["x"]}']
)
@pytest.mark.parametrize("kind", ["wp-json", "api-json"])
def test_other_json_is_no_list_of_news(
    host: Host, job: Maker, session: Session, kind: str, body: str
) -> None:
    host.routes["/j"] = answer(body)

    assert list_entries(job(kind, "/j"), session).failed


# --- search feeds ------------------------------------------------------------------------------------------


def test_every_query_has_its_address() -> None:
    source = Source(
        kind="search-rss",
        url="https://s.example/rss?q={query}&k={secret}",
        secret_env="KUNCI",
        queries=('"Pemprov Sulsel"', "a b"),
    )

    assert query_urls(source, "r&h") == (
        "https://s.example/rss?q=%22Pemprov+Sulsel%22&k=r%26h",
        "https://s.example/rss?q=a+b&k=r%26h",
    )


def resolved(url: str, resolver: str = "query-url", title: str = "Judul - Fajar") -> Entry:
    source = Source.model_validate({"kind": "search-rss", "url": "https://s.example", "resolver": resolver})
    return resolve(Entry(key="k", url=url, title=title, publisher="Fajar"), source, LinkRules())


def test_the_publishers_address_is_read_from_the_query() -> None:
    entry = resolved(
        "https://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2ffajar.example%2fa%2fb&c=1"
    )

    assert (entry.url, entry.key, entry.title) == (
        "https://fajar.example/a/b",
        "https://fajar.example/a/b",
        "Judul",
    )


def test_an_old_google_id_holds_the_address_and_a_new_one_stays() -> None:
    inner = b"\x08\x13\x22\x1chttps://fajar.example/a/berita\xd2\x01\x00"
    old = f"https://news.google.com/rss/articles/{base64.urlsafe_b64encode(inner).decode().rstrip('=')}?oc=5"
    new = "https://news.google.com/rss/articles/CBMiAUFVX3lxTE5"

    assert resolved(old, "none").url == "https://fajar.example/a/berita"
    assert resolved(new, "none").url == new


def test_a_redirect_into_nowhere_is_not_followed() -> None:
    assert resolved("https://www.google.com/url?url=javascript:alert(1)").url.startswith(
        "https://www.google.com/"
    )


def test_search_feeds_are_asked_once_per_query(host: Host, job: Maker, session: Session) -> None:
    feed = "<rss><channel><item><title>T</title><link>https://k.example/a/{}</link></item></channel></rss>"
    host.routes["/s?q=a"] = answer(feed.format("1"))
    host.routes["/s?q=b"] = answer("", "429 Too Many Requests", Retry_After="60")
    host.routes["/s?q=c"] = answer(feed.format("3"))

    listed = list_entries(job("search-rss", "/s?q={query}", source={"queries": ["a", "b", "c"]}), session)

    assert [entry.url for entry in listed.entries] == ["https://k.example/a/1"]
    assert listed.retry_after == 60
    assert host.hits("/s?q=c") == 0
