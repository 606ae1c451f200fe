"""From a figure back to issues and events: the raw rows, and the trace that ``--explain`` adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from monitor.model import CaseTimes, TermTime
from monitor.report.document import Block, Cell, Heading, Paragraph, Table
from monitor.report.times_frame import TERM_ORDER, Frame, terms_of
from monitor.report.wording import LEVELS, TERMS, count_cell, number

# What begins and what ends each term in the log.
_STARTS = {
    "verify": ("open", "set_level"),
    "accept": ("assign", "reassign", "reopen", "set_level"),
    "respond": ("assign", "reassign", "reopen", "set_level"),
    "finish": ("open", "assign", "set_level", "verify"),
}
_ENDS = {
    "verify": ("verify", "dismiss", "duplicate", "watch", "merge"),
    "accept": ("accept", "start", "reject", "reassign"),
    "respond": ("respond", "reject", "reassign"),
    "finish": ("publish", "close"),
}
_HEAD = ("Isu", "Terdeteksi", "Tingkat", "OPD", "Keadaan", "Berita", "Media", "Pengembalian", "Revisi",
         "Tenggat terlewati", "Jam Humas", "Jam OPD", "Jam ditunda", "Jam di luar jam kerja")  # fmt: skip
_TERM_HEAD = ("Isu", "Tenggat", "OPD", "Mulai", "Batas", "Dipenuhi", "Jam kerja", "Jam berjalan", "Hasil")


def sheets(cases: Sequence[CaseTimes], frame: Frame) -> tuple[Table, ...]:
    """Return the raw rows: one per issue, one per term."""
    issues = tuple(_issue(case, frame) for case in cases)
    terms = tuple(_term(case, one, frame) for case in cases for one in case.terms)
    return (
        Table(_HEAD, issues, "", "", "Data isu"),
        Table(_TERM_HEAD, terms, "", "", "Data tenggat"),
    )


def _issue(case: CaseTimes, frame: Frame) -> tuple[str, ...]:
    held = case.holding
    return (
        case.issue,
        _instant(case.opened_at, frame.zone),
        LEVELS.get(case.level, case.level),
        frame.opd_names.get(case.opd, case.opd),
        case.state,
        _count(case.articles),
        _count(case.outlets),
        _count(case.rejections),
        _count(case.revisions),
        _count(len(case.breaches)),
        _hours(held.humas),
        _hours(held.opd),
        _hours(held.paused),
        _hours(held.outside),
    )


def _term(case: CaseTimes, one: TermTime, frame: Frame) -> tuple[str, ...]:
    return (
        case.issue,
        TERMS[one.term],
        frame.opd_names.get(one.opd, one.opd),
        _instant(one.start, frame.zone),
        _instant(one.due, frame.zone),
        _instant(one.end, frame.zone) if one.end else "",
        _hours(one.working_hours),
        _hours(one.running_hours),
        outcome(one),
    )


def outcome(one: TermTime) -> str:
    """Return how a term went, in words."""
    if one.dropped:
        return "berakhir tanpa dipenuhi"
    if one.end is None:
        return "terbuka, lewat tenggat" if one.on_time is False else "terbuka"
    return "tepat waktu" if one.on_time else "terlambat"


# The words of raw cells are read by programs: plain figures are faster than Indonesian ones by the million.
def _hours(value: float) -> Cell:
    rounded = round(value, 2)
    return Cell(str(rounded), rounded, "decimal")


def _count(value: int) -> Cell:
    return Cell(str(value), value, "int")


def _instant(value: datetime, zone: tzinfo) -> Cell:
    local = value.astimezone(zone).replace(tzinfo=None)
    return Cell(local.isoformat(" ", "minutes"), local, "instant")


def trace_chapter(cases: Sequence[CaseTimes], frame: Frame) -> list[Block]:
    """Return the trace: behind each number of the speed table its issues and the events they rest on."""
    if frame.trace is None:
        return []
    blocks: list[Block] = [
        Heading("Jejak angka"),
        Paragraph(
            "Setiap baris di bawah adalah satu isu di balik angka pada bab Kecepatan. Nomor peristiwa dapat "
            "dicocokkan dengan catatan peristiwa (riwayat isu: monitor issue show NOMOR).",
            "quiet",
        ),
    ]
    for term in TERM_ORDER:
        some = terms_of(cases, term)
        rows = tuple(
            (case.issue, frame.opd_names.get(one.opd, one.opd) or "Humas", number(one.working_hours),
             outcome(one), _events(case.issue, one, frame.trace))
            for case in cases for one in case.terms if one.term == term
        )  # fmt: skip
        if some:
            blocks += [
                Heading(f"{TERMS[term]}: n = {number(len(some), 0)}", 2),
                Table(("Isu", "OPD", "Jam kerja", "Hasil", "Peristiwa"), rows, "llrll", "", f"Jejak {term}"),
            ]
    return [*blocks, *_volume(cases)]


def _volume(cases: Sequence[CaseTimes]) -> list[Block]:
    """Return the issues behind the counts of the chapter on volume."""
    states: dict[str, list[str]] = {}
    for case in cases:
        states.setdefault(case.state, []).append(case.issue)
    rows = tuple((state, count_cell(len(ids)), ", ".join(ids)) for state, ids in sorted(states.items()))
    return [
        Heading("Volume: isu menurut keadaan", 2),
        Table(("Keadaan", "Jumlah", "Isu"), rows, "lrl", "", "Jejak volume"),
    ]


def _events(issue: str, one: TermTime, trace: Mapping[str, Sequence[tuple[int, str, datetime]]]) -> str:
    begun = [seq for seq, kind, at in trace.get(issue, ()) if kind in _STARTS[one.term] and at == one.start]
    ended = [seq for seq, kind, at in trace.get(issue, ()) if kind in _ENDS[one.term] and at == one.end]
    return " → ".join(str(seqs[-1]) for seqs in (begun, ended) if seqs) or "–"
