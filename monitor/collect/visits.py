"""One source, start to end.

    job (source, what we know of it, now)
    | list_entries      feed, sitemap, listing, API: what does it announce?
    | unknown only      by the key of each entry
    | read_entry        page or pages, extraction, clean-up
    | read_again        articles young enough to be edited still
    | Visit             plain data; a failure is a value in it

A visit that could not read everything new forgets its validators, so that the next one is not told
"unchanged".
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from monitor.clock import monotonic
from monitor.collect import problems
from monitor.collect.fetch import Answer
from monitor.collect.job import Entry, Job
from monitor.collect.problems import Failure
from monitor.collect.reading import GetPage, Reading, needs_page, read_again, read_entry
from monitor.collect.session import Session, session_for
from monitor.collect.sources import list_entries
from monitor.collect.urls import key_of
from monitor.model import Article, Problem, Visit, article_id

_LOG = logging.getLogger(__name__)

# Pages fetched in one visit: at 4 s between requests some three minutes of one outlet's time. What is
# left over comes with the next visit.
MAX_PAGES = 50
# A visit takes no further page after this many seconds, and ends then.
VISIT_SECONDS = 600.0
# After so many page failures in a row the outlet is in trouble, and its remaining pages wait.
FAILURES_IN_A_ROW = 4


@dataclass
class _Haul:
    """What a visit has brought so far, and whether something new was left behind."""

    articles: dict[str, Article] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    retry_after: float = 0.0
    pages: int = 0
    failing: int = 0
    unseen: int = 0
    left_behind: bool = False
    reread: list[str] = field(default_factory=list)

    def may_fetch(self, until: float) -> bool:
        """Return whether another page may be fetched in this visit."""
        return (
            self.pages < MAX_PAGES
            and self.failing < FAILURES_IN_A_ROW
            and not self.retry_after
            and monotonic() < until
        )


def visit(job: Job, session: Session | None = None, until: float | None = None) -> Visit:
    """Visit one source and return what came of it; never raises.

    ``session`` defaults to this process's own for ``job.defaults``; ``until`` (on ``clock.monotonic``)
    ends the fetching of pages early. ``status`` is ``failed`` only if the source itself could not be
    read; failures of single pages are ``problems`` of a visit that is otherwise ``new`` or
    ``unchanged``.
    """
    start = monotonic()
    end = min(start + VISIT_SECONDS, until if until is not None else float("inf"))
    try:
        return _visit(job, session or session_for(job.defaults), start, end)
    except Exception as error:  # the last line of defence: one source never stops a crawl
        _LOG.exception("visit of %s failed", job.source.id)
        problem = problems.unexpected(job.source.url, error).problem
        return Visit(job.source.id, job.now, "failed", problems=(problem,), seconds=monotonic() - start)


def _visit(job: Job, session: Session, start: float, until: float) -> Visit:
    listed = list_entries(job, session)
    haul = _Haul(problems=list(listed.problems), retry_after=listed.retry_after)
    if not listed.unchanged and not listed.failed:
        _read_new(job, session, listed.entries, haul, until)
    if not listed.failed:
        _read_again(job, session, haul, until)
    whole = not haul.left_behind
    status = "failed" if listed.failed else "new" if haul.articles or not listed.unchanged else "unchanged"
    return Visit(
        source=job.source.id,
        at=job.now,
        status=status,
        articles=tuple(haul.articles.values()),
        problems=tuple(haul.problems),
        items=len(listed.entries),
        etag=listed.etag if whole else "",
        last_modified=listed.last_modified if whole else "",
        body_hash=listed.body_hash if whole else "",
        retry_after=haul.retry_after,
        seconds=monotonic() - start,
        unseen=haul.unseen,
        moved_to=listed.moved_to,
        http=listed.http if listed.failed else 0,
        reread=tuple(haul.reread),
    )


def _read_new(job: Job, session: Session, entries: tuple[Entry, ...], haul: _Haul, until: float) -> None:
    """Read what is not known; what gives no article (a page that is gone) does not count as unseen."""
    for entry in entries:
        if article_id(entry.key) in job.state.known or entry.key in haul.articles:
            continue
        if needs_page(job, entry) and not haul.may_fetch(until):
            haul.left_behind = True
            haul.unseen += 1
            continue
        haul.unseen += _take(job, session, entry, haul)


def _take(job: Job, session: Session, entry: Entry, haul: _Haul) -> bool:
    """Read one entry into the haul; return whether it holds an article that was not known.

    A known one found under a new address is handed on too, so that the store learns the address.
    """
    reading = _read(job, entry.url, haul, session, partial(read_entry, job, entry))
    article = reading.article
    if article is None or not article.title:
        return False
    haul.articles.setdefault(article.key, article)
    return article.id not in job.state.known


def _read_again(job: Job, session: Session, haul: _Haul, until: float) -> None:
    """Read young articles once more: the store tells an edit by the text's hash.

    One whose page is gone or never read is done with; one that could not be read now waits.
    """
    for url in job.state.reread:
        if not haul.may_fetch(until):
            return
        reading = _read(job, url, haul, session, partial(read_again, job, url))
        key, article = key_of(url, job.outlet.links), reading.article
        if reading.failure is None or reading.failure.problem.kind == "gone":
            haul.reread.append(article_id(key))
        if article and article.title and key in (article.key, *article.aliases):
            haul.articles.setdefault(article.key, article)


def _read(
    job: Job,
    url: str,
    haul: _Haul,
    session: Session,
    read: Callable[[GetPage], Reading],
) -> Reading:
    """Return what ``read`` makes of a page, and note its failure."""

    def get(address: str) -> Answer | Failure:
        haul.pages += 1
        return session.get(job, address, "page")

    try:
        reading = read(get)
    except Exception as error:  # one strange page never costs the others
        _LOG.exception("reading %s failed", url)
        reading = Reading(None, problems.unexpected(url or job.source.url, error))
    if reading.failure:
        haul.problems.append(reading.failure.problem)
        haul.retry_after = max(haul.retry_after, reading.failure.retry_after)
        haul.failing += 1
    else:
        haul.failing = 0
    return reading
