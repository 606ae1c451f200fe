"""Casework: people's acts and the passing of time, written to the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.errors import NotAllowedError
from monitor.triage import casework, wording
from monitor.triage.case import Case, fold
from monitor.triage.projection import issue_row


@dataclass(frozen=True, slots=True)
class Escalated:
    """What one look at all deadlines brought."""

    checked: int = 0
    breached: int = 0
    escalated: int = 0


def act(
    office: Office,
    issue: str,
    action: str,
    *,
    actor: str,
    role: str,
    opd: str,
    payload: Mapping[str, Any],
) -> dict[str, Any]:
    """Do one action; return the new state for the face that asked.

    Raises UnknownIssueError, NotAllowedError or InputError, each one Indonesian sentence.
    """
    now = office.clock.now()
    policy = office.config.profile.policy
    if role == "sistem":
        raise NotAllowedError("Peran sistem tidak dapat dipakai orang; pilih peran petugas.")
    with office.store.transaction():
        ledger = Ledger(office)
        case = ledger.case(issue)
        if action == "merge" and payload.get("parent"):
            events = casework.merge(
                case, ledger.case(str(payload["parent"])), actor=actor, role=role, now=now,
                note=str(payload.get("note", "")), policy=policy, calendars=office.calendars,
            )  # fmt: skip
        else:
            events = casework.act(
                case, action, actor=actor, role=role, opd=opd or None, now=now, payload=payload,
                policy=policy, calendars=office.calendars, agencies=office.config.profile.opd.slugs,
            )  # fmt: skip
        ledger.write(events)
        done = ledger.case(issue)
    return {
        "issue": issue,
        "state": done.state,
        "words": wording.STATE_NAMES[done.state],
        "events": len(events),
    }


def escalate(office: Office) -> Escalated:
    """Look at every issue in which time has something to say; each is its own transaction."""
    now = office.clock.now()
    policy = office.config.profile.policy
    due = office.store.issues.to_check(now)
    breached = escalated = 0
    for issue in due:
        with office.store.transaction():
            ledger = Ledger(office)
            case = ledger.case(issue)
            events = casework.tick(case, now, policy, office.calendars)
            if events:
                ledger.write(events)
        breached += sum(event.kind == "breach" for event in events)
        escalated += sum(event.kind == "escalate" for event in events)
    return Escalated(len(due), breached, escalated)


def open_cases(office: Office) -> list[Case]:
    """Return the issues that are not finished, oldest first."""
    return [fold(office.store.events.of(row.id)) for row in office.store.issues.open()]


def rebuild(office: Office) -> tuple[int, int]:
    """Compute every projection anew from the log; return (issues, how many differed from what was stored)."""
    policy = office.config.profile.policy
    with office.store.transaction():
        before = {row.id: row for row in office.store.issues.all()}
        events: dict[str, list[Any]] = {}
        for event in office.store.events.all():
            events.setdefault(event.issue, []).append(event)
        rows = [issue_row(fold(lines), policy, office.calendars) for lines in events.values()]
        office.store.issues.clear()
        office.store.issues.save(rows)
    known = {row.id for row in rows}
    changed = sum(before.get(row.id) != row for row in rows) + len(set(before) - known)
    return len(rows), changed
