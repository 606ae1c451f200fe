"""Outlets on WordPress and its themes: excerpt feeds, ``?p=ID``, appended articles, old character sets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html import escape

from monitor.demo import stamps
from monitor.demo.shells import json_ld, links, paragraphs, render, woven
from monitor.demo.site import Ask, Reply, Site, moved
from monitor.demo.stock import Post
from monitor.demo.syndication import Entry, cdata, guid, rss, xml
from monitor.schema_feeds import ArticleRules, Source

_STRAIGHT_PAIR = re.compile(r'"([^"]*)"')


class WordPress(Site):
    """The common case: UTC feed dates, excerpts that end in "appeared first on", JSON-LD of an SEO plugin."""

    platform = "wordpress"
    feed_link = "/feed/"
    body_class = "clearfix"
    charset = "UTF-8"
    feed_size = 10  # WordPress's default: a busy desk pushes items out between two visits
    articles = ArticleRules(body=(".entry-content",))
    robots = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nDisallow: /?s=\n"

    def sources(self) -> tuple[Source, ...]:
        """Return the feed."""
        return (Source(kind="rss", url=self.base + self.feed_link, confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /YYYY/MM/DD/slug/."""
        return f"/{post.published.astimezone(stamps.WITA):%Y/%m/%d}/{post.slug}/"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed (with ``?paged=N``) and the short link ``/?p=ID``."""
        if ask.path == self.feed_link:
            return self.feed(ask)
        if ask.path == "/" and "p" in ask.query:
            wanted = [post for post in self.visible(ask.now) if str(post.number) == ask.query["p"]]
            return moved(self.url(wanted[0])) if wanted else None
        return None

    def feed(self, ask: Ask) -> Reply:
        """Return the RSS document."""
        page = int(ask.query["paged"]) if ask.query.get("paged", "").isdigit() else 1
        start = (max(page, 1) - 1) * self.feed_size
        posts = self.visible(ask.now)[start : start + self.feed_size]
        entries = [self.entry(post, ask) for post in posts]
        changed = self.modified(ask.now)
        text = rss(self.name, self.base, entries, built=stamps.rfc822(changed), encoding=self.charset)
        return Reply(self.encode(text), kind=f"application/rss+xml; charset={self.charset}", modified=changed)

    def entry(self, post: Post, ask: Ask) -> Entry:
        """Return one item."""
        here = f'<a href="{self.base}">{escape(self.name)}</a>'
        tail = f"The post {self.anchor(post, ask.now)} appeared first on {here}."
        return Entry(
            title=xml(post.title_at(ask.now)),
            link=xml(self.feed_url(post)),
            author=cdata(post.author),
            date=self.feed_date(post.published),
            category=cdata(post.section),
            description=cdata(f"<p>{escape(post.excerpt())}</p>\n<p>{tail}</p>"),
            guid=self.feed_guid(post),
        )

    def feed_url(self, post: Post) -> str:
        """Return the link as the feed gives it."""
        return self.url(post)

    def feed_date(self, at: datetime) -> str:
        """Return the date as the feed gives it."""
        return stamps.rfc822(at)

    def feed_guid(self, post: Post) -> str:
        """Return the guid element."""
        return guid(f"{self.base}/?p={post.number}")

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return the article's page."""
        body = woven(paragraphs(self.text(post, ask)), *self.noise(post, ask))
        text = render("wordpress", self, post, ask, body, **self.furniture(post, ask))
        return Reply(self.encode(text), kind=self.page_kind())

    def text(self, post: Post, ask: Ask) -> list[str]:
        """Return the paragraphs, a note on the correction at the end."""
        note = "Catatan redaksi: judul berita ini telah diperbaiki." if post.is_corrected(ask.now) else ""
        return [*post.body, *filter(None, [note])]

    def noise(self, post: Post, ask: Ask) -> list[tuple[int, str]]:
        """Return what the theme puts between the paragraphs."""
        return [
            (2, f"<p><strong>Baca juga: {self.anchor(other, ask.now)}</strong></p>")
            for other in self.others(post, ask.now, 1)
        ]

    def furniture(self, post: Post, ask: Ask) -> dict[str, str]:
        """Return the ready-made pieces of the shell: dates, classes, what follows the comments."""
        modified = post.corrected_at if post.corrected_at and post.is_corrected(ask.now) else post.published
        graph = json_ld(self, post, ask, stamps.iso(post.published), stamps.iso(modified))
        return {
            "charset": self.charset,
            "body_class": self.body_class,
            "head_dates": f'<meta property="article:published_time" content="{stamps.iso(post.published)}">\n'
            f'<script type="application/ld+json" class="yoast-schema-graph">{graph}</script>',
            "time": f'<time class="entry-date published" datetime="{stamps.iso(post.published)}">'
            f"{stamps.long_form(post.published)}</time>",
        }

    def page_kind(self) -> str:
        """Return the content type of a page."""
        return f"text/html; charset={self.charset}"

    def encode(self, text: str) -> bytes:
        """Return the bytes in the outlet's character set."""
        return text.encode(self.charset, "xmlcharrefreplace")


