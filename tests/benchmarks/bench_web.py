"""How fast pages are on a large store: ``python bench_web.py [ARTICLES] [ISSUES] [--data FOLDER]``.

Fills a store (or uses one filled before), serves it over real HTTP from worker processes, lets 20 users ask at
once without pause for list, issue and search pages, and prints percentiles, requests per second and memory.
Users who never pause are harsher than people; a second round gives each a second between pages.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "triage"))
sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import as_installed  # noqa: F401  (first)
import httpx
from casework_world import CALENDARS, HOUR, MONDAY, POLICY, ROOT, finished, opened, working
from web_world import OWN, PASSWORD, log_in

from monitor.clock import ManualClock
from monitor.config import Config, load_config
from monitor.desk import open_desk
from monitor.model import Article, NewEvent
from monitor.store import open_store
from monitor.triage.projection import issue_row
from monitor.web.server import listen, serve

USERS, SECONDS, WORKERS = 20, 20, 2
WORDS = [
    "jalan",
    "rusak",
    "banjir",
    "sekolah",
    "guru",
    "pasien",
    "obat",
    "listrik",
    "pasar",
    "harga",
    "sawah",
    "irigasi",
    "pegawai",
    "gaji",
    "jembatan",
    "warga",
]
CLOCK = ManualClock(MONDAY + 30 * 24 * HOUR)


def fill(folder: Path, articles: int, issues: int) -> None:
    """Write articles and issues; every tenth article belongs to an issue."""
    store, random, began = open_store(folder), Random(7), time.monotonic()
    for start in range(store.articles.count(), articles, 20_000):
        with store.transaction():
            store.articles.save(_article(n, random) for n in range(start, min(start + 20_000, articles)))
            store._db.execute("UPDATE articles SET triaged_at = first_seen WHERE triaged_at IS NULL")
    print(f"{articles} articles in {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    patterns = [
        finished(opd=OWN),
        working(opd="dinkes"),
        opened(),
        finished(opd="disdik"),
        finished(level="K3"),
    ]
    patterns += [finished(level="K4", opd="bkad")] * 15
    for start in range(len(store.issues.all()), issues, 5_000):
        with store.transaction():
            for number in range(start, min(start + 5_000, issues)):
                file = patterns[number % len(patterns)]
                name, back = f"2026-{number + 1:04d}", timedelta(minutes=number % 40_000)
                events = [replace(event, issue=name, at=event.at - back) for event in file.events]
                store.events.append(
                    _titled(events, f"{random.choice(WORDS)} {random.choice(WORDS)} {number}")
                )
                row = issue_row(file.case, POLICY, CALENDARS)
                title = str(events[0].payload["title"])
                store.issues.save([replace(row, id=name, title=title, opened_at=row.opened_at - back)])
    print(f"{issues} issues in {time.monotonic() - began:.0f} s", flush=True)
    store._db.execute("UPDATE articles SET issue = printf('2026-%04d', rowid / 10 + 1) WHERE rowid % 10 = 0 "
                      "AND rowid / 10 < ?", (issues,))  # fmt: skip
    store.close()


def _article(number: int, random: Random) -> Article:
    at = MONDAY - timedelta(minutes=number % 500_000) + timedelta(seconds=number)
    words = random.choices(WORDS, k=40)
    address = f"https://kabar-{number % 300}.example/{number}"
    return Article(address, address, f"kabar-{number % 300}", "kabar/rss", f"{' '.join(words[:7])} {number}",
                   f"{' '.join(words)} kata{number % 5000}", at, at)  # fmt: skip


def _titled(events: list[NewEvent], title: str) -> list[NewEvent]:
    first = events[0]
    return [replace(first, payload={**first.payload, "title": title}), *events[1:]]


class User(threading.Thread):
    """One user who asks for one page after the other."""

    def __init__(self, base: str, cookies: dict[str, str], number: int, issues: int, pause: float) -> None:
        super().__init__()
        self.base, self.cookies, self.pause, self.issues = base, cookies, pause, issues
        self.random, self.times = Random(number), list[tuple[str, float]]()

    def path(self) -> tuple[str, str]:
        """Return the kind of page and its address."""
        one, word = self.random.randrange(self.issues) + 1, self.random.choice(WORDS)
        return self.random.choice([
            ("list", "/isu"), ("list", "/isu?tingkat=K2&buka=ya"), ("list", f"/isu?q={word}"),
            ("list", f"/isu?halaman={self.random.randrange(1, 50)}"), ("issue", f"/isu/2026-{one:04d}"),
            ("issue", f"/isu/2026-{one:04d}"), ("search", f"/cari?q={word}"),
            ("search", f"/cari?q={word}+kata{one % 5000}"),
        ])  # fmt: skip

    def run(self) -> None:
        """Ask until the time is over."""
        end = time.monotonic() + SECONDS
        with httpx.Client(base_url=self.base, cookies=self.cookies, timeout=30) as client:
            while (now := time.monotonic()) < end:
                kind, path = self.path()
                answer = client.get(path)
                assert answer.status_code == 200, (path, answer.status_code)
                self.times.append((kind, time.monotonic() - now))
                time.sleep(self.pause * (0.5 + self.random.random()))


def round_of(base: str, cookies: dict[str, str], issues: int, pause: float) -> None:
    """Let all users work and print what they met."""
    users = [User(base, cookies, number, issues, pause) for number in range(USERS)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    every = [one for user in users for one in user.times]
    print(f"{USERS} users, pause {pause:.0f} s: {len(every) / SECONDS:.0f} pages/s")
    for kind in ("list", "issue", "search"):
        times = sorted(seconds for name, seconds in every if name == kind)
        at = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
        print(
            f"  {kind:<7} n={len(times):<6} p50 {at[0]:6.0f} ms   p95 {at[1]:6.0f} ms   p99 {at[2]:6.0f} ms"
        )


def memory(pids: list[int]) -> str:
    """Return the memory of processes in MB; what they share counts once (proportional set size)."""
    sizes = [
        int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]) / 1024  # type: ignore[index]
        for pid in pids
    ]
    return f"{' + '.join(f'{size:.0f}' for size in sizes)} = {sum(sizes):.0f} MB"


def load() -> str:
    """Return the machine's load beside which a figure must be read."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def served(config: Config, port: int, workers: int) -> None:
    """Serve as ``monitor serve`` does."""
    serve(config, "127.0.0.1", port, clock=CLOCK, workers=workers)


