"""A day's work through the pages, without any script: forms in, redirects out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from web_world import ANSWER, PASSWORD, TestClient, World, csrf_of, log_in

from monitor.clock import ManualClock
from monitor.desk import Desk
from monitor.desk.casefile import difference

Clients = Callable[[str], TestClient]


def post(client: TestClient, path: str, **data: object) -> object:
    word = csrf_of(client.get("/akun"))
    return client.post(path, data={"csrf": word, **data}, follow_redirects=True)


def state(desk: Desk, number: str) -> str:
    row = desk._office.store.issues.get(number)
    assert row is not None
    return row.state


def test_an_issue_goes_from_detection_to_reopening_through_the_pages(
    client_as: Clients, office: Desk, world: World, clock: ManualClock
) -> None:
    number = world.waiting
    steps = [
        ("verifikator", "assign", {"opd": "dbmbk", "instruction": "Mohon klarifikasi"}, "DIDISPOSISI"),
        ("operator", "accept", {"pic": "Nurhayati"}, "DITERIMA"),
        ("operator", "draft", {"text": "Rancangan", "answer_kind": "klarifikasi"}, "DITERIMA"),
        ("operator", "respond", ANSWER, "TANGGAPAN_DIAJUKAN"),
        ("verifikator", "revise", {"fix": "Tambahkan jadwal"}, "REVISI"),
        ("operator", "respond", ANSWER, "TANGGAPAN_DIAJUKAN"),
        ("verifikator", "approve", {}, "DISETUJUI"),
        ("verifikator", "publish", {"channel": "hak jawab", "published_at": ""}, "DISAMPAIKAN"),
        ("verifikator", "close", {"outcome": "dimuat"}, "SELESAI"),
        ("koordinator", "reopen", {"reason": "Muncul lagi"}, "DIBUKA_KEMBALI"),
    ]
    clients = {role: client_as(role) for role in ("verifikator", "operator", "koordinator")}
    for role, action, data, after in steps:
        clock.forward(minutes=5)
        offered = clients[role].get(f"/isu/{number}").text
        assert f"/isu/{number}/{action}" in offered, f"{role} is offered {action}"
        got = post(clients[role], f"/isu/{number}/{action}", **data)
        assert got.status_code == 200, got.text
        assert state(office, number) == after
    assert "Muncul lagi" in clients["verifikator"].get(f"/isu/{number}").text


def test_what_was_typed_is_kept_when_it_is_refused(client_as: Clients, world: World) -> None:
    got = post(
        client_as("operator"),
        f"/isu/{world.own}/respond",
        text="Naskah yang panjang",
        answer_kind="klarifikasi",
    )

    assert got.status_code == 422
    assert "Naskah yang panjang" in got.text
    assert "wajib" in got.text or "perlu" in got.text.lower()


def test_a_preview_shows_the_answer_and_saves_nothing(client_as: Clients, office: Desk, world: World) -> None:
    before = office._office.store.events.head()

    got = post(client_as("operator"), f"/isu/{world.own}/pratinjau", text="Naskah <b>uji</b>", source="UPT")
    assert "Pratinjau tanggapan" in got.text
    assert "Naskah &lt;b&gt;uji&lt;/b&gt;" in got.text
    assert office._office.store.events.head() == before


def test_a_file_comes_with_an_answer_and_can_be_fetched(client_as: Clients, world: World) -> None:
    operator = client_as("operator")
    photo = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
    for name, content, status in (("foto.png", photo, 303), ("virus.exe", b"MZ", 422)):
        got = operator.post(
            f"/isu/{world.own}/draft",
            data={"csrf": csrf_of(operator.get("/akun")), "text": "Naskah", "answer_kind": "klarifikasi"},
            files={"lampiran": (name, content)},
        )
        assert got.status_code == status, got.text
    page = operator.get(f"/isu/{world.own}").text
    [link] = re.findall(rf"/isu/{world.own}/lampiran/\w+", page)

    fetched = client_as("auditor").get(link)
    assert fetched.content == photo
    assert fetched.headers["content-disposition"].startswith("attachment")


def test_a_bulk_dismissal_can_be_undone(client_as: Clients, office: Desk, world: World) -> None:
    client = client_as("verifikator")
    refused = post(client, "/harian/bukan-isu", nomor=[world.waiting], reason_code="tidak-ada")
    assert refused.status_code == 422
    reason = office._office.config.profile.policy.dismiss_reasons[0].id
    done = post(client, "/harian/bukan-isu", nomor=[world.waiting, world.own], reason_code=reason)
    assert state(office, world.waiting) == "BUKAN_ISU"
    assert "1 tidak dapat" in done.text
    assert "Urungkan" in done.text

    post(client, "/harian/urungkan", nomor=[world.waiting])
    assert state(office, world.waiting) == "DIVERIFIKASI"
    assert world.waiting in client.get("/harian").text


def test_a_merger_can_be_undone(client_as: Clients, office: Desk, world: World) -> None:
    client = client_as("verifikator")
    done = post(client, f"/isu/{world.waiting}/merge", parent=world.own)
    assert (state(office, world.waiting), "Urungkan" in done.text) == ("DUPLIKAT", True)

    post(client, "/harian/urungkan", nomor=[world.waiting])
    assert state(office, world.waiting) == "DIVERIFIKASI"


def test_only_ones_own_last_verdict_is_undone(client_as: Clients, office: Desk, world: World) -> None:
    untouched = office._office.store.events.head()
    post(client_as("koordinator"), "/harian/urungkan", nomor=[world.waiting, world.own])
    assert office._office.store.events.head() == untouched, "nothing was decided that could be undone"

    post(client_as("verifikator"), f"/isu/{world.waiting}/watch")
    got = post(client_as("koordinator"), "/harian/urungkan", nomor=[world.waiting])
    assert state(office, world.waiting) == "DIPANTAU"
    assert "sudah berubah" in got.text


def test_the_daily_list_counts_what_is_decided(client_as: Clients, world: World) -> None:
    client = client_as("verifikator")
    before = client.get("/harian").text
    post(client, f"/isu/{world.waiting}/watch")

    assert "5/6" in before
    assert "6/6" in client.get("/harian").text


def test_the_daily_list_shows_the_sentence_in_its_context(client_as: Clients) -> None:
    text = client_as("verifikator").get("/harian?mode=satu").text

    assert "<mark>Warga menilai Pemprov lamban memperbaiki jalan.</mark>" in text
    assert "Lubang sudah tiga bulan dibiarkan." in text
    assert "mengapa?" in text


def test_a_first_password_must_be_changed_before_anything_else(client_as: Clients, office: Desk) -> None:
    _, first = office.accounts.add("baru", "Orang Baru", "verifikator", by="uji")
    client = client_as("")
    log_in(client, "baru", first)

    assert client.get("/harian").headers["location"] == "/sandi"
    word = csrf_of(client.get("/sandi"))
    data = {"csrf": word, "lama": first, "baru": PASSWORD + "x", "ulang": PASSWORD + "x"}
    assert client.post("/sandi", data=data).headers["location"] == "/"
    assert client.get("/harian").status_code == 200


def test_the_admin_adds_people_and_shuts_them_out(client_as: Clients, office: Desk) -> None:
    admin = client_as("admin")
    made = post(
        admin, "/admin/pengguna", nama="siti", lengkap="Siti", peran="operator", opd="dinkes", sk="SK 9"
    )
    assert "hanya ditampilkan sekali" in made.text
    assert (
        post(
            admin, "/admin/pengguna", nama="siti", lengkap="Siti", peran="operator", opd="dinkes"
        ).status_code
        == 422
    )

    post(admin, "/admin/pengguna/siti/nonaktif")
    assert office.accounts.named("siti").disabled_at is not None
    assert "SK 9" not in client_as("koordinator").get("/kepesertaan").text


def test_participation_names_operator_decree_and_share(client_as: Clients) -> None:
    text = client_as("pimpinan").get("/kepesertaan").text

    assert "Operator Contoh" in text
    assert "SK 1" in text
    assert "belum ada" in text
    assert "100% (2 dari 2)" in text


def test_the_auditor_checks_the_chain(client_as: Clients, office: Desk) -> None:
    assert "Rantai utuh" in client_as("auditor").get("/admin/catatan?periksa=1").text


def test_the_admin_sees_no_content(client_as: Clients, world: World) -> None:
    client = client_as("admin")
    for page in (
        "/admin/pesan",
        "/admin/proses",
        "/sumber",
        "/kepesertaan",
        "/admin/pengguna",
        "/admin/akses",
    ):
        text = client.get(page).text
        assert "Jalan provinsi" not in text
        assert world.own not in text


def test_a_login_never_leads_to_another_site(client_as: Clients) -> None:
    client = client_as("")
    for there in ("https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"):
        word = csrf_of(client.get("/masuk", params={"ke": there}))
        got = client.post("/masuk", data={"csrf": word, "nama": "auditor", "sandi": PASSWORD, "ke": there})
        assert got.headers["location"] == "/"
        client.cookies.clear()


def test_cookies_are_kept_from_scripts_and_other_sites(client_as: Clients) -> None:
    client = client_as("")
    word = csrf_of(client.get("/masuk"))
    got = client.post("/masuk", data={"csrf": word, "nama": "auditor", "sandi": PASSWORD, "ke": "/"})
    cookie = got.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_every_answer_carries_the_security_headers(client_as: Clients) -> None:
    client = client_as("auditor")
    for path in ("/papan", "/static/app.css", "/api/v1/isu", "/nihil", "/sehat"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"], path
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_body_too_large_is_refused(client_as: Clients) -> None:
    got = client_as("koordinator").post("/akun/token", data={"label": "x" * (13 * 1024 * 1024)})

    assert got.status_code == 413


def test_searching_finds_articles_and_issues(client_as: Clients, world: World) -> None:
    text = client_as("verifikator").get("/cari?q=lubang+bulan").text
    assert "<mark>Lubang</mark>" in text
    assert world.other in text

    for query, found in (("lubang&media=kabar-khayal", False), ("lub", False), ("lub*", True)):
        text = client_as("verifikator").get(f"/cari?q={query}").text
        assert ("<mark>Lubang</mark>" in text, "Tidak ada berita" in text) == (found, not found)


@pytest.mark.parametrize("words", ['"', "* OR", "NEAR(", "a" * 5000, "title:x", "-", "（）", "\x00"])
def test_no_search_is_an_operator(client_as: Clients, words: str) -> None:
    assert client_as("verifikator").get("/cari", params={"q": words}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["halaman=-1", "halaman=9999999999", "halaman=²", "status=x", "tingkat=K9", "urut=x; DROP TABLE issues"],
)
def test_nonsense_in_an_address_is_harmless(client_as: Clients, query: str) -> None:
    assert client_as("verifikator").get(f"/isu?{query}").status_code == 200


def test_a_wrong_date_is_said_to_be_wrong(client_as: Clients) -> None:
    got = client_as("verifikator").get("/harian?hari=kemarin")

    assert got.status_code == 422
    assert "bukan tanggal" in got.text


def test_an_edited_headline_is_shown_word_by_word(
    client_as: Clients, office: Desk, world: World, clock: ManualClock
) -> None:
    store = office._office.store
    [found] = [one for one in store.articles.between(clock.now().replace(year=2000), clock.now().replace(year=2100))
               if one.title.endswith("ruas 2")]  # fmt: skip
    with store.transaction():
        store.articles.save([replace(found, title="Jalan provinsi diperbaiki di ruas 2")])

    text = client_as("verifikator").get(f"/isu/{world.own}").text
    assert "<del>rusak</del>" in text
    assert "<ins>diperbaiki</ins>" in text


def test_a_difference_keeps_every_word() -> None:
    pieces = difference("a b c", "a x c d")

    assert [words for kind, words in pieces if kind != "baru"] == ["a", "b", "c"]
    assert " ".join(words for kind, words in pieces if kind != "hapus") == "a x c d"


def test_the_search_index_survives_a_vacuum(client_as: Clients, office: Desk) -> None:
    office._office.store._db.execute("VACUUM")

    assert "<mark>Lubang</mark>" in client_as("verifikator").get("/cari?q=lubang").text
