"""Whole visits over real HTTP on loopback."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import NOW
from loopback import Chunks, Host, Request, answer

from monitor.collect import Job, Session, rawfeed, visit, visit_many
from monitor.collect.parsers import Parsers
from monitor.model import SourceState, Visit, article_id

Maker = Callable[..., Job]
TEXT = "".join(
    f"<p>Kalimat ke-{n} tentang jalan provinsi yang rusak dan belum juga diperbaiki dinas.</p>"
    for n in range(14)
)


def item(base: str, slug: str, extra: str = "") -> str:
    return (
        f"<item><title>Judul berita {slug}</title><link>{base}/read/{slug}?utm_source=rss</link>"
        f"<pubDate>Thu, 19 Nov 2026 02:00:00 +0000</pubDate><description>Ringkasan {slug}</description>{extra}</item>"
    )


def feed(*items: str) -> str:
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>K</title>{''.join(items)}</channel></rss>"
    )


def page(title: str, body: str = TEXT, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture
def outlet(host: Host) -> Host:
    """Return an outlet with two articles in its feed."""
    host.routes["/feed/"] = answer(
        feed(item(host.base, "satu"), item(host.base, "dua")), kind="text/xml", ETag='"v1"'
    )
    host.routes["/read/satu"] = answer(page("Judul berita satu"))
    host.routes["/read/dua"] = answer(page("Judul berita dua"))
    return host


def test_a_first_visit_brings_every_article(outlet: Host, job: Maker, session: Session) -> None:
    found = visit(job(), session)

    assert (found.status, found.items, found.etag, found.problems) == ("new", 2, '"v1"', ())
    first = found.articles[0]
    assert first.key == f"https://{outlet.netloc}/read/satu"
    assert (first.title, first.outlet, first.source, first.first_seen) == (
        "Judul berita satu",
        "uji",
        "uji/1",
        NOW,
    )
    assert first.published.isoformat() == "2026-11-19T02:00:00+00:00"
    assert first.text.startswith("Kalimat ke-0 ")
    assert first.text.count("\n") == 13
    assert first.flags == ()


def test_what_goes_in_and_out_is_plain_data(outlet: Host, job: Maker, session: Session) -> None:
    sent = pickle.loads(pickle.dumps(job()))

    assert pickle.loads(pickle.dumps(visit(sent, session))).status == "new"


def after(found: Visit, **changes: object) -> SourceState:
    """Return the state a store would keep."""
    state = SourceState(
        "uji/1",
        etag=found.etag,
        last_modified=found.last_modified,
        body_hash=found.body_hash,
        last_ok=NOW,
        known=frozenset(article.id for article in found.articles),
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def test_an_unchanged_feed_costs_one_request(outlet: Host, job: Maker, session: Session) -> None:
    first = visit(job(), session)
    outlet.routes["/feed/"] = lambda request: answer(
        "", "304 Not Modified" if request.headers.get("if-none-match") == '"v1"' else "500 X"
    )(request)
    outlet.seen.clear()

    again = visit(job(state=after(first)), session)

    assert (again.status, again.articles) == ("unchanged", ())
    assert (again.etag, again.body_hash) == (first.etag, first.body_hash)
    assert [request.path for request in outlet.seen] == ["/feed/"]


def test_the_same_body_is_unchanged_without_any_validator(outlet: Host, job: Maker, session: Session) -> None:
    first = visit(job(), session)

    again = visit(job(state=after(first, etag="")), session)

    assert again.status == "unchanged"


def test_known_articles_are_not_fetched_again(outlet: Host, job: Maker, session: Session) -> None:
    first = visit(job(), session)
    outlet.routes["/feed/"] = answer(
        feed(item(outlet.base, "tiga"), item(outlet.base, "satu"), item(outlet.base, "dua"))
    )
    outlet.routes["/read/tiga"] = answer(page("Judul berita tiga"))
    outlet.seen.clear()

    again = visit(job(state=after(first)), session)

    assert [article.title for article in again.articles] == ["Judul berita tiga"]
    assert [request.path for request in outlet.seen] == ["/feed/", "/read/tiga?utm_source=rss"]


def test_a_server_that_says_304_for_ever_is_found_out_the_next_day(
    outlet: Host, job: Maker, session: Session
) -> None:
    first = visit(job(), session)
    outlet.routes["/feed/"] = lambda request: answer(
        *(
            ("", "304 Not Modified")
            if "if-none-match" in request.headers
            else (feed(item(outlet.base, "baru")),)
        )
    )(request)
    outlet.routes["/read/baru"] = answer(page("Judul berita baru"))

    same_day = visit(job(state=after(first), now=NOW + timedelta(hours=3)), session)
    next_day = visit(job(state=after(first), now=NOW + timedelta(days=1)), session)

    assert same_day.status == "unchanged"
    assert [article.title for article in next_day.articles] == ["Judul berita baru"]


# --- which pages are fetched ----------------------------------------------------------------------------------


def test_never_means_feed_only(outlet: Host, job: Maker, session: Session) -> None:
    found = visit(job(outlet={"full_text": "never"}), session)

    assert [(article.text, article.flags) for article in found.articles] == [
        ("Ringkasan satu", ("ringkasan",)),
        ("Ringkasan dua", ("ringkasan",)),
    ]
    assert outlet.hits("/read/satu?utm_source=rss") == 0


def test_matching_fetches_what_names_a_term_or_a_place(outlet: Host, job: Maker, session: Session) -> None:
    found = visit(
        job(defaults={"full_text": "matching", "terms": ("berita satu",)}, places=("Bone",)), session
    )
    national = visit(job(outlet={"needs_place": True}, places=("DUA",)), session)

    assert [("ringkasan" in article.flags) for article in found.articles] == [False, True]
    assert [("ringkasan" in article.flags) for article in national.articles] == [True, False]


def test_full_text_in_the_feed_saves_the_page(host: Host, job: Maker, session: Session) -> None:
    whole = f"<content:encoded><![CDATA[<p>MAKASSAR, KABAR UJI – Pembuka.</p>{TEXT}<p>(*)</p>]]></content:encoded>"
    cut = f"<content:encoded><![CDATA[{TEXT} [&#8230;]]]></content:encoded>"
    host.routes["/feed/"] = answer(feed(item(host.base, "utuh", whole), item(host.base, "cuplik", cut)))
    host.routes["/read/cuplik"] = answer(page("Judul berita cuplik"))

    utuh, cuplik = visit(job(), session).articles

    assert utuh.text.startswith("Pembuka.\nKalimat ke-0")
    assert utuh.text.endswith("diperbaiki dinas.")
    assert (utuh.flags, utuh.place) == ((), "Makassar")
    assert (host.hits("/read/utuh?utm_source=rss"), host.hits("/read/cuplik?utm_source=rss")) == (0, 1)
    assert cuplik.text.count("\n") == 13


def test_galleries_and_clips_keep_their_headline(host: Host, job: Maker, session: Session) -> None:
    host.routes["/feed/"] = answer(feed(item(host.base, "x").replace("/read/", "/foto/")))

    (article,) = visit(job(), session).articles

    assert article.flags == ("foto", "ringkasan")


def test_all_pages_of_an_article_are_joined(host: Host, job: Maker, session: Session) -> None:
    links = "<a href='?page=2'>2</a><a href='?page=3'>3</a>"
    host.routes["/feed/"] = answer(feed(item(host.base, "panjang")))
    host.routes["/read/panjang"] = answer(page("Judul berita panjang", TEXT + links))
    host.routes["/read/panjang?page=2"] = answer(
        page("Judul berita panjang", TEXT.replace("ke-", "lanjutan ke-") + links)
    )

    host.routes["/read/panjang?page=3"] = answer("", "500 Internal Server Error")

    whole = visit(job(outlet={"article": {"pages": "query:page=N"}}), session)
    host.routes["/read/panjang?page=3"] = answer(
        page("Judul berita panjang", TEXT.replace("ke-", "akhir ke-"))
    )
    again = visit(job(outlet={"article": {"pages": "query:page=N"}}), session)

    assert [
        ("bersambung" in one.flags, one.text.count("\n") + 1) for one in (*whole.articles, *again.articles)
    ] == [
        (True, 28),
        (False, 42),
    ]


def test_the_address_of_the_whole_article_is_asked_for(host: Host, job: Maker, session: Session) -> None:
    host.routes["/feed/"] = answer(feed(item(host.base, "x")))
    host.routes["/read/x?utm_source=rss&page=all"] = answer(page("Judul berita x"))
    host.routes["/read/x"] = answer(page("Judul berita x", "<p>Hanya halaman satu.</p>"))

    (article,) = visit(job(outlet={"article": {"pages": "query:page=all"}}), session).articles

    assert article.text.count("\n") == 13
    assert article.key == f"https://{host.netloc}/read/x"


def test_next_links_are_followed(host: Host, job: Maker, session: Session) -> None:
    host.routes["/feed/"] = answer(feed(item(host.base, "x")))
    for number in (1, 2, 3):
        path = "/read/x?utm_source=rss" if number == 1 else f"/read/x?page={number}"
        more = f"<a href='/read/x?page={number + 1}'>Selanjutnya</a>" if number < 3 else ""
        host.routes[path] = answer(
            page("Judul berita x", TEXT.replace("ke-", f"halaman {number} ke-") + more)
        )

    (article,) = visit(job(outlet={"article": {"pages": "next-link"}}), session).articles

    assert article.text.count("\n") == 41


def test_a_canonical_address_becomes_the_key_and_the_link_an_alias(
    host: Host, job: Maker, session: Session
) -> None:
    host.routes["/feed/"] = answer(feed(item(host.base, "x").replace("/read/x?utm_source=rss", "/?p=77")))
    head = f"<link rel='canonical' href='{host.base}/2026/11/judul-berita-x/'>"
    host.routes["/?p=77"] = answer(page("Judul berita x", head=head))

    (article,) = visit(job(), session).articles

    assert article.key == f"https://{host.netloc}/2026/11/judul-berita-x"
    assert article.aliases == (f"https://{host.netloc}/?p=77",)


def test_young_articles_are_read_again_on_request(outlet: Host, job: Maker, session: Session) -> None:
    first = visit(job(), session)
    outlet.routes["/read/satu"] = answer(page("Judul berita satu (ralat)"))

    again = visit(job(state=after(first, reread=(first.articles[0].url,))), session)

    assert [(article.id, article.title) for article in again.articles] == [
        (first.articles[0].id, "Judul berita satu (ralat)")
    ]


# --- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "published", "flags"),
    [
        ("<pubDate>Thu, 19 Nov 2026 10:00:00 WIB</pubDate>", "2026-11-19T03:00:00+00:00", ()),
        ("<pubDate>2026-11-19 10:00:00</pubDate>", "2026-11-19T02:00:00+00:00", ()),
        ("<pubDate>Jum'at, 20 Nopember 2026 | 09.00 WITA</pubDate>", "2026-11-20T01:00:00+00:00", ()),
        ("<pubDate>Sun, 20 Dec 2026 10:00:00 +0800</pubDate>", NOW.isoformat(), ("tanggal-masa-depan",)),
        (
            "<pubDate>3 jam lalu</pubDate>",
            "2026-11-20T07:00:00+00:00",
            ("tanpa-tanggal", "tanggal-perkiraan"),
        ),
        ("", NOW.isoformat(), ("tanpa-tanggal",)),
    ],
)
def test_feed_dates_are_never_silently_utc(
    host: Host, job: Maker, session: Session, date: str, published: str, flags: tuple[str, ...]
) -> None:
    line = item(host.base, "x").replace("<pubDate>Thu, 19 Nov 2026 02:00:00 +0000</pubDate>", date)
    host.routes["/feed/"] = answer(feed(line))
    host.routes["/read/x"] = answer(page("Judul berita x"))

    (article,) = visit(job(), session).articles

    assert (article.published.isoformat(), article.flags) == (published, flags)


# --- trouble ------------------------------------------------------------------------------------------------------


def test_a_page_that_fails_leaves_the_headline(outlet: Host, job: Maker, session: Session) -> None:
    outlet.routes["/read/satu"] = answer("", "500 Internal Server Error")

    found = visit(job(), session)

    assert found.status == "new"
    assert [problem.kind for problem in found.problems] == ["broken"]
    assert [(article.title, "ringkasan" in article.flags) for article in found.articles] == [
        ("Judul berita satu", True),
        ("Judul berita dua", False),
    ]


@pytest.mark.parametrize(
    "gone", [answer("", "404 Not Found"), answer("", "302 Found", Location="/")], ids=["404", "home"]
)
def test_a_page_that_is_gone_is_no_article(
    outlet: Host, job: Maker, session: Session, gone: Callable[[Request], Chunks]
) -> None:
    outlet.routes["/read/satu"] = gone
    outlet.routes["/"] = answer(page("Kabar Uji"))

    found = visit(job(), session)

    assert [article.title for article in found.articles] == ["Judul berita dua"]
    assert [problem.kind for problem in found.problems] == ["gone"]


def test_when_the_outlet_says_stop_the_rest_waits_and_is_not_forgotten(
    outlet: Host, job: Maker, session: Session
) -> None:
    outlet.routes["/read/satu"] = answer("", "429 Too Many Requests", Retry_After="120")

    found = visit(job(), session)

    assert [article.title for article in found.articles] == ["Judul berita satu"]
    assert (found.retry_after, found.etag, found.body_hash) == (120, "", "")
    assert outlet.hits("/read/dua?utm_source=rss") == 0


def test_a_visit_that_must_end_comes_back_for_the_rest(outlet: Host, job: Maker, session: Session) -> None:
    found = visit(job(), session, until=0.0)

    assert (found.articles, found.etag, found.body_hash) == ((), "", "")


def test_robots_closes_pages_and_feeds(outlet: Host, job: Maker, session: Session) -> None:
    outlet.routes["/robots.txt"] = answer("User-agent: *\nDisallow: /read/satu", kind="text/plain")

    found = visit(job(), session)

    assert [problem.kind for problem in found.problems] == ["blocked"]
    assert outlet.hits("/read/satu?utm_source=rss") == 0
    assert outlet.hits("/robots.txt") == 1


def test_an_unreadable_source_is_failed_and_says_why(host: Host, job: Maker, session: Session) -> None:
    found = visit(job(), session)

    assert (found.status, found.articles) == ("failed", ())
    assert found.problems[0].reason == (
        f"{host.netloc} menjawab 404: alamat ini tidak ada lagi; periksa url-nya di feeds.yaml."
    )


def test_nothing_escapes_from_a_visit(job: Maker) -> None:
    class Broken(Session):
        def get(self, *args: object, **named: object) -> object:  # type: ignore[override]
            raise RuntimeError("tak terduga")

    found = visit(job(), Broken())

    assert (found.status, found.problems[0].kind) == ("failed", "broken")


@pytest.mark.parametrize("long", ["jalan rusak " * 80_000, "a" * 1_000_000], ids=["words", "one word"])
def test_a_megabyte_of_title_is_cut_at_the_door(host: Host, job: Maker, session: Session, long: str) -> None:
    entry = f"<item><title>{long}</title><link>{host.base}/read/panjang</link><author>{long}</author></item>"
    host.routes["/feed/"] = answer(feed(entry), kind="text/xml")
    host.routes["/read/panjang"] = answer(page(long, head=f"<meta name='author' content='{long}'>"))

    for policy in ("always", "never"):
        [article] = visit(job(outlet={"full_text": policy}), session).articles

        assert article.title.startswith(long[:100])
        assert len(article.title) <= 501
        assert article.title.endswith("…")
        assert len(article.author) <= 201


# --- many at once ---------------------------------------------------------------------------------------------------


def test_many_visits_end_in_one_result_each(outlet: Host, job: Maker, session: Session) -> None:
    jobs = [job(source={"id": f"uji/{number}"}) for number in range(20)]
    done: list[str] = []

    found = list(visit_many(jobs, workers=4, on_done=lambda one: done.append(one.source), session=session))

    assert sorted(one.source for one in found) == sorted(job.source.id for job in jobs)
    assert all(one.status == "new" and len(one.articles) == 2 for one in found)
    assert done == [one.source for one in found]


def test_feeds_may_be_parsed_in_processes_of_their_own(outlet: Host, job: Maker, session: Session) -> None:
    jobs = [job(source={"id": f"uji/{number}"}, outlet={"full_text": "never"}) for number in range(4)]

    found = list(visit_many(jobs, workers=2, session=session, parsers=Parsers(1)))

    assert [(one.status, len(one.articles)) for one in found] == [("new", 2)] * 4


def test_no_parser_process_is_begun_while_feeds_are_unchanged(
    outlet: Host, job: Maker, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr("monitor.collect.parsers._start", lambda: begun.append(1))
    outlet.routes["/feed/"] = answer(b"", "304 Not Modified")
    state = SourceState("uji/1", etag='"1"', last_ok=NOW)

    found = list(visit_many([job(state=state)], session=session, parsers=Parsers(1)))

    assert [one.status for one in found] == ["unchanged"]
    assert begun == []


def test_a_parser_process_reads_what_the_thread_would() -> None:
    parsers = Parsers(1)
    bodies = [
        feed(item("https://a.example", "satu")).encode(),
        b"<html>",
        b"",
        "<rss>\ud800é".encode("utf-8", "surrogatepass"),
    ]

    assert [parsers.parse(body, 10) for body in bodies] == [rawfeed.parse(body, 10) for body in bodies]

    parsers.close()


def test_a_parser_process_that_dies_costs_nothing_but_speed(
    outlet: Host, job: Maker, session: Session
) -> None:
    parsers = Parsers(1)
    jobs = [job(source={"id": f"uji/{number}"}, outlet={"full_text": "never"}) for number in range(2)]
    parsers.parse(b"", 10)
    worker = parsers._idle.get()
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    parsers._idle.put(worker)

    found = list(visit_many(jobs, workers=1, session=session, parsers=parsers))

    assert [len(one.articles) for one in found] == [2, 2]


def test_jobs_beyond_the_deadline_are_left_untouched(outlet: Host, job: Maker, session: Session) -> None:
    jobs = [job(source={"id": f"uji/{number}"}) for number in range(5)]

    assert list(visit_many(jobs, workers=2, seconds=-1.0, session=session)) == []
    assert outlet.seen == []


def test_one_door_is_never_knocked_at_twice_at_once(outlet: Host, job: Maker, session: Session) -> None:
    busy, most = [0], [0]

    def watched(request: Request) -> Iterator[bytes]:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        yield from answer(feed(item(outlet.base, "satu")))(request)
        busy[0] -= 1

    outlet.routes["/feed/"] = watched
    jobs = [
        job(source={"id": f"uji/{number}"}, defaults={"delay": 0.01}, outlet={"full_text": "never"})
        for number in range(6)
    ]

    assert len(list(visit_many(jobs, workers=6, session=session))) == 6
    assert most[0] == 1


def test_known_ids_are_made_of_keys(outlet: Host, job: Maker, session: Session) -> None:
    known = frozenset([article_id(f"https://{outlet.netloc}/read/satu")])

    found = visit(job(state=SourceState("uji/1", known=known)), session)

    assert [article.title for article in found.articles] == ["Judul berita dua"]
