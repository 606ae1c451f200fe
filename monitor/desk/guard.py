"""The desk as one person may use it. Faces hold nothing else, so that no route can forget to ask.

Every call asks two things: may this role do that at all (``permits``, the workflow's table), and is this
issue theirs to see. An issue that is not theirs is unknown to them, so that trying numbers teaches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from monitor.desk import (
    backroom,
    browsing,
    casefile,
    checking,
    listing,
    ownreport,
    reporting,
    storytelling,
    working,
)
from monitor.desk import board as boards
from monitor.desk.accounts import User
from monitor.desk.actionforms import ActionForm, form, payload
from monitor.desk.browsing import Filter
from monitor.desk.cards import Card
from monitor.desk.files import Attachment, Files
from monitor.desk.office import Office
from monitor.desk.permits import PERMITS, permitted
from monitor.desk.publishing import Publishing
from monitor.desk.reporting import midnight
from monitor.errors import InputError, NotAllowedError, UnknownIssueError
from monitor.model import Event
from monitor.report.document import Document
from monitor.store.search import Wanted
from monitor.triage import workflow as w
from monitor.triage.case import fold
from monitor.triage.names import ROLE_NAMES
from monitor.triage.rights import visible

# A bulk act is one click: enough for a day's list, too few for an accident with the whole store.
MOST_AT_ONCE = 100
REPORTS = (
    ("waktu-tanggap", "Waktu tanggap"),
    ("kliping", "Kliping"),
    ("analisis-media", "Analisis media"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in, as the administrator's page lists them."""

    user: User
    agency: str
    seen: str


