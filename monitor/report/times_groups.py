"""First answers by agency, level and topic. No ranking: small groups are named but show no figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from monitor.model import CaseTimes, TermTime
from monitor.report.document import Block, Heading, Paragraph, Table
from monitor.report.figures import TermFigures, term_figures
from monitor.report.times_frame import Frame
from monitor.report.wording import LEVELS, TOO_FEW, count_cell, hours_cell
from monitor.report.wording import share as share_words

Group = Callable[[CaseTimes, TermTime], str]


def by_opd(case: CaseTimes, one: TermTime) -> str:
    """Return the agency: each leg counts for the OPD that held it, not for the one that has the issue now."""
    return one.opd


def by_level(case: CaseTimes, one: TermTime) -> str:
    """Return the issue's level."""
    return case.level


def by_topic(case: CaseTimes, one: TermTime) -> str:
    """Return the topic that the verifier chose."""
    return case.topic or "tanpa topik"


def grouped(cases: Sequence[CaseTimes], key: Group) -> dict[str, TermFigures]:
    """Return the figures of the response term per group, groups in order of name."""
    groups: dict[str, list[TermTime]] = {}
    for case in cases:
        for one in case.terms:
            if one.term == "respond":
                groups.setdefault(key(case, one), []).append(one)
    return {group: term_figures("respond", groups[group]) for group in sorted(groups)}


def data(groups: Mapping[str, TermFigures], min_n: int) -> dict[str, Any]:
    """Return the groups as plain values; small ones say so instead of figures."""
    return {
        group: asdict(one) if one.n >= min_n else {"n": one.n, "note": TOO_FEW}
        for group, one in groups.items()
    }


def chapter(title: str, label: str, groups: Mapping[str, TermFigures], names: Mapping[str, str],
            frame: Frame) -> list[Block]:  # fmt: skip
    """Return the chapter on one way of grouping; groups stand in order of name, not of speed."""
    if not groups:
        return []
    named = sorted((names.get(group, group), one) for group, one in groups.items())
    rows = tuple(_row(name, one, frame.min_n) for name, one in named)
    columns = (label, "n", "Belum ditanggapi", "Median (jam kerja)", "P90 (jam kerja)",
               "Tepat waktu (selang 95%)")  # fmt: skip
    few = sum(one.n < frame.min_n for one in groups.values())
    note = f"{few} kelompok punya kurang dari {frame.min_n} tanggapan dan tidak diberi angka." if few else ""
    return [
        Heading(title),
        *([Paragraph(note, "quiet")] if note else []),
        Table(columns, rows, "lrrrrl"),
    ]


def _row(name: str, one: TermFigures, min_n: int) -> tuple[str, ...]:
    if one.n < min_n:
        return name, count_cell(one.n), count_cell(one.open), TOO_FEW, TOO_FEW, TOO_FEW
    return (
        name,
        count_cell(one.n),
        count_cell(one.open),
        hours_cell(one.median),
        hours_cell(one.p90),
        share_words(one.on_time),
    )


def chapters(cases: Sequence[CaseTimes], frame: Frame) -> list[Block]:
    """Return the three chapters; topics only where verifiers named some."""
    blocks = chapter("Per OPD", "OPD", grouped(cases, by_opd), frame.opd_names, frame)
    blocks += chapter("Per tingkat", "Tingkat", grouped(cases, by_level), LEVELS, frame)
    if any(case.topic for case in cases):
        blocks += chapter("Per topik", "Topik", grouped(cases, by_topic), {}, frame)
    return blocks
