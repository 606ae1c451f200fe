"""Events in, issue out: the fold that every view, deadline and report rests on.

    events (of one issue, oldest first)
    | apply      one event changes one frozen Case into the next
    | Case       state, level, legs, terms, breaches, answers: ``casedata``

The fold decides nothing and needs neither calendar nor policy: what was decided stands in the payload.
An event of a kind it does not know (written by a newer version) only moves state and time on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from monitor.model import Event, NewEvent
from monitor.triage import foldfile, foldlegs
from monitor.triage.casedata import (
    Breach,
    Case,
    CaseArticle,
    Draft,
    Leg,
    Pause,
    PauseRequest,
    Publication,
    Rung,
    Term,
    evolve,
)

__all__ = [
    "Breach", "Case", "CaseArticle", "Draft", "Leg", "Pause", "PauseRequest", "Publication", "Rung", "Term",
    "apply", "fold",
]  # fmt: skip

Line = Event | NewEvent

_STEPS: dict[str, Callable[[Case, Line], Case]] = {
    "verify": foldlegs.verify,
    "dismiss": foldlegs.verdict,
    "duplicate": foldlegs.verdict,
    "watch": foldlegs.verdict,
    "merge": foldlegs.verdict,
    "assign": foldlegs.assign,
    "reassign": foldlegs.assign,
    "accept": foldlegs.accept,
    "reject": foldlegs.reject,
    "start": foldlegs.start,
    "draft": foldlegs.draft,
    "pause": foldlegs.pause,
    "ask_pause": foldlegs.ask_pause,
    "approve_pause": foldlegs.pause,
    "refuse_pause": foldlegs.refuse_pause,
    "resume": foldlegs.resume,
    "respond": foldlegs.respond,
    "endorse": foldlegs.endorse,
    "revise": foldlegs.revise,
    "approve": foldlegs.approve,
    "publish": foldlegs.publish,
    "close": foldlegs.close,
    "reopen": foldlegs.reopen,
    "set_level": foldfile.set_level,
    "set_flag": foldfile.set_flag,
    "ask": foldfile.ask,
    "note": foldfile.note,
    "unmerge": foldlegs.verify,
    "detach": foldfile.detach,
    "reattach": foldfile.reattach,
    "articles": foldfile.articles,
    "headline": foldfile.headline,
    "absorb": foldfile.absorb,
    "release": foldfile.release,
    "breach": foldfile.breach,
    "escalate": foldfile.escalate,
    "recompute": foldfile.recompute,
}


def apply(case: Case | None, event: Line) -> Case:
    """Return the case after one more event; ``None`` before the first. Raises ValueError out of order."""
    if (case is None) != (event.kind == "open"):
        raise ValueError(
            f"issue {event.issue}: '{event.kind}' cannot follow {case.state if case else 'nothing'}"
        )
    seq = event.seq if isinstance(event, Event) else 0
    if case is None:
        return evolve(foldfile.opened(event), last_seq=seq)
    step = _STEPS.get(event.kind)
    after = step(case, event) if step else case
    return evolve(after, state=event.after, last_at=event.at, last_seq=seq or case.last_seq)


def fold(events: Iterable[Line]) -> Case:
    """Return the issue that these events (all of one issue, oldest first) tell. ValueError for none."""
    case: Case | None = None
    for event in events:
        case = apply(case, event)
    if case is None:
        raise ValueError("an issue without events")
    return case
