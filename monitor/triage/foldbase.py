"""What the fold's steps share: the present leg, and terms taken from a payload."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from monitor.model import Event, NewEvent
from monitor.triage.casedata import Case, Leg, Pause, evolve
from monitor.triage.payload import instant, read_terms

Line = Event | NewEvent


def with_leg(case: Case, **changes: Any) -> Case:
    """Return the case with its latest leg changed."""
    return evolve(case, legs=(*case.legs[:-1], replace(case.legs[-1], **changes)))


def close_leg(case: Case, event: Line) -> Case:
    """Close the open leg as the payload's ``closes`` says; nothing where none is open."""
    leg, closes = case.leg, event.payload.get("closes")
    if leg is None or closes is None:
        return case
    pauses = tuple(pause if pause.end else replace(pause, end=event.at) for pause in leg.pauses)
    closed = replace(
        leg,
        pauses=pauses,
        closed_at=leg.returned_at or event.at,
        closed_because=closes["because"],
        charged_to=closes["charged_to"],
    )
    return evolve(case, legs=(*case.legs[:-1], closed))


def new_leg(case: Case, event: Line, opd: str, support: tuple[str, ...]) -> Leg:
    """Return the leg that begins with this event."""
    data = event.payload
    due = {name: term for name, term in read_terms(data["terms"]).items() if name != "finish"}
    carried = tuple(_read_pause(row) for row in data.get("carried", ()))
    return Leg(
        number=len(case.legs) + 1,
        opd=opd,
        support=support,
        opened_at=event.at,
        due=due,
        policy_version=data["policy"],
        calendar_version=data["calendar"],
        final=data.get("final", False),
        instruction=data.get("instruction", ""),
        letter_no=data.get("letter_no", ""),
        pauses=carried,
    )


def _read_pause(row: dict[str, Any]) -> Pause:
    since, until, end = (instant(row[key]) for key in ("since", "until", "end"))
    return Pause(row["reason"], since, until, row["by"], end=end)


def levelled(case: Case, data: Any) -> Case:
    """Take level, rule and, where a human overruled the system's rule, the memory of that."""
    overruled = case.overruled + ((data["overrules"],) if data.get("overrules") else ())
    changed = evolve(
        case, level=data["level"], level_rule=data["rule"], level_because=data["reason"], overruled=overruled
    )
    return take_terms(changed, data)


def take_terms(case: Case, data: Any) -> Case:
    """Return the case with the deadlines that the payload gives in place of the old ones."""
    terms = read_terms(data.get("terms", {}))
    own = {name: term for name, term in terms.items() if name in ("accept", "respond")}
    if own:
        case = with_leg(case, due={**case.legs[-1].due, **own})
    whole = {name: term for name, term in terms.items() if name not in own}
    return evolve(case, terms={**case.terms, **whole}) if whole else case
