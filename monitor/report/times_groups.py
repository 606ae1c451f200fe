"""First answers by agency, level and topic. No ranking: small groups are named but show no figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from monitor.report.document import Block, Heading, Paragraph, Table
from monitor.report.figures import TermFigures, term_figures
from monitor.report.times_frame import Frame
from monitor.report.wording import LEVELS, TOO_FEW, count_cell, hours_cell
from monitor.report.wording import share as share_words
from monitor.timetable import Column, Terms, Timetable

Groups = dict[str, TermFigures]


def by_opd(cases: Timetable) -> Groups:
    """Return the figures per agency; a leg counts for the OPD that held it, not for the present one."""
    answers = cases.terms.of("respond")
    return grouped(answers, answers.opd)


def by_level(cases: Timetable) -> Groups:
    """Return the figures per level of the issue."""
    answers = cases.terms.of("respond")
    return grouped(answers, cases.issues.level[answers.case])


def by_topic(cases: Timetable) -> Groups:
    """Return the figures per topic that the verifier chose."""
    answers = cases.terms.of("respond")
    topics = cases.issues.topic[answers.case]
    return grouped(answers, np.where(topics == "", "tanpa topik", topics))


def grouped(answers: Terms, keys: Column) -> Groups:
    """Return the figures of the response term per key, in order of name."""
    return {str(key): term_figures("respond", answers.where(keys == key)) for key in np.unique(keys)}


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
    rows = tuple(_row(name, one) for name, one in named if one.n >= frame.min_n)
    columns = (label, "n", "Belum ditanggapi", "Median (jam kerja)", "P90 (jam kerja)",
               "Tepat waktu (selang 95%)")  # fmt: skip
    few = [f"{name} ({one.n})" for name, one in named if one.n < frame.min_n]
    note = f"{TOO_FEW.capitalize()} (n di bawah {frame.min_n}, tidak diberi angka): {', '.join(few)}."
    return [
        Heading(title),
        *([Table(columns, rows, "lrrrrl")] if rows else []),
        *([Paragraph(note, "quiet")] if few else []),
    ]


def _row(name: str, one: TermFigures) -> tuple[str, ...]:
    return (
        name,
        count_cell(one.n),
        count_cell(one.open),
        hours_cell(one.median),
        hours_cell(one.p90),
        share_words(one.on_time),
    )


def chapters(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the three chapters; topics only where verifiers named some."""
    blocks = chapter("Per OPD", "OPD", by_opd(cases), frame.opd_names, frame)
    blocks += chapter("Per tingkat", "Tingkat", by_level(cases), LEVELS, frame)
    if (cases.issues.topic != "").any():
        blocks += chapter("Per topik", "Topik", by_topic(cases), {}, frame)
    return blocks
