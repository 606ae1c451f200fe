"""The response-time report: how fast issues were verified, accepted, answered and finished, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from monitor.model import CaseTimes, TermTime
from monitor.report.document import Block, Document, Heading, Paragraph, Table
from monitor.report.figures import TermFigures, share, term_figures
from monitor.report.wording import LEVELS, TERMS, TOO_FEW, hours, number
from monitor.report.wording import share as share_words

Group = Callable[[CaseTimes, TermTime], str]
TERM_ORDER = ("verify", "accept", "respond", "finish")


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the figures: period and reading time in words, names of OPD, footer lines, least n."""

    period: str
    as_of: str
    opd_names: Mapping[str, str]
    footer: tuple[tuple[str, str], ...]
    min_n: int = 5


def report(cases: Sequence[CaseTimes], frame: Frame) -> Document:
    """Return the report on the issues detected in a period, open ones counted up to the time of reading."""
    figures = {term: term_figures(term, _times(cases, term)) for term in TERM_ORDER}
    blocks: list[Block] = [*_volume(cases), *_speed(figures, frame)]
    blocks += _groups("Per OPD", "OPD", cases, _opd, frame, frame.opd_names)
    blocks += _groups("Per tingkat", "Tingkat", cases, _level, frame, LEVELS)
    blocks += _method()
    return Document(
        title="Laporan Waktu Tanggap",
        subtitle=f"Periode {frame.period} · data per {frame.as_of}",
        blocks=tuple(blocks),
        footer=frame.footer,
        data={
            "period": frame.period,
            "as_of": frame.as_of,
            "volume": _counts(cases),
            "terms": {term: asdict(one) for term, one in figures.items()},
            "opd": _group_data(cases, _opd, frame.min_n),
            "level": _group_data(cases, _level, frame.min_n),
            "footer": dict(frame.footer),
        },
    )


def _times(cases: Sequence[CaseTimes], term: str) -> list[TermTime]:
    return [one for case in cases for one in case.terms if one.term == term]


def _counts(cases: Sequence[CaseTimes]) -> dict[str, int]:
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


def _volume(cases: Sequence[CaseTimes]) -> list[Block]:
    counts = _counts(cases)
    if not cases:
        return [Heading("Volume"), Paragraph("Tidak ada isu yang terdeteksi pada periode ini.")]
    labels = {
        "issues": "Isu terdeteksi",
        "dismissed": "… dinyatakan bukan isu atau duplikat",
        "watched": "… dipantau saja",
        "assigned": "Didisposisi ke OPD",
        "answered": "Ditanggapi OPD",
        "finished": "Selesai",
        "open": "Masih terbuka",
        "returned": 'Pengembalian "bukan wewenang"',
        "revised": "Revisi tanggapan",
        "reopened": "Dibuka kembali",
    }
    rows = tuple((label, number(counts[name], 0)) for name, label in labels.items())
    return [Heading("Volume"), Table(("Tahap", "Jumlah"), rows, "lr")]


def _speed(figures: Mapping[str, TermFigures], frame: Frame) -> list[Block]:
    rows = []
    for term, one in figures.items():
        if one.n == 0:
            continue
        few = one.n < frame.min_n
        rows.append(
            (
                TERMS[term],
                number(one.n, 0),
                number(one.open, 0),
                TOO_FEW if few else hours(one.median),
                TOO_FEW if few else hours(one.p90),
                TOO_FEW if few else hours(one.median_running),
                share_words(one.on_time),
            )
        )
    columns = (
        "Tenggat",
        "n",
        "Masih jalan",
        "Median (jam kerja)",
        "P90 (jam kerja)",
        "Median (jam berjalan)",
        "Tepat waktu (95%)",
    )
    if not rows:
        return [Heading("Kecepatan"), Paragraph("Belum ada tenggat yang berjalan pada periode ini.")]
    return [Heading("Kecepatan"), Table(columns, tuple(rows), "lrrrrrl")]


def _opd(case: CaseTimes, one: TermTime) -> str:
    """Each leg counts for the OPD that held it, not for the one that holds the issue today."""
    return one.opd


def _level(case: CaseTimes, one: TermTime) -> str:
    return case.level


def _groups(
    title: str, label: str, cases: Sequence[CaseTimes], key: Group, frame: Frame, names: Mapping[str, str]
) -> list[Block]:
    rows = []
    for group, figures in sorted(_grouped(cases, key).items()):
        few = figures.n < frame.min_n
        rows.append(
            (
                names.get(group, group),
                number(figures.n, 0),
                number(figures.open, 0),
                TOO_FEW if few else hours(figures.median),
                TOO_FEW if few else hours(figures.p90),
                share_words(figures.on_time),
            )
        )
    if not rows:
        return []
    columns = (label, "n", "Belum ditanggapi", "Median tanggapan", "P90 tanggapan", "Tepat waktu (95%)")
    return [Heading(title), Table(columns, tuple(rows), "lrrrrl")]


def _grouped(cases: Sequence[CaseTimes], key: Group) -> dict[str, TermFigures]:
    groups: dict[str, list[TermTime]] = {}
    for case in cases:
        for one in case.terms:
            if one.term == "respond":
                groups.setdefault(key(case, one), []).append(one)
    return {group: term_figures("respond", times) for group, times in groups.items()}


def _group_data(cases: Sequence[CaseTimes], key: Group, min_n: int) -> dict[str, Any]:
    return {
        group: asdict(one) if one.n >= min_n else {"n": one.n, "note": TOO_FEW}
        for group, one in _grouped(cases, key).items()
    }


def _method() -> list[Block]:
    return [
        Heading("Cara membaca"),
        Paragraph(
            "Isu yang masih terbuka ikut dihitung (Kaplan–Meier): lamanya dihitung sekurangnya sampai data "
            "diambil. Rata-rata yang hanya memakai isu selesai tampak lebih cepat daripada kenyataannya. "
            '"Belum tercapai" berarti belum cukup banyak isu yang tuntas untuk menyebut angkanya; kelompok '
            'dengan data sedikit ditandai "data kurang". Rentang di belakang persentase adalah selang '
            "kepercayaan 95% (Wilson)."
        ),
    ]


def on_time_share(cases: Sequence[CaseTimes], term: str) -> str:
    """Return the share of a term's deadlines met in time, in words, for summaries."""
    decided = [one.on_time for one in _times(cases, term) if one.on_time is not None]
    return share_words(share(sum(decided), len(decided)))
