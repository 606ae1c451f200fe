"""Peak memory of one cron run: ``monitor run`` on 100 loopback sources with their pages.

    python tests/benchmarks/bench_memory.py [--sources 100] [--items 20]

The outlets are served by a process of their own (``page_server.py``), the run is a process of its own, so that its peak
is nobody else's. Goal: at most 400 MB. The first run reads every page, the second finds everything unchanged.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
GOAL_MB = 400


def feeds(port: int, sources: int) -> str:
    """Return a feeds.yaml of so many outlets with one feed each; pages are always read."""
    head = (
        "version: 1\ndefaults: {interval: 1s, night_interval: 1s, delay: 0s, full_text: always, "
        f"allow_private_hosts: ['127.0.0.1:{port}']}}\noutlets:\n"
    )
    return head + "".join(
        f"  - {{id: media-{n}, name: Media {n}, site: 'http://127.0.0.1:{port}/{n}/', "
        f"sources: [{{kind: rss, url: 'http://127.0.0.1:{port}/feed/{n}'}}]}}\n"
        for n in range(sources)
    )


def run(folder: Path) -> dict[str, float]:
    """Do one ``monitor run``; return its figures."""
    command = [
        sys.executable, "-c", "import sys; from monitor.cli import main; main()",
        "--data", str(folder / "data"), "--feeds", str(folder / "feeds.yaml"), "run", "--json",
    ]  # fmt: skip
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    done = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return {
        "peak_mb": usage.ru_maxrss / 1024,
        "seconds": time.perf_counter() - start,
        "ok": done["crawled"]["ok"],
        "new": done["crawled"]["new"],
        "rated": done["triaged"]["rated"],
    }


def main() -> None:
    """Run twice and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--items", type=int, default=20)
    asked = parser.parse_args()
    server = [sys.executable, str(HERE / "page_server.py"), str(asked.sources), str(asked.items)]
    with (
        tempfile.TemporaryDirectory() as name,
        subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            folder = Path(name)
            (folder / "feeds.yaml").write_text(feeds(int(process.stdout.readline()), asked.sources))
            for number in (1, 2):
                found = run(folder)
                verdict = "within" if found["peak_mb"] <= GOAL_MB else "ABOVE"
                print(
                    f"run {number}: {found['ok']} sources, {found['new']} new articles, {found['rated']} rated in "
                    f"{found['seconds']:.0f} s; peak {found['peak_mb']:.0f} MB ({verdict} {GOAL_MB})"
                )
                time.sleep(1.1)
        finally:
            process.kill()
    print(f"largest child ever: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
