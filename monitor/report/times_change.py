"""Before and after, and the trend by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monitor.report.compare import DRAWS, Estimate, Timed, mean_change, median_against, median_change
from monitor.report.document import Block, Chart, Heading, Paragraph, Series, Table
from monitor.report.figures import survival_quantiles
from monitor.report.runchart import LEAST, signals
from monitor.report.times_frame import Frame, answer_times, month_of
from monitor.report.wording import charted, number
from monitor.timetable import Timetable
from monitor.wording_time import MONTHS

RESTRICTED_TO = 120.0  # hours within which restricted means are compared: five days


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the trend: key "2026-11", first answers that began, median and p90 in working hours."""

    key: str
    n: int
    median: float | None
    p90: float | None

    @property
    def name(self) -> str:
        """The month as charts write it: "Nov 26"."""
        return f"{MONTHS[int(self.key[5:]) - 1][:3]} {self.key[2:4]}"


def months(cases: Timetable | None, frame: Frame) -> list[Month]:
    """Return the trend of first answers by the local month in which the issue was detected."""
    if cases is None:
        return []
    keys, answers = month_of(cases, frame.zone), cases.terms.of("respond")
    found = []
    for key in np.unique(keys):
        times = answers.where(keys[answers.case] == key)
        few = len(times) < frame.min_n
        median, p90 = (None, None) if few else survival_quantiles(times.working, times.met, (0.5, 0.9))
        found.append(Month(str(key), len(times), median, p90))
    return found


def trend_chapter(frame: Frame) -> list[Block]:
    """Return the chapter on the trend; nothing where there are fewer than two months to show."""
    rows = months(frame.history, frame)
    known = sorted(one.median for one in rows if one.median is not None)
    if len(known) < 2:
        return []
    middle = known[len(known) // 2] if len(known) % 2 else sum(known[len(known) // 2 - 1 :][:2]) / 2
    chart = Chart(
        "line",
        "Tanggapan pertama per bulan",
        tuple(one.name for one in rows),
        (
            Series("Median", tuple(one.median for one in rows)),
            Series("P90", tuple(one.p90 for one in rows)),
        ),
        "jam kerja",
        marks=tuple(
            (place, frame.marks[one.key]) for place, one in enumerate(rows) if one.key in frame.marks
        ),
        level=(middle, "median semua bulan"),
    )
    found = signals([one.median for one in rows], middle)
    if found:
        words = f"Ada tanda perubahan yang bukan kebetulan: {'; '.join(found)}."
    elif len(known) < LEAST:
        words = f"Belum cukup bulan (perlu {LEAST}) untuk membedakan perubahan dari naik turun yang wajar."
    else:
        words = "Tidak ada tanda perubahan; naik turun ini masih wajar (aturan run chart)."
    return [Heading("Tren"), Paragraph(words), *charted(chart, "Bulan")]


def change_chapter(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the chapter on before and after: against a stated baseline, and against another period."""
    timed = answer_times(cases)
    if len(timed) < frame.min_n:
        return []
    rows: list[tuple[str, ...]] = []
    if frame.baseline_hours is not None:
        rows.append(_row(f"Median dikurangi patokan {number(frame.baseline_hours, 0)} jam",
                         median_against(timed, frame.baseline_hours)))  # fmt: skip
    if frame.before is not None and len(frame.before) >= frame.min_n:
        rows += _periods(timed, answer_times(frame.before))
    if not rows:
        return []
    notes = []
    if frame.baseline_hours is not None:
        notes.append(f"Patokan: {frame.baseline_source}. Patokan itu pernyataan, bukan hasil ukur.")
    if frame.before is not None and len(frame.before) < frame.min_n:
        notes.append(f"Pembanding {frame.before_period}: data kurang, tidak dibandingkan.")
    elif frame.before is not None:
        notes.append(f"Pembanding: {frame.before_period}; susunan tingkat isu disamakan.")
    notes.append(
        "Waktu dari terdeteksi sampai tanggapan layak, jam berjalan; angka minus berarti lebih cepat. "
        f"Selang 95% dari {DRAWS} pengambilan ulang per OPD. Selisih ini berkaitan dengan periode, belum "
        "tentu disebabkan olehnya."
    )
    columns = ("Perbandingan", "Selisih (jam)", "Selang 95%")
    return [
        Heading("Sebelum dan sesudah"),
        Table(columns, tuple(rows), "lrr"),
        *(Paragraph(one, "quiet") for one in notes),
    ]


def _periods(after: Timed, before: Timed) -> list[tuple[str, ...]]:
    mean = mean_change(after, before, RESTRICTED_TO)
    return [
        _row("Median periode ini dikurangi pembanding", median_change(after, before)),
        _row(f"Rata-rata terbatas {number(RESTRICTED_TO, 0)} jam dikurangi pembanding", mean),
    ]


def _row(words: str, one: Estimate) -> tuple[str, ...]:
    if one.value is None:
        return words, "belum tercapai", "–"
    if one.low is None:
        return words, _signed(one.value), "OPD terlalu sedikit"
    high = "tak terbatas" if one.high is None else _signed(one.high)
    return words, _signed(one.value), f"{_signed(one.low)} sampai {high}"


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'}{number(abs(value))}"
