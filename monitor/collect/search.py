"""Search feeds (Google News, Bing, Google Alerts): one request per query, and whose article it really is."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from urllib.parse import parse_qs, quote_plus, urlsplit

from monitor.collect.job import Entry
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules, Source

_CARRIERS = ("url", "u", "q")
_INNER_URL = re.compile(rb"https?://[\x21-\x7e]{8,400}")


def query_urls(source: Source, secret: str = "") -> tuple[str, ...]:
    """Return the addresses to ask.

    ``{query}`` of the source's URL filled with each query, ``{secret}`` with the secret.
    """
    url = source.url.replace("{secret}", quote_plus(secret))
    return tuple(url.replace("{query}", quote_plus(query)) for query in source.queries) or (url,)


def resolve(entry: Entry, source: Source, links: LinkRules) -> Entry:
    """Return the entry with its publisher's own address where that can be known without another request.

    ``query-url``: the address stands in the link's query (Bing, Google Alerts). Google News ids issued before
    mid-2024 are base64 of the address; later ones tell nothing and the entry keeps the aggregator's link.
    """
    link = _carried(entry.url) if source.resolver == "query-url" else _from_google_id(entry.url)
    title = entry.title
    if entry.publisher and title.endswith(f" - {entry.publisher}"):
        title = title[: -len(entry.publisher) - 3]
    if not link or is_home(link):
        return replace(entry, title=title)
    return replace(entry, title=title, url=link, key=key_of(link, links))


def is_unresolved(url: str) -> bool:
    """Return whether ``url`` is an aggregator's link, not an article."""
    return (urlsplit(url).hostname or "").endswith(("news.google.com", "bing.com"))


def _carried(url: str) -> str:
    try:
        values = parse_qs(urlsplit(url).query)
    except ValueError:
        return ""
    found = (
        absolute(url, value)
        for name in _CARRIERS
        for value in values.get(name, ())
        if value.startswith("http")
    )
    return next((link for link in found if link), "")


def _from_google_id(url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname != "news.google.com" or "/articles/" not in parts.path:
        return ""
    token = parts.path.rpartition("/")[2]
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return ""
    match = _INNER_URL.search(raw)
    return absolute(url, match[0].decode("ascii").split("\xd2")[0]) if match else ""
