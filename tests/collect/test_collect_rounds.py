"""What a visit tells the schedule, and what visits of one round tell each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import NOW
from loopback import Host, answer

from monitor.collect import Job, Session, probe_many, visit, visit_batches
from monitor.collect.session import rest, session_for
from monitor.model import SourceState, article_id
from monitor.schema_feeds import Source

Maker = Callable[..., Job]
TEXT = "".join(
    f"<p>Kalimat ke-{n} tentang jalan provinsi yang rusak dan belum juga diperbaiki dinas.</p>"
    for n in range(14)
)


def feed(host: Host, *slugs: str) -> str:
    items = "".join(
        f"<item><title>Judul {one}</title><link>{host.base}/read/{one}</link></item>" for one in slugs
    )
    return f"<rss version='2.0'><channel><title>K</title>{items}</channel></rss>"


def page(title: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{TEXT}</article></body></html>"


def key(host: Host, slug: str) -> str:
    return article_id(f"https://{host.netloc}/read/{slug}")


@pytest.fixture
def outlet(host: Host) -> Host:
    host.routes["/feed/"] = answer(feed(host, "satu", "dua", "hilang"), kind="text/xml", ETag='"v1"')
    host.routes["/read/satu"] = answer(page("Judul satu"))
    host.routes["/read/dua"] = answer(page("Judul dua"))
    return host


def test_items_that_give_no_article_do_not_count_as_unseen(
    outlet: Host, job: Maker, session: Session
) -> None:
    first = visit(job(), session)
    later = visit(job(state=SourceState("uji/1", known=frozenset([key(outlet, "satu")]))), session)

    assert (first.items, first.unseen) == (3, 2)
    assert (later.items, later.unseen) == (3, 1)


@pytest.mark.parametrize(
    ("status", "moved"), [("301 Moved", True), ("308 Moved", True), ("302 Found", False)]
)
def test_a_permanent_redirect_is_reported(
    outlet: Host, job: Maker, session: Session, status: str, moved: bool
) -> None:
    outlet.routes["/rss"] = answer("", status, Location="/feed/")

    found = visit(job(path="/rss"), session)
    again = visit(job(path="/rss", state=SourceState("uji/1", last_ok=NOW, etag='"v1"')), session)

    assert found.moved_to == (f"{outlet.base}/feed/" if moved else "")
    assert again.moved_to == found.moved_to


def test_a_chain_with_one_temporary_link_is_no_move(outlet: Host, job: Maker, session: Session) -> None:
    outlet.routes["/a"] = answer("", "301 Moved", Location="/b")
    outlet.routes["/b"] = answer("", "302 Found", Location="/feed/")

    assert visit(job(path="/a"), session).moved_to == ""


def test_a_moved_sitemap_is_reported_too(host: Host, job: Maker, session: Session) -> None:
    host.routes["/peta.xml"] = answer("", "301 Moved", Location="/baru.xml")
    host.routes["/baru.xml"] = answer(f"<urlset><url><loc>{host.base}/read/satu-dua</loc></url></urlset>")

    assert visit(job("sitemap", "/peta.xml"), session).moved_to == f"{host.base}/baru.xml"


def test_an_address_with_a_secret_is_never_reported(outlet: Host, job: Maker, session: Session) -> None:
    outlet.routes["/rahasia"] = answer("", "301 Moved", Location="/feed/")
    keyed = {"secret_env": "KUNCI"}

    assert visit(job(path="/rahasia", source=keyed), session).moved_to == ""


@pytest.mark.parametrize("status", [404, 410, 503])
def test_a_failed_visit_says_in_which_status_it_ended(
    host: Host, job: Maker, session: Session, status: int
) -> None:
    host.routes["/feed/"] = answer("", f"{status} Tidak")

    assert visit(job(), session).http == status


def test_a_second_look_ends_in_an_article_or_waits(outlet: Host, job: Maker, session: Session) -> None:
    outlet.routes["/read/sibuk"] = answer("", "500 Rusak")
    outlet.routes["/read/satu"] = answer(page("Judul satu diperbaiki"))
    ids = [key(outlet, slug) for slug in ("satu", "dua", "hilang", "sibuk")]
    urls = tuple(f"{outlet.base}/read/{slug}" for slug in ("satu", "dua", "hilang", "sibuk"))

    found = visit(job(state=SourceState("uji/1", known=frozenset(ids), reread=urls)), session)

    assert set(found.reread) == set(ids[:3])
    assert {one.title for one in found.articles} == {"Judul satu diperbaiki", "Judul dua"}
    assert found.unseen == 0


def test_national_outlets_are_looked_at_again_without_naming_a_place(
    outlet: Host, job: Maker, session: Session
) -> None:
    state = SourceState("uji/1", known=frozenset([key(outlet, "satu")]), reread=(f"{outlet.base}/read/satu",))

    found = visit(job(state=state, outlet={"needs_place": True}, places=("Pulau Jauh",)), session)

    assert found.reread == (key(outlet, "satu"),)


def test_a_known_article_under_a_new_address_is_handed_on_but_is_not_new(
    host: Host, job: Maker, session: Session
) -> None:
    host.routes["/feed/"] = answer(feed(host, "lama"), kind="text/xml")
    host.routes["/read/lama"] = answer(page("Judul", f"<link rel='canonical' href='{host.base}/read/asli'>"))

    found = visit(job(state=SourceState("uji/1", known=frozenset([key(host, "asli")]))), session)

    assert [(one.id, one.aliases) for one in found.articles] == [
        (key(host, "asli"), (f"https://{host.netloc}/read/lama",))
    ]
    assert found.unseen == 0


def test_two_sources_of_one_door_fetch_a_page_once_a_round(
    outlet: Host, job: Maker, session: Session
) -> None:
    outlet.routes["/feed2/"] = answer(feed(outlet, "satu", "dua"), kind="text/xml")
    defaults = {"delay": 0.001}
    second = Source.model_validate({"kind": "rss", "url": f"{outlet.base}/feed2/", "id": "uji/2"})
    one = job(defaults=defaults)
    other = replace(one, source=second, state=SourceState("uji/2"))

    [batch] = visit_batches([one, other], size=10, wait=30.0, session=session)

    assert [len(found.articles) for found in batch] == [2, 0]
    assert outlet.hits("/read/satu") == outlet.hits("/read/dua") == 1


def test_batches_are_full_or_the_last(outlet: Host, job: Maker, session: Session) -> None:
    jobs = [replace(job(), source=job().source.model_copy(update={"id": f"uji/{n}"})) for n in range(7)]

    sizes = [len(batch) for batch in visit_batches(jobs, size=3, wait=30.0, workers=2, session=session)]

    assert sizes == [3, 3, 1]


def test_a_visit_never_waits_long_for_company(outlet: Host, job: Maker, session: Session) -> None:
    jobs = [replace(job(), source=job().source.model_copy(update={"id": f"uji/{n}"})) for n in range(3)]

    sizes = [len(batch) for batch in visit_batches(jobs, size=50, wait=0.0, workers=1, session=session)]

    assert sum(sizes) == 3


def test_no_job_leaves_no_batch() -> None:
    assert list(visit_batches([], size=5, wait=1.0)) == []


def test_connections_are_closed_when_a_round_ends(outlet: Host, job: Maker) -> None:
    one = job()

    list(visit_batches([one], size=5, wait=1.0))

    assert session_for(one.defaults).fetcher._transports == []
    assert len(outlet.seen) > 1
    rest([one.defaults])


def test_probes_of_many_sources_end_in_one_result_each(outlet: Host, job: Maker, session: Session) -> None:
    dead = replace(
        job(), source=Source.model_validate({"kind": "rss", "url": f"{outlet.base}/mati", "id": "uji/9"})
    )

    found = {probe.source.id: probe.ok for probe in probe_many([job(), dead], session=session)}

    assert found == {"uji/1": True, "uji/9": False}


def test_a_probe_that_breaks_is_a_reason(job: Maker) -> None:
    class Broken(Session):
        def get(self, *args: object, **named: object) -> object:  # type: ignore[override]
            raise RuntimeError("rusak")

    [found] = probe_many([job()], session=Broken())

    assert not found.ok
    assert "RuntimeError" in found.reason
