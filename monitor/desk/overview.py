"""What one person may see beyond single issues: board, reports, sources, administration, lists for forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.desk import backroom, checking, listing, ownreport
from monitor.desk import board as boards
from monitor.desk.accounts import User
from monitor.desk.browsing import Filter
from monitor.desk.mailroom import Mailroom, Route
from monitor.desk.publishing import Publishing
from monitor.desk.rightsdesk import RightsDesk
from monitor.errors import InputError
from monitor.report.document import Document
from monitor.triage import workflow as w

REPORTS = (
    ("waktu-tanggap", "Waktu tanggap"),
    ("kliping", "Kliping"),
    ("analisis-media", "Analisis media"),
    ("bukti-iid", "Bukti inovasi (IID)"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is to cover: a named period or local days, an agency; comparison, trace if wanted."""

    named: str = ""
    first: date | None = None
    last: date | None = None
    opd: str = ""
    compare: bool = False
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in, as the administrator's page lists them."""

    user: User
    agency: str
    seen: str


class OverviewDesk(RightsDesk):
    """The part of somebody's desk that looks over everything."""

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

    def report(self, kind: str, wanted: Asked) -> Document:
        """Return a report. Raises InputError for one that is not offered."""
        if kind not in dict(self.report_kinds()):
            raise InputError("Laporan ini tidak dikenal; pilih salah satu yang ditawarkan.")
        self._own(Filter())
        publishing = Publishing(self._office)
        period = (
            publishing.period(wanted.named) if wanted.named else publishing.span(wanted.first, wanted.last)
        )
        if opd := self._party or (wanted.opd if kind == "waktu-tanggap" else ""):
            return ownreport.response_time(self._office, opd, period.first, period.last)
        match kind:
            case "kliping":
                return publishing.clipping(period, wanted.opd)
            case "analisis-media":
                return publishing.media(period)
            case "bukti-iid":
                return publishing.evidence(period)
        before = period.before if wanted.compare else None
        return publishing.response_time(period, before, explain=wanted.explain)

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

    def contacts(self) -> tuple[str, bool, list[Route]]:
        """Return where the addresses lie, whether sending is on, who is reached where. Raises ConfigError."""
        self.need("kontak")
        room = Mailroom(self._office)
        return (*room.state(), room.routes())

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

    # --- lists for forms --------------------------------------------------------------------------------

    def agencies(self) -> list[tuple[str, str]]:
        """Return slugs and names of all agencies: no secret, and needed wherever one is chosen."""
        return sorted(self._office.opd_names.items(), key=lambda pair: pair[1])

    def outlets(self) -> list[tuple[str, str]]:
        """Return ids and names of all outlets."""
        return sorted(self._office.outlet_names.items(), key=lambda pair: pair[1].lower())
