"""Sessions of browsers and tokens of programs. Only fingerprints of secrets are kept, never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_instant_or_none, to_text


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is logged in; ``csrf`` is the word that its forms must carry."""

    user: int
    csrf: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """One program's key; ``scopes`` as written: "baca" or "baca tulis"."""

    id: int
    user: int
    label: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def fingerprint(secret: str) -> str:
    """Return what is stored of a secret. It has 256 random bits, so a plain hash cannot be searched."""
    return sha256(secret.encode()).hexdigest()


class Sessions:
    """Reads and writes sessions and tokens."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, secret: str, user: int, csrf: str, at: datetime, address: str) -> None:
        """Begin a session."""
        self._db.table("sessions").insert(
            {
                "token": fingerprint(secret), "user": user, "csrf": csrf,
                "created_at": to_text(at), "seen_at": to_text(at), "address": address,
            }
        )  # fmt: skip

    def find(self, secret: str) -> Session | None:
        """Return the session behind a cookie, or None."""
        row = self._db.execute(
            "SELECT user, csrf, created_at, seen_at FROM sessions WHERE token = ?", (fingerprint(secret),)
        ).fetchone()
        return Session(row[0], row[1], to_instant(row[2]), to_instant(row[3])) if row else None

    def touch(self, secret: str, at: datetime) -> None:
        """Note that a session is alive."""
        self._db.execute(
            "UPDATE sessions SET seen_at = ? WHERE token = ?", (to_text(at), fingerprint(secret))
        )

    def end(self, secret: str) -> None:
        """End one session."""
        self._db.execute("DELETE FROM sessions WHERE token = ?", (fingerprint(secret),))

    def end_all(self, user: int) -> None:
        """End every session of a user."""
        self._db.execute("DELETE FROM sessions WHERE user = ?", (user,))

    def sweep(self, before: datetime) -> None:
        """Forget sessions not seen since ``before``."""
        self._db.execute("DELETE FROM sessions WHERE seen_at < ?", (to_text(before),))

    # --- tokens -----------------------------------------------------------------------------------------

    def add_token(
        self, secret: str, user: int, label: str, scopes: str, at: datetime, until: datetime
    ) -> None:
        """Keep a program's key."""
        self._db.table("tokens").insert(
            {
                "token": fingerprint(secret), "user": user, "label": label, "scopes": scopes,
                "created_at": to_text(at), "expires_at": to_text(until),
            }
        )  # fmt: skip

    def token(self, secret: str) -> Token | None:
        """Return what is known of a program's key, or None."""
        found = self._tokens("WHERE token = ?", fingerprint(secret))
        return found[0] if found else None

    def tokens_of(self, user: int) -> list[Token]:
        """Return a user's keys, newest first."""
        return self._tokens("WHERE user = ? ORDER BY id DESC", user)

    def revoke(self, token: int, user: int, at: datetime) -> None:
        """Make a key of a user useless."""
        self._db.execute(
            "UPDATE tokens SET revoked_at = ? WHERE id = ? AND user = ? AND revoked_at IS NULL",
            (to_text(at), token, user),
        )

    def revoke_all(self, user: int, at: datetime) -> None:
        """Make every key of a user useless."""
        self._db.execute(
            "UPDATE tokens SET revoked_at = ? WHERE user = ? AND revoked_at IS NULL", (to_text(at), user)
        )

    def _tokens(self, clause: str, value: object) -> list[Token]:
        rows = self._db.execute(
            f"SELECT id, user, label, scopes, created_at, expires_at, revoked_at FROM tokens {clause}",
            [value],
        )
        return [
            Token(
                row[0], row[1], row[2], tuple(row[3].split()), to_instant(row[4]), to_instant(row[5]),
                to_instant_or_none(row[6]),
            )
            for row in rows
        ]  # fmt: skip
