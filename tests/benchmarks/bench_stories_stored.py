"""What an article costs at the desk with 10,000 and with a million stored: ``python bench_stories_stored.py``.

The store is filled with sketches of invented words at 700 articles a day, so that the window is the same and only
what lies behind it grows. Then batches of new articles are placed and written as triage does it: story, reprint of
an older text, sketch and keys, one transaction a batch. Prints processor time per article and the ratio.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from bench_stories import Press

import classifiers
from classifiers import copies
from classifiers.similarity import BITS, TERMS, Sketch
from monitor.clock import ManualClock
from monitor.config import load_config
from monitor.desk.office import Office
from monitor.desk.storybook import Storybook
from monitor.model import Article
from monitor.store.codec import to_text

ROOT = Path(__file__).parents[2]
END = datetime(2026, 1, 1, tzinfo=UTC)
PER_DAY, BATCH, BATCHES = 700, 200, 5


def sketches(count: int) -> Iterator[tuple[str, datetime, Sketch]]:
    """Yield invented sketches, oldest first: terms by Zipf's law, signatures at random."""
    rng = np.random.default_rng(3)
    shares = np.cumsum(1 / np.arange(1, 2**BITS + 1) ** 0.8)
    ramp = np.linspace(900, 100, TERMS).astype(np.uint16)
    for number in range(count):
        draws = np.unique(np.searchsorted(shares, rng.random(TERMS + 20) * shares[-1]))
        terms = rng.permutation(draws)[:TERMS].astype(np.uint32)
        signature = rng.integers(0, 2**16, copies.PERMUTATIONS, dtype=np.uint16)
        title = terms[:9]
        yield (
            f"{number:016x}",
            END - timedelta(days=(count - number) / PER_DAY),
            Sketch(terms, ramp[: len(terms)], title, ramp[:9], signature, 230, 235),
        )


def fill(office: Office, count: int) -> None:
    """Fill the store; keys go in sorted, for a table that grew over years is as large but faster made so."""
    db = office.store._db
    clip = json.dumps({"outlet": "asli", "opd": []})
    keys, days, names = array("q"), array("q"), array("q")
    with office.store.transaction():
        for name, at, sketch in sketches(count):
            db.conn.execute(
                "INSERT INTO sketches (article, story, published, clip, sketch) VALUES (?, ?, ?, ?, ?)",
                (name, name, to_text(at), clip, sketch.to_bytes()),
            )
            own = sketch.keys()
            keys.extend(own)
            days.extend([int(at.timestamp() // 86_400)] * len(own))
            names.extend([int(name, 16) - 2**63] * len(own))
    order = np.argsort(np.frombuffer(keys, np.int64), kind="stable")
    with office.store.transaction():
        db.conn.executemany(
            "INSERT OR IGNORE INTO sketch_keys (key, day, article) VALUES (?, ?, ?)",
            ((keys[n], days[n], names[n]) for n in map(int, order)),
        )


def cost(count: int) -> tuple[float, float]:
    """Return milliseconds of processor time per article, and megabytes on disk, with ``count`` stored."""
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(feeds=ROOT / "feeds.yaml", profile=None, data=Path(folder), env={})
        office = Office(config, ManualClock(END))
        fill(office, count)
        office.store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = office.store.path.stat().st_size / 1e6
        rating = classifiers.Rating(
            target="other", tone="neutral", flag=False, flag_probability=0.0, band="drop", opd=(), opd_scores={},
            severity=None, evidence=(), reasons=(), model="", answer=False,
        )  # fmt: skip
        press = Press(PER_DAY)
        spent: list[float] = []
        for _ in range(BATCHES):
            clips = press.take(BATCH)
            with office.store.transaction():
                book = Storybook(office, END, [])
                begun = time.process_time()
                for clip in clips:
                    url = f"https://{clip.outlet}/{clip.id}"
                    book.place(Article(url, url, clip.outlet, "", clip.title, clip.text, END, END), rating)
                spent.append(time.process_time() - begun)
        office.store.close()
    return min(spent) / BATCH * 1000, size


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, nargs=2, default=(10_000, 1_000_000))
    costs = []
    for count in parser.parse_args().stored:
        each, size = cost(count)
        costs.append(each)
        print(f"{count:9,d} stored  {each:6.2f} ms of processor time per article, {size:6.0f} MB", flush=True)
    print(f"ratio {costs[1] / costs[0]:.2f}")


if __name__ == "__main__":
    main()
