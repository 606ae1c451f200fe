"""Unpacking, charsets, robots.txt, slots, paging: the small rooms."""

from __future__ import annotations

import zlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.charset import to_text, to_utf8_xml
from monitor.collect.fetch import Answer
from monitor.collect.pages import further_pages, join, next_page, page_number, whole_url
from monitor.collect.problems import Failure, of_status
from monitor.collect.robots import Robots
from monitor.collect.session import product
from monitor.collect.slots import Slots
from monitor.collect.texts import plain, to_tree
from monitor.collect.unpack import DamagedError, TooBigError, unpack
from monitor.schema_feeds import ArticleRules, LinkRules

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@given(st.binary(max_size=3000), st.integers(1, 700))
@settings(deadline=None, max_examples=60)
def test_packed_bytes_come_back_whatever_the_chunks(data: bytes, size: int) -> None:
    packed = zlib.compress(data)

    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]

    assert unpack(chunks, "deflate", 10_000) == data


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "", "x"]))
@settings(deadline=None, max_examples=150)
def test_unpacking_rubbish_ends_in_one_of_two_errors(data: bytes, name: str) -> None:
    with suppress(TooBigError, DamagedError):
        assert len(unpack([data], name, 1000)) <= 1000


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        ("Warga “marah”".encode(), "iso-8859-1", "Warga “marah”"),
        ("Warga “marah”".encode("cp1252"), "utf-8", "Warga “marah”"),
        ("Warga “marah”".encode("cp1252"), "", "Warga “marah”"),
        (
            b"<meta charset='windows-1252'>" + "Warga – marah".encode("cp1252"),
            "",
            "<meta charset='windows-1252'>Warga – marah",
        ),
        (b"\xef\xbb\xbfhalo", "", "halo"),
        ("halo".encode("utf-16"), "", "halo"),
        ("“a” ".encode() * 30 + b"\xff", "", "“a” " * 30 + "\ufffd"),
        (b"halo", "charset-ngawur", "halo"),
        (b"\xe9", "charset-ngawur", "é"),
    ],
)
def test_bytes_become_text(body: bytes, header: str, text: str) -> None:
    assert to_text(body, header) == text


def test_xml_loses_declaration_and_junk() -> None:
    assert to_utf8_xml(b"  junk <?xml version='1.0' encoding='latin1'?>\n<rss/>") == b"<rss/>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Air&nbsp;keruh</p><script>x()</script>", "Air keruh"),
        ("a < b &amp; c", "a < b & c"),
        ("x\x00\ud800y", "xy"),
    ],
)
def test_fragments_become_one_line(html: str, text: str) -> None:
    assert plain(html) == text


# --- robots.txt --------------------------------------------------------------------------------------------


class Shelf:
    """Serves one robots.txt and counts how often it is asked for."""

    def __init__(self, found: str | int) -> None:
        self.found, self.asked = found, 0

    def __call__(self, url: str) -> Answer | Failure:
        self.asked += 1
        if isinstance(self.found, int):
            return of_status(url, self.found, 0.0)
        return Answer(url, 200, self.found.encode())


MERDEKA = "User-agent: *\nDisallow: /*?\nCrawl-delay: 7\n\nUser-agent: HumasReaksiCepat\nDisallow: /*?\nDisallow: /rahasia\nCrawl-delay: 7"


@pytest.mark.parametrize(
    ("robots", "url", "allowed"),
    [
        (MERDEKA, "https://a.example/berita/x", True),
        (MERDEKA, "https://a.example/berita/x?page=2", False),
        (MERDEKA, "https://a.example/rahasia/1", False),
        (404, "https://a.example/x", True),
        (403, "https://a.example/x", True),
        (500, "https://a.example/x", False),
        (503, "https://a.example/x", False),
        ("<html>Halaman tidak ditemukan</html>", "https://a.example/x", True),
        ("", "https://a.example/x", True),
    ],
)
def test_robots_is_read_as_meant(robots: str | int, url: str, allowed: bool) -> None:
    found = Robots().check(url, "HumasReaksiCepat", Shelf(robots))

    assert isinstance(found, float) is allowed


