"""Whether somebody may do something to a given issue: the table, and what only the issue itself can tell.

Asked by ``casework`` before every act and by faces before they show a button, so the two never differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.schema_policy import Policy
from monitor.triage import policy as rules
from monitor.triage import wording
from monitor.triage import workflow as w
from monitor.triage.casedata import Case

SECRET = "rahasia"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of rights: who, in which role and agency ("" = none), about which issue, when."""

    case: Case
    action: str
    role: str
    opd: str
    now: datetime
    policy: Policy


def refusal(case: Case, action: str, role: str, opd: str, now: datetime, policy: Policy) -> str:
    """Return why the act is refused, as one Indonesian sentence, or "" where it is allowed.

    Role and agency are looked at before the state, so that a stranger learns nothing about the issue.
    """
    row = w.TABLE.get(action)
    if row is None:
        return wording.unknown_action(action, w.ACTIONS)
    if role not in row.roles:
        return wording.wrong_role(action, role, row.roles)
    if role in w.AGENCY and not holds(case, opd, row.party):
        return wording.foreign(case.id, case.opd, opd)
    if case.state not in row.sources and (action, case.state) not in w.IMPLIED:
        return wording.wrong_state(case.id, action, case.state, row.sources)
    special = _SPECIAL.get(action)
    return special(Asked(case, action, role, opd, now, policy)) if special else ""


def allowed(case: Case, role: str, opd: str, now: datetime, policy: Policy) -> tuple[str, ...]:
    """Return the actions that somebody may do to the issue now, in the table's order."""
    return tuple(action for action in w.ACTIONS if not refusal(case, action, role, opd, now, policy))


def visible(case: Case, role: str, opd: str) -> bool:
    """Return whether the role may see the issue: agencies their own, the administrator none (WORKFLOW §5).

    An issue marked secret is seen only by the agency that holds it now, not by one that helps or has helped.
    """
    if role in w.AGENCY and SECRET in case.marks:
        return holds(case, opd)
    if role in w.AGENCY:
        return any(opd and opd in (leg.opd, *leg.support) for leg in case.legs)
    return role != w.ADMIN


def holds(case: Case, opd: str, party: bool = False) -> bool:
    """Return whether an agency has the issue as the main one, or, with ``party``, at least supports it."""
    return bool(opd) and (opd == case.opd or (party and opd in case.support))


def _assign(asked: Asked) -> str:
    case, most = asked.case, asked.policy.max_rejections
    if case.rejections >= most and asked.role != w.COORDINATOR:
        return wording.decided_by_coordinator(case.id, case.rejections)
    return ""


def _reject(asked: Asked) -> str:
    leg = asked.case.leg
    return wording.final_decision(asked.case.id) if leg and leg.final else ""


def _approve(asked: Asked) -> str:
    level = asked.case.level
    if rules.may_approve(asked.policy, level, asked.role):
        return ""
    return wording.needs_approver(level, asked.policy.level(level).approve)


def _pause_decision(asked: Asked) -> str:
    return "" if asked.case.pause_request else wording.no_pause_request(asked.case.id)


def _reopen(asked: Asked) -> str:
    days = asked.policy.reopen_days
    return "" if reopenable(asked.case, asked.now, days) else wording.too_late_to_reopen(asked.case.id, days)


def reopenable(case: Case, now: datetime, days: int) -> bool:
    """Return whether a finished issue is fresh enough to be opened again: ``days`` of 24 hours."""
    return case.finished_at is not None and now - case.finished_at <= timedelta(days=days)


def _reattach(asked: Asked) -> str:
    return "" if asked.case.parted else wording.nothing_parted(asked.case.id)


_SPECIAL: dict[str, Callable[[Asked], str]] = {
    "assign": _assign,
    "reject": _reject,
    "approve": _approve,
    "approve_pause": _pause_decision,
    "refuse_pause": _pause_decision,
    "reopen": _reopen,
    "reattach": _reattach,
}
