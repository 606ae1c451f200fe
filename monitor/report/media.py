"""Media analysis of a day or week: what was written, where, about whom, and what should happen next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from monitor.report.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Paragraph,
    Series,
    Table,
)
from monitor.report.figures import Share, share
from monitor.report.media_facts import MediaFacts
from monitor.report.wording import NONE, charted, count_cell, number, percent, share_cell
from monitor.report.wording import share as share_words

MOST_DUE = 15  # deadlines listed; a busy week has dozens, and the daily list shows them all
TONES = ("negative", "neutral", "positive")
TONE_NAMES = {"negative": "negatif", "neutral": "netral", "positive": "positif"}


def analysis(facts: MediaFacts) -> Document:
    """Return the analysis as a document; its summary is made of the figures below it."""
    summary = Bullets(_summary(facts))
    blocks: list[Block] = [Heading("Ringkasan"), summary, *_issues(facts), *_tones(facts)]
    blocks += [*_outlets(facts), *_voices(facts), *_opd(facts), *_trend(facts), *_due(facts)]
    blocks += [*_steps(facts), *_method(facts)]
    short: list[Block] = [summary, *_brief(facts)]
    hidden = ("masthead", "at", "behind")
    return Document(
        title="Analisis Media",
        subtitle=f"{facts.period} · keadaan {facts.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", facts.period), *facts.footer),
        data={name: value for name, value in asdict(facts).items() if name not in hidden},
        brief=tuple(short),
        behind=lambda: facts.behind,
        masthead=facts.masthead,
        at=facts.at,
    )


def _negative(tones: dict[str, int]) -> Share:
    return share(tones.get("negative", 0), sum(tones.values()))


def _summary(facts: MediaFacts) -> tuple[str, ...]:
    """Return five sentences: coverage, main issue, agency, answers, what falls due."""
    now, before = _negative(facts.tones), _negative(facts.before)
    if not now.n:
        return ("Tidak ada berita tentang pemerintah daerah pada periode ini.", _answers(facts))
    said = [
        f"{number(now.n, 0)} berita tentang pemerintah daerah dari {number(len(facts.outlets), 0)} media; "
        f"{percent(now.value)} bernada negatif ({_compared(now, before)})."
    ]
    if facts.issues:
        top = facts.issues[0]
        said.append(
            f"Isu utama: {top.title} ({top.level}, {number(top.articles, 0)} berita di "
            f"{number(top.outlets, 0)} media; {top.answer})."
        )
    if facts.opd and facts.opd[0][1].get("negative"):
        name, tones = facts.opd[0]
        said.append(f"OPD yang paling banyak disorot: {name}, {number(tones['negative'], 0)} berita negatif.")
    said.append(_answers(facts))
    said.append(
        f"{number(len(facts.due), 0)} tenggat jatuh dalam tujuh hari ke depan."
        if facts.due
        else "Tidak ada tenggat yang jatuh dalam tujuh hari ke depan."
    )
    return tuple(said)


def _answers(facts: MediaFacts) -> str:
    late = sum(one.late for one in facts.issues)
    tail = f"; {number(late, 0)} isu utama lewat tenggat" if late else ""
    answered = f"{number(facts.answered, 0)} di antaranya sudah ditanggapi"
    return f"{number(facts.new_issues, 0)} isu baru, {answered}{tail}."


def _compared(now: Share, before: Share) -> str:
    """Return the change in words: called a change only where the two intervals do not meet."""
    if before.value is None or now.value is None:
        return "periode sebelumnya tanpa data"
    words = f"periode sebelumnya {percent(before.value)}"
    if now.low is not None and before.high is not None and now.low > before.high:
        return f"naik; {words}"
    if now.high is not None and before.low is not None and now.high < before.low:
        return f"turun; {words}"
    return f"tidak berbeda nyata; {words}"


def _issues(facts: MediaFacts) -> list[Block]:
    if not facts.issues:
        return [Heading("Isu utama"), Paragraph("Tidak ada isu pada periode ini.")]
    rows = tuple(
        (one.id, one.title, one.level, one.opd, count_cell(one.articles), count_cell(one.outlets), one.answer)
        for one in facts.issues
    )
    columns = ("Isu", "Judul", "Tingkat", "OPD", "Berita", "Media", "Jawaban")
    return [Heading("Isu utama"), Table(columns, rows, "llllrrl")]


def _tones(facts: MediaFacts) -> list[Block]:
    total, earlier = sum(facts.tones.values()), sum(facts.before.values())
    if not total:
        return []
    rows = tuple(
        (
            TONE_NAMES[tone].capitalize(),
            share_words(share(facts.tones.get(tone, 0), total)),
            share_words(share(facts.before.get(tone, 0), earlier)),
        )
        for tone in TONES
    )
    columns = ("Nada", "Periode ini (selang 95%)", "Periode sebelumnya (selang 95%)")
    return [Heading("Nada pemberitaan"), Table(columns, rows, "lll"), *_headlines(facts)]


def _headlines(facts: MediaFacts) -> list[Block]:
    """Return how many negative articles say so in the title: leaders who read titles only miss the others."""
    title, body = facts.headlines
    if not title + body:
        return []
    hidden = share(body, title + body)
    words = (
        f"Nada judul dan nada isi: pada {share_words(share(title, title + body))} berita negatif, celaannya "
        f"sudah terbaca pada judul; pada {share_words(hidden)} hanya pada isi."
    )
    return [Paragraph(words)]


def _outlets(facts: MediaFacts) -> list[Block]:
    if not facts.outlets:
        return []
    total = sum(one.articles for one in facts.outlets)
    rows = tuple(
        (
            one.name,
            count_cell(one.articles),
            share_cell(one.articles / total),
            count_cell(one.negative),
            share_cell(one.own / one.articles),
        )
        for one in facts.outlets
    )
    own = sum(one.own for one in facts.outlets)
    note = (
        f"{percent(own / total)} berita berasal dari siaran pemerintah sendiri (kanal resmi atau "
        "salinannya); sisanya peliputan mandiri."
    )
    columns = ("Media", "Berita", "Bagian", "Negatif", "Dari siaran sendiri")
    return [Heading("Per media"), Paragraph(note, "quiet"), Table(columns, rows, "lrrrr")]


def _voices(facts: MediaFacts) -> list[Block]:
    blocks: list[Block] = []
    for title, note, voices in (
        ("Juru bicara pemerintah", "Pejabat yang namanya disebut berita.", facts.voices),
        (
            "Pengkritik",
            "Lembaga dan kelompok pada berita negatif; nama perorangan tidak dicatat.",
            facts.critics,
        ),
    ):
        if voices:
            rows = tuple((one.name, count_cell(one.articles), count_cell(one.negative)) for one in voices)
            table = Table(("Nama atau peran", "Berita", "Negatif"), rows, "lrr")
            blocks += [Heading(title), Paragraph(note, "quiet"), table]
    return blocks


def _opd(facts: MediaFacts) -> list[Block]:
    if not facts.opd:
        return []
    rows = tuple((name, *(count_cell(tones.get(tone, 0)) for tone in TONES)) for name, tones in facts.opd)
    return [Heading("Per OPD"), Table(("OPD", "Negatif", "Netral", "Positif"), rows, "lrrr")]


def _trend(facts: MediaFacts) -> list[Block]:
    if not any(articles for _, articles, _ in facts.days):
        return []
    chart = Chart(
        "line",
        "Berita per hari, 30 hari terakhir",
        tuple(day for day, _, _ in facts.days),
        (
            Series("tentang pemerintah daerah", tuple(float(n) for _, n, _ in facts.days)),
            Series("negatif", tuple(float(n) for _, _, n in facts.days)),
        ),
        "berita",
        marks=facts.marks,
    )
    return [Heading("Tren 30 hari"), *charted(chart, "Hari", 0)]


def _due(facts: MediaFacts) -> list[Block]:
    if not facts.due:
        return []
    more = len(facts.due) - MOST_DUE
    return [
        Heading("Tindak lanjut tujuh hari ke depan"),
        Table(("Batas", "Isu", "Penanggung jawab", "Tenggat"), facts.due[:MOST_DUE], "llll"),
        *([Paragraph(f"… dan {more} tenggat lagi; lihat daftar harian.", "quiet")] if more > 0 else []),
    ]


def _steps(facts: MediaFacts) -> list[Block]:
    if not facts.steps:
        return []
    rows = tuple((one.what, one.owner, one.until) for one in facts.steps)
    return [Heading("Saran tindakan"), Table(("Tindakan", "Penanggung jawab", "Sampai"), rows, "lll")]


def _brief(facts: MediaFacts) -> list[Block]:
    rows: Sequence[tuple[str, ...]] = [(one.what, one.owner, one.until) for one in facts.steps[:5]]
    if not rows:
        return []
    table = Table(("Tindakan", "oleh", "sampai"), tuple(rows))
    return [Heading("Saran tindakan"), table]


def _method(facts: MediaFacts) -> list[Block]:
    checked, confirmed = facts.checked
    quality = share(confirmed, checked)
    words = (
        f"Humas memeriksa {number(checked, 0)} isu dari 90 hari terakhir; {share_words(quality)} dibenarkan."
        if checked
        else "Belum ada isu yang diperiksa Humas dalam 90 hari terakhir."
    )
    ok, failed = facts.sources
    return [
        Heading("Cara menghitung"),
        Bullets(
            (
                f"Sumber: {number(ok, 0)} terbaca, {number(failed, 0)} gagal pada periode ini; "
                f"{number(facts.read, 0)} berita dibaca.",
                "Dihitung berita yang menyangkut pemerintah daerah; salinan dihitung sebagai berita, "
                "tetapi digabung menjadi satu isu.",
                f"Nada dinilai mesin (model {facts.model or NONE}); artikel dihitung pada OPD utamanya. "
                f"{words}",
                "Nilai iklan setara (AVE) tidak dihitung, sebab tidak mengukur apa pun tentang layanan.",
            )
        ),
    ]
