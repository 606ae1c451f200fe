"""Coming in, being kept out, and keeping one's key to oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock import ManualClock
from monitor.desk import Desk
from monitor.desk.accounts import IDLE, LONGEST, TRIES_ADDRESS, TRIES_NAME, WINDOW
from monitor.errors import InputError, NotAllowedError

GOOD = "tebing jingga perahu 7"


@pytest.fixture
def nur(desk: Desk) -> str:
    _, first = desk.accounts.add("nur", "Nur Aini", "verifikator", by="uji")
    return first


def test_a_first_password_lets_in_and_must_be_changed(desk: Desk, nur: str) -> None:
    visitor = desk.accounts.visitor(desk.accounts.log_in("nur", nur, "10.0.0.1"))

    assert visitor is not None
    assert visitor.user.must_change


def test_a_changed_password_ends_every_session(desk: Desk, nur: str) -> None:
    secret = desk.accounts.log_in("nur", nur, "10.0.0.1")
    desk.accounts.change_password(desk.accounts.named("nur"), nur, GOOD)

    assert desk.accounts.visitor(secret) is None
    visitor = desk.accounts.visitor(desk.accounts.log_in("nur", GOOD, "10.0.0.1"))
    assert visitor is not None
    assert not visitor.user.must_change


@pytest.mark.parametrize(
    "weak", ["pendek", "passwordpassword", "nurnurnurnurnur", "aaaaaaaaaaaaaaaa", "x" * 129]
)
def test_a_weak_password_is_refused(desk: Desk, nur: str, weak: str) -> None:
    with pytest.raises(InputError):
        desk.accounts.change_password(desk.accounts.named("nur"), nur, weak)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(desk: Desk, nur: str) -> None:
    said = []
    for name in ("nur", "tidak-ada"):
        with pytest.raises(NotAllowedError) as refused:
            desk.accounts.log_in(name, "salah sama sekali", "10.0.0.1")
        said.append(str(refused.value))

    assert said[0] == said[1]


def fail(desk: Desk, name: str, address: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotAllowedError, match="tidak cocok"):
            desk.accounts.log_in(name, "salah sama sekali", address)


def test_after_too_many_tries_even_the_right_password_has_to_wait(
    desk: Desk, nur: str, clock: ManualClock
) -> None:
    fail(desk, "nur", "10.0.0.1", TRIES_NAME)

    with pytest.raises(NotAllowedError, match="Terlalu banyak percobaan"):
        desk.accounts.log_in("nur", nur, "10.0.0.2")
    clock.forward(seconds=WINDOW.total_seconds() + 1)
    assert desk.accounts.log_in("nur", nur, "10.0.0.2")


def test_one_address_cannot_try_many_names(desk: Desk, nur: str) -> None:
    for number in range(TRIES_ADDRESS):
        fail(desk, f"orang{number}", "10.0.0.9", 1)

    with pytest.raises(NotAllowedError, match="Terlalu banyak percobaan"):
        desk.accounts.log_in("nur", nur, "10.0.0.9")


def test_a_success_clears_the_count_of_a_name(desk: Desk, nur: str) -> None:
    fail(desk, "nur", "10.0.0.1", TRIES_NAME - 1)
    desk.accounts.log_in("nur", nur, "10.0.0.1")
    fail(desk, "nur", "10.0.0.1", TRIES_NAME - 1)

    assert desk.accounts.log_in("nur", nur, "10.0.0.1")


@pytest.mark.parametrize(
    ("step", "steps"), [(IDLE + timedelta(minutes=1), 1), (IDLE / 2, LONGEST / (IDLE / 2) + 1)]
)
def test_a_session_ends_when_idle_and_after_a_working_day(
    desk: Desk, nur: str, clock: ManualClock, step: timedelta, steps: float
) -> None:
    secret = desk.accounts.log_in("nur", nur, "10.0.0.1")
    alive = []
    for _ in range(int(steps)):
        clock.forward(seconds=step.total_seconds())
        alive.append(desk.accounts.visitor(secret) is not None)

    assert alive[-1] is False
    assert all(alive[:-1])


def test_whoever_is_disabled_is_out_at_once(desk: Desk, nur: str) -> None:
    secret = desk.accounts.log_in("nur", nur, "10.0.0.1")
    desk.accounts.disable("nur", by="admin")

    assert desk.accounts.visitor(secret) is None
    with pytest.raises(NotAllowedError):
        desk.accounts.log_in("nur", nur, "10.0.0.1")


@pytest.mark.parametrize(
    ("name", "role", "opd"),
    [("x", "verifikator", ""), ("Ani Ani", "verifikator", ""), ("ani", "raja", ""), ("ani", "sistem", ""),
     ("ani", "operator", ""), ("ani", "operator", "dinas-khayal"), ("ani", "verifikator", "dinkes")],
)  # fmt: skip
def test_an_account_that_makes_no_sense_is_refused(desk: Desk, name: str, role: str, opd: str) -> None:
    with pytest.raises(InputError):
        desk.accounts.add(name, "Seseorang", role, opd, by="uji")


def test_no_secret_is_stored(desk: Desk, nur: str) -> None:
    session = desk.accounts.log_in("nur", nur, "10.0.0.1")
    desk.accounts.change_password(desk.accounts.named("nur"), nur, GOOD)
    token = desk.accounts.add_token(desk.accounts.named("nur"), "uji", ("baca",))
    desk.accounts.log_in("nur", GOOD, "10.0.0.1")

    stored = b"".join(path.read_bytes() for path in desk._office.store.folder.glob("humas.db*"))

    assert b"Nur Aini" in stored
    for secret in (nur, session, token, GOOD):
        assert secret.encode() not in stored


def test_a_token_works_until_it_is_revoked_or_expires(desk: Desk, nur: str, clock: ManualClock) -> None:
    desk.accounts.change_password(desk.accounts.named("nur"), nur, GOOD)
    user = desk.accounts.named("nur")
    short, long = (desk.accounts.add_token(user, "uji", ("baca",), days) for days in (1, 30))

    assert desk.accounts.bearer(short) is not None
    clock.forward(days=2)
    assert desk.accounts.bearer(short) is None
    desk.accounts.revoke(user, desk.accounts.tokens(user)[0].id)
    assert desk.accounts.bearer(long) is None


def test_the_access_log_tells_what_happened_and_cannot_be_changed(desk: Desk, nur: str) -> None:
    fail(desk, "nur", "10.0.0.1", 1)
    desk.accounts.log_in("nur", nur, "10.0.0.1")

    lines = [one.what for one in desk._office.store.users.access_log(10)]
    assert lines == ["masuk", "masuk-gagal", "akun-dibuat"]
    with pytest.raises(Exception, match="append-only"):
        desk._office.store._db.execute("DELETE FROM access_log")
