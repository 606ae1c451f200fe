"""Attachments, complaints and backups: what comes in, who may see it, and that nothing is lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_office import ANSWER, HOSPITAL, ROAD, SmallOffice

from monitor.desk.complaints import ComplaintBook
from monitor.desk.files import Files
from monitor.errors import InputError, NotAllowedError, StoreError, UnknownIssueError
from monitor.store import open_store
from monitor.store.attachments import MOST_BYTES, plain_name
from monitor.store.filekinds import kind_of

PDF = b"%PDF-1.7\n% laporan pemeriksaan jalan\n"


def packed(*names: str) -> bytes:
    """Return a zip with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    opened = SmallOffice(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def files(office: SmallOffice) -> Files:
    return Files(office.office)


OPERATOR = {"actor": "nur", "role": "operator", "opd": ROAD}


# --- attachments -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("laporan.pdf", PDF, "application/pdf"),
        ("foto.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("foto.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("peta.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        (
            "nota.docx",
            packed("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_is_taken_by_its_first_bytes_and_its_name_together(
    name: str, content: bytes, kind: str
) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laporan.exe", b"MZ"),
        ("laporan", PDF),
        ("laporan.pdf", b"MZ\x90"),
        ("laporan.pdf.exe", PDF),
        ("halaman.html", b"<script>"),
        ("gambar.svg", b"<svg onload=alert(1)>"),
        ("nota.docx", PDF),
        ("nota.docx", packed("xl/workbook.xml")),
        ("nota.docx", packed("word/document.xml", "word/vbaProject.bin")),
        ("nota.xlsx", packed("xl/workbook.xml")[:-30]),
    ],
)
def test_what_is_not_on_the_list_or_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(InputError, match="Lampiran"):
        kind_of(name, content)


def test_a_file_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))

    with pytest.raises(InputError, match="mencurigakan"):
        kind_of("nota.docx", content.getvalue())


@given(st.text(max_size=300))
def test_a_stored_name_is_one_plain_name(name: str) -> None:
    plain = plain_name(name)

    assert len(plain) <= 120
    assert not set(plain) & set("/\\\0\n")
    assert all(one.isprintable() for one in plain)


def test_a_file_is_stored_by_its_hash_and_comes_back_whole(office: SmallOffice, files: Files) -> None:
    issue = office.open()

    row = files.add(issue, "../../laporan.pdf", PDF, **OPERATOR)
    again = files.add(issue, "salinan.pdf", PDF, **OPERATOR)

    assert (row.name, again) == ("laporan.pdf", row)
    assert files.read(issue, row.hash[:12], role="verifikator", opd="") == (row, PDF)
    assert [path.name for path in (office.office.store.folder / "lampiran").rglob("*") if path.is_file()] == [
        row.hash
    ]


def test_a_file_too_large_or_empty_is_refused(office: SmallOffice, files: Files) -> None:
    issue = office.open()

    with pytest.raises(InputError, match="lebih besar dari 10 MB"):
        files.add(issue, "besar.pdf", PDF + b"0" * MOST_BYTES, **OPERATOR)
    with pytest.raises(InputError, match="kosong"):
        files.add(issue, "kosong.pdf", b"", **OPERATOR)


def test_another_agency_neither_adds_nor_sees_a_file(office: SmallOffice, files: Files) -> None:
    issue = office.open()
    row = files.add(issue, "laporan.pdf", PDF, **OPERATOR)
    stranger = {"role": "operator", "opd": HOSPITAL}

    for call in (
        lambda: files.add(issue, "x.pdf", PDF, actor="x", **stranger),
        lambda: files.of(issue, **stranger),
        lambda: files.read(issue, row.hash, **stranger),
        lambda: files.of(issue, role="admin", opd=""),
    ):
        with pytest.raises(UnknownIssueError):
            call()
    with pytest.raises(NotAllowedError):
        files.add(issue, "x.pdf", PDF, actor="x", role="auditor", opd="")


def test_an_answer_names_only_files_that_were_handed_in_for_it(office: SmallOffice, files: Files) -> None:
    issue, other = office.open(1), office.open(2)
    foreign = files.add(other, "laporan.pdf", PDF, **OPERATOR)
    office.act(issue, "accept", "operator", own=ROAD, pic="Nurhayati")

    with pytest.raises(InputError, match="belum diunggah"):
        office.act(issue, "respond", "operator", own=ROAD, **ANSWER, attachments=[foreign.hash])
    own = files.add(issue, "laporan.pdf", PDF, **OPERATOR)
    office.act(issue, "respond", "operator", own=ROAD, **ANSWER, attachments=[own.hash])

    assert office.case(issue).drafts[-1].attachments == (own.hash,)


def test_a_file_changed_on_disk_is_not_handed_out(office: SmallOffice, files: Files) -> None:
    issue = office.open()
    row = files.add(issue, "laporan.pdf", PDF, **OPERATOR)
    (office.office.store.folder / "lampiran" / row.hash[:2] / row.hash).write_bytes(b"%PDF-palsu")

    with pytest.raises(StoreError, match="sudah berubah isinya"):
        files.read(issue, row.hash, role="verifikator", opd="")


# --- complaints ------------------------------------------------------------------------------------------


def test_complaints_are_counted_by_year_and_apart_from_issues(office: SmallOffice) -> None:
    book = ComplaintBook(office.office)
    office.open()
    first = book.add("keluhan", "Tautan tidak terbuka", reporter="Dinkes", channel="telepon", by="ani")
    book.add("saran", "Tambah ringkasan pekanan", reporter="", channel="rapat", by="ani")

    book.close(first, "Alamat diperbaiki", by="ani")

    tally = book.tally(2026)
    assert (tally.noted, tally.handled, tally.share) == (2, 1, 0.5)
    assert tally.by_kind == {"keluhan": 1, "kritik": 0, "saran": 1}
    assert book.tally(2025).share is None


@pytest.mark.parametrize(("number", "said"), [(1, "sudah selesai"), (9, "tidak ada")])
def test_a_complaint_is_closed_once(office: SmallOffice, number: int, said: str) -> None:
    book = ComplaintBook(office.office)
    book.add("keluhan", "Lambat", reporter="", channel="", by="ani")
    book.close(1, "Diperbaiki", by="ani")

    with pytest.raises(InputError, match=said):
        book.close(number, "Diperbaiki", by="ani")


@pytest.mark.parametrize(("kind", "text"), [("pujian", "Bagus"), ("keluhan", "  ")])
def test_a_complaint_needs_a_known_kind_and_words(office: SmallOffice, kind: str, text: str) -> None:
    with pytest.raises(InputError):
        ComplaintBook(office.office).add(kind, text, reporter="", channel="", by="ani")


# --- backups ---------------------------------------------------------------------------------------------


def test_a_backup_brings_everything_back(office: SmallOffice, files: Files, tmp_path: Path) -> None:
    issue = office.open()
    row = files.add(issue, "laporan.pdf", PDF, **OPERATOR)

    office.office.store.back_up(tmp_path / "cadangan.zip")
    with zipfile.ZipFile(tmp_path / "cadangan.zip") as packed_up:
        packed_up.extractall(tmp_path / "pulih")
    restored = open_store(tmp_path / "pulih")

    assert restored.events.verify() == office.office.store.events.verify()
    assert restored.attachments.read(restored.attachments.of(issue)[0]) == PDF
    assert restored.attachments.of(issue) == [row]
    restored.close()


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(
    office: SmallOffice, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="Cadangan"):
        office.office.store.back_up(tmp_path / "tidak-ada" / "cadangan.zip")
    assert not list(tmp_path.rglob("*.partial"))
