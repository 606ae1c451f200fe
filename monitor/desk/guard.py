"""The desk as one person may use it. Faces hold nothing else, so that no route can forget to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from monitor.desk import articleviews, browsing, casefile, disposing, opening, storytelling, working
from monitor.desk.actionforms import ActionForm, form, payload
from monitor.desk.browsing import Filter
from monitor.desk.cards import Card
from monitor.desk.files import Attachment, Files
from monitor.desk.overview import OverviewDesk
from monitor.desk.periods import midnight
from monitor.errors import InputError, NotAllowedError, UnknownIssueError
from monitor.report.document import Document
from monitor.store.search import Wanted
from monitor.triage import workflow as w
from monitor.triage.case import fold

# A bulk act is one click: enough for a day's list, too few for an accident with the whole store.
MOST_AT_ONCE = 100

_BACK = "Putusan sebelumnya diurungkan."
# Verdicts that one click takes back, because nobody outside Humas has been told anything yet, and how.
UNDO: dict[str, tuple[str, dict[str, str]]] = {
    "dismiss": ("verify", {"note": _BACK}),
    "watch": ("verify", {"note": _BACK}),
    "merge": ("unmerge", {"reason": _BACK}),
}


class UserDesk(OverviewDesk):
    """What one person may see and do. Raises NotAllowedError for the role, UnknownIssueError for the rest."""

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

    def case(self, number: str) -> casefile.CaseFile:
        """Return an issue's page with the forms that are this person's."""
        events, now = self._events(number), self._office.clock.now()
        return casefile.casefile(self._office, events, self.user.role, self.user.opd, now)

    def story(self, number: str) -> Document:
        """Return an issue's whole story as a document, for printing and files."""
        self._events(number)
        return storytelling.issue(self._office, number)

    def disposal(self, number: str) -> Document:
        """Return the lembar disposisi: an issue's latest disposisi. Raises InputError without one."""
        self._events(number)
        return disposing.sheet(self._office, number)

    def article(self, article: str) -> articleviews.ArticlePage:
        """Return what the machine made of one article. Raises UnknownIssueError."""
        self.need("berita")
        return articleviews.article_page(self._office, article)

    def open_issue(self, article: str) -> dict[str, Any]:
        """Open an issue about an article that the machine doubted or dropped. Raises InputError."""
        self.need("isu-buka")
        return opening.by_hand(self._office, article, actor=self.user.name, role=self.user.role)

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

    def undo(self, numbers: Sequence[str]) -> tuple[list[str], list[str]]:
        """Take back one's own last verdicts; return the issues restored and the sentences of those refused.

        Only what this person did, and only while nothing else has happened to the issue since.
        """
        if not 1 <= len(numbers) <= MOST_AT_ONCE:
            raise InputError(f"Pilih 1 sampai {MOST_AT_ONCE} isu.")
        done, refused = [], []
        for number in dict.fromkeys(numbers):
            try:
                last = self._events(number)[-1]
                if last.kind not in UNDO or last.actor != self.user.name:
                    raise NotAllowedError(f"Isu {number} sudah berubah sejak putusan Anda; buka isunya.")
                self.act(number, *UNDO[last.kind])
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

    def search(self, wanted: Wanted, page: int = 1) -> articleviews.Found:
        """Search articles; an agency's people find those of their own issues only."""
        self.need("cari")
        self._own(Filter())
        return articleviews.search(self._office, replace(wanted, opd=self._party), page)

    def wanted(self, words: str, outlet: str, start: date | None, end: date | None) -> Wanted:
        """Return what a search form asks for; days are local and included."""
        since = midnight(self._office, start) if start else None
        until = midnight(self._office, end + timedelta(days=1)) if end else None
        return Wanted(words, outlet, since, until)
