"""Take what is not the article out of a page's tree, before anybody reads its text.

General extractors all leak "Baca juga" links, promotion boxes and the articles that some themes append
after the comment form (trafilatura, newspaper and readability were tried). On the tree the links are
still visible, so furniture can be told from sentences; in plain text it no longer can.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_TAGS = [
    "script",
    "style",
    "iframe",
    "ins",
    "figure",
    "figcaption",
    "form",
    "noscript",
    "button",
    "template",
    "svg",
    "object",
    "embed",
    "select",
]
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
    total = len(text_of(root)) or 1
    for node in list(root.iter()):
        if isinstance(node.tag, str) and node.tag not in _KEEP and _is_furniture(node, total):
            _drop(node, cut)
    _drop_promos(root, cut)
    return tuple(cut)


def text_of(node: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(node.itertext()).split())


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
    return len(text_of(node)) <= total * _BIGGEST_SHARE and node.find(".//h1") is None


@lru_cache(maxsize=8192)
def _named_furniture(names: str) -> bool:
    words = [word for word in names.split() if not word.lower().startswith(_LABELS)]
    return any(_NAME.fullmatch(word) or word.startswith("div-gpt-ad") for word in words)


def _drop_appended(root: HtmlElement, cut: list[str]) -> None:
    """Cut the page off at its comment form, at a second headline and at further articles after the first."""
    for node in root.xpath(_COMMENTS)[:1]:
        if _length_before(root, node) >= 400:
            drop_after(node, cut)
            _drop(node, None)
    heads = [node for node in root.iter("h1") if text_of(node)]
    for node in heads[1:]:
        same = node.get("class") == heads[0].get("class") and text_of(node) != text_of(heads[0])
        if same and node.getparent() is not None and _length_between(root, heads[0], node) >= 400:
            drop_after(node, cut)
            _drop(node, cut)
            break
    bodies = [node for node in root.iter("article") if len(text_of(node)) >= 300]
    outer = [node for node in bodies if not any(parent.tag == "article" for parent in node.iterancestors())]
    first = next((node for node in outer if node.find(".//h1") is not None), None)
    if first is not None:
        for node in outer[outer.index(first) + 1 :]:
            _drop(node, cut)


def _length_before(root: HtmlElement, stop: HtmlElement) -> int:
    length = 0
    for node in root.iter():
        if node is stop:
            break
        length += len(node.text or "") + len(node.tail or "") if node.tag not in ("nav", "header") else 0
    return length


def _length_between(root: HtmlElement, start: HtmlElement, stop: HtmlElement) -> int:
    return _length_before(root, stop) - _length_before(root, start)


def _drop_promos(root: HtmlElement, cut: list[str]) -> None:
    for node in list(root.iter(*_PROMO_BLOCKS)):
        if node.getparent() is None:
            continue
        text = text_of(node)
        match = _PROMO.match(text) if len(text) < 600 else None
        if match and _link_length(node) >= _LINK_SHARE * max(len(text) - match.end(), 1):
            _take_links_behind(node, text, match.end(), cut)
            _drop(node, cut)
    for link in list(root.iter("a")):
        _drop_inline(link, cut)


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
