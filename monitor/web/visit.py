"""One request as a handler sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.desk import Desk
from monitor.desk.accounts import Visitor
from monitor.desk.guard import UserDesk
from monitor.errors import NotAllowedError

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as a handler sees it. ``me`` is the desk of whoever is logged in.

    ``half``: the login name whose password this browser gave a moment ago, before the second proof; else "".
    """

    desk: Desk
    visitor: Visitor | None
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Form
    files: Sequence[Upload]
    address: str
    secret: str
    url: str
    half: str = ""

    @property
    def me(self) -> UserDesk:
        """The desk as this person may use it. Raises NotAllowedError where nobody is logged in."""
        if self.visitor is None:
            raise NotAllowedError("Silakan masuk dahulu.")
        return self.desk.for_user(self.visitor.user)

    def one(self, name: str) -> str:
        """Return the first value of a form field, or ""."""
        return next(iter(self.form.get(name, ())), "")
