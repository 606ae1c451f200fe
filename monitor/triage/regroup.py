"""Issues that a person merges, and what becomes of the other issue when that is taken back.

The issue on which somebody acts follows the workflow's table (``casework.act``); these are the events of the
one beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from monitor.errors import NotAllowedError
from monitor.model import NewEvent
from monitor.schema_policy import Policy
from monitor.triage import casework, wording
from monitor.triage.case import Case
from monitor.triage.payload import whole
from monitor.triage.policy import Calendars


def merge(
    child: Case,
    parent: Case,
    *,
    actor: str,
    role: str,
    now: datetime,
    note: str = "",
    action: str = "merge",
    policy: Policy,
    calendars: Calendars,
) -> list[NewEvent]:
    """Return the events of both issues when one flows into the other (``action``: merge or duplicate).

    The child stops and keeps its own times; the parent takes its articles and the earliest publication.
    Raises NotAllowedError as ``act`` does, and where the parent is closed.
    """
    at = max(whole(now), child.last_at, parent.last_at)
    if not parent.open:
        raise NotAllowedError(wording.closed_parent(parent.id, parent.state))
    fields = {"parent": parent.id, "note": note}
    given: dict[str, Any] = {"actor": actor, "role": role, "opd": None, "now": at, "payload": fields}
    events = casework.act(child, action, **given, policy=policy, calendars=calendars)
    payload = {"child": child.id, **casework.joining(parent, child.articles, policy, calendars)}
    return [*events, NewEvent(parent.id, "absorb", parent.state, parent.state, actor, role, at, payload)]


def release(
    case: Case, child: str, articles: Collection[str], *, actor: str, role: str, now: datetime
) -> list[NewEvent]:
    """Return the event by which articles go back to issue ``child``; none where the case has none of them.

    Raises NotAllowedError where no article would be left.
    """
    own = [article.id for article in case.articles]
    gone = [name for name in own if name in articles]
    if not gone:
        return []
    if len(gone) == len(own):
        raise NotAllowedError(wording.last_article())
    at = max(whole(now), case.last_at)
    payload = {"child": child, "articles": gone}
    return [NewEvent(case.id, "release", case.state, case.state, actor, role, at, payload)]
