"""RSS and Atom: entries with an identity for every entry that survives the outlets' oddities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from html import unescape

from monitor.collect import problems
from monitor.collect.charset import to_utf8_xml
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.collect.rawfeed import RawEntry, RawFeed, parse
from monitor.collect.texts import plain
from monitor.collect.urls import absolute, is_home, key_of
from monitor.schema_feeds import LinkRules

_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?[^\s>]+\s+(?:SYSTEM|PUBLIC|[\"'][^\"']*[&%](?!#))", re.I)
_CHALLENGE = re.compile(
    rb"cf-challenge|challenge-platform|cf_chl_|cf-browser-verification|g-recaptcha|hcaptcha\.com"
    rb"|_Incapsula_Resource|awswaf"
    rb"|<title>\s*(?:just a moment|attention required|access denied|ddos-guard|sucuri website firewall)",
    re.I,
)
_SUMMARY_LENGTH = 1500
# What WordPress plugins add below every excerpt.
_SIGNATURE = re.compile(
    r"\s*(?:The post|Artikel|Postingan) .{3,300}?"
    r" (?:(?:appeared first|first appeared) on|pertama kali tampil (?:di|pada)) .{2,150}$"
)


def read_feed(
    body: bytes,
    charset: str,
    url: str,
    rules: LinkRules,
    limit: int,
    parse: Callable[[bytes, int], RawFeed | None] = parse,
) -> tuple[Entry, ...] | Failure:
    """Return the entries (at most ``limit``, in the feed's order, one per key), or why there is none.

    Malformed XML is read as far as it goes; only a document without entries is a failure. ``parse`` is
    ``rawfeed.parse`` or the same done in another process.
    """
    found = sniff(body, url)
    if isinstance(found, Failure):
        return found
    raw = parse(to_utf8_xml(body, charset), limit)
    if raw is None or not raw.entries:
        return problems.empty(url, "umpan") if raw and raw.version else problems.malformed(url, "umpan")
    guids = Counter(one.guid for one in raw.entries)
    base = (raw.link if is_home(url) else url) or url
    entries = {
        entry.key: entry for one in reversed(raw.entries) if (entry := _entry(one, base, guids, rules))
    }
    links = Counter(entry.url for entry in entries.values())
    all_equal = len(raw.entries) > 2 and len(links) == len(entries) == 1
    if all_equal or _all_lead_home(raw.entries, links, base):
        return problems.all_to_home(url)
    return tuple(reversed(entries.values()))


def _all_lead_home(raws: tuple[RawEntry, ...], links: Counter[str], base: str) -> bool:
    """Return whether no entry has an address of its own, though a link to the front page is written in one.

    A lone entry counts, too: early in the day the broken feed of a large outlet holds just one.
    """
    return not any(links) and (
        len(raws) > 1 or any(raw.link and is_home(absolute(base, raw.link)) for raw in raws)
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


def _entry(raw: RawEntry, base: str, guids: Counter[str], rules: LinkRules) -> Entry | None:
    title = once(plain(raw.title))
    guid = raw.guid if guids[raw.guid] == 1 else ""
    link = absolute(base, raw.link)
    if (not link or is_home(link)) and guid.startswith(("http://", "https://")):
        link = absolute(base, guid)
    if link and not is_home(link):
        key = key_of(link, rules)
    elif title or raw.guid:
        link, key = "", stand_in(base, "" if is_home(guid) else guid, title, raw.published)
    else:
        return None
    summary = "" if raw.summary == raw.content else _SIGNATURE.sub("", plain(raw.summary))
    return Entry(
        key=key,
        url=link,
        title=title,
        summary=summary[:_SUMMARY_LENGTH],
        html=raw.content,
        published_raw=raw.published,
        author=plain(raw.author)[:120],
        section=raw.section[:200],
        publisher=raw.publisher[:120],
    )


def once(title: str) -> str:
    """Return a title with entities that were escaped twice decoded once more ("&amp;amp;"), but only once."""
    return " ".join(unescape(title).split())


def stand_in(base: str, guid: str, title: str, published: str) -> str:
    """Return the key of an entry without an address of its own: from its guid, else from title and day."""
    stamp = guid or f"{title.lower()}|{published[:16]}"
    return f"{key_of(base)}#{blake2b(stamp.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
