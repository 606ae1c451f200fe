"""For the administrator: a look at the log and at the whole installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.desk.mailroom import Mailroom
from monitor.desk.office import Office
from monitor.desk.sourcework import SourceHealth as SourceHealth
from monitor.desk.sourcework import sources as sources
from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, whether it is well, and what was seen."""

    what: str
    ok: bool
    note: str


def doctor(office: Office) -> list[Check]:
    """Look at configuration, database, log, model, calendar, policy, sources, messages and runs."""
    return [
        _configuration(office),
        _database(office),
        _attempt("Catatan peristiwa", lambda: f"{verify_log(office)[0]} peristiwa, rantai utuh"),
        _attempt("Model penilai", lambda: f"versi {office.rater.version}"),
        _calendar(office),
        _policy(office),
        _sources(office),
        _attempt("Pesan", lambda: _messages(office)),
        _runs(office),
    ]


def verify_log(office: Office) -> tuple[int, str]:
    """Walk the hash chain; return (events, head hash). Raises LogBrokenError at the first bad line."""
    with office.store.reading():
        return office.store.events.verify()


def _attempt(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what, True, look())
    except MonitorError as error:
        return Check(what, False, str(error))


def _configuration(office: Office) -> Check:
    feeds, profile = office.config.feeds, office.config.profile
    count = sum(len(outlet.sources) for outlet in feeds.outlets)
    note = (
        f"{len(feeds.outlets)} media, {count} sumber ({office.config.feeds_path}); "
        f"{profile.name}, {len(profile.opd.opd)} OPD ({office.config.profile_path})"
    )
    return Check("Konfigurasi", True, note)


def _database(office: Office) -> Check:
    faults = office.store.check()
    note = faults[0] if faults else f"{office.store.path}: utuh, {office.store.articles.count()} berita"
    return Check("Basis data", not faults, note)


def _calendar(office: Office) -> Check:
    year = office.clock.now().astimezone(office.zone).year
    warnings = [line for one in (year, year + 1) for line in office.calendars.default.warnings(one)]
    return Check("Kalender", True, "; ".join(warnings) or f"versi {office.calendars.version}")


def _policy(office: Office) -> Check:
    policy = office.config.profile.policy
    return Check("Kebijakan", True, f"versi {policy.version}, {policy.status}")


def _sources(office: Office) -> Check:
    found = sources(office)
    states, alarmed = [one.state for one in found], sum(bool(one.alarms) for one in found)
    note = ", ".join(
        f"{states.count(name)} {name}"
        for name in ("baik", "gagal", "hilang", "belum", "mati")
        if name in states
    )
    note += f"; {alarmed} perlu dilihat ('monitor sources list')" if alarmed else ""
    # A few failing sources are daily life; none that answers is not.
    return Check("Sumber", "baik" in states or "gagal" not in states, note or "tidak ada sumber")


def _messages(office: Office) -> str:
    """Return how messages go out and what became of them. Raises ConfigError for a faulty kontak.yaml."""
    path, active = Mailroom(office).state()
    counts = office.store.outbox.counts()
    fates = ", ".join(f"{counts[name]} {name}" for name in sorted(counts)) or "belum ada pesan"
    return f"{'pengiriman aktif' if active else 'uji coba'} ({path}); {fates}"


def _runs(office: Office) -> Check:
    latest = office.store.runs.latest(1)
    if not latest:
        return Check("Putaran terakhir", True, "belum pernah; jalankan 'monitor run' atau pasang cron")
    return Check("Putaran terakhir", True, f"{office.say(latest[0].started_at)}, {latest[0].status}")
