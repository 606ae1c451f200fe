"""No document, however odd, makes a reader raise: feeds, sitemaps, listings, JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.apis import read_gdelt, read_wp_json
from monitor.collect.feeds import read_feed
from monitor.collect.listings import read_listing
from monitor.collect.sitemaps import read_sitemap
from monitor.schema_feeds import LinkRules, ListingRules, SitemapRules

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "https://kabar.example/feed/"
LINKS = LinkRules(drop_params=("x",), mirrors={"a.example": "b.example"})

PIECES = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>",
     "</guid>", "<pubDate>", "</pubDate>", "<![CDATA[", "]]>", "&amp;", "&", "&#xd800;", "&nbsp;", "<?xml version='1.0'?>",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='html'>", "<media:content url='x'>",
     "https://kabar.example/a/b", "http://[", "//", "?p=1", "Jum'at, 20 Nov 2026 25:61 WIB", "\x00", "\ud800",
     "<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<sitemapindex>", "<sitemap>", "<lastmod>", "2026-11-19",
     "<dc:date>", "<enclosure length='x'/>", "<!DOCTYPE rss [", "<!ENTITY a 'b'>", "]>", "🚧", "x" * 300]
)  # fmt: skip
DOCUMENTS = st.binary(max_size=400) | st.lists(PIECES, max_size=40).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
)


@given(DOCUMENTS, st.sampled_from(["", "utf-8", "iso-8859-1", "ngawur", "utf-16"]))
@settings(deadline=None, max_examples=250)
def test_feeds(body: bytes, charset: str) -> None:
    read_feed(body, charset, URL, LINKS, 100)
    read_feed(b"<rss version='2.0'><channel><item>" + body, charset, URL, LINKS, 100)


@given(DOCUMENTS)
@settings(deadline=None, max_examples=250)
def test_sitemaps(body: bytes) -> None:
    for document in (
        body,
        b"\x1f\x8b" + body,
        b"<urlset><url><loc>" + body,
        b"<sitemapindex><sitemap><loc>" + body,
    ):
        read_sitemap(document, "", URL, SitemapRules(), LINKS, NOW, "WITA", 100)


@given(
    st.text(max_size=300) | DOCUMENTS.map(lambda body: body.decode("utf-8", "replace")), st.text(max_size=20)
)
@settings(deadline=None, max_examples=150)
def test_listings(html: str, selector: str) -> None:
    read_listing(f"<li><a href='{html}'>{html}</a></li>", URL, ListingRules(item="li"), LINKS)
    read_listing(html, URL, ListingRules(item=selector or "a", link="b", title="i", date="time"), LINKS)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["link", "title", "rendered", "articles", "url", "content", "date_gmt"]), inner
        )
    ),
    max_leaves=15,
)


@given(JSON)
@settings(deadline=None, max_examples=150)
def test_json(data: object) -> None:
    import json

    body = json.dumps(data).encode()

    read_wp_json(body, "", URL, LINKS, 100)
    read_gdelt(body, "", URL, LINKS, 100)
