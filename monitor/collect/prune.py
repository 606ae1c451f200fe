"""Take what is not the article out of a page's tree, before anybody reads its text.

General extractors all leak "Baca juga" links, promotion boxes and the articles that some themes append
after the comment form (trafilatura, newspaper and readability were tried). On the tree the links are
still visible, so furniture can be told from sentences; in plain text it no longer can.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_TAGS = (
    *("script", "style", "iframe", "ins", "figure", "figcaption", "noscript", "button"),
    *("template", "svg", "object", "embed", "select"),
)
_WORDS = (
    r"baca-?juga\w*|bacajuga\w*|baca|baca-?lainnya|lihat-?juga|simak-?juga|link-?sisip|sisip|terkait|inject\w*"
    r"|artikel-?terkait|berita-?terkait|"
    r"related(?:-?(?:posts?|articles?|news|links?|content))?|relatedposts?|rekomendasi|recommended|recommendations?"
    r"|share|shares|sharing|sharedaddy|sharethis|addtoany(?:_\w+)?|social(?:-?(?:share|media|links?|icons?))?"
    r"|newsletter|subscribe-?box|paging|pagination|page-?links|pagelink|ads?|adv|advert\w*|adsbygoogle|iklan|banner"
    r"|promo(?:tion)?|sponsor(?:ed)?|breadcrumbs?|author-?box|post-?views|tags?|tagcloud|taglist|post-?tags"
    r"|entry-?tags|tagar|popular|populer|terpopuler|trending|next-?prev|post-?navigation|nav-?links|prevnext"
    r"|comments?|comment-?form|respond|disqus\w*|fb-?comments|wp-?caption-?text|caption|whatsapp-?channel|google-?news"
)
_NAME = re.compile(rf"(?:[a-z0-9]+[-_]{{1,2}}){{0,3}}?(?:{_WORDS})(?:[-_]{{1,2}}[a-z0-9]+){{0,2}}", re.I)
# WordPress writes a post's own tags and categories into its class: "tag-share" says nothing about the
# element.
_LABELS = (
    "tag-",
    "category-",
    "kategori-",
    "post-",
    "type-",
    "format-",
    "status-",
    "author-",
    "cat-",
    "topic-",
)
# A name of furniture on more than this share of the page's text is a theme's whim, not furniture.
_BIGGEST_SHARE = 0.4
# From this length on, text with fewer links than this share is prose (swept on the public benchmark:
# below 200 a bylined teaser counts as prose, above 500 whole sections of five pages were lost).
_PROSE, _PROSE_LINKS = 300, 0.15
_PLAIN = re.compile(
    r"comment|respond|disqus|related|rekomendasi|terkait|baca-?juga|recommend|newsletter", re.I
)
# No article is shorter than this before its comments or the next article's headline.
_ARTICLE = 400
_COMMENTS = (
    "//*[@id='respond' or @id='comments' or @id='disqus_thread' or @id='comment-form'"
    " or contains(concat(' ',normalize-space(@class),' '),' comment-respond ')"
    " or contains(concat(' ',normalize-space(@class),' '),' comments-area ')"
    " or contains(concat(' ',normalize-space(@class),' '),' fb-comments ')]"
)
_PROMO = re.compile(
    r"(?:\W{0,3}(?:baca|lihat|simak|tonton|cek|saksikan)\s+(?:juga|pula|selengkapnya|artikel|berita\s+(?:lain|terkait))\b"
    r"|\W{0,3}pilihan\s+editor\b|\W{0,3}artikel\s+terkait\b|\W{0,3}berita\s+terkait\b)[\s:：>»-]*",
    re.I,
)
_PROMO_ANYWHERE = re.compile(r"\b(?:baca|lihat|simak|tonton|cek|saksikan|pilihan|artikel|berita)\s+\w", re.I)
_PROMO_END = re.compile(
    r"(?:\(|\[|\b)(?:baca|lihat|simak|tonton|saksikan)\s+(?:juga|pula|selengkapnya)\s*[:：>»-]*\s*$", re.I
)
# Share of a promising block's text that must be link text before the block counts as a promotion.
_LINK_SHARE = 0.6
_PROMO_BLOCKS = (
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "strong",
    "b",
    "em",
    "i",
    "span",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "h5",
    "table",
)
_KEEP = frozenset(("html", "body", "article", "main", "head"))
_SHOWN = 300


def prune(root: HtmlElement, title: str = "") -> tuple[str, ...]:
    """Remove furniture, promotions and appended articles from ``root`` in place; return the texts removed."""
    cut: list[str] = []
    for node in list(root.iter(*_TAGS)):
        _drop(node, None)
    _drop_appended(root, cut)
    _drop_prefixed(root, title, cut)
    total = len(text_of(root)) or 1
    for node in list(root.iter("form")):
        # Whole pages live inside one form where ASP.NET made them.
        if len(text_of(node)) <= total * _BIGGEST_SHARE and node.find(".//h1") is None:
            _drop(node, None)
    for node in root.xpath(".//*[@class or @id]"):
        if node.tag not in _KEEP and _is_furniture(node, total):
            _drop(node, cut)
    _drop_promos(root, cut)
    return tuple(cut)


def text_of(node: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(str(node.text_content()).split())


def drop_after(node: HtmlElement, cut: list[str]) -> None:
    """Remove everything that follows ``node`` in document order, and the node itself."""
    while node.getparent() is not None:
        parent = node.getparent()
        for sibling in list(node.itersiblings()):
            _drop(sibling, cut)
        node.tail = None
        node = parent


def _drop(node: HtmlElement, cut: list[str] | None) -> None:
    if node.getparent() is None:
        return
    if cut is not None and (text := text_of(node)):
        cut.append(text[:_SHOWN])
    node.drop_tree()


def _is_furniture(node: HtmlElement, total: int) -> bool:
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    if len(name) < 2 or not _named_furniture(name):
        return False
    length = len(text_of(node))
    if length > total * _BIGGEST_SHARE or node.find(".//h1") is not None:
        return False
    # Long prose under a name of furniture is the theme's strange naming ("page-tag-box"), unless the
    # name is plain.
    return length < _PROSE or _link_length(node) > _PROSE_LINKS * length or _named_plainly(name)


@lru_cache(maxsize=2048)
def _named_plainly(names: str) -> bool:
    return bool(_PLAIN.search(names))


@lru_cache(maxsize=8192)
def _named_furniture(names: str) -> bool:
    words = [word for word in names.split() if not word.lower().startswith(_LABELS)]
    return any(_NAME.fullmatch(word) or word.startswith("div-gpt-ad") for word in words)


def _drop_appended(root: HtmlElement, cut: list[str]) -> None:
    """Cut the page off at its comment form, at a second headline and at further articles after the first."""
    for node in root.xpath(_COMMENTS):
        if node.getparent() is not None and _takes_comments(node) and _stands_behind(root, node):
            drop_after(node, cut)
            _drop(node, None)
            break
    heads = [node for node in root.iter("h1") if text_of(node)]
    for node in heads[1:]:
        if _is_like(heads[0], node) and _stands_behind(heads[0], node):
            drop_after(node, cut)
            _drop(node, cut)
            break
    bodies = [node for node in root.iter("article") if len(text_of(node)) >= 300]
    outer = [node for node in bodies if not any(parent.tag == "article" for parent in node.iterancestors())]
    first = next((node for node in outer if node.find(".//h1") is not None), None)
    if first is not None:
        for node in outer[outer.index(first) + 1 :]:
            _drop(node, cut)


def _drop_prefixed(root: HtmlElement, title: str, cut: list[str]) -> None:
    """Cut off what stands before the headline: menus with teasers, whose sentences read like an article's."""
    heads = [node for node in root.iter("h1") if title and text_of(node) == title]
    if len(heads) != 1:
        return
    node = heads[0]
    while (parent := node.getparent()) is not None:
        for sibling in list(node.itersiblings(preceding=True)):
            if sibling.tag != "head":
                _drop(sibling, cut)
        parent.text = None
        node = parent


