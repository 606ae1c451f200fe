"""How many issues there were and where each of them went: no loss without a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from monitor.report.document import Block, Heading, Paragraph, Table
from monitor.report.times_frame import SET_ASIDE, Frame, mask
from monitor.report.wording import count_cell, number
from monitor.timetable import Column, Timetable

_STATES = {"BUKAN_ISU": "dinyatakan bukan isu", "DUPLIKAT": "duplikat atau digabung", "DIPANTAU": "dipantau"}


def counts(cases: Timetable) -> dict[str, int]:
    """Return the counts of the report by name."""
    issues = cases.issues
    return {
        "issues": len(cases),
        "open": int(issues.open.sum()),
        "assigned": int(issues.assigned.sum()),
        "answered": int(issues.answered.sum()),
        "finished": int(mask(cases, ["SELESAI"]).sum()),
        "dismissed": int(mask(cases, ["BUKAN_ISU", "DUPLIKAT"]).sum()),
        "watched": int(mask(cases, ["DIPANTAU"]).sum()),
        "returned": int(issues.rejections.sum()),
        "revised": int(issues.revisions.sum()),
        "reopened": int((issues.reopened > 0).sum()),
    }


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the flow: its name, which issues it holds (None: articles), how many, and why."""

    name: str
    chosen: Column | None
    count: int
    why: str


def flow(cases: Timetable, frame: Frame) -> list[Stage]:
    """Return the flow; each stage is the one above less the losses between them."""
    rows = _press(frame)
    issues = cases.issues
    sent, answered, ended = issues.assigned, issues.answered, ~issues.open

    def stage(name: str, chosen: Column, why: str) -> None:
        rows.append(Stage(name, chosen, int(chosen.sum()), why))

    joined = number(int(issues.articles.sum()), 0)
    stage("Isu terdeteksi", np.full(len(cases), True), f"dari {joined} berita tentang isu yang sama")
    for state in SET_ASIDE:
        some = ~sent & mask(cases, [state])
        if some.any():
            stage(f"– {_STATES[state]}", some, _reasons(cases, some, frame))
    waiting = ~sent & ~mask(cases, SET_ASIDE)
    stage("– belum diputus Humas", waiting, "menunggu verifikasi atau disposisi")
    stage("Didisposisi ke OPD", sent, _returned(int(issues.rejections[sent].sum())))
    gone = sent & ~answered & ended
    stage("– ditutup tanpa tanggapan", gone, _reasons(cases, gone, frame))
    stage("– menunggu tanggapan OPD", sent & ~answered & ~ended, "masih terbuka saat data diambil")
    stage("Ditanggapi dengan layak", sent & answered, "tanggapan dinilai layak oleh Humas")
    stage("– tanggapan belum tuntas", sent & answered & ~ended, "menunggu penyampaian atau penutupan")
    stage("Selesai", sent & answered & ended, _reopened(int((issues.reopened > 0).sum())))
    return rows


def _press(frame: Frame) -> list[Stage]:
    if not frame.press:
        return []
    read, flagged = frame.press
    unmarked = f"{number(read - flagged, 0)} lainnya tidak ditandai mesin"
    return [
        Stage("Berita dibaca", None, read, "semua sumber yang terbaca pada periode ini"),
        Stage("Berita ditandai negatif", None, flagged, unmarked),
    ]


def chapter(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the chapter on volume."""
    if not len(cases):
        return [Heading("Volume"), Paragraph("Tidak ada isu yang terdeteksi pada periode ini.")]
    rows = tuple((one.name, count_cell(one.count), one.why) for one in flow(cases, frame))
    intro = 'Setiap baris bertanda "–" menjelaskan ke mana isu pergi sebelum sampai ke tahap berikutnya.'
    return [
        Heading("Volume"),
        Paragraph(intro, "quiet"),
        Table(("Tahap", "Jumlah", "Keterangan"), rows, "lrl"),
    ]


def _reasons(cases: Timetable, chosen: Column, frame: Frame) -> str:
    found = Counter(
        frame.reasons.get(reason, reason or "tanpa kode alasan")
        for reason in cases.issues.reason[chosen].tolist()
    )
    return "; ".join(f"{reason}: {number(n, 0)}" for reason, n in found.most_common())


def _returned(times: int) -> str:
    return f'{number(times, 0)} kali dikembalikan sebagai "bukan wewenang"' if times else ""


def _reopened(some: int) -> str:
    return f"{number(some, 0)} isu pernah dibuka kembali" if some else ""
