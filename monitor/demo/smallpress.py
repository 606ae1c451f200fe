"""Small outlets: a blog, a home-made portal, a site without any feed."""

from __future__ import annotations

from datetime import datetime
from html import escape

from monitor.demo import stamps
from monitor.demo.shells import links, paragraphs, render, woven
from monitor.demo.site import Ask, Reply, Site, moved, shell
from monitor.demo.stock import Post
from monitor.demo.syndication import Entry, atom, rss, xml
from monitor.schema_feeds import ArticleRules, DateRules, LinkRules, ListingRules, Source


class Blog(Site):
    """A blog: Atom with the full text, line breaks for paragraphs, a date without a time on the page."""

    platform = "blogger"
    tier = 4
    region = "Tana Toraja"
    feed_link = "/feeds/posts/default"
    articles = ArticleRules(body=(".post-body",))

    def sources(self) -> tuple[Source, ...]:
        """Return the Atom feed."""
        return (Source(kind="atom", url=self.base + self.feed_link, confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /YYYY/MM/slug.html."""
        return f"/{post.published.astimezone(stamps.WITA):%Y/%m}/{post.slug}.html"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the Atom feed."""
        if ask.path != self.feed_link:
            return None
        changed = self.modified(ask.now)
        entries = [self.entry(post, ask) for post in self.visible(ask.now)]
        text = atom(self.name, f"{self.base}/", entries, stamps.iso(changed))
        return Reply(text.encode(), kind="application/atom+xml; charset=UTF-8", modified=changed)

    def entry(self, post: Post, ask: Ask) -> str:
        """Return one entry; its links are those of a phone's browser (``?m=1``)."""
        stamp = stamps.iso(post.published)
        html = escape("<br /><br />".join(escape(line, quote=False) for line in post.body), quote=False)
        return (
            f"<entry><id>tag:blogger.com,1999:blog-70418.post-{post.number}</id><published>{stamp}</published>"
            f"<updated>{stamp}</updated>"
            f"<category scheme='http://www.blogger.com/atom/ns#' term='{xml(post.section)}'/>"
            f"<title type='text'>{xml(post.title_at(ask.now))}</title><content type='html'>{html}</content>"
            f"<link rel='replies' type='text/html' href='{self.url(post)}#comment-form' title='0 Komentar'/>"
            f"<link rel='alternate' type='text/html' href='{self.url(post)}?m=1'/>"
            f"<author><name>{xml(post.author)}</name></author></entry>"
        )

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return the article's page."""
        body = "\n<br />\n<br />\n".join(escape(line, quote=False) for line in post.body)
        text = render("blogger", self, post, ask, body, stamp=stamps.day_form(post.published))
        return Reply(text.encode())


class HomeMade(Site):
    """A home-made portal: a moved feed without dates and guids; "Nopember" and line breaks."""

    platform = "phpmu"
    tier = 4
    region = "Luwu"
    feed_link = "/rss/terbaru.xml"
    articles = ArticleRules(body=("div.isi-berita",))

    def sources(self) -> tuple[Source, ...]:
        """Return the feed under the address it has left."""
        return (Source(kind="rss", url=f"{self.base}/rss.xml", confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /berita/detail/slug."""
        return f"/berita/detail/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed, whose old address leads to the new one. It has neither ETag nor Last-Modified."""
        if ask.path == "/rss.xml":
            return moved(self.base + self.feed_link)
        if ask.path != self.feed_link:
            return None
        entries = [
            Entry(
                title=xml(post.title), link=xml(self.url(post)), description=xml(f"<p>{post.excerpt(25)}</p>")
            )
            for post in self.visible(ask.now)
        ]
        return Reply(rss(self.name, self.base, entries).encode(), kind="text/xml")

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return the article's page."""
        lines = [f"{escape(line, quote=False)}<br><br>" for line in post.body]
        related = [
            (3, f"<b>Baca Juga : {self.anchor(other, ask.now)}</b><br><br>")
            for other in self.others(post, ask.now, 1)
        ]
        body = woven(lines, *related)
        return Reply(render("portal", self, post, ask, body, stamp=stamps.old_form(post.published)).encode())


class Indexed(Site):
    """A site without a feed: listing pages, AMP links among them, a paid page that robots.txt forbids."""

    platform = "custom"
    tier = 2
    per_page = 8
    # Paid content stands among the news of the listing; robots.txt keeps crawlers away from it.
    robots = "User-agent: *\nDisallow: /cari\nDisallow: /advertorial/\nDisallow: /*?replytocom=\n"
    articles = ArticleRules(body=("section.detail-berita",), amp=True)
    dates = DateRules(zone="WITA")
    links = LinkRules(accept=("/berita/", "/advertorial/"))

    def sources(self) -> tuple[Source, ...]:
        """Return the listing."""
        rules = ListingRules(item="div.kartu", link="h2 a", title="h2", date=".waktu", max_pages=4)
        return (
            Source(
                kind="listing", url=f"{self.base}/indeks?page={{page}}", listing=rules, confidence="verified"
            ),
        )

    def path(self, post: Post) -> str:
        """Return /berita/NUMBER/slug."""
        return f"/berita/{post.number}/{post.slug}"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the listing, AMP pages and even forbidden pages: no server enforces its robots.txt."""
        if ask.path in ("/", "/indeks"):
            return self.listing(ask)
        if ask.path.startswith("/amp/") and (post := self.find(ask.path[4:], ask.now)):
            return self.page(post, ask, amp=True)
        if ask.path.startswith("/advertorial/"):
            return Reply(b"<!doctype html><title>Advertorial</title><p>Konten berbayar.</p>")
        return None

    def listing(self, ask: Ask) -> Reply:
        """Return one page of the listing; past the end it is empty."""
        page = int(ask.query["page"]) if ask.query.get("page", "").isdigit() else 1
        start = (max(page, 1) - 1) * self.per_page
        posts = self.visible(ask.now)[start : start + self.per_page]
        cards = [self.card(post, ask.now) for post in posts]
        if page == 1:
            cards.insert(2, self.paid_card())
        text = shell("listing").substitute(
            name=escape(self.name),
            base=self.base,
            cards="".join(cards),
            following=page + 1,
            popular=links(self, self.visible(ask.now)[:3], ask, "p"),
        )
        return Reply(text.encode())

    def paid_card(self) -> str:
        """Return the card of the advertisement that robots.txt forbids to fetch."""
        paid = f"{self.base}/advertorial/perumahan-nyaman-di-timur-kota"
        return f'<div class="kartu"><h2><a href="{paid}">Adv: Perumahan Nyaman di Timur Kota</a></h2></div>'

    def card(self, post: Post, now: datetime) -> str:
        """Return one card; every third link leads to the AMP variant."""
        link = f"{self.base}/amp{self.path(post)}" if post.number % 3 == 0 else self.path(post)
        return (
            f'<div class="kartu"><a href="{link}"><img src="/img/{post.number}.jpg"></a>'
            f'<h2><a href="{link}">{escape(post.title_at(now))}</a></h2>'
            f'<span class="waktu">{self.ago(post.published, now)}</span></div>'
        )

    def ago(self, at: datetime, now: datetime) -> str:
        """Return "3 jam lalu" for today's news, else a short date."""
        hours = int((now - at).total_seconds() // 3600)
        if hours < 1:
            return "baru saja"
        return f"{hours} jam lalu" if hours < 12 else stamps.short_form(at, stamps.WITA)

    def page(self, post: Post, ask: Ask, *, amp: bool = False) -> Reply:
        """Return the article's page; the AMP variant names the other one as canonical."""
        listed = see_also(self, post, ask)
        body = woven(paragraphs(post.body), (2, listed))
        stamp = stamps.long_form(post.published, join=", pukul ")
        text = render("indexed", self, post, ask, body, amp=" amp" if amp else "", stamp=stamp)
        return Reply(text.encode())


def see_also(site: Site, post: Post, ask: Ask) -> str:
    """Return a "Lihat juga" list, or nothing where the outlet has no other article yet."""
    listed = links(site, site.others(post, ask.now, 2), ask)
    return f'<div class="baca-juga"><b>Lihat Juga</b><ul>{listed}</ul></div>' if listed else ""
