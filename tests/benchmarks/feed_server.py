"""A loopback server of WordPress-shaped feeds for the crawl benchmark: ``python feed_server.py FEEDS ITEMS DELAY``.

Prints its port, then serves ``/feed/N`` (ETag, 304 on If-None-Match) until it is ended. Its own process, so that
the readers under test do not share a Python interpreter with it.
"""

from __future__ import annotations

import asyncio
import random
import sys

WORDS = [
    "jalan",
    "provinsi",
    "rusak",
    "warga",
    "dinas",
    "gubernur",
    "anggaran",
    "sekolah",
    "air",
    "bersih",
    "pasar",
    "nelayan",
    "petani",
    "jembatan",
]


def article(rng: random.Random, feed: int, number: int) -> str:
    """Return one item: title, link, guid, UTC date, excerpt and eight paragraphs of full text."""
    body = "".join(f"<p>{' '.join(rng.choices(WORDS, k=45)).capitalize()}.</p>" for _ in range(8))
    slug = f"berita-{feed}-{number}"
    return (
        f"<item><title>Judul {slug} {' '.join(rng.choices(WORDS, k=6))}</title>"
        f"<link>https://media{feed}.example/2026/11/19/{slug}/</link><guid isPermaLink='false'>https://media{feed}.example/?p={number}</guid>"
        f"<pubDate>Thu, 19 Nov 2026 0{number % 10}:{number % 60:02d}:00 +0000</pubDate><dc:creator>Redaksi</dc:creator>"
        f"<category>Daerah</category><description><![CDATA[<p>{' '.join(rng.choices(WORDS, k=40))} [&#8230;]</p>"
        f"<p>The post {slug} appeared first on Media {feed}.</p>]]></description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def document(feed: int, items: int) -> bytes:
    """Return one whole feed, the same at every call."""
    rng = random.Random(feed)
    rows = "".join(article(rng, feed, number) for number in range(items))
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        f"xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Media {feed}</title>"
        f"<link>https://media{feed}.example</link>{rows}</channel></rss>"
    ).encode()


async def serve(feeds: int, items: int, delay: float) -> None:
    """Serve until killed."""
    documents = [document(feed, items) for feed in range(feeds)]

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(delay)
                path = head.split(b" ", 2)[1]
                number = path.rpartition(b"/")[2]
                if not number.isdigit():
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif b"if-none-match" in head.lower():
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
                else:
                    body = documents[int(number)]
                    writer.write(
                        b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=UTF-8\r\nETag: "v1"\r\n'
                        + f"Content-Length: {len(body)}\r\n\r\n".encode()
                        + body
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
