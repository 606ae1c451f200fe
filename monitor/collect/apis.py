"""JSON sources: the WordPress REST interface and GDELT's article list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from monitor.collect import problems
from monitor.collect.charset import to_text
from monitor.collect.feeds import once
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.collect.texts import plain
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules


def read_wp_json(
    body: bytes, charset: str, url: str, links: LinkRules, limit: int
) -> tuple[Entry, ...] | Failure:
    """Return the posts of ``/wp-json/wp/v2/posts`` (content rendered, dates in GMT where given)."""
    return _read(body, charset, url, lambda data: _posts(data, url, links), limit)


def read_gdelt(
    body: bytes, charset: str, url: str, links: LinkRules, limit: int
) -> tuple[Entry, ...] | Failure:
    """Return the articles of a GDELT DOC list.

    ``seendate`` is the crawl's time, so it is not taken for a date.
    """
    return _read(body, charset, url, lambda data: _gdelt(data, url, links), limit)


def _read(
    body: bytes, charset: str, url: str, entries: Callable[[Any], Iterator[Entry]], limit: int
) -> tuple[Entry, ...] | Failure:
    try:
        data = json.loads(to_text(body, charset))
        found = {entry.key: entry for entry in entries(data)}
    except (ValueError, RecursionError, AttributeError, TypeError):
        # GDELT reports its errors as plain text with status 200.
        return problems.not_a_feed(url)
    return tuple(found.values())[:limit] or problems.empty(url, "daftar JSON")


def _posts(data: Any, base: str, links: LinkRules) -> Iterator[Entry]:
    for post in data if isinstance(data, list) else []:
        link = absolute(base, _string(post.get("link")))
        if not link or is_home(link):
            continue
        stamp = str(post.get("date_gmt") or "")
        yield Entry(
            key=key_of(link, links),
            url=link,
            title=once(plain(_rendered(post, "title"))),
            summary=plain(_rendered(post, "excerpt")),
            html=_rendered(post, "content"),
            published_raw=f"{stamp}+00:00" if stamp else str(post.get("date") or ""),
        )


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    inner = value.get("rendered") if isinstance(value, dict) else value
    return _string(inner)


def _gdelt(data: Any, base: str, links: LinkRules) -> Iterator[Entry]:
    for row in data.get("articles") or []:
        link = absolute(base, _string(row.get("url")))
        if link and not is_home(link):
            title = once(plain(str(row.get("title") or "")))
            yield Entry(
                key=key_of(link, links), url=link, title=title, publisher=str(row.get("domain") or "")
            )
