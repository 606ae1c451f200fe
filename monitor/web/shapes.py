"""The shapes of answers for programs. Instants are ISO 8601 in UTC where a program needs them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, RootModel

from monitor.desk.articleviews import Hit
from monitor.desk.cards import Due, Row
from monitor.desk.casefile import CaseFile
from monitor.desk.guard import UserDesk


class ProblemOut(BaseModel):
    """An error (RFC 9457); ``detail`` is one Indonesian sentence."""

    type: str
    title: str
    status: int
    detail: str


class Me(BaseModel):
    """Whom a token acts for."""

    nama: str
    peran: str
    opd: str

    @classmethod
    def of(cls, desk: UserDesk) -> Me:
        """Return the shape of a person."""
        return cls(nama=desk.user.name, peran=desk.user.role, opd=desk.user.opd)


class DueOut(BaseModel):
    """One running term."""

    tenggat: str
    pada: str
    sisa: str
    lewat: bool

    @classmethod
    def of(cls, due: Due) -> DueOut:
        """Return the shape of a term."""
        return cls(tenggat=due.term, pada=due.iso, sisa=due.left, lewat=due.late)


class IssueOut(BaseModel):
    """One issue of a list."""

    nomor: str
    tingkat: str
    judul: str
    status: str
    terbuka: bool
    opd: str
    berita: int
    media: int
    tenggat: DueOut | None

    @classmethod
    def of(cls, row: Row) -> IssueOut:
        """Return the shape of a line."""
        return cls(
            nomor=row.id, tingkat=row.level, judul=row.title, status=row.state, terbuka=row.open,
            opd=row.opd, berita=row.articles, media=row.outlets,
            tenggat=DueOut.of(row.due) if row.due else None,
        )  # fmt: skip


class PageOut(BaseModel):
    """One page of issues; ``lanjut``: there is a further page."""

    data: list[IssueOut]
    halaman: int
    lanjut: bool
    jumlah: str


class ArticleOut(BaseModel):
    """One article of an issue."""

    id: str
    media: str
    judul: str
    alamat: str
    terbit: str


class EventOut(BaseModel):
    """One event of an issue, in words."""

    nomor: int
    waktu: str
    siapa: str
    apa: str
    rincian: list[str]


class CaseOut(BaseModel):
    """One issue with its articles, terms and events."""

    isu: IssueOut
    alasan_tingkat: str
    kalimat_bukti: list[str]
    berita: list[ArticleOut]
    tenggat: list[DueOut]
    riwayat: list[EventOut]

    @classmethod
    def of(cls, file: CaseFile) -> CaseOut:
        """Return the shape of an issue's page."""
        card = file.card
        return cls(
            isu=IssueOut.of(card.row),
            alasan_tingkat=card.because,
            kalimat_bukti=list(card.evidence),
            berita=[
                ArticleOut(id=one.id, media=one.outlet, judul=one.title, alamat=one.url, terbit=one.time)
                for one in card.mentions
            ],
            tenggat=[DueOut.of(one) for one in card.dues],
            riwayat=[
                EventOut(
                    nomor=one.seq, waktu=one.time, siapa=one.who, apa=one.what, rincian=list(one.details)
                )
                for one in file.timeline
            ],
        )


class FieldOut(BaseModel):
    """One field of an action."""

    nama: str
    arti: str
    wajib: bool
    pilihan: list[str]


class ActionOut(BaseModel):
    """One action that is allowed now."""

    tindakan: str
    arti: str
    isian: list[FieldOut]

    @classmethod
    def all_of(cls, file: CaseFile) -> RootModel[list[ActionOut]]:
        """Return the shapes of everything that is allowed on an issue."""
        found = []
        for form in file.forms:
            fields = [
                FieldOut(
                    nama=one.name, arti=one.label, wajib=one.required, pilihan=[key for key, _ in one.options]
                )
                for one in form.fields
            ]
            found.append(cls(tindakan=form.action, arti=form.label, isian=fields))
        return RootModel[list[ActionOut]](found)


class DoneOut(BaseModel):
    """What an act did."""

    nomor: str
    status: str
    arti: str
    peristiwa: int

    @classmethod
    def of(cls, done: dict[str, Any]) -> DoneOut:
        """Return the shape of an act."""
        return cls(nomor=done["issue"], status=done["state"], arti=done["words"], peristiwa=done["events"])


class HitOut(BaseModel):
    """One article found."""

    id: str
    judul: str
    media: str
    alamat: str
    isu: str
    terbit: str

    @classmethod
    def of(cls, hit: Hit, outlet: str) -> HitOut:
        """Return the shape of a hit."""
        return cls(
            id=hit.id, judul=hit.title, media=outlet, alamat=hit.url, isu=hit.issue,
            terbit=hit.published.isoformat(),
        )  # fmt: skip


class SearchOut(BaseModel):
    """One page of articles found."""

    data: list[HitOut]
    halaman: int
    lanjut: bool
