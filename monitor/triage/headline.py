"""A headline that an outlet changed after we had read it: a fact about the issue, worth a line in its log."""

from __future__ import annotations

from datetime import datetime

from monitor.model import NewEvent
from monitor.schema_policy import Policy
from monitor.triage import escalate
from monitor.triage import workflow as w
from monitor.triage.case import Case, apply
from monitor.triage.payload import whole
from monitor.triage.policy import Calendars


def changed(
    case: Case, article: str, old: str, new: str, now: datetime, policy: Policy, calendars: Calendars
) -> list[NewEvent]:
    """Return the events of a changed headline; none where the article is no flagged one of this issue.

    As with every event, what time alone has done by ``now`` is recorded first.
    """
    known = next((one for one in case.articles if one.id == article and one.flag), None)
    if known is None:
        return []
    at = max(whole(now), case.last_at)
    events = escalate.facts(case, at, policy, calendars)
    for event in events:
        case = apply(case, event)
    payload = {"article": article, "outlet": known.outlet, "old": old, "new": new}
    return [*events, NewEvent(case.id, "headline", case.state, case.state, w.SYSTEM, w.SYSTEM, at, payload)]
