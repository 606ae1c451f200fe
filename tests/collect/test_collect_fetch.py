from __future__ import annotations

import gzip
import inspect
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpcore
import httpx
import pytest
from loopback import CLOSE, RESET, Chunks, Host, Request, answer

from monitor.collect.fetch import CAPS, Answer, Ask, Fetcher, retry_seconds, translate
from monitor.collect.problems import Failure

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def get(host: Host, fetcher: Fetcher) -> Callable[..., Answer | Failure]:
    def fetch(path: str = "/x", **asked: object) -> Answer | Failure:
        ask = {"kind": "feed", "timeout": 3.0, "allow": frozenset([host.netloc]), **asked}
        return fetcher.get(Ask(host.base + path, **ask), NOW)  # type: ignore[arg-type]

    return fetch


def kind(found: Answer | Failure) -> str:
    assert isinstance(found, Failure), found
    assert found.problem.reason.endswith(".")
    assert "\n" not in found.problem.reason
    return found.problem.kind


# --- what good servers do --------------------------------------------------------------------------------


def test_a_page_comes_with_body_and_headers(host: Host, get: Callable[..., Answer | Failure]) -> None:
    host.routes["/x"] = answer("halo", ETag='"1"', kind="text/html; charset=ISO-8859-1")

    found = get()

    assert isinstance(found, Answer)
    assert (found.body, found.headers["etag"], found.charset) == (b"halo", '"1"', "iso-8859-1")


def test_we_say_who_we_are_and_what_we_have(host: Host, get: Callable[..., Answer | Failure]) -> None:
    host.routes["/x"] = answer(b"", "304 Not Modified")

    found = get(
        agent="HumasReaksiCepat/1.0 (+humas@sulsel.example)",
        etag='"1"',
        last_modified="Thu, 19 Nov 2026 00:00:00 GMT",
    )

    assert isinstance(found, Answer)
    assert found.status == 304
    sent = host.seen[0].headers
    assert sent["user-agent"] == "HumasReaksiCepat/1.0 (+humas@sulsel.example)"
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"1"', "Thu, 19 Nov 2026 00:00:00 GMT")
    assert "gzip" in sent["accept-encoding"]
    assert sent["host"] == host.netloc
    assert "cookie" not in sent


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
        ("identity", bytes),
    ],
    ids=["gzip", "zlib", "raw deflate", "two members", "identity"],
)
def test_packed_bodies_are_unpacked(
    host: Host, get: Callable[..., Answer | Failure], name: str, pack: Callable[[bytes], bytes]
) -> None:
    host.routes["/x"] = answer(pack(b"isi berita " * 100), Content_Encoding=name)

    found = get()

    assert isinstance(found, Answer)
    assert found.body == b"isi berita " * 100


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_other_packings_where_their_library_is_installed(
    host: Host, get: Callable[..., Answer | Failure], name: str
) -> None:
    library = pytest.importorskip({"br": "brotli", "zstd": "zstandard"}[name])
    pack = library.compress if name == "br" else library.ZstdCompressor().compress
    host.routes["/x"] = answer(pack(b"isi berita " * 1000), Content_Encoding=name)
    host.routes["/bom"] = answer(pack(bytes(40 * 2**20)), Content_Encoding=name)

    found = get()

    assert isinstance(found, Answer)
    assert found.body == b"isi berita " * 1000
    assert kind(get("/bom")) == "refused"


def test_redirects_are_followed_and_permanent_ones_noted(
    host: Host, get: Callable[..., Answer | Failure]
) -> None:
    host.routes["/x"] = answer("", "301 Moved Permanently", Location="/y")
    host.routes["/y"] = answer("sampai")
    host.routes["/z"] = answer("", "302 Found", Location="y")

    moved, lent = get("/x"), get("/z")

    assert isinstance(moved, Answer)
    assert isinstance(lent, Answer)
    assert (moved.body, moved.url, moved.moved) == (b"sampai", f"{host.base}/y", True)
    assert not lent.moved


def test_a_connection_that_died_in_between_is_tried_once_more(
    host: Host, get: Callable[..., Answer | Failure]
) -> None:
    def once(request: Request) -> Chunks:
        return [CLOSE] if host.hits("/x") == 1 else answer("kedua")(request)

    host.routes["/x"] = once

    found = get()

    assert isinstance(found, Answer)
    assert found.body == b"kedua"


