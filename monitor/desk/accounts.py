"""Accounts: who may come in, with which role and for which agency; sessions, tokens and the access log.

log_in        name + password → secret of a session        throttled by name and by address
| log_in_with  a code, where a second proof is set up      throttled with it
| visitor     secret of the cookie → user and CSRF word     idle and absolute time-out
| Desk.for_user(user)                                       everything else goes through the guard
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.desk import passwords
from monitor.desk.office import Office
from monitor.desk.secondfactor import SecondFactor
from monitor.errors import InputError, NotAllowedError
from monitor.store.sessions import Token as Token
from monitor.store.users import AccessLine as AccessLine
from monitor.store.users import User as User
from monitor.triage.names import ROLE_NAMES
from monitor.triage.workflow import AGENCY, ROLES, SYSTEM

PEOPLE = tuple(role for role in ROLES if role != SYSTEM)
# An office computer left alone over lunch shall not stay open; a working day shall need one login.
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
# The session's last sign of life is written at most this often: reading pages shall not mean writing.
TOUCH = timedelta(minutes=1)
# After so many wrong passwords within the window a name, or an address, has to wait until the window has
# passed. An address may stand for a whole office behind one router, hence the larger number.
WINDOW = timedelta(minutes=15)
TRIES_NAME, TRIES_ADDRESS = 5, 30
SCOPES = ("baca", "tulis")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_REFUSED = "Nama atau sandi tidak cocok."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is logged in; ``csrf`` is the word that every form of theirs must carry."""

    user: User
    csrf: str


