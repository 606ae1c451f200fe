"""One issue as its page shows it: head, timeline, articles and their versions, deadlines, answers, forms."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.desk import cards, storytelling
from monitor.desk.actionforms import ActionForm, forms
from monitor.desk.office import Office
from monitor.model import Event
from monitor.report.story import Line
from monitor.triage.case import Case, Draft, Leg, fold
from monitor.wording_time import format_span


@dataclass(frozen=True, slots=True)
class Edited:
    """A headline that was changed: (kind, words) pieces, kind ``sama`` · ``hapus`` · ``baru``."""

    article: str
    outlet: str
    time: str
    pieces: tuple[tuple[str, str], ...]
    text_too: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One version of an answer, in words."""

    version: int
    time: str
    by: str
    opd: str
    kind: str
    text: str
    source: str
    judged: str
    fix: str
    submitted: bool


@dataclass(frozen=True, slots=True)
class LegRow:
    """The time an issue spent with one agency, in words."""

    number: int
    opd: str
    support: str
    opened: str
    accepted: str
    ended: str
    because: str
    pic: str
    instruction: str
    letter_no: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything on the page of an issue; ``forms`` depend on who looks."""

    card: cards.Card
    auto: str
    timeline: tuple[Line, ...]
    met: tuple[cards.Due, ...]
    edited: tuple[Edited, ...]
    answers: tuple[Answer, ...]
    legs: tuple[LegRow, ...]
    facts: tuple[tuple[str, str], ...]
    forms: tuple[ActionForm, ...]
    parent: str
    children: tuple[str, ...]
    linked: str


def casefile(office: Office, events: Sequence[Event], role: str, opd: str, now: datetime) -> CaseFile:
    """Return an issue's page for somebody who may see it."""
    case = fold(events)
    auto = events[0].payload.get("auto", {})
    return CaseFile(
        card=cards.card(office, case, now),
        auto=str(auto.get("reason", "")),
        timeline=tuple(reversed(storytelling.timeline(office, events))),
        met=cards.met_terms(office, case),
        edited=tuple(_edited(office, case)),
        answers=tuple(_answer(office, one) for one in reversed(case.drafts)),
        legs=tuple(_leg(office, one) for one in case.legs),
        facts=tuple(_facts(office, case)),
        forms=forms(office, case, role, opd, now),
        parent=case.merged_into,
        children=case.children,
        linked=case.linked,
    )


def _edited(office: Office, case: Case) -> list[Edited]:
    """Return the articles whose wording changed after we first read them, newest change first."""
    found = []
    articles = office.store.articles.get([one.id for one in case.articles[:50]])
    for article in articles.values():
        versions = office.store.browse.versions(article.id)
        later = [*((one.title, one.text) for one in versions[1:]), (article.title, article.text)]
        for old, (title, text) in zip(versions, later, strict=False):
            outlet = office.outlet_names.get(article.outlet, article.outlet)
            pieces = tuple(difference(old.title, title))
            found.append(Edited(article.id, outlet, office.say(old.seen_at), pieces, old.text != text))
    return sorted(found, key=lambda one: one.time, reverse=True)


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """Return how a headline changed, word by word: (``sama`` | ``hapus`` | ``baru``, words) pieces."""
    before, after = old.split(), new.split()
    pieces = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("sama", " ".join(before[i1:i2])))
            continue
        pieces += [("hapus", " ".join(before[i1:i2]))] if i2 > i1 else []
        pieces += [("baru", " ".join(after[j1:j2]))] if j2 > j1 else []
    return pieces


def _answer(office: Office, draft: Draft) -> Answer:
    kinds = {one.id: one.name for one in office.config.profile.policy.answer_kinds}
    judged = {"": "belum dinilai", "revisi": "diminta diperbaiki", "layak": "layak"}
    return Answer(
        draft.version,
        office.say(draft.submitted_at or draft.at),
        draft.by,
        office.opd_names.get(draft.opd, draft.opd),
        kinds.get(draft.kind, draft.kind),
        draft.text,
        draft.source,
        judged.get(draft.judged, draft.judged) if draft.submitted_at else "rancangan",
        draft.fix,
        draft.submitted_at is not None,
    )


def _leg(office: Office, leg: Leg) -> LegRow:
    ended = leg.closed_at or leg.returned_at
    return LegRow(
        leg.number,
        office.opd_names.get(leg.opd, leg.opd),
        ", ".join(office.opd_names.get(one, one) for one in leg.support),
        office.say(leg.opened_at),
        office.say(leg.accepted_at) if leg.accepted_at else "belum",
        office.say(ended) if ended else "",
        leg.closed_because or ("dikembalikan" if leg.returned_at else ""),
        leg.pic,
        leg.instruction,
        leg.letter_no,
    )


_INSTANTS = {
    "terbit": "Terbit pertama",
    "terdeteksi": "Terdeteksi",
    "terverifikasi": "Diverifikasi",
    "didisposisi": "Didisposisi",
    "diterima_opd": "Diterima OPD",
    "ditanggapi": "Ditanggapi",
    "disampaikan": "Disampaikan",
    "selesai": "Selesai",
}


def _facts(office: Office, case: Case) -> list[tuple[str, str]]:
    found = [(_INSTANTS[name], office.say(at)) for name, at in case.instants.items() if at]
    if case.right_of_reply_until:
        found.append(("Batas hak jawab", office.say(case.right_of_reply_until)))
    if case.accepted_at and case.responded_at and case.responded_at > case.accepted_at:
        found.append(("Terima sampai tanggapan", format_span(case.responded_at - case.accepted_at)))
    for one in case.publications:
        link = "ditautkan ke berita asal" if one.linked else "belum ditautkan"
        found.append(("Penyampaian", f"{one.channel}, {office.say(one.at)}, {link}"))
    outcomes = {one.id: one.name for one in office.config.profile.policy.outcomes}
    pairs = (("Hasil", outcomes.get(case.outcome, case.outcome)), ("Pelajaran", case.lesson))
    return found + [(label, value) for label, value in pairs if value]
