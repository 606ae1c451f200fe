"""A body's tree to its paragraphs, whether the outlet parts them by ``p``, ``div`` or runs of ``br``."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "pre",
        "hr",
        "main",
        "header",
        "footer",
        "aside",
        "center",
        "address",
        "figure",
    ]
)
# A list this dense with links is navigation or "related", not something the writer enumerated.
_LINK_SHARE = 0.8


@dataclass(slots=True)
class _Line:
    text: str
    linked: int
    tag: str


def paragraphs(root: HtmlElement) -> list[str]:
    """Return the paragraphs of ``root`` in order, each on one line.

    A single ``br`` inside a ``p`` is a space (lines broken around tag links belong together); a double
    one parts paragraphs, and where the body knows no ``p`` at all a single one does, too.
    """
    has_p = sum(1 for node in root.iter("p") if len("".join(node.itertext()).strip()) > 40) > 1
    lines: list[_Line] = []
    pieces: list[str] = []
    linked, breaks, depth = 0, 0, 0
    tag = "div"

    def flush() -> None:
        nonlocal linked, breaks
        text = " ".join("".join(pieces).replace("\xa0", " ").split())
        if text:
            lines.append(_Line(text, linked, tag))
        pieces.clear()
        linked = breaks = 0

    def add(text: str | None) -> None:
        nonlocal linked, breaks
        if text:
            pieces.append(text)
            linked += len(text.strip()) if depth else 0
            breaks = 0 if text.strip() else breaks

    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if name in _BLOCKS:
                flush()
                tag = name
            elif name == "br":
                breaks += 1
                if breaks > 1 or not has_p:
                    flush()
                else:
                    pieces.append(" ")
            depth += name == "a"
            add(node.text if name else None)
        else:
            if name in _BLOCKS:
                flush()
            depth -= name == "a"
            if node is not root:
                add(node.tail)
    flush()
    return [line.text for line in lines if not _is_navigation(line)]


def _is_navigation(line: _Line) -> bool:
    return line.tag in ("li", "ul", "td", "div", "dd") and line.linked >= _LINK_SHARE * len(line.text) > 0