class Accounts:
    """Everything about people and their keys. ``by`` is the login name of whoever does it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._users = office.store.users
        self._sessions = office.store.sessions
        self.second = SecondFactor(office)

    # --- coming in --------------------------------------------------------------------------------------

    def log_in(self, name: str, password: str, address: str) -> str:
        """Return the secret of a new session, or "" where a second proof is still to come (``log_in_with``).

        Raises NotAllowedError, the same for every wrong pair.
        """
        now, name = self._office.clock.now(), name.strip().lower()[:80]
        self._throttle(name, address, now)
        user = self._users.named(name)
        if user is None:
            passwords.waste_time(password)
        right = user is not None and passwords.fits(self._users.password_of(user.id), password)
        if user is None or not right or user.disabled_at:
            self._note(name, "masuk-gagal", name, address)
            raise NotAllowedError(_REFUSED)
        if user.has_second:
            return ""
        with self._office.store.transaction():
            return self._begin(user, address, now)

    def log_in_with(self, name: str, code: str, address: str) -> str:
        """Return the secret of a new session for somebody whose password was right a moment ago.

        Only for a caller that knows so. Raises NotAllowedError.
        """
        now = self._office.clock.now()
        self._throttle(name, address, now)
        user = self._users.named(name)
        with self._office.store.transaction():
            if user is not None and not user.disabled_at and self.second.check(user, code):
                return self._begin(user, address, now)
            self._users.note(now, name, "masuk-gagal", name, address)
        raise NotAllowedError("Kode tidak cocok atau sudah terpakai; ketik kode yang sedang tampil.")

    def _begin(self, user: User, address: str, now: datetime) -> str:
        secret = secrets.token_urlsafe(32)
        self._users.note(now, user.name, "masuk", user.name, address)
        self._sessions.sweep(now - LONGEST)
        self._sessions.begin(secret, user.id, secrets.token_urlsafe(24), now, address)
        self._users.saw(user.id, now)
        return secret

    def _throttle(self, name: str, address: str, now: datetime) -> None:
        since = now - WINDOW
        for column, value, most in (("about", name, TRIES_NAME), ("address", address, TRIES_ADDRESS)):
            failed = self._users.failures(column, value, since)
            if len(failed) >= most:
                minutes = int((failed[-most] + WINDOW - now) / timedelta(minutes=1)) + 1
                raise NotAllowedError(f"Terlalu banyak percobaan; coba lagi {minutes} menit lagi.")

    def visitor(self, secret: str) -> Visitor | None:
        """Return who stands behind a session's secret, or None where it is unknown or has timed out."""
        found = self._sessions.find(secret) if secret else None
        if found is None:
            return None
        now = self._office.clock.now()
        user = self._users.get(found.user)
        if user is None or user.disabled_at or now - found.seen_at > IDLE or now - found.created_at > LONGEST:
            self.log_out(secret)
            return None
        if now - found.seen_at > TOUCH:
            with self._office.store.transaction():
                self._sessions.touch(secret, now)
                self._users.saw(user.id, now)
        return Visitor(user, found.csrf)

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self._office.store.transaction():
            self._sessions.end(secret)

    def change_password(self, user: User, old: str, new: str) -> None:
        """Let somebody set their own password; every session and token of theirs ends.

        Raises NotAllowedError for a wrong old one, InputError for a new one that is too weak.
        """
        self._throttle(user.name, "", self._office.clock.now())
        if not passwords.fits(self._users.password_of(user.id), old):
            self._note(user.name, "masuk-gagal", user.name, "")
            raise NotAllowedError("Sandi lama tidak cocok.")
        passwords.check_quality(new, user.name)
        if new == old:
            raise InputError("Sandi baru sama dengan yang lama; pilih yang lain.")
        with self._office.store.transaction():
            self._users.set_password(user.id, passwords.hashed(new), must_change=False)
            self._shut(user)
            self._note(user.name, "sandi-diganti", user.name)

    # --- people -----------------------------------------------------------------------------------------

    def add(
        self,
        name: str,
        full_name: str,
        role: str,
        opd: str = "",
        *,
        by: str,
        deputy: bool = False,
        decree: str = "",
        trained_on: str = "",
    ) -> tuple[User, str]:
        """Add a person; return them and the first password, which is shown once. Raises InputError."""
        name, full_name = name.strip().lower(), full_name.strip()
        self._check(name, full_name, role, opd)
        first = passwords.first_password()
        values = {
            "name": name, "full_name": full_name, "role": role, "opd": opd, "deputy": deputy,
            "decree": decree.strip(), "trained_on": _day(trained_on),
        }  # fmt: skip
        with self._office.store.transaction():
            if self._users.named(name):
                raise InputError(f"Nama masuk '{name}' sudah dipakai; pilih yang lain.")
            user = self._users.add(values, passwords.hashed(first), by, self._office.clock.now())
            self._note(by, "akun-dibuat", name)
        return user, first

    def _check(self, name: str, full_name: str, role: str, opd: str) -> None:
        if not _NAME.fullmatch(name):
            raise InputError("Nama masuk: 2 sampai 40 huruf kecil, angka, titik atau garis, tanpa spasi.")
        if not full_name or len(full_name) > 120:
            raise InputError("Nama lengkap wajib diisi, paling banyak 120 huruf.")
        if role not in PEOPLE:
            raise InputError(f"Peran '{role}' tidak dikenal; pilih {', '.join(PEOPLE)}.")
        if role in AGENCY and opd not in self._office.config.profile.opd.slugs:
            raise InputError(f"Peran {ROLE_NAMES[role]} perlu OPD dari daftar profil; '{opd}' tidak ada.")
        if role not in AGENCY and opd:
            raise InputError(f"Peran {ROLE_NAMES[role]} tidak terikat pada OPD; kosongkan isian OPD.")

    def all(self) -> list[User]:
        """Return everybody."""
        return self._users.all()

    def named(self, name: str) -> User:
        """Return a person by login name. Raises InputError."""
        user = self._users.named(name.strip().lower())
        if user is None:
            raise InputError(f"Pengguna '{name}' tidak ada; lihat 'monitor users list'.")
        return user

    def disable(self, name: str, *, by: str) -> None:
        """Shut somebody out at once. Raises InputError for oneself: somebody must be able to undo it."""
        user = self.named(name)
        if user.name == by:
            raise InputError("Akun sendiri tidak dapat dinonaktifkan; minta admin lain.")
        with self._office.store.transaction():
            self._users.set_disabled(user.id, self._office.clock.now())
            self._shut(user)
            self._note(by, "akun-nonaktif", user.name)

    def enable(self, name: str, *, by: str) -> None:
        """Let somebody in again."""
        user = self.named(name)
        with self._office.store.transaction():
            self._users.set_disabled(user.id, None)
            self._note(by, "akun-aktif", user.name)

    def reset(self, name: str, *, by: str) -> str:
        """Give somebody a new first password and end their sessions; return it, to be shown once."""
        user, first = self.named(name), passwords.first_password()
        with self._office.store.transaction():
            self._users.set_password(user.id, passwords.hashed(first), must_change=True)
            self._shut(user)
            self._note(by, "sandi-diatur-ulang", user.name)
        return first

    def _shut(self, user: User) -> None:
        self._sessions.end_all(user.id)
        self._sessions.revoke_all(user.id, self._office.clock.now())

    # --- programs ---------------------------------------------------------------------------------------

    def add_token(self, user: User, label: str, scopes: tuple[str, ...], days: int = 90) -> str:
        """Return a new key for a program acting as ``user``, shown once. Raises InputError."""
        if not label.strip() or len(label) > 80:
            raise InputError("Nama token wajib diisi, paling banyak 80 huruf.")
        if not scopes or set(scopes) - set(SCOPES):
            raise InputError(f"Cakupan token: pilih {' atau '.join(SCOPES)}.")
        if not 1 <= days <= 365:
            raise InputError("Masa berlaku token: 1 sampai 365 hari.")
        secret, now = f"hrc_{secrets.token_urlsafe(32)}", self._office.clock.now()
        with self._office.store.transaction():
            self._sessions.add_token(
                secret, user.id, label.strip(), " ".join(sorted(set(scopes))), now, now + timedelta(days=days)
            )
            self._note(user.name, "token-dibuat", user.name)
        return secret

    def bearer(self, secret: str) -> tuple[User, Token] | None:
        """Return user and token behind a program's key; None where it is unknown, expired or revoked."""
        token, now = self._sessions.token(secret), self._office.clock.now()
        if token is None or token.revoked_at or token.expires_at <= now:
            return None
        user = self._users.get(token.user)
        return (user, token) if user and not user.disabled_at and not user.must_change else None

    def tokens(self, user: User) -> list[Token]:
        """Return a user's keys."""
        return self._sessions.tokens_of(user.id)

    def revoke(self, user: User, token: int) -> None:
        """Make one of a user's keys useless."""
        with self._office.store.transaction():
            self._sessions.revoke(token, user.id, self._office.clock.now())
            self._note(user.name, "token-dicabut", user.name)

    def note_refusal(self, user: User, about: str) -> None:
        """Note that somebody asked for what is not theirs."""
        self._note(user.name, "ditolak", about[:200])

    def _note(self, actor: str, what: str, about: str, address: str = "") -> None:
        with self._office.store.transaction():
            self._users.note(self._office.clock.now(), actor, what, about, address)


def _day(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date().isoformat()  # noqa: DTZ007
    except ValueError as error:
        raise InputError(f"'{text}' bukan tanggal; tulis seperti 2026-11-21.") from error
