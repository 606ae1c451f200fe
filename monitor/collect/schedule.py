"""When a source is visited next: its own interval, manners at night, patience after failures.

Nothing is ever switched off silently: a failing source is asked less and less often, at least once a day.
Weights of failures and the linear (not doubling) back-off follow what Media Cloud's rss-fetcher learnt from
180,000 feeds: "dead" feeds come back, and soft failures say little.
"""

from __future__ import annotations

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

# When more than half of at least this many visits of one crawl fail to reach any server, it is our own line.
ALONE = 3


def is_due(state: SourceState, now: datetime) -> bool:
    """Return whether a source's time has come; one never visited is due at once."""
    return state.next_at is None or state.next_at <= now


def interval(source: Source, defaults: Defaults, now: datetime) -> float:
    """Return the seconds between two visits at this time of day."""
    usual = source.interval if source.interval is not None else defaults.interval
    return usual if _awake(defaults, now) else max(usual, defaults.night_interval)


def _awake(defaults: Defaults, now: datetime) -> bool:
    start, end = (time.fromisoformat(part) for part in defaults.active_hours.split("-"))
    return start <= now.astimezone(ZoneInfo(defaults.zone)).time() < end


def our_own_outage(visits: list[Visit]) -> bool:
    """Return whether so many sources are out of reach together that the fault must be on our side."""
    offline = sum(any(problem.kind == "offline" for problem in visit.problems[:1]) for visit in visits)
    return len(visits) >= ALONE and offline * 2 > len(visits)


def after(
    state: SourceState, visit: Visit, source: Source, defaults: Defaults, *, new: int, blameless: bool = False
) -> SourceState:
    """Return what to remember of a source after a visit.

    ``new`` counts the articles not stored before; ``blameless`` (our own outage) leaves the failures as they
    were. Retry-After is a floor under the next visit, a day its ceiling.
    """
    usual = interval(source, defaults, visit.at)
    if visit.status == "failed":
        return _after_failure(state, visit, usual, blameless)
    wait = min(max(usual, visit.retry_after), LONGEST)
    return replace(
        state,
        next_at=visit.at + timedelta(seconds=wait),
        etag=visit.etag,
        last_modified=visit.last_modified,
        body_hash=visit.body_hash,
        interval=usual,
        failures=0.0,
        last_ok=visit.at,
        last_new=visit.at if new else state.last_new,
        last_problem="",
    )


def _after_failure(state: SourceState, visit: Visit, usual: float, blameless: bool) -> SourceState:
    problem = visit.problems[0] if visit.problems else None
    weight = WEIGHTS.get(problem.kind, 0.5) if problem else 0.5
    failures = state.failures if blameless else state.failures + weight
    wait = min(max(usual * (1 + failures), visit.retry_after), LONGEST)
    return replace(
        state,
        next_at=visit.at + timedelta(seconds=wait),
        interval=usual,
        failures=failures,
        last_problem=problem.reason if problem else "",
    )
