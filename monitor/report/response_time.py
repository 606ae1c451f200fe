"""The response-time report: how fast issues were verified, accepted, answered and finished, and by whom.

Timetable of the period
| times_volume    where each issue went
| times_speed     each term, open ones counted; answered, dropped and waiting told apart
| times_groups    per agency, level, topic
| times_process   who held the issues; right agency at once, revisions, breaches
| times_change    before and after, the trend
| times_trace     raw rows, and the way back from a figure to its events
| Document
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from monitor.report import (
    times_change,
    times_groups,
    times_process,
    times_speed,
    times_trace,
    times_volume,
)
from monitor.report.document import Block, Bullets, Document, Heading, Paragraph
from monitor.report.figures import TermFigures, term_figures
from monitor.report.times_frame import TERM_ORDER, Frame
from monitor.report.wording import TERMS_SHORT, number, percent
from monitor.timetable import Timetable

__all__ = ["Frame", "report"]


def report(cases: Timetable, frame: Frame) -> Document:
    """Return the report on the issues detected in a period, open ones counted up to the time of reading."""
    figures = {term: term_figures(term, cases.terms.of(term)) for term in TERM_ORDER}
    summary = _summary(cases, figures, frame)
    blocks: list[Block] = [Heading("Ringkasan"), Bullets(tuple(summary))] if len(cases) else []
    blocks += times_volume.chapter(cases, frame)
    blocks += times_speed.chapter(figures, frame)
    blocks += times_groups.chapters(cases, frame)
    blocks += times_process.holding_chapter(cases, frame)
    blocks += times_process.process_chapter(cases)
    blocks += times_speed.fate_chapter(cases, frame)
    blocks += times_speed.age_chapter(cases)
    blocks += times_change.change_chapter(cases, frame)
    blocks += times_change.trend_chapter(frame)
    blocks += _method()
    blocks += times_trace.trace_chapter(cases, frame)
    return Document(
        title="Laporan Waktu Tanggap",
        subtitle=f"Periode {frame.period} · data per {frame.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", frame.period), *frame.footer),
        data=_data(cases, figures, frame),
        brief=(Bullets(tuple(summary)),) if len(cases) else (),
        raw=partial(times_trace.sheet, cases, frame),
        behind=partial(times_trace.behind, cases, frame),
        masthead=frame.masthead,
        at=frame.at,
    )


def _data(cases: Timetable, figures: Mapping[str, TermFigures], frame: Frame) -> dict[str, Any]:
    process = times_process.process(cases)
    return {
        "period": frame.period,
        "as_of": frame.as_of,
        "volume": times_volume.counts(cases),
        "flow": [[one.name, one.count, one.why] for one in times_volume.flow(cases, frame)],
        "terms": {term: asdict(one) for term, one in figures.items()},
        "opd": times_groups.data(times_groups.by_opd(cases), frame.min_n),
        "level": times_groups.data(times_groups.by_level(cases), frame.min_n),
        "holding": asdict(times_process.mean_holding(cases.issues.held[cases.issues.assigned])),
        "process": {**process, **{key: asdict(process[key]) for key in ("first_right", "returned")}},
        "breaches": [[*pair, n] for pair, n in sorted(times_process.breaches(cases).items())],
        "fates": [list(row) for row in times_speed.fates(cases)],
        "ages": _ages(cases),
        "trend": [asdict(one) for one in times_change.months(frame.history, frame)],
        "footer": dict(frame.footer),
    }


def _ages(cases: Timetable) -> list[list[Any]]:
    silent = ~cases.issues.answered
    return [
        [words, int(chosen.sum()), int((chosen & silent).sum())] for words, chosen in times_speed.ages(cases)
    ]


def _summary(cases: Timetable, figures: Mapping[str, TermFigures], frame: Frame) -> list[str]:
    """Return the report in a few sentences made from its figures."""
    counts = times_volume.counts(cases)
    said = [
        f"{number(counts['issues'], 0)} isu terdeteksi, {number(counts['assigned'], 0)} didisposisi ke OPD, "
        f"{number(counts['answered'], 0)} ditanggapi, {number(counts['open'], 0)} masih terbuka."
    ]
    for term in ("accept", "respond"):
        one = figures[term]
        if one.n >= frame.min_n:
            said.append(_sentence(one))
    decided = figures["respond"].on_time
    if decided.n >= frame.min_n:
        said.append(
            f"{percent(decided.value)} tanggapan pertama tepat waktu "
            f"(selang 95%: {percent(decided.low)} sampai {percent(decided.high)})."
        )
    elif counts["assigned"]:
        few = number(figures["respond"].n, 0)
        said.append(f"Tanggapan masih sedikit (n={few}); angkanya belum dapat disimpulkan.")
    missed = sum(times_process.breaches(cases).values())
    said.append(f"{number(missed, 0)} tenggat terlewati." if missed else "Tidak ada tenggat yang terlewati.")
    return said


def _sentence(one: TermFigures) -> str:
    name = TERMS_SHORT[one.term]
    if one.median is None:
        return f"Median waktu {name} belum tercapai: lebih dari separuh masih ditunggu."
    slow = f"{number(one.p90)} jam kerja" if one.p90 is not None else "belum tercapai"
    return f"Separuh {name} terjadi dalam {number(one.median)} jam kerja; untuk 90%: {slow}."


def _method() -> list[Block]:
    return [
        Heading("Cara membaca"),
        Paragraph(
            "Isu yang masih terbuka ikut dihitung (Kaplan–Meier): lamanya dihitung sekurangnya sampai data "
            "diambil. Rata-rata yang hanya memakai isu selesai tampak lebih cepat daripada kenyataannya. "
            '"Belum tercapai" berarti belum cukup banyak isu yang tuntas untuk menyebut angkanya; '
            'kelompok dengan data sedikit ditandai "data kurang". Rentang di belakang persentase adalah '
            "selang kepercayaan 95% (Wilson). Tanggapan dihitung sejak disposisi sampai jawaban pertama yang "
            "dinilai layak, bertanggal saat jawaban itu diajukan."
        ),
    ]
