"""The figures behind the evidence for the innovation index, and its frozen, anonymous rows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from monitor.report.compare import Timed
from monitor.report.document import Form, Sheet
from monitor.report.figures import share, survival_quantiles
from monitor.report.times_frame import SET_ASIDE, Frame, answer_times, mask, month_of
from monitor.report.wording import number, percent
from monitor.timetable import Timetable

_DAY_HOURS = 24.0
_QUARTERS = 4
OUTSIDE = "di luar sistem ini"


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

    cases: Timetable
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


def active(cases: Timetable) -> list[str]:
    """Return the agencies that answered at least one issue."""
    answers = cases.terms.of("respond")
    return sorted(set(answers.opd[answers.met].tolist()))


def assigned(cases: Timetable) -> Timetable:
    """Return the issues that an agency was given."""
    return cases.where(cases.issues.assigned)


def anonymous(facts: EvidenceFacts) -> Sheet:
    """Return raw rows: a code for the issue's number, months instead of days, no words of the press."""
    cases, terms = facts.cases, facts.cases.terms
    codes = [
        hashlib.sha256(f"{facts.log_head}/{issue}".encode()).hexdigest()[:10]
        for issue in cases.issues.issue.tolist()
    ]
    case = terms.case
    columns = {
        "Kode": np.array(codes, str)[case].tolist(),
        "Bulan": month_of(cases, facts.frame.zone)[case].tolist(),
        "Tingkat": cases.issues.level[case].tolist(),
        "OPD": terms.opd.tolist(),
        "Keadaan": cases.issues.state[case].tolist(),
        "Tenggat": terms.term.tolist(),
        "Jam kerja": np.round(terms.working, 2).tolist(),
        "Jam berjalan": np.round(terms.running, 2).tolist(),
        "Dipenuhi": np.where(terms.met, "ya", "tidak").tolist(),
        "Tepat waktu": np.select([terms.on_time == 1, terms.on_time == 0], ["ya", "tidak"], "").tolist(),
    }
    forms: list[Form] = ["decimal" if name.startswith("Jam") else "text" for name in columns]
    rows = sorted(zip(*columns.values(), strict=True))
    return Sheet("Data anonim", tuple(columns), tuple(forms), rows)


def snapshot(raw: Sheet, facts: EvidenceFacts) -> dict[str, str]:
    """Return id and SHA-256 of the raw rows: who holds the CSV can check that nothing was changed."""
    rows = json.dumps([[str(cell) for cell in row] for row in raw.rows], ensure_ascii=False)
    digest = hashlib.sha256(rows.encode()).hexdigest()
    return {"id": f"IID-{digest[:12]}", "sha256": digest, "log_head": facts.log_head}


def measured(asked: Asked, facts: EvidenceFacts, frozen: str) -> str:
    """Return what the data say on an indicator, in words."""
    timed = answer_times(assigned(facts.cases))
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
            return OUTSIDE


def pace(timed: Timed, min_n: int) -> str:
    """Return median and p90 from detection to the fit answer, in days and in words."""
    if len(timed) < min_n:
        return "data kurang"
    median, p90 = survival_quantiles(timed.hours, timed.met, (0.5, 0.9))
    words = [
        f"{name} {number(value / _DAY_HOURS)} hari" if value is not None else f"{name} belum tercapai"
        for name, value in (("median", median), ("P90", p90))
    ]
    return ", ".join(words) + " sejak terdeteksi sampai tanggapan layak"


def quarters(facts: EvidenceFacts) -> list[tuple[str, int, float | None]]:
    """Return (quarter, issues, median hours on the wall clock to the answer) of the last four quarters."""
    if facts.frame.history is None:
        return []
    cases = assigned(facts.frame.history)
    keys = np.array([_quarter(month) for month in month_of(cases, facts.frame.zone).tolist()], str)
    timed, found = answer_times(cases), []
    for name in np.unique(keys)[-_QUARTERS:]:
        some = timed.where(keys == name)
        few = len(some) < facts.frame.min_n
        median = None if few else survival_quantiles(some.hours, some.met, (0.5,))[0]
        found.append((str(name), len(some), median))
    return found


def _quarter(month: str) -> str:
    return f"{month[:4]} TW {(int(month[5:]) - 1) // 3 + 1}"


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
    left = facts.cases.where(~facts.cases.issues.assigned)
    aside = Counter(left.issues.state[mask(left, SET_ASIDE)].tolist())
    waiting = len(left) - sum(aside.values())
    return {**dict(sorted(aside.items())), **({"belum didisposisi": waiting} if waiting else {})}
