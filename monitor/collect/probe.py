"""Two questions of an administrator: does this source work, and which sources has that site?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from protego import Protego

from monitor.collect.charset import to_text
from monitor.collect.dates import read_date, zone_of
from monitor.collect.fetch import Answer
from monitor.collect.job import Entry, Job
from monitor.collect.problems import Failure
from monitor.collect.session import Session, session_for
from monitor.collect.sources import list_entries
from monitor.collect.texts import to_tree
from monitor.collect.urls import absolute, domain_of
from monitor.collect.when import FUTURE, zone_name
from monitor.model import SourceState
from monitor.schema_feeds import Defaults, Outlet, Source, SourceKind

# What platforms serve without being asked: WordPress, most portals, Blogger, Joomla; then news sitemaps.
_USUAL: tuple[tuple[SourceKind, str], ...] = (
    ("rss", "/feed/"),
    ("rss", "/rss"),
    ("rss", "/rss.xml"),
    ("atom", "/feeds/posts/default"),
    ("rss", "/?format=feed&type=rss"),
    ("rss", "/index.php/feed/"),
    ("wp-json", "/wp-json/wp/v2/posts"),
    ("sitemap", "/sitemap-news.xml"),
    ("sitemap", "/news-sitemap.xml"),
    ("sitemap", "/sitemap.xml"),
)
_TYPES: dict[str, SourceKind] = {"application/rss+xml": "rss", "application/atom+xml": "atom"}


@dataclass(frozen=True, slots=True)
class Probe:
    """What one look at a source showed; nothing of it is stored.

    ``reason`` is one Indonesian line where ``ok`` is false. Shares run from 0 to 1: ``dated`` entries with
    a usable date, ``ahead`` entries dated in the future (a wrong zone), ``own`` links on the outlet's own
    domains, ``full`` entries with their full text. ``newest`` is in UTC.
    """

    source: Source
    ok: bool
    reason: str = ""
    entries: int = 0
    newest: datetime | None = None
    dated: float = 0.0
    ahead: float = 0.0
    own: float = 0.0
    full: float = 0.0


def probe(job: Job, session: Session | None = None) -> Probe:
    """Return what the job's source answers now, asked unconditionally and without reading any article."""
    fresh = replace(job, state=SourceState(job.source.id))
    listed = list_entries(fresh, session or session_for(job.defaults))
    reason = listed.problems[0].reason if listed.problems else ""
    if listed.failed or not listed.entries:
        return Probe(job.source, False, reason or "Sumber menjawab, tetapi tidak ada berita di dalamnya.")
    return _measured(fresh, listed.entries, reason)


def _measured(job: Job, entries: tuple[Entry, ...], reason: str) -> Probe:
    zone = zone_of(zone_name(job.outlet, job.defaults))
    moments = [moment for entry in entries if (moment := read_date(entry.published_raw, zone))]
    past = [moment.instant for moment in moments if moment.instant <= job.now + FUTURE]
    ours = {domain_of(f"https://{host}") for host in job.outlet.hosts} | {domain_of(job.outlet.site)}
    count = len(entries)
    return Probe(
        source=job.source,
        ok=True,
        reason=reason,
        entries=count,
        newest=max(past, default=None),
        dated=len(moments) / count,
        ahead=(len(moments) - len(past)) / count,
        own=sum(domain_of(entry.url) in ours for entry in entries) / count,
        full=sum(len(entry.html) > 700 for entry in entries) / count,
    )


def discover(
    url: str,
    defaults: Defaults,
    now: datetime,
    session: Session | None = None,
    on_done: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Probe, ...]:
    """Return the working sources of the site at ``url``, those it names itself first.

    Looks at ``link rel=alternate`` of the page, the Sitemap lines of robots.txt and the usual addresses;
    ``on_done`` hears how many of them have been tried, and of how many.
    """
    session = session or session_for(defaults)
    outlet = Outlet(id="temuan", name=domain_of(url), site=url)
    blank = Job(outlet, Source(kind="rss", url=url, id="temuan/1"), SourceState("temuan/1"), defaults, now)
    answer = session.get(blank, url, "page")
    if isinstance(answer, Failure) and answer.problem.kind in ("offline", "refused"):
        return ()
    found = [*(_announced(answer) if isinstance(answer, Answer) else ()), *_sitemaps(blank, url, session)]
    found += [(kind, urljoin(url, path)) for kind, path in _USUAL]
    probes: list[Probe] = []
    tried = list(dict.fromkeys(found))
    for number, (kind, address) in enumerate(tried, 1):
        one = Source(kind=kind, url=address, id=f"temuan/{len(probes) + 1}", confidence="verified")
        result = probe(replace(blank, source=one), session)
        probes += [result] if result.ok else []
        on_done(number, len(tried))
    return tuple(probes)


def _announced(answer: Answer) -> list[tuple[SourceKind, str]]:
    tree = to_tree(to_text(answer.body, answer.charset))
    if tree is None:
        return []
    links = [
        (_TYPES[kind], absolute(answer.url, node.get("href") or ""))
        for node in tree.iter("link")
        if "alternate" in (node.get("rel") or "") and (kind := (node.get("type") or "").lower()) in _TYPES
    ]
    return [(kind, link) for kind, link in links if link and "/comments/" not in link]


def _sitemaps(job: Job, url: str, session: Session) -> list[tuple[SourceKind, str]]:
    answer = session.get(job, urljoin(url, "/robots.txt"), "robots")
    if not isinstance(answer, Answer):
        return []
    named = Protego.parse(to_text(answer.body, answer.charset)).sitemaps
    return [("sitemap", link) for one in named if (link := absolute(url, str(one)))][:5]
