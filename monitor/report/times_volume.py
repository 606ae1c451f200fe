"""How many issues there were and where each of them went: no loss without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.model import CaseTimes
from monitor.report.document import Block, Heading, Paragraph, Table
from monitor.report.times_frame import SET_ASIDE, Frame
from monitor.report.wording import count_cell, number

_STATES = {"BUKAN_ISU": "dinyatakan bukan isu", "DUPLIKAT": "duplikat atau digabung", "DIPANTAU": "dipantau"}


def counts(cases: Sequence[CaseTimes]) -> dict[str, int]:
    """Return the counts of the report by name."""
    return {
        "issues": len(cases),
        "open": sum(case.open for case in cases),
        "assigned": sum(case.assigned for case in cases),
        "answered": sum(case.answered for case in cases),
        "finished": sum(case.state == "SELESAI" for case in cases),
        "dismissed": sum(case.state in ("BUKAN_ISU", "DUPLIKAT") for case in cases),
        "watched": sum(case.state == "DIPANTAU" for case in cases),
        "returned": sum(case.rejections for case in cases),
        "revised": sum(case.revisions for case in cases),
        "reopened": sum(case.reopened > 0 for case in cases),
    }


def flow(cases: Sequence[CaseTimes], frame: Frame) -> list[tuple[str, int, str]]:
    """Return (stage, count, explanation); each stage is the one above less the losses between them."""
    rows: list[tuple[str, int, str]] = []
    if frame.press:
        read, flagged = frame.press
        rows += [
            ("Berita dibaca", read, "semua sumber yang terbaca pada periode ini"),
            ("Berita ditandai negatif", flagged, f"{number(read - flagged, 0)} lainnya tidak ditandai mesin"),
        ]
    joined = sum(case.articles for case in cases)
    rows.append(("Isu terdeteksi", len(cases), f"dari {number(joined, 0)} berita tentang isu yang sama"))
    idle = [case for case in cases if not case.assigned]
    for state in SET_ASIDE:
        some = [case for case in idle if case.state == state]
        if some:
            rows.append((f"– {_STATES[state]}", len(some), _reasons(some, frame)))
    waiting = [case for case in idle if case.state not in SET_ASIDE]
    rows.append(("– belum diputus Humas", len(waiting), "menunggu verifikasi atau disposisi"))
    sent = [case for case in cases if case.assigned]
    rows.append(("Didisposisi ke OPD", len(sent), _support(sent)))
    silent = [case for case in sent if not case.answered]
    gone = [case for case in silent if not case.open]
    rows.append(("– ditutup tanpa tanggapan", len(gone), _reasons(gone, frame)))
    rows.append(("– menunggu tanggapan OPD", len(silent) - len(gone), "masih terbuka saat data diambil"))
    answered = [case for case in sent if case.answered]
    rows.append(("Ditanggapi dengan layak", len(answered), "tanggapan dinilai layak oleh Humas"))
    done = sum(not case.open for case in answered)
    rows.append(("– tanggapan belum tuntas", len(answered) - done, "menunggu penyampaian atau penutupan"))
    rows.append(("Selesai", done, _reopened(cases)))
    return rows


def chapter(cases: Sequence[CaseTimes], frame: Frame) -> list[Block]:
    """Return the chapter on volume."""
    if not cases:
        return [Heading("Volume"), Paragraph("Tidak ada isu yang terdeteksi pada periode ini.")]
    rows = tuple((stage, count_cell(count), why) for stage, count, why in flow(cases, frame))
    intro = 'Setiap baris bertanda "–" menjelaskan ke mana isu pergi sebelum sampai ke tahap berikutnya.'
    return [
        Heading("Volume"),
        Paragraph(intro, "quiet"),
        Table(("Tahap", "Jumlah", "Keterangan"), rows, "lrl"),
    ]


def _reasons(cases: Sequence[CaseTimes], frame: Frame) -> str:
    found = Counter(frame.reasons.get(case.reason, case.reason or "tanpa kode alasan") for case in cases)
    return "; ".join(f"{reason}: {number(n, 0)}" for reason, n in found.most_common()) if cases else ""


def _support(cases: Sequence[CaseTimes]) -> str:
    returned = sum(case.rejections for case in cases)
    return f'{number(returned, 0)} kali dikembalikan sebagai "bukan wewenang"' if returned else ""


def _reopened(cases: Sequence[CaseTimes]) -> str:
    reopened = sum(case.reopened > 0 for case in cases)
    return f"{number(reopened, 0)} isu pernah dibuka kembali" if reopened else ""
