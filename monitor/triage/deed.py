"""One act on its way to becoming an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.schema_policy import Policy
from monitor.triage.casedata import Case
from monitor.triage.policy import Calendars

Extra = dict[str, Any]
"""What the rules add to an event's payload."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on its way to becoming an event. ``opd``: the actor's own agency, "" for Humas and leaders."""

    case: Case
    action: str
    actor: str
    role: str
    opd: str
    now: datetime
    fields: Mapping[str, Any]
    policy: Policy
    calendars: Calendars
