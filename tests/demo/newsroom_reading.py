"""A reader for these tests only: it knows where each kind of source keeps its links."""

from __future__ import annotations

import re
from html import unescape

import feedparser
import httpx
from bs4 import BeautifulSoup

from monitor.demo.newsroom import Newsroom
from monitor.schema_feeds import Outlet, Source


def outlet_of(newsroom: Newsroom, name: str) -> Outlet:
    return next(outlet for outlet in newsroom.feeds().outlets if outlet.id == name)


def source_of(newsroom: Newsroom, name: str, place: int = 0) -> Source:
    return outlet_of(newsroom, name).sources[place]


def links_of(web: httpx.Client, source: Source) -> list[str]:
    """Return the article links of one source, oldest pages included."""
    if source.kind in ("rss", "atom"):
        entries = feedparser.parse(web.get(source.url, follow_redirects=True).content).entries
        return [entry.get("link", "") for entry in entries]
    if source.kind == "sitemap":
        found = re.findall(r"<loc>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</loc>", web.get(source.url).text)
        nested = [link for link in found if link.endswith(".xml")]
        return [*(set(found) - set(nested)), *(link for one in nested for link in links_of(web, _leaf(one)))]
    pages = [web.get(source.url.replace("{page}", str(page))) for page in range(1, 5)]
    cards = [card for page in pages for card in BeautifulSoup(page.content, "lxml").select("div.kartu h2 a")]
    return [str(httpx.URL(source.url).join(str(card["href"]))) for card in cards]


def _leaf(url: str) -> Source:
    return Source(kind="sitemap", url=url)


def body_of(web: httpx.Client, outlet: Outlet, link: str) -> str:
    """Return the text under the outlet's own selector, all pages of it, as one line of words."""
    address = httpx.URL(link)
    mode = outlet.article.pages
    if mode in ("query:page=all", "query:single=1"):
        key, _, value = mode.removeprefix("query:").partition("=")
        address = address.copy_merge_params({key: value})
    pages = [web.get(address)]
    if mode == "query:page=N":
        count = max(map(int, re.findall(r"\?page=(\d)", pages[0].text)), default=1)
        pages += [web.get(address.copy_merge_params({"page": str(page)})) for page in range(2, count + 1)]
    texts = []
    for page in pages:
        assert page.status_code == 200, link
        soup = BeautifulSoup(page.content, "lxml")
        texts += [one.get_text(" ") for one in soup.select(outlet.article.body[0])[:1]]
    return words(" ".join(texts))


def words(text: str) -> str:
    plain = unescape(text).replace("“", '"').replace("”", '"').replace("–", "-")
    return " ".join(plain.split())
