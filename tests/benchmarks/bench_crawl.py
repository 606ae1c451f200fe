"""Poll 300 feeds cold and unchanged, beside the ``reader`` library where its environment is given.

    python tests/benchmarks/bench_crawl.py [--reader /path/to/its/venv/bin/python] [--feeds 300] [--items 20]

Both poll the same loopback server (20 ms a request, its own process), one after the other, and store what they
read in SQLite (ours through the product's own store, 25 feeds a transaction). Prints figures and ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from monitor.collect import Job, visit_many
from monitor.model import SourceState, Visit
from monitor.schema_feeds import Defaults, Outlet, Source
from monitor.store import open_store

HERE = Path(__file__).parent
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


def poll(port: int, feeds: int, policy: str) -> dict[str, dict[str, float]]:
    """Poll cold, then twice with everything unchanged."""
    figures: dict[str, dict[str, float]] = {}
    states: dict[str, SourceState] = {}
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder))) as store:
        for name in ("cold", "unchanged", "unchanged again"):
            start, cpu = time.perf_counter(), time.process_time()
            for batch in batches(visit_many(jobs(port, feeds, states, policy)), 25):
                with store.transaction():
                    for visit in batch:
                        assert visit.status == ("new" if name == "cold" else "unchanged"), visit.problems
                        store.sources.note_visits([(visit, len(store.articles.save(visit.articles)))])
                        states[visit.source] = SourceState(
                            visit.source, etag=visit.etag, body_hash=visit.body_hash, last_ok=NOW
                        )
            seconds = time.perf_counter() - start
            figures[name] = {
                "feeds_per_s": feeds / seconds,
                "cpu_ms": (time.process_time() - cpu) / feeds * 1000,
                "stored": store.articles.count(),
            }
    return figures


def beside(ours: dict[str, dict[str, float]], theirs: dict[str, Any] | None) -> None:
    """Print both and the ratio."""
    for name, figure in ours.items():
        line = f"{name:16} ours {figure['feeds_per_s']:7.0f} feeds/s ({figure['cpu_ms']:5.2f} ms CPU)"
        if theirs:
            ratio = figure["feeds_per_s"] / theirs[name]["feeds_per_s"]
            line += f"   reader {theirs[name]['feeds_per_s']:7.0f} feeds/s ({theirs[name]['cpu_ms']:5.2f} ms CPU)   × {ratio:.1f}"
        print(line)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", help="python of an environment with reader and sgmllib3k")
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--full-text", default="never", choices=("never", "always"))
    asked = parser.parse_args()
    with server(asked.feeds, asked.items, 0.02) as port:
        ours = poll(port, asked.feeds, asked.full_text)
        theirs = None
        if asked.reader:
            command = [asked.reader, str(HERE / "poll_reader.py"), str(port), str(asked.feeds)]
            theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    beside(ours, theirs)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
