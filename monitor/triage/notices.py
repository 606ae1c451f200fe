"""Who must hear of an event, and in which words: the WhatsApp-sized message, in Indonesian.

Recipients are routes ("opd:dinkes", "peran:verifikator"); whoever sends turns them into addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Event
from monitor.schema_policy import Policy
from monitor.triage import proof, wording, worktime
from monitor.triage.casedata import Case
from monitor.triage.payload import instant
from monitor.triage.policy import Calendars
from monitor.wording_time import format_instant

_AGENCY_ROUTES = {"operator": "opd:{}", "sekretaris": "opd:{}/sekretaris", "kepala": "opd:{}/kepala"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one recipient, not to be sent before an instant (quiet hours)."""

    recipient: str
    kind: str
    subject: str
    body: str
    not_before: datetime


@dataclass(frozen=True)
class Desk:
    """What wording a message needs beside the case: policy, calendars and the names of agencies."""

    policy: Policy
    calendars: Calendars
    opd_names: Mapping[str, str]


def notices(case: Case, event: Event, desk: Desk) -> list[Notice]:
    """Return the messages that an event calls for; ``case`` is the issue right after it."""
    write = _WRITERS.get(event.kind)
    if write is None:
        return []
    found = []
    for recipient, subject, lines in write(case, event, desk):
        body = "\n".join((subject, *lines, *_about(case, desk)))
        found.append(
            Notice(recipient, event.kind, subject, body, _not_before(case, recipient, event.at, desk))
        )
    return found


def _not_before(case: Case, recipient: str, at: datetime, desk: Desk) -> datetime:
    """Return when a recipient may be disturbed: at once for the gravest level, else in office hours."""
    if desk.policy.level(case.level).out_of_hours:
        return at
    slug = recipient.removeprefix("opd:").split("/")[0] if recipient.startswith("opd:") else ""
    return worktime.next_opening(at, desk.calendars.of(slug))


def _about(case: Case, desk: Desk) -> list[str]:
    outlets = len(case.outlets)
    lines = [f"Isu {case.id} · {case.level} · {outlets} media", f"Judul: {case.title}"]
    lines += [f"Kutipan: “{sentence}”" for sentence in list(case.rating.get("evidence", ()))[:1]]
    lines += [f"Berita: {case.articles[0].url}"] if case.articles else []
    return lines


def _say(when: datetime, desk: Desk) -> str:
    calendar = desk.calendars.default
    return format_instant(when, calendar.zone, calendar.label)


def _terms(case: Case, desk: Desk, names: tuple[str, ...]) -> list[str]:
    return [
        f"Tenggat {wording.TERM_NAMES[name]}: {_say(term.due, desk)}"
        for name, term in case.deadlines.items()
        if name in names
    ]


Draft = tuple[str, str, list[str]]


def _opened(case: Case, event: Event, desk: Desk) -> list[Draft]:
    if event.payload.get("auto", {}).get("auto"):
        return []
    guess = case.proposal.get("opd", "")
    lines = [
        f"Usulan OPD: {desk.opd_names.get(guess, guess) or 'belum ada'}",
        *_terms(case, desk, ("verify",)),
    ]
    return [("peran:verifikator", "Isu baru menunggu verifikasi", lines)]


def _assigned(case: Case, event: Event, desk: Desk) -> list[Draft]:
    name = desk.opd_names.get(case.opd, case.opd)
    lines = [f"Ditujukan kepada: {name}", *_terms(case, desk, ("accept", "respond", "finish"))]
    drafts = [(f"opd:{case.opd}", "Disposisi isu berita", lines)]
    return drafts + [
        (f"opd:{slug}", f"Disposisi isu berita (mendukung {name})", lines) for slug in case.support
    ]


def _returned(case: Case, event: Event, desk: Desk) -> list[Draft]:
    suggested = desk.opd_names.get(case.suggested, case.suggested)
    lines = [f"Alasan: {event.payload.get('reason', '')}", f"Saran OPD: {suggested}"]
    return [("peran:verifikator", "Disposisi dikembalikan: bukan wewenang", lines)]


def _submitted(case: Case, event: Event, desk: Desk) -> list[Draft]:
    lines = [f"Dari: {desk.opd_names.get(case.opd, case.opd)}"]
    return [("peran:verifikator", "Tanggapan OPD menunggu persetujuan", lines)]


def _revision(case: Case, event: Event, desk: Desk) -> list[Draft]:
    lines = [f"Yang perlu diperbaiki: {event.payload.get('fix', '')}", *_terms(case, desk, ("respond",))]
    return [(f"opd:{case.opd}", "Tanggapan perlu diperbaiki", lines)]


def _joined(case: Case, event: Event, desk: Desk) -> list[Draft]:
    """Tell Humas of an article that may prove the answer; other articles that join are no news to anybody."""
    fresh = {row["id"] for row in event.payload["articles"]}
    found = [article for article in proof.proofs(case) if article.id in fresh]
    lines = [f"Judul klarifikasi: {found[0].title}", f"Alamat: {found[0].url}"] if found else []
    cure = "Periksa isinya; bila benar, catat sebagai penyampaian tanggapan."
    return (
        [("peran:verifikator", "Klarifikasi terbit: usulan bukti tanggapan", [*lines, cure])] if found else []
    )


def _reopened(case: Case, event: Event, desk: Desk) -> list[Draft]:
    drafts = [("peran:koordinator", "Isu dibuka kembali", [f"Alasan: {event.payload.get('reason', '')}"])]
    return drafts + ([(f"opd:{case.opd}", "Isu dibuka kembali", [])] if case.opd else [])


def _escalated(case: Case, event: Event, desk: Desk) -> list[Draft]:
    row = event.payload
    term = wording.TERM_NAMES.get(row["term"], "")
    subject = f"Lewat tenggat {term}" if row["percent"] >= 100 else f"Pengingat tenggat {term}".strip()
    if not term:
        subject = "Pengingat: isu perlu dilihat lagi"
    lines = [f"Tenggat: {_say(instant(row['due']), desk)}"]
    if row["kind"] == "letter":
        lines.append("Draf surat teguran tersedia untuk diperiksa dan ditandatangani.")
    return [(_route(role, case), subject, lines) for role in (*row["to"], *row["cc"])]


def _route(role: str, case: Case) -> str:
    shape = _AGENCY_ROUTES.get(role)
    return shape.format(case.opd) if shape and case.opd else f"peran:{role}"


_WRITERS: dict[str, Callable[[Case, Event, Desk], list[Draft]]] = {
    "open": _opened,
    "articles": _joined,
    "assign": _assigned,
    "reassign": _assigned,
    "reject": _returned,
    "respond": _submitted,
    "revise": _revision,
    "reopen": _reopened,
    "escalate": _escalated,
}
