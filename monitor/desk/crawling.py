"""Crawling: which sources are due, visit them, keep what they gave.

stops               sources of feeds.yaml with what is remembered of each
| jobs              what is known already, which young articles to look at once more
| visit_batches     fetch, parse, extract              (parallel; no database)
| keep              articles, edits, history, next visit: one transaction a batch
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor import collect
from monitor.collect import schedule
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office, Tell
from monitor.model import SourceState, Visit, article_id
from monitor.schema_feeds import Outlet, Source
from monitor.store.intake import Edit
from monitor.triage import headline
from monitor.triage import workflow as w

# Every commit waits for the disk (4 ms where this was measured), so visits share one; a second's worth at
# most stands unwritten.
BATCH, WAIT = 50, 1.0
# A visit knows twice what one source may list: the outlet's other sources list articles of their own.
KNOWN_TIMES = 2


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that gave nothing, and why, in one Indonesian line."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl did; ``edited`` counts articles that were changed after we had first read them.

    ``outage``: so much failed together that it must be our own line.
    """

    visited: int = 0
    ok: int = 0
    new: int = 0
    failed: tuple[Failed, ...] = ()
    outage: bool = False
    edited: int = 0


@dataclass(frozen=True, slots=True)
class _Stop:
    """One source on the round, with its outlet and what is remembered of it."""

    outlet: Outlet
    source: Source
    state: SourceState


@dataclass(frozen=True, slots=True)
class _Seen:
    """A visit that was stored, and how many new and edited articles it brought; the articles let go."""

    stop: _Stop
    visit: Visit
    new: int
    edited: int

    @property
    def failed(self) -> bool:
        return self.visit.status == "failed"


def crawl(office: Office, tell: Tell) -> Crawled:
    """Visit every source whose time has come; fallbacks only where all first choices of an outlet fail.

    A crash loses at most a batch of visits, which the next crawl repeats without doubling anything.
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
        _remember(office, [one for one in seen if one.failed], blameless=outage)
    return Crawled(
        visited=len(seen),
        ok=sum(not one.failed for one in seen),
        new=sum(one.new for one in seen),
        failed=tuple(Failed(one.visit.source, _reason(one.visit)) for one in seen if one.failed),
        outage=outage,
        edited=sum(one.edited for one in seen),
    )


def _round(office: Office) -> list[_Stop]:
    pairs = [
        (outlet, source)
        for outlet in office.config.feeds.outlets
        for source in outlet.sources
        if outlet.enabled and source.enabled
    ]
    states = office.store.sources.states(source.id for _, source in pairs)
    return [_Stop(outlet, source, schedule.current(states[source.id], source)) for outlet, source in pairs]


def _due(office: Office, stop: _Stop) -> bool:
    return schedule.is_due(stop.state, office.clock.now())


def _stranded(stops: Iterable[_Stop], seen: Iterable[_Seen]) -> set[str]:
    """Return the outlets whose every first choice fails, now or since its last visit."""
    now = {one.stop.source.id: one.failed for one in seen}
    first = [stop for stop in stops if not stop.source.fallback]
    working = {stop.outlet.id for stop in first if not now.get(stop.source.id, stop.state.failures > 0)}
    return {stop.outlet.id for stop in first} - working


def _visit(office: Office, stops: Sequence[_Stop], tell: Tell) -> Iterator[_Seen]:
    by_id = {stop.source.id: stop for stop in stops}
    done = 0
    for visits in collect.visit_batches(_jobs(office, stops), size=BATCH, wait=WAIT):
        with office.store.transaction():
            seen = [_keep(office, by_id[visit.source], visit) for visit in visits]
            office.store.sources.note_visits([(one.visit, one.new) for one in seen])
            _remember(office, [one for one in seen if not one.failed], blameless=False)
        done += len(visits)
        tell("Membaca sumber", done, len(stops))
        yield from (replace(one, visit=replace(one.visit, articles=())) for one in seen)


def _jobs(office: Office, stops: Sequence[_Stop]) -> list[collect.Job]:
    """Return a job a stop; the first working source of an outlet also looks at its young articles again."""
    now, defaults = office.clock.now(), office.config.feeds.defaults
    places = tuple(office.config.profile.wilayah.places())
    looks: dict[str, str] = {}
    for stop in sorted(stops, key=lambda one: one.state.failures):
        looks.setdefault(stop.outlet.id, stop.source.id)
    known = {
        outlet: office.store.intake.known_ids(outlet, KNOWN_TIMES * defaults.max_entries) for outlet in looks
    }
    return [
        collect.Job(
            outlet=stop.outlet,
            source=stop.source,
            state=replace(
                stop.state,
                known=known[stop.outlet.id],
                reread=_young(office, stop.outlet) if looks[stop.outlet.id] == stop.source.id else (),
            ),
            defaults=defaults,
            now=now,
            secret=office.config.secret(stop.source.secret_env),
            places=places,
        )
        for stop in stops
    ]


def _young(office: Office, outlet: Outlet) -> tuple[str, ...]:
    """Return the addresses of articles to look at again; one that gives another key would become a twin."""
    due = office.store.intake.to_look_at(outlet.id, office.clock.now())
    return tuple(url for one, url in due if article_id(collect.key_of(url, outlet.links)) == one)


def _keep(office: Office, stop: _Stop, visit: Visit) -> _Seen:
    saved = office.store.intake.save(visit.articles, looked=visit.reread)
    office.store.intake.note_looks(visit.reread, visit.at)
    _note_headlines(office, saved.edits)
    return _Seen(stop, visit, len(saved.new), len(saved.edits))


def _note_headlines(office: Office, edits: Sequence[Edit]) -> None:
    """Write changed headlines of flagged articles into the log of their issue (a merged one's parent)."""
    ledger, policy = Ledger(office), office.config.profile.policy
    for edit in edits:
        if edit.issue is None or not edit.headline:
            continue
        case = ledger.case(edit.issue)
        while case.state == w.DUPLICATE and case.merged_into:
            case = ledger.case(case.merged_into)
        events = headline.changed(
            case, edit.id, edit.old_title, edit.article.title, office.clock.now(), policy, office.calendars
        )
        if events:
            ledger.write(events)


def _remember(office: Office, seen: Sequence[_Seen], *, blameless: bool) -> None:
    defaults = office.config.feeds.defaults
    office.store.sources.save(
        *(
            schedule.after(
                one.stop.state, one.visit, one.stop.source, defaults, new=one.new, blameless=blameless
            )
            for one in seen
        )
    )


def _reason(visit: Visit) -> str:
    return visit.problems[0].reason if visit.problems else "tidak ada keterangan"
