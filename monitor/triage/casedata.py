"""An issue as its events tell it: frozen data, no behaviour beyond looking things up.

``case.apply`` builds it event by event; nobody else makes one. All instants are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from monitor.model import Json
from monitor.triage import workflow as w
from monitor.triage.legs import Leg as Leg
from monitor.triage.legs import Pause as Pause
from monitor.triage.legs import PauseRequest as PauseRequest
from monitor.triage.legs import Term as Term


@dataclass(frozen=True, slots=True)
class CaseArticle:
    """One article of an issue. ``flag``: it was rated negative; ``answer``: it carries P's own answer.

    ``kind``: ``copy`` · ``same`` · ``context`` · ``answer`` (joined as evidence of a response), as clustering
    found it; "" for the first.
    """

    id: str
    url: str
    outlet: str
    title: str
    published: datetime
    flag: bool = True
    answer: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """Articles that a person took out of an issue. ``to``: the issue they went to, "" where to none."""

    to: str
    articles: tuple[CaseArticle, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of an answer. ``judged``: "" (not yet) · ``revisi`` · ``layak``, at ``judged_at``."""

    version: int
    at: datetime
    by: str
    opd: str
    text: str
    kind: str
    source: str = ""
    approver: str = ""
    attachments: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    judged: str = ""
    fix: str = ""
    judged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A missed term, for ever. ``leg`` is 0 for terms of the whole case; ``at`` is the deadline missed."""

    term: str
    leg: int
    at: datetime
    noted_at: datetime
    charged_to: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the escalation ladder that was reached (or passed over by a higher one).

    ``start`` is that of the term: a term that begins anew (level raised) climbs its ladder anew.
    """

    id: str
    term: str
    leg: int
    percent: int
    start: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """How the answer reached the public. ``linked``: the outlet links it to the article it answers."""

    channel: str
    at: datetime
    outlet: str = ""
    url: str = ""
    linked: bool | None = None


# No slots: ``evolve`` copies the instance's dictionary.
@dataclass(frozen=True)
class Case:
    """An issue and its whole history in one value; ``fold(events)`` is the only way to get one.

    The eight instants of the workflow: ``published_at`` (terbit, the earliest article), ``opened_at``
    (terdeteksi), ``verified_at`` (first verdict of Humas, whatever it was), ``assigned_at`` (first
    disposisi), ``accepted_at`` and ``responded_at`` (of the agency that holds the issue; the latter is the
    submission of the answer judged fit), ``delivered_at``, ``finished_at``; the last two are empty again
    while a reopened issue runs.
    """

    id: str
    state: str
    title: str
    level: str
    level_rule: str
    level_because: str
    opened_at: datetime
    published_at: datetime
    policy_version: str
    calendar_version: str
    last_at: datetime
    last_seq: int = 0
    verified_at: datetime | None = None
    assigned_at: datetime | None = None
    accepted_at: datetime | None = None
    responded_at: datetime | None = None
    delivered_at: datetime | None = None
    finished_at: datetime | None = None
    articles: tuple[CaseArticle, ...] = ()
    legs: tuple[Leg, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()
    escalations: tuple[Rung, ...] = ()
    proposal: Json = field(default_factory=dict)
    rating: Json = field(default_factory=dict)
    topic: str = ""
    overruled: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    rejections: int = 0
    suggested: str = ""
    revisions: int = 0
    reopened: int = 0
    reason_code: str = ""
    merged_into: str = ""
    children: tuple[str, ...] = ()
    parted: tuple[Parted, ...] = ()
    linked: str = ""
    recheck_at: datetime | None = None
    right_of_reply_until: datetime | None = None
    pause_request: PauseRequest | None = None
    requests: tuple[Json, ...] = ()
    drafts: tuple[Draft, ...] = ()
    endorsed_by: str = ""
    publications: tuple[Publication, ...] = ()
    outcome: str = ""
    tone: str = ""
    lesson: str = ""
    notes: int = 0

    @property
    def leg(self) -> Leg | None:
        """The leg not closed yet (also one handed back and awaiting Humas' decision), or None."""
        return self.legs[-1] if self.legs and self.legs[-1].closed_at is None else None

    @property
    def opd(self) -> str:
        """The main agency that holds the issue, or held it last; "" before the first disposisi."""
        return self.legs[-1].opd if self.legs else ""

    @property
    def support(self) -> tuple[str, ...]:
        """The agencies asked to help the main one."""
        return self.legs[-1].support if self.legs else ()

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """All pauses of all legs, oldest first: the finish clock stood still in each."""
        return tuple(pause for leg in self.legs for pause in leg.pauses)

    @property
    def paused(self) -> Pause | None:
        """The pause that is going on, or None."""
        last = self.legs[-1].pauses[-1:] if self.legs else ()
        return last[0] if last and last[0].end is None else None

    @property
    def deadlines(self) -> dict[str, Term]:
        """All terms known so far: ``verify`` and ``finish`` of the case, the rest of its latest leg."""
        last = self.legs[-1].due if self.legs else {}
        known = {**self.terms, **last}
        return {term: known[term] for term in ("verify", "accept", "respond", "finish") if term in known}

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that wrote about it, each once, in order of appearance."""
        return tuple(dict.fromkeys(article.outlet for article in self.articles))

    @property
    def open(self) -> bool:
        """Whether anybody still has something to do."""
        return self.state not in w.CLOSED

    @property
    def flags(self) -> frozenset[str]:
        """Standing marks: ``lewat_tenggat``, ``eskalasi``, ``krisis``, ``rahasia``, ``dibuka_kembali``."""
        found = set(self.marks)
        found |= {"lewat_tenggat"} if self.breaches else set()
        found |= {"eskalasi"} if self.escalations else set()
        found |= {"krisis"} if self.level == "K1" else set()
        found |= {"dibuka_kembali"} if self.reopened else set()
        return frozenset(found)

    @property
    def instants(self) -> dict[str, datetime | None]:
        """The eight instants under their Indonesian names."""
        return {
            "terbit": self.published_at,
            "terdeteksi": self.opened_at,
            "terverifikasi": self.verified_at,
            "didisposisi": self.assigned_at,
            "diterima_opd": self.accepted_at,
            "ditanggapi": self.responded_at,
            "disampaikan": self.delivered_at,
            "selesai": self.finished_at,
        }


def evolve(case: Case, **changes: Any) -> Case:
    """Return the case with some fields changed; raise TypeError for a field it does not have.

    ``dataclasses.replace`` runs every field through ``__init__``, which for nearly fifty of them was four
    fifths of the time of folding a log; the values here need no such care, for they come from a Case.
    """
    if not _FIELDS.issuperset(changes):
        raise TypeError(f"a case has no {', '.join(sorted(set(changes) - _FIELDS))}")
    new = object.__new__(Case)
    new.__dict__.update(case.__dict__, **changes)
    return new


_FIELDS = frozenset(one.name for one in fields(Case))
