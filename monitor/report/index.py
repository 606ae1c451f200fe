"""Evidence for the innovation index, the annex on responsiveness, and what these data cannot support.

Thresholds are quoted from a dated file and stand beside measured figures. No score is computed: that is the
jury's work. Issues from the news are no complaints about the service; the two are counted apart.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from monitor.model import CaseTimes
from monitor.report.compare import Timed
from monitor.report.document import Block, Bullets, Cell, Document, Heading, Paragraph, Table
from monitor.report.figures import share, survival_quantiles, term_figures
from monitor.report.times_frame import SET_ASIDE, TERM_ORDER, Frame, answer_time, terms_of
from monitor.report.wording import NONE, count_cell, hours_cell, number, percent
from monitor.report.wording import share as share_words

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


def pack(facts: EvidenceFacts) -> Document:
    """Return the evidence pack as one document; its raw rows carry no titles, names or addresses."""
    raw = anonymous(facts)
    frozen = snapshot(raw, facts)
    blocks: list[Block] = [
        Paragraph(
            "Berkas ini memuat angka terukur di samping syarat indikator. Tidak ada skor yang dihitung atau "
            f"diramalkan. Syarat dikutip dari: {facts.rules}."
        ),
        Heading("Data beku"),
        Paragraph(f"Nomor: {frozen['id']} · sidik SHA-256 baris mentah: {frozen['sha256']}"),
        *_indicators(facts, frozen["id"]),
        *_speed(facts),
        *_use(facts),
        *_complaints(facts),
        *_annex(facts),
        *_unsupported(facts),
        *_excluded(facts),
        *_method(),
    ]
    return Document(
        title="Bukti Indeks Inovasi Daerah",
        subtitle=f"Humas Reaksi Cepat · {facts.frame.period} · data per {facts.frame.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", facts.frame.period), *facts.frame.footer, ("Data beku", frozen["id"])),
        data={
            "period": facts.frame.period,
            "snapshot": frozen,
            "rules": facts.rules,
            "indicators": [
                {**asdict(one), "measured": measured(one, facts, frozen["id"])} for one in facts.asked
            ],
            "excluded": excluded(facts),
            "complaints": {"noted": facts.complaints[0], "handled": facts.complaints[1]},
        },
        sheets=lambda: (raw,),
        masthead=facts.frame.masthead,
        at=facts.frame.at,
    )


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
            return _pace(timed, facts.frame.min_n)
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


def _pace(timed: Sequence[Timed], min_n: int) -> str:
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


def _indicators(facts: EvidenceFacts, frozen: str) -> list[Block]:
    rows = tuple(
        (
            f"{one.number}{' (wajib)' if one.mandatory else ''}",
            one.name,
            NONE if one.weight is None else str(one.weight),
            one.needs,
            measured(one, facts, frozen),
            one.proof,
        )
        for one in facts.asked
    )
    columns = ("No.", "Indikator", "Bobot", "Syarat tertinggi", "Terukur", "Bukti yang dilampirkan")
    return [Heading("Indikator dan bukti"), Table(columns, rows, "llllll")]


def _speed(facts: EvidenceFacts) -> list[Block]:
    rows = []
    for term in TERM_ORDER:
        one = term_figures(term, terms_of(facts.cases, term))
        if one.n:
            few = one.n < facts.frame.min_n
            median, p90 = ("data kurang",) * 2 if few else (hours_cell(one.median), hours_cell(one.p90))
            rows.append((term, count_cell(one.n), median, p90, share_words(one.on_time)))
    sop = Table(("Tingkat", "Verifikasi", "Terima", "Tanggapan", "Selesai"), tuple(facts.sop), "lllll")
    columns = ("Tenggat", "n", "Median (jam kerja)", "P90 (jam kerja)", "Tepat waktu (selang 95%)")
    named = tuple((_TERM_NAMES[str(row[0])], *row[1:]) for row in rows)
    return [
        Heading("Kemudahan proses: SOP dan waktu terukur"),
        sop,
        *([Table(columns, named, "lrrrl")] if rows else [Paragraph("Belum ada waktu yang terukur.")]),
    ]


_TERM_NAMES = {
    "verify": "Verifikasi",
    "accept": "Terima",
    "respond": "Tanggapan pertama",
    "finish": "Selesai",
}


def _use(facts: EvidenceFacts) -> list[Block]:
    names = [facts.frame.opd_names.get(one, one) for one in active(facts.cases)]
    rows = tuple((name, count_cell(n), hours_cell(median)) for name, n, median in quarters(facts))
    blocks: list[Block] = [Heading("Pemakaian dan tren")]
    blocks.append(Paragraph(f"OPD yang menanggapi ({len(names)}): {', '.join(names) or 'belum ada'}."))
    if rows:
        blocks.append(Table(("Triwulan", "Isu didisposisi", "Median (jam berjalan)"), rows, "lrr"))
    return blocks


def _complaints(facts: EvidenceFacts) -> list[Block]:
    noted, handled = facts.complaints
    words = (
        f"{number(noted, 0)} keluhan, kritik, dan saran atas layanan ini tercatat; {number(handled, 0)} "
        f"tuntas. Sebagai pembanding, {number(len(facts.cases), 0)} isu berasal dari berita. Keduanya tidak "
        "dijumlahkan: isu dari berita bukan pengaduan atas inovasi ini."
    )
    return [Heading("Keluhan atas layanan ini"), Paragraph(words)]


def _annex(facts: EvidenceFacts) -> list[Block]:
    grave = [case for case in facts.cases if case.level == "K1"]
    timed = [answer_time(case) for case in facts.cases if case.assigned]
    respond = term_figures("respond", terms_of(facts.cases, "respond"))
    items = (
        f"Waktu sampai tanggapan layak: {_pace(timed, facts.frame.min_n)}.",
        f"Tanggapan pertama tepat waktu: {share_words(respond.on_time)}.",
        f"Isu K1 (kritis): {len(grave)}, ditanggapi {sum(case.answered for case in grave)}; tanggapan yang "
        f"disetujui pimpinan: {facts.leader_decisions}.",
    )
    note = "Dokumen pendukung untuk Indeks Kepemimpinan Kepala Daerah; bukan bagian dari penilaiannya."
    return [Heading("Lampiran: ketanggapan atas isu publik"), Paragraph(note, "quiet"), Bullets(items)]


def _unsupported(facts: EvidenceFacts) -> list[Block]:
    if not facts.unsupported:
        return []
    table = Table(("Indeks", "Sebabnya"), tuple(facts.unsupported), "ll")
    return [Heading("Yang tidak dapat didukung data ini"), table]


def excluded(facts: EvidenceFacts) -> dict[str, int]:
    """Return how many issues the speed figures leave out, by reason."""
    aside = Counter(case.state for case in facts.cases if case.state in SET_ASIDE and not case.assigned)
    waiting = sum(not case.assigned and case.state not in SET_ASIDE for case in facts.cases)
    return {**dict(sorted(aside.items())), **({"belum didisposisi": waiting} if waiting else {})}


def _excluded(facts: EvidenceFacts) -> list[Block]:
    rows = tuple((state, count_cell(n)) for state, n in excluded(facts).items())
    if not rows:
        return []
    return [Heading("Isu yang tidak masuk hitungan kecepatan"), Table(("Keadaan", "Jumlah"), rows, "lr")]


def _method() -> list[Block]:
    words = (
        "Isu terbuka ikut dihitung (Kaplan–Meier), kelompok kecil ditandai, selang 95% menurut Wilson. Baris "
        "mentah (CSV dan lembar Data anonim) tanpa judul, nama orang, dan alamat; sidiknya di atas."
    )
    return [Heading("Cara menghitung"), Paragraph(words)]
