from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from conftest import NOW
from loopback import Host, answer

from monitor.collect import Job, Session, discover, probe
from monitor.schema_feeds import Defaults

Maker = Callable[..., Job]


def feed(base: str, *dates: str) -> str:
    items = "".join(
        f"<item><title>T{n}</title><link>{base}/read/berita-{n}</link><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(dates)
    )
    return f"<rss version='2.0'><channel><title>K</title>{items}</channel></rss>"


def test_a_probe_says_how_well_a_source_works(host: Host, job: Maker, session: Session) -> None:
    body = feed(
        host.base,
        "Thu, 19 Nov 2026 10:00:00 WIB",
        "Fri, 20 Nov 2026 23:00:00 WITA",
        "",
        "Rabu, 18 November 2026",
    )
    host.routes["/feed/"] = answer(body)

    found = probe(job(), session)

    assert (found.ok, found.entries, found.dated, found.ahead, found.own) == (True, 4, 0.75, 0.25, 1.0)
    assert found.newest == datetime(2026, 11, 19, 3, 0, tzinfo=UTC)


def test_a_probe_of_a_dead_source_says_why(job: Maker, session: Session) -> None:
    found = probe(job(), session)

    assert not found.ok
    assert "404" in found.reason


def test_the_sources_of_a_site_are_found(host: Host, session: Session) -> None:
    now = "Thu, 19 Nov 2026 10:00:00 WIB"
    head = (
        "<link rel='alternate' type='application/rss+xml' href='/umpan.xml'>"
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed/'>"
        "<link rel='alternate' type='application/rss+xml' href='/mati.xml'>"
    )
    host.routes["/"] = answer(f"<html><head>{head}</head><body>Kabar</body></html>")
    host.routes["/umpan.xml"] = answer(feed(host.base, now))
    host.routes["/comments/feed/"] = answer(feed(host.base, now))
    host.routes["/feed/"] = answer(feed(host.base, now, now))
    host.routes["/robots.txt"] = answer(
        f"User-agent: *\nAllow: /\nSitemap: {host.base}/peta.xml", kind="text/plain"
    )
    host.routes["/peta.xml"] = answer(
        f"<urlset><url><loc>{host.base}/read/a-b</loc><lastmod>2026-11-19</lastmod></url></urlset>"
    )
    defaults = Defaults.model_validate({"delay": 0, "allow_private_hosts": (host.netloc,)})

    found = discover(f"{host.base}/", defaults, NOW, session)

    assert [(one.source.kind, one.source.url.removeprefix(host.base), one.entries) for one in found] == [
        ("rss", "/umpan.xml", 1),
        ("sitemap", "/peta.xml", 1),
        ("rss", "/feed/", 2),
    ]


def test_a_site_that_does_not_answer_has_no_sources(session: Session) -> None:
    with Host() as gone:
        netloc = gone.netloc

    defaults = Defaults.model_validate({"delay": 0, "timeout": 2, "allow_private_hosts": (netloc,)})

    assert discover(f"http://{netloc}/", defaults, NOW, session) == ()
