"""robots.txt, read with the wildcards the outlets mean and remembered for a day.

protego, because the standard library's parser knows no ``*`` inside a path: Merdeka's "no URL with a query
string" would read as nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from monitor.clock import monotonic
from monitor.collect import problems
from monitor.collect.charset import to_text
from monitor.collect.fetch import Answer
from monitor.collect.problems import Failure

KEEP = 86400.0
# After an outage the file is asked for again soon; the wait is short enough for the next cron run.
KEEP_FAILURE = 600.0
# Crawl-delays above this are written against search engines with millions of pages, not for a dozen a day.
LONGEST_DELAY = 30.0

Get = Callable[[str], Answer | Failure]


class Robots:
    """The robots.txt of every origin met; safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._gate = clock, threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._known: dict[str, tuple[float, Protego | Failure | None]] = {}

    def check(self, url: str, agent: str, get: Get) -> Failure | float:
        """Return the crawl-delay (seconds, 0 if none) for ``url``, or why it must not be fetched.

        By RFC 9309: a missing file (any 4xx) allows everything, a server error forbids for the time being. A
        host that cannot be reached is let through: the fetch itself then says so in the right words.
        """
        parts = urlsplit(url)
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", get)
        if isinstance(rules, Failure):
            return rules
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, agent):
            return problems.by_robots(url)
        return min(float(rules.crawl_delay(agent) or 0.0), LONGEST_DELAY)

    def _rules(self, origin: str, get: Get) -> Protego | Failure | None:
        kept = self._known.get(origin)
        if kept and kept[0] > self._clock():
            return kept[1]
        with self._gate:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            kept = self._known.get(origin)
            if kept and kept[0] > self._clock():
                return kept[1]
            rules, keep = _read(get(f"{origin}/robots.txt"), origin)
            self._known[origin] = (self._clock() + keep, rules)
            return rules


def _read(answer: Answer | Failure, origin: str) -> tuple[Protego | Failure | None, float]:
    if isinstance(answer, Answer):
        text = to_text(answer.body, answer.charset)
        # Many small sites answer their 404 page with status 200 here.
        return (None, KEEP) if text.lstrip()[:1] == "<" else (Protego.parse(text), KEEP)
    if answer.status >= 500:
        return answer, KEEP_FAILURE
    return None, KEEP if 400 <= answer.status < 500 else KEEP_FAILURE
