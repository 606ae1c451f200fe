"""From a source of any kind to the list of what it announces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from monitor.collect import problems
from monitor.collect.apis import read_gdelt, read_wp_json
from monitor.collect.charset import to_text
from monitor.collect.dates import zone_of
from monitor.collect.feeds import is_challenge, read_feed
from monitor.collect.fetch import Answer
from monitor.collect.job import Entry, Job, Listed
from monitor.collect.listings import read_listing
from monitor.collect.problems import Failure
from monitor.collect.search import query_urls, resolve
from monitor.collect.session import Session
from monitor.collect.sitemaps import read_sitemap
from monitor.collect.urls import is_accepted
from monitor.collect.when import zone_name
from monitor.model import Problem
from monitor.schema_feeds import ListingRules

# Sitemap documents read in one visit: Tribun nests an index per section; more is somebody's loop.
MAX_SITEMAPS = 30


@dataclass
class _Gathered:
    """What a source of several documents has given so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    retry_after: float = 0.0
    read: int = 0
    http: int = 0

    def take(self, found: Iterable[Entry] | Failure) -> int:
        """Take in one document's entries or failure; return how many were new."""
        if isinstance(found, Failure):
            self.problems.append(found.problem)
            self.retry_after = max(self.retry_after, found.retry_after)
            self.http = self.http or found.status
            return 0
        self.read += 1
        before = len(self.entries)
        for entry in found:
            self.entries.setdefault(entry.key, entry)
        return len(self.entries) - before

    def listed(self, job: Job, etag: str = "", last_modified: str = "", moved_to: str = "") -> Listed:
        """Return the result; the source has failed only if not one of its documents could be read."""
        body_hash = blake2b(b"\0".join(self.bodies), digest_size=16).hexdigest() if self.bodies else ""
        same = bool(body_hash) and body_hash == job.state.body_hash
        kept = tuple(
            entry
            for entry in self.entries.values()
            if not entry.url or is_accepted(entry.url, job.outlet.links)
        )
        return Listed(
            entries=kept[: job.defaults.max_entries],
            problems=tuple(self.problems),
            failed=not self.read,
            unchanged=same and bool(self.read),
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            retry_after=self.retry_after,
            moved_to=moved_to,
            http=self.http,
        )


def list_entries(job: Job, session: Session) -> Listed:
    """Return what the job's source announces now.

    Single documents are asked for conditionally, but the first visit of a day (UTC) never is: some
    servers say 304 for ever, and only an unconditional look finds that out.
    """
    readers = {
        "sitemap": _sitemaps,
        "listing": _listing,
        "search-rss": _searches,
        "api-json": _gdelt,
        "wp-json": _posts,
    }
    return readers.get(job.source.kind, _feed)(job, session)


def _feed(job: Job, session: Session) -> Listed:
    return _single(job, session, "feed", lambda answer: _read_feed(job, session, answer))


def _posts(job: Job, session: Session) -> Listed:
    def read(answer: Answer) -> tuple[Entry, ...] | Failure:
        return read_wp_json(
            answer.body, answer.charset, answer.url, job.outlet.links, job.defaults.max_entries
        )

    return _single(job, session, "json", read)


def _read_feed(job: Job, session: Session, answer: Answer) -> tuple[Entry, ...] | Failure:
    rules, limit = job.outlet.links, job.defaults.max_entries
    return read_feed(answer.body, answer.charset, answer.url, rules, limit, session.parse)


def _single(
    job: Job, session: Session, kind: str, read: Callable[[Answer], tuple[Entry, ...] | Failure]
) -> Listed:
    state, gathered = job.state, _Gathered()
    audited = state.last_ok is not None and state.last_ok.date() == job.now.date()
    asked = (state.etag, state.last_modified) if audited else ("", "")
    answer = session.get(job, query_urls(job.source, job.secret)[0], kind, *asked)
    if isinstance(answer, Failure):
        gathered.take(answer)
        return gathered.listed(job)
    etag = answer.headers.get("etag", "")[:200]
    last_modified = answer.headers.get("last-modified", "")[:60]
    if answer.status == 304:
        return Listed(
            unchanged=True,
            etag=etag or state.etag,
            last_modified=last_modified or state.last_modified,
            body_hash=state.body_hash,
            moved_to=_moved(job, answer),
        )
    body_hash = blake2b(answer.body, digest_size=16).hexdigest()
    if body_hash == state.body_hash:
        return Listed(
            unchanged=True,
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            moved_to=_moved(job, answer),
        )
    gathered.take(read(answer))
    gathered.bodies.append(answer.body)
    return gathered.listed(job, etag, last_modified, _moved(job, answer))


