"""Evidence for the innovation index, the annex on responsiveness, and what these data cannot support.

Thresholds are quoted from a dated file and stand beside measured figures. No score is computed: that is the
jury's work. Issues from the news are no complaints about the service; the two are counted apart.
"""

from __future__ import annotations

from dataclasses import asdict

from monitor.report.document import Block, Bullets, Document, Heading, Paragraph, Table
from monitor.report.figures import term_figures
from monitor.report.index_figures import (
    Asked,
    EvidenceFacts,
    active,
    anonymous,
    assigned,
    excluded,
    measured,
    pace,
    quarters,
    snapshot,
)
from monitor.report.times_frame import TERM_ORDER, answer_times
from monitor.report.times_trace import behind
from monitor.report.wording import NONE, count_cell, hours_cell, number
from monitor.report.wording import share as share_words

__all__ = ["Asked", "EvidenceFacts", "pack"]


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
        *annex_chapter(facts),
        *unsupported_chapter(facts),
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
        raw=lambda: raw,
        behind=lambda: behind(facts.cases, facts.frame),
        masthead=facts.frame.masthead,
        at=facts.frame.at,
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
        one = term_figures(term, facts.cases.terms.of(term))
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


def annex_chapter(facts: EvidenceFacts) -> list[Block]:
    """Return how fast public issues were answered, and what leaders decided themselves."""
    issues = facts.cases.issues
    grave = issues.where(issues.level == "K1")
    timed = answer_times(assigned(facts.cases))
    respond = term_figures("respond", facts.cases.terms.of("respond"))
    items = (
        f"Waktu sampai tanggapan layak: {pace(timed, facts.frame.min_n)}.",
        f"Tanggapan pertama tepat waktu: {share_words(respond.on_time)}.",
        f"Isu K1 (kritis): {len(grave)}, ditanggapi {int(grave.answered.sum())}; tanggapan yang "
        f"disetujui pimpinan: {facts.leader_decisions}.",
    )
    note = "Dokumen pendukung untuk Indeks Kepemimpinan Kepala Daerah; bukan bagian dari penilaiannya."
    return [Heading("Lampiran: ketanggapan atas isu publik"), Paragraph(note, "quiet"), Bullets(items)]


def unsupported_chapter(facts: EvidenceFacts) -> list[Block]:
    """Return the indices that these data cannot support, and why."""
    if not facts.unsupported:
        return []
    table = Table(("Indeks", "Sebabnya"), tuple(facts.unsupported), "ll")
    return [Heading("Yang tidak dapat didukung data ini"), table]


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
