"""Articles in several pages: where the others are, and how they join."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from monitor.collect.prune import text_of
from monitor.collect.urls import absolute, key_of
from monitor.schema_feeds import ArticleRules, LinkRules

# No news article has more; a larger number is an archive's.
MOST_PAGES = 20
_PAGE_PARAMS = ("page", "halaman", "hal", "lv")
_NEXT_WORDS = re.compile(r"(?:halaman\s+)?(?:selanjutnya|berikutnya|next|lanjut(?:kan)?)\W*$", re.I)
_MAY_BE_PAGE = re.compile(r"[?&;](?:page|halaman|hal|lv)=\d|/\d{1,2}/?(?:$|\?|#)")
_LAST_STEP = re.compile(r"/(?P<n>[2-9]|1\d|20)/?$")


def whole_url(url: str, rules: ArticleRules) -> str:
    """Return the address that shows all pages at once (``?page=all``) where the outlet has one, else it."""
    mode = rules.pages
    if not mode.startswith("query:") or mode.endswith("=N"):
        return url
    name, _, value = mode.removeprefix("query:").partition("=")
    parts = urlsplit(url)
    query = [(key, old) for key, old in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit(parts._replace(query=urlencode([*query, (name, value)])))


def further_pages(root: HtmlElement, url: str, rules: ArticleRules, links: LinkRules) -> tuple[str, ...]:
    """Return the addresses of pages 2, 3, … of the article on ``root``, in order, at most
    ``rules.max_pages`` - 1.

    A link counts when it folds into the same article as ``url`` and names a page in its query or path.
    """
    ours, found = key_of(url, links), dict[int, str]()
    for node in root.iter("a", "link"):
        href = node.get("href") or ""
        if node.tag == "link" and "next" not in (node.get("rel") or ""):
            continue
        number = page_number(href) if _MAY_BE_PAGE.search(href) else 0
        if not number or number < 2:
            continue
        address = absolute(url, href)
        if address and key_of(address, links) == ours:
            found.setdefault(number, address)
    # Pages between may be hidden behind "1 2 … 5".
    last = min(max(found, default=0), MOST_PAGES)
    pages = [found.get(number) or _numbered(found, number) for number in range(2, last + 1)]
    return tuple(page for page in pages if page and page != url)[: rules.max_pages - 1]


def next_page(root: HtmlElement, url: str, links: LinkRules) -> str:
    """Return the address behind "Selanjutnya" if it is a further page of the same article, else nothing."""
    for node in root.iter("a", "link"):
        named = "next" in (node.get("rel") or "") or (
            node.tag == "a" and _NEXT_WORDS.match(text_of(node)[-40:])
        )
        address = absolute(url, node.get("href") or "") if named else ""
        if address and address != url and key_of(address, links) == key_of(url, links):
            return address
    return ""


def page_number(url: str) -> int:
    """Return the page that ``url`` names ("?page=3", "/judul/3/"), 0 where it names none."""
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
    except ValueError:
        return 0
    named = next((query[name] for name in _PAGE_PARAMS if query.get(name, "").isdigit()), "")
    if named:
        return int(named[:3])
    match = _LAST_STEP.search(parts.path)
    return int(match["n"]) if match else 0


def _numbered(found: dict[int, str], number: int) -> str:
    """Return the address of a page nobody links to, by the pattern of one that is linked."""
    known = min(found)
    pattern = re.compile(rf"(?<=[=/]){known}(?=/?$|&)")
    url = found[known]
    return pattern.sub(str(number), url, count=1) if pattern.search(url) else ""


def join(parts: Iterable[str]) -> str:
    """Return the pages' texts as one, without paragraphs that a page repeats from the ones before it."""
    seen: set[str] = set()
    lines = []
    for part in parts:
        for line in part.split("\n"):
            mark = " ".join(re.findall(r"\w+", line.casefold()))
            if line and (mark not in seen or len(mark) < 20):
                lines.append(line)
            seen.add(mark)
    return "\n".join(lines)
