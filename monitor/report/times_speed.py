"""How fast: each term, open issues counted; answered and dropped issues told apart; ages of open ones."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.report.document import Block, Chart, Heading, Paragraph, Series, Table
from monitor.report.figures import TermFigures
from monitor.report.survival import Sample, value_at
from monitor.report.times_frame import Frame, answer_times
from monitor.report.wording import (
    TERMS,
    TOO_FEW,
    charted,
    count_cell,
    hours_cell,
    number,
    share_cell,
)
from monitor.report.wording import share as share_words
from monitor.timetable import Column, Timetable

# Hours at which the curves are read: a working morning, a day, … a month.
READ_AT = (3, 6, 12, 24, 48, 72, 120, 240, 480, 720)
AGES = ((24, "sampai 1 hari"), (72, "1 sampai 3 hari"), (168, "3 sampai 7 hari"), (336, "7 sampai 14 hari"),
        (float("inf"), "lebih dari 14 hari"))  # fmt: skip


def chapter(figures: Mapping[str, TermFigures], frame: Frame) -> list[Block]:
    """Return the chapter on speed: one table in working hours, one on the wall clock."""
    known = {term: one for term, one in figures.items() if one.n}
    if not known:
        return [Heading("Kecepatan"), Paragraph("Belum ada tenggat yang berjalan pada periode ini.")]
    return [Heading("Kecepatan"), working(known, frame), running(known, frame), *_warning(known, frame)]


def working(figures: Mapping[str, TermFigures], frame: Frame) -> Table:
    """Return the table of terms in working hours, with the share on time."""
    rows = tuple(
        (
            TERMS[term],
            count_cell(one.n),
            count_cell(one.open),
            *_hours(one, frame, one.median, one.p90, (one.q1, one.q3)),
            share_words(one.on_time),
        )
        for term, one in figures.items()
    )
    columns = ("Tenggat", "n", "Belum", "Median", "P90", "Kuartil 1–3", "Tepat waktu (selang 95%)")
    return Table(columns, rows, "lrrrrrl", "Jam kerja; isu yang masih terbuka ikut dihitung", "Jam kerja")


def running(figures: Mapping[str, TermFigures], frame: Frame) -> Table:
    """Return the table of terms on the wall clock."""
    rows = tuple(
        (
            TERMS[term],
            count_cell(one.n),
            *_hours(one, frame, one.median_running, one.p90_running, (one.q1_running, one.q3_running)),
        )
        for term, one in figures.items()
    )
    columns = ("Tenggat", "n", "Median", "P90", "Kuartil 1–3")
    return Table(columns, rows, "lrrrr", "Jam berjalan (24 jam sehari)", "Jam berjalan")


def _hours(
    one: TermFigures,
    frame: Frame,
    median: float | None,
    p90: float | None,
    quartiles: tuple[float | None, float | None],
) -> tuple[str, str, str]:
    if one.n < frame.min_n:
        return TOO_FEW, TOO_FEW, TOO_FEW
    middle = "–".join("…" if value is None else number(value) for value in quartiles)
    return hours_cell(median), hours_cell(p90), middle


def _warning(figures: Mapping[str, TermFigures], frame: Frame) -> list[Block]:
    one = figures.get("respond")
    if not one or one.n < frame.min_n or not one.open or one.closed_only_p90 is None:
        return []
    true = f"{number(one.p90)} jam kerja" if one.p90 is not None else "belum tercapai"
    return [
        Paragraph(
            f"P90 tanggapan pertama yang jujur: {true}. Bila hanya isu yang tuntas yang dihitung, angkanya "
            f"{number(one.closed_only_p90)} jam kerja; selisihnya berasal dari {number(one.open, 0)} "
            "tanggapan yang masih ditunggu.",
            "quiet",
        )
    ]


def fates(cases: Timetable) -> list[tuple[int, float, float]]:
    """Return (hours, share answered, share closed without an answer) by Aalen–Johansen, where data reach."""
    timed = answer_times(cases)
    if not len(timed):
        return []
    sample = Sample.of(timed.hours, timed.met)
    answered, gone = sample.incidence(~cases.issues.open & ~cases.issues.answered)
    reach = [at for at in READ_AT if at <= timed.hours.max()]
    values = zip(reach, value_at(sample.at, answered, reach), value_at(sample.at, gone, reach), strict=True)
    return [(at, first, second) for at, first, second in values]


def fate_chapter(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the chapter that tells answered, dropped and waiting issues apart over time."""
    rows = fates(cases)
    if len(cases) < frame.min_n or not rows:
        return []
    chart = Chart(
        "steps",
        "Nasib isu sejak terdeteksi",
        tuple(f"{at} jam" for at, _, _ in rows),
        (
            Series("ditanggapi (%)", tuple(first * 100 for _, first, _ in rows)),
            Series("ditutup tanpa tanggapan (%)", tuple(second * 100 for _, _, second in rows)),
            Series("masih menunggu (%)", tuple((1 - a - b) * 100 for _, a, b in rows)),
        ),
        "persen dari semua isu",
        "jam berjalan sejak terdeteksi",
    )
    note = (
        "Isu yang ditutup tanpa tanggapan tidak dianggap ditanggapi dan tidak dibuang dari hitungan "
        "(Aalen–Johansen). Angka dibaca sampai umur isu tertua pada periode ini."
    )
    return [Heading("Nasib isu"), Paragraph(note, "quiet"), *charted(chart, "Sejak terdeteksi")]


def ages(cases: Timetable) -> list[tuple[str, Column]]:
    """Return (age of open issues, which issues)."""
    rows, floor, hours = [], 0.0, cases.issues.held.sum(axis=1)
    for ceiling, words in AGES:
        rows.append((words, cases.issues.open & (floor <= hours) & (hours < ceiling)))
        floor = ceiling
    return rows


def age_chapter(cases: Timetable) -> list[Block]:
    """Return the table of ages of open issues."""
    total = int(cases.issues.open.sum())
    if not total:
        return []
    rows = tuple(
        (
            words,
            count_cell(int(chosen.sum())),
            count_cell(int((chosen & ~cases.issues.answered).sum())),
            share_cell(int(chosen.sum()) / total),
        )
        for words, chosen in ages(cases)
    )
    columns = ("Umur sejak terdeteksi", "Isu terbuka", "Belum ditanggapi", "Bagian")
    return [Heading("Umur isu yang masih terbuka"), Table(columns, rows, "lrrr")]
