"""Dates as the Indonesian press writes them, read exactly or not at all.

Own layer before any library: feedparser and email.utils read "14:30 WIB" as 14:30 UTC, dateparser gives up at
"Jum'at", "24 Ags 2026" and any prefix, dateutil reads 12/08 as 8 December. Day comes first here, names map by
table, zones are read, and an unmarked time takes the outlet's zone, never a silent UTC.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agt agu ags agst aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nopember nov nop nopemb",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}
_ZONES = {
    "WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0,
}  # fmt: skip
_ZONE = r"(?P<zone>(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?\b|(?:WIB|WITA|WIT|UTC|GMT|Z)\b)"
_TIME = (
    r"(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    rf"\s*\(?{_ZONE}?"
)
_MONTH = r"(?P<mon>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"

_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        r"(?<!\d)(?P<y>(?:19|20)\d{2})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>20\d{2})(?P<mo>\d{2})(?P<d>\d{2})(?=T?\d{4,6}|\b)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*{_MONTH}[\s.,/-]*(?P<y>(?:19|20)\d{{2}}|\d{{2}}(?!\d|[:.]\d))",
        rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d{{2}})",
        r"(?<![\d.,/])(?P<d>\d{1,2})\s*(?P<sep>[/.-])\s*(?P<mo>\d{1,2})\s*(?P=sep)\s*(?P<y>(?:19|20)\d{2}|\d{2}(?![\d:.]))",
    )
)
# What may stand between a date and its time: "- ", "| ", ", ", "T", "pukul ", ") pukul ", "jam ", "WIB"
# (voi.id).
_AFTER = re.compile(rf"[\s,|)(–—\-•·@/]*(?:T|WIB|(?:pukul|pkl\.?|jam|at|pada)\b)?[\s,|:(–—-]*{_TIME}", re.I)
_COMPACT = re.compile(rf"T?(?P<h>\d{{2}})(?P<m>\d{{2}})(?P<s>\d{{2}})?(?P<half>)\s*{_ZONE}?", re.I)
_BEFORE = re.compile(rf"{_TIME}[\s,|)(–—\-•·/]*(?:pada\s+)?(?:[a-z']+,?\s*)?$", re.I)
_RELATIVE = re.compile(
    r"(\d{1,3})\s*(detik|menit|jam|hari|minggu|pekan|bulan)\s*(?:yang\s+|yg\s+)?lalu", re.I
)
_UNITS = {
    "detik": 1,
    "menit": 60,
    "jam": 3600,
    "hari": 86400,
    "minggu": 604800,
    "pekan": 604800,
    "bulan": 2592000,
}
_FRIDAY = re.compile(r"jum\s*['’‘`´]\s*at", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as read.

    ``instant`` is in UTC; ``wall`` the naive reading as printed; ``zoned`` whether the text named its zone;
    ``timed`` whether it named a time of day (else ``wall`` is midnight); ``raw`` the text.
    """

    instant: datetime
    wall: datetime
    zoned: bool
    timed: bool
    raw: str


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """Return the zone called ``name`` (IANA, WIB, WITA, WIT). Raise ValueError for an unknown one."""
    short = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
    try:
        return ZoneInfo(short.get(name.upper(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"zona waktu '{name}' tidak dikenal") from error


def read_date(
    raw: str, zone: tzinfo, *, day_first: bool = True, prefixes: tuple[str, ...] = ()
) -> Moment | None:
    """Return the first date in ``raw``, an unmarked time taken in ``zone``; None where there is none.

    ``prefixes`` are regular expressions cut off first. Of "tayang … diperbarui …" the first is the
    publication. Relative forms ("3 jam lalu") are no dates; see ``read_relative``.
    """
    text = _tidy(raw[:400])
    for prefix in prefixes:
        text = re.sub(prefix, " ", text, count=1, flags=re.I)
    if text.isdigit() and len(text) in (10, 13):
        return _epoch(text, raw)
    found = [match for shape in _SHAPES for match in shape.finditer(text)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        wall = _day(match, day_first)
        if wall is not None:
            return _with_time(text, match, wall, zone, raw)
    return None


def read_relative(raw: str, now: datetime) -> datetime | None:
    """Return about when "3 jam lalu", "kemarin" or "baru saja" was, seen from ``now``.

    None for anything else.
    """
    text = _tidy(raw[:200]).lower()
    match = _RELATIVE.search(text)
    if match:
        return now - timedelta(seconds=int(match[1]) * _UNITS[match[2].lower()])
    if "baru saja" in text:
        return now
    return now - timedelta(days=1) if "kemarin" in text.split() else None


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(raw))
    return " ".join(_FRIDAY.sub("Jumat", text).split())


def _epoch(text: str, raw: str) -> Moment | None:
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    wall = datetime(1970, 1, 1) + timedelta(seconds=seconds)  # noqa: DTZ001
    return Moment(wall.replace(tzinfo=UTC), wall, True, True, raw) if wall.year < 2100 else None


def _day(match: re.Match[str], day_first: bool) -> datetime | None:
    parts = match.groupdict()
    year, day = int(parts["y"]), int(parts["d"])
    month = _MONTHS[parts["mon"].lower()] if parts.get("mon") else int(parts["mo"])
    if parts.get("sep") and ((not day_first and day <= 12) or month > 12 >= day):
        day, month = month, day
    try:
        return datetime(year + 2000 if year < 100 else year, month, day)  # noqa: DTZ001
    except ValueError:
        return None


def _with_time(text: str, match: re.Match[str], wall: datetime, zone: tzinfo, raw: str) -> Moment:
    rest, before = text[match.end() :], text[: match.start()]
    glued = rest[:1].isdigit() or (rest[:1] in "Tt" and rest[1:7].isdigit())
    times = (_COMPACT.match(rest) if glued else None, _AFTER.match(rest), _BEFORE.search(before))
    for time in times:
        clock = _clock(time) if time else None
        if time and clock is not None:
            offset = _offset(time["zone"] or _stray_zone(rest[time.end() :] if time is not times[2] else ""))
            wall = wall + clock
            return Moment(_instant(wall, offset or zone), wall, offset is not None, True, raw)
    return Moment(_instant(wall, zone), wall, False, False, raw)


def _clock(match: re.Match[str]) -> timedelta | None:
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == second == 0:
        return timedelta(days=1)
    return (
        timedelta(hours=hour, minutes=minute, seconds=second)
        if hour < 24 and minute < 60 and second < 61
        else None
    )


def _stray_zone(rest: str) -> str | None:
    match = re.match(rf"[\s)(,-]*{_ZONE}", rest, re.I)
    return match["zone"] if match else None


def _offset(name: str | None) -> timezone | None:
    if not name:
        return None
    text = name.upper().replace(" ", "")
    if text in _ZONES:
        return timezone(timedelta(hours=_ZONES[text]))
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if not match:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-span if match[1] == "-" else span) if span < timedelta(hours=15) else None


def _instant(wall: datetime, zone: tzinfo) -> datetime:
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return wall.replace(tzinfo=UTC)
