"""The words staff read about casework: every refusal, and the sentences the record keeps.

A refusal is one plain sentence: what cannot be done, why, and what would help. Names of states, actions and
fields come from ``names`` and can be had from here, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.triage.names import ACTION_NAMES as ACTION_NAMES
from monitor.triage.names import FIELD_NAMES as FIELD_NAMES
from monitor.triage.names import ROLE_NAMES as ROLE_NAMES
from monitor.triage.names import STATE_NAMES as STATE_NAMES
from monitor.triage.names import TERM_NAMES as TERM_NAMES


def listed(words: Iterable[str], last: str = "atau") -> str:
    """Return words as Indonesian lists them: "a", "a atau b", "a, b, atau c"."""
    items = list(words)
    if len(items) < 3:
        return f" {last} ".join(items)
    return f"{', '.join(items[:-1])}, {last} {items[-1]}"


def percent(share: float) -> str:
    """Return a share (0–1) as a percentage, cut and not rounded: 0.8996 under a limit of 0.9 is "89,9%"."""
    tenths = int(share * 1000 + 1e-9)
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def unknown_action(action: str, known: Iterable[str]) -> str:
    """Say that there is no such action."""
    return f"Tindakan '{action}' tidak dikenal; pilih salah satu dari: {', '.join(known)}."


def wrong_state(issue: str, action: str, state: str, sources: Iterable[str]) -> str:
    """Say that the issue's state does not allow the action, and which states do."""
    fits = listed(STATE_NAMES[one] for one in sources)
    return (
        f"Isu {issue} sedang berstatus {STATE_NAMES[state]}, sehingga tidak dapat {ACTION_NAMES[action]}; "
        f"tindakan ini hanya untuk isu yang {fits}."
    )


def wrong_role(action: str, role: str, allowed: Iterable[str]) -> str:
    """Say that the role may not do this at all, and who may."""
    who = listed(ROLE_NAMES[one] for one in allowed if one != "sistem")
    return (
        f"Peran {ROLE_NAMES.get(role, role)} tidak berwenang {ACTION_NAMES[action]}; "
        f"mintalah kepada {who or 'sistem'}."
    )


def foreign(issue: str, holder: str, own: str | None) -> str:
    """Say that the issue belongs to another agency. Nothing about the issue itself is given away."""
    whose = (
        f"OPD lain, bukan {own}" if own else "sebuah OPD, sedangkan akun ini belum terhubung ke OPD mana pun"
    )
    if not holder:
        whose = "Humas dan belum didisposisikan"
    return f"Isu {issue} ditangani {whose}; hubungi Humas bila ini keliru."


def missing(action: str, field: str) -> str:
    """Say which field the act needs."""
    return f"Isian '{FIELD_NAMES[field]}' ({field}) wajib diisi untuk {ACTION_NAMES[action]}."


def stray(action: str, fields: Iterable[str], known: Iterable[str]) -> str:
    """Say which fields the act does not know."""
    names = ", ".join(sorted(fields))
    return (
        f"Isian {names} tidak dikenal untuk {ACTION_NAMES[action]}; "
        f"yang dapat diisi: {', '.join(known) or 'tidak ada'}."
    )


def bad_choice(field: str, value: object, choices: Iterable[str]) -> str:
    """Say that a value is not on its list."""
    return (
        f"Isian '{FIELD_NAMES[field]}' tidak mengenal '{value}'; pilih salah satu dari: {', '.join(choices)}."
    )


def bad_instant(field: str, value: object) -> str:
    """Say how an instant is written."""
    return (
        f"Isian '{FIELD_NAMES[field]}' tidak dapat dibaca sebagai waktu: '{value}'; "
        "tulis tanggal, jam, dan zona seperti 2026-07-10T15:30+08:00."
    )


def bad_text(field: str) -> str:
    """Say that a field wants text."""
    return f"Isian '{FIELD_NAMES[field]}' harus berupa teks yang tidak kosong."


def bad_list(field: str) -> str:
    """Say that a field wants a list of texts."""
    return f"Isian '{FIELD_NAMES[field]}' harus berupa daftar teks."


def bad_switch(field: str) -> str:
    """Say that a field wants yes or no."""
    return f"Isian '{FIELD_NAMES[field]}' harus diisi ya atau tidak (true atau false)."


def bad_address(field: str) -> str:
    """Say how a web address begins."""
    return f"Isian '{FIELD_NAMES[field]}' harus diawali http:// atau https://."


def not_future(field: str) -> str:
    """Say that an instant must lie ahead."""
    return f"Isian '{FIELD_NAMES[field]}' harus waktu yang akan datang."


def not_past(field: str) -> str:
    """Say that an instant must lie between the answer and now."""
    return f"Isian '{FIELD_NAMES[field]}' harus di antara pengajuan tanggapan dan sekarang."


def decided_by_coordinator(issue: str, times: int) -> str:
    """Say that after so many returns only the coordinator disposes."""
    return (
        f"Isu {issue} sudah {times} kali dikembalikan sebagai bukan wewenang; "
        "disposisi berikutnya diputuskan koordinator Humas dan bersifat final."
    )


