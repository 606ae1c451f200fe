"""What one person may see at all: the questions that every part of their desk asks first.

Every call asks two things: may this role do that at all (``permits``, the workflow's table), and is this
issue theirs to see. An issue that is not theirs is unknown to them, so that trying numbers teaches nothing.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.desk.accounts import User
from monitor.desk.browsing import Filter
from monitor.desk.office import Office
from monitor.desk.permits import PERMITS, permitted
from monitor.errors import NotAllowedError, UnknownIssueError
from monitor.model import Event
from monitor.triage import workflow as w
from monitor.triage.case import fold
from monitor.triage.names import ROLE_NAMES
from monitor.triage.rights import visible


class RightsDesk:
    """Who somebody is and what is theirs. Raises NotAllowedError (role), UnknownIssueError (the rest)."""

    def __init__(self, office: Office, user: User) -> None:
        self._office = office
        self.user = user

    def may(self, part: str) -> bool:
        """Return whether the person may open a part of the desk."""
        return permitted(part, self.user.role)

    def parts(self) -> frozenset[str]:
        """Return all parts the person may open."""
        return frozenset(part for part in PERMITS if self.may(part))

    def need(self, part: str) -> None:
        """Raise NotAllowedError where the person may not open a part of the desk."""
        if not self.may(part):
            raise NotAllowedError(f"Peran {ROLE_NAMES[self.user.role]} tidak berwenang membuka bagian ini.")

    @property
    def _party(self) -> str:
        return self.user.opd if self.user.role in w.AGENCY else ""

    def _events(self, number: str) -> list[Event]:
        self.need("isu")
        events = self._office.store.events.of(number)
        if not events or not visible(fold(events), self.user.role, self.user.opd):
            raise UnknownIssueError(f"Isu {number[:20]} tidak ada di daftar Anda.")
        return events

    def _own(self, wanted: Filter) -> Filter:
        if not self._party and self.user.role in w.AGENCY:
            raise NotAllowedError("Akun ini belum terikat pada OPD; hubungi admin.")
        return replace(wanted, party=self._party) if self._party else wanted

    def note_refusal(self, about: str) -> None:
        """Note in the access log that an act was refused."""
        with self._office.store.transaction():
            self._office.store.users.note(self._office.clock.now(), self.user.name, "ditolak", about[:200])
