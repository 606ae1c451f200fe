"""Pages in the outlets' own markup (invented texts) beside what must be read from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect import PageResult, extract_page
from monitor.schema_feeds import Defaults, Outlet

PAGES = Path(__file__).parent.parent / "pages"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def read(name: str) -> tuple[dict[str, Any], PageResult]:
    wanted = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    outlet = wanted["outlet"] and Outlet.model_validate(
        {"id": "uji", "site": wanted["url"], **wanted["outlet"]}
    )
    found = extract_page(wanted["url"], (PAGES / f"{name}.html").read_bytes(), outlet, Defaults(), NOW)
    return wanted, found


NAMES = sorted(path.stem for path in PAGES.glob("*.json"))
each_page = pytest.mark.parametrize("name", NAMES)


@each_page
def test_the_paragraphs_are_the_articles_own_and_all_of_them(name: str) -> None:
    wanted, found = read(name)
    text = found.text.removeprefix(wanted.get("may_begin", "")).lstrip()

    assert text.split("\n") == wanted["paragraphs"]


@each_page
def test_the_headline_is_the_one_printed(name: str) -> None:
    wanted, found = read(name)

    assert found.title == wanted["title"]


@each_page
def test_the_publication_is_exact(name: str) -> None:
    wanted, found = read(name)

    assert found.published == datetime.fromisoformat(wanted["published"])


@each_page
def test_byline_section_place_and_flags(name: str) -> None:
    wanted, found = read(name)

    for field in ("author", "section", "place", "canonical", "method"):
        if field in wanted:
            assert getattr(found, field) == wanted[field], field
    # Most of these invented articles are short enough to count as partial; only one is there to prove it.
    flags = [flag for flag in found.flags if flag != "sebagian" or "sebagian" in wanted.get("flags", ())]
    assert flags == wanted.get("flags", [])
    assert list(found.more) == wanted.get("more", [])


@each_page
def test_nothing_of_another_article_is_in_the_text(name: str) -> None:
    wanted, found = read(name)

    for foreign in (
        *wanted.get("without", ()),
        "Baca juga",
        "Baca Juga",
        "Rekomendasi",
        "Copyright",
        "Skandal dana hibah",
    ):
        assert foreign not in found.text


def test_what_was_cut_is_kept_for_audit() -> None:
    cut = " ".join(read("tribun")[1].cut)

    assert "Kadis Dituding Abai" in cut
    assert "TRIBUNKITA-CELEBES.COM, BONE -" in cut


# --- beyond the fixtures -------------------------------------------------------------------------------------


def page(body: str, head: str = "", **rules: Any) -> PageResult:
    outlet = Outlet.model_validate(
        {"id": "uji", "name": "Kabar Uji", "site": "https://kabar.example", **rules}
    )
    html = f"<html><head><title>Judul Panjang Berita Ini - Kabar Uji</title>{head}</head><body>{body}</body></html>"
    return extract_page("https://kabar.example/read/1/judul", html, outlet, Defaults(), NOW)


LONG = "".join(
    f"<p>Paragraf ke-{n} berisi kalimat yang cukup panjang tentang jalan provinsi di Bone.</p>"
    for n in range(9)
)


@pytest.mark.parametrize(
    "canonical",
    [
        "https://lain.example/x",
        "https://kabar.example/",
        "<?php echo $url ?>",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_a_canonical_address_off_our_ground_is_not_believed(canonical: str) -> None:
    assert page(LONG, f'<link rel="canonical" href="{canonical}">').canonical == ""


def test_a_wrong_selector_falls_back_and_a_broken_one_does_not_stop() -> None:
    for selector in (".tiada", "div[", "p:nth-child(x)"):
        found = page(
            f"<article><h1>Judul Panjang Berita Ini</h1>{LONG}</article>", article={"body": [selector]}
        )
        assert found.method == "trafilatura"
        assert found.text.count("\n") == 8


def test_selectors_to_remove_are_removed() -> None:
    box = "<div class='kotak'><p>Kotak promosi yang panjang sekali dan tidak ada hubungannya.</p></div>"
    for body in ([".isi"], []):
        found = page(f"<div class='isi'>{box}{LONG}</div>", article={"body": body, "remove": [".kotak"]})
        assert "promosi" not in found.text
        assert "Paragraf ke-8" in found.text


def test_the_feeds_date_serves_where_the_page_has_none() -> None:
    html = f"<html><head><title>Judul Panjang</title></head><body>{LONG}</body></html>"

    found = extract_page(
        "https://kabar.example/x", html, None, Defaults(), NOW, feed_date="Thu, 19 Nov 2026 10:00:00 WIB"
    )

    assert found.published == datetime(2026, 11, 19, 3, 0, tzinfo=UTC)


def test_dates_of_other_articles_in_time_elements_are_not_ours() -> None:
    side = "<aside><time datetime='2026-11-20T01:00:00+08:00'>x</time></aside>"
    found = page(
        f"<article><h1>Judul Panjang Berita Ini</h1><time datetime='2026-11-18T10:00:00+08:00'>x</time>{LONG}</article>{side}"
    )

    assert found.published == datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


def test_a_challenge_page_is_flagged() -> None:
    html = "<html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x'></script></body></html>"

    assert "tantangan" in extract_page("https://kabar.example/x", html, None, Defaults(), NOW).flags


@given(st.text(max_size=300) | st.binary(max_size=300))
@settings(deadline=None, max_examples=80)
def test_no_page_makes_the_reader_raise(html: str | bytes) -> None:
    extract_page("https://kabar.example/x", html, None, Defaults(), NOW)


TAGS = st.sampled_from(["<p>", "</p>", "<div class='baca-juga'>", "</div>", "<h1>", "</h1>", "<article>", "</article>",
                        "<br>", "<a href='?page=2'>", "</a>", "<form>", "<textarea>", "<time datetime='x'>", "<script type='application/ld+json'>{",
                        "[1]", "</script>", "<table><td>", "<!--", "-->", "Baca juga: ", "x" * 50, "&#xd800;", "\x00"])  # fmt: skip


@given(st.lists(TAGS, max_size=60))
@settings(deadline=None, max_examples=80)
def test_no_heap_of_tags_makes_the_reader_raise(pieces: list[str]) -> None:
    found = page("".join(pieces) + LONG, article={"body": [".baca-juga", "article"]})

    assert isinstance(found.text, str)


def test_a_thousand_nested_boxes_are_survived() -> None:
    page("<div>" * 5000 + LONG)


def test_teasers_before_the_headline_are_not_the_article() -> None:
    menu = "<div class='mega'><p>Taksiran kerugian itu belum termasuk yang diderita para pelaku usaha di kota lain.</p></div>"

    found = page(f"{menu}<main><h1>Judul Panjang Berita Ini</h1><div>{LONG}</div></main>")

    assert found.text.startswith("Paragraf ke-0")
    assert any("Taksiran" in line for line in found.cut)
