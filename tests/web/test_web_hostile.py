"""Articles are written by strangers: whatever they hold is text on every page and in every export."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from web_world import BIG, TestClient, World

PAGES = ("/harian", "/isu", "/isu/{hostile}", "/isu/{hostile}/berkas", "/isu/{big}", "/cari?q=script", "/papan",
         "/laporan", "/cari?q=judul", "/harian?mode=satu")  # fmt: skip


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("role", ["koordinator", "operator"])
@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text(
    client_as: Callable[[str], TestClient], world: World, page: str, role: str
) -> None:
    got = client_as(role).get(page.format(hostile=world.hostile, big=world.big))
    if got.status_code == 403:
        return
    reader = Reader()
    reader.feed(got.text)

    scripts = [attrs for tag, attrs in reader.tags if tag == "script"]
    assert [attrs.get("src", "").split("?")[0] for attrs in scripts] == ["/static/app.js"]
    pictures = [attrs.get("src") or "" for tag, attrs in reader.tags if tag == "img"]
    assert all(one.startswith("data:image/svg+xml;base64,") for one in pictures), "only charts of our own"
    assert not [tag for tag, _ in reader.tags if tag in ("iframe", "object", "embed")]
    assert not [
        name for _, attrs in reader.tags for name in attrs if name.startswith("on") or name == "style"
    ]
    links = [attrs["href"] for _, attrs in reader.tags if attrs.get("href")]
    assert all(link.startswith(("/", "http://", "https://", "#", "?")) for link in links)
    assert "\u202e" not in got.text
    assert got.text != "49"
    assert len(got.content) < 600_000


def test_the_hostile_words_can_be_read(client_as: Callable[[str], TestClient], world: World) -> None:
    text = client_as("koordinator").get(f"/isu/{world.hostile}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert "javascript:alert" not in text


@pytest.mark.parametrize("form", ["text", "json", "html", "csv", "wa", "pdf", "docx", "xlsx"])
def test_exports_of_a_hostile_issue_are_made(
    client_as: Callable[[str], TestClient], world: World, form: str
) -> None:
    got = client_as("koordinator").get(f"/isu/{world.hostile}/berkas?bentuk={form}")

    assert got.status_code in (200, 422), got.text[:500]
    assert got.status_code == 200 or "tidak dikenal" in got.text
    assert "attachment" in got.headers.get("content-disposition", "") or got.status_code == 422
    if form == "html" and got.status_code == 200:
        assert "<script>alert" not in got.text


def test_a_title_of_a_megabyte_is_cut(client_as: Callable[[str], TestClient], world: World) -> None:
    assert len(BIG) > 1_000_000
    assert len(client_as("koordinator").get(f"/isu/{world.big}").content) < 100_000
