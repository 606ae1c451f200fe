"""Prints the workflow's table as ``docs/workflow.md``, by ``python -m monitor.triage.workflow_page``.

The page is for Humas and for auditors, hence Indonesian; a test keeps it equal to the table.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from monitor.triage import workflow as w
from monitor.triage.names import ACTION_NAMES, FIELD_NAMES, ROLE_NAMES, STATE_NAMES
from monitor.triage.workflow import Move

_HEAD = """# Alur kerja isu

Halaman ini dibuat dari tabel yang dipakai program (`monitor/triage/workflow.py`); jangan disunting
dengan tangan. Buat ulang dengan `python -m monitor.triage.workflow_page > docs/workflow.md`.
"""

_RULES = """## Syarat yang tidak terlihat di tabel

- Operator dan kepala OPD hanya dapat menangani isu OPD-nya sendiri; OPD pendukung hanya dapat menulis
  catatan dan rancangan tanggapan.
- Siapa yang menyetujui tanggapan pada tiap tingkat ditentukan kebijakan (`policy.yaml`, `approve`).
- Sesudah isu dikembalikan sebanyak `max_rejections`, hanya koordinator yang mendisposisikan, dan
  keputusannya final.
- Penundaan yang panjang, atau pada tingkat yang ditetapkan kebijakan, berubah menjadi permohonan kepada
  koordinator.
- Isu yang selesai hanya dapat dibuka kembali dalam `reopen_days` hari; sesudah itu dibuat isu baru yang
  ditautkan.
- Waktu selalu dicatat maju: sebelum tindakan apa pun, penundaan yang habis dan tenggat yang lewat dicatat
  dulu.
"""


def document() -> str:
    """Return the whole page as Markdown."""
    parts = (_HEAD, _states(), _moves(), _implied(), _rights(), _system(), _added(), _RULES)
    return "\n".join(parts)


def _states() -> str:
    rows = ([f"`{state}`", STATE_NAMES[state], _into(state), _out_of(state)] for state in w.STATES)
    return "## Status\n\n" + _table(["Status", "Arti", "Dicapai dengan", "Tindakan berikutnya"], rows)


def _into(state: str) -> str:
    found = [move.action for move in w.MOVES if move.target == state]
    return _codes(found) or "`open`"


def _out_of(state: str) -> str:
    return _codes(move.action for move in w.MOVES if state in move.sources and move.target)


def _moves() -> str:
    head = ["Tindakan", "Arti", "Dari status", "Ke status", "Wajib diisi", "Boleh diisi"]
    return "## Tindakan\n\n" + _table(head, (_move(move) for move in w.MOVES))


def _move(move: Move) -> list[str]:
    return [
        f"`{move.action}`",
        ACTION_NAMES[move.action],
        _sources(move.sources),
        f"`{move.target}`" if move.target else "tetap",
        _fields(move.needs),
        _fields(move.may),
    ]


def _sources(states: tuple[str, ...]) -> str:
    if states == w.STATES:
        return "semua"
    return "semua yang masih terbuka" if states == w.OPEN else _codes(states)


def _fields(names: Iterable[str]) -> str:
    return ", ".join(f"{FIELD_NAMES[name]} (`{name}`)" for name in names)


def _implied() -> str:
    rows = ([f"`{action}`", f"`{state}`", _codes(steps)] for (action, state), steps in w.IMPLIED.items())
    note = "Langkah antara dicatat sebagai peristiwa tersendiri, tanpa perlu diklik."
    return f"## Langkah yang ikut terjadi\n\n{note}\n\n" + _table(
        ["Tindakan", "Pada status", "Didahului"], rows
    )


def _rights() -> str:
    head = ["Tindakan", *(ROLE_NAMES[role] for role in w.ROLES)]
    rows = ([f"`{move.action}`", *(_mark(move, role) for role in w.ROLES)] for move in w.MOVES)
    note = "● boleh · ◐ boleh, hanya isu OPD sendiri · ◑ boleh, juga sebagai OPD pendukung"
    return f"## Wewenang\n\n{note}\n\n" + _table(head, rows)


def _mark(move: Move, role: str) -> str:
    if role not in move.roles:
        return ""
    if role not in w.AGENCY:
        return "●"
    return "◑" if move.party else "◐"


def _system() -> str:
    rows = ([f"`{kind}`", meaning] for kind, meaning in w.SYSTEM_KINDS.items())
    return "## Peristiwa yang dicatat sistem\n\n" + _table(["Peristiwa", "Arti"], rows)


def _added() -> str:
    note = (
        "Selain isian orang, program menambahkan: `terms` (tenggat beserta penurunannya), `closes` (bagian\n"
        "yang ditutup, sebabnya, dan beban waktunya), `leg` (nomor bagian), versi kebijakan dan kalender."
    )
    rows = ([f"`{kind}`", _codes(fields)] for kind, fields in w.ADDED.items())
    return f"## Isi peristiwa\n\n{note}\n\n" + _table(["Peristiwa", "Ditambahkan program"], rows)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