def main() -> None:
    """Fill, serve, measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="?", default=1_000_000)
    parser.add_argument("issues", type=int, nargs="?", default=100_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--workers", type=int, default=WORKERS)
    asked = parser.parse_args()
    folder: Any = asked.data or Path(tempfile.mkdtemp(prefix="bench-web-"))
    config = load_config(ROOT / "feeds.yaml", None, folder, {})
    fill(folder, asked.articles, asked.issues)
    desk = open_desk(config, clock=CLOCK)
    if not desk.accounts.all():
        _, first = desk.accounts.add("koordinator", "Koordinator", "koordinator", by="bench")
        desk.accounts.change_password(desk.accounts.named("koordinator"), first, PASSWORD)
    desk.close()
    probe = listen("127.0.0.1", 0)
    port = probe.getsockname()[1]
    probe.close()
    # A fresh interpreter, as ``monitor serve`` is one: a fork would share the benchmark's own memory.
    server = multiprocessing.get_context("spawn").Process(
        target=served, args=(config, port, asked.workers), daemon=False
    )
    server.start()
    base = f"http://127.0.0.1:{port}"
    client = httpx.Client(base_url=base, timeout=60)
    for _ in range(100):
        try:
            client.get("/sehat")
            break
        except httpx.TransportError:
            time.sleep(0.2)
    log_in(client, "koordinator")  # type: ignore[arg-type]
    cookies = dict(client.cookies)
    children = [
        int(one) for one in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    ]
    pids = [server.pid or 0, *children]
    print(f"{asked.workers} workers, {load()}")
    print(f"memory at start: {memory(pids)}")
    for page in ("/harian", "/papan", "/kepesertaan") * 2:
        began = time.monotonic()
        size = len(client.get(page).content)
        print(f"  {page:<14} {(time.monotonic() - began) * 1000:6.0f} ms, {size // 1024} kB")
    round_of(base, cookies, asked.issues, 1.0)
    round_of(base, cookies, asked.issues, 0.0)
    print(f"memory at end: {memory(pids)}; {load()}")
    server.terminate()
    server.join()


if __name__ == "__main__":
    main()
