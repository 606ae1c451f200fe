"""Every route and every call of the interface × every role × own and other agency, against WORKFLOW §5.

The table below is written out once more on purpose: the code's own table cannot prove itself.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from web_world import ROLES, TestClient, World, csrf_of

from monitor.desk import Desk
from monitor.triage import workflow as w
from monitor.web.app import ROUTES

HUMAS = {"verifikator", "koordinator"}
READERS = HUMAS | {"pimpinan", "auditor"}
AGENCY = {"operator", "kepala"}
EVERYBODY = set(ROLES)
# Who may open a page (GET), or send a form that is not an act on an issue (POST).
MAY: dict[str, set[str]] = {
    "GET /": EVERYBODY,
    "GET /masuk": EVERYBODY,
    "POST /masuk": EVERYBODY,
    "POST /masuk/kode": EVERYBODY,
    "POST /keluar": EVERYBODY,
    "GET /sandi": EVERYBODY,
    "POST /sandi": EVERYBODY,
    "GET /akun": EVERYBODY,
    "GET /akun/kode": EVERYBODY,
    "POST /akun/kode": EVERYBODY,
    "POST /akun/kode/lepas": EVERYBODY,
    "POST /akun/token": EVERYBODY,
    "POST /akun/token/{nomor}/cabut": EVERYBODY,
    "GET /harian": READERS,
    "POST /harian/bukan-isu": READERS,
    "POST /harian/urungkan": READERS,
    "GET /isu": READERS | AGENCY,
    "GET /isu/{nomor}": READERS | AGENCY,
    "GET /isu/{nomor}/berkas": READERS | AGENCY,
    "GET /isu/{nomor}/disposisi": READERS | AGENCY,
    "GET /isu/{nomor}/lampiran/{kode}": READERS | AGENCY,
    "POST /isu/{nomor}/{aksi}": READERS | AGENCY,
    "GET /berita/{kode}": READERS,
    "POST /berita/{kode}/isu": HUMAS,
    "GET /opd": AGENCY,
    "GET /cari": READERS | AGENCY,
    "GET /papan": READERS,
    "GET /laporan": READERS | AGENCY,
    "GET /sumber": HUMAS | {"admin", "auditor"},
    "GET /kepesertaan": READERS | {"admin"},
    "GET /admin/pengguna": {"admin", "auditor"},
    "POST /admin/pengguna": {"admin"},
    "POST /admin/pengguna/{nama}/{ubah}": {"admin"},
    "GET /admin/kontak": {"admin", "koordinator", "auditor"},
    "GET /admin/kebijakan": READERS | {"admin"},
    "GET /admin/proses": {"admin", "koordinator", "auditor"},
    "GET /admin/pesan": {"admin", "koordinator", "auditor"},
    "GET /admin/catatan": {"koordinator", "auditor"},
    "GET /admin/akses": {"admin", "koordinator", "auditor"},
}
PAGES = [f"{route.method} {route.path}" for route in ROUTES]
FREE = ("GET /masuk", "POST /masuk", "POST /masuk/kode")


def test_the_table_names_every_route() -> None:
    assert set(PAGES) == set(MAY)


def test_no_route_of_the_application_is_outside_the_tables(app: FastAPI) -> None:
    known = {route.path for route in ROUTES} | {"/sehat", "/metrics", "/static", "/api/v1/openapi.json"}
    paths = {str(getattr(route, "path", "")) for route in app.routes} - {""}

    assert {path for path in paths if not path.startswith("/api/v1/")} <= known


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_for_those_who_may(
    client_as: Callable[[str], TestClient], world: World, role: str
) -> None:
    client = client_as(role)
    wrong = {}
    for page in PAGES:
        method, path = page.split(" ")
        if method != "GET":
            continue
        for number, own in ((world.own, True), (world.other, False)):
            asked = path.replace("{nomor}", number)
            if path.startswith("/berita/"):
                asked = path.replace("{kode}", world.doubtful)
            got = client.get(asked).status_code
            allowed = role in MAY[page]
            if allowed and "{nomor}" in path and not own and role in AGENCY:
                fits = got == 404
            else:
                # 422: the file asked for does not exist, which only somebody with the right is told
                fits = got in (200, 303, 422) if allowed else got == 403
            if not fits:
                wrong[f"{page} {'own' if own else 'other'}"] = got

    assert wrong == {}


@pytest.mark.parametrize("page", PAGES)
def test_nobody_gets_in_without_logging_in(
    client_as: Callable[[str], TestClient], world: World, page: str
) -> None:
    method, path = page.split(" ")
    if page in FREE:
        return
    got = client_as("").request(method, path.replace("{nomor}", world.own), data={})

    assert got.status_code == 303
    assert got.headers["location"].startswith("/masuk")


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("POST") and page not in FREE])
def test_no_form_is_taken_without_its_csrf_word(
    client_as: Callable[[str], TestClient], office: Desk, world: World, page: str
) -> None:
    path = (
        page.split(" ")[1]
        .replace("{nomor}", world.own)
        .replace("{aksi}", "note")
        .replace("{nama}", "operator")
    )
    client = client_as("admin" if "/admin/" in path else "koordinator")
    before = (office._office.store.events.head(), office.accounts.all())

    for word in ("", "salah", "ä"):
        got = client.post(path.replace("{ubah}", "nonaktif"), data={"csrf": word, "note": "x"})
        assert got.status_code == 403
    assert (office._office.store.events.head(), office.accounts.all()) == before


def test_the_login_form_belongs_to_one_browser(client_as: Callable[[str], TestClient]) -> None:
    word = csrf_of(client_as("").get("/masuk"))

    got = client_as("").post("/masuk", data={"csrf": word, "nama": "admin", "sandi": "x"})
    assert got.status_code == 403
    assert "kedaluwarsa" in got.text


@pytest.mark.parametrize("role", ROLES)
def test_acts_follow_the_workflow_and_the_agency(
    client_as: Callable[[str], TestClient], office: Desk, world: World, role: str
) -> None:
    client = client_as(role)
    word = csrf_of(client.get("/akun"))
    wrong = {}
    for action in w.ACTIONS:
        for number, own in ((world.own, True), (world.other, False)):
            before = office._office.store.events.head()
            got = client.post(f"/isu/{number}/{action}", data={"csrf": word}).status_code
            if role not in MAY["GET /isu/{nomor}"]:
                fits = got == 403
            elif role in AGENCY and not own:
                fits = got == 404
            elif role not in w.TABLE[action].roles:
                fits = got == 403
            else:
                fits = got in (303, 422, 403)
            if role not in w.TABLE[action].roles or (role in AGENCY and not own):
                fits = fits and office._office.store.events.head() == before
            if not fits:
                wrong[f"{action} {'own' if own else 'other'}"] = got

    assert wrong == {}


CALLS = ("/isu", "/isu/{nomor}", "/isu/{nomor}/tindakan", "/cari?q=jalan", "/saya")


@pytest.mark.parametrize("role", ROLES)
def test_the_interface_asks_for_the_same_rights(
    client_as: Callable[[str], TestClient], office: Desk, world: World, role: str
) -> None:
    client = client_as("")
    read, write = (
        {"Authorization": f"Bearer {office.accounts.add_token(office.accounts.named(role), 'uji', (scope,))}"}
        for scope in ("baca", "tulis")
    )
    reader = role in READERS | AGENCY
    for call in CALLS:
        for number, own in ((world.own, True), (world.other, False)):
            path = "/api/v1" + call.replace("{nomor}", number)
            got = client.get(path, headers=read)
            hidden = role in AGENCY and not own and "{nomor}" in call
            expected = 200 if call == "/saya" else 403 if not reader else 404 if hidden else 200
            assert got.status_code == expected, (call, own, got.text)
            assert client.get(path, headers=write).status_code == 403
            assert client.get(path).status_code == 401
    act = f"/api/v1/isu/{world.other}/tindakan/note"
    assert client.post(act, json={"note": "x"}, headers=read).status_code == 403
    got = client.post(act, json={"note": "x"}, headers=write).status_code
    assert got == (403 if not reader or role == "auditor" else 404 if role in AGENCY else 200)


@pytest.mark.parametrize("page", ["/isu", "/cari?q=jalan", "/opd", "/laporan", "/isu?opd=dinkes"])
def test_an_agency_never_reads_of_anothers_issues(
    client_as: Callable[[str], TestClient], world: World, page: str
) -> None:
    text = client_as("operator").get(page).text

    assert world.other not in text
    assert "ruas 3" not in text


def test_a_supporting_agency_sees_the_issue_it_helps_with(
    client_as: Callable[[str], TestClient], office: Desk, world: World
) -> None:
    helped = {"opd": "dinkes", "support": ["dbmbk"]}
    office.act(world.waiting, "assign", actor="k", role="verifikator", payload=helped)

    operator = client_as("operator")
    assert operator.get(f"/isu/{world.waiting}").status_code == 200
    word = csrf_of(operator.get("/akun"))
    assert operator.post(f"/isu/{world.waiting}/accept", data={"csrf": word, "pic": "x"}).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_a_secret_issue_is_seen_by_humas_leaders_auditors_and_its_holder_only(
    client_as: Callable[[str], TestClient], office: Desk, world: World, role: str
) -> None:
    helped = {"opd": "dinkes", "support": ["dbmbk"]}
    office.act(world.waiting, "assign", actor="k", role="verifikator", payload=helped)
    mark = {"flag": "rahasia", "on": True, "reason": "uji"}
    for number in (world.waiting, world.own):
        office.act(number, "set_flag", actor="k", role="koordinator", payload=mark)
    client = client_as(role)
    bearer = {
        "Authorization": f"Bearer {office.accounts.add_token(office.accounts.named(role), 'u', ('baca',))}"
    }

    for number, holds in ((world.own, True), (world.waiting, False)):
        expected = 200 if role in READERS or (role in AGENCY and holds) else 404 if role in AGENCY else 403
        for path in (f"/isu/{number}", f"/isu/{number}/berkas"):
            assert client.get(path).status_code == expected, path
        assert client.get(f"/api/v1/isu/{number}", headers=bearer).status_code == expected
        seen = [number in client.get(path).text for path in ("/isu", "/opd", "/cari?q=lubang")]
        listed = role in READERS or (role in AGENCY and holds)
        assert seen == [listed, listed and role in AGENCY, listed], number
        assert (number in client.get("/api/v1/isu", headers=bearer).text) == listed


def test_a_refused_act_is_noted_for_the_auditor(
    client_as: Callable[[str], TestClient], office: Desk, world: World
) -> None:
    client_as("operator").get("/admin/catatan")

    assert any(
        line.what == "ditolak" and line.actor == "operator"
        for line in office._office.store.users.access_log(5)
    )
