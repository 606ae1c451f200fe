"""What the pages hand over on paper: reports with their filters, the lembar disposisi, articles made issues."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document as read_docx
from web_world import TestClient, World, csrf_of

from monitor.desk import Desk

Clients = Callable[[str], TestClient]


@pytest.mark.parametrize("kind", ["waktu-tanggap", "kliping", "analisis-media", "bukti-iid"])
def test_every_report_opens_over_any_period_and_in_any_form(client_as: Clients, kind: str) -> None:
    client = client_as("pimpinan")
    for period in ("masa=bulan-lalu", "dari=2026-11-01&sampai=2026-11-19", "opd=dbmbk&banding=ya&jejak=ya"):
        page = client.get(f"/laporan?jenis={kind}&{period}")
        assert page.status_code == 200, page.text[:300]
        assert f'value="{kind}" selected' in page.text
    for form in ("pdf", "docx", "xlsx", "csv", "json"):
        got = client.get(f"/laporan?jenis={kind}&masa=bulan-ini&bentuk={form}")
        assert got.headers["content-disposition"].endswith(f"{kind}-bulan-ini.{form}")
        assert len(got.content) > 100


def test_a_report_can_be_of_one_agency(client_as: Clients, world: World) -> None:
    client, asked = client_as("verifikator"), "/laporan?jenis=waktu-tanggap&jejak=ya"

    assert "ruas 3" not in client.get(f"{asked}&opd=dbmbk&bentuk=csv").text
    with_all = client.get(f"{asked}&bentuk=csv").text
    assert world.other in with_all
    assert world.other not in client.get(f"{asked}&opd=dbmbk&bentuk=csv").text


def test_an_agency_is_offered_its_own_times_only(client_as: Clients, world: World) -> None:
    client = client_as("operator")
    text = client.get("/laporan?jenis=bukti-iid&opd=dinkes").text

    assert "Bukti inovasi" not in text
    assert world.other not in client.get("/laporan?opd=dinkes&bentuk=csv").text


def test_the_lembar_disposisi_says_to_whom_what_and_until_when(client_as: Clients, world: World) -> None:
    client = client_as("operator")
    page = client.get(f"/isu/{world.own}/disposisi").text
    made = client.get(f"/isu/{world.own}/disposisi?bentuk=docx").content
    word = read_docx(io.BytesIO(made))
    texts = [one.text for one in word.paragraphs]
    texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]

    for wanted in ("Lembar Disposisi", "Jalan provinsi rusak di ruas 2", "Tanda terima", "cara menghitung"):
        assert wanted in page
        assert any(wanted in one for one in texts), wanted
    assert any("WITA" in one for one in texts)
    assert any("Dinas Bina Marga" in one for one in texts), "the agency's full name"
    assert client.get(f"/isu/{world.own}/disposisi?bentuk=pdf").content.startswith(b"%PDF")


def test_there_is_no_sheet_before_a_disposisi(client_as: Clients, world: World) -> None:
    client = client_as("verifikator")

    assert "/disposisi" not in client.get(f"/isu/{world.waiting}").text
    got = client.get(f"/isu/{world.waiting}/disposisi")
    assert got.status_code == 422
    assert "belum didisposisikan" in got.text


def test_a_doubted_article_becomes_an_issue_by_one_click(
    client_as: Clients, office: Desk, world: World
) -> None:
    client = client_as("verifikator")
    assert f"/berita/{world.doubtful}/isu" in client.get("/harian").text
    assert "Peluang berita" in client.get(f"/berita/{world.doubtful}").text
    word = {"csrf": csrf_of(client.get("/akun"))}

    made = client.post(f"/berita/{world.doubtful}/isu", data=word)
    number = made.headers["location"].removeprefix("/isu/")
    opened = office._office.store.events.of(number)[0]
    assert (opened.kind, opened.actor, opened.role) == ("open", "verifikator", "verifikator")
    assert number in client.get("/harian").text
    again = client.post(f"/berita/{world.doubtful}/isu", data=word)
    assert again.status_code == 422
    assert number in again.text


@pytest.mark.parametrize("role", ["pimpinan", "auditor", "operator", "admin"])
def test_only_humas_opens_issues(client_as: Clients, office: Desk, world: World, role: str) -> None:
    client, before = client_as(role), office._office.store.events.head()
    got = client.post(f"/berita/{world.doubtful}/isu", data={"csrf": csrf_of(client.get("/akun"))})

    assert got.status_code == 403
    assert office._office.store.events.head() == before
    assert "Jadikan isu" not in client.get(f"/berita/{world.doubtful}").text


def test_the_administrator_sees_who_has_no_address(client_as: Clients) -> None:
    text = client_as("admin").get("/admin/kontak").text

    assert "belum mempunyai alamat" in text
    assert "kontak.yaml" in text


def test_a_faulty_file_of_contacts_is_said_in_words(client_as: Clients, office: Desk) -> None:
    (office._office.config.data_dir / "kontak.yaml").write_text("opd: {dinas-khayal: {}}")
    got = client_as("admin").get("/admin/kontak")

    assert got.status_code == 200
    assert "dinas-khayal" in got.text or "OPD tidak ada" in got.text
