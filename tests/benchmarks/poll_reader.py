"""Poll the benchmark's feeds with the ``reader`` library: ``python poll_reader.py PORT FEEDS WORKERS``; prints JSON.

Runs in an environment of its own (``pip install reader sgmllib3k``): reader is a yardstick, not a dependency.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path


def main(port: int, feeds: int, workers: int) -> None:
    """Poll cold, then twice with everything unchanged; SQLite in a temporary folder."""
    from reader import make_reader  # only its own environment has it

    with tempfile.TemporaryDirectory() as folder:
        reader = make_reader(str(Path(folder) / "reader.sqlite"))
        for number in range(feeds):
            reader.add_feed(f"http://127.0.0.1:{port}/feed/{number}")
        figures = {}
        for name in ("cold", "unchanged", "unchanged again"):
            start, cpu = time.perf_counter(), time.process_time()
            results = [one.error for one in reader.update_feeds_iter(scheduled=False, workers=workers)]
            seconds = time.perf_counter() - start
            assert len(results) == feeds
            assert not any(results)
            figures[name] = {
                "feeds_per_s": feeds / seconds,
                "cpu_ms": (time.process_time() - cpu) / feeds * 1000,
                "stored": reader.get_entry_counts().total,
            }
        reader.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
