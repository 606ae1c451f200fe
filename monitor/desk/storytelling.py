"""The story of one issue: its events put into words, its deadlines with their derivation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from monitor.desk import lifeline
from monitor.desk.listing import listed
from monitor.desk.office import Office
from monitor.desk.reporting import footer
from monitor.errors import UnknownIssueError
from monitor.model import Event
from monitor.report import story as report
from monitor.report.document import Document
from monitor.store.codec import to_text
from monitor.triage import proof, wording
from monitor.triage.case import Case, CaseArticle, Term, fold
from monitor.triage.payload import instant
from monitor.triage.workflow import SYSTEM_KINDS


def issue(office: Office, number: str) -> Document:
    """Return the whole story of an issue. Raises UnknownIssueError."""
    events = office.store.events.of(number)
    if not events:
        raise UnknownIssueError(f"Isu {number} tidak ada; lihat nomornya dengan 'monitor list'.")
    case, now = fold(events), office.clock.now()
    return report.story(
        report.StoryFacts(
            issue=listed(office, case, now),
            reasons=tuple(case.rating.get("reasons", ())),
            evidence=tuple(case.rating.get("evidence", ())),
            deadlines=tuple(
                report.Derived(wording.TERM_NAMES[name], office.say(term.due), term.span, term.steps)
                for name, term in case.deadlines.items()
            ),
            timeline=tuple(timeline(office, events)),
            footer=footer(office, now),
            data=_data(case, events),
            proofs=tuple(_proof(office, article) for article in proof.proofs(case)),
            life=lifeline.lines(office, case, now),
        )
    )


def _proof(office: Office, article: CaseArticle) -> report.Proof:
    outlet = office.outlet_names.get(article.outlet, article.outlet)
    return report.Proof(office.say(article.published), outlet, article.title, article.url)


def timeline(office: Office, events: Sequence[Event]) -> list[report.Line]:
    """Return an issue's events in words, oldest first."""
    return [_line(office, event) for event in events]


def _line(office: Office, event: Event) -> report.Line:
    who = wording.ROLE_NAMES.get(event.role, event.role)
    if event.actor not in (event.role, "sistem"):
        who = f"{event.actor}, {who}"
    what = _what(event)
    details = _DETAILS.get(event.kind)
    return report.Line(
        event.seq, office.say(event.at), who, what, tuple(details(office, event) if details else _note(event))
    )


# Where the workflow's own words ("memverifikasi isu") do not read well in a timeline.
_WHAT = {
    "open": "terdeteksi",
    "articles": "berita lain bergabung",
    "headline": "judul berita diubah medianya",
    "verify": "diverifikasi sebagai isu",
    "assign": "didisposisikan",
    "accept": "disposisi diterima",
    "start": "mulai diproses",
    "respond": "tanggapan diajukan",
    "revise": "tanggapan diminta diperbaiki",
    "approve": "tanggapan disetujui",
    "publish": "tanggapan disampaikan",
    "close": "selesai",
    "breach": "tenggat terlewati",
}
_RUNGS = {
    "remind": "pengingat",
    "breach": "pemberitahuan lewat tenggat",
    "letter": "surat teguran",
    "brief": "laporan untuk pimpinan",
}
_PEOPLE = {"operator": "operator OPD", "kepala": "kepala OPD", "sekretaris": "sekretaris OPD"}


def _what(event: Event) -> str:
    if event.kind == "escalate":
        return _RUNGS.get(str(event.payload["kind"]), "pengingat")
    return _WHAT.get(event.kind) or wording.ACTION_NAMES.get(event.kind) or SYSTEM_KINDS[event.kind]


def _note(event: Event) -> list[str]:
    names = ("note", "reason", "fix", "instruction", "reason_code", "outcome")
    return [str(event.payload[name]) for name in names if event.payload.get(name)]


def _opened(office: Office, event: Event) -> list[str]:
    payload = event.payload
    return [f"{payload['level']}: {payload['level_because']}", payload["auto"]["reason"]]


def _joined(office: Office, event: Event) -> list[str]:
    return [
        f"{office.outlet_names.get(one['outlet'], one['outlet'])}: {one['title']}"
        + (" (memuat jawaban pemerintah)" if one.get("answer") else "")
        for one in event.payload["articles"]
    ]


def _renamed(office: Office, event: Event) -> list[str]:
    row = event.payload
    outlet = office.outlet_names.get(row["outlet"], row["outlet"])
    return [f"{outlet}: “{row['old']}” menjadi “{row['new']}”"]


def _assigned(office: Office, event: Event) -> list[str]:
    slugs = [event.payload["opd"], *event.payload.get("support", ())]
    return [", ".join(office.opd_names.get(slug, slug) for slug in slugs), *_note(event)]


def _accepted(office: Office, event: Event) -> list[str]:
    return [f"Petugas: {event.payload['pic']}"]


def _answered(office: Office, event: Event) -> list[str]:
    row = event.payload
    kinds = {one.id: one.name for one in office.config.profile.policy.answer_kinds}
    names = {one.hash: one.name for one in office.store.attachments.of(event.issue)}
    lines = [f"{kinds.get(row['answer_kind'], row['answer_kind'])}: {row['text']}"]
    lines += [f"Sumber data: {row['source']}"] if row.get("source") else []
    lines += [f"Penyetuju di OPD: {row['approver']}"] if row.get("approver") else []
    return lines + [f"Lampiran: {names.get(one, one)} ({one[:12]})" for one in row.get("attachments", ())]


def _published(office: Office, event: Event) -> list[str]:
    row = event.payload
    where = " · ".join(str(row[name]) for name in ("channel", "outlet", "url") if row.get(name))
    words = {True: ["ditautkan ke berita asal"], False: ["tidak ditautkan ke berita asal"]}
    return [where, *(words[row["linked"]] if "linked" in row else []), *_note(event)]


def _breached(office: Office, event: Event) -> list[str]:
    return [
        f"Tenggat {wording.TERM_NAMES[event.payload['term']]}: {office.say(instant(event.payload['due']))}"
    ]


def _escalated(office: Office, event: Event) -> list[str]:
    row = event.payload
    people = ", ".join(_PEOPLE.get(role, role) for role in (*row["to"], *row["cc"]))
    if not row["term"]:
        return [f"Perlu dilihat lagi oleh {people}."]
    return [f"{row['percent']}% tenggat {wording.TERM_NAMES[row['term']]} terpakai; kepada {people}."]


_DETAILS: dict[str, Callable[[Office, Event], list[str]]] = {
    "open": _opened,
    "articles": _joined,
    "headline": _renamed,
    "assign": _assigned,
    "reassign": _assigned,
    "accept": _accepted,
    "draft": _answered,
    "respond": _answered,
    "publish": _published,
    "breach": _breached,
    "escalate": _escalated,
}


def _data(case: Case, events: list[Event]) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "state": case.state,
        "level": case.level,
        "level_because": case.level_because,
        "opd": case.opd,
        "instants": {name: to_text(at) if at else None for name, at in case.instants.items()},
        "deadlines": {name: _term(term) for name, term in case.deadlines.items()},
        "articles": [asdict(one) for one in case.articles],
        "proofs": [article.url for article in proof.proofs(case)],
        "events": [{**asdict(event), "at": to_text(event.at)} for event in events],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "start": to_text(term.start),
        "due": to_text(term.due),
        "span": term.span,
        "steps": list(term.steps),
    }
