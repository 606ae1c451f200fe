"""Feeds, news sitemaps and their oddities, written out as text.

Hand-written because a feed library writes only correct feeds, and these must be wrong as real ones are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

# What XML 1.0 cannot carry, not even escaped: control characters and lone surrogates.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

RSS = "application/rss+xml; charset=UTF-8"
SITEMAP = "application/xml; charset=UTF-8"

_RSS_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def printable(text: str) -> str:
    """Return text without what neither XML nor HTML can carry."""
    return _UNPRINTABLE.sub("", text)


def xml(text: str) -> str:
    """Return text that may stand inside an XML element."""
    return escape(printable(text))


def cdata(text: str) -> str:
    """Return a CDATA section; an inner "]]>" is split over two."""
    return f"<![CDATA[{printable(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it stands in a feed; every field except ``title`` is already XML or empty."""

    title: str
    link: str = ""
    guid: str = ""
    date: str = ""
    description: str = ""
    content: str = ""
    author: str = ""
    category: str = ""
    extra: str = ""

    def item(self) -> str:
        """Return the RSS item; empty fields leave no element behind."""
        parts = [
            ("title", self.title),
            ("link", self.link),
            ("dc:creator", self.author),
            ("pubDate", self.date),
            ("category", self.category),
            ("description", self.description),
            ("content:encoded", self.content),
        ]
        filled = "".join(f"\n\t\t<{tag}>{text}</{tag}>" for tag, text in parts if text)
        return f"\t<item>{filled}{self.guid}{self.extra}\n\t</item>"


def guid(text: str, *, permalink: bool = False) -> str:
    """Return a guid element."""
    return f'\n\t\t<guid isPermaLink="{str(permalink).lower()}">{xml(text)}</guid>'


def rss(name: str, site: str, entries: Iterable[Entry], *, built: str = "", encoding: str = "UTF-8") -> str:
    """Return an RSS 2.0 document."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" {_RSS_NAMESPACES}>\n<channel>\n'
    title = xml(name)
    about = f"\t<title>{title}</title>\n\t<link>{xml(site)}</link>\n\t<description>{title}</description>\n"
    stamp = f"\t<lastBuildDate>{built}</lastBuildDate>\n" if built else ""
    items = "\n".join(entry.item() for entry in entries)
    return f"{head}{about}{stamp}\t<language>id</language>\n{items}\n</channel>\n</rss>\n"


def atom(name: str, site: str, entries: Iterable[str], updated: str) -> str:
    """Return an Atom document in Blogger's manner; ``entries`` are finished ``entry`` elements."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2008'>"
        f"<id>tag:blogger.com,1999:blog-70418</id><updated>{updated}</updated>"
        f"<title type='text'>{xml(name)}</title>"
        f"<link rel='alternate' type='text/html' href='{xml(site)}'/>"
        f"<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>{''.join(entries)}</feed>"
    )


def news_sitemap(name: str, urls: Iterable[tuple[str, str, str]], *, wrap: bool = False) -> str:
    """Return a news sitemap of (address, title, ISO instant); ``wrap`` puts addresses in CDATA."""
    rows = "".join(
        f"<url><loc>{cdata(url) if wrap else xml(url)}</loc><news:news><news:publication>"
        f"<news:name>{xml(name)}</news:name><news:language>id</news:language></news:publication>"
        f"<news:publication_date>{stamp}</news:publication_date><news:title>{cdata(title)}</news:title>"
        f"</news:news></url>\n"
        for url, title, stamp in urls
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}</urlset>\n'
    )


def sitemap_index(urls: Iterable[tuple[str, str]]) -> str:
    """Return a sitemap index of (address, ISO instant)."""
    rows = "".join(f"<sitemap><loc>{xml(url)}</loc><lastmod>{at}</lastmod></sitemap>\n" for url, at in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )
