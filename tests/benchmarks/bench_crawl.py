"""Poll 300 feeds cold and unchanged, beside the ``reader`` library where its environment is given.

    python tests/benchmarks/bench_crawl.py [--reader /path/to/its/venv/bin/python] [--feeds 300] [--items 20]

Fair as far as it goes: one loopback server in its own process (20 ms a request, the same feeds for both), as many
workers for both, SQLite for both, taking turns ``--rounds`` times, so that other work on the machine meets both. Ours
goes through the product's own store (25 feeds a transaction, flushed to disk). What differs: ours parses in
processes beside the main one, as it does in production; ours parses dates, folds addresses and, with ``--full-text
always``, cleans the articles, which reader does not; without it the feed's summary is kept, where reader keeps its
full content. Prints medians; CPU counts all processes but the server.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from monitor.collect import Job, visit_many
from monitor.model import SourceState, Visit
from monitor.schema_feeds import Defaults, Outlet, Source
from monitor.store import open_store

HERE = Path(__file__).parent
PASSES = ("cold", "unchanged", "unchanged again")
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@contextmanager
def server(feeds: int, items: int, delay: float) -> Iterator[int]:
    """Run the feed server; yield its port."""
    command = [sys.executable, str(HERE / "feed_server.py"), str(feeds), str(items), str(delay)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def jobs(port: int, feeds: int, states: dict[str, SourceState], policy: str) -> list[Job]:
    """Return one job per feed with what is remembered of it."""
    defaults = Defaults.model_validate(
        {"delay": 0, "allow_private_hosts": [f"127.0.0.1:{port}"], "full_text": policy}
    )
    made = []
    for number in range(feeds):
        one = Source(kind="rss", url=f"http://127.0.0.1:{port}/feed/{number}", id=f"media-{number}/rss-1")
        outlet = Outlet(
            id=f"media-{number}",
            name=f"Media {number}",
            site=f"https://media{number}.example",
            sources=(one,),
        )
        made.append(Job(outlet, one, states.get(one.id, SourceState(one.id)), defaults, NOW))
    return made


def batches(visits: Iterator[Visit], size: int) -> Iterator[list[Visit]]:
    """Group visits, so that the disk's flushes (4 ms each here) do not hide the speed of collecting."""
    while batch := list(islice(visits, size)):
        yield batch


def poll(port: int, feeds: int, policy: str, workers: int) -> dict[str, dict[str, float]]:
    """Poll cold, then twice with everything unchanged."""
    figures: dict[str, dict[str, float]] = {}
    states: dict[str, SourceState] = {}
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder))) as store:
        for name in PASSES:
            start, used = time.perf_counter(), cpu()
            for batch in batches(visit_many(jobs(port, feeds, states, policy), workers=workers), 25):
                with store.transaction():
                    for visit in batch:
                        assert visit.status == ("new" if name == "cold" else "unchanged"), visit.problems
                        store.sources.note_visits([(visit, len(store.articles.save(visit.articles)))])
                        states[visit.source] = SourceState(
                            visit.source, etag=visit.etag, body_hash=visit.body_hash, last_ok=NOW
                        )
            seconds = time.perf_counter() - start
            figures[name] = {"feeds_per_s": feeds / seconds, "cpu_ms": (cpu() - used) / feeds * 1000}
    return figures


def cpu() -> float:
    """Return the CPU seconds of this process and its ended children (the server has not ended yet)."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def median(figures: list[dict[str, dict[str, float]]], name: str, of: str) -> float:
    """Return the median of one figure over the rounds."""
    return statistics.median(one[name][of] for one in figures)


def beside(ours: list[dict[str, dict[str, float]]], theirs: list[dict[str, dict[str, float]]]) -> None:
    """Print the medians of both and the median ratio."""
    for name in PASSES:
        line = f"{name:16}"
        for who, figures in (("ours", ours), ("reader", theirs)):
            if figures:
                speed, used = median(figures, name, "feeds_per_s"), median(figures, name, "cpu_ms")
                line += f" {who} {speed:5.0f} feeds/s ({used:5.2f} ms CPU)  "
        pairs = zip(ours, theirs, strict=False)
        ratios = [one[name]["feeds_per_s"] / other[name]["feeds_per_s"] for one, other in pairs]
        print(line + (f" × {statistics.median(ratios):.1f}" if ratios else ""))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", help="python of an environment with reader and sgmllib3k")
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--workers", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--full-text", default="never", choices=("never", "always"))
    asked = parser.parse_args()
    ours, theirs = [], []
    with server(asked.feeds, asked.items, 0.02) as port:
        for _ in range(asked.rounds):
            ours.append(poll(port, asked.feeds, asked.full_text, asked.workers))
            if asked.reader:
                numbers = [str(number) for number in (port, asked.feeds, asked.workers)]
                command = [asked.reader, str(HERE / "poll_reader.py"), *numbers]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                theirs.append(json.loads(done.stdout))
    beside(ours, theirs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, load {' '.join(f'{one:.1f}' for one in os.getloadavg())}")


if __name__ == "__main__":
    main()
