"""What should happen next: deadlines of the coming week, and steps with an owner and a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.desk.office import Office
from monitor.report.media_facts import Step
from monitor.triage import wording
from monitor.triage.case import Case, fold
from monitor.triage.deadlines import OpenTerm, open_terms
from monitor.triage.workflow import DETECTED, RETURNED, SUBMITTED

AHEAD = timedelta(days=7)
MOST = 8
_AT_ONCE = "segera"


def due_soon(office: Office, now: datetime) -> list[tuple[str, str, str, str]]:
    """Return the deadlines of the coming seven days: when, issue, agency, term; the nearest first."""
    found = [
        (item.term.due, case, item)
        for case in _open(office)
        for item in open_terms(case)
        if now <= item.term.due < now + AHEAD and not item.frozen
    ]
    found.sort(key=lambda row: (row[0], row[1].id))
    return [
        (
            office.say(due),
            f"{case.id} {case.title}",
            _owner(office, case, item),
            wording.TERM_NAMES[item.name],
        )
        for due, case, item in found
    ]


def steps(office: Office, now: datetime) -> list[Step]:
    """Return what should be done, by whom and until when; the gravest issues first."""
    cases = sorted(_open(office), key=lambda case: (case.level, case.opened_at))
    found = [step for case in cases for step in _of(office, case, now)]
    return found[:MOST]


def _open(office: Office) -> list[Case]:
    return [fold(office.store.events.of(row.id)) for row in office.store.issues.open()]


def _of(office: Office, case: Case, now: datetime) -> Iterator[Step]:
    """Yield the one step that helps an issue most, if it needs one."""
    unit = office.config.profile.identity.verifier.unit
    late = [item for item in open_terms(case) if item.term.due < now and not item.frozen]
    named = f"{case.id} ({case.level}) {case.title}"
    if case.state == RETURNED:
        yield Step(f"Putuskan OPD yang berwenang untuk isu {named}", unit, _AT_ONCE)
    elif case.state == SUBMITTED:
        yield Step(f"Nilai tanggapan yang diajukan untuk isu {named}", unit, _AT_ONCE)
    elif late:
        item = late[0]
        what = wording.TERM_NAMES[item.name]
        yield Step(f"Tuntaskan {what} isu {named}; tenggat sudah lewat", _owner(office, case, item), _AT_ONCE)
    elif case.state == DETECTED and case.level in ("K1", "K2"):
        due = case.terms["verify"].due if "verify" in case.terms else now
        yield Step(f"Verifikasi isu {named}", unit, office.say(due))


def _owner(office: Office, case: Case, item: OpenTerm) -> str:
    if item.leg and case.opd:
        return office.opd_names.get(case.opd, case.opd)
    return office.config.profile.identity.verifier.unit
