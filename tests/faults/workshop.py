"""Does one step of the office at a time in a process of its own, for a test to kill.

Reads lines of JSON ``{"config": FILE, "step": NAME, "at": INSTANT}``; answers ``pid N`` at once and ``end STATUS``
when that process is no more. Libraries and model are loaded once, before any process is made.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from datetime import datetime
from pathlib import Path

from monitor.clock import ManualClock
from monitor.desk import open_desk
from monitor.desk.office import load_rater
from monitor.notify import services

RATER = load_rater()
assert services  # loaded before the first fork, or every child would load it


def work(config: str, step: str, at: str) -> None:
    """Do one step to its end."""
    settings = pickle.loads(Path(config).read_bytes())
    desk = open_desk(settings, clock=ManualClock(datetime.fromisoformat(at)))
    desk._office.__dict__["rater"] = RATER
    getattr(desk, step)()
    desk.close()


def main() -> None:
    """Serve until standard input ends."""
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if not pid:
            try:
                work(**job)
            except BaseException as error:
                print(f"{job['step']}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        print(f"pid {pid}", flush=True)
        _, status = os.waitpid(pid, 0)
        print(f"end {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main()
