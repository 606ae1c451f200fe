"""Frozen data that crosses wings: what was collected, what was decided, what happened.

Instants are aware and in UTC everywhere; only faces turn them into the profile's zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

Json = Mapping[str, Any]


def article_id(key: str) -> str:
    """Return the identity of the article behind a canonical URL: 16 hex digits, the same on every machine."""
    return blake2b(key.encode(), digest_size=8).hexdigest()


# --- collecting ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one outlet, as read.

    ``key`` is its canonical URL (AMP, mobile, page and tracking variants folded) and identifies it.
    ``text`` holds the cleaned body, paragraphs parted by a newline. ``published`` falls back to
    ``first_seen`` where the outlet gives no usable date; ``flags`` then holds ``tanpa-tanggal``. ``place`` is
    the dateline's place; ``aliases`` are keys under which the outlet's sources list the same article.
    """

    key: str
    url: str
    outlet: str
    source: str
    title: str
    text: str
    published: datetime
    first_seen: datetime
    published_raw: str = ""
    author: str = ""
    section: str = ""
    summary: str = ""
    flags: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    place: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The article's identity, derived from its key."""
        return article_id(self.key)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a source or one of its pages gave nothing.

    ``kind``: ``gone`` (404, 410) · ``busy`` (429, 503) · ``blocked`` (401, 403, challenge page, robots) ·
    ``broken`` (5xx, TLS, malformed) · ``empty`` (no entry) · ``offline`` (no name, no route, time-out) ·
    ``refused`` (an address or a size that must not be fetched). ``reason`` is one plain Indonesian line.
    """

    kind: str
    reason: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the store remembers of a source between two visits.

    ``url``: the address these memories belong to · ``pace``: what its interval is multiplied by, ``calm`` how
    many visits in a row brought little · ``moved_to``, ``moved``: the address it permanently redirects to and
    how often in a row · ``gone``: 410s in a row · ``gap_at``: when every item listed was last new ·
    ``dated``: the share of its articles with a date, newer ones weighing more; None before the first ·
    ``known``: ids of articles that need no fetching · ``reread``: addresses of young articles to look at once
    more.
    """

    id: str
    next_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    interval: float = 0.0
    failures: float = 0.0
    last_ok: datetime | None = None
    last_new: datetime | None = None
    last_problem: str = ""
    url: str = ""
    pace: float = 1.0
    calm: int = 0
    moved_to: str = ""
    moved: int = 0
    gone: int = 0
    gap_at: datetime | None = None
    dated: float | None = None
    known: frozenset[str] = frozenset()
    reread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """The outcome of one visit to one source: plain data, failures included.

    ``status``: ``new`` · ``unchanged`` (304 or same body) · ``failed``. ``items`` counts the entries
    listed, ``unseen`` those of them not listed before, ``articles`` holds what was read. ``retry_after`` is
    in seconds. ``moved_to``: where every redirect on the way was permanent, the address at its end. ``http``
    is the status that a failed visit ended in, 0 where there was none. ``reread`` holds the ids of the young
    articles that were looked at once more, edited or not.
    """

    source: str
    at: datetime
    status: str
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    items: int = 0
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    retry_after: float = 0.0
    seconds: float = 0.0
    unseen: int = 0
    moved_to: str = ""
    http: int = 0
    reread: tuple[str, ...] = ()


# --- deciding --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deadline:
    """One term of an issue.

    ``term``: ``verify`` · ``accept`` · ``respond`` · ``finish``. ``start`` and ``due`` are in UTC,
    ``span`` is the term as the policy writes it ("6 jk"), ``steps`` the derivation line by line.
    """

    term: str
    start: datetime
    due: datetime
    span: str
    steps: tuple[str, ...] = ()


# --- happening -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that is about to be written to an issue's log.

    ``before`` and ``after`` are states of the workflow (equal where the state does not change);
    ``role`` is the role in which ``actor`` acted; ``payload`` holds JSON values only.
    """

    issue: str
    kind: str
    before: str
    after: str
    actor: str
    role: str
    at: datetime
    payload: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only log, chained to the line before it by ``prev_hash``."""

    seq: int
    issue: str
    kind: str
    before: str
    after: str
    actor: str
    role: str
    at: datetime
    payload: Json
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue as lists and due-date searches need it: a projection of its events, rebuildable at any time.

    ``check_at`` is the next instant at which time alone changes something (a reminder, a breach, the end of
    a pause); None when only people can move the issue. ``instants`` holds the eight instants of the workflow.
    """

    id: str
    state: str
    open: bool
    level: str
    title: str
    opd: str
    opened_at: datetime
    published_at: datetime
    check_at: datetime | None
    next_due: datetime | None
    next_term: str
    articles: int
    outlets: int
    last_seq: int
    instants: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held an issue how long, from detection to delivery (or end, or the time of asking), in hours.

    ``humas``, ``opd`` and ``paused`` are working hours of whoever held it, ``outside`` is the time in which
    the holder's office was closed; the four add up to the time on the wall clock.
    """

    humas: float = 0.0
    opd: float = 0.0
    paused: float = 0.0
    outside: float = 0.0
