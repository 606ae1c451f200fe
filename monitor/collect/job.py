"""What goes into a visit and what passes between its steps: plain frozen data, picklable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.model import Problem, SourceState
from monitor.schema_feeds import Defaults, Outlet, Source


@dataclass(frozen=True)
class Job:
    """One source to visit and all that is needed for it.

    ``now`` is aware; ``secret`` fills ``{secret}`` in the source's URL (it comes from the environment,
    read by the configuration). ``places`` are the place names of the profile: what ``full_text:
    matching`` and ``needs_place`` look for beside ``defaults.terms``.
    """

    outlet: Outlet
    source: Source
    state: SourceState
    defaults: Defaults
    now: datetime
    secret: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed, sitemap, listing or API announces it; ``html`` is its body where the feed
    has it.

    ``key`` is the folded address or, for an entry without a usable link, a stand-in made from guid or title;
    ``url`` is then empty. ``publisher`` is the outlet behind an aggregator's entry.
    """

    key: str
    url: str
    title: str = ""
    summary: str = ""
    html: str = ""
    published_raw: str = ""
    author: str = ""
    section: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """All that one source announced, or why it announced nothing (``failed``).

    ``unchanged`` means a 304 or the same body as last time. ``retry_after`` is in seconds. ``moved_to`` and
    ``http`` as in ``monitor.model.Visit``.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    retry_after: float = 0.0
    moved_to: str = ""
    http: int = 0


@dataclass(frozen=True)
class PageResult:
    """One article page as read.

    ``published`` is in UTC or None; ``published_raw`` the string it was read from. ``flags``:
    ``tanpa-tanggal`` · ``tanggal-masa-depan`` · ``tanpa-jam`` · ``zona-berbeda`` · ``foto`` · ``video``
    · ``berbayar`` · ``sebagian`` · ``bersambung`` · ``tantangan``. ``cut`` holds the lines that were
    taken out, ``method`` what found the body: ``json`` · ``selector`` · ``trafilatura`` · ``bs4`` ·
    ``jsonld`` · ``none``. ``more`` lists further pages of the article, ``place`` is the place of the
    dateline.
    """

    title: str = ""
    text: str = ""
    published: datetime | None = None
    published_raw: str = ""
    author: str = ""
    section: str = ""
    canonical: str = ""
    flags: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    method: str = "none"
    place: str = ""
    more: tuple[str, ...] = field(default=())
