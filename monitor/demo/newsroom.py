"""The demo newsroom's public face: open it, read its configuration, publish, count visits, close it."""

from __future__ import annotations

import re
import socket
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib.resources.abc import Traversable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from monitor.demo.cast import REPUBLISHER, WIRE, Dark, cast, reprints
from monitor.demo.doors import LOOPBACK, Door, Host, Porter
from monitor.demo.site import Site
from monitor.demo.stock import INSERTS, Post, packaged, posts_of, read_rows
from monitor.errors import InputError
from monitor.schema_feeds import Defaults, Feeds

# Where the demo likes to open. Addresses identify articles, so a second demo on the same data folder must
# find the outlets where they were; the range lies below Linux's ephemeral ports and holds no known service.
DEMO_PORT = 18340
_BLOCK, _BLOCKS = 64, 8


class Newsroom:
    """Outlets on the air on loopback. Use it as a context manager, or call ``close``.

    ``now`` says what is published; it is asked at every request, so a simulated clock moves the news.
    ``base_port`` 0 takes free ports, any other number tries that block of ports first. Raise InputError
    where no port is to be had.
    """

    def __init__(self, hosts: Sequence[Host], now: Callable[[], datetime], base_port: int = 0) -> None:
        self._hosts = list(hosts)
        self._now = now
        self._hits: Counter[tuple[str, str, int]] = Counter()
        self._lock = threading.Lock()
        self._dark: list[socket.socket] = []
        self._porter = Porter(self._open(base_port))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take every outlet off the air."""
        self._porter.leave()
        for one in self._dark:
            one.close()
        self._dark.clear()

    # --- what a configuration and a test need ---------------------------------------------------------

    def sites(self) -> list[Site]:
        """Return every outlet's site."""
        return [site for host in self._hosts for site in host.sites()]

    def feeds(self) -> Feeds:
        """Return the outlets as a configuration: no delay, and loopback allowed for exactly these ports."""
        sites = self.sites()
        longest = max((len(site.posts) for site in sites), default=0)
        return Feeds(
            version=1,
            defaults=Defaults(
                delay=0.0,
                interval=0.0,
                night_interval=0.0,
                active_hours="00:00-23:59",
                timeout=10.0,
                max_entries=max(2000, longest),
                allow_private_hosts=tuple(urlsplit(host.base).netloc for host in self._hosts),
            ),
            outlets=tuple(site.outlet() for site in sites),
        )

    def article_of(self, url: str) -> str | None:
        """Return what a demo's printed result calls the article behind ``url``: its slug, or its row's id.

        For output and tests only; the pipeline never asks.
        """
        parts = urlsplit(url)
        wanted = _plain_path(parts.path)
        for host in self._hosts:
            if urlsplit(host.base).port == parts.port:
                for site in host.sites():
                    for post in site.posts:
                        if _plain_path(site.path(post)) == wanted:
                            return post.label
        return None

    def publish(self, outlet: str, title: str, body: str | Iterable[str], at: datetime | None = None) -> str:
        """Let an outlet (id or name) publish now or at ``at``; return the article's address.

        ``body`` is text with a line a paragraph, or the paragraphs. Raise InputError for an unknown outlet.
        """
        site = next((one for one in self.sites() if outlet in (one.id, one.name)), None)
        if site is None:
            raise InputError(
                f"Media '{outlet}' tidak ada di ruang redaksi demo; pakai salah satu id medianya."
            )
        lines = tuple(body.splitlines() if isinstance(body, str) else body)
        number = max((post.number for post in site.posts), default=10_424) + 7
        slug = f"{slugify(title)}-{number}"
        post = Post(site.id, number, slug, at or self._now(), title, lines, label=f"{site.id}/{slug}")
        site.add(post)
        return site.url(post)

    def hits(self, outlet: str, target: str | None = None, status: int | None = None) -> int:
        """Return how often an outlet (a host's id) was asked, by path with query and by status sent."""
        with self._lock:
            return sum(
                count
                for (host, path, sent), count in self._hits.items()
                if host == outlet and target in (None, path) and status in (None, sent)
            )

    # --- opening --------------------------------------------------------------------------------------

    def _count(self, host: str, target: str, status: int) -> None:
        with self._lock:
            self._hits[host, target, status] += 1

    def _open(self, base_port: int) -> list[Door]:
        starts = [base_port + _BLOCK * block for block in range(_BLOCKS)] if base_port else []
        for start in [*starts, 0]:
            doors: list[Door] = []
            try:
                for place, host in enumerate(self._hosts):
                    self._open_one(host, start + place if start else 0, doors)
            except OSError:
                self._abandon(doors)
            else:
                return doors
        raise InputError(f"Tidak ada porta bebas di {LOOPBACK} untuk ruang redaksi demo; tutup program lain.")

    def _open_one(self, host: Host, port: int, doors: list[Door]) -> None:
        if not isinstance(host, Dark):
            doors.append(Door(host, port, self._now, self._count))
            return
        # Bound but never listening: nobody else gets the port, and whoever connects is refused.
        unheard = socket.socket()
        self._dark.append(unheard)
        unheard.bind((LOOPBACK, port))
        host.base = f"http://{LOOPBACK}:{unheard.getsockname()[1]}"

    def _abandon(self, doors: list[Door]) -> None:
        for door in doors:
            door.server_close()
        for one in self._dark:
            one.close()
        self._dark.clear()


def open_newsroom(
    now: Callable[[], datetime],
    anchor: date,
    articles: Traversable | None = None,
    *,
    base_port: int = 0,
) -> Newsroom:
    """Open the invented outlets with the packaged articles laid over the 14 days that end at ``anchor``.

    ``articles`` is another folder of ``<outlet>.jsonl`` files. Raise InputError for rows that cannot be read.
    """
    folder = articles or packaged()
    sites = cast()
    stock = {site.id: posts_of(site.id, read_rows(folder, site.id), anchor) for site in sites}
    stock[REPUBLISHER] = reprints(stock[WIRE])
    inserts = tuple(posts_of(INSERTS, read_rows(folder, INSERTS), anchor))
    for site in sites:
        site.posts = tuple(stock[site.id])
        site.inserts = inserts
    return Newsroom(sites, now, base_port)


def slugify(text: str, longest: int = 70) -> str:
    """Return a text as part of an address (ASCII words; a slug library would be one more dependency)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-") or "berita"


def _plain_path(path: str) -> str:
    """Return a path without what variants of an article add: AMP, page number, closing slash."""
    return re.sub(r"/\d$", "", path.removeprefix("/amp").rstrip("/"))