def _takes_comments(node: HtmlElement) -> bool:
    """Return whether a node named for comments is where they are written, not a mere count or link."""
    if node.get("id") == "disqus_thread" or "fb-comments" in (node.get("class") or ""):
        return True
    return next(node.iter("textarea", "form"), None) is not None


def _is_like(first: HtmlElement, other: HtmlElement) -> bool:
    """Return whether ``other`` heads a second article built like the first: same class, a home of its own."""
    ours, theirs = first.getparent(), other.getparent()
    if ours is None or theirs is None or ours is theirs or text_of(first) == text_of(other):
        return False
    return bool(first.get("class") == other.get("class") and ours.get("class") == theirs.get("class"))


def _stands_behind(start: HtmlElement, node: HtmlElement) -> bool:
    """Return whether an article's worth of text lies between ``start`` and ``node``."""
    length = 0
    for one in start.xpath("following::*") if start.tag == "h1" else start.iter():
        if one is node:
            return False
        if one.tag not in ("nav", "header"):
            length += len((one.text or "").strip()) + len((one.tail or "").strip())
        if length >= _ARTICLE:
            return True
    return False


def _drop_promos(root: HtmlElement, cut: list[str]) -> None:
    if not _PROMO_ANYWHERE.search(root.text_content()):
        return
    for node in list(root.iter(*_PROMO_BLOCKS)):
        if node.getparent() is None:
            continue
        if not _PROMO.match(_head(node)):
            continue
        text = text_of(node)
        match = _PROMO.match(text) if len(text) < 600 else None
        if match and _link_length(node) >= _LINK_SHARE * max(len(text) - match.end(), 1):
            _take_links_behind(node, text, match.end(), cut)
            _drop(node, cut)
    for link in list(root.iter("a")):
        _drop_inline(link, cut)


def _head(node: HtmlElement) -> str:
    """Return the first words of an element, without walking through all of it."""
    pieces: list[str] = []
    for piece in node.itertext():
        pieces.append(piece.strip())
        if sum(map(len, pieces)) > 60:
            break
    return " ".join(filter(None, pieces))


def _take_links_behind(node: HtmlElement, text: str, end: int, cut: list[str]) -> None:
    """Remove the link that follows a label in an element of its own ("<b>Baca juga:</b> <a>…</a>")."""
    following = node.getnext()
    if end < len(text) or (node.tail or "").strip(" \n\t\xa0:") or following is None:
        return
    if following.tag == "a" or _link_length(following) >= _LINK_SHARE * max(len(text_of(following)), 1):
        _drop(following, cut)


def _drop_inline(link: HtmlElement, cut: list[str]) -> None:
    """Remove a link that a promotion's words lead up to in running text, and those words."""
    parent, before = link.getparent(), link.getprevious()
    if parent is None:
        return
    words = (before.tail if before is not None else parent.text) or ""
    match = _PROMO_END.search(words)
    if not match:
        return
    rest = words[: match.start()]
    cut.append(f"{match[0].strip()} {text_of(link)}"[:_SHOWN])
    link.tail = re.sub(r"^\s*[)\]]", "", link.tail or "")
    if before is not None:
        before.tail = rest
    else:
        parent.text = rest
    link.drop_tree()


def _link_length(node: HtmlElement) -> int:
    return sum(len(text_of(link)) for link in node.iter("a"))
