"""Who may open which part of the desk: the table of WORKFLOW §5, for all that is not an act on an issue.

Acts on issues follow the workflow's own table (``triage.workflow``); which issues somebody sees at all is
decided in ``guard``. Every face asks here, both to show a link and to refuse a call.
"""

from __future__ import annotations

from monitor.triage import workflow as w

_READERS = (*w.HUMAS, w.LEADER, w.AUDITOR)

PERMITS: dict[str, tuple[str, ...]] = {
    "harian": _READERS,
    "isu": (*_READERS, *w.AGENCY),
    "isu-buka": w.HUMAS,
    "berita": _READERS,
    "opd": w.AGENCY,
    "papan": _READERS,
    "laporan": (*_READERS, *w.AGENCY),
    "cari": (*_READERS, *w.AGENCY),
    "kepesertaan": (*_READERS, w.ADMIN),
    "sumber": (w.ADMIN, *w.HUMAS, w.AUDITOR),
    "pengguna": (w.ADMIN, w.AUDITOR),
    "pengguna-ubah": (w.ADMIN,),
    "kontak": (w.ADMIN, w.COORDINATOR, w.AUDITOR),
    "kebijakan": (w.ADMIN, *w.HUMAS, w.LEADER, w.AUDITOR),
    "proses": (w.ADMIN, w.COORDINATOR, w.AUDITOR),
    "pesan": (w.ADMIN, w.COORDINATOR, w.AUDITOR),
    "catatan": (w.COORDINATOR, w.AUDITOR),
    "akses": (w.ADMIN, w.COORDINATOR, w.AUDITOR),
}

# Where somebody lands after logging in: the page that holds their day's work.
HOME = {
    w.VERIFIER: "harian",
    w.COORDINATOR: "harian",
    w.OPERATOR: "opd",
    w.HEAD: "opd",
    w.LEADER: "papan",
    w.AUDITOR: "catatan",
    w.ADMIN: "pengguna",
}


def permitted(part: str, role: str) -> bool:
    """Return whether a role may open a part of the desk. Raises KeyError for a part nobody listed."""
    return role in PERMITS[part]
