"""The workflow of an issue in one table: which action leads from which state to which, and who may do it.

The table is the code (``casework`` asks it), the permission table (faces ask it which buttons to show) and
the documentation (``workflow_page`` prints it). A row says nothing about what only a single issue can know:
whose case it is, its level, how often it was returned; those conditions live in ``rights``.
"""

from __future__ import annotations

from dataclasses import dataclass

DETECTED = "TERDETEKSI"
VERIFIED = "DIVERIFIKASI"
DISMISSED = "BUKAN_ISU"
DUPLICATE = "DUPLIKAT"
WATCHED = "DIPANTAU"
ASSIGNED = "DIDISPOSISI"
ACCEPTED = "DITERIMA"
RETURNED = "BUKAN_WEWENANG"
WORKING = "DIPROSES"
PAUSED = "DITUNDA"
SUBMITTED = "TANGGAPAN_DIAJUKAN"
REVISION = "REVISI"
APPROVED = "DISETUJUI"
DELIVERED = "DISAMPAIKAN"
FINISHED = "SELESAI"
REOPENED = "DIBUKA_KEMBALI"

STATES = (
    DETECTED, VERIFIED, DISMISSED, DUPLICATE, WATCHED, ASSIGNED, ACCEPTED, RETURNED,
    WORKING, PAUSED, SUBMITTED, REVISION, APPROVED, DELIVERED, FINISHED, REOPENED,
)  # fmt: skip
# No clock runs and nobody has anything to do, until somebody verifies or reopens.
CLOSED = frozenset({DISMISSED, DUPLICATE, FINISHED})
OPEN = tuple(state for state in STATES if state not in CLOSED)
# An agency holds the issue and its response clock may run.
AT_AGENCY = (ASSIGNED, ACCEPTED, WORKING, PAUSED, REVISION, REOPENED)

