"""The sheet that hands an issue to an agency (lembar disposisi): one page to print, number and sign.

A ``Document`` like every report, and no template of its own: the form letters of ``templates`` are for texts
with an addressee and a signature of the Sekda; this sheet is a table of facts that Humas signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.report.document import Block, Bullets, Document, Entry, Heading, Masthead, Paragraph, Table
from monitor.report.story import Derived
from monitor.report.wording import LEVELS

BLANK = "……………………………"
# The sheet is one page; an issue may have gathered hundreds of articles.
MOST_ARTICLES = 12


@dataclass(frozen=True, slots=True)
class Disposal:
    """What the sheet says, ready to print. ``articles``: (time, outlet, title, address)."""

    issue: str
    title: str
    level: str
    because: str
    marks: tuple[str, ...]
    letter_no: str
    opd: str
    support: tuple[str, ...]
    disposed: str
    instruction: str
    deadlines: tuple[Derived, ...]
    evidence: tuple[str, ...]
    articles: tuple[tuple[str, str, str, str], ...]
    footer: tuple[tuple[str, str], ...]
    masthead: Masthead
    at: datetime


def sheet(facts: Disposal) -> Document:
    """Return the sheet as a document."""
    blocks: list[Block] = [Entry(LEVELS.get(facts.level, facts.level), facts.title, _head(facts))]
    blocks += [Heading("Isi disposisi", 2), Paragraph(facts.instruction)]
    rows = tuple((one.term.capitalize(), one.due, one.span) for one in facts.deadlines)
    blocks += [Heading("Tenggat", 2), Table(("Tenggat", "Paling lambat", "Lama"), rows)]
    if facts.evidence:
        quotes = (Paragraph(one, "quote") for one in facts.evidence[:3])
        blocks += [Heading("Kalimat yang disorot", 2), *quotes]
    blocks += _articles(facts)
    blocks += _receipt(facts)
    blocks += _derivations(facts)
    return Document(
        title="Lembar Disposisi",
        subtitle=f"Isu {facts.issue}",
        blocks=tuple(blocks),
        footer=facts.footer,
        data={"isu": facts.issue, "opd": facts.opd, "nomor_surat": facts.letter_no},
        masthead=facts.masthead,
        at=facts.at,
    )


def _head(facts: Disposal) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Nomor surat", facts.letter_no or BLANK),
        ("Kepada", facts.opd),
        ("OPD pendukung", ", ".join(facts.support)),
        ("Sifat", ", ".join(facts.marks)),
        ("Didisposisikan", facts.disposed),
        ("Alasan tingkat", facts.because),
    )
    return tuple((label, value) for label, value in pairs if value)


def _derivations(facts: Disposal) -> list[Block]:
    found: list[Block] = [Heading("Lampiran: cara menghitung tenggat", 2)] if facts.deadlines else []
    for one in facts.deadlines:
        found += [Paragraph(f"{one.term.capitalize()} ({one.span})"), Bullets(one.steps)]
    return found


def _articles(facts: Disposal) -> list[Block]:
    rows = facts.articles[:MOST_ARTICLES]
    found: list[Block] = [
        Heading(f"Berita ({len(facts.articles)})", 2),
        Table(("Terbit", "Media", "Judul", "Alamat"), rows),
    ]
    rest = len(facts.articles) - len(rows)
    return [*found, Paragraph(f"{rest} berita lain ada pada isu {facts.issue}.", "quiet")] if rest else found


def _receipt(facts: Disposal) -> list[Block]:
    rows = (
        (f"{facts.masthead.unit} (yang mendisposisikan)", BLANK, BLANK, BLANK),
        (f"{facts.opd} (yang menerima)", BLANK, BLANK, BLANK),
    )
    return [
        Heading("Tanda terima", 2),
        Table(("Pihak", "Nama dan jabatan", "Tanggal dan jam", "Tanda tangan"), rows),
    ]
