"""Outlets with a desk in Makassar and a head office elsewhere: a fast national house and the wire."""

from __future__ import annotations

from datetime import datetime
from html import escape

from monitor.demo import stamps
from monitor.demo.paged import in_parts
from monitor.demo.shells import json_ld, links, paragraphs, render, woven
from monitor.demo.site import Ask, Reply, Site
from monitor.demo.stock import Post
from monitor.demo.syndication import RSS, Entry, cdata, guid, rss, xml
from monitor.schema_feeds import ArticleRules, DateRules, Source


class FastDesk(Site):
    """A fast national house's city desk: WIB, ``?single=1``, SCROLL TO CONTINUE, mixed-up descriptions."""

    platform = "detik"
    tier = 1
    feed_link = "/rss"
    part = 3
    articles = ArticleRules(
        body=(".itp_bodycontent", ".detail-text"),
        remove=("table.linksisip", ".detail__long-nav"),
        pages="query:single=1",
    )
    dates = DateRules(zone="WIB")

    def sources(self) -> tuple[Source, ...]:
        """Return the feed."""
        return (Source(kind="rss", url=f"{self.base}/rss", confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /berita/d-NUMBER/slug."""
        return f"/berita/d-{post.number}/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed and second pages (``…/slug/2``)."""
        if ask.path == "/rss":
            return self.feed(ask)
        path, _, number = ask.path.rpartition("/")
        post = self.find(path, ask.now) if number == "2" else None
        return self.page(post, ask, second=True) if post else None

    def feed(self, ask: Ask) -> Reply:
        """Return a feed whose descriptions mix escaped HTML with CDATA."""
        entries = [
            Entry(
                title=cdata(post.title_at(ask.now)),
                link=xml(self.url(post)),
                guid=guid(self.url(post), permalink=True),
                date=stamps.rfc822(post.published, stamps.WIB),
                description=xml(self.picture(post)) + cdata(post.excerpt(22)),
            )
            for post in self.visible(ask.now)
        ]
        text = rss(self.name, self.base, entries)
        return Reply(text.encode(), kind=RSS, modified=self.modified(ask.now))

    def picture(self, post: Post) -> str:
        """Return the picture that opens a description."""
        return f'<img src="{self.base}/img/{post.number}.jpeg" align="left" hspace="7" width="100" />'

    def page(self, post: Post, ask: Ask, *, second: bool = False) -> Reply:
        """Return the first part, the rest (``second``), or with ``?single=1`` everything."""
        parts = in_parts(post.body, self.part)
        rest = tuple(line for part in parts[1:] for line in part)
        whole = "single" in ask.query
        lines = post.body if whole else rest if second and rest else parts[0]
        url = self.url(post)
        nav = f'<a href="{url}">1</a> <a href="{url}/2">2</a> <a href="{url}?single=1">Lihat Semua</a>'
        text = render(
            "fast",
            self,
            post,
            ask,
            woven(paragraphs(lines), *self.noise(post, ask)),
            jsonld=json_ld(self, post, ask, stamps.iso(post.published, stamps.WIB)),
            slash_date=f"{post.published.astimezone(stamps.WIB):%Y/%m/%d %H:%M:%S}",
            stamp=stamps.short_form(post.published, stamps.WIB),
            paging=nav if rest and not whole else "",
        )
        return Reply(text.encode())

    def noise(self, post: Post, ask: Ask) -> list[tuple[int, str]]:
        """Return the advertisement break and the inserted link table."""
        pause = (
            '<p class="para_caption">ADVERTISEMENT</p><div class="clearfix"></div>'
            '<p class="para_caption">SCROLL TO CONTINUE WITH CONTENT</p>'
        )
        listed = links(self, self.others(post, ask.now, 1), ask, "td")
        table = f'<table class="linksisip"><tr><td>Baca juga:</td>{listed}</tr></table>'
        return [(1, pause), (3, table)]


class Wire(Site):
    """The wire's regional desk: WIB, guids that are addresses but say they are not, picture first."""

    platform = "antara"
    tier = 1
    feed_link = "/rss/terkini.xml"
    articles = ArticleRules(body=(".wrap__article-detail-content.post-content",))
    dates = DateRules(zone="WIB")

    def sources(self) -> tuple[Source, ...]:
        """Return the feed."""
        return (Source(kind="rss", url=self.base + self.feed_link, confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /berita/NUMBER/slug."""
        return f"/berita/{post.number}/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed, which a blank line precedes."""
        if ask.path != self.feed_link:
            return None
        entries = [self.entry(post, ask.now) for post in self.visible(ask.now)]
        text = "\n\t" + rss(f"{self.name} - Berita Terkini", self.base, entries)
        return Reply(text.encode(), kind=RSS, modified=self.modified(ask.now))

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return the article's page."""
        related = [
            (3, f'<p><span class="baca-juga">Baca juga: {self.anchor(other, ask.now)}</span></p>')
            for other in self.others(post, ask.now, 1)
        ]
        text = render(
            "wire",
            self,
            post,
            ask,
            woven(paragraphs(post.body), *related),
            jsonld=json_ld(self, post, ask, stamps.iso(post.published, stamps.WIB)),
            stamp=stamps.long_form(post.published, stamps.WIB),
        )
        return Reply(text.encode())

    def entry(self, post: Post, now: datetime) -> Entry:
        """Return one item."""
        picture = f'<img src="{self.base}/foto/{post.number}.jpg" align="left" border="0">'
        return Entry(
            title=xml(post.title_at(now)),
            link=xml(self.url(post)),
            date=stamps.rfc822(post.published, stamps.WIB),
            description=cdata(picture + escape(post.excerpt(30))),
            guid=guid(self.url(post)),
        )
