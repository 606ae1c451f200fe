"""Who plays in the demo newsroom: thirteen outlets that publish and three that fail, each in its own way.

Between them they show what the collector must survive:

warta-losari        RSS of ten items, excerpts, ``?p=ID``, JSON-LD, a title corrected a day later, 304
suara-phinisi       every feed link is the front page → news sitemap; ``?page=2``; AMP; WIB; promo box
kabar-latimojong    feed moved (301), without dates and guids; "Nopember", dots in times, line breaks
radar-bawakaraeng   "Jum'at"; Indonesian feed dates; whole foreign articles after the comments
pos-ajatappareng    one guid for all, tracking parameters, an undeclared XML prefix, entities inside CDATA
harian-bontobahari  windows-1252 told only by the page, feed dates without a zone, /DD/MM/YYYY/
nusantara-timur     the wire: blank line before the XML, WIB, sign-offs as paragraphs
detak-makassar      SCROLL TO CONTINUE WITH CONTENT, ``?single=1``, mixed CDATA, WIB
tribune-celebes     no feed: listing pages, AMP links, "3 jam lalu", robots.txt with a forbidden card
lensa-toraja        Atom with full text, ``?m=1`` links, dates without a time
kanal-resmi         the province's own channel: a PHP warning before the XML, full text in the feed
kilas-negeri        national: sitemap index, ``?page=all``, "Kilas Negeri - 12/11/2026, 08:12 WIB"
setia-news          reprints three wire stories and then answers 304 for ever
padam-pos           down · sibuk-news: 429 · tameng-news: a challenge page with status 200
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape

from monitor.demo.desks import FastDesk, Wire
from monitor.demo.paged import National, Network
from monitor.demo.site import Ask, Reply, Site, shell
from monitor.demo.smallpress import Blog, HomeMade, Indexed
from monitor.demo.stock import Post
from monitor.demo.wordpress import (
    AppendingTheme,
    OldCharset,
    OwnChannel,
    Republisher,
    TrackedLinks,
    WordPress,
)
from monitor.schema_feeds import Source

WIRE, REPUBLISHER, REPRINTS = "nusantara-timur", "setia-news", 3


class Troubled(Site):
    """An outlet that never lets a reader in."""

    tier = 4
    feed_link = "/feed/"

    def sources(self) -> tuple[Source, ...]:
        """Return the feed that would be read."""
        return (Source(kind="rss", url=f"{self.base}/feed/", confidence="listed"),)

    def route(self, ask: Ask) -> Reply | None:
        """Refuse every address but robots.txt."""
        return self.refusal()

    def refusal(self) -> Reply:
        """Return what a visitor gets instead."""
        raise NotImplementedError


class Busy(Troubled):
    """Answers 429 and says when to come back."""

    def refusal(self) -> Reply:
        """Return 429 with Retry-After."""
        return Reply(b"Too Many Requests", 429, "text/plain", {"Retry-After": "1800"})


class Shielded(Troubled):
    """Shows a challenge page, with status 200, where the feed should be."""

    def refusal(self) -> Reply:
        """Return the challenge page."""
        return Reply(shell("challenge").substitute(name=escape(self.name)).encode())


class Dark(Troubled):
    """Is switched off: nobody listens at its port."""


def cast() -> list[Site]:
    """Return all outlets, without posts and not yet on the air; ``Dark`` ones get no door."""
    return [
        WordPress("warta-losari", "Warta Losari"),
        Network("suara-phinisi", "Suara Phinisi"),
        HomeMade("kabar-latimojong", "Kabar Latimojong"),
        AppendingTheme("radar-bawakaraeng", "Radar Bawakaraeng"),
        TrackedLinks("pos-ajatappareng", "Pos Ajatappareng"),
        OldCharset("harian-bontobahari", "Harian Bontobahari"),
        Wire(WIRE, "Nusantara Timur"),
        FastDesk("detak-makassar", "Detak Makassar"),
        Indexed("tribune-celebes", "Tribune Celebes"),
        Blog("lensa-toraja", "Lensa Toraja"),
        OwnChannel("kanal-resmi", "Kanal Resmi"),
        National("kilas-negeri", "Kilas Negeri"),
        Republisher(REPUBLISHER, "Setia News"),
        Dark("padam-pos", "Padam Pos"),
        Busy("sibuk-news", "Sibuk News"),
        Shielded("tameng-news", "Tameng News"),
    ]


def reprints(wire: list[Post]) -> list[Post]:
    """Return the first wire stories as the republisher runs them, two hours later and otherwise untouched."""
    return [
        replace(
            post,
            outlet=REPUBLISHER,
            label=f"{REPUBLISHER}/{post.slug}",
            published=post.published + timedelta(hours=2),
        )
        for post in wire[:REPRINTS]
    ]
