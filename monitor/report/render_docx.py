"""Render a document as Word: letterhead, styles and footer come from a template that the office may edit."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import zip_longest
from zipfile import BadZipFile

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from monitor.report import charts, house
from monitor.report.document import Block, Bullets, Chart, Document, Entry, Heading, Paragraph, Table
from monitor.report.layout import breakable, widths

TEMPLATE = "dokumen.docx"
_TEXT_WIDTH = 17.0  # cm: A4 less the template's margins
_LABEL_WIDTH = 4.2
_CHARACTER = 0.19  # cm a character of a table takes in a wide typeface
_PADDING = 0.45
_BOLD = 1.15  # how much wider the letters of a header are
_SHORT = 12  # characters that stay on one line
_NAME = 24  # and where there is room for it: an agency's name
_STYLES = {"normal": "Normal", "quiet": "Keterangan", "warning": "Peringatan", "quote": "Kutipan"}
# Files carry a date of their own; without the document's, the template's.
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def render(document: Document) -> bytes:
    """Return the Word file. Texts are escaped by the template engine, or set as plain runs."""
    try:
        word = _filled(DocxTemplate(io.BytesIO(house.template(document, TEMPLATE))), document)
        _body(word, document)
    except (BadZipFile, KeyError, ValueError, TemplateError) as error:
        if own := house.own_file(document, TEMPLATE):
            raise house.broken(own, str(error)) from error
        raise
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _filled(template: DocxTemplate, document: Document) -> WordFile:
    head = document.masthead
    template.render(
        {
            "kop": list(head.lines) if head else [],
            "alamat": head.address if head else "",
            "judul": document.title,
            "subjudul": document.subtitle,
            "kaki": " · ".join(f"{label}: {value}" for label, value in document.footer),
        },
        jinja_env=SandboxedEnvironment(autoescape=True),
    )
    word: WordFile = template.docx
    return word


def _body(word: WordFile, document: Document) -> None:
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _add(word, block)
        if isinstance(block, Paragraph) and isinstance(following, Table | Chart | Entry):
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    _properties(word, document)


def _properties(word: WordFile, document: Document) -> None:
    about = word.core_properties
    about.title, about.subject, about.language = document.title[:250], document.subtitle[:250], "id-ID"
    about.created = about.modified = (document.at or _NO_DATE).replace(tzinfo=None)


def _add(word: WordFile, block: Block) -> None:
    match block:
        case Heading(text, level):
            word.add_paragraph(text, f"Heading {min(level, 2)}")
        case Paragraph(text, tone):
            word.add_paragraph(f"“{text}”" if tone == "quote" else text, _STYLES[tone])
        case Bullets(items):
            for item in items:
                word.add_paragraph(item, "List Bullet")
        case Table():
            _table(word, block)
        case Entry():
            _entry(word, block)
        case Chart():
            _chart(word, block)


def _chart(word: WordFile, chart: Chart) -> None:
    word.add_paragraph(chart.title, "Caption")
    shape = word.add_picture(io.BytesIO(charts.png(chart)), width=Cm(_TEXT_WIDTH))
    shape._inline.docPr.set("descr", f"{chart.title}; angkanya ada pada tabel sesudah grafik")
    word.paragraphs[-1].paragraph_format.keep_with_next = True


def _table(word: WordFile, table: Table) -> None:
    if table.caption:
        word.add_paragraph(table.caption, "Caption")
    made = word.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Light Grid Accent 1")
    made.autofit = False
    sizes = _centimetres(table)
    for column, size in zip(made.columns, sizes, strict=True):
        column.width = Cm(size)  # LibreOffice reads the columns', Word the cells' widths
    # ``made.cell(row, column)`` walks the whole table each time; rows of cells are fetched once.
    for number, (texts, row) in enumerate(zip((table.columns, *table.rows), made.rows, strict=True)):
        for place, (text, cell) in enumerate(zip(texts, row.cells, strict=True)):
            cell.width = Cm(sizes[place])
            paragraph = cell.paragraphs[0]
            paragraph.style = word.styles["Isi Tabel"]
            paragraph.add_run(breakable(str(text))).bold = number == 0
            if table.align[place : place + 1] == "r":
                paragraph.alignment = 2
            paragraph.paragraph_format.keep_with_next = number == 0
        _keep_whole(row._tr, header=number == 0)
    word.add_paragraph("", "Isi Tabel")


def _centimetres(table: Table) -> list[float]:
    """Return widths that fill the page: columns take what they need, those with long texts share the rest."""
    shares = widths(table)
    roomy, tight = _needed(table, _NAME), _needed(table, _SHORT)
    least = roomy if sum(roomy) <= _TEXT_WIDTH else tight
    rest, total = _TEXT_WIDTH - sum(least), sum(shares) or 1.0
    found = [size + max(rest, 0.0) * share / total for size, share in zip(least, shares, strict=True)]
    scale = min(1.0, _TEXT_WIDTH / sum(found))
    return [size * scale for size in found]


def _needed(table: Table, short: int) -> list[float]:
    """Return per column the width at which texts of up to ``short`` characters stay on one line."""
    return [
        min(max(_words(name) * _BOLD, *(_whole(row[place], short) for row in table.rows), 0) * _CHARACTER
            + _PADDING, _TEXT_WIDTH / 3)
        for place, name in enumerate(table.columns)
    ]  # fmt: skip


def _whole(text: str, short: int) -> int:
    """Return the length to which a cell's text may shrink: its longest word, or all of a short one."""
    return max(_words(text), min(len(text), short))


def _words(text: str) -> int:
    """Return the length of a text's longest piece that no line breaks."""
    return max((len(word) for part in breakable(text).split() for word in part.split("\u200b")), default=0)


def _keep_whole(row: object, *, header: bool) -> None:
    """A row is not torn over two pages; the first one is repeated on each."""
    settings = row.get_or_add_trPr()  # type: ignore[attr-defined]
    settings.append(OxmlElement("w:cantSplit"))
    if header:
        settings.append(OxmlElement("w:tblHeader"))


def _entry(word: WordFile, entry: Entry) -> None:
    word.add_paragraph(f"{entry.level} · {entry.head}" if entry.level else entry.head, "Kepala Isu")
    if entry.facts:
        table = word.add_table(rows=len(entry.facts), cols=2)
        table.autofit = False
        for column, size in zip(table.columns, (_LABEL_WIDTH, _TEXT_WIDTH - _LABEL_WIDTH), strict=True):
            column.width = Cm(size)
        for (label, value), row in zip(entry.facts, table.rows, strict=True):
            _fact(word, row.cells[0], label, _LABEL_WIDTH)
            _fact(word, row.cells[1], value, _TEXT_WIDTH - _LABEL_WIDTH)
            _keep_whole(row._tr, header=False)
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    if entry.quote:
        word.add_paragraph(f"“{entry.quote}”", "Kutipan")
    for label, url in entry.links:
        _link(word.add_paragraph("", "Tautan"), label, url)


def _fact(word: WordFile, cell: _Cell, text: str, width: float) -> None:
    cell.width = Cm(width)
    cell.paragraphs[0].style = word.styles["Isi Tabel"]
    cell.paragraphs[0].add_run(breakable(text))


def _link(paragraph: WordParagraph, label: str, url: str) -> None:
    """Add a link; python-docx reads links but has no call that makes one."""
    run = paragraph.add_run(f"• {label}")
    if not url:
        return
    run.font.underline, run.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x8A)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)
