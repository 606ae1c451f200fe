"""Any rows ``{id, outlet, published, title, text}`` as a newsroom: one feed an outlet, one page an article.

The rows may come from anywhere, so nothing of them is trusted; what can be shown is shown, none is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from html import escape
from typing import Any

from monitor.demo import stamps
from monitor.demo.newsroom import Newsroom, slugify
from monitor.demo.shells import paragraphs, render
from monitor.demo.site import Ask, Reply, Site, not_found
from monitor.demo.stock import Post
from monitor.demo.syndication import RSS, Entry, cdata, guid, printable, rss, xml
from monitor.schema_feeds import ArticleRules, Source

# Rows may name thousands of outlets and a process has few file descriptors, so outlets share this many ports.
MOST_PORTS = 32

NO_OUTLET, NO_TITLE = "tanpa nama", "(tanpa judul)"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class Replayed(Site):
    """One outlet of the rows: a feed of everything it has published, newest first, and bare pages."""

    platform = "custom"
    articles = ArticleRules(body=("div.isi-artikel",))

    def __init__(self, id: str, name: str) -> None:
        super().__init__(id, name)
        self.feed_link = f"/{id}/feed/"

    def sources(self) -> tuple[Source, ...]:
        """Return the feed."""
        return (Source(kind="rss", url=self.base + self.feed_link, confidence="verified"),)

    def path(self, post: Post) -> str:
        """Return /outlet/slug/."""
        return f"/{self.id}/{post.slug}/"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the feed, as long as it needs to be."""
        if ask.path != self.feed_link:
            return None
        entries = [
            Entry(
                title=cdata(post.title),
                link=xml(self.url(post)),
                date=stamps.rfc822(post.published, stamps.WITA) if post.dated else "",
                description=cdata(escape(post.excerpt(30))),
                guid=guid(self.url(post), permalink=True),
            )
            for post in self.visible(ask.now)
        ]
        text = rss(self.name, self.base, entries)
        return Reply(text.encode(), kind=RSS, modified=self.modified(ask.now))

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return the article's page."""
        stamp = f'<meta property="article:published_time" content="{stamps.iso(post.published)}">'
        body = "\n".join(paragraphs(post.body))
        text = render("plain", self, post, ask, body, published_meta=stamp if post.dated else "")
        return Reply(text.encode())


class Building:
    """Several replayed outlets on one port, told apart by the first part of the path."""

    def __init__(self, id: str, tenants: list[Replayed]) -> None:
        self.id = id
        self._base = ""
        self._tenants = {site.id: site for site in tenants}

    @property
    def base(self) -> str:
        """The address all tenants share."""
        return self._base

    @base.setter
    def base(self, address: str) -> None:
        self._base = address
        for site in self._tenants.values():
            site.base = address

    def sites(self) -> list[Site]:
        """Return the tenants."""
        return list(self._tenants.values())

    def answer(self, ask: Ask) -> Reply:
        """Let the tenant answer, or any of them for robots.txt."""
        if ask.path == "/robots.txt":
            return Reply(Site.robots.encode(), kind="text/plain; charset=UTF-8")
        tenant = self._tenants.get(ask.path.strip("/").partition("/")[0])
        return tenant.answer(ask) if tenant else not_found()


def open_replay(
    rows: Iterable[Mapping[str, Any]], now: Callable[[], datetime], *, base_port: int = 0
) -> Newsroom:
    """Open a newsroom in which every row is published at its own time (at once if it has none).

    A time without a zone is read as WITA. Outlets appear in the order of their names, articles at addresses
    made of their own text, so the same rows lie at the same addresses every time.
    """
    stock: dict[str, list[Post]] = {}
    for row in rows:
        post = _post(row, len(stock.get(_words(row.get("outlet")) or NO_OUTLET, ())))
        stock.setdefault(post.outlet, []).append(post)
    sites = _sites(stock)
    ports = min(MOST_PORTS, len(sites))
    return Newsroom(
        [Building(f"gedung-{place + 1}", sites[place::ports]) for place in range(ports)], now, base_port
    )


def _sites(stock: Mapping[str, list[Post]]) -> list[Replayed]:
    taken: Counter[str] = Counter()
    sites = []
    for name in sorted(stock):
        plain = slugify(name, 40)
        taken[plain] += 1
        site = Replayed(plain if taken[plain] == 1 else f"{plain}--{taken[plain]}", name)
        site.posts = tuple(sorted(stock[name], key=lambda post: (post.published, post.number)))
        sites.append(site)
    return sites


def _post(row: Mapping[str, Any], place: int) -> Post:
    title, text = _words(row.get("title")) or NO_TITLE, _text(row.get("text"))
    published = _instant(row.get("published"))
    mark = blake2b(f"{title}\n{text}\n{published}\n{place}".encode(), digest_size=5).hexdigest()
    return Post(
        outlet=_words(row.get("outlet")) or NO_OUTLET,
        number=place + 1,
        slug=f"{slugify(title)}-{mark}",
        published=published or UNDATED,
        title=title,
        body=tuple(line.strip() for line in text.splitlines() if line.strip()),
        author="",
        label=str(row.get("id", "")),
        dated=published is not None,
    )


def _text(value: Any) -> str:
    """Return a value as text that HTML and XML can carry."""
    return printable("" if value is None else str(value))


def _words(value: Any) -> str:
    """Return a value as one line of words."""
    return " ".join(_text(value).split())


def _instant(value: Any) -> datetime | None:
    """Return a row's time in UTC, or None where it cannot be read."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
        return (at if at.tzinfo else at.replace(tzinfo=stamps.WITA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
