"""Articles are written by strangers: whatever they hold is text on every page and in every export."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser

import httpx
import openpyxl
import pytest
from web_world import BIG, TestClient, World

PAGES = ("/harian", "/isu", "/isu/{hostile}", "/isu/{hostile}/berkas", "/isu/{hostile}/disposisi", "/isu/{big}",
         "/isu/{big}/berkas", "/cari?q=script", "/papan", "/opd", "/laporan", "/laporan?jenis=kliping",
         "/laporan?jenis=analisis-media", "/cari?q=judul", "/harian?mode=satu", "/berita/{doubtful}")  # fmt: skip


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("role", ["koordinator", "operator"])
def test_hostile_text_stays_text(client_as: Callable[[str], TestClient], world: World, role: str) -> None:
    client, seen = client_as(role), 0
    for page in PAGES:
        got = client.get(page.format(**vars(world)))
        if got.status_code != 403:
            check(got)
            seen += 1
    assert seen > 8


def check(got: httpx.Response) -> None:
    """Nothing of the page's own words has become part of the page."""
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


EXPORTS = ("/isu/{hostile}/berkas", "/isu/{hostile}/disposisi", "/harian", "/laporan?jenis=waktu-tanggap&jejak=ya",
           "/laporan?jenis=kliping", "/laporan?jenis=analisis-media", "/laporan?jenis=bukti-iid")  # fmt: skip
FORMULA = ("=", "+", "-", "@", "|", "%")


@pytest.mark.parametrize("path", EXPORTS)
def test_every_export_holds_hostile_words_as_words(
    client_as: Callable[[str], TestClient], world: World, path: str
) -> None:
    client, path = client_as("koordinator"), path.format(hostile=world.hostile)
    for form, looked_at in LOOKED_AT.items():
        got = client.get(f"{path}{'&' if '?' in path else '?'}bentuk={form}")
        assert got.status_code == 200, (form, got.text[:300])
        assert got.headers["content-disposition"].startswith("attachment")
        assert got.headers["content-security-policy"].startswith("default-src 'none'")
        looked_at(got.content)


def plain_text(content: bytes) -> None:
    text = content.decode()
    assert not [sign for sign in text if unicodedata.category(sign) in ("Cf", "Cc") and sign not in "\n\r\t"]


def html_page(content: bytes) -> None:
    reader = Reader()
    reader.feed(content.decode())
    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "iframe", "object", "embed"})
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    links = [attrs.get("href") or "" for _, attrs in reader.tags if "href" in attrs]
    assert all(link.startswith(("http://", "https://", "#")) for link in links)


def csv_rows(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.,]+%?", cell)]
    assert [cell for cell in cells if cell.lstrip().startswith(FORMULA)] == []


def json_value(content: bytes) -> None:
    assert json.loads(content) is not None


def pdf_file(content: bytes) -> None:
    assert content.startswith(b"%PDF")
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile)\b", content)
    assert b"javascript:" not in content


def word_file(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
        body = parts.read("word/document.xml").decode()
    assert "javascript:" not in links
    assert "<script" not in body
    assert "w:instrText" not in body, "no field runs"


def excel_file(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [
        cell for cell in cells if cell.hyperlink and not str(cell.hyperlink.target).startswith("http")
    ] == []


LOOKED_AT = {
    "text": plain_text, "wa": plain_text, "json": json_value, "html": html_page, "csv": csv_rows, "pdf": pdf_file,
    "docx": word_file, "xlsx": excel_file,
}  # fmt: skip


def test_a_title_of_a_megabyte_is_cut(client_as: Callable[[str], TestClient], world: World) -> None:
    assert len(BIG) > 1_000_000
    assert len(client_as("koordinator").get(f"/isu/{world.big}").content) < 100_000
