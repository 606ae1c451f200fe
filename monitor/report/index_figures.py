"""The figures behind the evidence for the innovation index, and its frozen, anonymous rows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.model import CaseTimes
from monitor.report.compare import Timed
from monitor.report.document import Cell, Table
from monitor.report.figures import share, survival_quantiles
from monitor.report.times_frame import SET_ASIDE, Frame, answer_time
from monitor.report.wording import number, percent

_DAY_HOURS = 24.0
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator as the dated file states it."""

    number: int
    name: str
    weight: int | None
    needs: str
    measure: str
    proof: str
    mandatory: bool


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """Everything the pack is made of.

    ``operators``: people with a right to act for an agency · ``targets``: agencies of the registry ·
    ``complaints``: (noted, handled) about this service · ``leader_decisions``: answers to K1 issues that
    leaders approved · ``sop``: level and its four terms in words.
    """

    cases: Sequence[CaseTimes]
    frame: Frame
    asked: Sequence[Asked]
    rules: str
    unsupported: Sequence[tuple[str, str]]
    operators: int
    decrees: int
    targets: int
    complaints: tuple[int, int]
    leader_decisions: int
    sop: Sequence[tuple[str, ...]]
    log_head: str


def active(cases: Sequence[CaseTimes]) -> list[str]:
    """Return the agencies that answered at least one issue."""
    return sorted({one.opd for case in cases for one in case.terms if one.term == "respond" and one.end})


def anonymous(facts: EvidenceFacts) -> Table:
    """Return raw rows: a code for the issue's number, months instead of days, no words of the press."""
    columns = ("Kode", "Bulan", "Tingkat", "OPD", "Keadaan", "Tenggat", "Jam kerja", "Jam berjalan",
               "Dipenuhi", "Tepat waktu")  # fmt: skip
    rows = []
    for case in facts.cases:
        code = hashlib.sha256(f"{facts.log_head}/{case.issue}".encode()).hexdigest()[:10]
        month = case.opened_at.astimezone(facts.frame.zone).strftime("%Y-%m")
        for one in case.terms:
            on_time = {True: "ya", False: "tidak", None: ""}[one.on_time]
            rows.append(
                (code, month, case.level, one.opd, case.state, one.term, _figure(one.working_hours),
                 _figure(one.running_hours), "ya" if one.end else "tidak", on_time)
            )  # fmt: skip
    return Table(columns, tuple(sorted(rows, key=tuple)), "", "", "Data anonim")


def _figure(value: float) -> Cell:
    rounded = round(value, 2)
    return Cell(str(rounded), rounded, "decimal")


def snapshot(raw: Table, facts: EvidenceFacts) -> dict[str, str]:
    """Return id and SHA-256 of the raw rows: who holds the CSV can check that nothing was changed."""
    rows = json.dumps([[str(cell) for cell in row] for row in raw.rows], ensure_ascii=False)
    digest = hashlib.sha256(rows.encode()).hexdigest()
    return {"id": f"IID-{digest[:12]}", "sha256": digest, "log_head": facts.log_head}


def measured(asked: Asked, facts: EvidenceFacts, frozen: str) -> str:
    """Return what the data say on an indicator, in words."""
    timed = [answer_time(case) for case in facts.cases if case.assigned]
    match asked.measure:
        case "orang":
            people, decrees = number(facts.operators, 0), number(facts.decrees, 0)
            return f"{people} akun aktif operator OPD; {decrees} dengan nomor SK"
        case "opd_aktif":
            return f"{number(len(active(facts.cases)), 0)} OPD menanggapi sedikitnya satu isu"
        case "kecepatan":
            return pace(timed, facts.frame.min_n)
        case "keluhan":
            noted, handled = facts.complaints
            return (
                f"{number(handled, 0)} dari {number(noted, 0)} keluhan tuntas"
                if noted
                else "belum ada keluhan tercatat"
            )
        case "manfaat":
            used = share(len(active(facts.cases)), max(facts.targets, 1))
            return f"{used.count} dari {facts.targets} OPD memakai ({percent(used.value)}); {_falling(facts)}"
        case "data_beku":
            return f"data beku {frozen} untuk peneliti"
        case _:
            return "di luar sistem ini"


def pace(timed: Sequence[Timed], min_n: int) -> str:
    """Return median and p90 from detection to the fit answer, in days and in words."""
    if len(timed) < min_n:
        return "data kurang"
    median, p90 = survival_quantiles([one.hours for one in timed], [one.met for one in timed], (0.5, 0.9))
    words = [
        f"{name} {number(value / _DAY_HOURS)} hari" if value is not None else f"{name} belum tercapai"
        for name, value in (("median", median), ("P90", p90))
    ]
    return ", ".join(words) + " sejak terdeteksi sampai tanggapan layak"


def quarters(facts: EvidenceFacts) -> list[tuple[str, int, float | None]]:
    """Return (quarter, issues, median hours on the wall clock to the answer) of the last four quarters."""
    groups: dict[str, list[Timed]] = {}
    for case in facts.frame.history:
        local = case.opened_at.astimezone(facts.frame.zone)
        if case.assigned:
            groups.setdefault(f"{local.year} TW {(local.month - 1) // 3 + 1}", []).append(answer_time(case))
    found = []
    for name in sorted(groups)[-_QUARTERS:]:
        timed = groups[name]
        few = len(timed) < facts.frame.min_n
        median = (
            None if few else survival_quantiles([t.hours for t in timed], [t.met for t in timed], (0.5,))[0]
        )
        found.append((name, len(timed), median))
    return found


def _falling(facts: EvidenceFacts) -> str:
    known = [median for _, _, median in quarters(facts) if median is not None]
    if len(known) < _QUARTERS:
        return "belum ada empat triwulan untuk menilai tren tiga kali turun"
    falls = all(after < before for before, after in pairwise(known))
    return (
        "median turun tiga triwulan berturut-turut"
        if falls
        else "median tidak turun tiga kali berturut-turut"
    )


def excluded(facts: EvidenceFacts) -> dict[str, int]:
    """Return how many issues the speed figures leave out, by reason."""
    aside = Counter(case.state for case in facts.cases if case.state in SET_ASIDE and not case.assigned)
    waiting = sum(not case.assigned and case.state not in SET_ASIDE for case in facts.cases)
    return {**dict(sorted(aside.items())), **({"belum didisposisi": waiting} if waiting else {})}
