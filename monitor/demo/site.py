"""One invented outlet's web site, without the sockets: a question in, a reply out."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from importlib import resources
from string import Template
from urllib.parse import urlencode

from monitor.demo.stock import Post
from monitor.schema_feeds import ArticleRules, DateRules, LinkRules, Outlet, Source

HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: path, query and the instant at which it arrives."""

    path: str
    query: Mapping[str, str]
    now: datetime

    @property
    def target(self) -> str:
        """Path and query as one text."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. ``modified`` set means: send ETag and Last-Modified and honour conditional requests."""

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None


@cache
def shell(name: str) -> Template:
    """Return one of the HTML shells (``shells/*.html``)."""
    file = resources.files("monitor.demo") / "shells" / f"{name}.html"
    return Template(file.read_text(encoding="utf-8"))


def not_found() -> Reply:
    """Return the page of a wrong address."""
    return Reply(b"<!doctype html><title>404</title><h1>Halaman tidak ditemukan</h1>", 404)


def moved(url: str) -> Reply:
    """Return a permanent redirect."""
    return Reply(status=301, headers={"Location": url})


class Site:
    """The behaviour all outlets share; a platform adds its addresses, feed and page.

    ``base`` ("http://127.0.0.1:PORT") is set when the newsroom opens. Posts may be added while it serves.
    """

    tier = 3
    region = "Makassar"
    role: str = "news"
    national = False
    platform = "custom"
    robots = "User-agent: *\nAllow: /\n"
    articles = ArticleRules()
    links = LinkRules()
    dates = DateRules(zone="WITA")
    slogan = "Aktual, Tajam, Terpercaya"
    feed_link = ""

    def __init__(self, id: str, name: str) -> None:
        self.id = id
        self.name = name
        self.base = ""
        self.posts: tuple[Post, ...] = ()
        self.inserts: tuple[Post, ...] = ()
        self._lock = threading.Lock()

    # --- what an outlet is --------------------------------------------------------------------------

    def sources(self) -> tuple[Source, ...]:
        """Return the sources of the outlet, in order of preference."""
        return ()

    def path(self, post: Post) -> str:
        """Return the path of an article's own page."""
        return f"/{post.slug}/"

    def route(self, ask: Ask) -> Reply | None:
        """Answer the platform's own addresses (feed, sitemap, listing); None for any other."""
        return None

    def page(self, post: Post, ask: Ask) -> Reply:
        """Return an article's page."""
        raise NotImplementedError

    # --- what every outlet does ---------------------------------------------------------------------

    def sites(self) -> list[Site]:
        """Return the sites that live at this address: this one."""
        return [self]

    def outlet(self) -> Outlet:
        """Return the outlet as ``feeds.yaml`` would describe it."""
        return Outlet(
            id=self.id,
            name=self.name,
            site=f"{self.base}/",
            region=self.region,
            tier=self.tier,
            role=self.role,  # type: ignore[arg-type]  # pydantic checks the word
            national=self.national,
            needs_place=self.national,
            platform=self.platform,
            sources=self.sources(),
            links=self.links,
            article=self.articles,
            dates=self.dates,
            note="Media rekaan untuk demo.",
        )

    def add(self, post: Post) -> None:
        """Put a post into the stock; it appears when its time comes."""
        with self._lock:
            self.posts = tuple(sorted((*self.posts, post), key=lambda one: (one.published, one.number)))

    def visible(self, now: datetime) -> list[Post]:
        """Return what is published at ``now``, newest first."""
        return [post for post in reversed(self.posts) if post.published <= now or not post.dated]

    def url(self, post: Post) -> str:
        """Return the address of an article's own page."""
        return self.base + self.path(post)

    def find(self, path: str, now: datetime) -> Post | None:
        """Return the published post behind an address, or None."""
        return next((post for post in self.visible(now) if self.path(post) == path), None)

    def answer(self, ask: Ask) -> Reply:
        """Answer one request."""
        if ask.path == "/robots.txt":
            return Reply(self.robots.encode(), kind="text/plain; charset=UTF-8")
        if (reply := self.route(ask)) is not None:
            return reply
        if (post := self.find(ask.path, ask.now)) is not None:
            return self.page(post, ask)
        if ask.path == "/":
            return self.home(ask)
        return not_found()

    def home(self, ask: Ask) -> Reply:
        """Return the front page: the newest headlines and the way to the feed."""
        alternate = f'<link rel="alternate" type="application/rss+xml" href="{self.base}{self.feed_link}">'
        text = shell("front").substitute(
            name=escape(self.name),
            slogan=escape(self.slogan),
            feed=alternate if self.feed_link else "",
            latest="".join(f"<li>{self.anchor(post, ask.now)}</li>" for post in self.visible(ask.now)[:15]),
        )
        return Reply(text.encode())

    def anchor(self, post: Post, now: datetime) -> str:
        """Return a link to a post, its title as the words."""
        return f'<a href="{escape(self.url(post))}">{escape(post.title_at(now))}</a>'

    def others(self, post: Post, now: datetime, count: int = 4) -> list[Post]:
        """Return the newest other posts: what "Baca juga" and the boxes round an article point to."""
        return [other for other in self.visible(now) if other is not post][:count]

    def modified(self, now: datetime) -> datetime:
        """Return when the outlet last changed: its newest post or correction, at most ``now``."""
        moments = [post.published for post in self.visible(now) if post.dated]
        moments += [
            post.corrected_at for post in self.posts if post.corrected_at and post.corrected_at <= now
        ]
        return max(moments, default=now.astimezone(UTC) - timedelta(days=30))
