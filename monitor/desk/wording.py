"""Words that faces show beside those of the workflow."""

from __future__ import annotations

from monitor.triage.names import ACTION_NAMES as ACTION_NAMES
from monitor.triage.names import ROLE_NAMES as ROLE_NAMES
from monitor.triage.names import STATE_NAMES as STATE_NAMES
from monitor.triage.workflow import STATES as STATES
from monitor.triage.workflow import SYSTEM_KINDS

ACCESS_NAMES = {
    "masuk": "masuk",
    "masuk-gagal": "gagal masuk",
    "sandi-diganti": "mengganti sandi",
    "sandi-diatur-ulang": "mengatur ulang sandi",
    "akun-dibuat": "membuat akun",
    "akun-nonaktif": "menonaktifkan akun",
    "akun-aktif": "mengaktifkan akun",
    "kode-dipasang": "memasang kode masuk",
    "kode-wajib": "mewajibkan kode masuk",
    "kode-sukarela": "tidak mewajibkan kode masuk",
    "kode-dihapus": "menghapus kode masuk",
    "token-dibuat": "membuat token",
    "token-dicabut": "mencabut token",
    "ditolak": "ditolak",
}


def event_name(kind: str) -> str:
    """Return what an event means, in words."""
    return ACTION_NAMES.get(kind) or SYSTEM_KINDS.get(kind, kind)