def test_crawl_delay_is_heeded_within_reason() -> None:
    assert Robots().check("https://a.example/x", "HumasReaksiCepat", Shelf(MERDEKA)) == 7.0
    assert Robots().check("https://a.example/x", "X", Shelf("User-agent: *\nCrawl-delay: 9999")) == 30.0


def test_robots_is_asked_for_once_a_day_and_soon_again_after_an_outage() -> None:
    now = [0.0]
    robots, good, bad = Robots(clock=lambda: now[0]), Shelf(MERDEKA), Shelf(500)

    for now[0] in (0.0, 100.0, 80000.0, 90000.0):
        robots.check("https://a.example/x", "H", good)
        robots.check("https://b.example/x", "H", bad)

    assert (good.asked, bad.asked) == (2, 3)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("HumasReaksiCepat/1.0", "HumasReaksiCepat"),
        (
            "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 HumasSulsel/1.0 (+humas)",
            "HumasSulsel",
        ),
    ],
)
def test_robots_may_call_us_by_our_own_name(agent: str, name: str) -> None:
    assert product(agent) == name


# --- politeness --------------------------------------------------------------------------------------------


def test_two_requests_to_one_door_are_apart_and_two_doors_are_not() -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    slots = Slots(clock=lambda: now[0], sleep=sleep, chance=lambda: 0.5)
    for key in ("fajar.co.id", "antara.id", "fajar.co.id"):
        with slots.turn(key, 4.0):
            pass

    assert slept == [pytest.approx(4.4)]


def test_a_pause_the_outlet_asked_for_holds() -> None:
    slept: list[float] = []
    slots = Slots(clock=lambda: 0.0, sleep=slept.append, chance=lambda: 0.0)
    slots.hold("a.example", 60.0)

    with slots.turn("a.example", 4.0):
        pass

    assert slept == [60.0]


# --- articles in several pages ------------------------------------------------------------------------------

URL = "https://kabar.example/read/9/jalan-rusak"


def pages(body: str, **rules: object) -> tuple[str, ...]:
    tree = to_tree(f"<html><body><p>{'isi ' * 20}</p>{body}</body></html>")
    assert tree is not None
    return further_pages(tree, URL, ArticleRules.model_validate(rules), LinkRules())


def test_pages_between_dots_are_filled_in() -> None:
    links = "<a href='?page=1'>1</a><a href='?page=2'>2</a>…<a href='?page=5'>5</a>"

    assert pages(links) == tuple(f"{URL}?page={number}" for number in (2, 3, 4, 5))


def test_wordpress_pages_and_other_articles() -> None:
    links = f"<a href='{URL}/2/'>2</a><a href='https://kabar.example/read/10/lain-lagi/2/'>2</a><a href='/indeks?page=2'>x</a>"

    assert pages(links) == (f"{URL}/2/",)


def test_pages_have_a_limit() -> None:
    assert len(pages("<a href='?page=19'>19</a>", max_pages=4)) == 3


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("query:page=all", f"{URL}?a=1&page=all"),
        ("query:single=1", f"{URL}?a=1&single=1"),
        ("query:page=N", f"{URL}?a=1"),
        ("none", f"{URL}?a=1"),
    ],
)
def test_the_whole_article_at_one_address(mode: str, expected: str) -> None:
    assert whole_url(f"{URL}?a=1", ArticleRules(pages=mode)) == expected


def test_the_next_link_must_lead_to_the_same_article() -> None:
    tree = to_tree(
        f"<a href='https://kabar.example/read/10/lain'>Selanjutnya</a><a href='{URL}?page=2'>Halaman Selanjutnya »</a>"
    )
    assert tree is not None

    assert next_page(tree, URL, LinkRules()) == f"{URL}?page=2"


@pytest.mark.parametrize(
    ("url", "number"),
    [("?page=3", 3), ("/judul-x/4/", 4), ("/berita/2026", 0), ("?page=all", 0), ("http://[", 0)],
)
def test_a_page_number_is_read_from_the_address(url: str, number: int) -> None:
    assert page_number(url) == number


def test_a_lead_repeated_on_every_page_is_kept_once() -> None:
    lead = "MAKASSAR — Jalan provinsi di Bone rusak parah sejak lama."

    assert join([f"{lead}\nSatu.", f"{lead.upper()}\nDua.", "Tiga."]) == f"{lead}\nSatu.\nDua.\nTiga."
