"""The desk: everything Humas can do, in one object.

One article's way through the house:

    config.feeds
    | store.sources.states     which outlets are due, and what we know of them
    | collect.visit_batches    fetch, parse, extract          (parallel; no database)
    | store.intake.save        one transaction a batch
    | store.articles.waiting
    | rater.rate               target, tone, flag, severity, OPD, reasons   (texts in, numbers out)
    | stories.join             which issue an article belongs to
    | judge.verdict            level K1–K4, and by which rule
    | assign.decide            which OPD, at once or after a verifier
    | casework.open_issue …    events with deadlines and their derivation
    | store.events.append      one transaction per batch, with projections and outbox
    | outbox                   who must hear of it; sent by ``notify``

The desk decides nothing and computes nothing: it reads the clock once per command and hands ``now`` down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor.clock import Clock, SystemClock
from monitor.config import Config
from monitor.desk import (
    checking,
    crawling,
    disposing,
    lessons,
    listing,
    opening,
    reporting,
    sending,
    sourcework,
    storytelling,
    triaging,
    vitals,
    working,
)
from monitor.desk.accounts import Accounts, User
from monitor.desk.checking import Check, SourceHealth
from monitor.desk.complaints import ComplaintBook
from monitor.desk.crawling import Crawled, Failed
from monitor.desk.files import Files
from monitor.desk.guard import UserDesk
from monitor.desk.letters import Letters
from monitor.desk.mailroom import Mailroom
from monitor.desk.office import Office, Tell, quiet
from monitor.desk.publishing import Publishing
from monitor.desk.running import Ran, run
from monitor.desk.sending import Notified
from monitor.desk.sourcework import Probed
from monitor.desk.triaging import Triaged
from monitor.desk.working import Escalated
from monitor.report.document import Document
from monitor.triage.case import Case

__all__ = [
    "Check",
    "Crawled",
    "Desk",
    "Escalated",
    "Failed",
    "Notified",
    "Probed",
    "Ran",
    "SourceHealth",
    "Triaged",
    "open_desk",
]


class Desk:
    """One method per thing that staff, cron or an auditor can ask for. Close it when done."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- the pipeline -----------------------------------------------------------------------------------

    def run(self, tell: Tell = quiet) -> Ran:
        """Crawl, triage, escalate, notify. Raises BusyError when another run is at work."""
        return run(self._office, tell)

    def crawl(self, tell: Tell = quiet) -> Crawled:
        """Visit the sources that are due."""
        with self._office.store.only_run():
            return crawling.crawl(self._office, tell)

    def triage(self, tell: Tell = quiet) -> Triaged:
        """Rate waiting articles, open issues, assign them."""
        with self._office.store.only_run():
            return triaging.triage(self._office, tell)

    def escalate(self) -> Escalated:
        """Note what the passing of time has brought: reminders, breaches, the end of pauses."""
        with self._office.store.only_run():
            return working.escalate(self._office)

    def notify(self) -> Notified:
        """Send what waits in the outbox."""
        with self._office.store.only_run():
            return sending.notify(self._office)

    # --- casework ---------------------------------------------------------------------------------------

    def act(
        self,
        issue: str,
        action: str,
        *,
        actor: str,
        role: str,
        opd: str = "",
        payload: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Do one action on an issue. Raises UnknownIssueError or NotAllowedError with the reason in words."""
        return working.act(
            self._office, issue, action, actor=actor, role=role, opd=opd, payload=payload or {}
        )

    def open_issue(self, article: str, *, actor: str, role: str) -> dict[str, Any]:
        """Open an issue about an article (id or address) that the machine doubted. Raises as ``act`` does."""
        return opening.by_hand(self._office, article, actor=actor, role=role)

    def open_cases(self) -> list[Case]:
        """Return the issues that are not finished."""
        return working.open_cases(self._office)

    def issue(self, issue: str) -> Document:
        """Return the whole story of an issue. Raises UnknownIssueError."""
        return storytelling.issue(self._office, issue)

    def disposal(self, issue: str) -> Document:
        """Return the lembar disposisi of an issue. Raises UnknownIssueError, InputError."""
        return disposing.sheet(self._office, issue)

    @property
    def files(self) -> Files:
        """Return the attachments of answers."""
        return Files(self._office)

    @property
    def letters(self) -> Letters:
        """Return the draft letters of warning."""
        return Letters(self._office)

    @property
    def mailroom(self) -> Mailroom:
        """Return the outbox as people see it."""
        return Mailroom(self._office)

    @property
    def complaints(self) -> ComplaintBook:
        """Return the register of complaints about this service itself."""
        return ComplaintBook(self._office)

    # --- people -----------------------------------------------------------------------------------------

    @property
    def accounts(self) -> Accounts:
        """Return the accounts of those who may log in."""
        return Accounts(self._office)

    def twin(self) -> Desk:
        """Return another desk on the same data folder, for another thread. Close it, too."""
        return Desk(self._office.twin())

    def vital_figures(self) -> vitals.Figures:
        """Return the figures that a monitoring system collects."""
        return vitals.figures(self._office)

    def for_user(self, user: User) -> UserDesk:
        """Return the desk as this person may use it."""
        return UserDesk(self._office, user)

    # --- documents --------------------------------------------------------------------------------------

    def daily_list(self, day: date | None = None) -> Document:
        """Return the flagged list of a day (default: today, up to now)."""
        return listing.daily_list(self._office, day)

    def response_time(self, start: date | None = None, end: date | None = None) -> Document:
        """Return the response-time report on issues detected from ``start`` to ``end``, both included."""
        return reporting.response_time(self._office, start, end)

    @property
    def publishing(self) -> Publishing:
        """Return the maker, keeper and sender of documents."""
        return Publishing(self._office)

    def overview(self) -> dict[str, Any]:
        """Return all issues as plain data for programs: ``{flagged, issues: [...]}``."""
        return listing.overview(self._office)

    def verdicts(self) -> list[dict[str, object]]:
        """Return what people decided as labelled rows for the classifiers, one per article."""
        return lessons.verdict_rows(self._office)

    # --- administration ---------------------------------------------------------------------------------

    def sources(self) -> list[SourceHealth]:
        """Return the health of every source."""
        return checking.sources(self._office)

    def check_sources(self, wanted: Sequence[str] = (), tell: Tell = quiet) -> list[Probed]:
        """Ask sources (ids of sources or outlets; none: all) what they answer now. Raises InputError."""
        return sourcework.check(self._office, wanted, tell)

    def check_file(self, probed: Sequence[Probed]) -> tuple[Path, str]:
        """Return where the result of a check is kept, and its text."""
        return sourcework.result_file(self._office, probed)

    def discover(self, url: str, tell: Tell = quiet) -> tuple[list[Probed], str]:
        """Return the sources that a site has, and the lines for feeds.yaml. Raises InputError."""
        return sourcework.discover(self._office, url, tell)

    def doctor(self) -> list[Check]:
        """Look at the whole installation."""
        return checking.doctor(self._office)

    def verify_log(self) -> tuple[int, str]:
        """Walk the hash chain; return (events, head hash). Raises LogBrokenError."""
        return checking.verify_log(self._office)

    def rebuild_log(self) -> tuple[int, int]:
        """Compute all projections anew from the log; return (issues, how many differed)."""
        return working.rebuild(self._office)

    def backup(self, target: Path) -> int:
        """Write database, attachments and letters to one zip; return its bytes. Raises StoreError."""
        return self._office.store.back_up(target)

    def say(self, instant: datetime) -> str:
        """Return an instant as staff read it."""
        return self._office.say(instant)

    def today(self) -> date:
        """Return the local day."""
        return self._office.clock.now().astimezone(self._office.zone).date()

    def count_articles(self) -> int:
        """Return how many articles are stored."""
        return self._office.store.articles.count()

    def last_run(self) -> datetime | None:
        """Return when the last finished run ended (UTC), or None."""
        return self._office.store.runs.last_finished("run")

    def fact(self, name: str) -> str | None:
        """Return a remembered fact about this data folder, or None."""
        return self._office.store.runs.fact(name)

    def remember(self, name: str, value: str) -> None:
        """Remember a fact about this data folder."""
        with self._office.store.transaction():
            self._office.store.runs.remember(name, value)

    def close(self) -> None:
        """Close the store."""
        self._office.store.close()


def open_desk(config: Config, *, clock: Clock | None = None) -> Desk:
    """Wire a desk. Raises StoreError when the data folder cannot be used."""
    return Desk(Office(config, clock or SystemClock()))
