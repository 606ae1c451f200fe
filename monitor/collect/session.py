"""What one process remembers between visits: connections, robots.txt of the day, whose turn it is.

``visit`` keeps no other state. Sessions are per process and per ``Defaults``: threads of one process
share one (politeness holds among them), processes do not, so jobs of one domain belong into one
process.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from monitor.collect.fetch import Answer, Ask, Fetcher
from monitor.collect.job import Job
from monitor.collect.problems import Failure
from monitor.collect.rawfeed import RawFeed, parse
from monitor.collect.robots import Robots
from monitor.collect.slots import Slots
from monitor.collect.urls import domain_of
from monitor.schema_feeds import Defaults

_PRODUCT = re.compile(r"([A-Za-z][\w-]*)/\d")
_BROWSERS = frozenset(("mozilla", "applewebkit", "chrome", "safari", "gecko", "firefox", "edg", "version"))


@dataclass
class Session:
    """The means of fetching and parsing, shared by the threads of a process."""

    fetcher: Fetcher = field(default_factory=Fetcher)
    robots: Robots = field(default_factory=Robots)
    slots: Slots = field(default_factory=Slots)
    parse: Callable[[bytes, int], RawFeed | None] = parse

    def get(self, job: Job, url: str, kind: str, etag: str = "", last_modified: str = "") -> Answer | Failure:
        """Fetch ``url`` for ``job``.

        Its turn, robots.txt, manners and limits; ``kind`` as in ``fetch.CAPS``.
        """
        manners = job.outlet.fetch
        agent = manners.user_agent or job.defaults.user_agent
        allow = frozenset((*job.defaults.allow_private_hosts, *manners.allow_hosts))
        ask = Ask(url, kind, agent, etag, last_modified, allow, job.defaults.timeout)
        # Nobody is bothered by a name that does not exist, so that costs no turn.
        refusal = self.fetcher.refusal(ask)
        delay = refusal or self._delay(job, url, ask)
        if isinstance(delay, Failure):
            return delay
        with self.slots.turn(slot_of(job, url), delay):
            answer = self.fetcher.get(ask, job.now)
        if isinstance(answer, Failure) and answer.retry_after and delay:
            # Within this process nobody else knocks either, but no thread sleeps a day for it.
            self.slots.hold(slot_of(job, url), min(answer.retry_after, 60.0))
        return answer

    def _delay(self, job: Job, url: str, ask: Ask) -> Failure | float:
        wanted = job.defaults.delay if job.outlet.fetch.delay is None else job.outlet.fetch.delay
        if not job.outlet.fetch.robots:
            return wanted

        def fetch(address: str) -> Answer | Failure:
            return self.fetcher.get(
                Ask(address, "robots", ask.agent, allow=ask.allow, timeout=ask.timeout), job.now
            )

        asked = self.robots.check(url, product(ask.agent), fetch)
        # A delay of nothing is an agreement with the outlet (the demo): robots.txt then cannot raise it.
        return asked if isinstance(asked, Failure) or not wanted else max(wanted, asked)

    def close(self) -> None:
        """Close all connections."""
        self.fetcher.close()


def slot_of(job: Job, url: str) -> str:
    """Return whose door ``url`` knocks at: the outlet's configured group, else the registrable domain."""
    return job.outlet.fetch.group or domain_of(url)


def product(agent: str) -> str:
    """Return the name robots.txt may call us by: the last product of the user agent that is no browser's."""
    names = [name for name in _PRODUCT.findall(agent) if name.lower() not in _BROWSERS]
    return names[-1] if names else agent


_SESSIONS: dict[Defaults, Session] = {}
_GATE = threading.Lock()


def session_for(defaults: Defaults) -> Session:
    """Return this process's session for ``defaults``, made at first use."""
    with _GATE:
        return _SESSIONS.setdefault(defaults, Session()) if defaults not in _SESSIONS else _SESSIONS[defaults]


def rest(defaults: Iterable[Defaults]) -> None:
    """Close the connections of these sessions; robots.txt of the day and whose turn it is stay known."""
    with _GATE:
        sessions = [_SESSIONS[one] for one in set(defaults) if one in _SESSIONS]
    for session in sessions:
        session.close()