# --- what hostile servers do -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("404 Not Found", "gone"),
        ("410 Gone", "gone"),
        ("429 Too Many Requests", "busy"),
        ("503 Service Unavailable", "busy"),
        ("403 Forbidden", "blocked"),
        ("500 Internal Server Error", "broken"),
        ("418 I'm a teapot", "broken"),
        ("304 Not Modified", "broken"),
    ],
)
def test_every_status_has_its_kind(
    host: Host, get: Callable[..., Answer | Failure], status: str, expected: str
) -> None:
    host.routes["/x"] = answer("", status)

    assert kind(get()) == expected


def test_retry_after_is_read(host: Host, get: Callable[..., Answer | Failure]) -> None:
    host.routes["/x"] = answer("", "429 Too Many Requests", Retry_After="120")

    found = get()

    assert isinstance(found, Failure)
    assert found.retry_after == 120


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Fri, 20 Nov 2026 10:05:00 GMT", 300),
        ("Fri, 20 Nov 2026 09:00:00 GMT", 0),
        ("999999999", 86400),
        ("-5", 0),
        ("nan", 0),
        ("besok", 0),
        ("", 0),
    ],
)
def test_retry_after_has_bounds(value: str, seconds: float) -> None:
    assert retry_seconds(value, NOW) == seconds


def test_a_gzip_bomb_is_refused_in_little_memory(host: Host, get: Callable[..., Answer | Failure]) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(2**20)
    bomb = b"".join(packer.compress(block) for _ in range(300)) + packer.flush()
    host.routes["/x"] = answer(bomb, Content_Encoding="gzip", kind="application/xml")
    tracemalloc.start()

    found = get()

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kind(found) == "refused"
    assert peak < 32 * 2**20


def test_a_big_body_is_refused_before_and_while_it_comes(
    host: Host, get: Callable[..., Answer | Failure]
) -> None:
    def endless(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n"
        while True:
            yield b"x" * 2**20

    host.routes["/x"] = endless
    host.routes["/said"] = lambda request: [
        f"HTTP/1.1 200 OK\r\nContent-Length: {50 * 2**20}\r\n\r\n".encode()
    ]

    assert kind(get("/x")) == "refused"
    assert kind(get("/said", kind="sitemap")) == "refused"
    assert CAPS["sitemap"] < 50 * 2**20


@pytest.mark.parametrize("part", ["header", "body"])
def test_a_slow_drip_ends_at_the_total_deadline(
    host: Host, get: Callable[..., Answer | Failure], part: str
) -> None:
    let_go = threading.Event()

    def drip(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n" + (b"" if part == "header" else b"\r\n")
        for _ in range(1000):
            if let_go.wait(0.05):
                return
            yield b"X-A: b\r\n" if part == "header" else b"x"

    host.routes["/x"] = drip
    start = time.monotonic()

    found = get(timeout=0.5)
    let_go.set()

    assert kind(found) == "offline"
    assert time.monotonic() - start < 30, "the drip alone would last 50 seconds"


def test_a_server_that_never_answers_is_given_up(host: Host, get: Callable[..., Answer | Failure]) -> None:
    let_go = threading.Event()
    host.routes["/x"] = lambda request: [bytes(not let_go.wait(20))]

    found = get(timeout=0.3)
    let_go.set()

    assert kind(found) == "offline"


@pytest.mark.parametrize("loop", [True, False], ids=["loop", "300 hops"])
def test_redirects_have_an_end(host: Host, get: Callable[..., Answer | Failure], loop: bool) -> None:
    for number in range(300):
        host.routes[f"/r{number}"] = answer("", "302 Found", Location=f"/r{0 if loop else number + 1}")

    assert kind(get("/r0")) == "broken"
    assert len(host.seen) == 11


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f.1/",
        "http://localhost:9/",
    ],
)
def test_a_redirect_into_our_own_network_is_refused(
    host: Host, get: Callable[..., Answer | Failure], target: str
) -> None:
    host.routes["/x"] = answer("", "302 Found", Location=target)

    assert kind(get()) == "refused"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://a.example/", "http://a b.example/"])
