"""Render a document as PDF through typst: letterhead, page numbers, vector charts, fonts it brings along."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import zip_longest
from typing import Any

import typst

from monitor.report import charts, house
from monitor.report.document import Block, Chart, Document, Entry, Table
from monitor.report.layout import breakable, widths

TEMPLATE = "dokumen.typ"


def render(document: Document) -> bytes:
    """Return the PDF. All texts reach the template as data, so none of them can be markup.

    System fonts are left aside: the same document looks the same on every machine.
    """
    head = document.masthead
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "masthead": {"lines": head.lines, "address": head.address, "city": head.city} if head else None,
        "footer": document.footer,
        "blocks": [
            {**_block(one), "stays": isinstance(following, Table | Chart | Entry)}
            for one, following in zip_longest(document.blocks, document.blocks[1:])
        ],
    }
    source = house.template(document, TEMPLATE)
    try:
        made: bytes = typst.compile(
            source,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            font_paths=[],
            ignore_system_fonts=True,
        )
    except (typst.TypstError, RuntimeError) as error:
        if own := house.own_file(document, TEMPLATE):
            raise house.broken(own, str(error)) from error
        raise
    return made


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__
    if isinstance(block, Chart):
        return {"kind": kind, "title": block.title, "svg": charts.svg(block)}
    if isinstance(block, Table):
        return {
            "kind": kind,
            "columns": block.columns,
            "rows": [[breakable(str(cell)) for cell in row] for row in block.rows],
            "align": list(block.align or "l" * len(block.columns)),
            "caption": block.caption,
            "widths": widths(block),
        }
    plain = {"kind": kind, **asdict(block)}
    if isinstance(block, Entry):
        plain["links"] = [(label, url, breakable(url)) for label, url in block.links]
        plain["facts"] = [(label, breakable(value)) for label, value in block.facts]
    return plain
