"""The shape of ``feeds.yaml``: outlets, their sources and the rules to read them.

Durations are written "15m", "4s", "2h" and held in seconds. Everything is frozen; unknown keys are errors.
``docs/feeds.md`` describes the file for the administrator who edits it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.schema_base import Duration, Frozen, Slug, Texts, as_tuple, check_zone, parse_duration, refuse

__all__ = [
    "ArticleRules",
    "DateRules",
    "Defaults",
    "Duration",
    "Feeds",
    "FetchRules",
    "Frozen",
    "LinkRules",
    "ListingRules",
    "Outlet",
    "SitemapRules",
    "Source",
    "Texts",
    "as_tuple",
    "parse_duration",
]

Confidence = Literal["verified", "listed", "conventional", "unknown"]
SourceKind = Literal["rss", "atom", "sitemap", "listing", "search-rss", "wp-json", "api-json"]
FullText = Literal["never", "matching", "always"]


def check_pattern(value: str) -> str:
    """Return ``value`` if it is a regular expression; raise ValueError naming the fault if not."""
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"bukan ungkapan reguler yang sah ({error})") from error
    return value


def check_address(value: str) -> str:
    """Return ``value`` if it is a web address without a password in it; raise ValueError if not."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("bukan alamat web; tulis lengkap dengan https://")
    if "@" in parts.netloc:
        raise ValueError("alamat tidak boleh memuat nama pengguna atau sandi; pakai secret_env")
    return value


def check_host(value: str) -> str:
    """Return ``value`` if it is a bare host name, perhaps with a port; raise ValueError if not."""
    if "/" in value or ":" in value.rpartition(":")[0] or " " in value or not value:
        raise ValueError("tulis nama host saja, misalnya www.contoh.co.id")
    return value.lower()


Pattern = Annotated[str, AfterValidator(check_pattern)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(as_tuple)]
Address = Annotated[str, AfterValidator(check_address)]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(check_host)], ...], BeforeValidator(as_tuple)]
Zone = Annotated[str, AfterValidator(check_zone)]
EnvName = Annotated[str, Field(pattern=r"^([A-Z][A-Z0-9_]*)?$")]


class ListingRules(Frozen):
    """CSS selectors and paging of a listing page.

    The source's ``url`` may hold ``{page}`` (from ``first_page`` in steps of ``page_step``, so that offsets
    are possible) and ``{date}`` (today in the outlet's zone, written as ``date_format``). ``item`` finds one
    entry; ``link``, ``title`` and ``date`` are looked up inside it (``title`` empty: the link's own text).
    """

    item: str
    link: str = "a"
    title: str = ""
    date: str = ""
    first_page: Annotated[int, Field(ge=0)] = 1
    page_step: Annotated[int, Field(ge=1)] = 1
    max_pages: Annotated[int, Field(ge=1, le=50)] = 1
    date_format: str = "%Y-%m-%d"


class SitemapRules(Frozen):
    """Which parts of a sitemap (index or leaf) are read; patterns are regular expressions on addresses."""

    include: Patterns = ()
    exclude: Patterns = ()
    max_age: Duration = 3 * 86400.0
    depth: Annotated[int, Field(ge=0, le=5)] = 2


class LinkRules(Frozen):
    """Which links are articles, and how variants of one address fold together.

    ``accept`` and ``reject`` are regular expressions searched in the whole address; ``drop_params`` are query
    parameters that say nothing; ``mirrors`` maps a mirror host to the host it copies.
    """

    accept: Patterns = ()
    reject: Patterns = ()
    drop_params: Texts = ()
    mirrors: dict[str, str] = Field(default_factory=dict)


class ArticleRules(Frozen):
    """How the body is found and cleaned on this outlet's pages.

    ``body`` (CSS, in order of trust) and ``remove`` are selectors; text from a paragraph that begins with one
    of ``stop`` is left out, a paragraph that matches a regular expression of ``drop`` is dropped.
    ``pages``: ``none`` · ``query:page=all`` · ``query:single=1`` · ``query:showpage=all`` ·
    ``query:page=N`` · ``path:/N/`` · ``same-document`` · ``next-link``.
    ``json_path`` names a body embedded in a script ("props.pageProps.article.body").
    """

    body: Texts = ()
    remove: Texts = ()
    stop: Texts = ()
    drop: Patterns = ()
    pages: Annotated[
        str, Field(pattern=r"^(none|same-document|next-link|path:/N/?|query:[a-z]+=(all|N|[0-9]+))$")
    ] = "none"
    max_pages: Annotated[int, Field(ge=1, le=20)] = 10
    json_path: str = ""
    amp: bool = False


class DateRules(Frozen):
    """How this outlet writes times; ``zone`` is an IANA name or WIB, WITA, WIT."""

    zone: Zone = ""
    day_first: bool = True
    prefixes: Texts = ()


