"""Texts of strangers made inert before any renderer sees them.

Articles are written by anybody. Control and direction characters can rewrite a terminal line or hide a link;
cell texts can be taken for formulas; addresses can carry scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from monitor.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Entry,
    Heading,
    Paragraph,
    Sheet,
    Table,
)

# C0 and C1 controls, marks that turn the direction of writing, surrogates and non-characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")
# A cell of Excel takes 32,767 characters: a longer text (there are titles of a megabyte) would be lost.
LONGEST = 30_000
# OWASP "CSV injection": what Excel, LibreOffice and Google Sheets take for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "|", "%")


def clean(text: str) -> str:
    """Return the text without control characters, on one line, of bounded length."""
    if len(text) > LONGEST:
        text = text[:LONGEST].rstrip() + "…"
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", _HIDDEN.sub("", text))


def cell_text(text: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula; an apostrophe marks what was one."""
    return f"'{text}" if text.lstrip(" '\"\u00a0").startswith(_FORMULA) else text


def address(url: str) -> str:
    """Return the address when it is a web address, else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and '"' not in url else ""


def cleaned(document: Document) -> Document:
    """Return the document with every text cleaned."""
    return replace(
        document,
        title=clean(document.title),
        subtitle=clean(document.subtitle),
        blocks=tuple(_block(one) for one in document.blocks),
        brief=tuple(_block(one) for one in document.brief),
        raw=lambda: _sheet(document.raw()),
        footer=_pairs(document.footer),
    )


def _block(block: Block) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, text=clean(block.text))
        case Bullets():
            return Bullets(tuple(clean(one) for one in block.items))
        case Table():
            return _table(block)
        case Entry():
            return Entry(
                clean(block.level),
                clean(block.head),
                _pairs(block.facts),
                clean(block.quote),
                tuple((clean(label), address(clean(url).strip())) for label, url in block.links),
            )
        case Chart():
            return replace(
                block,
                title=clean(block.title),
                x=tuple(clean(one) for one in block.x),
                series=tuple(replace(one, name=clean(one.name)) for one in block.series),
                marks=tuple((at, clean(what)) for at, what in block.marks),
            )


def _table(table: Table) -> Table:
    return replace(
        table,
        columns=tuple(clean(one) for one in table.columns),
        rows=tuple(tuple(_cell(one) for one in row) for row in table.rows),
        caption=clean(table.caption),
        name=clean(table.name),
    )


def _sheet(sheet: Sheet | None) -> Sheet | None:
    """Return raw rows whose texts are cleaned as they are read."""
    if sheet is None:
        return None
    rows = ([clean(one) if isinstance(one, str) else one for one in row] for row in sheet.rows)
    return replace(sheet, name=clean(sheet.name), columns=tuple(map(clean, sheet.columns)), rows=rows)


def _cell(cell: str) -> str:
    if isinstance(cell, Cell) and not isinstance(cell.value, str):
        return cell
    return clean(cell)


def _pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((clean(label), clean(value)) for label, value in pairs)