class UserDesk:
    """What one person may see and do. Raises NotAllowedError for the role, UnknownIssueError for the rest."""

    def __init__(self, office: Office, user: User) -> None:
        self._office = office
        self.user = user

    # --- rights -----------------------------------------------------------------------------------------

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

    # --- issues -----------------------------------------------------------------------------------------

    def day(self, wanted: date | None = None) -> browsing.Day:
        """Return the daily list as a page."""
        self.need("harian")
        return browsing.day(self._office, wanted)

    def quick_forms(self, card: Card) -> dict[str, ActionForm]:
        """Return the forms of the daily list's five decisions that fit an issue, by action."""
        case = fold(self._office.store.events.of(card.row.id))
        if self.user.role not in w.HUMAS:
            return {}
        quick = ("verify", "dismiss", "merge", "watch", "assign")
        fits = [
            one for one in quick if w.move(one, case.state, self.user.role) or (one, case.state) in w.IMPLIED
        ]
        return {one: form(self._office, case, one) for one in fits}

    def issues(self, wanted: Filter, page: int = 1, size: int = browsing.PAGE) -> browsing.Listing:
        """Return one page of issues; an agency's people see their own only."""
        self.need("isu")
        return browsing.listing(self._office, self._own(wanted), page, size)

    def _own(self, wanted: Filter) -> Filter:
        if not self._party and self.user.role in w.AGENCY:
            raise NotAllowedError("Akun ini belum terikat pada OPD; hubungi admin.")
        return replace(wanted, party=self._party) if self._party else wanted

    def case(self, number: str) -> casefile.CaseFile:
        """Return an issue's page with the forms that are this person's."""
        events, now = self._events(number), self._office.clock.now()
        return casefile.casefile(self._office, events, self.user.role, self.user.opd, now)

    def story(self, number: str) -> Document:
        """Return an issue's whole story as a document, for printing and files."""
        self._events(number)
        return storytelling.issue(self._office, number)

    def act(self, number: str, action: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do one action with fields as the workflow takes them."""
        self._events(number)
        return working.act(
            self._office, number, action,
            actor=self.user.name, role=self.user.role, opd=self.user.opd, payload=given,
        )  # fmt: skip

    def submit(self, number: str, action: str, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Do one action with fields as a form sent them."""
        return self.act(number, action, payload(self._office, action, given))

    def submit_many(
        self, numbers: Sequence[str], action: str, given: Mapping[str, Sequence[str]]
    ) -> tuple[list[str], list[str]]:
        """Do one action on several issues; return those done and the sentences of those refused."""
        if not 1 <= len(numbers) <= MOST_AT_ONCE:
            raise InputError(f"Pilih 1 sampai {MOST_AT_ONCE} isu.")
        done, refused = [], []
        for number in dict.fromkeys(numbers):
            try:
                self.submit(number, action, given)
                done.append(number)
            except (NotAllowedError, UnknownIssueError) as error:
                refused.append(str(error))
        return done, refused

    def attach(self, number: str, name: str, content: bytes) -> str:
        """Take in a file for an issue; return the code by which an answer names it."""
        self._events(number)
        role, opd = self.user.role, self.user.opd
        return Files(self._office).add(number, name, content, actor=self.user.name, role=role, opd=opd).hash

    def attachments(self, number: str) -> list[Attachment]:
        """Return the files of an issue, oldest first."""
        self._events(number)
        return Files(self._office).of(number, role=self.user.role, opd=self.user.opd)

    def attachment(self, number: str, code: str) -> tuple[Attachment, bytes]:
        """Return a file of an issue and its content."""
        self._events(number)
        return Files(self._office).read(number, code, role=self.user.role, opd=self.user.opd)

    def agency_desk(self) -> browsing.AgencyDesk:
        """Return the desk of the person's own agency."""
        self.need("opd")
        return browsing.agency_desk(self._office, self.user.opd)

    def search(self, wanted: Wanted, page: int = 1) -> browsing.Found:
        """Search articles; an agency's people find those of their own issues only."""
        self.need("cari")
        self._own(Filter())
        return browsing.search(self._office, replace(wanted, opd=self._party), page)

    # --- overview ---------------------------------------------------------------------------------------

    def board(self) -> boards.Board:
        """Return the leaders' page."""
        self.need("papan")
        return boards.board(self._office)

    def participation(self) -> tuple[boards.Participant, ...]:
        """Return which agencies take part."""
        self.need("kepesertaan")
        return boards.participation(self._office)

    def report_kinds(self) -> tuple[tuple[str, str], ...]:
        """Return the reports this person may read, with their names; agencies read their own times only."""
        self.need("laporan")
        return REPORTS[:1] if self.user.role in w.AGENCY else REPORTS

    def report(self, kind: str, start: date | None, end: date | None) -> Document:
        """Return a report over local days (default: this month)."""
        if kind not in dict(self.report_kinds()):
            raise InputError("Laporan ini tidak dikenal; pilih salah satu yang ditawarkan.")
        self._own(Filter())
        if self._party:
            return ownreport.response_time(self._office, self._party, start, end)
        publishing = Publishing(self._office)
        period = publishing.span(start, end)
        if kind == "kliping":
            return publishing.clipping(period)
        if kind == "analisis-media":
            return publishing.media(period)
        return reporting.response_time(self._office, start, end)

    def daily_list(self, wanted: date | None) -> Document:
        """Return the daily list as a document, for printing and files."""
        self.need("harian")
        return listing.daily_list(self._office, wanted)

    def sources(self) -> list[checking.SourceHealth]:
        """Return the health of every source."""
        self.need("sumber")
        return checking.sources(self._office)

    # --- administration ---------------------------------------------------------------------------------

    def checks(self) -> list[checking.Check]:
        """Return what ``monitor doctor`` sees."""
        self.need("proses")
        return checking.doctor(self._office)

    def run_lines(self, limit: int = 50) -> list[backroom.RunLine]:
        """Return the newest runs."""
        self.need("proses")
        return [backroom.run_line(self._office, one) for one in self._office.store.runs.latest(limit)]

    def message_lines(self, limit: int = 100) -> list[backroom.MessageLine]:
        """Return the newest messages; the administrator sees whom they go to, not what they say."""
        self.need("pesan")
        content = self.user.role != w.ADMIN
        found = self._office.store.outbox.latest(limit)
        return [backroom.message_line(self._office, one, content=content) for one in found]

    def policy(self) -> backroom.PolicyView:
        """Return policy and calendar in words."""
        self.need("kebijakan")
        return backroom.policy(self._office)

    def log_lines(self, before: int = 0, issue: str = "", limit: int = 100) -> list[backroom.LogLine]:
        """Return the newest lines of the event log."""
        self.need("catatan")
        found = self._office.store.browse.events(limit, before, issue)
        return [backroom.log_line(self._office, one) for one in found]

    def verify_log(self) -> tuple[int, str]:
        """Walk the hash chain. Raises LogBrokenError."""
        self.need("catatan")
        return checking.verify_log(self._office)

    def access_lines(self, limit: int = 200) -> list[tuple[str, str, str, str, str]]:
        """Return the access log; the administrator sees own acts only (WORKFLOW §5)."""
        self.need("akses")
        own = self.user.name if self.user.role == w.ADMIN else ""
        return [
            backroom.access_line(self._office, one) for one in self._office.store.users.access_log(limit, own)
        ]

    def people(self) -> list[Person]:
        """Return everybody who may log in."""
        self.need("pengguna")
        say, names = self._office.say, self._office.opd_names
        return [
            Person(one, names.get(one.opd, one.opd), say(one.seen_at) if one.seen_at else "belum pernah")
            for one in self._office.store.users.all()
        ]

    def note_refusal(self, about: str) -> None:
        """Note in the access log that an act was refused."""
        with self._office.store.transaction():
            self._office.store.users.note(self._office.clock.now(), self.user.name, "ditolak", about[:200])

    # --- lists for forms --------------------------------------------------------------------------------

    def agencies(self) -> list[tuple[str, str]]:
        """Return slugs and names of all agencies: no secret, and needed wherever one is chosen."""
        return sorted(self._office.opd_names.items(), key=lambda pair: pair[1])

    def outlets(self) -> list[tuple[str, str]]:
        """Return ids and names of all outlets."""
        return sorted(self._office.outlet_names.items(), key=lambda pair: pair[1].lower())

    def wanted(self, words: str, outlet: str, start: date | None, end: date | None) -> Wanted:
        """Return what a search form asks for; days are local and included."""
        since = midnight(self._office, start) if start else None
        until = midnight(self._office, end + timedelta(days=1)) if end else None
        return Wanted(words, outlet, since, until)
