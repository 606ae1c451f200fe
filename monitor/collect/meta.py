"""What a page says about itself.

JSON-LD, meta elements, headline, byline, canonical address, date strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from monitor.collect.feeds import once
from monitor.collect.prune import text_of
from monitor.collect.texts import plain
from monitor.collect.urls import absolute, domain_of, is_home

_ARTICLE_TYPES = (
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BlogPosting",
    "AnalysisNewsArticle",
    "Report",
)
_DATE_META = re.compile(
    r"(?:article:|og:|dc\.|dcterms\.|content_|parsely-|sailthru\.|jpnncom_news_)?"
    r"(?:published?(?:[_-]?(?:time|date))?|pub[_-]?date|date[_.-]?(?:published|created|issued)?"
    r"|publish[_-]?(?:time|date)|created)",
    re.I,
)
_DATE_WORDS = (
    "date",
    "Date",
    "time",
    "tanggal",
    "publish",
    "posted",
    "waktu",
    "meta",
    "byline",
    "tayang",
    "grey",
)
_DATE_TAGS = ("div", "span", "p", "time", "small", "li", "a", "h2", "h3", "h4", "h5", "h6")
_DATE_CLASS = (
    f"//*[{' or '.join(f'self::{tag}' for tag in _DATE_TAGS)}]"
    f"[{' or '.join(f'contains(@class,{word!r})' for word in _DATE_WORDS)}]"
)
_DAYS = r"(?:senin|selasa|rabu|kamis|jum\W{0,2}at|sabtu|minggu|ahad)"
_DATE_LINE = re.compile(rf"\b{_DAYS}\s*,?\s*\(?\d{{1,2}}[\s/-]\w+[\s/-]\d{{4}}.{{0,40}}", re.I)
_PRINTED_AUTHOR = re.compile(
    r"\b(?:Penulis|Reporter|Pewarta|Laporan [Ww]artawan)\s*:\s*"
    r"((?!Editor)[A-Z][\w.'-]+(?: (?!Editor)[A-Z][\w.'-]+){0,3})"
)
_NOT_AUTHOR = re.compile(r"^(?:admin\w*|redaksi|editor|https?://.*|tim redaksi|null|none|undefined|-)$", re.I)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Meta:
    """A page's own statements.

    ``dates`` are strings in order of trust, ``body`` is JSON-LD's article body.
    """

    title: str = ""
    author: str = ""
    section: str = ""
    canonical: str = ""
    dates: tuple[str, ...] = ()
    body: str = ""
    paid: bool = False
    kind: str = ""
    site: str = ""


def read_meta(root: HtmlElement, url: str, hosts: tuple[str, ...] = ()) -> Meta:
    """Return what ``root``, the page at ``url``, says about itself.

    ``hosts`` are the outlet's other hosts.
    """
    metas = _metas(root)
    block = _json_ld(root)
    site = metas.get("og:site_name", "")
    return Meta(
        title=_title(root, metas, block, site),
        author=_author(root, metas, block),
        section=_section(metas, block),
        canonical=_canonical(root, metas, url, hosts),
        dates=tuple(_dates(root, metas, block)),
        body=_string(block.get("articleBody")),
        paid=_is_paid(block, metas),
        kind=metas.get("og:type", ""),
        site=site,
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower().strip()
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _json_ld(root: HtmlElement) -> dict[str, Any]:
    """Return the first article among the page's JSON-LD blocks, or nothing."""
    for node in root.xpath("//script[contains(@type,'ld+json')]"):
        for block in _blocks(node.text or ""):
            kinds = block.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(name in _ARTICLE_TYPES for name in names if isinstance(name, str)):
                return block
    return {}


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    cleaned = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>)\s*$|;\s*$", "", text.strip()
    )
    try:
        data = json.loads(cleaned, strict=False)
    except (ValueError, RecursionError):
        return
    queue = [data]
    while queue:
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item[:50])
        elif isinstance(item, dict):
            yield item
            queue.extend(
                value for name, value in item.items() if name in ("@graph", "mainEntity", "mainEntityOfPage")
            )


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def _title(root: HtmlElement, metas: dict[str, str], block: dict[str, Any], site: str) -> str:
    """Return the headline.

    The ``h1`` that agrees with what the head of the page says, else the head's own.
    """
    heads = [title for node in root.iter("h1") if 4 < len(title := text_of(node)) < 400]
    claims = [metas.get("og:title", ""), _string(block.get("headline")), metas.get("twitter:title", "")]
    title_tag = next((text_of(node) for node in root.iter("title")), "")
    claims = [once(plain(claim)) for claim in [*claims, title_tag] if claim]
    for head in heads:
        if not claims or any(_agree(head, claim) for claim in claims):
            return once(head)
    marked = next((text_of(node) for node in root.xpath("//*[@itemprop='headline']") if text_of(node)), "")
    if marked:
        return once(marked)
    return without_site(claims[0], site) if claims else (heads[0] if heads else "")


