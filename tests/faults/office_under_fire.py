"""An office on a newsroom and a mail server, whose steps can be killed at a random moment."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailserver import Mailbox

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.demo.newsroom import Newsroom

HERE = Path(__file__).parent
WITA = ZoneInfo("Asia/Makassar")
STEPS = ("run", "run", "escalate", "notify", "notify")
# Every recipient has a mailbox of its own, so that a key that arrives twice is a message sent twice.
CONTACTS = """
aktif: true
email: {{host: 127.0.0.1, port: {port}, security: tanpa, sender: humas@sulsel.example}}
roles:
  verifikator: mailto:verifikator@sulsel.example
  koordinator: mailto:koordinator@sulsel.example
  sekda: mailto:sekda@sulsel.example
  gubernur: mailto:gubernur@sulsel.example
fallback: mailto:opd@sulsel.example
"""


@dataclass
class MoodyMailbox(Mailbox):
    """A mail server as offices have it: slow, at times refusing, at times dead right after taking a letter.

    ``unanswered``: keys of letters that it took without saying so.
    """

    dice: random.Random = field(default_factory=random.Random)
    unanswered: Counter[str] = field(default_factory=Counter)
    moody: bool = True

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.dice.uniform(0, 0.03))
        mood = self.dice.random() if self.moody else 1.0
        if mood < 0.05:
            self.replies.append("451 try again later")
        elif mood < 0.08:
            self.replies.append("")
        before = len(self.letters)
        reply = await super().handle_DATA(server, session, envelope)
        if mood < 0.08 and len(self.letters) > before:
            self.unanswered[self.keys()[-1]] += 1
        return reply


@dataclass
class Toll:
    """What was done to the office: kills by step, steps that ended before the kill came."""

    killed: Counter[str] = field(default_factory=Counter)
    survived: Counter[str] = field(default_factory=Counter)


class OfficeUnderFire:
    """Runs steps in processes, kills them, moves the clock between them."""

    def __init__(
        self,
        config: Config,
        newsroom: Newsroom,
        clock: ManualClock,
        folder: Path,
        port: int,
        dice: random.Random,
    ) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        (self.data / "kontak.yaml").write_text(CONTACTS.format(port=port), encoding="utf-8")
        self.config = replace(config, feeds=newsroom.feeds(), data_dir=self.data, env={})
        self._pickled = folder / "config.pickle"
        self._pickled.write_bytes(pickle.dumps(self.config))
        self._clock = clock
        self._dice = dice
        self._lasts = dict.fromkeys(STEPS, 1.0)
        self.toll = Toll()
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._workshop = subprocess.Popen(
            [sys.executable, str(HERE / "workshop.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0,
        )  # fmt: skip

    def close(self) -> None:
        """Close the workshop."""
        assert self._workshop.stdin is not None
        assert self._workshop.stdout is not None
        self._workshop.stdin.close()
        self._workshop.wait(timeout=60)
        self._workshop.stdout.close()

    def later(self) -> None:
        """Move the clock on, within the hours in which the office is open."""
        self._clock.forward(minutes=self._dice.randint(10, 90))
        local = self._clock.now().astimezone(WITA)
        if local.hour >= 16:
            day = (local + timedelta(days=1)).date()
            self._clock.set(datetime(day.year, day.month, day.day, 7, 40, tzinfo=WITA))

    def shoot(self) -> None:
        """Begin a random step and kill it at a random moment of the time that it usually takes."""
        step = self._dice.choice(STEPS)
        pid, begun = self._begin(step), time.perf_counter()
        if self._ended(self._dice.uniform(0, self._lasts[step])):
            self._finish(step, begun)
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        if (answer := self._answer()) == "end -9":
            self.toll.killed[step] += 1
        else:  # it came to its end in the instant before
            assert answer == "end 0", f"{step} failed"

    def do(self, step: str) -> None:
        """Do a step to its end, and learn how long it takes now: those that survive a shot are the short ones."""
        begun = time.perf_counter()
        self._begin(step)
        self._lasts[step] = self._finish(step, begun)

    def _begin(self, step: str) -> int:
        assert self._workshop.stdin is not None
        job = {"config": str(self._pickled), "step": step, "at": self._clock.now().isoformat()}
        self._workshop.stdin.write(json.dumps(job).encode() + b"\n")
        return int(self._answer().removeprefix("pid "))

    def _finish(self, step: str, begun: float) -> float:
        assert self._answer() == "end 0", f"{step} failed"
        self.toll.survived[step] += 1
        return time.perf_counter() - begun

    def _ended(self, seconds: float) -> bool:
        assert self._workshop.stdout is not None
        return bool(select.select([self._workshop.stdout], [], [], seconds)[0])

    def _answer(self) -> str:
        assert self._workshop.stdout is not None
        return self._workshop.stdout.readline().decode().strip()
