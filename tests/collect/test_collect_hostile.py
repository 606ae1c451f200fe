"""One run over a newsroom of hostile servers: each ends in its own outcome, every good source is collected."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from loopback import CLOSE, RESET, Chunks, Handler, Host, Request, answer

from monitor.collect import Job, Session, visit_many
from monitor.collect.fetch import Fetcher
from monitor.collect.guard import system_resolver

Maker = Callable[..., Job]
GOOD = (
    "<rss version='2.0'><channel><title>K</title><item><title>Jalan rusak</title><link>/read/jalan-rusak</link>"
    "<pubDate>Thu, 19 Nov 2026 10:00:00 WITA</pubDate></item></channel></rss>"
)
LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(20))
    + "]><rss version='2.0'><channel><title>&u;</title></channel></rss>"
)
HTML = "<!DOCTYPE html><html><title>Situs dalam perbaikan</title></html>"
PAGE = f"<html><title>Jalan rusak</title><article><h1>Jalan rusak</h1>{'<p>Warga mengeluhkan jalan provinsi di Bone.</p>' * 3}</article></html>"


def bomb() -> Handler:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(packer.compress(bytes(2**20)) for _ in range(300)) + packer.flush()
    return answer(data, kind="application/rss+xml", Content_Encoding="gzip")


def drip(let_go: threading.Event) -> Handler:
    def handler(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 999999\r\n\r\n"
        while not let_go.wait(0.05):
            yield b"<"

    return handler


def sitemap(size: int) -> Handler:
    def handler(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<urlset>"
        for _ in range(size // 65536):
            yield b"<url><loc>http://a.example/x</loc></url>".ljust(65536)
        yield CLOSE

    return handler


@pytest.fixture
def let_go() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def newsroom(host: Host, let_go: threading.Event) -> dict[str, tuple[str, Handler, str]]:
    """Return path → kind of source, what it does, and the kind of problem it must end in."""

    def never(request: Request) -> Chunks:
        let_go.wait(20)
        return [CLOSE]

    index = f"<sitemapindex><sitemap><loc>{host.base}/putar.xml</loc></sitemap></sitemapindex>"
    return {
        "/bom": ("rss", bomb(), "refused"),
        "/tetes": ("rss", drip(let_go), "offline"),
        "/bisu": ("rss", never, "offline"),
        "/lingkar": ("rss", answer("", "302 Found", Location="/lingkar"), "broken"),
        "/r0": ("rss", answer("", "302 Found", Location="/r1"), "broken"),
        "/dalam": ("rss", answer("", "302 Found", Location="http://127.0.0.1:1/"), "refused"),
        "/awan": ("rss", answer("", "302 Found", Location="http://169.254.169.254/latest/"), "refused"),
        "/nama": ("rss", answer("", "302 Found", Location="http://intranet.example/"), "refused"),
        "/besar.xml": ("sitemap", sitemap(50 * 2**20), "refused"),
        "/putar.xml": ("sitemap", answer(index), ""),
        "/tawa": ("rss", answer(LAUGHS), "broken"),
        "/putus": ("rss", lambda request: [b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>", CLOSE], "broken"),
        "/html": ("rss", answer(HTML), "broken"),
        "/tantangan": ("rss", answer("<html><title>Just a moment...</title></html>"), "blocked"),
        "/304": ("rss", answer("", "304 Not Modified"), "broken"),
        "/429": ("rss", answer("", "429 Too Many Requests", Retry_After="77"), "busy"),
        "/reset": ("rss", lambda request: [RESET], "broken"),
        "/kosong": ("rss", answer(""), "empty"),
        "/biner": ("rss", answer(bytes(range(256)) * 50), "broken"),
        "/gzip-palsu": ("rss", answer(gzip.compress(GOOD.encode())[:-12], Content_Encoding="gzip"), "broken"),
    }  # fmt: skip


def test_every_attack_ends_in_its_own_outcome_and_good_sources_are_read(
    host: Host, job: Maker, let_go: threading.Event
) -> None:
    hostile = newsroom(host, let_go)
    host.routes |= {path: handler for path, (_, handler, _) in hostile.items()}
    host.routes |= {
        f"/r{number}": answer("", "302 Found", Location=f"/r{number + 1}") for number in range(1, 300)
    }
    good = [f"/baik/{number}" for number in range(8)]
    host.routes |= {path: answer(GOOD, kind="text/xml") for path in good}
    host.routes["/charset"] = answer(
        GOOD.replace("Jalan", "“Jalan”").encode(), kind="text/xml; charset=iso-8859-1"
    )
    host.routes["/read/jalan-rusak"] = answer(PAGE)
    session = Session(
        fetcher=Fetcher(
            lambda name, port: ["10.9.8.7"] if name == "intranet.example" else system_resolver(name, port)
        )
    )
    jobs = [
        job(kind, path, source={"id": path}, defaults={"timeout": 2})
        for path, kind in [
            *((path, kind) for path, (kind, _, _) in hostile.items()),
            *((path, "rss") for path in [*good, "/charset"]),
        ]
    ]
    tracemalloc.start()

    found = {one.source: one for one in visit_many(jobs, workers=6, session=session)}

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    session.close()
    for path, (_, _, kind) in hostile.items():
        if kind:
            assert (found[path].status, [one.kind for one in found[path].problems]) == ("failed", [kind]), (
                path
            )
            assert found[path].problems[0].reason.endswith("."), path
    assert found["/429"].retry_after == 77
    assert found["/putar.xml"].articles == ()
    assert [len(found[path].articles) for path in good] == [1] * 8
    assert found["/charset"].articles[0].title == "Jalan rusak"
    assert len({problem.reason for one in found.values() for problem in one.problems}) >= 12
    assert peak < 32 * 2**20
    assert not [request for request in host.seen if request.headers["host"] != host.netloc]