class FetchRules(Frozen):
    """Manners towards one outlet; empty values fall back to ``defaults``."""

    user_agent: str = ""
    delay: Duration | None = None
    group: str = ""
    robots: bool = True
    allow_hosts: Hosts = ()


class Source(Frozen):
    """One address to poll. ``fallback`` sources are visited only when the ones before them fail.

    ``url`` of a ``search-rss`` or ``api-json`` source holds ``{query}``, filled with each of ``queries``.
    Where ``secret_env`` names an environment variable, ``{secret}`` in ``url`` stands for its value.
    An empty ``id`` becomes ``<outlet>/<kind>-<n>``. ``confidence`` says how well the address is known.
    """

    kind: SourceKind
    url: Address
    id: str = ""
    confidence: Confidence = "unknown"
    enabled: bool = True
    fallback: bool = False
    interval: Duration | None = None
    listing: ListingRules | None = None
    sitemap: SitemapRules = SitemapRules()
    queries: Texts = ()
    resolver: Literal["none", "query-url", "title-match"] = "none"
    secret_env: EnvName = ""
    note: str = ""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "listing" and self.listing is None:
            raise refuse("sumber listing perlu bagian 'listing' dengan pemilih 'item'", "kind")
        if self.queries and "{query}" not in self.url:
            raise refuse("alamat perlu memuat {query} karena 'queries' terisi", "url")
        if "{query}" in self.url and not self.queries:
            raise refuse("isi 'queries': alamat memuat {query}", "url")
        if "{secret}" in self.url and not self.secret_env:
            raise refuse("isi 'secret_env': alamat memuat {secret}", "url")
        return self


class Outlet(Frozen):
    """One outlet with its sources, in order of preference.

    ``tier``: 0 government · 1 largest newsrooms · 2 established · 3 smaller · 4 minor · 9 republisher.
    ``role``: ``own`` marks the monitored government's own channel. ``trial``: enabled but unproven.
    ``interval`` holds for those of its sources that say nothing else.
    ``needs_place``: an article counts only if it names a place of the region (national newsrooms).
    """

    id: Slug
    name: str
    site: Address
    hosts: Hosts = ()
    group: str = ""
    region: str = ""
    national: bool = False
    tier: Annotated[int, Field(ge=0, le=9)] = 3
    role: Literal["news", "own", "republisher", "aggregator"] = "news"
    platform: str = ""
    enabled: bool = True
    trial: bool = False
    interval: Duration | None = None
    full_text: FullText | None = None
    needs_place: bool = False
    sources: tuple[Source, ...] = ()
    links: LinkRules = LinkRules()
    article: ArticleRules = ArticleRules()
    dates: DateRules = DateRules()
    fetch: FetchRules = FetchRules()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _fill_in_the_sources(cls, data: Any) -> Any:
        """Fill empty ids and intervals of sources; leave the malformed to the fields' own checks."""
        if not isinstance(data, dict) or not isinstance(data.get("sources"), list | tuple):
            return data
        seen: Counter[str] = Counter()
        named: list[Any] = []
        for source in data["sources"]:
            raw = source.model_dump() if isinstance(source, Source) else source
            if isinstance(raw, dict):
                kind = str(raw.get("kind"))
                seen[kind] += 1
                raw = {**raw, "id": raw.get("id") or f"{data.get('id')}/{kind}-{seen[kind]}"}
                if raw.get("interval") is None and data.get("interval") is not None:
                    raw["interval"] = data["interval"]
            named.append(raw)
        return {**data, "sources": named}


class Defaults(Frozen):
    """What holds for every outlet that says nothing else."""

    interval: Duration = 1800.0
    night_interval: Duration = 3600.0
    active_hours: Annotated[str, Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")] = "05:00-23:00"
    delay: Duration = 4.0
    user_agent: str = "HumasReaksiCepat/1.0"
    zone: Zone = "Asia/Makassar"
    full_text: FullText = "always"
    timeout: Duration = 30.0
    max_entries: Annotated[int, Field(ge=1)] = 2000
    terms: Texts = ()
    allow_private_hosts: Hosts = ()


class Feeds(Frozen):
    """The whole file."""

    version: Literal[1]
    defaults: Defaults = Defaults()
    outlets: tuple[Outlet, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        outlets: set[str] = set()
        sources: set[str] = set()
        for number, outlet in enumerate(self.outlets):
            if outlet.id in outlets:
                raise refuse(f"media '{outlet.id}' tertulis dua kali; beri id lain", "outlets", number, "id")
            outlets.add(outlet.id)
            for place, source in enumerate(outlet.sources):
                if source.id in sources:
                    cure = f"sumber '{source.id}' tertulis dua kali; beri id lain"
                    raise refuse(cure, "outlets", number, "sources", place, "id")
                sources.add(source.id)
        return self
