"""The raw rows of a response-time report, and the way back from each of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

import numpy as np

from monitor.report import trace
from monitor.report.document import Behind, Block, Form, Heading, Sheet, Table, Value
from monitor.report.times_frame import TERM_ORDER, Frame, month_of
from monitor.report.times_speed import ages
from monitor.report.times_volume import flow
from monitor.report.wording import LEVELS, TERMS, TERMS_SHORT, number
from monitor.timetable import Column, Terms, Timetable

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
_COUNTS = ("articles", "outlets", "rejections", "revisions")


def sheet(cases: Timetable, frame: Frame) -> Sheet:
    """Return the raw rows, one per issue: what it is, who held it how long, how its latest terms went."""
    columns: list[tuple[str, Form]] = [
        ("Isu", "text"), ("Terdeteksi", "instant"), ("Tingkat", "text"), ("OPD", "text"), ("Keadaan", "text"),
        ("Berita", "int"), ("Media", "int"), ("Pengembalian", "int"), ("Revisi", "int"),
        ("Tenggat terlewati", "int"), ("Jam Humas", "decimal"), ("Jam OPD", "decimal"),
        ("Jam ditunda", "decimal"), ("Jam di luar jam kerja", "decimal"),
    ]  # fmt: skip
    for term in TERM_ORDER:
        columns += [(f"Jam kerja {TERMS_SHORT[term]}", "decimal"), (f"Hasil {TERMS_SHORT[term]}", "text")]
    names, forms = zip(*columns, strict=True)
    return Sheet("Data isu", names, forms, _rows(cases, frame))


def _rows(cases: Timetable, frame: Frame) -> Iterator[tuple[Value, ...]]:
    issues = cases.issues
    opened = [_local(stamp, frame.zone) for stamp in issues.opened.tolist()]
    columns: list[list[Value]] = [
        issues.issue.tolist(),
        opened,  # type: ignore[list-item]
        [LEVELS.get(level, level) for level in issues.level.tolist()],
        [frame.opd_names.get(opd, opd) for opd in issues.opd.tolist()],
        issues.state.tolist(),
        *(getattr(issues, name).tolist() for name in _COUNTS),
        np.bincount(cases.breaches.case, minlength=len(issues)).tolist(),
        *(np.round(hours, 2).tolist() for hours in issues.held.T),
    ]
    for term in TERM_ORDER:
        columns += _latest(cases.terms.of(term), len(issues))
    yield from zip(*columns, strict=True)


def _latest(terms: Terms, size: int) -> list[list[Value]]:
    """Return hours and outcome of each issue's latest term of a kind; None where it had none."""
    hours: list[Value] = [None] * size
    how: list[Value] = [None] * size
    words = outcomes(terms)
    for place, case in enumerate(terms.case.tolist()):  # in the order of the log: the latest stays
        hours[case], how[case] = round(float(terms.working[place]), 2), words[place]
    return [hours, how]


def outcomes(terms: Terms) -> list[str]:
    """Return how each term went, in words."""
    chosen = np.select(
        [terms.dropped, terms.met & (terms.on_time == 1), terms.met, terms.on_time == 0],
        ["berakhir tanpa dipenuhi", "tepat waktu", "terlambat", "terbuka, lewat tenggat"],
        "terbuka",
    )
    words: list[str] = chosen.tolist()
    return words


def _local(stamp: float, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(stamp, zone).replace(tzinfo=None)


def trace_chapter(cases: Timetable, frame: Frame) -> list[Block]:
    """Return the trace: behind each figure its issues, behind each time the two events it lies between."""
    if frame.trace is None:
        return []
    blocks = trace.chapter(behind(cases, frame), frame.trace)
    for term in TERM_ORDER:
        some = cases.terms.of(term)
        if len(some):
            columns = ("Isu", "OPD", "Jam kerja", "Hasil", "Peristiwa")
            blocks += [
                Heading(f"{TERMS[term]}: n = {number(len(some), 0)}", 2),
                Table(columns, tuple(_term_rows(cases, some, term, frame)), "llrll", "", f"Jejak {term}"),
            ]
    return blocks


def behind(cases: Timetable, frame: Frame) -> list[Behind]:
    """Return each figure of the report with the issues it counts."""
    issues, terms = cases.issues, cases.terms
    found = [
        Behind("Volume", one.name, _ids(cases, one.chosen))
        for one in flow(cases, frame)
        if one.chosen is not None
    ]
    for term in TERM_ORDER:
        some = terms.of(term)
        for words in dict.fromkeys(outcomes(some)):
            chosen = some.case[np.array(outcomes(some)) == words]
            found.append(Behind("Kecepatan", f"{TERMS[term]}: {words}", _ids(cases, chosen)))
    answers = terms.of("respond")
    for title, keys, names in (
        ("Per OPD", answers.opd, frame.opd_names),
        ("Per tingkat", issues.level[answers.case], LEVELS),
        ("Per topik", issues.topic[answers.case], {"": "tanpa topik"}),
    ):
        found += [
            Behind(title, names.get(str(key), str(key)), _ids(cases, answers.case[keys == key]))
            for key in np.unique(keys)
        ]
    found += [Behind("Umur isu terbuka", words, _ids(cases, chosen)) for words, chosen in ages(cases)]
    for words, mask in (
        ("Disposisi pertama tepat", issues.first_right == 1),
        ("Disposisi pertama keliru", issues.first_right == 0),
        ('Dikembalikan "bukan wewenang"', issues.rejections > 0),
        ("Diminta revisi", issues.revisions > 0),
        ("Pernah ditunda", issues.held[:, 2] > 0),
    ):
        found.append(Behind("Mutu proses", words, _ids(cases, mask)))
    return [*found, *_breached(cases), *_trend(frame)]


def _breached(cases: Timetable) -> list[Behind]:
    rows = cases.breaches
    return [
        Behind("Tenggat terlewati", f"{TERMS[term]}, dibebankan kepada {who}",
               _ids(cases, rows.case[(rows.term == term) & (rows.charged == who)]))
        for term, who in sorted(set(zip(rows.term.tolist(), rows.charged.tolist(), strict=True)))
    ]  # fmt: skip


def _trend(frame: Frame) -> list[Behind]:
    found = []
    for title, cases in (("Tren", frame.history), ("Pembanding", frame.before)):
        if cases is not None:
            months = month_of(cases, frame.zone)
            found += [Behind(title, str(key), _ids(cases, months == key)) for key in np.unique(months)]
    return found


def _ids(cases: Timetable, chosen: Column) -> list[str]:
    ids: list[str] = cases.issues.issue[chosen].tolist()
    return ids


def _term_rows(cases: Timetable, some: Terms, term: str, frame: Frame) -> Iterator[tuple[str, ...]]:
    words = outcomes(some)
    for place, issue in enumerate(cases.issues.issue[some.case].tolist()):
        opd = str(some.opd[place])
        yield (
            issue, frame.opd_names.get(opd, opd) or "Humas", number(float(some.working[place])),
            words[place], _events(issue, term, float(some.start[place]), float(some.end[place]), frame),
        )  # fmt: skip


def _events(issue: str, term: str, start: float, end: float, frame: Frame) -> str:
    listed = (frame.trace or {}).get(issue, ())
    begun = [one.seq for one in listed if one.kind in _STARTS[term] and int(one.at.timestamp()) == start]
    ended = [one.seq for one in listed if one.kind in _ENDS[term] and int(one.at.timestamp()) == end]
    return " → ".join(str(seqs[-1]) for seqs in (begun, ended) if seqs) or "–"