def _moved(job: Job, answer: Answer) -> str:
    """Return where the source has moved for good; never for an address that holds a secret."""
    return answer.url[:500] if answer.moved and not job.source.secret_env else ""


def _searches(job: Job, session: Session) -> Listed:
    gathered = _Gathered()
    for url in query_urls(job.source, job.secret):
        answer = session.get(job, url, "feed")
        found = answer if isinstance(answer, Failure) else _read_feed(job, session, answer)
        if isinstance(found, Failure):
            gathered.take(found)
            if found.problem.kind == "busy":
                break
            continue
        gathered.take(resolve(entry, job.source, job.outlet.links) for entry in found)
    return gathered.listed(job)


def _gdelt(job: Job, session: Session) -> Listed:
    gathered = _Gathered()
    for url in query_urls(job.source, job.secret):
        answer = session.get(job, url, "json")
        if isinstance(answer, Failure):
            gathered.take(answer)
            continue
        gathered.take(
            read_gdelt(answer.body, answer.charset, answer.url, job.outlet.links, job.defaults.max_entries)
        )
    return gathered.listed(job)


def _sitemaps(job: Job, session: Session) -> Listed:
    gathered, seen = _Gathered(), {job.source.url}
    queue = [(job.source.url, 0)]
    zone, moved_to = zone_name(job.outlet, job.defaults), ""
    while queue and len(seen) <= MAX_SITEMAPS + len(queue):
        url, depth = queue.pop(0)
        answer = session.get(job, url, "sitemap")
        found = answer if isinstance(answer, Failure) else read_sitemap(
            answer.body, answer.charset, answer.url, job.source.sitemap, job.outlet.links, job.now, zone,
            job.defaults.max_entries,
        )  # fmt: skip
        if isinstance(found, Failure):
            gathered.take(found)
            continue
        moved_to = _moved(job, answer) if isinstance(answer, Answer) and not depth else moved_to
        gathered.take(found.entries)
        for child in found.children if depth < job.source.sitemap.depth else ():
            if child not in seen and len(seen) < MAX_SITEMAPS:
                seen.add(child)
                queue.append((child, depth + 1))
    return gathered.listed(job, moved_to=moved_to)


def _listing(job: Job, session: Session) -> Listed:
    """Read pages until one brings nothing new: paging past the end repeats page 1 on several outlets."""
    gathered, rules = _Gathered(), job.source.listing or ListingRules(item="article, .post, li")
    for number in range(rules.first_page, rules.first_page + rules.max_pages):
        answer = session.get(job, page_url(job, rules, number), "page")
        found = answer if isinstance(answer, Failure) else _read_listing(job, rules, answer)
        past_the_end = (
            isinstance(found, Failure) and found.problem.kind in ("empty", "gone") and gathered.read
        )
        if past_the_end or not gathered.take(found) or "{page}" not in job.source.url:
            break
    return gathered.listed(job)


def _read_listing(job: Job, rules: ListingRules, answer: Answer) -> tuple[Entry, ...] | Failure:
    if is_challenge(answer.body):
        return problems.challenge(answer.url)
    return read_listing(to_text(answer.body, answer.charset), answer.url, rules, job.outlet.links)


def page_url(job: Job, rules: ListingRules, number: int) -> str:
    """Return the address of one listing page.

    ``{page}`` and ``{date}`` (today in the outlet's zone) filled in.
    """
    today = job.now.astimezone(zone_of(zone_name(job.outlet, job.defaults)))
    return job.source.url.replace("{page}", str(number)).replace("{date}", today.strftime(rules.date_format))
