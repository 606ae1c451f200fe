"""The HTML round an article: one shell a platform (``shells/*.html``), filled with ``string.Template``.

Jinja would serve as well, but these files must keep the slips of real pages and need no logic.
"""

from __future__ import annotations

import json
from html import escape

from monitor.demo import stamps
from monitor.demo.site import Ask, Site, shell
from monitor.demo.stock import Post


def paragraphs(lines: tuple[str, ...] | list[str]) -> list[str]:
    """Return each line as an escaped ``p``."""
    return [f"<p>{escape(line, quote=False)}</p>" for line in lines]


def woven(blocks: list[str], *noise: tuple[int, str]) -> str:
    """Return the blocks as one text, each noise put after the given number of blocks (or at the end)."""
    out = list(blocks)
    for place, html in sorted(noise, key=lambda one: -one[0]):
        out.insert(min(place, len(out)), html)
    return "\n".join(out)


def links(site: Site, posts: list[Post], ask: Ask, tag: str = "li") -> str:
    """Return links to posts, each in its own ``tag``."""
    return "".join(f"<{tag}>{site.anchor(post, ask.now)}</{tag}>" for post in posts)


def json_ld(site: Site, post: Post, ask: Ask, stamp: str, modified: str = "") -> str:
    """Return the NewsArticle record of a post as JSON that may stand in a script element."""
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": site.url(post)},
        "headline": post.title_at(ask.now),
        "datePublished": stamp,
        "dateModified": modified or stamp,
        "author": {"@type": "Person", "name": post.author},
        "publisher": {"@type": "Organization", "name": site.name},
        "description": post.excerpt(),
    }
    return json.dumps(record, ensure_ascii=False).replace("</", "<\\/")


def render(name: str, site: Site, post: Post, ask: Ask, body: str, **extra: str) -> str:
    """Return a post's page in the shell ``name``; ``extra`` are ready-made pieces of HTML."""
    others = site.others(post, ask.now, 8)
    plain = {
        "charset": "UTF-8",
        "name": site.name,
        "base": site.base,
        "path": site.path(post),
        "url": site.url(post),
        "feed_link": site.feed_link,
        "title": post.title_at(ask.now),
        "description": post.excerpt(25),
        "number": str(post.number),
        "section": post.section,
        "section_slug": "-".join(post.section.lower().split()),
        "author": post.author,
        "iso": stamps.iso(post.published),
        "year": str(ask.now.year),
        "views": str(post.number % 977),
    }
    pieces = {
        "body": body,
        "related": links(site, others[:4], ask),
        "latest": links(site, others, ask),
        "ticker": links(site, others[:3], ask, "span"),
        "stamp_today": stamps.day_form(ask.now),
        "paging": "",
        "after": "",
        **extra,
    }
    return shell(name).substitute({key: escape(value) for key, value in plain.items()} | pieces)
