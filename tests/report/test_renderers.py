"""Every form of a document: opens, keeps its numbers, and lets no text act."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordFile

from monitor.errors import InputError
from monitor.report import FORMATS, render
from monitor.report.document import (
    Bullets,
    Chart,
    Document,
    Entry,
    Heading,
    Masthead,
    Paragraph,
    Series,
    Sheet,
    Table,
)
from monitor.report.layout import breakable
from monitor.report.wording import charted, count_cell, hours_cell, number_cell, share_cell

CHART = Chart("line", "Tren", ("Jan", "Feb", "Mar"), (Series("Median", (1.5, None, 1234.5)),), "jam kerja")
TABLE = Table(
    ("OPD", "n", "Median", "Bagian"),
    (("Dinas Pendidikan", count_cell(1234), number_cell(1234.5), share_cell(0.25)),),
    "lrrr",
)
PLAIN = Document(
    title="Laporan Contoh",
    subtitle="Sabtu, 21 November 2026",
    blocks=(Heading("Bab"), Paragraph("Kata pengantar."), Bullets(("satu", "dua")), TABLE, *charted(CHART, "Bulan"),
            Entry("K1 Kritis", "2026-0001 · Jalan", (("OPD", "Dinas"),), "Kutipan.", (("Kabar", "https://a.example/x"),))),
    footer=(("Data per", "Sab 21 Nov 2026 18.40 WITA"),),
    masthead=Masthead(("Pemerintah Provinsi Contoh",), "Jalan Contoh 1"),
)  # fmt: skip

NASTY = (
    "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "\t=1+1", "<script>alert(1)</script>",
    "{{ 7*7 }}", "{% for x in y %}", "#let x = 3", "#read(\"/etc/passwd\")", "$x^2$", "\x1b[2Jhilang", "\u202eterbalik",
    "]]>&<b>", "*tebal* _miring_", "a" * 300, '=HYPERLINK("https://jahat.example","klik")', "\x00\x07nol",
)  # fmt: skip


def nasty(text: str) -> Document:
    chart = replace(CHART, title=text, x=(text, "b", "c"), marks=((1, text),))
    return Document(
        title=text, subtitle=text,
        blocks=(Heading(text), Paragraph(text), Paragraph(text, "quote"), Bullets((text,)),
                Table((text, "n"), ((text, count_cell(1)),), "lr", text), *charted(chart, text),
                Entry(text, text, ((text, text),), text, ((text, f"javascript:{text}"), (text, text)))),
        footer=((text, text),), data={"teks": text}, raw=lambda: Sheet(text, (text,), ("text",), [(text,)]),
        masthead=Masthead(("Kop",), ""),
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_made_and_made_the_same_twice(form: str) -> None:
    made = render(PLAIN, form)

    assert made
    if form != "docx":  # the zip of a Word file carries times of its own making
        assert render(PLAIN, form) == made


def test_an_unknown_form_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="'odt' tidak dikenal"):
        render(PLAIN, "odt")


def test_numbers_are_written_the_indonesian_way_for_people() -> None:
    for form in ("text", "html", "wa"):
        made = render(PLAIN, form)
        assert "1.234,5" in str(made)
        assert "1.234" in str(made)


def test_numbers_stay_numbers_for_spreadsheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes(render(PLAIN, "xlsx"))))  # type: ignore[arg-type]
    sheet = book["Bab"]

    assert [cell.value for cell in sheet[2]] == ["Dinas Pendidikan", 1234, 1234.5, 0.25]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n"]
    assert sheet.auto_filter.ref == "A1:D2"


def test_csv_gives_plain_figures_and_opens_in_excel() -> None:
    text = str(render(PLAIN, "csv"))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert text.startswith("\ufeff")
    assert rows[1] == ["Dinas Pendidikan", "1234", "1234.5", "0.25"]


@pytest.mark.parametrize("text", NASTY)
def test_a_spreadsheet_holds_no_formula(text: str) -> None:
    made = bytes(render(nasty(text), "xlsx"))  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/worksheets/sheet" in name]

    assert sheets
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    openpyxl.load_workbook(io.BytesIO(made))


@pytest.mark.parametrize("text", NASTY)
def test_a_csv_cell_is_no_formula(text: str) -> None:
    made = str(render(nasty(text), "csv")).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(made), delimiter=";") for cell in row]

    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", NASTY)
def test_a_page_holds_no_script_and_no_strange_address(text: str) -> None:
    made = str(render(nasty(text), "html"))

    assert "<script" not in made
    assert not re.search(r'(?:href|src)="(?!https?://|data:image/svg)', made)
    assert "<b>" not in made


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("form", ["text", "wa", "html", "csv"])
def test_no_control_character_gets_through(text: str, form: str) -> None:
    made = str(render(nasty(text), form)).removeprefix("\ufeff").replace("\r\n", "\n")

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", made)


@pytest.mark.parametrize("text", NASTY)
def test_print_and_word_take_every_text_as_text(text: str) -> None:
    document = nasty(text)
    word = WordFile(io.BytesIO(bytes(render(document, "docx"))))  # type: ignore[arg-type]
    seen = "\n".join(paragraph.text for paragraph in word.paragraphs)

    assert bytes(render(document, "pdf")).startswith(b"%PDF")  # type: ignore[arg-type]
    assert "49" not in seen, "a template expression was run"
    with zipfile.ZipFile(io.BytesIO(bytes(render(document, "docx")))) as parts:  # type: ignore[arg-type]
        assert b"javascript:" not in parts.read("word/_rels/document.xml.rels")


def test_whatsapp_text_fits_one_message_and_says_what_is_missing() -> None:
    many = replace(PLAIN, blocks=tuple(Entry("K2", f"Isu {n}", (("OPD", "Dinas" * 9),)) for n in range(200)))
    made = str(render(many, "wa"))

    assert len(made) <= 4096
    shown = made.count("*[K2]*")
    assert f"… dan {200 - shown} bagian lagi" in made
    assert str(render(PLAIN, "wa")).startswith("*Laporan Contoh*\n")


def test_json_is_the_data_and_the_footer() -> None:
    made = json.loads(str(render(replace(PLAIN, data={"a": 1}), "json")))

    assert made == {"a": 1, "footer": {"Data per": "Sab 21 Nov 2026 18.40 WITA"}}


def test_a_long_word_gets_places_to_break() -> None:
    assert max(map(len, breakable("https://a.example/" + "x" * 120).split("\u200b"))) <= 24
    assert breakable("kata biasa") == "kata biasa"


def test_a_quantile_that_is_not_reached_is_a_word_in_a_spreadsheet() -> None:
    assert hours_cell(None).value is None
    assert hours_cell(None) == "belum tercapai"


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice tidak terpasang (apt: libreoffice-writer, -calc)"
)
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_libreoffice_opens_the_files(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"laporan.{form}"
    file.write_bytes(bytes(render(PLAIN, form)))  # type: ignore[arg-type]
    home = f"-env:UserInstallation=file://{tmp_path / 'profil'}"

    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip

    made = tmp_path / "laporan.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", str(made), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "Dinas Pendidikan" in text
        assert "Laporan Contoh" in text
