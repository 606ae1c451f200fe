"""The terms of a case on the clock: made, moved by pauses and raises, and asked how far they are.

Which clock: verify and finish run in the Humas office's calendar, accept and respond in the agency's own;
a level on the running clock ignores both. A pause moves respond and finish, never verify or accept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.schema_policy import Policy, TermId
from monitor.span import parse_span
from monitor.triage import policy as rules
from monitor.triage import workflow as w
from monitor.triage import worktime
from monitor.triage.casedata import Case, Leg, Pause, Term
from monitor.triage.policy import Calendars
from monitor.wording_time import format_instant

PAUSABLE = ("respond", "finish")
# The time Humas took to decide a wrongful return stops the response clock of the leg, not the case's.
RETURN = "dikembalikan"

OWN_TERMS: tuple[TermId, ...] = ("accept", "respond")


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A term that still runs: ``leg`` is 0 for the case's own; ``frozen`` while a pause lasts."""

    term: Term
    leg: int
    pauses: tuple[Pause, ...]
    frozen: bool

    @property
    def name(self) -> str:
        """The term's id."""
        return self.term.term


def make(
    name: TermId, level: str, start: datetime, policy: Policy, calendars: Calendars, opd: str = ""
) -> Term:
    """Return a term of a level from its start, with its derivation."""
    span = policy.level(level).terms.span(name)
    runs, calendar = rules.running(policy, level), calendars.of(opd)
    due = worktime.due(start, parse_span(span), calendar, runs)
    return Term(
        name, start, due.due, span, due.steps, running=runs, opd=opd, level=level,
        policy=policy.version, calendar=calendar.version,
    )  # fmt: skip


def spans(pauses: Iterable[Pause], now: datetime) -> list[worktime.Pause]:
    """Return pauses as pairs of instants; one still going on ends ``now``."""
    return [(pause.since, pause.end or now) for pause in pauses]


def moved(term: Term, pauses: Iterable[Pause], now: datetime, calendars: Calendars) -> Term:
    """Return the term with its deadline moved by (more) pauses; the derivation says so in a last line."""
    calendar = calendars.of(term.opd)
    due = worktime.extend(term.due, spans(pauses, now), calendar, term.running, term.start)
    if due == term.due:
        return term
    line = f"Sesudah jeda: {format_instant(due, calendar.zone, calendar.label)}"
    return replace(term, due=due, steps=(*term.steps, line))


def raised(old: Term, now: datetime, level: str, policy: Policy, calendars: Calendars,
           pauses: Iterable[Pause] = ()) -> Term:  # fmt: skip
    """Return the term after its level rose: anew from ``now``, but never later than the old one.

    The old one is compared as moved by a pause still going on, so that a raise takes no pause away.
    """
    going = [pause for pause in pauses if pause.end is None]
    new = make(_name(old), level, now, policy, calendars, old.opd)
    return new if new.due < moved(old, going, now, calendars).due else old


def again(old: Term, now: datetime, level: str, policy: Policy, calendars: Calendars,
          pauses: Iterable[Pause] = ()) -> Term:  # fmt: skip
    """Return the term computed afresh from its own start, with the pauses it has had."""
    ended = [pause for pause in pauses if pause.end]
    return moved(make(_name(old), level, old.start, policy, calendars, old.opd), ended, now, calendars)


def open_terms(case: Case) -> list[OpenTerm]:
    """Return the terms that still run, in the order verify, accept, respond, finish."""
    found = []
    if case.state == w.DETECTED and "verify" in case.terms:
        found.append(OpenTerm(case.terms["verify"], 0, (), False))
    if case.leg and case.leg.open and case.state in (*w.AT_AGENCY, w.SUBMITTED):
        found += _leg_terms(case, case.leg)
    if _finish_runs(case):
        pauses = tuple(pause for pause in case.pauses if pause.reason != RETURN)
        found.append(OpenTerm(case.terms["finish"], 0, pauses, case.paused is not None))
    return found


def _leg_terms(case: Case, leg: Leg) -> list[OpenTerm]:
    found = []
    if leg.accepted_at is None:
        found.append(OpenTerm(leg.due["accept"], leg.number, (), False))
    respond = leg.due["respond"]
    # An answer handed in on time holds the clock until Humas has judged it.
    waits = case.state == w.SUBMITTED and leg.submitted_at is not None and leg.submitted_at <= respond.due
    if leg.fit_submitted_at is None and not waits:
        found.append(OpenTerm(respond, leg.number, leg.pauses, case.paused is not None))
    return found


def _finish_runs(case: Case) -> bool:
    done = case.delivered_at or case.finished_at
    return "finish" in case.terms and case.open and not done and case.state != w.WATCHED


def rung_at(item: OpenTerm, percent: int, calendars: Calendars) -> datetime:
    """Return the instant at which ``percent`` of a term has been used, pauses left out."""
    if percent == 100:
        return item.term.due
    calendar = calendars.of(item.term.opd)
    whole = worktime.length(parse_span(item.term.span), calendar, item.term.running)
    base = worktime.advance(item.term.start, whole * percent / 100, calendar, item.term.running)
    ended = [(pause.since, pause.end) for pause in item.pauses if pause.end]
    return worktime.extend(base, ended, calendar, item.term.running, item.term.start)


def used(item: OpenTerm, now: datetime, calendars: Calendars) -> float:
    """Return the percentage of a term that is used; it stands still in a pause."""
    calendar, term = calendars.of(item.term.opd), item.term
    going = next((pause for pause in item.pauses if pause.end is None), None)
    at = going.since if going and item.frozen else now
    whole = worktime.length(parse_span(term.span), calendar, term.running)
    return 100 * (1 - worktime.elapsed(at, term.due, calendar, term.running) / whole)


def remaining(item: OpenTerm, now: datetime, calendars: Calendars) -> timedelta:
    """Return the time left on the term's own clock; negative when late."""
    term = item.term
    return worktime.elapsed(now, term.due, calendars.of(term.opd), term.running)


def _name(term: Term) -> TermId:
    names: tuple[TermId, ...] = ("verify", "accept", "respond", "finish")
    return next(name for name in names if name == term.term)
