"""Who held the issues, and how well the work went: right agency at once, revisions, breaches."""

from __future__ import annotations

from collections import Counter
from typing import Any

from monitor.model import Holding
from monitor.report.document import Block, Chart, Heading, Paragraph, Series, Table
from monitor.report.figures import Share, known_share, share
from monitor.report.times_frame import TERM_ORDER, Frame
from monitor.report.wording import TERMS, charted, count_cell, number, percent
from monitor.report.wording import share as share_words
from monitor.timetable import Column, Timetable

_CHARGED = {"opd": "OPD", "humas": "Humas"}
_PARTS = ("humas", "opd", "paused", "outside")
_NAMES = ("Humas", "OPD", "ditunda", "di luar jam kerja")
_MOST = 12  # bars that a page can hold


def mean_holding(held: Column) -> Holding:
    """Return the hours per issue by holder. A mean, because only means add up to the whole."""
    return Holding(*(float(hours) for hours in held.sum(axis=0) / max(len(held), 1)))


def holding_chapter(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the chapter on who held the issues: all, then per agency with enough of them."""
    sent = cases.issues.where(cases.issues.assigned)
    if not len(sent):
        return []
    groups = Counter(sent.opd.tolist())
    large = [opd for opd, n in groups.most_common(_MOST) if n >= frame.min_n]
    rows = {f"Semua isu (n={number(len(sent), 0)})": mean_holding(sent.held)} | {
        f"{frame.opd_names.get(opd, opd)} (n={number(groups[opd], 0)})": mean_holding(
            sent.held[sent.opd == opd]
        )
        for opd in sorted(large, key=lambda one: frame.opd_names.get(one, one))
    }
    chart = Chart(
        "stacked",
        "Di tangan siapa waktu berlalu",
        tuple(rows),
        tuple(
            Series(name, tuple(getattr(one, part) for one in rows.values()))
            for part, name in zip(_PARTS, _NAMES, strict=True)
        ),
        "jam per isu (rata-rata)",
    )
    note = (
        "Sejak terdeteksi sampai disampaikan (atau sampai data diambil). Saat Humas menilai tanggapan, "
        "waktunya milik Humas; di luar jam kerja tidak ada yang memegang."
    )
    return [Heading("Siapa memegang"), Paragraph(note, "quiet"), *charted(chart, "OPD")]


def process(cases: Timetable) -> dict[str, Any]:
    """Return the figures of the process by name."""
    issues = cases.issues
    answered = int(issues.answered.sum())
    humas, opd, paused, _ = issues.held.sum(axis=0)
    worked = float(humas + opd + paused)
    return {
        "first_right": known_share(issues.first_right),
        "returned": share(int((issues.rejections > 0).sum()), int(issues.assigned.sum())),
        "revisions_per_answer": int(issues.revisions.sum()) / answered if answered else None,
        "paused_share": float(paused) / worked if worked else None,
    }


def process_chapter(cases: Timetable) -> list[Block]:
    """Return the chapter on the process and on breaches by cause."""
    if not cases.issues.assigned.any():
        return []
    found = process(cases)
    revisions = found["revisions_per_answer"]
    rows = (
        ("Disposisi pertama tepat", _shown(found["first_right"]), "dari isu yang sudah jelas hasilnya"),
        ('Isu yang dikembalikan "bukan wewenang"', _shown(found["returned"]), "dari isu yang didisposisi"),
        ("Revisi per tanggapan", number(revisions, 2), "permintaan perbaikan dibagi tanggapan layak"),
        ("Waktu kerja yang ditunda", percent(found["paused_share"]), "dari seluruh jam kerja isu"),
    )  # fmt: skip
    table = Table(("Ukuran", "Nilai", "Arti"), rows, "lll", "", "Mutu proses")
    return [Heading("Mutu proses"), table, *_breaches(cases)]


def breaches(cases: Timetable) -> dict[tuple[str, str], int]:
    """Return the number of missed terms by term and by who is charged with them."""
    return dict(Counter(zip(cases.breaches.term.tolist(), cases.breaches.charged.tolist(), strict=True)))


def _breaches(cases: Timetable) -> list[Block]:
    found = breaches(cases)
    heading = Heading("Tenggat terlewati menurut penyebab", 2)
    if not found:
        return [heading, Paragraph("Tidak ada tenggat yang terlewati.")]
    wrong = int((cases.issues.first_right[cases.breaches.case] == 0).sum())
    rows = tuple(
        (TERMS[term], _CHARGED.get(charged, charged), count_cell(found[term, charged]))
        for term in TERM_ORDER
        for charged in _CHARGED
        if (term, charged) in found
    )
    table = Table(("Tenggat", "Dibebankan kepada", "Jumlah"), rows, "llr", "", "Tenggat terlewati")
    total = sum(found.values())
    note = f"{number(wrong, 0)} dari {number(total, 0)} terjadi pada isu yang disposisi pertamanya keliru."
    return [heading, table, Paragraph(note, "quiet")]


def _shown(value: Share) -> str:
    return share_words(value)
