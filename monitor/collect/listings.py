"""Listing pages without a feed: CSS selectors of feeds.yaml, through beautifulsoup4."""

from __future__ import annotations

from bs4 import Tag
from bs4.exceptions import ParserRejectedMarkup
from soupsieve import SelectorSyntaxError

from monitor.collect import problems
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.collect.texts import to_soup
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules, ListingRules


def read_listing(html: str, url: str, rules: ListingRules, links: LinkRules) -> tuple[Entry, ...] | Failure:
    """Return the entries of one listing page in its order, one per key, or why there is none."""
    try:
        soup = to_soup(html)
        items = soup.select(rules.item)
        entries = [_entry(item, url, rules, links) for item in items]
    except (SelectorSyntaxError, ParserRejectedMarkup, ValueError, NotImplementedError):
        return problems.malformed(url, "halaman daftar (atau aturan 'listing' di feeds.yaml)")
    unique = {entry.key: entry for entry in reversed(entries) if entry}
    return tuple(reversed(unique.values())) or problems.empty(url, "halaman daftar")


def _entry(item: Tag, base: str, rules: ListingRules, links: LinkRules) -> Entry | None:
    anchor = item if item.name == "a" and item.get("href") else item.select_one(rules.link)
    if anchor is not None and not anchor.get("href"):
        anchor = anchor.find("a", href=True)
    link = absolute(base, str(anchor.get("href"))) if anchor else ""
    if not anchor or not link or is_home(link):
        return None
    title = item.select_one(rules.title) if rules.title else None
    heading = title or item.find(["h1", "h2", "h3", "h4"]) or anchor
    return Entry(
        key=key_of(link, links),
        url=link,
        title=_text(heading) or str(anchor.get("title") or ""),
        published_raw=_date(item, rules),
    )


def _date(item: Tag, rules: ListingRules) -> str:
    node = item.select_one(rules.date) if rules.date else item.find("time")
    if node is None:
        return ""
    return str(node.get("datetime") or node.get("content") or node.get("title") or _text(node))


def _text(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())
