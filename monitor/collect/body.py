"""Find an article's body on its page.

Embedded data, the outlet's selectors, trafilatura, then a plain density.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import trafilatura
from bs4 import Tag
from bs4.exceptions import ParserRejectedMarkup
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

from monitor.collect.embedded import embedded_body
from monitor.collect.paragraphs import paragraphs
from monitor.collect.prune import prune
from monitor.collect.texts import plain, to_soup, to_tree
from monitor.schema_feeds import ArticleRules

_LOG = logging.getLogger(__name__)

# Below this a body counts as not found (the 200-character rule of Media Cloud's metadata-lib).
SHORTEST = 200
# Bounds within which trafilatura's fast result is believed, as shares of the prose on the pruned page;
# swept on the public benchmark beside speed.
_LINE, _LOW, _HIGH = 60, 0.6, 3.0
# A fragment of nothing but paragraphs and plain marks (most feeds) needs no tree: ten times quicker,
# same lines.
_OTHER_TAG = re.compile(r"<(?!/?(?:p|strong|em|b|i|u|a|img|span)\b)")
_COMPLEX_WORDS = (
    "class=",
    "id=",
    " juga",
    "selengkapnya",
    "pilihan editor",
    "terkait",
    "berita lain",
    "artikel lain",
)
_PARAGRAPHS = re.compile(r"</?p\b[^>]*>|\n{2,}")
_PARAGRAPH_LIKE = frozenset(("p", "h2", "h3", "li", "blockquote", "span"))


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a body before the Indonesian clean-up, what pruning cut, and which method found it."""

    lines: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    method: str = "none"

    @property
    def length(self) -> int:
        """How many characters the lines hold."""
        return sum(len(line) for line in self.lines)


def find_body(root: HtmlElement, html: str, rules: ArticleRules, title: str, ld_body: str = "") -> Body:
    """Return the body by the first method that gives ``SHORTEST`` characters, else the longest of all tries.

    ``root`` is the parsed page (used up here), ``html`` the same page as text.
    """
    tries: list[Body] = []
    for method in (_from_rule_path, _from_selectors, _from_trafilatura, _from_any_data, _from_density):
        found = method(root, html, rules, title)
        if found.length >= SHORTEST:
            return found
        tries.append(found)
    if ld_body:
        tries.append(_from_ld(ld_body, title))
    return max(tries, key=lambda body: body.length)


def fragment_body(html: str, title: str, method: str) -> Body:
    """Return the lines of HTML that is a body already: a feed's content, embedded data, a selection."""
    if not _OTHER_TAG.search(html) and not any(word in html.lower() for word in _COMPLEX_WORDS):
        pieces = (plain(piece) for piece in _PARAGRAPHS.split(html))
        return Body(tuple(piece for piece in pieces if piece), (), method)
    tree = to_tree(f"<div>{html}</div>")
    if tree is None:
        return Body(method=method)
    cut = prune(tree, title)
    return Body(tuple(paragraphs(tree)), cut, method)


def _from_rule_path(root: HtmlElement, html: str, rules: ArticleRules, title: str) -> Body:
    found = embedded_body(root, rules.json_path) if rules.json_path else ""
    return fragment_body(found, title, "json") if found else Body()


def _from_any_data(root: HtmlElement, html: str, rules: ArticleRules, title: str) -> Body:
    tree = to_tree(html)
    found = (
        embedded_body(tree) if tree is not None and ("__NEXT_DATA__" in html or "data-page" in html) else ""
    )
    return fragment_body(found, title, "json") if found else Body()


def _from_selectors(root: HtmlElement, html: str, rules: ArticleRules, title: str) -> Body:
    if not rules.body:
        return Body()
    try:
        soup = to_soup(html)
        for selector in rules.remove:
            for node in soup.select(selector):
                node.decompose()
        for selector in rules.body:
            found = soup.select(selector)
            if found and len(plain(text := _joined(found, rules))) >= SHORTEST:
                return fragment_body(text, title, "selector")
    except (
        SelectorSyntaxError,
        ParserRejectedMarkup,
        ValueError,
        NotImplementedError,
        RecursionError,
    ) as error:
        _LOG.warning("selector failed: %r", error)
    return Body()


def _joined(found: list[Tag], rules: ArticleRules) -> str:
    """Return the HTML of a selection: paragraphs all together, pages of one document all, else the
    first alone.

    Themes that append whole further articles repeat the container; the first is the one the reader came for.
    """
    if all(node.name in _PARAGRAPH_LIKE for node in found):
        home = found[0].parent
        return "".join(str(node) for node in found if node.parent is home or len(found) < 4)
    if rules.pages == "same-document":
        outer = [node for node in found if not any(parent in found for parent in node.parents)]
        return "".join(str(node) for node in outer)
    return str(found[0])


def _from_trafilatura(root: HtmlElement, html: str, rules: ArticleRules, title: str) -> Body:
    if rules.remove:
        root = _without(root, html, rules)
    cut = prune(root, title)
    prose = sum(length for node in root.iter("p") if (length := len(node.text_content().strip())) > _LINE)
    lines = _trafilatura(deepcopy(root), fast=True)
    # The fast run is twice as quick and agrees with the full one except where it misses (or drowns) the
    # page's prose; only then are trafilatura's own comparisons worth their time.
    if not _LOW * prose <= sum(map(len, lines)) <= _HIGH * prose:
        lines = _trafilatura(root, fast=False)
    return Body(lines, cut, "trafilatura")


def _trafilatura(root: HtmlElement, *, fast: bool) -> tuple[str, ...]:
    try:
        # A tree goes in, so the page is parsed once; metadata is read elsewhere, better and faster.
        document: Any = trafilatura.bare_extraction(
            root, favor_precision=True, include_comments=False, with_metadata=False, fast=fast
        )
    except Exception as error:  # lxml and trafilatura raise many kinds on hostile trees
        _LOG.info("trafilatura gave up: %r", error)
        return ()
    text = (document.text if document is not None else "") or ""
    return tuple(line for raw in text.split("\n") if (line := re.sub(r"^[-*]\s+", "", raw.strip())))


def _without(root: HtmlElement, html: str, rules: ArticleRules) -> HtmlElement:
    try:
        soup = to_soup(html)
        for selector in rules.remove:
            for node in soup.select(selector):
                node.decompose()
    except (SelectorSyntaxError, ParserRejectedMarkup, ValueError, NotImplementedError):
        return root
    tree = to_tree(str(soup))
    return root if tree is None else tree


def _from_density(root: HtmlElement, html: str, rules: ArticleRules, title: str) -> Body:
    """Return the element whose own paragraphs hold the most text.

    What is left when every better way fails.
    """
    soup = to_soup(html)
    weights: dict[int, int] = {}
    holders: dict[int, Tag] = {}
    for node in soup.find_all(["p", "br"])[:5000]:
        holder = node.parent
        if holder is None:
            continue
        length = len(node.get_text()) if node.name == "p" else len(str(node.next_sibling or ""))
        holders[id(holder)] = holder
        weights[id(holder)] = weights.get(id(holder), 0) + (length if length > 40 else 0)
    best = max(weights, key=lambda key: weights[key], default=None)
    return fragment_body(str(holders[best]), title, "bs4") if best is not None else Body(method="bs4")


def _from_ld(text: str, title: str) -> Body:
    # Last resort: IDN Times and others give it without paragraph breaks.
    if "<" in text:
        return fragment_body(text, title, "jsonld")
    return Body(tuple(line.strip() for line in text.splitlines() if line.strip()), (), "jsonld")
