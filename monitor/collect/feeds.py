"""RSS and Atom through feedparser, with an identity for every entry that survives the outlets' oddities."""

from __future__ import annotations

import logging
import re
from collections import Counter
from hashlib import blake2b
from html import unescape
from time import struct_time
from typing import Any

import feedparser

from monitor.collect import problems
from monitor.collect.charset import to_utf8_xml
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.collect.texts import plain
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules

_LOG = logging.getLogger(__name__)

_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?[^\s>]+\s+(?:SYSTEM|PUBLIC|[\"'][^\"']*[&%](?!#))", re.I)
_CHALLENGE = re.compile(
    rb"cf-challenge|challenge-platform|cf_chl_|cf-browser-verification|g-recaptcha|hcaptcha\.com"
    rb"|_Incapsula_Resource|awswaf"
    rb"|<title>\s*(?:just a moment|attention required|access denied|ddos-guard|sucuri website firewall)",
    re.I,
)
_SUMMARY_LENGTH = 1500
_ANY_TIME = struct_time((2000, 1, 1, 0, 0, 0, 5, 1, 0))
# What WordPress plugins add below every excerpt.
_SIGNATURE = re.compile(
    r"\s*(?:The post|Artikel|Postingan) .{3,300}?"
    r" (?:(?:appeared first|first appeared) on|pertama kali tampil (?:di|pada)) .{2,150}$"
)


def _no_date(text: str) -> struct_time:
    """Stand in for feedparser's dozen date handlers, a third of its time.

    The raw string is read elsewhere.
    """
    return _ANY_TIME


feedparser.registerDateHandler(_no_date)


def read_feed(
    body: bytes, charset: str, url: str, rules: LinkRules, limit: int
) -> tuple[Entry, ...] | Failure:
    """Return the entries (at most ``limit``, in the feed's order, one per key), or why there is none.

    Malformed XML is read as far as it goes; only a document without entries is a failure.
    """
    found = sniff(body, url)
    if isinstance(found, Failure):
        return found
    parsed = _parse(to_utf8_xml(body, charset), url)
    if isinstance(parsed, Failure):
        return parsed
    if not parsed.entries:
        if parsed.get("version"):
            return problems.empty(url, "umpan")
        return problems.malformed(url, "umpan")
    raws = parsed.entries[:limit]
    guids = Counter(str(raw.get("id") or "") for raw in raws)
    base = str(parsed.feed.get("link") or "") if is_home(url) else url
    entries = {
        entry.key: entry for raw in reversed(raws) if (entry := _entry(raw, base or url, guids, rules))
    }
    links = Counter(entry.url for entry in entries.values())
    if _all_lead_home(raws, links, base or url) or (len(raws) > 2 and len(links) == len(entries) == 1):
        return problems.all_to_home(url)
    return tuple(reversed(entries.values()))


def _all_lead_home(raws: list[Any], links: Counter[str], base: str) -> bool:
    """Return whether no entry has an address of its own, though a link to the front page is written in one.

    A lone entry counts, too: early in the day the broken feed of a large outlet holds just one.
    """
    written = (_text(raw, "link") for raw in raws)
    return not any(links) and (
        len(raws) > 1 or any(link and is_home(absolute(base, link)) for link in written)
    )


def sniff(body: bytes, url: str) -> Failure | None:
    """Return what speaks against ``body`` being XML.

    Empty, a page, a challenge, plain text, an entity bomb.
    """
    head = body[:4096].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0")
    if not head:
        return problems.empty(url, "umpan")
    if re.match(rb"<(?:!doctype\s+html|html|head|body)\b", head, re.I):
        return problems.challenge(url) if _CHALLENGE.search(body[:20000]) else problems.not_a_feed(url)
    if b"<" not in head.replace(b"\0", b""):
        return problems.not_a_feed(url)
    # Entities that are made of entities, or fetched from elsewhere, have no place in a feed (billion
    # laughs, XXE).
    return problems.malformed(url, "umpan (entitas XML bertingkat)") if _ENTITY.search(body) else None


def is_challenge(body: bytes) -> bool:
    """Return whether a page is there to keep robots out rather than to be read."""
    return len(body) < 60000 and bool(_CHALLENGE.search(body[:20000]))


def _parse(body: bytes, url: str) -> Any | Failure:
    try:
        # Sanitising and link resolving are half of feedparser's time; the text is cleaned here anyway.
        return feedparser.parse(
            body,
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser raises many kinds on hostile input (kurtmckee/feedparser#599)
        _LOG.info("feedparser gave up on %s: %r", url, error)
        return problems.malformed(url, "umpan")


def _entry(raw: Any, base: str, guids: Counter[str], rules: LinkRules) -> Entry | None:
    title = once(plain(_text(raw, "title")))
    guid = _text(raw, "id").strip()
    link = absolute(base, _text(raw, "link"))
    if (not link or is_home(link)) and guids[guid] == 1 and guid.startswith(("http://", "https://")):
        link = absolute(base, guid)
    # feedparser lends "published" to whoever asks for a missing "updated", with a warning.
    updated = _text(raw, "updated") if "updated" in raw else ""
    published = _text(raw, "published") or updated or _text(raw, "created")
    if link and not is_home(link):
        key = key_of(link, rules)
    elif title or guid:
        link, key = (
            "",
            stand_in(base, guid if guids[guid] == 1 and not is_home(guid) else "", title, published),
        )
    else:
        return None
    content = max((str(part.get("value") or "") for part in raw.get("content") or ()), key=len, default="")
    summary = _text(raw, "summary")
    return Entry(
        key=key,
        url=link,
        title=title,
        summary=_SIGNATURE.sub("", plain(summary))[:_SUMMARY_LENGTH] if summary != content else "",
        html=content,
        published_raw=published,
        author=plain(_text(raw, "author"))[:120],
        section="; ".join(
            tag for tag in (_text(one, "term").strip() for one in raw.get("tags") or ()) if tag
        )[:200],
        publisher=_text(raw.get("source") or {}, "title").strip()[:120],
    )


def _text(raw: Any, name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def once(title: str) -> str:
    """Return a title with entities that were escaped twice decoded once more ("&amp;amp;"), but only once."""
    return " ".join(unescape(title).split())


def stand_in(base: str, guid: str, title: str, published: str) -> str:
    """Return the key of an entry without an address of its own: from its guid, else from title and day."""
    stamp = guid or f"{title.lower()}|{published[:16]}"
    return f"{key_of(base)}#{blake2b(stamp.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
