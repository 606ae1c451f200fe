"""A loopback server of feeds and article pages for the memory benchmark: ``python page_server.py FEEDS ITEMS``.

Prints its port, then serves ``/feed/N`` (summaries only) and ``/read/N/M`` (pages of 120 kB, as portals send them) until it
is ended. Words are drawn anew for every article, so that no two tell the same story by accident.
"""

from __future__ import annotations

import random
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from feed_server import WORDS as FEED_WORDS

WORDS = [
    *FEED_WORDS,
    *[
        "rumah",
        "sakit",
        "pasien",
        "obat",
        "guru",
        "honor",
        "bantuan",
        "banjir",
        "longsor",
        "lampu",
        "pelabuhan",
        "kapal",
        "sawah",
        "pupuk",
    ],
    *[
        "listrik",
        "terminal",
        "sampah",
        "parkir",
        "festival",
        "lomba",
        "kelurahan",
        "kecamatan",
        "Makassar",
        "Gowa",
        "Maros",
        "Bone",
    ],
    *["Wajo", "Palopo", "Bulukumba", "Jeneponto", "Sinjai", "Takalar"],
]
FILLER = (
    "<div class='widget'><a href='/topik'>Terpopuler hari ini</a><img src='/gambar.jpg' alt=''></div>\n"
    * 1100
)


def sentence(rng: random.Random) -> str:
    """Return one invented sentence."""
    return " ".join(rng.choices(WORDS, k=14)).capitalize() + "."


def title(feed: int, number: int) -> str:
    """Return an article's headline, the same at every call."""
    return sentence(random.Random(feed * 1000 + number))[:70]


def feed(number: int, items: int, host: str) -> str:
    """Return one whole feed."""
    rows = "".join(
        f"<item><title>{title(number, n)}</title><link>http://{host}/read/{number}/berita-{n}</link>"
        f"<pubDate>Thu, 19 Nov 2026 0{n % 10}:{n % 60:02d}:00 +0800</pubDate></item>"
        for n in range(items)
    )
    return f"<rss version='2.0'><channel><title>Media {number}</title>{rows}</channel></rss>"


def page(number: int, item: int) -> str:
    """Return one article page."""
    rng = random.Random(number * 1000 + item + 7)
    body = "".join(f"<p>{' '.join(sentence(rng) for _ in range(3))}</p>" for _ in range(14))
    return (
        f"<html><head><title>{title(number, item)}</title></head><body><nav>{FILLER}</nav>"
        f"<article><h1>{title(number, item)}</h1>{body}</article></body></html>"
    )


class Handler(BaseHTTPRequestHandler):
    """Answers feeds and pages over kept-alive connections."""

    protocol_version = "HTTP/1.1"
    items = 20

    def do_GET(self) -> None:
        """Answer one request."""
        parts = self.path.strip("/").split("/")
        if parts[0] == "feed":
            self._send(feed(int(parts[1]), self.items, self.headers["Host"]), "application/rss+xml")
        elif parts[0] == "read":
            self._send(page(int(parts[1]), int(parts[2].rpartition("-")[2])), "text/html")
        else:
            self._send("User-agent: *\nAllow: /\n", "text/plain")

    def _send(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until killed; feeds and pages are made at every request, so nothing is kept."""
    Handler.items = int(sys.argv[2])
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
