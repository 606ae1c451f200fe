"""Outlets that spread an article over several pages: a network's regional title and a national portal."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from monitor.demo import stamps
from monitor.demo.shells import json_ld, paragraphs, render, woven
from monitor.demo.site import Ask, Reply, Site
from monitor.demo.stock import Post
from monitor.demo.syndication import RSS, SITEMAP, Entry, cdata, guid, news_sitemap, rss, sitemap_index, xml
from monitor.schema_feeds import ArticleRules, DateRules, SitemapRules, Source

# The demo lays two weeks out at once; a live configuration keeps the default of three days.
TWO_WEEKS = SitemapRules(max_age=21 * 86400.0)


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs of one page of an article: page ``number`` of ``count``; 0 means everything."""

    lines: tuple[str, ...]
    number: int
    count: int


def in_parts(lines: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """Return the lines in parts of ``size``; a rest of one or two joins the last part."""
    cuts = list(range(0, len(lines), size)) or [0]
    if len(cuts) > 1 and len(lines) - cuts[-1] < 3:
        cuts.pop()
    return [lines[start:end] for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True)]


def part_of(post: Post, wanted: str, size: int) -> Part:
    """Return the part that ``?page=wanted`` asks for; "all" is everything, nonsense the first part."""
    parts = in_parts(post.body, size)
    if wanted == "all":
        return Part(post.body, 0, len(parts))
    number = int(wanted) if wanted.isdigit() and 1 <= int(wanted) <= len(parts) else 1
    return Part(parts[number - 1], number, len(parts))


def in_sitemap(site: Site, ask: Ask) -> list[tuple[str, str, str]]:
    """Return (address, title, instant in WIB) of what is published."""
    return [
        (site.url(post), post.title_at(ask.now), stamps.iso(post.published, stamps.WIB))
        for post in site.visible(ask.now)
    ]


class Network(Site):
    """A network's regional title: every feed link is the front page, WIB stamps in Makassar, ``?page=2``."""

    platform = "tribun"
    tier = 1
    feed_link = "/rss"
    part = 4
    articles = ArticleRules(
        body=("div.side-article.txt-article",), remove=("div.ringkasan",), pages="query:page=N", amp=True
    )
    dates = DateRules(zone="WITA", prefixes=("Tayang:",))
    robots = "User-agent: *\nDisallow: /search\nDisallow: /ajax/\nDisallow: /json/\n"

    def sources(self) -> tuple[Source, ...]:
        """Return the feed and, behind it, the news sitemap that still tells articles apart."""
        leaf = f"{self.base}/sitemap-news.xml"
        return (
            Source(kind="rss", url=f"{self.base}/rss", confidence="verified"),
            Source(kind="sitemap", url=leaf, fallback=True, sitemap=TWO_WEEKS, confidence="verified"),
        )

    def path(self, post: Post) -> str:
        """Return /YYYY/MM/DD/slug."""
        return f"/{post.published.astimezone(stamps.WIB):%Y/%m/%d}/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed, the sitemap and AMP addresses."""
        if ask.path == "/rss":
            return self.feed(ask)
        if ask.path == "/sitemap-news.xml":
            text = news_sitemap(self.name, in_sitemap(self, ask), wrap=True)
            return Reply(text.encode(), kind=SITEMAP, modified=self.modified(ask.now))
        if ask.path.startswith("/amp/") and (post := self.find(ask.path[4:], ask.now)):
            return self.page(post, ask)
        return None

    def feed(self, ask: Ask) -> Reply:
        """Return a well-formed feed in which link and guid of every item are the front page."""
        entries = [
            Entry(
                title=cdata(post.title_at(ask.now)),
                link=xml(f"{self.base}/"),
                guid=guid(f"{self.base}/", permalink=True),
                date=stamps.rfc822(post.published, stamps.WIB),
                description=cdata(escape(post.excerpt(20))),
            )
            for post in self.visible(ask.now)
        ]
        text = rss(self.name, self.base, entries)
        return Reply(text.encode(), kind=RSS, modified=self.modified(ask.now))

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return one part of the article, or all of it for ``?page=all``."""
        part = part_of(post, ask.query.get("page", "1"), self.part)
        text = render(
            "network",
            self,
            post,
            ask,
            woven(paragraphs(part.lines), *self.noise(post, ask, part)),
            jsonld=json_ld(self, post, ask, stamps.iso(post.published, stamps.WIB)),
            iso_minute=post.published.astimezone(stamps.WIB).isoformat(timespec="minutes"),
            stamp=stamps.long_form(post.published, stamps.WIB),
            pages=str(part.count),
            paging=self.paging(post, part) if part.number and part.count > 1 else "",
        )
        return Reply(text.encode())

    def paging(self, post: Post, part: Part) -> str:
        """Return the page links."""
        url = self.url(post)
        numbers = "".join(f'<a href="{url}?page={page}">{page}</a>' for page in range(1, part.count + 1))
        following = f'<a rel="next" href="{url}?page={part.number + 1}">Halaman selanjutnya</a>'
        return (
            f'<div class="paging">Halaman {part.number}/{part.count} {numbers} '
            f"{following if part.number < part.count else ''} "
            f'<a href="{url}?page=all">Tampilkan semua</a></div>'
        )

    def noise(self, post: Post, ask: Ask, part: Part) -> list[tuple[int, str]]:
        """Return the network's insertions: summary box, related line, channel line, syndication note."""
        related = "".join(
            f'<p class="baca"><strong>Baca juga: {self.anchor(other, ask.now)}</strong></p>'
            for other in self.others(post, ask.now, 1)
        )
        title = f"Artikel ini telah tayang di {self.name} dengan judul {post.title_at(ask.now)}"
        follow = f"<p>Ikuti kami di WhatsApp Channel dan Google News</p><p>{escape(title)}</p>"
        summary = (
            "<div class='ringkasan'><strong>Ringkasan Berita:</strong>"
            f"<ul><li>{escape(post.excerpt(14))}</li></ul></div>"
        )
        return [(2, related), (len(part.lines), follow)] + ([(0, summary)] if part.number < 2 else [])


