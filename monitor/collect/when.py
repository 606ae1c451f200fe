"""Which of a page's dates is the publication: order of trust, zones, the future, the missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.collect.dates import Moment, read_date, read_relative, zone_of
from monitor.schema_feeds import DateRules, Defaults, Outlet

# A clock that runs ahead is common, an article from the future is not: beyond this the date is not believed.
FUTURE = timedelta(minutes=15)
# Readings of one moment in different zones and by different clocks lie within this.
_SAME = timedelta(hours=12)
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


def choose(
    marked: Iterable[str], printed: Iterable[str], url: str, rules: DateRules, zone: str, now: datetime
) -> When:
    """Return the publication out of date strings in order of trust and, last, the URL's own date.

    ``marked`` are dates meant for machines (page head, feed), ``printed`` those a reader sees, looked
    at only where no marked one is complete. A time with a zone beats one without, any time beats a bare
    date; within a class the order decides. A time without a zone takes ``zone``.
    """
    home = zone_of(zone)
    raws = [raw for raw in marked if raw]
    found = _read(raws, home, rules, now)
    if not any(moment.timed and moment.zoned and moment.instant <= now + FUTURE for moment in found):
        seen = [raw for raw in printed if raw]
        raws, found = raws + seen, found + _read(seen, home, rules, now)
    past = [moment for moment in found if moment.instant <= now + FUTURE]
    best = _best(past) or (None if found else _from_url(url, home, now))
    if best is None:
        flag = "tanggal-masa-depan" if found else "tanpa-tanggal"
        return When(None, (raws or [""])[0], (flag,))
    return _finished(best, past, now)


def _read(raws: Iterable[str], home: tzinfo, rules: DateRules, now: datetime) -> list[Moment]:
    moments = (read_date(raw, home, day_first=rules.day_first, prefixes=rules.prefixes) for raw in raws)
    latest = now + timedelta(days=3660)
    return [moment for moment in moments if moment and _OLDEST < moment.instant < latest]


def choose_loosely(candidates: Iterable[str], now: datetime) -> datetime | None:
    """Return the first relative time ("3 jam lalu") among ``candidates``.

    Good enough to sort, never exact.
    """
    return next((at for raw in candidates if raw and (at := read_relative(raw, now))), None)


def _best(past: list[Moment]) -> Moment | None:
    """Return the most trusted moment among the most complete.

    A complete date far from the most trusted incomplete one belongs to something else on the page (a related
    article, an update), so the incomplete one stands; a near one is the same moment, told better.
    """
    ranked = sorted(past, key=lambda moment: (not moment.timed, not moment.zoned))
    if not ranked:
        return None
    best, first = ranked[0], next((moment for moment in past if moment.timed), ranked[0])
    return first if abs(first.wall - best.wall) > _SAME else best


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


def _from_url(url: str, home: tzinfo, now: datetime) -> Moment | None:
    for shape in _URL_DATES:
        match = shape.search(url)
        if match:
            moment = read_date(f"{match['y']}-{match['mo']}-{match['d']}", home)
            return moment if moment and moment.instant <= now else None
    return None
