"""Casework: people's acts and the passing of time, written to the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.desk import files, regrouping
from monitor.desk.ledger import Ledger
from monitor.desk.letters import Letters
from monitor.desk.office import Office
from monitor.errors import NotAllowedError
from monitor.model import NewEvent
from monitor.triage import casework, wording
from monitor.triage.case import Case, apply, fold
from monitor.triage.projection import issue_row
from monitor.triage.times import frozen
from monitor.triage.workflow import AGENCY, OPERATOR

# Issues per transaction of a look at all deadlines: a commit costs as much as ten issues.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Escalated:
    """What one look at all deadlines brought; ``letters``: draft letters of warning written."""

    checked: int = 0
    breached: int = 0
    escalated: int = 0
    letters: int = 0


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
        if action in regrouping.DEEDS:
            person = regrouping.Person(office, ledger, actor, role, now)
            events = regrouping.events(person, issue, action, payload)
        else:
            events = casework.act(
                case, action, actor=actor, role=role, opd=opd or None, now=now, payload=payload,
                policy=policy, calendars=office.calendars, agencies=office.config.profile.opd.slugs,
            )  # fmt: skip
        files.refuse_strangers(office, issue, events)
        # Who works on an issue has read what was sent to him about it.
        office.store.outbox.acknowledge_route(issue, _route(role, opd), actor, now)
        ledger.write(events)
        done = ledger.case(issue)
    return {
        "issue": issue,
        "state": done.state,
        "words": wording.STATE_NAMES[done.state],
        "events": len(events),
    }


def _route(role: str, opd: str) -> str:
    """Return the recipient that somebody acting in a role is."""
    if role not in AGENCY:
        return f"peran:{role}"
    return f"opd:{opd}" if role == OPERATOR else f"opd:{opd}/{role}"


def escalate(office: Office) -> Escalated:
    """Look at every issue in which time, or an edited policy or calendar, has something to say.

    A batch of issues is one transaction; a crash repeats a batch, and repeating adds nothing.
    """
    due = office.store.issues.to_check(office.clock.now())
    kinds: list[str] = []
    edited = _edited(office)
    looked = sorted({*due, *(row.id for row in office.store.issues.open())}) if edited else due
    for start in range(0, len(looked), BATCH):
        with office.store.transaction():
            kinds += _tick(office, looked[start : start + BATCH], recompute=edited)
    if edited:
        with office.store.transaction():
            office.store.runs.remember(_VERSIONS, _versions(office))
    drafted = Letters(office).draft_new()
    return Escalated(len(looked), kinds.count("breach"), kinds.count("escalate"), len(drafted))


def _tick(office: Office, issues: Sequence[str], *, recompute: bool) -> list[str]:
    now, policy = office.clock.now(), office.config.profile.policy
    ledger = Ledger(office)
    events: list[NewEvent] = []
    for issue in issues:
        case = ledger.case(issue)
        moved = casework.recompute(case, policy, office.calendars, now) if recompute else []
        for event in moved:
            case = apply(case, event)
        events += [*moved, *casework.tick(case, now, policy, office.calendars)]
    if events:
        ledger.write(events)
    return [event.kind for event in events]


_VERSIONS = "kebijakan dan kalender"


def _versions(office: Office) -> str:
    return f"{office.config.profile.policy.version} / {office.calendars.version}"


def _edited(office: Office) -> bool:
    """Return whether policy or calendar changed since open terms were last computed."""
    known = office.store.runs.fact(_VERSIONS)
    return known != _versions(office) and office.store.events.head()[0] > 0


def open_cases(office: Office) -> list[Case]:
    """Return the issues that are not finished, oldest first."""
    return [fold(office.store.events.of(row.id)) for row in office.store.issues.open()]


def rebuild(office: Office) -> tuple[int, int]:
    """Compute every projection anew from the log; return (issues, how many differed from what was stored)."""
    policy = office.config.profile.policy
    with office.store.transaction():
        before = {row.id: row for row in office.store.issues.all()}
        rows, times = [], []
        for events in office.store.events.issue_by_issue():
            case = fold(events)
            rows.append(issue_row(case, policy, office.calendars))
            times.append((case.id, case.last_seq, frozen(case, office.calendars)))
        office.store.issues.clear()
        office.store.issues.save(rows)
        office.store.times.clear()
        office.store.times.save(times)
    known = {row.id for row in rows}
    changed = sum(before.get(row.id) != row for row in rows) + len(set(before) - known)
    return len(rows), changed
