"""Sitemaps.

Leaves, news sitemaps and nested indexes, plain or gzipped; no entities, no network of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from monitor.collect import problems
from monitor.collect.charset import to_utf8_xml
from monitor.collect.dates import read_date, zone_of
from monitor.collect.feeds import sniff
from monitor.collect.fetch import CAPS
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.collect.texts import plain
from monitor.collect.unpack import DamagedError, TooBigError, gunzip
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules, SitemapRules

_KEYWORD_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap document holds: articles (a leaf) or the addresses of further sitemaps (an index)."""

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()


def read_sitemap(
    body: bytes,
    charset: str,
    url: str,
    rules: SitemapRules,
    links: LinkRules,
    now: datetime,
    zone: str,
    limit: int,
) -> Sitemap | Failure:
    """Return the content of one document in its order, entries older than ``rules.max_age`` left out."""
    if body[:2] == b"\x1f\x8b":
        try:
            body = gunzip(body, CAPS["sitemap"])
        except TooBigError:
            return problems.too_big(url, CAPS["sitemap"])
        except DamagedError:
            return problems.malformed(url, "peta situs")
    refusal = sniff(body, url)
    if refusal:
        return refusal
    try:
        nodes = _nodes(to_utf8_xml(body, charset))
    except (etree.XMLSyntaxError, ValueError):  # ValueError: references to half surrogates, which are no text
        return problems.malformed(url, "peta situs")
    oldest = now - timedelta(seconds=rules.max_age)
    young = [(name, fields) for name, fields in nodes if _is_young(fields, oldest, zone)]
    found = (_entry(fields, url, links) for name, fields in young if name == "url")
    entries = {entry.key: entry for entry in found if entry and _is_wanted(entry.url, rules)}
    addresses = (absolute(url, fields.get("loc", "")) for name, fields in young if name == "sitemap")
    children = tuple(one for one in addresses if one and _is_wanted(one, rules))
    return Sitemap(tuple(entries.values())[:limit], children)


def _nodes(body: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return name and fields of every element under the root of a document."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(body, parser)
    if root is None:
        raise ValueError("no root element")
    return [(_name(node), _fields(node)) for node in root if isinstance(node.tag, str)]


def _fields(node: etree._Element) -> dict[str, str]:
    """Return the text of every descendant by its local name.

    Images and videos keep their own titles to themselves.
    """
    return dict(_walk(node))


def _walk(node: etree._Element) -> Iterator[tuple[str, str]]:
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        if name in ("image", "video"):
            continue
        if len(child):
            yield from _walk(child)
        elif child.text and child.text.strip():
            yield name, child.text.strip()


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _is_young(fields: dict[str, str], oldest: datetime, zone: str) -> bool:
    moment = read_date(fields.get("publication_date") or fields.get("lastmod") or "", zone_of(zone))
    # A date without time counts until its day is over; no date at all is given the benefit of the doubt.
    return moment is None or moment.instant + timedelta(days=0 if moment.timed else 1) >= oldest


def _is_wanted(url: str, rules: SitemapRules) -> bool:
    if any(re.search(pattern, url) for pattern in rules.exclude):
        return False
    return not rules.include or any(re.search(pattern, url) for pattern in rules.include)


def _entry(fields: dict[str, str], base: str, links: LinkRules) -> Entry | None:
    link = absolute(base, fields.get("loc", ""))
    if not link or is_home(link):
        return None
    return Entry(
        key=key_of(link, links),
        url=link,
        title=plain(fields.get("title", "")),
        published_raw=fields.get("publication_date") or fields.get("lastmod") or "",
        section=plain(fields.get("keywords", ""))[:_KEYWORD_LENGTH],
    )
