"""Passwords: how they are kept (argon2id), which are good enough, and how a first one is made."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from monitor.errors import InputError

# OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. The library's own default
# takes 64 MiB, which twenty people logging in at once would multiply beyond a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

SHORTEST, LONGEST = 12, 128
# Letters that nobody misreads on a printed slip.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# Long enough to pass by length alone, and still the first that anybody would try.
_COMMON = (
    "password", "katasandi", "sulawesi", "makassar", "pemprov", "humas", "qwerty", "123456", "rahasia",
    "indonesia", "diskominfo", "selatan",
)  # fmt: skip


def hashed(password: str) -> str:
    """Return what is stored of a password."""
    return _HASHER.hash(password)


def fits(stored: str, password: str) -> bool:
    """Return whether a password is the one behind a stored hash."""
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def waste_time(password: str) -> None:
    """Take as long as a real check, so that an unknown name cannot be told by the time of the answer."""
    fits(_dummy(), password)


@cache
def _dummy() -> str:
    return hashed(secrets.token_urlsafe(16))


def first_password() -> str:
    """Return a random first password in three groups ("k7mp-9xtr-w4hn"), about 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def check_quality(password: str, name: str) -> None:
    """Raise InputError where a new password is too short, too long, a common one or holds the login name."""
    if len(password) < SHORTEST:
        raise InputError(f"Sandi baru terlalu pendek; pakai sedikitnya {SHORTEST} huruf atau angka.")
    if len(password) > LONGEST:
        raise InputError(f"Sandi baru terlalu panjang; paling banyak {LONGEST} huruf.")
    plain = password.lower()
    rest = plain
    for word in (*_COMMON, name.lower()):
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 2 or len(set(plain)) < 5:
        raise InputError("Sandi baru terlalu mudah ditebak; pakai beberapa kata yang tidak berhubungan.")
