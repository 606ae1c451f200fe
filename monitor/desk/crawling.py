"""Crawling: which sources are due, visit them, keep what they gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor import collect
from monitor.collect import schedule
from monitor.desk.office import Office, Tell
from monitor.model import SourceState, Visit
from monitor.schema_feeds import Outlet, Source

# A visit needs to know which pages it has already read; a feed rarely lists more than a few hundred.
KNOWN = 2000


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that gave nothing, and why, in one Indonesian line."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl did; ``outage``: so much failed together that it must be our own line."""

    visited: int = 0
    ok: int = 0
    new: int = 0
    failed: tuple[Failed, ...] = ()
    outage: bool = False


@dataclass(frozen=True, slots=True)
class _Stop:
    """One source on the round, with its outlet and what is remembered of it."""

    outlet: Outlet
    source: Source
    state: SourceState


@dataclass(frozen=True, slots=True)
class _Seen:
    """A visit that was stored, and how many new articles it brought."""

    stop: _Stop
    visit: Visit
    new: int

    @property
    def failed(self) -> bool:
        return self.visit.status == "failed"


def crawl(office: Office, tell: Tell) -> Crawled:
    """Visit every source whose time has come; fallbacks only where all first choices of an outlet fail.

    Each visit is stored in its own transaction: a crash loses at most the visit under way, which the next
    crawl repeats without doubling anything.
    """
    stops = _round(office)
    seen = list(
        _visit(office, [stop for stop in stops if not stop.source.fallback and _due(office, stop)], tell)
    )
    stranded = _stranded(stops, seen)
    spare = [
        stop for stop in stops if stop.source.fallback and stop.outlet.id in stranded and _due(office, stop)
    ]
    seen += _visit(office, spare, tell)
    outage = schedule.our_own_outage([one.visit for one in seen])
    with office.store.transaction():
        for one in seen:
            if one.failed:
                _remember(office, one, blameless=outage)
    return Crawled(
        visited=len(seen),
        ok=sum(not one.failed for one in seen),
        new=sum(one.new for one in seen),
        failed=tuple(Failed(one.visit.source, _reason(one.visit)) for one in seen if one.failed),
        outage=outage,
    )


def _round(office: Office) -> list[_Stop]:
    pairs = [
        (outlet, source)
        for outlet in office.config.feeds.outlets
        for source in outlet.sources
        if outlet.enabled and source.enabled
    ]
    states = office.store.sources.states(source.id for _, source in pairs)
    return [_Stop(outlet, source, states[source.id]) for outlet, source in pairs]


def _due(office: Office, stop: _Stop) -> bool:
    return schedule.is_due(stop.state, office.clock.now())


def _stranded(stops: Iterable[_Stop], seen: Iterable[_Seen]) -> set[str]:
    """Return the outlets whose every first choice fails, now or since its last visit."""
    now = {one.stop.source.id: one.failed for one in seen}
    first = [stop for stop in stops if not stop.source.fallback]
    working = {stop.outlet.id for stop in first if not now.get(stop.source.id, stop.state.failures > 0)}
    return {stop.outlet.id for stop in first} - working


def _visit(office: Office, stops: list[_Stop], tell: Tell) -> Iterator[_Seen]:
    by_id = {stop.source.id: stop for stop in stops}
    jobs = [_job(office, stop) for stop in stops]
    for done, visit in enumerate(collect.visit_many(jobs), 1):
        one = _Seen(by_id[visit.source], visit, 0)
        with office.store.transaction():
            new = len(office.store.articles.save(visit.articles))
            office.store.sources.note_visit(visit, new)
            one = _Seen(one.stop, visit, new)
            if not one.failed:
                _remember(office, one, blameless=False)
        tell("Membaca sumber", done, len(jobs))
        yield one


def _job(office: Office, stop: _Stop) -> collect.Job:
    known = office.store.articles.known_ids(stop.source.id, KNOWN)
    profile = office.config.profile
    return collect.Job(
        outlet=stop.outlet,
        source=stop.source,
        state=replace(stop.state, known=known),
        defaults=office.config.feeds.defaults,
        now=office.clock.now(),
        secret=office.config.secret(stop.source.secret_env),
        places=tuple(profile.wilayah.places()),
    )


def _remember(office: Office, one: _Seen, *, blameless: bool) -> None:
    office.store.sources.save(
        schedule.after(
            one.stop.state,
            one.visit,
            one.stop.source,
            office.config.feeds.defaults,
            new=one.new,
            blameless=blameless,
        )
    )


def _reason(visit: Visit) -> str:
    return visit.problems[0].reason if visit.problems else "tidak ada keterangan"