class AppendingTheme(WordPress):
    """A theme that lets whole foreign articles follow the comment form, and writes Friday "Jum'at"."""

    region = "Gowa"
    body_class = "entry-content-single"
    feed_size = 30
    articles = ArticleRules(body=(".entry-content-single",))

    def feed_date(self, at: datetime) -> str:
        """Return an Indonesian date."""
        return stamps.rfc822_indonesian(at)

    def furniture(self, post: Post, ask: Ask) -> dict[str, str]:
        """Return the pieces, with the date only as words and the foreign articles at the end."""
        stamp = stamps.long_form(post.published, join=" - ", apostrophe=True)
        return super().furniture(post, ask) | {
            "head_dates": "",
            "time": f'<span class="posted-on">{stamp}</span>',
            "after": "\n".join(self.appended(insert) for insert in self.next_up(post)),
        }

    def next_up(self, post: Post) -> list[Post]:
        """Return the foreign articles that follow this one: two of the stock, in turn."""
        count = len(self.inserts)
        return [self.inserts[(post.number + step) % count] for step in range(min(2, count))]

    def appended(self, insert: Post) -> str:
        """Return one foreign article in the very markup of the host's own."""
        body = "\n".join(paragraphs(insert.body))
        return (
            f'<article class="post type-post hentry next-article"><header class="entry-header">'
            f'<h2 class="entry-title">{escape(insert.title)}</h2></header>'
            f'<div class="entry-content {self.body_class}">{body}</div></article>'
        )


class TrackedLinks(WordPress):
    """A feed of tracking parameters in links, one guid for all, and entities in titles."""

    region = "Parepare"
    feed_size = 30

    def entry(self, post: Post, ask: Ask) -> Entry:
        """Return an item whose title is escaped although it stands in CDATA."""
        return replace(super().entry(post, ask), title=cdata(escape(post.title_at(ask.now))))

    def feed_url(self, post: Post) -> str:
        """Return the link with the marks of a campaign."""
        return f"{self.url(post)}?utm_source=rss&utm_medium=feed&utm_campaign=berita"

    def feed_guid(self, post: Post) -> str:
        """Return one and the same guid, and a thumbnail whose prefix was never declared."""
        return (
            guid(self.base, permalink=True) + f'<media:thumbnail url="{self.base}/foto/{post.number}.jpg" />'
        )

    def noise(self, post: Post, ask: Ask) -> list[tuple[int, str]]:
        """Return a boxed list and an advertisement."""
        listed = links(self, self.others(post, ask.now, 2), ask)
        box = f'<div class="inline-related-posts"><strong>BACA JUGA :</strong><ul>{listed}</ul></div>'
        return [(1, "<p>ADVERTISEMENT</p>"), (3, box)]


class OldCharset(WordPress):
    """An old installation: windows-1252 with curly quotes, feed dates without a zone, day-first paths."""

    region = "Bulukumba"
    tier = 4
    feed_size = 30
    charset = "windows-1252"

    def path(self, post: Post) -> str:
        """Return /DD/MM/YYYY/slug/."""
        return f"/{post.published.astimezone(stamps.WITA):%d/%m/%Y}/{post.slug}/"

    def text(self, post: Post, ask: Ask) -> list[str]:
        """Return the paragraphs with curly quotes and dashes, which sit where Latin-1 has control codes."""
        return [_STRAIGHT_PAIR.sub("“\\1”", line).replace(" - ", " – ") for line in super().text(post, ask)]

    def feed_date(self, at: datetime) -> str:
        """Return the database's form."""
        return stamps.database_form(at)

    def page_kind(self) -> str:
        """Return a content type that keeps silent about the character set; only the page itself tells it."""
        return "text/html"

    def furniture(self, post: Post, ask: Ask) -> dict[str, str]:
        """Return the pieces, with the date only as words."""
        stamp = stamps.long_form(post.published, join=" - ")
        return super().furniture(post, ask) | {"head_dates": "", "time": f"<span>{stamp}</span>"}


class OwnChannel(WordPress):
    """The provincial government's own news channel: no rewriting of addresses, full text in the feed.

    Its server tells every visitor of a fault before the XML begins.
    """

    role = "own"
    tier = 0
    feed_link = "/index.php/feed/"
    feed_size = 30
    slogan = "Kanal Resmi Pemerintah Provinsi"

    def encode(self, text: str) -> bytes:
        """Return the bytes; before a feed stands the server's warning."""
        fault = (
            "\nWarning: Undefined array key 1 in /home/kanal/wp-content/plugins/cuaca/cuaca.php on line 88\n"
        )
        return super().encode(fault + text if text.startswith("<?xml") else text)

    def path(self, post: Post) -> str:
        """Return /index.php/YYYY/MM/DD/slug/."""
        return f"/index.php{super().path(post)}"

    def entry(self, post: Post, ask: Ask) -> Entry:
        """Return an item that holds the whole text."""
        whole = "\n".join(paragraphs(post.body))
        return Entry(
            title=xml(post.title_at(ask.now)),
            link=xml(self.url(post)),
            author=cdata(post.author),
            date=stamps.rfc822(post.published),
            description=cdata(escape(post.excerpt())),
            content=cdata(whole),
            guid=self.feed_guid(post),
        )

    def noise(self, post: Post, ask: Ask) -> list[tuple[int, str]]:
        """Return nothing: an office page is plain."""
        return []


class Republisher(WordPress):
    """A site that reprints the wire and then falls silent: for ever 304."""

    role = "republisher"
    tier = 9
