"""What the passing of time alone does to an issue: pauses end, terms are missed, rungs are reached.

    case + now
    | facts       pauses that ran out, terms missed: recorded at any hour
    | messages    rungs reached, for somebody to hear of: inside office hours only, K1 at any hour
    | next_check  the instant at which the two have something to say again

All are idempotent: what stands in the case already is never said twice. A term that begins anew (level
raised) climbs its ladder anew; a missed term is recorded once a leg, for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Any

from monitor.model import NewEvent
from monitor.schema_policy import LadderStep, Policy
from monitor.triage import acts, deadlines, wording, worktime
from monitor.triage import policy as rules
from monitor.triage import workflow as w
from monitor.triage.case import apply
from monitor.triage.casedata import Case
from monitor.triage.deadlines import OpenTerm
from monitor.triage.deed import Deed
from monitor.triage.payload import stamp
from monitor.triage.policy import Calendars

# The log counts whole seconds: a term is met at its very deadline, and missed one second later.
_SECOND = timedelta(seconds=1)
_MISSED = 100  # percent of a term
_HUMAS_INSTEAD = {"operator": "verifikator", "sekretaris": "verifikator", "kepala": "koordinator"}
# States in which the ball is with Humas, though the finish term runs.
_AT_HUMAS = frozenset({w.DETECTED, w.VERIFIED, w.RETURNED, w.SUBMITTED, w.APPROVED})


def facts(case: Case, now: datetime, policy: Policy, calendars: Calendars) -> list[NewEvent]:
    """Return the end of a pause that ran out and the terms missed by ``now`` and not recorded yet."""
    events: list[NewEvent] = []
    going = case.paused
    if going and going.until <= now:
        deed = Deed(case, "resume", w.SYSTEM, w.SYSTEM, "", now, {}, policy, calendars)
        payload = {"note": wording.AUTO_RESUMED, **acts.EFFECTS["resume"](deed)}
        events.append(_event(case, "resume", now, payload, after=w.WORKING))
        case = apply(case, events[-1])
    known = {(row.term, row.leg) for row in case.breaches}
    for item in deadlines.open_terms(case):
        if not item.frozen and item.term.due < now and (item.name, item.leg) not in known:
            events.append(_event(case, "breach", now, _breach(case, item)))
    return events


def _breach(case: Case, item: OpenTerm) -> dict[str, Any]:
    return {
        "term": item.name,
        "leg": item.leg,
        "due": stamp(item.term.due),
        "opd": case.opd if item.leg else "",
        "charged_to": _charged(case, item),
    }


def _charged(case: Case, item: OpenTerm) -> str:
    if item.name == "verify":
        return "humas"
    return "humas" if item.name == "finish" and case.state in _AT_HUMAS else "opd"


def messages(case: Case, now: datetime, policy: Policy, calendars: Calendars) -> list[NewEvent]:
    """Return one event for each rung reached by ``now`` that somebody must still hear of.

    A reminder overtaken by a higher rung is not sent late, only noted as passed over.
    """
    events = []
    for item in deadlines.open_terms(case):
        if item.frozen or not _may_speak(case, now, policy, calendars, item.term.opd):
            continue
        climbed = partial(_is_reached, item, now=now, calendars=calendars)
        reached = list(takewhile(climbed, _undone(case, item, policy)))
        for rung, passed in _to_say(reached):
            events.append(_event(case, "escalate", now, _rung(case, item, rung, passed)))
    nudges = _nudges(case, policy) if _may_speak(case, now, policy, calendars, "") else []
    return events + [_event(case, "escalate", now, row) for at, row in nudges if at <= now]


def _may_speak(case: Case, now: datetime, policy: Policy, calendars: Calendars, opd: str) -> bool:
    return policy.level(case.level).out_of_hours or worktime.is_open(now, calendars.of(opd))


def _undone(case: Case, item: OpenTerm, policy: Policy) -> list[LadderStep]:
    """Return the rungs of a term that nobody has heard of, lowest (hence earliest) first."""
    done = {
        row.id for row in case.escalations
        if (row.term, row.leg, row.start) == (item.name, item.leg, item.term.start)
    }  # fmt: skip
    return [rung for rung in rules.ladder(policy, item.name, case.level) if rung.id not in done]


def _is_reached(item: OpenTerm, rung: LadderStep, now: datetime, calendars: Calendars) -> bool:
    return _speaks_at(item, rung, calendars) <= now


def _speaks_at(item: OpenTerm, rung: LadderStep, calendars: Calendars) -> datetime:
    """Return the first second of a rung; from the deadline on it must really have passed."""
    at = deadlines.rung_at(item, rung.percent, calendars)
    return at + _SECOND if rung.percent >= _MISSED else at


def _to_say(reached: Sequence[LadderStep]) -> list[tuple[LadderStep, list[LadderStep]]]:
    """Return the rungs to speak of, each with the reminders it passed over (lowest rung first)."""
    said: list[tuple[LadderStep, list[LadderStep]]] = []
    passed: list[LadderStep] = []
    for place, rung in enumerate(reached):
        overtaken = any(later.percent > rung.percent for later in reached[place + 1 :])
        if rung.kind == "remind" and overtaken:
            passed.append(rung)
        else:
            said.append((rung, passed))
            passed = []
    return said


def _rung(case: Case, item: OpenTerm, rung: LadderStep, passed: Iterable[LadderStep]) -> dict[str, Any]:
    ours = item.name == "finish" and case.state in _AT_HUMAS
    return {
        "id": rung.id,
        "term": item.name,
        "leg": item.leg,
        "percent": rung.percent,
        "kind": rung.kind,
        "opd": case.opd,
        "to": _people(rung.to, ours),
        "cc": _people(rung.cc, ours),
        "start": stamp(item.term.start),
        "due": stamp(item.term.due),
        "passed": [{"id": row.id, "percent": row.percent, "start": stamp(item.term.start)} for row in passed],
    }


def _people(roles: Iterable[str], ours: bool) -> list[str]:
    """Return who hears of it; where the ball is with Humas, Humas is told and not the agency."""
    return list(dict.fromkeys(_HUMAS_INSTEAD.get(role, role) if ours else role for role in roles))


def _nudges(case: Case, policy: Policy) -> list[tuple[datetime, dict[str, Any]]]:
    """Return what no term watches over: a watched issue to look at again, a verified one that nobody disposes
    of, and the outer limit of days. Each with the instant from which it is due, unless it was said."""
    rows: list[tuple[datetime, str, list[str]]] = []
    if case.state == w.WATCHED and case.recheck_at:
        rows.append((case.recheck_at, "periksa-ulang", ["verifikator"]))
    if case.state == w.VERIFIED and "verify" in case.terms:
        rows.append((case.terms["verify"].due + _SECOND, "belum-disposisi", ["verifikator", "koordinator"]))
    if case.open and case.state != w.WATCHED:
        limit = case.published_at + timedelta(days=policy.outer_limit_days)
        rows.append((limit, "batas-luar", ["koordinator"]))
    done = {(row.id, row.start) for row in case.escalations}
    return [(at, _nudge(at, name, to)) for at, name, to in rows if (name, at) not in done]


def _nudge(at: datetime, name: str, to: list[str]) -> dict[str, Any]:
    row = {"id": name, "term": "", "leg": 0, "percent": 0, "kind": "remind", "opd": "", "to": to, "cc": []}
    return {**row, "start": stamp(at), "due": stamp(at), "passed": []}


def next_check(case: Case, now: datetime, policy: Policy, calendars: Calendars) -> datetime | None:
    """Return the next instant, ``now`` at the earliest, at which time alone changes something; else None."""
    found = [case.paused.until] if case.paused else []
    known = {(row.term, row.leg) for row in case.breaches}
    for item in deadlines.open_terms(case):
        if item.frozen:
            continue
        if (item.name, item.leg) not in known:
            found.append(item.term.due + _SECOND)
        if undone := _undone(case, item, policy):
            at = _speaks_at(item, undone[0], calendars)
            found.append(_spoken(case, max(at, now), policy, calendars, item.term.opd))
    found += [_spoken(case, max(at, now), policy, calendars, "") for at, _ in _nudges(case, policy)]
    return max(min(found), now) if found else None


def _spoken(case: Case, at: datetime, policy: Policy, calendars: Calendars, opd: str) -> datetime:
    return at if policy.level(case.level).out_of_hours else worktime.next_opening(at, calendars.of(opd))


def _event(case: Case, kind: str, now: datetime, payload: dict[str, Any], after: str = "") -> NewEvent:
    return NewEvent(case.id, kind, case.state, after or case.state, w.SYSTEM, w.SYSTEM, now, payload)
