"""The daily flagged list: what needs a decision, what is late, what was dropped, which sources failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from monitor.report.clips import Clip
from monitor.report.daily_facts import DailyFacts as DailyFacts
from monitor.report.daily_facts import Doubtful as Doubtful
from monitor.report.daily_facts import DueLine as DueLine
from monitor.report.daily_facts import ListedIssue as ListedIssue
from monitor.report.daily_facts import Mention as Mention
from monitor.report.daily_facts import Release as Release
from monitor.report.document import (
    Behind,
    Block,
    Document,
    Entry,
    Form,
    Heading,
    Paragraph,
    Sheet,
    Table,
)
from monitor.report.wording import LEVELS, NONE, number, percent

_IN_DOUBT = "Mesin ragu pada berita berikut; mohon dibaca sebelum diabaikan."
_PASSED_OVER = "Sampel acak berita yang dinilai bukan isu, untuk menguji mesin."


def daily_list(facts: DailyFacts) -> Document:
    """Return the daily list as a document, the most urgent first; an issue stands in one section only."""
    alive = (*facts.new, *facts.open)
    late = [one for one in alive if one.late]
    decide = [one for one in alive if one.undecided and not one.late]
    today = [one for one in alive if one.due_today and not one.late and not one.undecided]
    told = {one.id for one in (*late, *decide, *today)}
    sections = (("Lewat tenggat", late), ("Perlu keputusan", decide), ("Jatuh tempo", today))
    blocks: list[Block] = [Paragraph(_summary(facts, late))]
    if facts.tones:
        blocks.append(Paragraph(facts.tones, "quiet"))
    blocks += _issues("Lewat tenggat", late, "")
    blocks += _issues("Perlu keputusan hari ini", decide, "Tidak ada isu yang menunggu keputusan Humas.")
    blocks += _issues("Jatuh tempo hari ini", today, "")
    blocks += _issues("Isu baru lainnya", [one for one in facts.new if one.id not in told], "")
    urgent = tuple(blocks)
    blocks += _running([one for one in facts.open if one.id not in told])
    blocks += _answered(facts.answered)
    blocks += _doubtful("Perlu diperiksa", _IN_DOUBT, facts.check)
    blocks += _doubtful("Contoh yang dilewatkan", _PASSED_OVER, facts.dropped)
    blocks += _releases(facts.releases)
    blocks += _sources(facts)
    blocks += _clips(facts.clips)
    return Document(
        title="Daftar Harian Isu Negatif",
        subtitle=f"{facts.day} · keadaan {facts.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", facts.day), *facts.footer),
        data={name: value for name, value in asdict(facts).items() if name not in ("masthead", "at")},
        brief=tuple(_short(one) if isinstance(one, Entry) else one for one in urgent),
        raw=lambda: _sheet(facts),
        behind=lambda: _behind(facts, sections),
        masthead=facts.masthead,
        at=facts.at,
    )


def _summary(facts: DailyFacts, late: Sequence[ListedIssue]) -> str:
    parts = [
        f"{facts.window}: {number(facts.articles, 0)} berita dibaca, "
        f"{number(facts.flagged, 0)} bernada negatif terhadap pemerintah, "
        f"{number(len(facts.new), 0)} isu baru.",
        f"{number(len(facts.open), 0)} isu lain masih berjalan.",
    ]
    if late:
        parts.append(f"{number(len(late), 0)} isu melewati tenggat.")
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
        *([("Terlihat", f"{issue.first_seen}{issue.growth}")] if issue.growth else []),
        *([("Letak bukti", issue.where)] if issue.where else []),
    ]
    return Entry(
        level=LEVELS.get(issue.level, issue.level),
        head=f"{issue.id} · {issue.title}",
        facts=tuple(facts),
        quote=issue.evidence,
        links=tuple((f"{one.outlet}, {one.time}", one.url) for one in issue.mentions),
    )


def _short(entry: Entry) -> Entry:
    """Return an entry for the phone: agency, nearest deadline, media."""
    facts = [pair for pair in entry.facts if pair[0] in ("OPD", "Media")]
    due = next((pair for pair in entry.facts if pair[0].startswith("Tenggat")), None)
    media = [(label, value.split(":")[0]) for label, value in facts[1:]]  # how many, not which
    return replace(
        entry, facts=(*facts[:1], *([due] if due else []), *media), quote="", links=entry.links[:1]
    )


def _running(issues: Sequence[ListedIssue]) -> list[Block]:
    """Return the issues that agencies work on, by agency, with what is left of the nearest deadline."""
    if not issues:
        return []
    ordered = sorted(issues, key=lambda one: (one.opd, one.level, one.id))
    rows = tuple(
        (one.opd, one.id, one.level, one.title, one.due[0].term if one.due else "",
         one.due[0].remaining if one.due else "tanpa tenggat berjalan")
        for one in ordered
    )  # fmt: skip
    columns = ("OPD", "Isu", "Tingkat", "Judul", "Tenggat", "Sisa")
    return [Heading(f"Masih berjalan per OPD ({len(rows)})"), Table(columns, rows, "llllll")]


def _answered(issues: Sequence[ListedIssue]) -> list[Block]:
    if not issues:
        return []
    rows = tuple((one.id, one.opd, one.title, one.state) for one in issues)
    return [
        Heading(f"Sudah ditanggapi ({len(rows)})"),
        Table(("Isu", "OPD", "Judul", "Keadaan"), rows, "llll"),
    ]


def _clips(clips: Sequence[Clip]) -> list[Block]:
    if not clips:
        return []
    rows = tuple((one.outlet, one.time, one.title, one.author or NONE) for one in clips)
    return [
        Heading(f"Lampiran: berita yang ditandai ({len(rows)})"),
        Paragraph("Kutipan dan tautan ada pada kliping harian.", "quiet"),
        Table(("Media", "Terbit", "Judul", "Penulis"), rows, "llll"),
    ]


def _behind(facts: DailyFacts, sections: Sequence[tuple[str, Sequence[ListedIssue]]]) -> tuple[Behind, ...]:
    """Return which issues and articles each figure of the list counts."""
    counted = (*sections, ("Isu baru", facts.new), ("Masih berjalan", facts.open),
               ("Sudah ditanggapi", facts.answered))  # fmt: skip
    seen = (
        ("Ditandai negatif", facts.clips),
        ("Perlu diperiksa", facts.check),
        ("Contoh yang dilewatkan", facts.dropped),
    )
    return (
        *(Behind("Isu", words, [one.id for one in issues]) for words, issues in counted),
        *(Behind("Berita", words, [one.url for one in articles]) for words, articles in seen),
    )


def _sheet(facts: DailyFacts) -> Sheet:
    """Return one row per issue, for spreadsheets."""
    columns = ("Isu", "Tingkat", "Judul", "Keadaan", "OPD", "Tenggat terdekat", "Batas", "Sisa",
               "Lewat tenggat", "Media", "Berita", "Pertama terlihat", "Kutipan", "Tautan")  # fmt: skip
    every = (*facts.new, *facts.open, *facts.answered)
    rows = tuple(
        (one.id, one.level, one.title, one.state, one.opd,
         *((one.due[0].term, one.due[0].due, one.due[0].remaining) if one.due else ("", "", "")),
         "ya" if one.late else "tidak", len({seen.outlet for seen in one.mentions}),
         len(one.mentions), one.first_seen, one.evidence,
         one.mentions[0].url if one.mentions else "")
        for one in every
    )  # fmt: skip
    forms: list[Form] = ["int" if name in ("Media", "Berita") else "text" for name in columns]
    return Sheet("Data isu", columns, tuple(forms), rows)


def _releases(releases: Sequence[Release]) -> list[Block]:
    """Return how far the government's own word went: released, picked up by how many outlets."""
    if not releases:
        return []
    taken = [one for one in releases if one.outlets]
    rows = tuple((one.title, number(len(one.outlets), 0), ", ".join(one.outlets)) for one in taken)
    outlets = {name for one in taken for name in one.outlets}
    said = f"{number(len(releases), 0)} rilis dalam tiga hari terakhir; "
    said += (
        f"{number(len(taken), 0)} di antaranya dikutip {number(len(outlets), 0)} media."
        if taken
        else "belum ada yang dikutip media lain."
    )
    blocks: list[Block] = [Heading("Rilis pemerintah"), Paragraph(said)]
    return [*blocks, Table(("Rilis", "Dikutip", "Media"), rows, "lrl")] if rows else blocks


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
