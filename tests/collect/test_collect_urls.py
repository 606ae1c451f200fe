from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.urls import absolute, domain_of, is_accepted, is_home, key_of, media_flag
from monitor.schema_feeds import LinkRules

RULES = LinkRules(
    mirrors={"opera.kabar.example": "www.kabar.example", "127.0.0.1:8123": "kabar.example"},
    drop_params=("jenis",),
)


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.kabar.example/daerah/jalan-rusak-parah",
        "https://m.kabar.example/daerah/jalan-rusak-parah/",
        "https://amp.kabar.example/daerah/jalan-rusak-parah",
        "https://kabar.example/amp/daerah/jalan-rusak-parah",
        "https://kabar.example/daerah/jalan-rusak-parah/amp/",
        "https://kabar.example/daerah/jalan-rusak-parah?utm_source=x&utm_medium=rss&fbclid=1",
        "https://kabar.example/daerah/jalan-rusak-parah?page=3",
        "https://kabar.example/daerah/jalan-rusak-parah?page=all&m=1",
        "https://kabar.example/daerah/jalan-rusak-parah?single=1&mtype=mpt.ctr-a",
        "https://kabar.example/daerah/jalan-rusak-parah/2/",
        "https://kabar.example:443/daerah//jalan-rusak-parah#komentar",
        "https://opera.kabar.example/daerah/jalan-rusak-parah?jenis=a",
        "http://127.0.0.1:8123/daerah/jalan-rusak-parah",
        "HTTPS://KABAR.EXAMPLE/daerah/jalan%2Drusak-parah",
    ],
)
def test_every_variant_of_an_article_has_one_key(variant: str) -> None:
    assert key_of(variant, RULES) == "https://kabar.example/daerah/jalan-rusak-parah"


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/?p=123",
        "https://kabar.example/berita/12",
        "https://kabar.example/read?id=5",
        "https://127.0.0.1:8000/a",
    ],
)
def test_what_chooses_the_article_stays(url: str) -> None:
    assert key_of(url) == url


def test_parameters_have_one_order() -> None:
    assert key_of("https://a.example/x?b=2&a=1") == key_of("https://a.example/x?a=1&b=2")


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=200)
def test_folding_never_raises_and_is_done_at_once(text: str) -> None:
    for url in (text, f"https://a.example/{text}", f"https://a.example/x?{text}"):
        key = key_of(url, RULES)
        assert key_of(key, RULES) == key


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://sulsel.fajar.co.id/x", "fajar.co.id"),
        ("https://makassar.tribunnews.com/", "tribunnews.com"),
        ("http://127.0.0.1:8000/x", "127.0.0.1:8000"),
        ("http://localhost:81/", "localhost:81"),
        ("http://[::1]:81/", "[::1]:81"),
        ("http://[x", ""),
    ],
)
def test_the_slot_is_the_registrable_domain(url: str, domain: str) -> None:
    assert domain_of(url) == domain


@pytest.mark.parametrize(
    "link",
    ["javascript:void(0)", "mailto:a@b.c", "http://", "https://a.example/<?php echo", "ftp://a.example/"],
)
def test_links_that_are_no_web_address_are_dropped(link: str) -> None:
    assert absolute("https://a.example/", link) == ""


def test_relative_links_are_made_whole() -> None:
    assert absolute("https://a.example/x/", "../berita/5") == "https://a.example/berita/5"


@pytest.mark.parametrize(
    ("url", "flag"),
    [
        ("https://a.example/foto/5/x", "foto"),
        ("https://20.kabar.example/x", "video"),
        ("https://a.example/video/9", "video"),
        ("https://a.example/berita/videografer-dipanggil", ""),
    ],
)
def test_galleries_and_clips_are_known_by_address(url: str, flag: str) -> None:
    assert media_flag(url) == flag


def test_the_front_page_is_no_article() -> None:
    assert is_home("https://www.a.example/?utm_source=x")
    assert not is_home("https://a.example/?p=1")


def test_link_rules_accept_and_reject() -> None:
    rules = LinkRules(accept=(r"/read/",), reject=(r"/advertorial/",))

    assert is_accepted("https://a.example/read/1", rules)
    assert not is_accepted("https://a.example/read/advertorial/1", rules)
    assert not is_accepted("https://a.example/tag/x", rules)
