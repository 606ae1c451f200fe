"""The evidence as one file to hand over: documents, raw rows, a checklist, and a list of their hashes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from monitor.report import render
from monitor.report.document import Block, Document, Heading, Paragraph, Table
from monitor.report.index import annex_chapter, pack, unsupported_chapter
from monitor.report.index_figures import OUTSIDE, EvidenceFacts, measured
from monitor.report.wording import NONE

MANIFEST, SUMS = "manifes.json", "SHA256SUMS"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def zipped(facts: EvidenceFacts) -> tuple[str, bytes]:
    """Return the number of the frozen data and the zip; ``sha256sum -c SHA256SUMS`` checks what it holds."""
    whole = pack(facts)
    frozen: Mapping[str, str] = whole.data["snapshot"]
    parts = {
        "bukti-iid.pdf": render(whole, "pdf"),
        "bukti-iid.xlsx": render(whole, "xlsx"),
        "data-anonim.csv": render(whole, "csv"),
        "daftar-periksa.docx": render(checklist(facts, frozen["id"]), "docx"),
        "lampiran-ikkd.pdf": render(leadership(facts, frozen["id"]), "pdf"),
        "batas-data.pdf": render(limits(facts, frozen["id"]), "pdf"),
    }
    files = {name: made.encode() if isinstance(made, str) else made for name, made in parts.items()}
    sums = {name: hashlib.sha256(made).hexdigest() for name, made in files.items()}
    about = {
        "data_beku": frozen,
        "periode": facts.frame.period,
        "data_per": facts.frame.as_of,
        "syarat": facts.rules,
        **dict(facts.frame.footer),
        "berkas": [{"nama": name, "bita": len(files[name]), "sha256": sums[name]} for name in files],
    }
    files[MANIFEST] = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
    files[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
    return frozen["id"], _zip(files, facts.frame.at or _NO_DATE)


def _zip(files: Mapping[str, bytes], at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def checklist(facts: EvidenceFacts, frozen: str) -> Document:
    """Return the list by which the office collects what this system does not hold."""
    rows = tuple(
        (f"{one.number}{' (wajib)' if one.mandatory else ''}", one.name, one.proof, "☐",
         NONE if (found := measured(one, facts, frozen)) == OUTSIDE else found)
        for one in facts.asked
    )  # fmt: skip
    note = "Beri tanda bila bukti sudah dilampirkan. Syarat dikutip dari: " + facts.rules + "."
    columns = ("No.", "Indikator", "Bukti yang dilampirkan", "Ada", "Dari sistem ini")
    return _document(
        facts, frozen, "Daftar Periksa Bukti", [Paragraph(note), Table(columns, rows, "lllll", "", "Daftar")]
    )


def leadership(facts: EvidenceFacts, frozen: str) -> Document:
    """Return the annex on responsiveness for the index of regional leadership, as a page of its own."""
    return _document(facts, frozen, "Lampiran Indeks Kepemimpinan Kepala Daerah", annex_chapter(facts))


def limits(facts: EvidenceFacts, frozen: str) -> Document:
    """Return the page that says what these data cannot support."""
    words = (
        "Data waktu tanggap menjawab satu hal: seberapa cepat dan lengkap pemerintah menanggapi isu publik. "
        "Untuk indeks di bawah ini data tersebut tidak boleh diajukan sebagai bukti."
    )
    blocks: list[Block] = [Heading("Mengapa halaman ini ada"), Paragraph(words), *unsupported_chapter(facts)]
    return _document(facts, frozen, "Batas Data", blocks)


def _document(facts: EvidenceFacts, frozen: str, title: str, blocks: list[Block]) -> Document:
    frame = facts.frame
    return Document(
        title=title,
        subtitle=f"{frame.period} · data per {frame.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", frame.period), *frame.footer, ("Data beku", frozen)),
        masthead=frame.masthead,
        at=frame.at,
    )
