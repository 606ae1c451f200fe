"""Writing events down: append, fold, project, queue the messages. One place, always inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from monitor.desk.office import Office
from monitor.errors import UnknownIssueError
from monitor.model import NewEvent
from monitor.store.outbox import Message
from monitor.triage.case import Case, apply, fold
from monitor.triage.notices import Desk as Words
from monitor.triage.notices import notices
from monitor.triage.projection import issue_row
from monitor.triage.times import frozen


class Ledger:
    """The cases touched by one piece of work, kept in step with the log. Use inside ``store.transaction``."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._cases: dict[str, Case] = {}
        self._words = Words(office.config.profile.policy, office.calendars, office.opd_names)

    def case(self, issue: str) -> Case:
        """Return an issue as its log tells it. Raises UnknownIssueError."""
        if issue not in self._cases:
            events = self._office.store.events.of(issue)
            if not events:
                raise UnknownIssueError(f"Isu {issue} tidak ada; lihat nomornya dengan 'monitor list'.")
            self._cases[issue] = fold(events)
        return self._cases[issue]

    def write(self, events: Sequence[NewEvent]) -> None:
        """Append events (of one or several issues), renew the projections, queue who must hear of it."""
        messages = []
        for event in self._office.store.events.append(events):
            case = apply(self._cases.get(event.issue), event)
            self._cases[event.issue] = case
            for number, notice in enumerate(notices(case, event, self._words)):
                messages.append(
                    Message(
                        unique_key=f"{event.seq}/{number}",
                        issue=event.issue,
                        kind=notice.kind,
                        recipient=notice.recipient,
                        subject=notice.subject,
                        body=notice.body,
                        not_before=notice.not_before,
                    )
                )
        project = partial(issue_row, policy=self._words.policy, calendars=self._words.calendars)
        touched = [self._cases[issue] for issue in dict.fromkeys(event.issue for event in events)]
        self._office.store.issues.save(project(case) for case in touched)
        self._office.store.times.save(
            (case.id, case.last_seq, frozen(case, self._words.calendars)) for case in touched
        )
        if messages:
            self._office.store.outbox.queue(messages, events[-1].at)