class National(Site):
    """A national portal: no feed, a sitemap index, ``?page=all``, the date only as words."""

    platform = "kompas"
    tier = 1
    national = True
    region = "Jakarta"
    part = 4
    articles = ArticleRules(body=(".read__content",), pages="query:page=all")
    dates = DateRules(zone="WIB", prefixes=("Kilas Negeri",))

    def sources(self) -> tuple[Source, ...]:
        """Return the sitemap index."""
        index = f"{self.base}/sitemap.xml"
        return (Source(kind="sitemap", url=index, sitemap=TWO_WEEKS, confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /read/YYYY/MM/DD/NUMBER/slug."""
        return f"/read/{post.published.astimezone(stamps.WIB):%Y/%m/%d}/{post.number}/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the sitemap index and its one leaf."""
        changed = self.modified(ask.now)
        if ask.path == "/sitemap.xml":
            leaf = (f"{self.base}/news/sitemap-news.xml", stamps.iso(changed, stamps.WIB))
            return Reply(sitemap_index([leaf]).encode(), kind=SITEMAP)
        if ask.path == "/news/sitemap-news.xml":
            text = news_sitemap(self.name, in_sitemap(self, ask))
            return Reply(text.encode(), kind=SITEMAP, modified=changed)
        return None

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return one part of the article, or all of it for ``?page=all``."""
        part = part_of(post, ask.query.get("page", "1"), self.part)
        text = render(
            "national",
            self,
            post,
            ask,
            woven(paragraphs(part.lines), *self.noise(post, ask, part)),
            database=f"{post.published.astimezone(stamps.WIB):%Y-%m-%d %H:%M:%S}",
            stamp=stamps.slash_form(post.published, stamps.WIB),
            paging=self.paging(post, part) if part.number and part.count > 1 else "",
        )
        return Reply(text.encode())

    def paging(self, post: Post, part: Part) -> str:
        """Return the page links."""
        url = self.url(post)
        numbers = "".join(f'<a href="{url}?page={page}">{page}</a>' for page in range(1, part.count + 1))
        return f'Halaman: {numbers} <a href="{url}?page=all#page2">Show All</a>'

    def noise(self, post: Post, ask: Ask, part: Part) -> list[tuple[int, str]]:
        """Return the portal's insertions: related line and channel advertisement."""
        related = "".join(
            f"<p><strong>Baca juga: {self.anchor(other, ask.now)}</strong></p>"
            for other in self.others(post, ask.now, 1)
        )
        channel = (
            "<p><em>Simak breaking news dan berita pilihan kami langsung di ponselmu. Pilih saluran "
            f"andalanmu akses berita {escape(self.name)} WhatsApp Channel.</em></p>"
        )
        return [(2, related), (len(part.lines), channel)]
