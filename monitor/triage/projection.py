"""From a case to the row that lists and due-date searches read."""

from __future__ import annotations

from datetime import datetime

from monitor.model import IssueRow
from monitor.schema_policy import Policy
from monitor.triage.casedata import Case
from monitor.triage.deadlines import open_terms
from monitor.triage.escalate import next_check
from monitor.triage.payload import stamp
from monitor.triage.policy import Calendars


def issue_row(case: Case, policy: Policy, calendars: Calendars) -> IssueRow:
    """Return a case's projection; it depends on the case alone, so that a rebuild gives the same row."""
    running = sorted((item.term.due, item.name) for item in open_terms(case) if not item.frozen)
    due, term = running[0] if running else (None, "")
    return IssueRow(
        id=case.id,
        state=case.state,
        open=case.open,
        level=case.level,
        title=case.title,
        opd=case.opd or str(case.proposal.get("opd", "")),
        opened_at=case.opened_at,
        published_at=case.published_at,
        check_at=next_check(case, case.last_at, policy, calendars),
        next_due=due,
        next_term=term,
        articles=len(case.articles),
        outlets=len(case.outlets),
        last_seq=case.last_seq,
        instants={name: _stamp(instant) for name, instant in case.instants.items()},
    )


def _stamp(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None
