"""The second proof: codes as RFC 6238 says, once each, and what happens when the telephone is lost."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_world import PASSWORD, TestClient, csrf_of, log_in

from monitor.clock import ManualClock
from monitor.desk import Desk
from monitor.desk.secondfactor import RECOVERY, STEP, fitting, totp
from monitor.errors import InputError, NotAllowedError

RFC_KEY = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp(RFC_KEY, seconds // STEP, digits=8) == code


@given(off=st.integers(-400, 400), after=st.integers(-3, 1))
@settings(deadline=None, max_examples=60)
def test_a_code_fits_its_own_step_and_its_neighbours_unless_used(off: int, after: int) -> None:
    now = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
    step = int(now.timestamp()) // STEP
    shown = int((now + timedelta(seconds=off)).timestamp()) // STEP
    found = fitting(RFC_KEY, totp(RFC_KEY, shown), now, step + after)

    expected = shown if abs(shown - step) <= 1 and shown > step + after else None
    assert found == expected


@pytest.fixture
def key(desk: Desk) -> bytes:
    """A person whose second proof is switched on, some steps ago."""
    _, first = desk.accounts.add("nur", "Nur Aini", "verifikator", by="uji")
    desk.accounts.change_password(desk.accounts.named("nur"), first, PASSWORD)
    return switched_on(desk, "nur")[0]


def switched_on(desk: Desk, name: str) -> tuple[bytes, list[str]]:
    user, clock = desk.accounts.named(name), desk._office.clock
    address = desk.accounts.second.begin(user).address
    key = b32decode(parse_qs(urlsplit(address).query)["secret"][0])
    codes = desk.accounts.second.confirm(user, code_at(key, clock.now()))
    assert isinstance(clock, ManualClock)
    clock.forward(seconds=5 * STEP)
    return key, codes


def code_at(key: bytes, now: datetime) -> str:
    return totp(key, int(now.timestamp()) // STEP)


def test_a_password_alone_no_longer_lets_in(desk: Desk, key: bytes, clock: ManualClock) -> None:
    assert desk.accounts.log_in("nur", PASSWORD, "10.0.0.1") == ""
    secret = desk.accounts.log_in_with("nur", code_at(key, clock.now()), "10.0.0.1")

    assert desk.accounts.visitor(secret) is not None


def test_a_code_works_once(desk: Desk, key: bytes, clock: ManualClock) -> None:
    code = code_at(key, clock.now())
    desk.accounts.log_in_with("nur", code, "10.0.0.1")

    with pytest.raises(NotAllowedError, match="sudah terpakai"):
        desk.accounts.log_in_with("nur", code, "10.0.0.1")


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "1234567", "abcdef", "９９９９９９", "x" * 5000])
def test_a_wrong_code_is_refused_and_counted(desk: Desk, key: bytes, clock: ManualClock, wrong: str) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowedError, match="tidak cocok"):
            desk.accounts.log_in_with("nur", wrong, "10.0.0.1")

    with pytest.raises(NotAllowedError, match="Terlalu banyak percobaan"):
        desk.accounts.log_in_with("nur", code_at(key, clock.now()), "10.0.0.1")


def test_a_right_password_does_not_clear_the_count_of_wrong_codes(
    desk: Desk, key: bytes, clock: ManualClock
) -> None:
    for _ in range(5):
        assert desk.accounts.log_in("nur", PASSWORD, "10.0.0.1") == ""
        with pytest.raises(NotAllowedError):
            desk.accounts.log_in_with("nur", "000000", "10.0.0.1")

    with pytest.raises(NotAllowedError, match="Terlalu banyak percobaan"):
        desk.accounts.log_in("nur", PASSWORD, "10.0.0.1")


def test_each_recovery_code_works_once(desk: Desk, clock: ManualClock) -> None:
    _, first = desk.accounts.add("ani", "Ani", "verifikator", by="uji")
    desk.accounts.change_password(desk.accounts.named("ani"), first, PASSWORD)
    _, codes = switched_on(desk, "ani")

    assert len(set(codes)) == RECOVERY
    assert desk.accounts.log_in_with("ani", codes[0].upper(), "10.0.0.1")
    with pytest.raises(NotAllowedError):
        desk.accounts.log_in_with("ani", codes[0], "10.0.0.1")
    assert desk.accounts.second.left(desk.accounts.named("ani")) == RECOVERY - 1
    stored = b"".join(path.read_bytes() for path in desk._office.store.folder.glob("humas.db*"))
    assert codes[1].encode() not in stored


def test_a_lost_telephone_is_forgotten_by_an_administrator(desk: Desk, key: bytes) -> None:
    desk.accounts.second.remove(desk.accounts.named("nur"), by="admin")

    assert desk.accounts.log_in("nur", PASSWORD, "10.0.0.1")
    with pytest.raises(InputError):
        desk.accounts.second.confirm(desk.accounts.named("nur"), "123456")


def post(client: TestClient, path: str, **data: str) -> object:
    return client.post(path, data={"csrf": csrf_of(client.get("/akun/kode")), **data})


def test_the_whole_way_through_the_pages(
    client_as: Callable[[str], TestClient], office: Desk, clock: ManualClock
) -> None:
    post(client_as("admin"), "/admin/pengguna/verifikator/wajib-kode")
    client = client_as("verifikator")
    assert client.get("/harian").headers["location"] == "/akun/kode"

    shown = post(client, "/akun/kode").text
    assert "data:image/svg+xml" in shown
    key = b32decode(re.search(r'class="kunci">([A-Z2-7 ]+)<', shown)[1].replace(" ", ""))  # type: ignore[index]
    assert post(client, "/akun/kode", kode="000000").status_code == 422
    spare = re.findall(
        r"<code>([a-z2-9-]{19})</code>", post(client, "/akun/kode", kode=code_at(key, clock.now())).text
    )
    assert len(spare) == RECOVERY
    assert client.get("/harian").status_code == 200

    clock.forward(seconds=5 * STEP)
    other = client_as("")
    asked = log_in(other, "verifikator")
    assert "Enam angka" in asked.text
    assert other.get("/harian").status_code == 303
    half = re.search(r'name="setengah" value="([^"]+)"', asked.text)[1]  # type: ignore[index]
    data = {"csrf": csrf_of(asked), "setengah": half, "ke": "/harian"}
    assert (
        client_as("").post("/masuk/kode", data=data | {"kode": code_at(key, clock.now())}).status_code == 403
    )
    assert other.post("/masuk/kode", data=data | {"kode": "000000"}).status_code == 403
    assert other.post("/masuk/kode", data=data | {"kode": spare[0]}).headers["location"] == "/harian"
    assert other.get("/harian").status_code == 200

    post(client, "/akun/kode/lepas", kode=code_at(key, clock.now()))
    assert client.get("/harian").headers["location"] == "/akun/kode", "still required"


def test_a_half_finished_login_ends_after_some_minutes(
    client_as: Callable[[str], TestClient], office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(office, "verifikator")
    monkeypatch.setattr("monitor.web.cookies.HALF_SECONDS", -1)
    client = client_as("")
    asked = log_in(client, "verifikator")
    half = re.search(r'name="setengah" value="([^"]+)"', asked.text)[1]  # type: ignore[index]

    got = client.post("/masuk/kode", data={"csrf": csrf_of(asked), "setengah": half, "kode": "123456"})
    assert "Waktunya habis" in got.text
