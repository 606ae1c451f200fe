"""What the evidence for the innovation index is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.config import load_index
from monitor.desk.office import Office
from monitor.desk.periods import Period, midnight
from monitor.desk.reporting import frame, load
from monitor.report import index as report
from monitor.report import index_pack
from monitor.report.document import Document
from monitor.span import parse_span
from monitor.store.complaints import DONE
from monitor.timetable import Issues
from monitor.triage.policy import running
from monitor.triage.workflow import AGENCY, LEADER

_YEAR = timedelta(days=365)


def pack(office: Office, period: Period) -> Document:
    """Return the evidence over a period. Raises ConfigError where the file of thresholds is faulty."""
    return report.pack(_facts(office, period))


def zipped(office: Office, period: Period) -> tuple[str, bytes]:
    """Return the number of the frozen data, and the evidence as one zip. Raises ConfigError."""
    return index_pack.zipped(_facts(office, period))


def _facts(office: Office, period: Period) -> report.EvidenceFacts:
    now = office.clock.now()
    rules = load_index(office.config.profile_path)
    history = load(office, min(period.first, period.last - _YEAR), period.last, now)
    start, end = midnight(office, period.first), midnight(office, period.last + timedelta(days=1))
    cases = history.where(history.issues.opened >= start.timestamp())
    people = [one for one in office.store.users.all() if one.role in AGENCY and one.disabled_at is None]
    complaints = office.store.complaints.between(start, end)
    return report.EvidenceFacts(
        cases=cases,
        frame=replace(frame(office, period.first, period.last, now), history=history),
        asked=[report.Asked(**one.model_dump()) for one in rules.indicators],
        rules=f"{rules.source} (berkas {rules.version}, {rules.dated:%d/%m/%Y})",
        unsupported=rules.unsupported,
        operators=len(people),
        decrees=sum(bool(one.decree) for one in people),
        targets=sum(one.kind != "pimpinan" for one in office.config.profile.opd.opd),
        complaints=(len(complaints), sum(one.status == DONE for one in complaints)),
        leader_decisions=_leader_decisions(office, cases.issues),
        sop=_sop(office),
        log_head=office.store.events.head()[1],
    )


def _leader_decisions(office: Office, issues: Issues) -> int:
    """Return how many answers to K1 issues were approved by a leader."""
    return sum(
        event.kind == "approve" and event.role == LEADER
        for issue in issues.issue[issues.level == "K1"].tolist()
        for event in office.store.events.of(issue)
    )


def _sop(office: Office) -> list[tuple[str, ...]]:
    """Return each level with its four terms in words, as the policy in force states them."""
    policy = office.config.profile.policy
    return [
        (
            f"{level.id} {level.name}",
            *(
                parse_span(level.terms.span(term)).spoken(running(policy, level.id))
                for term in ("verify", "accept", "respond", "finish")
            ),
        )
        for level in policy.levels
    ]
