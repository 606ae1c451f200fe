"""The daily flagged list: what needs a decision, what is late, what was dropped, which sources failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from monitor.report.document import Block, Document, Entry, Heading, Paragraph, Table
from monitor.report.wording import LEVELS, number, percent


@dataclass(frozen=True, slots=True)
class Mention:
    """One article of an issue: outlet, time in words, address, title."""

    outlet: str
    time: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One running term in words; ``late`` when its deadline has passed."""

    term: str
    due: str
    remaining: str
    late: bool


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One issue as the list shows it; all texts ready to read."""

    id: str
    level: str
    because: str
    title: str
    state: str
    opd: str
    opd_note: str
    due: tuple[DueLine, ...]
    evidence: str
    mentions: tuple[Mention, ...]
    first_seen: str

    @property
    def late(self) -> bool:
        """Whether any running term is past its deadline."""
        return any(one.late for one in self.due)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An article in the check band, or one of the sample of dropped articles."""

    title: str
    outlet: str
    url: str
    probability: float


@dataclass(frozen=True, slots=True)
class DailyFacts:
    """Everything the list is made of. ``failed``: (source, reason) pairs."""

    day: str
    as_of: str
    window: str
    articles: int
    flagged: int
    sources_ok: int
    failed: tuple[tuple[str, str], ...]
    new: tuple[ListedIssue, ...]
    open: tuple[ListedIssue, ...]
    answered: tuple[ListedIssue, ...]
    check: tuple[Doubtful, ...]
    dropped: tuple[Doubtful, ...]
    footer: tuple[tuple[str, str], ...]


def daily_list(facts: DailyFacts) -> Document:
    """Return the daily list as a document, the most urgent first."""
    blocks: list[Block] = [Paragraph(_summary(facts))]
    late = [one for one in (*facts.new, *facts.open) if one.late]
    blocks += _issues("Lewat tenggat", late, "")
    blocks += _issues(
        "Isu baru", [one for one in facts.new if not one.late], "Tidak ada isu baru pada jendela ini."
    )
    blocks += _issues("Masih berjalan", [one for one in facts.open if not one.late], "")
    blocks += _issues("Sudah ditanggapi", facts.answered, "")
    blocks += _doubtful(
        "Perlu diperiksa", "Mesin ragu pada berita berikut; mohon dibaca sebelum diabaikan.", facts.check
    )
    blocks += _doubtful(
        "Contoh yang dilewatkan",
        "Sampel acak berita yang dinilai bukan isu, untuk menguji mesin.",
        facts.dropped,
    )
    blocks += _sources(facts)
    return Document(
        title="Daftar Harian Isu Negatif",
        subtitle=f"{facts.day} · keadaan {facts.as_of}",
        blocks=tuple(blocks),
        footer=facts.footer,
        data=asdict(facts),
    )


def _summary(facts: DailyFacts) -> str:
    late = sum(one.late for one in (*facts.new, *facts.open))
    parts = [
        f"{facts.window}: {number(facts.articles, 0)} berita dibaca, "
        f"{number(facts.flagged, 0)} bernada negatif terhadap pemerintah, "
        f"{number(len(facts.new), 0)} isu baru.",
        f"{number(len(facts.open), 0)} isu lain masih berjalan.",
    ]
    if late:
        parts.append(f"{number(late, 0)} isu melewati tenggat.")
    if facts.failed:
        parts.append(f"{number(len(facts.failed), 0)} sumber gagal dibaca.")
    return " ".join(parts)


def _issues(title: str, issues: Sequence[ListedIssue], empty: str) -> list[Block]:
    if not issues:
        return [Heading(title), Paragraph(empty)] if empty else []
    ordered = sorted(issues, key=lambda one: (one.level, one.id))
    return [Heading(f"{title} ({len(issues)})"), *(_entry(one) for one in ordered)]


def _entry(issue: ListedIssue) -> Entry:
    outlets = sorted({one.outlet for one in issue.mentions})
    facts = [
        ("OPD", f"{issue.opd} ({issue.opd_note})" if issue.opd_note else issue.opd),
        ("Keadaan", issue.state),
        *((f"Tenggat {one.term}", f"{one.due} ({one.remaining})") for one in issue.due),
        ("Alasan tingkat", issue.because),
        ("Media", f"{len(outlets)} media, {len(issue.mentions)} berita: {', '.join(outlets)}"),
    ]
    return Entry(
        level=LEVELS.get(issue.level, issue.level),
        head=f"{issue.id} · {issue.title}",
        facts=tuple(facts),
        quote=issue.evidence,
        links=tuple((f"{one.outlet}, {one.time}", one.url) for one in issue.mentions),
    )


def _doubtful(title: str, intro: str, rows: Sequence[Doubtful]) -> list[Block]:
    if not rows:
        return []
    lines = tuple((percent(one.probability), one.outlet, one.title) for one in rows)
    return [
        Heading(f"{title} ({len(rows)})"),
        Paragraph(intro, "quiet"),
        Table(("Peluang", "Media", "Judul"), lines, "rll"),
    ]


def _sources(facts: DailyFacts) -> list[Block]:
    blocks: list[Block] = [
        Heading("Sumber"),
        Paragraph(f"{facts.sources_ok} sumber terbaca, {len(facts.failed)} gagal."),
    ]
    if facts.failed:
        blocks.append(Table(("Sumber gagal", "Sebab"), facts.failed, "ll"))
    return blocks