def final_decision(issue: str) -> str:
    """Say that a final disposisi cannot be handed back."""
    return (
        f"Disposisi isu {issue} adalah keputusan final koordinator Humas dan tidak dapat dikembalikan lagi; "
        "sampaikan keberatan lewat catatan."
    )


def own_suggestion() -> str:
    """Say that an agency cannot suggest itself."""
    return "OPD yang disarankan harus berbeda dari OPD yang mengembalikan; sebutkan OPD yang berwenang."


def same_agency(opd: str) -> str:
    """Say that the agency has the issue already."""
    return f"Isu ini sudah ada pada {opd}; pilih OPD lain untuk mengalihkan disposisi."


def needs_approver(level: str, roles: Iterable[str]) -> str:
    """Say who approves answers of a level."""
    who = listed(ROLE_NAMES[role] for role in roles)
    return f"Tanggapan isu tingkat {level} hanya dapat disetujui {who}."


def pause_too_long(cap: str, left: str) -> str:
    """Say that the pauses of this leg would exceed their cap."""
    return (
        f"Jumlah penundaan satu bagian paling lama {cap}; sisa yang masih dapat dipakai {left} jam kerja, "
        "pilih batas penundaan yang lebih awal."
    )


def no_pause_request(issue: str) -> str:
    """Say that nobody asked for a pause."""
    return f"Tidak ada permohonan penundaan yang menunggu keputusan pada isu {issue}."


def too_late_to_reopen(issue: str, days: int) -> str:
    """Say that the issue closed too long ago."""
    return (
        f"Isu {issue} sudah selesai lebih dari {days} hari; buat isu baru yang ditautkan ke isu ini "
        "agar waktunya tidak tercampur."
    )


def same_level(level: str) -> str:
    """Say that the level is the present one."""
    return f"Isu ini sudah bertingkat {level}; pilih tingkat lain."


def same_issue() -> str:
    """Say that an issue cannot be its own parent."""
    return "Isu tidak dapat digabungkan ke dirinya sendiri; pilih isu lain sebagai induk."


def closed_parent(issue: str, state: str) -> str:
    """Say that the chosen parent takes no more articles."""
    return f"Isu {issue} berstatus {STATE_NAMES[state]}, tidak dapat menjadi induk; pilih isu yang terbuka."


def unknown_articles(names: Iterable[str]) -> str:
    """Say which articles are not part of the issue."""
    return f"Berita {', '.join(names)} bukan bagian dari isu ini; periksa daftar beritanya."


def last_article() -> str:
    """Say that an issue keeps at least one article."""
    return "Isu harus menyisakan sedikitnya satu berita; bila seluruhnya keliru, nyatakan bukan isu."


def nothing_parted(issue: str) -> str:
    """Say that no article was taken out of the issue."""
    return f"Tidak ada berita yang dikeluarkan dari isu {issue}, jadi tidak ada yang dapat dikembalikan."


def closed_target(issue: str, state: str) -> str:
    """Say that the issue takes no article that a person moves there."""
    return f"Isu {issue} berstatus {STATE_NAMES[state]}, tidak dapat menerima berita; pilih isu yang terbuka."


def unknown_agency(slug: str) -> str:
    """Say that there is no such agency."""
    return f"OPD '{slug}' tidak ada dalam profil; periksa penulisan kodenya."


# --- sentences that the record keeps ---------------------------------------------------------------------


def auto_assigned(flag: float, flag_min: float, routing: float, routing_min: float) -> str:
    """Say why an issue went to its agency at once."""
    return (
        f"Disposisi otomatis: peluang isu negatif {percent(flag)} (batas {percent(flag_min)}) "
        f"dan keyakinan OPD {percent(routing)} (batas {percent(routing_min)})."
    )


def waits_for_verifier(causes: Iterable[str]) -> str:
    """Say why an issue waits for a human."""
    return f"Menunggu verifikator: {listed(causes, 'dan')}."


AUTO_OFF = "disposisi otomatis dimatikan"
NO_AGENCY = "belum ada OPD yang diusulkan"


def auto_level_off(level: str) -> str:
    """Name a level that is never disposed of automatically."""
    return f"isu tingkat {level} tidak didisposisikan otomatis"


def flag_too_low(flag: float, least: float) -> str:
    """Name a flag probability under its threshold."""
    return f"peluang isu negatif {percent(flag)} di bawah batas {percent(least)}"


def routing_too_low(routing: float, least: float) -> str:
    """Name a routing confidence under its threshold."""
    return f"keyakinan OPD {percent(routing)} di bawah batas {percent(least)}"


AUTO_RESUMED = "Batas penundaan tercapai; waktu berjalan lagi."
LEVEL_GREW = "Tingkat naik karena pemberitaan bertambah."
SAME_MATTER_AGAIN = "Berita negatif baru tentang hal yang sama muncul sesudah isu selesai."
