"""The verdict on an issue: which band an article falls in, which level the policy gives, by which rule.

    ratings and articles of one issue
    | facts      what the rules may look at: severity, words, names, outlets, growth
    | verdict    the first level with a rule whose conditions all hold

Severity is what the text says; level is what the policy makes of it (DESIGN §2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from monitor.schema_policy import Bands, Growth, Policy, Rule
from monitor.span import DAY, HOUR, MINUTE, WORK_DAY, WORK_HOUR, WORK_MINUTE, parse_span

_GRAVITY = ("rendah", "sedang", "tinggi")
_WALL_CLOCK = {
    **dict.fromkeys((MINUTE, WORK_MINUTE), timedelta(minutes=1)),
    **dict.fromkeys((HOUR, WORK_HOUR), timedelta(hours=1)),
    **dict.fromkeys((DAY, WORK_DAY), timedelta(days=1)),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One article of an issue as the verdict sees it.

    ``severity``: the classifier's, "" or None where it gave none. ``evidence``: the sentences that caused
    the flag. ``national``: the outlet is a national one. ``flag`` false: context only, e.g. a clarification.
    """

    title: str
    text: str
    outlet: str
    published: datetime
    severity: str | None = None
    evidence: tuple[str, ...] = ()
    national: bool = False
    flag: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What the policy's rules may look at.

    ``severity``: the gravest of the flagged articles, "" where none; ``pointed``: titles and evidence;
    ``said``: titles and whole texts; ``first_seen``: when each outlet first wrote; ``opd``: the main agency
    proposed.
    """

    severity: str
    opd: str
    opd_named: bool
    official_named: bool
    pointed: tuple[str, ...]
    said: tuple[str, ...]
    first_seen: tuple[datetime, ...]
    national_outlets: int
    published: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level, the id of the rule that fired, and its sentence for staff."""

    level: str
    rule: str
    because: str


def band(probability: float, bands: Bands) -> str:
    """Return ``flag`` (an issue), ``check`` (a human should look) or ``drop`` for a flag probability."""
    if probability >= bands.flag:
        return "flag"
    return "check" if probability >= bands.check else "drop"


def facts(items: Sequence[Item], opd: str, agencies: Iterable[str], officials: Iterable[str]) -> Facts:
    """Return what the rules need to know of an issue. Raises ValueError without an article.

    ``agencies`` and ``officials``: names as texts write them; an official counts only in title or evidence,
    where the blame is, an agency anywhere.
    """
    if not items:
        raise ValueError("an issue without articles has no facts")
    flagged = [item for item in items if item.flag] or list(items)
    pointed = tuple(part for item in flagged for part in (item.title, *item.evidence))
    said = tuple(part for item in flagged for part in (item.title, item.text))
    severities = [item.severity for item in flagged if item.severity]
    first: dict[str, datetime] = {}
    for item in sorted(flagged, key=lambda item: item.published):
        first.setdefault(item.outlet, item.published)
    return Facts(
        severity=max(severities, key=_GRAVITY.index, default=""),
        opd=opd,
        opd_named=hold(said, tuple(agencies)),
        official_named=hold(pointed, tuple(officials)),
        pointed=pointed,
        said=said,
        first_seen=tuple(first.values()),
        national_outlets=len({item.outlet for item in flagged if item.national}),
        published=min(item.published for item in items),
    )


def verdict(known: Facts, policy: Policy, now: datetime, ignore: Iterable[str] = ()) -> Verdict:
    """Return the gravest level one of whose rules holds. ``ignore``: rules a human has overruled here.

    The policy's schema makes sure that K4 has a rule without conditions, so that a level is always found.
    """
    skipped = set(ignore)
    for level in policy.levels:
        for rule in level.rules:
            if rule.id not in skipped and _holds(rule, known, policy, now):
                return Verdict(level.id, rule.id, rule.because)
    last = policy.levels[-1]
    return Verdict(last.id, last.rules[-1].id, last.rules[-1].because)


def _holds(rule: Rule, known: Facts, policy: Policy, now: datetime) -> bool:
    words = policy.word_lists
    age = now - known.published
    checks: tuple[tuple[object, Callable[[], bool]], ...] = (
        (rule.severity, lambda: known.severity in rule.severity),
        (rule.opd, lambda: known.opd in rule.opd),
        (rule.opd_named is not None, lambda: known.opd_named is rule.opd_named),
        (rule.official_named is not None, lambda: known.official_named is rule.official_named),
        (rule.mentions, lambda: any(hold(known.pointed, words[name]) for name in rule.mentions)),
        (rule.mentions_all, lambda: all(hold(known.pointed, words[name]) for name in rule.mentions_all)),
        (rule.quotes, lambda: any(hold(known.said, words[name]) for name in rule.quotes)),
        (rule.outlets, lambda: len(known.first_seen) >= (rule.outlets or 0)),
        (rule.national_outlets, lambda: known.national_outlets >= (rule.national_outlets or 0)),
        (rule.growth, lambda: rule.growth is not None and has_grown(known.first_seen, rule.growth, now)),
        (rule.older_than_days, lambda: age > timedelta(days=rule.older_than_days or 0)),
    )
    return all(check() for written, check in checks if written)


def has_grown(first_seen: Sequence[datetime], growth: Growth, now: datetime) -> bool:
    """Return whether the outlets multiplied by the factor within the span; one outlet is the least base."""
    since = now - _running(growth.within)
    before = sum(1 for at in first_seen if at <= since)
    return len(first_seen) >= max(growth.min_outlets, growth.factor * max(before, 1))


def _running(text: str) -> timedelta:
    """Return a span on the wall clock: news spreads at night, too, so a calendar has no say in growth."""
    span = parse_span(text)
    return float(span.amount) * _WALL_CLOCK[span.unit]


def hold(texts: Iterable[str], words: tuple[str, ...]) -> bool:
    """Return whether one of ``texts`` holds one of the words or phrases."""
    return any(holds(text, words) for text in texts)


# An issue is judged anew with each article that joins; what its earlier texts hold stays as it was.
@lru_cache(maxsize=4096)
def holds(text: str, words: tuple[str, ...]) -> bool:
    """Return whether ``text`` holds one of the words or phrases, whole and in any case."""
    pattern = _pattern(words)
    return bool(pattern and pattern.search(text))


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for many words; blanks in a phrase match any white space."""
    kept = sorted((word for word in words if word.strip()), key=len, reverse=True)
    if not kept:
        return None
    body = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in kept)
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)
