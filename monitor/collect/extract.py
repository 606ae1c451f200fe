"""One article page to what the pipeline stores: headline, clean body, publication, byline, flags."""

from __future__ import annotations

import re
from datetime import datetime

from monitor.collect.body import Body, find_body, fragment_body
from monitor.collect.charset import to_text
from monitor.collect.clean import Cleaned, clean
from monitor.collect.feeds import is_challenge
from monitor.collect.job import Entry, PageResult
from monitor.collect.meta import Meta, printed_dates, read_meta, without_site
from monitor.collect.pages import further_pages
from monitor.collect.texts import to_tree
from monitor.collect.urls import media_flag
from monitor.collect.when import When, choose, zone_name
from monitor.schema_feeds import ArticleRules, DateRules, Defaults, LinkRules, Outlet

_PAYWALL = re.compile(
    r"khusus (?:untuk )?pelanggan|berlangganan (?:untuk|sekarang)|(?:konten|artikel) premium"
    r"|baca selengkapnya dengan berlangganan|subscribe to (?:read|continue)|lanjutkan membaca dengan",
    re.I,
)
# A body of fewer words is a lead, a caption or a teaser: no story should be judged on it alone.
PARTIAL_WORDS = 80


def extract_page(
    url: str,
    html: bytes | str,
    outlet: Outlet | None,
    defaults: Defaults,
    now: datetime,
    *,
    charset: str = "",
    feed_date: str = "",
) -> PageResult:
    """Return what the page at ``url`` holds; never raises.

    ``outlet``: selectors, rules, zone; ``now`` (aware) bounds the date; ``charset``: the HTTP header's;
    """
    text = to_text(html, charset) if isinstance(html, bytes) else html
    root = to_tree(text)
    if root is None:
        return PageResult(flags=("tanpa-tanggal",))
    rules = outlet.article if outlet else ArticleRules()
    meta = read_meta(root, url, outlet.hosts if outlet else ())
    title = without_site(meta.title, meta.site, outlet.name if outlet else "")
    marked, printed = (*meta.dates, feed_date), printed_dates(root)
    when = choose(marked, printed, url, _dates(outlet), zone_name(outlet, defaults), now)
    more = further_pages(root, url, rules, outlet.links if outlet else LinkRules())
    body = find_body(root, text, rules, title, meta.body)
    cleaned = clean(body.lines, title=title, outlet=_name(outlet, meta), stop=rules.stop, drop=rules.drop)
    return PageResult(
        title=title,
        text="\n".join(cleaned.lines),
        published=when.instant,
        published_raw=when.raw,
        author=meta.author or cleaned.author,
        section=meta.section,
        canonical=meta.canonical,
        flags=_flags(url, text, meta, cleaned, when, bool(more) and rules.pages == "none"),
        cut=(*body.cut, *cleaned.cut),
        method=body.method,
        place=cleaned.place,
        more=more,
    )


def extract_entry(entry: Entry, outlet: Outlet, defaults: Defaults, now: datetime) -> PageResult:
    """Return what a feed's own content holds, as ``extract_page`` would from the page."""
    body = fragment_body(entry.html, entry.title, "feed") if entry.html else Body()
    cleaned = clean(
        body.lines, title=entry.title, outlet=outlet.name, stop=outlet.article.stop, drop=outlet.article.drop
    )
    when = choose((entry.published_raw,), (), entry.url, outlet.dates, zone_name(outlet, defaults), now)
    return PageResult(
        title=entry.title,
        text="\n".join(cleaned.lines),
        published=when.instant,
        published_raw=when.raw,
        author=entry.author or cleaned.author,
        section=entry.section,
        flags=when.flags,
        cut=(*body.cut, *cleaned.cut),
        method="feed" if cleaned.lines else "none",
        place=cleaned.place,
    )


def _dates(outlet: Outlet | None) -> DateRules:
    return outlet.dates if outlet else DateRules()


def _name(outlet: Outlet | None, meta: Meta) -> str:
    return outlet.name if outlet else meta.site


def _flags(url: str, html: str, meta: Meta, cleaned: Cleaned, when: When, open_end: bool) -> tuple[str, ...]:
    flags = list(when.flags)
    media = media_flag(url)
    words = sum(len(line.split()) for line in cleaned.lines)
    if media:
        flags.append(media)
    if words < PARTIAL_WORDS:
        flags.append("sebagian")
    if meta.paid or (words < 2 * PARTIAL_WORDS and _PAYWALL.search(html)):
        flags.append("berbayar")
    if open_end:
        flags.append("bersambung")
    if is_challenge(html[:60000].encode("utf-8", "replace")) and words < PARTIAL_WORDS:
        flags.append("tantangan")
    return tuple(flags)
