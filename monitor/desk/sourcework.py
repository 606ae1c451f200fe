"""Sources as the administrator sees them: how each one does, does it answer now, what has that site?"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from monitor import collect
from monitor.collect import schedule
from monitor.collect.health import Alarm, alarms, yaml_line
from monitor.desk.office import Office, Tell
from monitor.errors import InputError
from monitor.model import SourceState
from monitor.schema_feeds import Outlet, Source, check_address


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source as ``sources list`` shows it.

    ``state``: ``baik`` · ``gagal`` · ``hilang`` (410, asked once a month) · ``belum`` · ``mati``. Times are
    in words, and in ISO 8601 (UTC, or None) in ``times``: ``last_ok``, ``last_new``, ``next_at``. ``dated``:
    share of articles with a date; None before the first article. ``interval`` is in seconds.
    """

    id: str
    outlet: str
    url: str
    state: str
    last_ok: str
    last_new: str
    next_at: str
    note: str
    alarms: tuple[Alarm, ...] = ()
    dated: float | None = None
    interval: float = 0.0
    times: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Probed:
    """What one look at a source showed; shares as in ``collect.Probe``.

    ``newest`` is in words, ``newest_at`` in ISO 8601 (UTC); ``line`` is the source as feeds.yaml writes it.
    """

    id: str
    outlet: str
    url: str
    ok: bool
    reason: str
    entries: int
    newest: str
    newest_at: str | None
    dated: float
    ahead: float
    own: float
    full: float
    line: str


def sources(office: Office) -> list[SourceHealth]:
    """Return the health of every source, in the order of feeds.yaml."""
    pairs = _pairs(office)
    states = office.store.sources.states(source.id for _, source in pairs)
    return [
        _health(office, outlet, source, schedule.current(states[source.id], source))
        for outlet, source in pairs
    ]


def _pairs(office: Office) -> list[tuple[Outlet, Source]]:
    return [(outlet, source) for outlet in office.config.feeds.outlets for source in outlet.sources]


def _health(office: Office, outlet: Outlet, source: Source, state: SourceState) -> SourceHealth:
    on = outlet.enabled and source.enabled
    arrivals = office.store.intake.arrivals(source.id) if on and state.last_new else []
    found = tuple(alarms(source, state, arrivals, office.zone)) if on else ()
    times = {"last_ok": state.last_ok, "last_new": state.last_new, "next_at": state.next_at}
    return SourceHealth(
        id=source.id,
        outlet=outlet.name,
        url=source.url,
        state=_state(state, found) if on else "mati",
        last_ok=_when(office, state.last_ok),
        last_new=_when(office, state.last_new),
        next_at=_when(office, state.next_at),
        note=state.last_problem,
        alarms=found,
        dated=state.dated,
        interval=state.interval,
        times={name: at.isoformat() if at else None for name, at in times.items()},
    )


def _state(state: SourceState, found: Sequence[Alarm]) -> str:
    if any(alarm.kind == "hilang" for alarm in found):
        return "hilang"
    if state.last_problem:
        return "gagal"
    return "baik" if state.last_ok else "belum"


def _when(office: Office, instant: datetime | None) -> str:
    return office.say(instant) if instant else "–"


def check(office: Office, wanted: Sequence[str], tell: Tell) -> list[Probed]:
    """Ask sources now, without storing any article, and return what each shows, in the order of feeds.yaml.

    ``wanted`` are ids of sources or outlets; none means every enabled source. Raises InputError for an id
    that feeds.yaml does not know.
    """
    chosen = _chosen(office, wanted)
    jobs = [_job(office, outlet, source) for outlet, source in chosen]
    probes: dict[str, collect.Probe] = {}
    with closing(collect.Session()) as session:
        for done, probe in enumerate(collect.probe_many(jobs, session=session), 1):
            probes[probe.source.id] = probe
            tell("Memeriksa sumber", done, len(jobs))
    return [_probed(office, outlet, probes[source.id]) for outlet, source in chosen]


