"""What the office's policy says in a given case: clocks, terms, ladder, pauses, and who approves.

The policy itself is data (``monitor.schema_policy``); here are the questions the rules ask it.
"""

from __future__ import annotations

import calendar as month_table
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.schema_policy import Choice, LadderStep, Policy
from monitor.span import parse_span
from monitor.triage import worktime
from monitor.triage.calendar import Calendar

LEVELS = ("K1", "K2", "K3", "K4")


@dataclass(frozen=True)
class Calendars:
    """The calendars in use: the office's own, and those of agencies that keep other hours (hospitals)."""

    default: Calendar
    by_opd: Mapping[str, Calendar] = field(default_factory=dict)

    def of(self, opd: str) -> Calendar:
        """Return an agency's calendar; the office's own for "" and for agencies without one."""
        return self.by_opd.get(opd, self.default)

    @property
    def version(self) -> str:
        """The version that is stored with every deadline."""
        return self.default.version


def running(policy: Policy, level: str) -> bool:
    """Return whether a level's clock counts every hour."""
    return policy.level(level).clock == "running"


def is_higher(level: str, than: str) -> bool:
    """Return whether ``level`` is graver than ``than`` (K1 is the gravest)."""
    return LEVELS.index(level) < LEVELS.index(than)


def may_approve(policy: Policy, level: str, role: str) -> bool:
    """Return whether ``role`` may approve answers of a level."""
    return role in policy.level(level).approve


def ladder(policy: Policy, term: str, level: str) -> list[LadderStep]:
    """Return the rungs that apply to a term of a level, lowest first."""
    rungs = [rung for rung in policy.ladder if term in rung.terms and level in rung.levels]
    return sorted(rungs, key=lambda rung: rung.percent)


def pause_needs_approval(policy: Policy, level: str, asked: timedelta, calendar: Calendar) -> bool:
    """Return whether a pause of ``asked`` working time needs a coordinator (WORKFLOW §2.3: K1, or > 1 hk)."""
    free = worktime.length(parse_span(policy.pauses.free), calendar)
    return level in policy.pauses.approval_levels or asked > free


def pause_cap(policy: Policy, calendar: Calendar) -> timedelta:
    """Return the working time that all pauses of one leg together may take."""
    return worktime.length(parse_span(policy.pauses.cap), calendar)


def codes(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Return the ids of a closed list."""
    return tuple(choice.id for choice in choices)


def right_of_reply_until(published: datetime, policy: Policy, calendars: Calendars) -> datetime:
    """Return the day until which hak jawab can be claimed: so many calendar months after publication.

    Two months after the first publication, after Peraturan Dewan Pers 9/2008 as summaries give it; a
    setting of the policy. The 31st becomes the last day of a shorter month.
    """
    local = published.astimezone(calendars.default.zone)
    years, month = divmod(local.month - 1 + policy.hak_jawab_months, 12)
    year, month = local.year + years, month + 1
    day = min(local.day, month_table.monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day).astimezone(published.tzinfo)
