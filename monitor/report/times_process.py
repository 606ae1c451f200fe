"""Who held the issues, and how well the work went: right agency at once, revisions, breaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from monitor.model import CaseTimes, Holding
from monitor.report.document import Block, Chart, Heading, Paragraph, Series, Table
from monitor.report.figures import Share, share
from monitor.report.times_frame import TERM_ORDER, Frame
from monitor.report.wording import TERMS, charted, count_cell, number, percent
from monitor.report.wording import share as share_words

_CHARGED = {"opd": "OPD", "humas": "Humas"}
_PARTS = ("humas", "opd", "paused", "outside")
_NAMES = ("Humas", "OPD", "ditunda", "di luar jam kerja")
_MOST = 12  # bars that a page can hold


def mean_holding(cases: Sequence[CaseTimes]) -> Holding:
    """Return the hours per issue by holder. A mean, because only means add up to the whole."""
    n = max(len(cases), 1)
    return Holding(*(sum(getattr(case.holding, part) for case in cases) / n for part in _PARTS))


def holding_chapter(cases: Sequence[CaseTimes], frame: Frame) -> list[Block]:
    """Return the chapter on who held the issues: all, then per agency with enough of them."""
    sent = [case for case in cases if case.assigned]
    if not sent:
        return []
    groups = Counter(case.opd for case in sent)
    large = [opd for opd, n in groups.most_common(_MOST) if n >= frame.min_n]
    rows = {f"Semua isu (n={number(len(sent), 0)})": mean_holding(sent)} | {
        f"{frame.opd_names.get(opd, opd)} (n={number(groups[opd], 0)})": mean_holding(
            [case for case in sent if case.opd == opd]
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


def process(cases: Sequence[CaseTimes]) -> dict[str, Any]:
    """Return the figures of the process by name."""
    settled = [case.first_right for case in cases if case.first_right is not None]
    sent = sum(case.assigned for case in cases)
    answered = sum(case.answered for case in cases)
    hours = [sum(getattr(case.holding, part) for case in cases) for part in _PARTS]
    return {
        "first_right": share(sum(settled), len(settled)),
        "returned": share(sum(case.rejections > 0 for case in cases), sent),
        "revisions_per_answer": sum(case.revisions for case in cases) / answered if answered else None,
        "paused_share": hours[2] / sum(hours[:3]) if sum(hours[:3]) else None,
    }


def process_chapter(cases: Sequence[CaseTimes], frame: Frame) -> list[Block]:
    """Return the chapter on the process and on breaches by cause."""
    if not any(case.assigned for case in cases):
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


def breaches(cases: Sequence[CaseTimes]) -> dict[tuple[str, str], int]:
    """Return the number of missed terms by term and by who is charged with them."""
    return dict(Counter(pair for case in cases for pair in case.breaches))


def _breaches(cases: Sequence[CaseTimes]) -> list[Block]:
    found = breaches(cases)
    heading = Heading("Tenggat terlewati menurut penyebab", 2)
    if not found:
        return [heading, Paragraph("Tidak ada tenggat yang terlewati.")]
    wrong = sum(len(case.breaches) for case in cases if case.first_right is False)
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
