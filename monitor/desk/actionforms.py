"""From the workflow's table to the forms that a person may fill in for an issue now.

Nothing here decides: ``triage.rights`` says which actions are allowed, the table which fields they have, the
policy which words a list offers. Faces draw what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.desk.office import Office
from monitor.errors import InputError
from monitor.schema_policy import Choice
from monitor.triage import rights
from monitor.triage import workflow as w
from monitor.triage.case import Case
from monitor.triage.names import FIELD_NAMES

Options = tuple[tuple[str, str], ...]

LABELS = {
    "verify": "Isu",
    "dismiss": "Bukan isu",
    "duplicate": "Duplikat",
    "watch": "Pantau",
    "assign": "Disposisi",
    "reassign": "Alihkan disposisi",
    "accept": "Terima disposisi",
    "reject": "Kembalikan: bukan wewenang",
    "start": "Mulai proses",
    "draft": "Simpan rancangan",
    "pause": "Tunda",
    "ask_pause": "Ajukan penundaan",
    "approve_pause": "Setujui penundaan",
    "refuse_pause": "Tolak penundaan",
    "resume": "Lanjutkan",
    "respond": "Ajukan tanggapan",
    "endorse": "Kuatkan tanggapan",
    "revise": "Minta perbaikan",
    "approve": "Setujui tanggapan",
    "publish": "Catat penyampaian",
    "close": "Selesaikan",
    "reopen": "Buka kembali",
    "merge": "Gabung ke isu lain",
    "set_level": "Ubah tingkat",
    "set_flag": "Pasang atau lepas tanda",
    "ask": "Ajukan permohonan ke koordinator",
    "note": "Tulis catatan",
    "unmerge": "Batalkan penggabungan",
    "detach": "Keluarkan berita",
    "reattach": "Kembalikan berita yang dikeluarkan",
}
# What moves the issue on stands open on its page; the rest waits behind a fold.
LEADING = (
    "accept", "respond", "approve", "revise", "assign", "verify", "dismiss", "watch", "publish", "close",
    "reopen", "resume", "start", "reject", "endorse", "approve_pause", "refuse_pause",
)  # fmt: skip
KEYS = {"verify": "i", "dismiss": "b", "merge": "g", "watch": "p", "assign": "d"}
_AREAS = ("text", "instruction", "reason", "note", "fix", "lesson")
_INSTANTS = ("until", "recheck", "published_at")
_SWITCHES = ("linked", "on", "confirm_terms")
_TONES = (("negatif", "negatif"), ("netral", "netral"), ("positif", "positif"))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. ``kind``: ``text`` · ``area`` · ``select`` · ``many`` · ``instant`` · ``yes``."""

    name: str
    label: str
    kind: str
    required: bool
    options: Options = ()
    value: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionForm:
    """One action that is allowed now; ``leading`` when it moves the issue on."""

    action: str
    label: str
    key: str
    leading: bool
    fields: tuple[Field, ...]


def forms(office: Office, case: Case, role: str, opd: str, now: datetime) -> tuple[ActionForm, ...]:
    """Return the forms of everything that somebody may do to an issue now, the leading ones first."""
    allowed = rights.allowed(case, role, opd, now, office.config.profile.policy)
    order = {action: place for place, action in enumerate(LEADING)}
    ordered = sorted(allowed, key=lambda action: order.get(action, len(order)))
    return tuple(form(office, case, action) for action in ordered)


def form(office: Office, case: Case, action: str) -> ActionForm:
    """Return the form of one action."""
    move = w.TABLE[action]
    fields = [_field(office, case, action, name, required=True) for name in move.needs]
    fields += [_field(office, case, action, name, required=False) for name in move.may]
    shown = tuple(field for field in fields if field.name != "attachments")
    return ActionForm(action, LABELS[action], KEYS.get(action, ""), action in LEADING, shown)


def _field(office: Office, case: Case, action: str, name: str, *, required: bool) -> Field:
    label = FIELD_NAMES[name][:1].upper() + FIELD_NAMES[name][1:]
    options = _OPTIONS[name](office, case) if name in _OPTIONS else ()
    field = Field(name, label, _kind(name), required, options, *_known(case, action, name))
    return replace(field, value=str(case.proposal.get("opd", ""))) if _proposes(case, action, name) else field


def _kind(name: str) -> str:
    if name in ("support", "articles"):
        return "many"
    if name in _OPTIONS:
        return "select"
    if name in _INSTANTS:
        return "instant"
    if name in _SWITCHES:
        return "yes"
    return "area" if name in _AREAS else "text"


def _proposes(case: Case, action: str, name: str) -> bool:
    return action == "assign" and name == "opd" and not case.suggested


def _known(case: Case, action: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return what a field may start from: the last draft, the suggested agency, the first outlet."""
    if action in ("draft", "respond") and case.drafts:
        last = case.drafts[-1]
        known = {
            "text": last.text,
            "answer_kind": last.kind,
            "source": last.source,
            "approver": last.approver,
        }
        return known.get(name, ""), ()
    if action == "assign" and name == "opd" and case.suggested:
        return case.suggested, ()
    if action == "assign" and name == "support":
        return "", tuple(case.proposal.get("support", ()))
    if action == "publish" and name == "outlet":
        return (case.outlets[0] if case.outlets else ""), ()
    return "", ()


def _choices(choices: Sequence[Choice]) -> Options:
    return tuple((one.id, one.name) for one in choices)


def _agencies(office: Office, case: Case) -> Options:
    return tuple((one.slug, one.short) for one in office.config.profile.opd.opd)


_OPTIONS: Mapping[str, Callable[[Office, Case], Options]] = {
    "reason_code": lambda office, case: _choices(office.config.profile.policy.dismiss_reasons),
    "pause_reason": lambda office, case: _choices(office.config.profile.policy.pauses.reasons),
    "answer_kind": lambda office, case: _choices(office.config.profile.policy.answer_kinds),
    "outcome": lambda office, case: _choices(office.config.profile.policy.outcomes),
    "level": lambda office, case: tuple(
        (one.id, f"{one.id} {one.name}") for one in office.config.profile.policy.levels
    ),
    "tone": lambda office, case: _TONES,
    "flag": lambda office, case: (("krisis", "krisis"), ("rahasia", "rahasia")),
    "about": lambda office, case: (("level", "perubahan tingkat"), ("reopen", "pembukaan kembali")),
    "opd": _agencies,
    "suggested": _agencies,
    "support": _agencies,
    "articles": lambda office, case: tuple((one.id, one.title) for one in case.articles),
}


def payload(office: Office, action: str, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what a form sent, as the workflow takes it; fields that the action does not have are left out.

    Instants come from browsers without a zone and are meant in the profile's. Raises InputError.
    """
    move = w.TABLE.get(action)
    names = (*move.needs, *move.may) if move else ()
    found: dict[str, Any] = {}
    for name in names:
        values = [one.strip() for one in given.get(name, ()) if one.strip()]
        if not values:
            continue
        if name in ("support", "articles", "attachments"):
            found[name] = values
        else:
            found[name] = _instant(office, name, values[0]) if name in _INSTANTS else values[0]
    return found


def _instant(office: Office, name: str, text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{FIELD_NAMES[name]}: '{text}' bukan waktu; pilih tanggal dan jam.") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=office.zone)).isoformat()
