"""The shape of ``feeds.yaml``: outlets, their sources and the rules to read them.

Durations are written "15m", "4s", "2h" and held in seconds. Everything is frozen; unknown keys are errors.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def parse_duration(value: object) -> object:
    """Return seconds for "15m"; pass numbers through. Raise ValueError with the cure for anything else."""
    if isinstance(value, str):
        match = _DURATION.fullmatch(value)
        if not match:
            raise ValueError("tulis lama waktu seperti 30s, 15m, 2h atau 1d")
        return float(match[1]) * _SECONDS[match[2]]
    return value


def as_tuple(value: object) -> object:
    """Return a one-element list for a single text, so that YAML may write either."""
    return [value] if isinstance(value, str) else value


Duration = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]
Texts = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
Confidence = Literal["verified", "listed", "conventional", "unknown"]
SourceKind = Literal["rss", "atom", "sitemap", "listing", "search-rss", "wp-json", "api-json"]
FullText = Literal["never", "matching", "always"]


class Frozen(BaseModel):
    """A closed, unchangeable piece of configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ListingRules(Frozen):
    """CSS selectors and paging of a listing page; ``url`` of the source may hold ``{page}`` or ``{date}``."""

    item: str
    link: str = "a"
    title: str = ""
    date: str = ""
    first_page: int = 1
    max_pages: Annotated[int, Field(ge=1, le=50)] = 1
    date_format: str = "%Y-%m-%d"


class SitemapRules(Frozen):
    """Which parts of a sitemap (index or leaf) are read."""

    include: Texts = ()
    exclude: Texts = ()
    max_age: Duration = 3 * 86400.0
    depth: Annotated[int, Field(ge=0, le=5)] = 2


class LinkRules(Frozen):
    """Which links are articles, and how variants of one address fold together (regular expressions)."""

    accept: Texts = ()
    reject: Texts = ()
    drop_params: Texts = ()
    mirrors: dict[str, str] = {}


class ArticleRules(Frozen):
    """How the body is found and cleaned on this outlet's pages.

    ``pages``: ``none`` · ``query:page=all`` · ``query:single=1`` · ``query:showpage=all`` · ``query:page=N`` ·
    ``path:/N/`` · ``same-document`` · ``next-link``. ``json_path`` names a script-embedded body ("props.pageProps.article.body").
    """

    body: Texts = ()
    remove: Texts = ()
    stop: Texts = ()
    drop: Texts = ()
    pages: str = "none"
    max_pages: Annotated[int, Field(ge=1, le=20)] = 10
    json_path: str = ""
    amp: bool = False


class DateRules(Frozen):
    """How this outlet writes times; ``zone`` is an IANA name or WIB, WITA, WIT."""

    zone: str = ""
    day_first: bool = True
    prefixes: Texts = ()


class FetchRules(Frozen):
    """Manners towards one outlet; empty values fall back to ``defaults``."""

    user_agent: str = ""
    delay: Duration | None = None
    group: str = ""
    robots: bool = True
    allow_hosts: Texts = ()


class Source(Frozen):
    """One address to poll. ``fallback`` sources are visited only when the ones before them fail."""

    kind: SourceKind
    url: str
    id: str = ""
    confidence: Confidence = "unknown"
    enabled: bool = True
    fallback: bool = False
    interval: Duration | None = None
    listing: ListingRules | None = None
    sitemap: SitemapRules = SitemapRules()
    queries: Texts = ()
    resolver: Literal["none", "query-url", "title-match"] = "none"
    secret_env: str = ""
    note: str = ""


class Outlet(Frozen):
    """One outlet with its sources, in order of preference.

    ``tier``: 0 government · 1 largest newsrooms · 2 established · 3 smaller · 4 minor or unproven · 9 republisher.
    ``role``: ``own`` marks the monitored government's own channel. ``trial``: enabled but unproven.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: str
    site: str
    hosts: Texts = ()
    group: str = ""
    region: str = ""
    national: bool = False
    tier: Annotated[int, Field(ge=0, le=9)] = 3
    role: Literal["news", "own", "republisher", "aggregator"] = "news"
    platform: str = ""
    enabled: bool = True
    trial: bool = False
    full_text: FullText | None = None
    needs_place: bool = False
    sources: tuple[Source, ...] = ()
    links: LinkRules = LinkRules()
    article: ArticleRules = ArticleRules()
    dates: DateRules = DateRules()
    fetch: FetchRules = FetchRules()
    note: str = ""


class Defaults(Frozen):
    """What holds for every outlet that says nothing else."""

    interval: Duration = 1800.0
    night_interval: Duration = 3600.0
    active_hours: Annotated[str, Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")] = "05:00-23:00"
    delay: Duration = 4.0
    user_agent: str = "HumasReaksiCepat/1.0"
    zone: str = "Asia/Makassar"
    full_text: FullText = "always"
    timeout: Duration = 30.0
    max_entries: Annotated[int, Field(ge=1)] = 2000
    terms: Texts = ()
    allow_private_hosts: Texts = ()


class Feeds(Frozen):
    """The whole file."""

    version: Literal[1]
    defaults: Defaults = Defaults()
    outlets: tuple[Outlet, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        """Refuse two outlets, or two sources, of one id."""
        ids = [outlet.id for outlet in self.outlets]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"outlet '{one}' tertulis dua kali")
