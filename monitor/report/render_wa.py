"""Render a document as WhatsApp text: short lines, bold by asterisks, no longer than one message."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.report.document import Block, Bullets, Chart, Document, Entry, Heading, Paragraph, Table

# The WhatsApp Cloud API takes 4,096 characters in a text message; some room is left for a forwarder's line.
LIMIT = 4000
_ROWS = 12
# Characters that WhatsApp reads as bold, italic, struck or code, and look-alikes that mean nothing to it.
_MARKS = str.maketrans({"*": "∗", "_": "\uff3f", "~": "∼", "`": "´"})


def render(document: Document, limit: int = LIMIT) -> str:
    """Return the text; what does not fit is left out whole, and its number is said at the end."""
    parts = [f"*{_plain(document.title)}*\n{_plain(document.subtitle)}"]
    blocks = document.brief or document.blocks
    tail = _tail(document)
    room, left_out, heading = limit - len(parts[0]) - len(tail) - 60, 0, ""
    for block in blocks:
        if isinstance(block, Chart):
            continue
        if isinstance(block, Heading):
            heading = f"*{_plain(block.text)}*\n"
            continue
        part = heading + "\n".join(_block(block))
        if not part.strip() or part == heading:
            continue
        if len(part) + 2 > room:
            left_out += 1
            room = 0  # nothing after a gap, or readers would take the rest for the whole
            continue
        parts.append(part)
        room -= len(part) + 2
        heading = ""
    if left_out:
        parts.append(f"… dan {left_out} bagian lagi; lihat dokumen lengkapnya.")
    return "\n\n".join([*parts, tail]).rstrip() + "\n"


def _tail(document: Document) -> str:
    facts = dict(document.footer)
    return f"_Data per {_plain(facts['Data per'])}_" if "Data per" in facts else ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            mark = {"warning": "⚠️ ", "quote": "> "}.get(tone, "")
            yield mark + _plain(text.strip())
        case Bullets(items):
            yield from (f"• {_plain(item)}" for item in items)
        case Table():
            yield from _table(block)
        case Entry():
            yield from _entry(block)
        case Heading() | Chart():
            return


def _table(table: Table) -> Iterator[str]:
    for row in table.rows[:_ROWS]:
        named = zip(table.columns[1:], row[1:], strict=True)
        facts = [f"{_plain(label)} {_plain(str(value))}" for label, value in named if value]
        yield f"• {_plain(str(row[0]))}: " + ", ".join(facts)
    if len(table.rows) > _ROWS:
        yield f"• … dan {len(table.rows) - _ROWS} baris lagi"


def _entry(entry: Entry) -> Iterator[str]:
    level = f"*[{_plain(entry.level)}]* " if entry.level else ""
    yield f"{level}{_plain(entry.head)}"
    for label, value in entry.facts:
        yield f"{_plain(label)}: {_plain(value)}"
    if entry.quote:
        yield f"_“{_plain(entry.quote)}”_"
    if entry.links:
        yield entry.links[0][1]
        if len(entry.links) > 1:
            yield f"(+{len(entry.links) - 1} tautan lain)"


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())
