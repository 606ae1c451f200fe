"""A second proof at the login: six digits from an authenticator app (RFC 6238), or a spare code.

begin → the key, as text, address and picture      nothing is asked for yet
| confirm   a first code proves that the app has it   from now on the login asks for one
| check     at every login; each code works once
| remove    by an administrator, when app and codes are lost
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote, urlencode

import segno

from monitor.desk.office import Office
from monitor.desk.passwords import LETTERS
from monitor.errors import InputError
from monitor.store.sessions import fingerprint
from monitor.store.users import User

# What every authenticator app assumes where nothing else is said: SHA-1, six digits, steps of 30 seconds.
# SHA-1 is sound here: its collisions do not help against HMAC.
STEP, DIGITS = 30, 6
# Clocks of telephones are a little off: the steps before and after count, too (RFC 6238 §5.2).
DRIFT = 1
KEY_BYTES = 20
RECOVERY = 8


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What somebody needs to set up their app: the key to type, the address, and its picture as data URI."""

    key: str
    address: str
    picture: str


def totp(key: bytes, step: int, digits: int = DIGITS) -> str:
    """Return the code of a time step (RFC 4226 §5.3).

    By hand, because pyotp does not say which step a code fitted, which is what keeps one from working twice.
    """
    digest = hmac.digest(key, step.to_bytes(8, "big"), sha1)
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def fitting(key: bytes, code: str, now: datetime, after: int) -> int | None:
    """Return the time step that a code belongs to; None where it fits none after ``after``."""
    present = int(now.timestamp()) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > after and hmac.compare_digest(totp(key, step).encode(), code.encode()):
            return step
    return None


class SecondFactor:
    """Everything about the second proof. Each method but ``check`` is its own transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._users = office.store.users

    def active(self, user: User) -> bool:
        """Return whether the login asks this person for a code."""
        factor = self._users.second(user.id)
        return factor is not None and factor.confirmed

    def begin(self, user: User) -> Enrolment:
        """Return a key for somebody's app, the same until it is confirmed. Raises InputError once it is."""
        factor = self._users.second(user.id)
        if factor is not None and factor.confirmed:
            raise InputError("Kode masuk sudah aktif; minta admin menghapusnya bila ponsel berganti.")
        if factor is None:
            key = b32encode(secrets.token_bytes(KEY_BYTES)).decode()
            with self._office.store.transaction():
                self._users.set_second(user.id, key)
        else:
            key = factor.secret
        address = _address(self._office.config.profile.name, user.name, key)
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3)
        return Enrolment(" ".join(key[at : at + 4] for at in range(0, len(key), 4)), address, picture)

    def confirm(self, user: User, code: str) -> list[str]:
        """Switch the second proof on; return the recovery codes, shown this once. Raises InputError."""
        now, factor = self._office.clock.now(), self._users.second(user.id)
        if factor is None or factor.confirmed:
            raise InputError("Mulai dari halaman Akun, lalu pindai gambarnya.")
        step = fitting(b32decode(factor.secret), _digits(code), now, factor.last_step)
        if step is None:
            raise InputError("Kode tidak cocok; periksa jam ponsel, lalu ketik kode yang sedang tampil.")
        codes = ["-".join(_letters(4) for _ in range(4)) for _ in range(RECOVERY)]
        with self._office.store.transaction():
            self._users.confirm_second(user.id, step, [fingerprint(one) for one in codes])
            self._users.note(now, user.name, "kode-dipasang", user.name)
        return codes

    def check(self, user: User, code: str) -> bool:
        """Return whether a code lets this person in; it never will again. Call inside a transaction."""
        factor = self._users.second(user.id)
        if factor is None or not factor.confirmed:
            return False
        now = self._office.clock.now()
        step = fitting(b32decode(factor.secret), _digits(code), now, factor.last_step)
        if step is not None:
            self._users.use_step(user.id, step)
            return True
        return self._users.use_recovery(user.id, fingerprint(code.strip().lower()))

    def left(self, user: User) -> int:
        """Return how many recovery codes are left."""
        return self._users.recovery_left(user.id)

    def require(self, user: User, *, by: str, required: bool) -> None:
        """Have somebody set up a second proof at the next login, or no longer ask for one to be set up."""
        with self._office.store.transaction():
            self._users.require_second(user.id, required)
            self._users.note(
                self._office.clock.now(), by, "kode-wajib" if required else "kode-sukarela", user.name
            )

    def give_up(self, user: User, code: str) -> None:
        """Let somebody end their own second proof, for a new telephone. Raises InputError: wrong code."""
        with self._office.store.transaction():
            right = self.check(user, code)
        if not right:
            raise InputError("Kode tidak cocok; ketik kode yang sedang tampil, atau satu kode cadangan.")
        self.remove(user, by=user.name)

    def remove(self, user: User, *, by: str) -> None:
        """Forget somebody's key and codes: for a lost telephone. Whether one must be set up stays."""
        with self._office.store.transaction():
            self._users.remove_second(user.id)
            self._users.note(self._office.clock.now(), by, "kode-dihapus", user.name)


def _address(issuer: str, name: str, key: str) -> str:
    label = quote(f"Reaksi Cepat {issuer}:{name}", safe=":")
    values = {"secret": key, "issuer": f"Reaksi Cepat {issuer}"}
    return f"otpauth://totp/{label}?{urlencode(values, quote_via=quote)}"


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign in "0123456789") if len(code) <= 12 else ""


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))
