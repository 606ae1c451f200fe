"""The lembar disposisi of an issue: its latest leg, put into words."""

from __future__ import annotations

from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.desk.reporting import footer, masthead
from monitor.errors import InputError
from monitor.report import disposition as report
from monitor.report.document import Document
from monitor.report.story import Derived
from monitor.span import parse_span
from monitor.triage.case import Case
from monitor.triage.names import TERM_NAMES

_NO_INSTRUCTION = "Mohon dipelajari, ditindaklanjuti, dan ditanggapi sesuai tenggat di bawah."
_TERMS = ("accept", "respond", "finish")


def sheet(office: Office, number: str) -> Document:
    """Return the sheet of an issue's latest disposisi. Raises UnknownIssueError, InputError without one."""
    case = Ledger(office).case(number)
    if not case.legs:
        raise InputError(f"Isu {number} belum didisposisikan; lembarnya ada sesudah itu.")
    return report.sheet(_facts(office, case))


def _facts(office: Office, case: Case) -> report.Disposal:
    leg, profile, now = case.legs[-1], office.config.profile, office.clock.now()
    opd = profile.opd.get(leg.opd)
    return report.Disposal(
        issue=case.id,
        title=case.title,
        level=case.level,
        because=case.level_because,
        marks=tuple(sorted(case.marks)),
        letter_no=leg.letter_no,
        opd=opd.name if opd else leg.opd,
        support=tuple(office.opd_names.get(one, one) for one in leg.support),
        disposed=office.say(leg.opened_at),
        instruction=leg.instruction or _NO_INSTRUCTION,
        deadlines=tuple(
            Derived(TERM_NAMES[name], office.say(term.due), parse_span(term.span).spoken(term.running),
                    tuple(term.steps))
            for name, term in case.deadlines.items() if name in _TERMS
        ),
        evidence=tuple(str(one) for one in case.rating.get("evidence", ())),
        articles=tuple(
            (office.say(one.published), office.outlet_names.get(one.outlet, one.outlet), one.title, one.url)
            for one in sorted(case.articles, key=lambda one: (one.published, one.id))
        ),
        footer=footer(office, now),
        masthead=masthead(office),
        at=now,
    )  # fmt: skip
