"""Lets people walk through a played demo: a login per role, a clock that goes on, the newsroom on the air."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.clock import Clock, ManualClock, SystemClock
from monitor.config import Config
from monitor.demo.newsroom import DEMO_PORT, open_newsroom
from monitor.demo.play import ANCHOR
from monitor.desk import Desk, open_desk
from monitor.desk.accounts import Accounts
from monitor.errors import InputError

BY = "demo"
_HUMAS = (
    ("verifikator", "Verifikator Contoh", "verifikator"),
    ("koordinator", "Koordinator Contoh", "koordinator"),
    ("pimpinan", "Pimpinan Contoh", "pimpinan"),
    ("auditor", "Auditor Contoh", "auditor"),
    ("admin", "Admin Contoh", "admin"),
)


@dataclass(frozen=True, slots=True)
class Login:
    """One way into the demo."""

    name: str
    role: str
    opd: str
    password: str


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """A clock that began at ``start`` when the machine's clock stood at ``since``, and runs as fast."""

    start: datetime
    since: datetime
    system: Clock

    def now(self) -> datetime:
        """Return the demo's present instant in UTC."""
        return self.start + (self.system.now() - self.since)


@contextmanager
def visiting(config: Config, system: Clock | None = None) -> Iterator[tuple[Config, Clock, list[Login]]]:
    """Give what a server of the played demo needs, and keep its newsroom on the air meanwhile."""
    machine = system or SystemClock()
    desk = open_desk(config, clock=machine)
    try:
        start, anchor = desk.last_run(), desk.fact(ANCHOR)
        if start is None or anchor is None:
            raise InputError(
                f"Folder data {config.data_dir} belum berisi demo; jalankan 'monitor demo' dahulu."
            )
        logins = _logins(desk)
    finally:
        desk.close()
    clock = ShiftedClock(start, machine.now(), machine)
    day = date.fromisoformat(anchor)
    newsroom = open_newsroom(ManualClock(start).now, day, base_port=DEMO_PORT)
    with newsroom:
        yield replace(config, feeds=newsroom.feeds()), clock, logins


def _logins(desk: Desk) -> list[Login]:
    """Return a login for every role; agencies are those with most open issues, so that there is work."""
    held = Counter(case.opd for case in desk.open_cases() if case.opd)
    agencies = [opd for opd, _ in held.most_common(2)]
    wanted = [(name, full, role, "") for name, full, role in _HUMAS]
    wanted += [(f"operator-{opd}"[:40], f"Operator {opd}", "operator", opd) for opd in agencies]
    wanted += [(f"kepala-{opd}"[:40], f"Kepala {opd}", "kepala", opd) for opd in agencies[:1]]
    return [
        Login(name, role, opd, _let_in(desk.accounts, name, full, role, opd))
        for name, full, role, opd in wanted
    ]


def _let_in(accounts: Accounts, name: str, full_name: str, role: str, opd: str) -> str:
    """Return a password for a demo account, new at every start; the forced change is already done."""
    if any(one.name == name for one in accounts.all()):
        first = accounts.reset(name, by=BY)
    else:
        _, first = accounts.add(name, full_name, role, opd, by=BY)
    again = "-".join(reversed(first.split("-")))
    accounts.change_password(accounts.named(name), first, again)
    return again
