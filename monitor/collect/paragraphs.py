"""A body's tree to its paragraphs, whether the outlet parts them by ``p``, ``div`` or runs of ``br``."""

from __future__ import annotations

from dataclasses import dataclass, field

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


def paragraphs(root: HtmlElement) -> list[str]:
    """Return the paragraphs of ``root`` in order, each on one line.

    A single ``br`` inside a ``p`` is a space (lines broken around tag links belong together); a double
    one parts paragraphs, and where the body knows no ``p`` at all a single one does, too.
    """
    whole = [node for node in root.iter("p") if len(node.text_content().strip()) > 40]
    reader = _Reader(lines_break=len(whole) < 2)
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "start":
            reader.open(node)
        else:
            reader.close(node, is_root=node is root)
    reader.flush()
    return [line.text for line in reader.lines if not _is_navigation(line)]


@dataclass(slots=True)
class _Line:
    text: str
    linked: int
    tag: str


@dataclass(slots=True)
class _Reader:
    """Collects lines while a tree is walked: what stands in blocks, between breaks, and inside links."""

    lines_break: bool
    lines: list[_Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tag: str = "div"
    linked: int = 0
    breaks: int = 0
    links_open: int = 0

    def open(self, node: HtmlElement) -> None:
        if node.tag in _BLOCKS:
            self.flush()
            self.tag = node.tag
        elif node.tag == "br":
            self.breaks += 1
            if self.breaks > 1 or self.lines_break:
                self.flush()
            else:
                self.pieces.append(" ")
        self.links_open += node.tag == "a"
        self.add(node.text)

    def close(self, node: HtmlElement, *, is_root: bool) -> None:
        if node.tag in _BLOCKS:
            self.flush()
        self.links_open -= node.tag == "a"
        if not is_root:
            self.add(node.tail)

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            self.linked += len(text.strip()) if self.links_open else 0
            self.breaks = 0 if text.strip() else self.breaks

    def flush(self) -> None:
        text = " ".join("".join(self.pieces).replace("\xa0", " ").split())
        if text:
            self.lines.append(_Line(text, self.linked, self.tag))
        self.pieces.clear()
        self.linked = self.breaks = 0


def _is_navigation(line: _Line) -> bool:
    return line.tag in ("li", "ul", "td", "div", "dd") and line.linked >= _LINK_SHARE * len(line.text) > 0
