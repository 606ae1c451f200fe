"""Play the demo: days go by on a simulated clock, the desk works them, and everybody sees what came out.

    newsroom on loopback
    | steps      instants at which cron would have run
    | desk.run   the whole pipeline, over real HTTP, at each of them
    | office     the invented staff act (packaged newsroom only)
    → Played     daily list, report, figures

A second play on the same data folder goes on where the first one ended, and so adds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.clock import Clock, ManualClock, SystemClock
from monitor.config import Config
from monitor.demo import office
from monitor.demo.newsroom import DEMO_PORT, Newsroom, open_newsroom
from monitor.demo.replay import open_replay
from monitor.demo.stamps import WITA
from monitor.desk import Crawled, Desk, open_desk
from monitor.errors import InputError
from monitor.report import render
from monitor.report.document import Document

Tell = Callable[[str, int, int], None]
Rows = Sequence[Mapping[str, Any]]

DAYS = 14
# Hours of the day (local) at which the demo's cron runs: enough to see growth within three hours.
HOURS = (6, 8, 10, 12, 14, 16, 18, 21)
LAST_HOUR = 16
# A replay of many rows is cut into at most so many runs, always between two instants of publication.
MOST_RUNS = 40
ANCHOR, _KIND = "demo.anchor", "demo.kind"


@dataclass(frozen=True)
class Played:
    """What the demo shows at its end."""

    daily: Document
    response: Document
    last_crawl: Crawled
    documents: tuple[Path, ...]
    result: Mapping[str, Any]


def play(config: Config, rows: Rows | None, tell: Tell, system: Clock | None = None) -> Played:
    """Play the packaged newsroom, or ``rows``; return what came out.

    Raises InputError where the data folder holds anything but an earlier demo of the same kind.
    """
    clock = ManualClock((system or SystemClock()).now())
    zone = ZoneInfo(config.profile.zone)
    anchor = _claim(config, clock, rows)
    if rows is None:
        newsroom = open_newsroom(clock.now, anchor, base_port=DEMO_PORT)
        steps = daily_steps(anchor, zone)
    else:
        newsroom = open_replay(rows, clock.now, base_port=DEMO_PORT)
        steps = replay_steps(rows, clock.now())
    first, last = (at.astimezone(zone).date() for at in (steps[0], steps[-1]))
    with newsroom:
        desk = open_desk(replace(config, feeds=newsroom.feeds()), clock=clock)
        try:
            before = desk.count_articles()
            crawl = _work(desk, clock, steps, tell, staffed=rows is None)
            return _played(desk, newsroom, crawl, before, (first, last), config.data_dir)
        finally:
            desk.close()


def _claim(config: Config, clock: Clock, rows: Rows | None) -> date:
    """Return the demo's last day, settled once for a data folder; refuse a folder with real work in it."""
    kind = "ruang redaksi" if rows is None else f"putar ulang {_fingerprint(rows)}"
    today = clock.now().astimezone(ZoneInfo(config.profile.zone)).date()
    desk = open_desk(config, clock=clock)
    try:
        known = desk.fact(_KIND)
        if known != kind and (known is not None or desk.count_articles()):
            raise InputError(
                f"Folder data {config.data_dir} sudah berisi data lain; pilih folder kosong dengan --data."
            )
        if known is None:
            desk.remember(_KIND, kind)
            desk.remember(ANCHOR, today.isoformat())
        return date.fromisoformat(desk.fact(ANCHOR) or today.isoformat())
    finally:
        desk.close()


def _fingerprint(rows: Rows) -> str:
    return blake2b(json.dumps(list(rows), sort_keys=True, default=str).encode(), digest_size=6).hexdigest()


def folder(data: Path, rows: Rows | None) -> Path:
    """Return the demo's own folder beside the real data; one for each file that is replayed."""
    return data / ("demo" if rows is None else f"demo-{_fingerprint(rows)}")


def daily_steps(anchor: date, zone: ZoneInfo) -> list[datetime]:
    """Return the instants of the fourteen days that end at ``anchor``, LAST_HOUR being the last."""
    days = [anchor - timedelta(days=back) for back in reversed(range(DAYS))]
    instants = [datetime.combine(day, time(hour), zone).astimezone(UTC) for day in days for hour in HOURS]
    end = datetime.combine(anchor, time(LAST_HOUR), zone).astimezone(UTC)
    return [at for at in instants if at <= end]


def replay_steps(rows: Rows, now: datetime) -> list[datetime]:
    """Return the instants at which rows were published, thinned to MOST_RUNS, the last one always kept."""
    known = sorted({at for row in rows if (at := _instant(row.get("published"))) is not None}) or [now]
    stride = -(-len(known) // MOST_RUNS)
    return [known[min(place + stride, len(known)) - 1] for place in range(0, len(known), stride)]


def _instant(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or WITA).astimezone(UTC)


def _work(desk: Desk, clock: ManualClock, steps: Sequence[datetime], tell: Tell, *, staffed: bool) -> Crawled:
    """Run the pipeline at every instant not reached yet; at the last one in any case."""
    reached = desk.last_run()
    ahead = [at for at in steps if reached is None or at > reached] or [steps[-1]]
    clock.set(reached or ahead[0])
    crawled = Crawled()
    for done, at in enumerate(ahead, 1):
        if staffed:
            office.work(desk, desk.open_cases, clock, at)
        clock.set(max(at, clock.now()))
        crawled = desk.run().crawled
        tell("Hari demi hari", done, len(ahead))
    return crawled


def _played(
    desk: Desk, newsroom: Newsroom, crawl: Crawled, before: int, days: tuple[date, date], data: Path
) -> Played:
    daily, response = desk.daily_list(), desk.response_time(*days)
    count = desk.count_articles()
    found = desk.overview()
    for issue in found["issues"]:
        issue["articles"] = [newsroom.article_of(url) or url for url in issue["articles"]]
    sources = {"ok": crawl.ok, "failed": [asdict(one) for one in crawl.failed]}
    documents = {"daftar-harian": daily, "waktu-tanggap": response}
    return Played(
        daily=daily,
        response=response,
        last_crawl=crawl,
        documents=tuple(
            _save(data / "laporan" / f"{name}.{ending}", render(one, form))
            for name, one in documents.items()
            for form, ending in (("text", "txt"), ("json", "json"))
        ),
        result={"articles": count, "new_articles": count - before, **found, "sources": sources},
    )


def _save(path: Path, made: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.encode() if isinstance(made, str) else made)
    return path
