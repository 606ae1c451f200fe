"""The press clipping: excerpt, link, outlet, time, author of each article; never the full text."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from monitor.report.document import (
    Behind,
    Block,
    Document,
    Entry,
    Form,
    Heading,
    Masthead,
    Paragraph,
    Sheet,
    Value,
)
from monitor.report.wording import number

# A clipping points to the outlet's page and does not replace it. Fifty words are a lead; a quarter keeps
# short notes from being copied whole.
MOST_WORDS = 50
MOST_SHARE = 0.25
TONES = {"negative": "Perlu klarifikasi", "neutral": "Netral", "positive": "Baik"}

# Numbers by which a private person can be found (UU 27/2022): NIK or family card, telephone, bank account.
_PRIVATE = (
    (re.compile(r"(?<!\d)\d{16}(?!\d)"), "[nomor induk disamarkan]"),
    (re.compile(r"(?<![\d.])(?:\+62|62|0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5}(?!\d)"), "[telepon disamarkan]"),
    (re.compile(r"(?<!\d)\d{10,15}(?!\d)"), "[nomor disamarkan]"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clip:
    """One article of the clipping; all texts ready to read. ``tone``: ``TONES``."""

    outlet: str
    time: str
    title: str
    author: str
    excerpt: str
    url: str
    tone: str = "neutral"
    opd: str = ""
    published: datetime | None = None


def excerpt(text: str) -> str:
    """Return the beginning of a text: at most fifty words and a quarter of it; private numbers are masked."""
    words = text.split()
    most = min(MOST_WORDS, int(len(words) * MOST_SHARE))
    if not most:
        return ""
    return masked(" ".join(words[:most])).rstrip(",;:") + " …"


def masked(text: str) -> str:
    """Return the text without identity, telephone and account numbers."""
    for pattern, words in _PRIVATE:
        text = pattern.sub(words, text)
    return text


@dataclass(frozen=True, slots=True)
class ClippingFacts:
    """Everything the clipping is made of."""

    period: str
    as_of: str
    clips: tuple[Clip, ...]
    footer: tuple[tuple[str, str], ...]
    masthead: Masthead | None = None
    at: datetime | None = None


def clipping(facts: ClippingFacts) -> Document:
    """Return the clipping: what needs a clarification first, then the rest by tone."""
    groups = {tone: [one for one in facts.clips if one.tone == tone] for tone in TONES}
    blocks: list[Block] = [Paragraph(_summary(groups, facts))]
    for tone, words in TONES.items():
        if groups[tone]:
            blocks.append(Heading(f"{words} ({number(len(groups[tone]), 0)})"))
            blocks += [_entry(one) for one in groups[tone]]
    blocks.append(
        Paragraph("Kutipan saja; naskah lengkap dibaca pada tautan media yang bersangkutan.", "quiet")
    )
    return Document(
        title="Kliping Berita",
        subtitle=f"{facts.period} · keadaan {facts.as_of}",
        blocks=tuple(blocks),
        footer=(("Periode", facts.period), *facts.footer),
        data={"period": facts.period, "as_of": facts.as_of, "clips": [asdict(one) for one in facts.clips]},
        brief=(Paragraph(_summary(groups, facts)), *(_line(one) for one in groups["negative"])),
        raw=lambda: _sheet(facts),
        behind=lambda: tuple(
            Behind("Berita", TONES[tone], [one.url for one in some]) for tone, some in groups.items()
        ),
        masthead=facts.masthead,
        at=facts.at,
    )


def _summary(groups: dict[str, list[Clip]], facts: ClippingFacts) -> str:
    if not facts.clips:
        return "Tidak ada berita tentang pemerintah daerah pada periode ini."
    parts = [f"{number(len(some), 0)} {TONES[tone].lower()}" for tone, some in groups.items()]
    outlets = len({one.outlet for one in facts.clips})
    return (
        f"{number(len(facts.clips), 0)} berita tentang pemerintah daerah dari {number(outlets, 0)} media: "
        f"{', '.join(parts)}."
    )


def _entry(clip: Clip) -> Entry:
    facts = [("Media", clip.outlet), ("Terbit", clip.time)]
    facts += [("Penulis", clip.author)] if clip.author else []
    facts += [("OPD terkait", clip.opd)] if clip.opd else []
    return Entry("", clip.title, tuple(facts), clip.excerpt, ((f"Buka di {clip.outlet}", clip.url),))


def _line(clip: Clip) -> Entry:
    return Entry("", clip.title, (("Media", f"{clip.outlet}, {clip.time}"),), "", ((clip.outlet, clip.url),))


def _sheet(facts: ClippingFacts) -> Sheet:
    columns = ("Terbit", "Media", "Judul", "Penulis", "Nada", "OPD terkait", "Kutipan", "Tautan")
    rows: list[tuple[Value, ...]] = [
        (one.published or one.time, one.outlet, one.title,
         one.author, TONES[one.tone], one.opd, one.excerpt, one.url)
        for one in facts.clips
    ]  # fmt: skip
    forms: list[Form] = ["instant" if name == "Terbit" else "text" for name in columns]
    return Sheet("Data berita", columns, tuple(forms), rows)