def test_a_redirect_out_of_the_web_is_refused(
    host: Host, get: Callable[..., Answer | Failure], target: str
) -> None:
    host.routes["/x"] = answer("", "302 Found", Location=target)

    assert kind(get()) == "refused"


def test_a_name_of_a_private_address_is_refused_before_any_connection(host: Host) -> None:
    fetcher = Fetcher(resolver=lambda name, port: ["203.0.113.9" if name == "baik.example" else "127.0.0.1"])

    found = fetcher.get(Ask(f"http://jahat.example:{host.port}/x"), NOW)
    fetcher.close()

    assert kind(found) == "refused"
    assert host.seen == []


def test_one_private_address_among_public_ones_refuses_the_name(host: Host) -> None:
    fetcher = Fetcher(resolver=lambda name, port: ["93.184.216.34", "192.168.1.1"])

    found = fetcher.get(Ask("http://campur.example/"), NOW)
    fetcher.close()

    assert kind(found) == "refused"


def test_the_connection_goes_to_the_address_that_was_judged(host: Host) -> None:
    """A name that resolves differently the second time (DNS rebinding) gains nothing."""
    answers = iter([["127.0.0.1"]])
    fetcher = Fetcher(resolver=lambda name, port: next(answers))
    host.routes["/x"] = answer("halo")

    found = fetcher.get(Ask(f"http://kabar.example:{host.port}/x", allow=frozenset(["kabar.example"])), NOW)
    fetcher.close()

    assert isinstance(found, Answer)
    assert host.seen[0].headers["host"] == f"kabar.example:{host.port}"


def test_an_unknown_name_is_offline() -> None:
    def resolver(name: str, port: int) -> list[str]:
        raise OSError("tidak ada")

    fetcher = Fetcher(resolver)
    found = fetcher.get(Ask("http://tiada.example/"), NOW)
    fetcher.close()

    assert kind(found) == "offline"


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nseparuh", CLOSE], "broken"),
        ([RESET], "broken"),
        ([b"ini bukan HTTP\r\n\r\n", CLOSE], "broken"),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nacak"], "broken"),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: sapi\r\nContent-Length: 4\r\n\r\nacak"], "broken"),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + gzip.compress(b"a" * 5000)[:30]], "broken"),
    ],
    ids=["truncated", "reset", "not http", "no gzip", "unknown packing", "truncated gzip"],
)  # fmt: skip
def test_broken_answers_are_broken(
    host: Host, get: Callable[..., Answer | Failure], chunks: list[bytes], expected: str
) -> None:
    host.routes["/x"] = lambda request: chunks

    assert kind(get()) == expected


def test_a_closed_port_is_offline(get: Callable[..., Answer | Failure], fetcher: Fetcher) -> None:
    with Host() as other:
        port = other.port

    found = fetcher.get(Ask(f"http://127.0.0.1:{port}/", allow=frozenset([f"127.0.0.1:{port}"])), NOW)

    assert kind(found) == "offline"


def test_plain_http_where_tls_is_due_is_a_failure(host: Host, fetcher: Fetcher) -> None:
    found = fetcher.get(
        Ask(f"https://127.0.0.1:{host.port}/", allow=frozenset([host.netloc]), timeout=2), NOW
    )

    assert kind(found) in ("broken", "offline")


def error_classes() -> list[type[Exception]]:
    """Return every error class that httpx and httpcore export."""
    found = {
        one
        for module in (httpx, httpcore)
        for one in vars(module).values()
        if inspect.isclass(one) and issubclass(one, Exception)
    }
    return sorted(found, key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("error", error_classes(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_error_of_the_library_has_its_sentence(error: type[Exception]) -> None:
    request = httpx.Request("GET", "http://a.example/")
    made = error.__new__(error)
    Exception.__init__(made, "pesan asli")
    if issubclass(error, httpx.RequestError):
        made.request = request  # type: ignore[attr-defined]

    found = translate(made, "http://a.example/", 5.0)

    assert "tak terduga" not in found.problem.reason
    assert "pesan asli" not in found.problem.reason


def test_a_bad_certificate_has_its_own_sentence() -> None:
    error = httpcore.ConnectError("x")
    error.__cause__ = ssl.SSLCertVerificationError("kedaluwarsa")

    assert "Sertifikat" in translate(error, "https://a.example/", 5.0).problem.reason
