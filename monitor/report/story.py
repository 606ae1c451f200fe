"""One issue from its first article to its answer, as a timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.report.daily import DueLine, ListedIssue
from monitor.report.document import Block, Document, Entry, Heading, Paragraph, Table
from monitor.report.wording import LEVELS


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words: number in the log, time, who in which role, what, details."""

    seq: int
    time: str
    who: str
    what: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """One deadline with its derivation, line by line."""

    term: str
    due: str
    span: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """An article that may prove that the answer was published."""

    time: str
    outlet: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """Everything the page of an issue is made of. ``life``: labels and words on its way through the press."""

    issue: ListedIssue
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    deadlines: tuple[Derived, ...]
    timeline: tuple[Line, ...]
    footer: tuple[tuple[str, str], ...]
    data: Mapping[str, Any]
    proofs: tuple[Proof, ...] = ()
    life: tuple[tuple[str, str], ...] = ()


def story(facts: StoryFacts) -> Document:
    """Return the whole story of an issue as a document."""
    issue = facts.issue
    blocks: list[Block] = [_head(issue, facts.life)]
    if facts.evidence:
        blocks += [Heading("Kalimat bukti"), *(Paragraph(one, "quote") for one in facts.evidence)]
    if facts.reasons:
        blocks += [Heading("Alasan penilaian"), *(Paragraph(f"- {one}") for one in facts.reasons)]
    blocks += _articles(issue)
    blocks += _proofs(facts)
    blocks += _deadlines(facts)
    blocks += [Heading("Riwayat")]
    for line in facts.timeline:
        blocks.append(Paragraph(f"{line.time} · {line.what} · {line.who} (peristiwa {line.seq})"))
        blocks += [Paragraph(f"    {detail}", "quiet") for detail in line.details]
    return Document(
        title=f"Isu {issue.id}",
        subtitle=issue.title,
        blocks=tuple(blocks),
        footer=facts.footer,
        data=facts.data,
    )


def _head(issue: ListedIssue, life: Sequence[tuple[str, str]]) -> Entry:
    facts = [
        ("Keadaan", issue.state),
        ("OPD", f"{issue.opd} ({issue.opd_note})" if issue.opd_note else issue.opd),
        ("Alasan tingkat", issue.because),
        *life,
        ("Terdeteksi", issue.first_seen),
        *((f"Tenggat {one.term}", _due(one)) for one in issue.due),
    ]
    return Entry(LEVELS.get(issue.level, issue.level), issue.title, tuple(facts))


def _due(line: DueLine) -> str:
    return f"{line.due} ({line.remaining})"


def _articles(issue: ListedIssue) -> list[Block]:
    rows = tuple((one.time, one.outlet, one.title, one.url) for one in issue.mentions)
    return [Heading(f"Berita ({len(rows)})"), Table(("Terbit", "Media", "Judul", "Alamat"), rows)]


def _proofs(facts: StoryFacts) -> list[Block]:
    if not facts.proofs:
        return []
    rows = tuple((one.time, one.outlet, one.title, one.url) for one in facts.proofs)
    hint = "Berita ini memuat jawaban pemerintah. Periksa isinya; bila benar, catat sebagai penyampaian."
    table = Table(("Terbit", "Media", "Judul", "Alamat"), rows)
    return [Heading("Usulan bukti tanggapan"), Paragraph(hint, "quiet"), table]


def _deadlines(facts: StoryFacts) -> list[Block]:
    blocks: list[Block] = [Heading("Tenggat dan cara menghitungnya")] if facts.deadlines else []
    for one in facts.deadlines:
        blocks.append(Paragraph(f"{one.term} ({one.span}): {one.due}"))
        blocks += [Paragraph(f"    {step}", "quiet") for step in one.steps]
    return blocks
