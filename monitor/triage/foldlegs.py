"""What verdicts, legs, pauses and answers do to a case: one small function a kind of event."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.triage.casedata import Case, Draft, Pause, PauseRequest, Publication, evolve
from monitor.triage.foldbase import Line, close_leg, levelled, new_leg, take_terms, with_leg
from monitor.triage.payload import instant, read_terms

# --- verdicts --------------------------------------------------------------------------------------------


def verify(case: Case, event: Line) -> Case:
    """Humas says: this is an issue. A leg of a reopened issue ends, for somebody is to be chosen anew."""
    case = close_leg(case, event)
    level = event.payload.get("level", {})
    return evolve(
        levelled(case, level) if level else case,
        verified_at=case.verified_at or event.at,
        topic=event.payload.get("topic", case.topic),
        reason_code="",
        merged_into="",
        recheck_at=None,
    )


def verdict(case: Case, event: Line) -> Case:
    """Humas says: not an issue, a duplicate, part of another one, or only to be watched."""
    data = event.payload
    return evolve(
        take_terms(close_leg(case, event), data),
        verified_at=case.verified_at or event.at,
        reason_code=data.get("reason_code", ""),
        merged_into=data.get("parent", ""),
        recheck_at=instant(data["recheck"]) if "recheck" in data else None,
        pause_request=None,
    )


# --- legs ------------------------------------------------------------------------------------------------


def assign(case: Case, event: Line) -> Case:
    """A new leg begins; the one before it closes."""
    data = event.payload
    case = close_leg(case, event)
    terms = read_terms(data["terms"])
    leg = new_leg(case, event, data["opd"], tuple(data.get("support", ())))
    return evolve(
        case,
        legs=(*case.legs, leg),
        terms={**case.terms, **{name: term for name, term in terms.items() if name == "finish"}},
        assigned_at=case.assigned_at or event.at,
        accepted_at=None,
        responded_at=None,
        delivered_at=None,
        finished_at=None,
        suggested="",
        pause_request=None,
        endorsed_by="",
    )


def accept(case: Case, event: Line) -> Case:
    """The agency takes the issue and names who works on it."""
    case = with_leg(case, accepted_at=event.at, pic=event.payload["pic"])
    return evolve(case, accepted_at=event.at)


def reject(case: Case, event: Line) -> Case:
    """The agency hands the issue back and says whose it is."""
    case = with_leg(case, returned_at=event.at)
    return evolve(
        case, rejections=case.rejections + 1, suggested=event.payload["suggested"], accepted_at=None
    )


def start(case: Case, event: Line) -> Case:
    """Work begins; after a reopening this is the acceptance, too."""
    if case.legs[-1].accepted_at is None:
        case = with_leg(case, accepted_at=event.at, pic=event.payload.get("pic", ""))
    return evolve(case, accepted_at=case.accepted_at or event.at)


# --- pauses ----------------------------------------------------------------------------------------------


def pause(case: Case, event: Line) -> Case:
    """The clocks stop, from the instant the payload gives."""
    data = event.payload
    row = Pause(
        data["pause_reason"], instant(data["since"]), instant(data["until"]), data["by"],
        approved_by=data.get("approved_by", ""),
    )  # fmt: skip
    return evolve(with_leg(case, pauses=(*case.legs[-1].pauses, row)), pause_request=None)


def ask_pause(case: Case, event: Line) -> Case:
    """A pause is asked for; no clock stops yet."""
    data = event.payload
    request = PauseRequest(data["pause_reason"], event.at, instant(data["until"]), event.actor)
    return evolve(case, pause_request=request)


def refuse_pause(case: Case, event: Line) -> Case:
    """The coordinator says no; the clocks have never stopped."""
    return evolve(case, pause_request=None)


def resume(case: Case, event: Line) -> Case:
    """The clocks run again, with deadlines moved by the pause."""
    leg = case.legs[-1]
    ended = replace(leg.pauses[-1], end=instant(event.payload["end"]))
    return take_terms(with_leg(case, pauses=(*leg.pauses[:-1], ended)), event.payload)


# --- answers ---------------------------------------------------------------------------------------------


def draft(case: Case, event: Line) -> Case:
    """One more version of the answer, not handed in yet."""
    return evolve(case, drafts=(*case.drafts, _draft(case, event, None)))


def respond(case: Case, event: Line) -> Case:
    """The answer is handed in."""
    leg = case.legs[-1]
    case = with_leg(case, first_submitted_at=leg.first_submitted_at or event.at, submitted_at=event.at)
    return evolve(case, drafts=(*case.drafts, _draft(case, event, event.at)), pause_request=None)


def _draft(case: Case, event: Line, submitted_at: datetime | None) -> Draft:
    data = event.payload
    return Draft(
        version=len(case.drafts) + 1,
        at=event.at,
        by=event.actor,
        opd=data["by_opd"],
        text=data["text"],
        kind=data["answer_kind"],
        source=data.get("source", ""),
        approver=data.get("approver", ""),
        attachments=tuple(data.get("attachments", ())),
        submitted_at=submitted_at,
    )


def endorse(case: Case, event: Line) -> Case:
    """The agency's head stands behind the answer."""
    return evolve(case, endorsed_by=event.actor)


def revise(case: Case, event: Line) -> Case:
    """Humas sends the answer back with what to fix."""
    judged = replace(case.drafts[-1], judged="revisi", fix=event.payload["fix"], judged_at=event.at)
    return evolve(case, drafts=(*case.drafts[:-1], judged), revisions=case.revisions + 1, endorsed_by="")


def approve(case: Case, event: Line) -> Case:
    """The answer is fit; the response term is met as of the hour it was handed in."""
    submitted = case.legs[-1].submitted_at
    judged = replace(case.drafts[-1], judged="layak", judged_at=event.at)
    case = with_leg(case, fit_submitted_at=submitted)
    return evolve(case, drafts=(*case.drafts[:-1], judged), responded_at=submitted)


def publish(case: Case, event: Line) -> Case:
    """The answer reaches the public."""
    data = event.payload
    at = instant(data["published_at"]) if "published_at" in data else event.at
    row = Publication(data["channel"], at, data.get("outlet", ""), data.get("url", ""), data.get("linked"))
    return evolve(case, publications=(*case.publications, row), delivered_at=at)


def close(case: Case, event: Line) -> Case:
    """The issue is done."""
    data = event.payload
    return evolve(
        close_leg(case, event),
        finished_at=event.at,
        outcome=data["outcome"],
        tone=data.get("tone", ""),
        lesson=data.get("lesson", ""),
    )


def reopen(case: Case, event: Line) -> Case:
    """The same matter is back: a new leg for the agency that had it; the case's finish term stands."""
    last = case.legs[-1]
    leg = new_leg(case, event, last.opd, last.support)
    return evolve(
        case,
        legs=(*case.legs, leg),
        reopened=case.reopened + 1,
        requests=tuple(request for request in case.requests if request["about"] != "reopen"),
        accepted_at=None,
        responded_at=None,
        delivered_at=None,
        finished_at=None,
        outcome="",
        endorsed_by="",
    )
