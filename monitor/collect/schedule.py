"""When a source is visited next: its own pace, manners at night, patience after failures.

Nothing is ever switched off silently: a failing source is asked less and less often, at least once a day, and
one that says it is gone once a month. Weights of failures and the linear (not doubling) back-off follow what
Media Cloud's rss-fetcher learnt from 180,000 feeds: "dead" feeds come back, and soft failures say little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model import SourceState, Visit
from monitor.schema_feeds import Defaults, Source

WEIGHTS = {
    "gone": 1.0,
    "broken": 0.5,
    "blocked": 0.5,
    "busy": 0.5,
    "empty": 0.5,
    "refused": 1.0,
    "offline": 0.25,
}
LONGEST = 86400.0

# "410 Gone" is a deliberate word; heard twice it is believed, and asked again once a month.
GONE = 410
GONE_TIMES = 2
GONE_WAIT = timedelta(days=30)

# When more than half of at least this many visits of one crawl fail to reach any server, it is our own line.
ALONE = 3

# The pace multiplies a source's interval, within these bounds. A list of which two thirds are new has nearly
# turned over between two visits, and the next burst would be lost; one of which less than a third is new
# twice in a row would have shown every item at half as many visits. Hurry is worth more than thrift: one step
# halves the interval, but only half as much again is added when it grows.
FASTEST, SLOWEST = 0.5, 4.0
MANY, FEW = 0.67, 0.33
CALM_VISITS = 2
SHORTER, LONGER = 0.5, 1.5

# All items new on a later visit: some may have come and gone in between. Shorter lists turn over by chance.
GAP_ITEMS = 5

# Articles after which the share of dated ones has forgotten what was before.
DATED_MEMORY = 50


def is_due(state: SourceState, now: datetime) -> bool:
    """Return whether a source's time has come; one never visited is due at once."""
    return state.next_at is None or state.next_at <= now


def current(state: SourceState, source: Source) -> SourceState:
    """Return what is remembered of a source, or nothing where feeds.yaml now gives it another address.

    Validators, failures and pace of the old address say nothing of the new one.
    """
    return state if state.url in ("", source.url) else SourceState(state.id)


def interval(source: Source, defaults: Defaults, now: datetime, pace: float = 1.0) -> float:
    """Return the seconds between two visits at this time of day, at a pace (see ``paced``)."""
    usual = pace * (source.interval if source.interval is not None else defaults.interval)
    return usual if _awake(defaults, now) else max(usual, defaults.night_interval)


def _awake(defaults: Defaults, now: datetime) -> bool:
    start, end = (time.fromisoformat(part) for part in defaults.active_hours.split("-"))
    return start <= now.astimezone(ZoneInfo(defaults.zone)).time() < end


def our_own_outage(visits: Sequence[Visit]) -> bool:
    """Return whether so many sources are out of reach together that the fault must be on our side."""
    offline = sum(any(problem.kind == "offline" for problem in visit.problems[:1]) for visit in visits)
    return len(visits) >= ALONE and offline * 2 > len(visits)


def paced(state: SourceState, visit: Visit) -> tuple[float, int]:
    """Return the pace after a visit that succeeded, and how many calm visits in a row there now are.

    Only visits that came on time say anything of the source: after a night without cron every list is new,
    and a first visit knows nothing.
    """
    if state.last_ok is None or not _on_time(state, visit.at):
        return state.pace, state.calm
    share = visit.unseen / visit.items if visit.items else 0.0
    if share > MANY:
        return max(state.pace * SHORTER, FASTEST), 0
    calm = state.calm + 1 if share < FEW else 0
    if calm < CALM_VISITS:
        return state.pace, calm
    return min(state.pace * LONGER, SLOWEST), 0


def _on_time(state: SourceState, at: datetime) -> bool:
    return state.next_at is not None and at <= state.next_at + timedelta(seconds=state.interval)


def after(
    state: SourceState, visit: Visit, source: Source, defaults: Defaults, *, new: int, blameless: bool = False
) -> SourceState:
    """Return what to remember of a source after a visit.

    ``new`` counts the articles not stored before; ``blameless`` (our own outage) leaves the failures as they
    were. Retry-After is a floor under the next visit, a day its ceiling.
    """
    if visit.status == "failed":
        usual = interval(source, defaults, visit.at, state.pace)
        return replace(_after_failure(state, visit, usual, blameless), url=source.url)
    pace, calm = paced(state, visit)
    usual = interval(source, defaults, visit.at, pace)
    overrun = state.last_ok is not None and visit.items >= GAP_ITEMS and visit.unseen >= visit.items
    return replace(
        state,
        next_at=visit.at + timedelta(seconds=min(max(usual, visit.retry_after), LONGEST)),
        etag=visit.etag,
        last_modified=visit.last_modified,
        body_hash=visit.body_hash,
        interval=usual,
        failures=0.0,
        last_ok=visit.at,
        last_new=visit.at if new else state.last_new,
        last_problem="",
        url=source.url,
        pace=pace,
        calm=calm,
        moved_to=visit.moved_to,
        moved=state.moved * (visit.moved_to == state.moved_to) + 1 if visit.moved_to else 0,
        gone=0,
        gap_at=visit.at if overrun else state.gap_at,
        dated=_dated(state.dated, visit),
    )


def _dated(before: float | None, visit: Visit) -> float | None:
    """Return the running share of dated articles: the more articles a visit read, the more it weighs."""
    if not visit.articles:
        return before
    share = sum("tanpa-tanggal" not in article.flags for article in visit.articles) / len(visit.articles)
    if before is None:
        return share
    weight = min(len(visit.articles) / DATED_MEMORY, 1.0)
    return before * (1 - weight) + share * weight


def _after_failure(state: SourceState, visit: Visit, usual: float, blameless: bool) -> SourceState:
    problem = visit.problems[0] if visit.problems else None
    weight = WEIGHTS.get(problem.kind, 0.5) if problem else 0.5
    failures = state.failures if blameless else state.failures + weight
    gone = state.gone + 1 if visit.http == GONE else 0
    wait = timedelta(seconds=min(max(usual * (1 + failures), visit.retry_after), LONGEST))
    return replace(
        state,
        next_at=visit.at + (GONE_WAIT if gone >= GONE_TIMES else wait),
        interval=usual,
        failures=failures,
        last_problem=problem.reason if problem else "",
        gone=gone,
    )
