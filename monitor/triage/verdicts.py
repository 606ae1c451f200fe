"""What people decided about an issue, as labels for the classifiers: yes or no, which agency, how grave.

    events (of one issue, oldest first)
    | learnt     the last word of a person on each question; the system's own words teach nothing
    | Verdict    one per issue that somebody decided

A disposisi that the system made by itself counts once its agency has accepted it: only then a person has said
that both issue and agency were right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model import Event
from monitor.triage import workflow as w
from monitor.triage.case import Case, fold

# Dismissed for its age, not for its words: the article may well be negative, so nothing is learnt from it.
SILENT = frozenset({"berita-lama"})
# What a level that a person set says about severity. The policy's rules read the other way, from severity
# (and reach) to level; K1 and K2 ask for a grave matter, K4 is what remains.
GRAVITY = {"K1": "tinggi", "K2": "tinggi", "K3": "sedang", "K4": "rendah"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision: ``flag`` (a negative issue about P or not), ``opd`` main one first (empty: nobody said),
    ``severity`` (None: nobody said), the ids of the ``articles`` it speaks of, when and by which act.
    """

    issue: str
    articles: tuple[str, ...]
    flag: bool
    opd: tuple[str, ...]
    severity: str | None
    at: datetime
    act: str


@dataclass(frozen=True, slots=True)
class _Said:
    flag: bool | None = None
    opd: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    severity: str | None = None
    last: tuple[datetime, str] | None = None


def learnt(events: Iterable[Event]) -> Verdict | None:
    """Return what people decided about one issue; None where nobody decided yet or the decision is silent."""
    lines = list(events)
    said = _Said()
    for event in lines:
        said = _heard(said, event)
    if said.flag is None or said.last is None:
        return None
    case = fold(lines)
    opd, severity = (said.opd, said.severity) if said.flag else ((), None)
    return Verdict(case.id, _judged(case), said.flag, opd, severity, *said.last)


def _heard(said: _Said, event: Event) -> _Said:
    data = event.payload
    if event.kind in ("assign", "reassign"):
        opd = (str(data["opd"]), *map(str, data.get("support") or ()))
        if event.role == w.SYSTEM:
            return replace(said, proposed=opd)
        return replace(said, flag=True, opd=opd, proposed=opd, last=(event.at, event.kind))
    if event.role == w.SYSTEM:
        return said
    if event.kind == "open":
        return replace(said, flag=True, last=(event.at, event.kind))
    if event.kind == "accept":
        return replace(said, flag=True, opd=said.proposed, last=(event.at, event.kind))
    if event.kind == "reject":
        return replace(said, opd=())
    if event.kind == "dismiss":
        flag = None if data["reason_code"] in SILENT else False
        return replace(said, flag=flag, last=(event.at, event.kind))
    if event.kind in ("watch", "duplicate", "merge"):
        return replace(said, flag=None)
    if event.kind == "verify":
        grave = GRAVITY.get(str(data.get("level") and data["level"].get("level", "")), said.severity)
        return replace(said, flag=True, severity=grave, last=(event.at, event.kind))
    if event.kind == "set_level":
        return replace(said, severity=GRAVITY.get(str(data["level"]), said.severity))
    return said


def _judged(case: Case) -> tuple[str, ...]:
    """Return the articles that were flagged and stand in the file in their own words: copies teach nothing
    new, context and answers were not what was decided about.
    """
    return tuple(one.id for one in case.articles if one.flag and not one.answer and one.kind != "copy")