def _chosen(office: Office, wanted: Sequence[str]) -> list[tuple[Outlet, Source]]:
    pairs = _pairs(office)
    if not wanted:
        return [(outlet, source) for outlet, source in pairs if outlet.enabled and source.enabled]
    known = {name for outlet, source in pairs for name in (outlet.id, source.id)}
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            cure = f"mungkin maksud Anda '{near[0]}'" if near else "lihat 'monitor sources list'"
            raise InputError(f"Sumber '{name}' tidak ada di {office.config.feeds_path}; {cure}.")
    return [(outlet, source) for outlet, source in pairs if {outlet.id, source.id} & set(wanted)]


def _job(office: Office, outlet: Outlet, source: Source) -> collect.Job:
    return collect.Job(
        outlet=outlet,
        source=source,
        state=SourceState(source.id),
        defaults=office.config.feeds.defaults,
        now=office.clock.now(),
        secret=office.config.secret(source.secret_env),
    )


def _probed(office: Office, outlet: Outlet, probe: collect.Probe) -> Probed:
    source = probe.source
    newest = probe.newest
    return Probed(
        id=source.id,
        outlet=outlet.name,
        url=source.url,
        ok=probe.ok,
        reason=probe.reason,
        entries=probe.entries,
        newest=_when(office, newest),
        newest_at=newest.isoformat() if newest else None,
        dated=probe.dated,
        ahead=probe.ahead,
        own=probe.own,
        full=probe.full,
        line=yaml_line(source.kind, source.url, source.confidence),
    )


def result_file(office: Office, probed: Sequence[Probed]) -> tuple[Path, str]:
    """Return where the result of a check is kept (folder ``sumber`` of the data) and its text."""
    now = office.clock.now().astimezone(office.zone)
    path = office.config.data_dir / "sumber" / f"{now:%Y-%m-%d-%H%M%S}.json"
    result = {"checked_at": now.isoformat(), "sources": [asdict(one) for one in probed]}
    return path, json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def discover(office: Office, url: str, tell: Tell) -> tuple[list[Probed], str]:
    """Look for the sources of a site; return what each shows, and the lines for feeds.yaml ("" for none).

    Raises InputError for something that is not a web address.
    """
    site = url if "://" in url else f"https://{url}"
    try:
        check_address(site)
    except ValueError as error:
        raise InputError(f"'{url}' {error}.") from error
    with closing(collect.Session()) as session:
        found = collect.discover(
            site,
            office.config.feeds.defaults,
            office.clock.now(),
            session,
            lambda done, total: tell("Mencari umpan", done, total),
        )
    host = (urlsplit(site).hostname or "").removeprefix("www.")
    outlet = Outlet(id="temuan", name=host, site=site)
    probed = [_probed(office, outlet, probe) for probe in _different(found)]
    return probed, _entry(host, site, probed) if probed else ""


def _different(found: Sequence[collect.Probe]) -> list[collect.Probe]:
    """Return the probes without those that show the same under a second address (/feed/ and /rss)."""
    once: dict[tuple[object, ...], collect.Probe] = {}
    for probe in found:
        once.setdefault((probe.source.kind, probe.entries, probe.newest, probe.dated), probe)
    return list(once.values())


def _entry(host: str, site: str, probed: Sequence[Probed]) -> str:
    """Return the outlet as feeds.yaml writes it: the first source counts, the others stand in for it."""
    lines = [
        f"  - id: {re.sub('[^a-z0-9]+', '-', host.rpartition('.')[0] or host).strip('-')}",
        f"    name: {host}",
        f"    site: {site}",
        "    trial: true",
        "    sources:",
    ]
    for number, one in enumerate(probed):
        line = f"{one.line[:-1]}, fallback: true}}" if number else one.line
        lines.append(f"      {line}  # {one.entries} berita, terbaru {one.newest}")
    return "\n".join(lines) + "\n"
