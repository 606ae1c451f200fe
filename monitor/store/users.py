"""The people who may log in, and the log of who came in, who was turned away, what was changed for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.store.codec import to_instant, to_instant_or_none, to_text


@dataclass(frozen=True, slots=True)
class User:
    """One person. ``opd`` is the slug of an agency's own people, "" for the others.

    ``decree`` and ``trained_on`` (ISO day) are the appointment and training that participation counts.
    ``must_second``: has to set up a second proof at the login; ``has_second``: has done so.
    """

    id: int
    name: str
    full_name: str
    role: str
    opd: str
    must_change: bool
    disabled_at: datetime | None
    seen_at: datetime | None
    deputy: bool = False
    decree: str = ""
    trained_on: str = ""
    must_second: bool = False
    has_second: bool = False

    @property
    def lacks_second(self) -> bool:
        """Whether a second proof has to be set up before anything else."""
        return self.must_second and not self.has_second


@dataclass(frozen=True, slots=True)
class Second:
    """The key of somebody's authenticator app; it counts once ``confirmed``."""

    secret: str
    confirmed: bool
    last_step: int


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line of the access log; ``about`` is the login name concerned."""

    id: int
    at: datetime
    actor: str
    what: str
    about: str
    address: str


_COLUMNS = (
    "id, name, full_name, role, opd, must_change, disabled_at, seen_at, deputy, decree, trained_on, "
    "must_second, EXISTS (SELECT 1 FROM second_factors f WHERE f.user = users.id AND confirmed)"
)


class Users:
    """Reads and writes users. Passwords are hashes made elsewhere."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, values: dict[str, Any], password: str, by: str, at: datetime) -> User:
        """Add a person who must change the password at the first login; ``values`` as the fields of User."""
        row = {"deputy": 0, "decree": "", "trained_on": "", **values}
        row |= {"password": password, "must_change": 1, "created_at": to_text(at), "created_by": by}
        self._db.table("users").insert({**row, "deputy": int(row["deputy"])})
        found = self.named(str(values["name"]))
        assert found is not None
        return found

    def named(self, name: str) -> User | None:
        """Return the user with that login name, or None."""
        found = self._select("WHERE name = ?", (name,))
        return found[0] if found else None

    def get(self, user: int) -> User | None:
        """Return a user by number, or None."""
        found = self._select("WHERE id = ?", (user,))
        return found[0] if found else None

    def all(self) -> list[User]:
        """Return everybody, by role and name."""
        return self._select("ORDER BY role, opd, name", ())

    def password_of(self, user: int) -> str:
        """Return the password's hash."""
        return str(self._db.execute("SELECT password FROM users WHERE id = ?", (user,)).fetchone()[0])

    def set_password(self, user: int, password: str, *, must_change: bool) -> None:
        """Replace the password's hash."""
        self._db.table("users").update(user, {"password": password, "must_change": int(must_change)})

    def set_disabled(self, user: int, at: datetime | None) -> None:
        """Shut a user out, or let them in again (None)."""
        self._db.table("users").update(user, {"disabled_at": to_text(at) if at else None})

    def saw(self, user: int, at: datetime) -> None:
        """Note when a user was last active."""
        self._db.execute("UPDATE users SET seen_at = ? WHERE id = ?", (to_text(at), user))

    # --- the second proof -------------------------------------------------------------------------------

    def second(self, user: int) -> Second | None:
        """Return somebody's key, or None."""
        row = self._db.execute(
            "SELECT secret, confirmed, last_step FROM second_factors WHERE user = ?", (user,)
        ).fetchone()
        return Second(row[0], bool(row[1]), row[2]) if row else None

    def set_second(self, user: int, secret: str) -> None:
        """Keep a key that is not proven yet, in clear: any key to it would have to lie in the same folder."""
        self._db.table("second_factors").insert(
            {"user": user, "secret": secret, "confirmed": 0, "last_step": 0}
        )

    def confirm_second(self, user: int, step: int, recovery: Sequence[str]) -> None:
        """Have a key count from now on, with fingerprints of recovery codes."""
        self._db.execute("UPDATE second_factors SET confirmed = 1 WHERE user = ?", (user,))
        self.use_step(user, step)
        self._db.table("recovery_codes").insert_all({"user": user, "code": code} for code in recovery)

    def use_step(self, user: int, step: int) -> None:
        """Note that the code of a time step was used."""
        self._db.execute("UPDATE second_factors SET last_step = ? WHERE user = ?", (step, user))

    def use_recovery(self, user: int, code: str) -> bool:
        """Use up a recovery code by its fingerprint; return whether there was one."""
        done = self._db.execute("DELETE FROM recovery_codes WHERE user = ? AND code = ?", (user, code))
        return bool(done.rowcount > 0)

    def recovery_left(self, user: int) -> int:
        """Return how many recovery codes are left."""
        row = self._db.execute("SELECT count(*) FROM recovery_codes WHERE user = ?", (user,)).fetchone()
        return int(row[0])

    def require_second(self, user: int, required: bool) -> None:
        """Set whether somebody has to set up a second proof."""
        self._db.table("users").update(user, {"must_second": int(required)})

    def remove_second(self, user: int) -> None:
        """Forget key and recovery codes."""
        self._db.execute("DELETE FROM second_factors WHERE user = ?", (user,))
        self._db.execute("DELETE FROM recovery_codes WHERE user = ?", (user,))

    # --- access log -------------------------------------------------------------------------------------

    def note(self, at: datetime, actor: str, what: str, about: str, address: str = "") -> None:
        """Add a line to the access log."""
        self._db.table("access_log").insert(
            {"at": to_text(at), "actor": actor, "what": what, "about": about, "address": address}
        )

    def failures(self, column: str, value: str, since: datetime) -> list[datetime]:
        """Return the instants of refused logins of a name (``about``) or from an ``address``, oldest first.

        For a name only those after its last successful login count.
        """
        assert column in ("about", "address")
        failed = f"SELECT at FROM access_log WHERE what = 'masuk-gagal' AND {column} = ? AND at >= ?"
        values = [value, to_text(since)]
        if column == "about":
            failed += (
                " AND id > coalesce((SELECT max(id) FROM access_log WHERE what = 'masuk' AND about = ?), 0)"
            )
            values.append(value)
        rows = self._db.execute(f"{failed} ORDER BY id", values)
        return [to_instant(row[0]) for row in rows]

    def access_log(self, limit: int, actor: str = "") -> list[AccessLine]:
        """Return the newest lines, newest first; ``actor``: only that person's own."""
        clause, values = ("WHERE actor = ?", [actor]) if actor else ("", [])
        rows = self._db.execute(
            f"SELECT id, at, actor, what, about, address FROM access_log {clause} ORDER BY id DESC LIMIT ?",
            [*values, limit],
        )
        return [AccessLine(row[0], to_instant(row[1]), *row[2:]) for row in rows]

    def _select(self, clause: str, values: Sequence[Any]) -> list[User]:
        return [
            _user(row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM users {clause}", list(values))
        ]


def _user(row: Sequence[Any]) -> User:
    number, name, full_name, role, opd, must_change, disabled, seen, deputy, decree, trained, must, has = row
    return User(
        number, name, full_name, role, opd, bool(must_change), to_instant_or_none(disabled),
        to_instant_or_none(seen), bool(deputy), decree, trained, bool(must), bool(has),
    )  # fmt: skip