SYSTEM, ADMIN, VERIFIER, COORDINATOR = "sistem", "admin", "verifikator", "koordinator"
OPERATOR, HEAD, LEADER, AUDITOR = "operator", "kepala", "pimpinan", "auditor"
ROLES = (SYSTEM, ADMIN, VERIFIER, COORDINATOR, OPERATOR, HEAD, LEADER, AUDITOR)
HUMAS = (VERIFIER, COORDINATOR)
# Roles that belong to one agency and never see or touch another one's issues.
AGENCY = (OPERATOR, HEAD)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    ``sources``: states in which the action fits; ``target``: the state it leads to, "" where the state stays;
    ``roles``: who may; ``needs``: fields without which the act is refused; ``may``: fields it may carry;
    ``party``: an agency's role may also act where its agency only supports the main one.
    """

    action: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    party: bool = False


MOVES = (
    Move("verify", (DETECTED, DISMISSED, WATCHED, REOPENED), VERIFIED, (SYSTEM, *HUMAS),
         may=("topic", "level", "note")),
    Move("dismiss", (DETECTED, VERIFIED, WATCHED, RETURNED), DISMISSED, HUMAS, needs=("reason_code",),
         may=("note",)),
    Move("duplicate", (DETECTED, VERIFIED), DUPLICATE, HUMAS, needs=("parent",), may=("note",)),
    Move("watch", (DETECTED, VERIFIED, RETURNED), WATCHED, HUMAS, may=("recheck", "note")),
    Move("assign", (VERIFIED, RETURNED), ASSIGNED, (SYSTEM, *HUMAS), needs=("opd",),
         may=("support", "instruction", "letter_no")),
    Move("reassign", (ASSIGNED, ACCEPTED, WORKING, PAUSED, REVISION, REOPENED), ASSIGNED, (COORDINATOR,),
         needs=("opd", "reason"), may=("support", "instruction", "letter_no")),
    Move("accept", (ASSIGNED,), ACCEPTED, AGENCY, needs=("pic",)),
    Move("reject", (ASSIGNED, ACCEPTED), RETURNED, AGENCY, needs=("reason", "suggested")),
    Move("start", (ACCEPTED, REVISION, REOPENED), WORKING, AGENCY, may=("note", "pic")),
    Move("draft", (ACCEPTED, WORKING, REVISION), "", AGENCY, needs=("text", "answer_kind"),
         may=("source", "attachments"), party=True),
    Move("pause", (WORKING,), PAUSED, (COORDINATOR, *AGENCY), needs=("pause_reason", "until"), may=("note",)),
    Move("ask_pause", (WORKING,), "", (VERIFIER, *AGENCY), needs=("pause_reason", "until"), may=("note",)),
    Move("approve_pause", (WORKING,), PAUSED, (COORDINATOR,), may=("until", "note")),
    Move("refuse_pause", (WORKING,), "", (COORDINATOR,), needs=("reason",)),
    Move("resume", (PAUSED,), WORKING, (SYSTEM, COORDINATOR, *AGENCY), may=("note",)),
    Move("respond", (WORKING,), SUBMITTED, AGENCY, needs=("text", "answer_kind", "source", "approver"),
         may=("attachments",)),
    Move("endorse", (SUBMITTED,), "", (HEAD,), may=("note",)),
    Move("revise", (SUBMITTED,), REVISION, HUMAS, needs=("fix",)),
    Move("approve", (SUBMITTED,), APPROVED, (*HUMAS, LEADER), may=("note",)),
    Move("publish", (APPROVED,), DELIVERED, HUMAS, needs=("channel",),
         may=("outlet", "url", "linked", "published_at", "note")),
    Move("close", (APPROVED, DELIVERED), FINISHED, HUMAS, needs=("outcome",), may=("tone", "lesson")),
    Move("reopen", (FINISHED,), REOPENED, (SYSTEM, COORDINATOR), needs=("reason",)),
    Move("merge", OPEN, DUPLICATE, HUMAS, needs=("parent",), may=("note",)),
    Move("set_level", OPEN, "", (SYSTEM, COORDINATOR), needs=("level", "reason"), may=("confirm_terms",)),
    Move("set_flag", STATES, "", (COORDINATOR,), needs=("flag", "on", "reason")),
    Move("ask", STATES, "", (VERIFIER, *AGENCY), needs=("about", "reason"), may=("level",)),
    Move("note", STATES, "", (*HUMAS, *AGENCY, LEADER), needs=("note",), party=True),
    Move("unmerge", (DUPLICATE,), VERIFIED, HUMAS, needs=("reason",)),
    Move("detach", STATES, "", HUMAS, needs=("articles", "reason"), may=("to",)),
    Move("reattach", STATES, "", HUMAS, needs=("reason",)),
)  # fmt: skip

TABLE = {move.action: move for move in MOVES}
ACTIONS = tuple(TABLE)

# What the system writes of its own accord; nobody can ask for these by name.
SYSTEM_KINDS = {
    "open": "isu terbuka dari berita yang ditandai",
    "articles": "berita lain bergabung ke isu",
    "headline": "judul berita pada isu ini diubah medianya",
    "absorb": "isu lain digabungkan ke isu ini",
    "release": "berita kembali ke isu asalnya karena penggabungan atau pemindahan dibatalkan",
    "breach": "tenggat terlewati; catatan ini tetap ada selamanya",
    "escalate": "anak tangga eskalasi tercapai",
    "recompute": "tenggat terbuka dihitung ulang karena kebijakan atau kalender berubah",
}

# What the rules add to an event beside the fields that people filled in.
ADDED = {
    "verify": ("closes", "level"),
    "dismiss": ("closes",),
    "duplicate": ("closes",),
    "watch": ("closes", "recheck"),
    "merge": ("closes", "terms"),
    "assign": ("leg", "terms", "final", "closes", "carried", "policy", "calendar"),
    "reassign": ("leg", "terms", "final", "closes", "policy", "calendar"),
    "draft": ("by_opd",),
    "respond": ("by_opd",),
    "pause": ("since", "by", "approved_by"),
    "approve_pause": ("pause_reason", "since", "until", "by", "approved_by"),
    "resume": ("end", "terms"),
    "close": ("closes",),
    "reopen": ("leg", "terms", "policy", "calendar"),
    "set_level": ("rule", "before_level", "overrules", "terms", "recheck", "note"),
    "open": ("title", "articles", "rating", "proposal", "auto", "level", "level_rule", "level_because",
             "terms", "right_of_reply_until", "linked", "policy", "calendar"),
    "articles": ("articles", "right_of_reply_until", "title"),
    "headline": ("article", "outlet", "old", "new"),
    "absorb": ("child", "articles", "right_of_reply_until"),
    "reattach": ("articles", "from"),
    "release": ("child", "articles"),
    "breach": ("term", "leg", "due", "opd", "charged_to"),
    "escalate": ("id", "term", "leg", "percent", "kind", "opd", "to", "cc", "start", "due", "passed"),
    "recompute": ("terms", "old", "policy", "calendar"),
}  # fmt: skip

# Steps that staff would find silly to click one by one: the act brings them along, each as its own event.
IMPLIED = {
    ("assign", DETECTED): ("verify",),
    ("assign", WATCHED): ("verify",),
    ("assign", REOPENED): ("verify",),
    ("respond", ACCEPTED): ("start",),
    ("respond", REVISION): ("start",),
    ("respond", REOPENED): ("start",),
}


def move(action: str, state: str, role: str) -> Move | None:
    """Return the row that lets ``role`` do ``action`` in ``state``, or None."""
    row = TABLE.get(action)
    return row if row and state in row.sources and role in row.roles else None


def chain(action: str, state: str) -> tuple[str, ...]:
    """Return the actions that doing ``action`` in ``state`` amounts to, itself last."""
    return (*IMPLIED.get((action, state), ()), action)


def actions(state: str, role: str) -> tuple[str, ...]:
    """Return what ``role`` may do in ``state`` by the table alone, in the table's order."""
    return tuple(row.action for row in MOVES if state in row.sources and role in row.roles)