def _agree(head: str, claim: str) -> bool:
    ours, theirs = set(re.findall(r"\w+", head.lower())), set(re.findall(r"\w+", claim.lower()))
    return bool(ours) and len(ours & theirs) >= 0.6 * len(ours) and len(ours) >= 0.5 * len(theirs)


def without_site(title: str, *names: str) -> str:
    """Return ``title`` without a first or last part that is one of the site's ``names`` ("… - Fajar")."""
    parts = re.split(r"(\s+[-–—|•:»]\s+)", title)
    if len(parts) < 3:
        return title
    known = [bare for name in names if (bare := _bare(name))]
    last, first = _bare(parts[-1]), _bare(parts[0])
    if any(last in name or name in last for name in known) or re.search(
        r"\.(?:com|id|net|news)$", parts[-1], re.I
    ):
        return "".join(parts[:-2])
    if first in known:
        return "".join(parts[2:])
    # "Judul yang panjang sekali | Kanal": a short part after a bar is the site's or the section's name.
    is_label = len(parts[-1].split()) <= 3 and len(parts[0].split()) >= 4 and parts[-2].strip() in "|»•"
    return "".join(parts[:-2]) if is_label else title


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def _author(root: HtmlElement, metas: dict[str, str], block: dict[str, Any]) -> str:
    for name in _author_claims(root, metas, block):
        usable = plain(name).strip(" -|,")
        if 2 < len(usable) < 120 and not _NOT_AUTHOR.match(usable):
            return usable
    return ""


def _author_claims(root: HtmlElement, metas: dict[str, str], block: dict[str, Any]) -> Iterator[str]:
    yield _name(block.get("author"))
    for key in ("author", "article:author", "dable:author", "content_author", "parsely-author"):
        yield metas.get(key, "")
    for node in root.xpath(
        "//a[@rel='author'] | //*[@itemprop='author'] | //*[contains(@class,'author')]//a"
    )[:3]:
        yield text_of(node)
    match = _PRINTED_AUTHOR.search(_spaced(root))
    yield match[1] if match else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for one in value[:4] if (name := _name(one)))
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value if isinstance(value, str) else ""


def _section(metas: dict[str, str], block: dict[str, Any]) -> str:
    section = (
        _string(block.get("articleSection"))
        or metas.get("article:section", "")
        or metas.get("content_category", "")
    )
    return plain(section)[:80]


def _canonical(root: HtmlElement, metas: dict[str, str], url: str, hosts: tuple[str, ...]) -> str:
    """Return the canonical address if it lies on the outlet's own ground.

    Some themes print nonsense there.
    """
    links = [
        node.get("href") or "" for node in root.iter("link") if "canonical" in (node.get("rel") or "").lower()
    ]
    ours = {domain_of(url), *(domain_of(f"https://{host}") for host in hosts)}
    for link in (*links, metas.get("og:url", "")):
        found = absolute(url, link) if link else ""
        if found and not is_home(found) and domain_of(found) in ours:
            return found
    return ""


def _dates(root: HtmlElement, metas: dict[str, str], block: dict[str, Any]) -> Iterator[str]:
    yield _string(block.get("datePublished"))
    yield metas.get("article:published_time", "")
    yield from (value for name, value in metas.items() if _DATE_META.fullmatch(name))
    for node in root.xpath("//*[@itemprop='datePublished']")[:2]:
        yield node.get("content") or node.get("datetime") or text_of(node)[:_LONGEST]
    times = root.xpath(
        "(//h1)[1]/following::time[position()<4] | (//article)[1]//time | (//h1)[1]/preceding::time[1]"
    )
    for node in sorted(times, key=lambda node: "updated" in (node.get("class") or ""))[:3]:
        yield node.get("datetime") or ""
    yield _string(block.get("dateCreated"))


def printed_dates(root: HtmlElement) -> Iterator[str]:
    """Yield date lines a reader sees.

    Short texts in elements named for dates, then any "Senin, 3 Agustus 2026 …".
    """
    for node in root.xpath(_DATE_CLASS)[:60]:
        text = text_of(node)
        if 5 < len(text) < _LONGEST and any(char.isdigit() for char in text):
            yield text
    match = _DATE_LINE.search(_spaced(root))
    if match:
        yield match[0]


def _spaced(root: HtmlElement) -> str:
    """Return the beginning of the page's text with a blank between elements."""
    pieces = root.xpath("//body//text()[not(parent::script) and not(parent::style)]")
    return " ".join(" ".join(pieces).split())[:20000]


def _is_paid(block: dict[str, Any], metas: dict[str, str]) -> bool:
    free = block.get("isAccessibleForFree")
    tier = metas.get("article:content_tier", "").lower()
    return str(free).lower() == "false" or tier in ("metered", "locked")
