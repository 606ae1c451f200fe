"""Which of a page's dates is the publication: order of trust, zones, the future, the missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.collect.dates import Moment, read_date, read_relative, zone_of
from monitor.schema_feeds import DateRules, Defaults, Outlet

# A clock that runs ahead is common, an article from the future is not: beyond this the date is not believed.
FUTURE = timedelta(minutes=15)
_OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
_URL_DATES = (
    re.compile(r"/(?P<y>20\d{2})[/-](?P<mo>\d{1,2})[/-](?P<d>\d{1,2})(?=[/-]|$)"),
    re.compile(r"/(?P<d>\d{1,2})/(?P<mo>\d{1,2})/(?P<y>20\d{2})(?=/)"),
)


@dataclass(frozen=True, slots=True)
class When:
    """The publication.

    ``instant`` in UTC or None, the string it came from, flags for what had to be assumed.
    """

    instant: datetime | None = None
    raw: str = ""
    flags: tuple[str, ...] = ()


def zone_name(outlet: Outlet | None, defaults: Defaults) -> str:
    """Return the zone in which the outlet's unmarked times are meant."""
    return outlet.dates.zone if outlet and outlet.dates.zone else defaults.zone


def choose(candidates: Iterable[str], url: str, rules: DateRules, zone: str, now: datetime) -> When:
    """Return the publication out of ``candidates`` (strings in order of trust) and, last, the URL's own date.

    A time with a zone beats one without, any time beats a bare date; within a class the order given
    decides. A time without a zone takes the zone that another candidate prints beside the same reading,
    else ``zone``.
    """
    home = zone_of(zone)
    found = [
        moment
        for raw in candidates
        if raw and (moment := read_date(raw, home, day_first=rules.day_first, prefixes=rules.prefixes))
        if _OLDEST < moment.instant < now + timedelta(days=3660)
    ]
    past = [moment for moment in found if moment.instant <= now + FUTURE]
    best = _best(past) or (None if found else _from_url(url, home, now))
    if best is None:
        flag = "tanggal-masa-depan" if found else "tanpa-tanggal"
        return When(None, found[0].raw if found else next((raw for raw in candidates if raw), ""), (flag,))
    return _finished(best, past, now)


def choose_loosely(candidates: Iterable[str], now: datetime) -> datetime | None:
    """Return the first relative time ("3 jam lalu") among ``candidates``.

    Good enough to sort, never exact.
    """
    return next((at for raw in candidates if raw and (at := read_relative(raw, now))), None)


def _best(found: list[Moment]) -> Moment | None:
    ranked = sorted(found, key=lambda moment: (not moment.timed, not moment.zoned))
    if not ranked:
        return None
    best = ranked[0]
    if best.timed and not best.zoned:
        return best
    # The most trusted source of all may lack only the zone; a later one that prints the same reading
    # lends it.
    first = next((moment for moment in found if moment.timed), best)
    if (
        not first.zoned
        and abs(first.wall - best.wall) > timedelta(minutes=1)
        and abs(first.instant - best.instant) > timedelta(hours=12)
    ):
        return first
    return best


def _finished(best: Moment, past: list[Moment], now: datetime) -> When:
    flags = []
    if not best.timed:
        flags.append("tanpa-jam")
    clash = any(
        other.timed and other.zoned and other.wall == best.wall and other.instant != best.instant
        for other in past
    )
    if clash:
        flags.append("zona-berbeda")
    return When(min(best.instant, now), best.raw, tuple(flags))


def _from_url(url: str, home: object, now: datetime) -> Moment | None:
    for shape in _URL_DATES:
        match = shape.search(url)
        if match:
            moment = read_date(f"{match['y']}-{match['mo']}-{match['d']}", home)  # type: ignore[arg-type]
            return moment if moment and moment.instant <= now else None
    return None
