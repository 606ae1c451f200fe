"""What is wrong with a source although it answers: silence, overrun, a moved address, articles without dates.

Pure: what is remembered of a source goes in, sentences for the administrator come out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from monitor.collect.schedule import GONE_TIMES
from monitor.model import SourceState
from monitor.schema_feeds import Source
from monitor.wording_time import format_span

# A redirect that says "for good" is believed when three visits in a row met the same one.
MOVED_TIMES = 3
SILENT_TIMES = 3
# Fewer days with news than this give no idea of what is usual.
LEAST_DAYS = 3
GAP_SHOWN = timedelta(days=3)
# Outlets forget a date now and then; below this the rules for dates of the source need a look.
DATED_LEAST = 0.8

# Addresses that YAML reads as they stand inside {…}; "?" and a closing ":" mean something else to it.
_PLAIN = re.compile(r"https?://[A-Za-z0-9/:._~=&+%@-]*[A-Za-z0-9/]")


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to look at.

    ``kind``: ``hilang`` (410 again and again) · ``pindah`` (moved for good) · ``senyap`` (silent for long) ·
    ``celah`` (news may have been missed) · ``tanggal`` (articles without dates). ``text`` is one Indonesian
    sentence; ``line`` what to write into feeds.yaml, or "".
    """

    kind: str
    text: str
    line: str = ""


def alarms(source: Source, state: SourceState, arrivals: Sequence[datetime], zone: ZoneInfo) -> list[Alarm]:
    """Return what to look at; ``arrivals`` are the instants at which the source brought something new."""
    return [
        *_gone(state),
        *_moved(source, state),
        *_silent(state, arrivals, zone),
        *_gap(state),
        *_dates(state),
    ]


def _gone(state: SourceState) -> Iterator[Alarm]:
    if state.gone >= GONE_TIMES:
        text = (
            "Alamat ini dinyatakan dihapus untuk selamanya (410) dan hanya dicoba lagi sebulan sekali; "
            "cari gantinya dengan 'monitor sources discover'."
        )
        yield Alarm("hilang", text)


def _moved(source: Source, state: SourceState) -> Iterator[Alarm]:
    if state.moved >= MOVED_TIMES:
        text = "Alamat ini pindah untuk selamanya; ganti barisnya di feeds.yaml."
        yield Alarm("pindah", text, yaml_line(source.kind, state.moved_to, source.confidence))


def _silent(state: SourceState, arrivals: Sequence[datetime], zone: ZoneInfo) -> Iterator[Alarm]:
    usual = usual_gap(arrivals, zone)
    if usual is None or state.last_new is None or state.last_ok is None:
        return
    limit = SILENT_TIMES * max(usual, timedelta(seconds=state.interval))
    silence = state.last_ok - state.last_new
    if silence > limit:
        text = (
            f"Tidak ada berita baru selama {format_span(silence)}, padahal jedanya biasanya paling lama "
            f"{format_span(usual)}; buka situsnya dan bandingkan."
        )
        yield Alarm("senyap", text)


def usual_gap(arrivals: Sequence[datetime], zone: ZoneInfo) -> timedelta | None:
    """Return the usual gap between new items: the longest of a day, as the middle of all days has it.

    A plain mean or median of gaps would be half an hour for an outlet that sleeps from ten to six, and every
    night an alarm. A gap belongs to the local day on which it ends. None while too few days are known.
    """
    longest: dict[date, timedelta] = {}
    for before, after in pairwise(sorted(arrivals)):
        day = after.astimezone(zone).date()
        longest[day] = max(longest.get(day, timedelta()), after - before)
    if len(longest) < LEAST_DAYS:
        return None
    return timedelta(seconds=median(gap.total_seconds() for gap in longest.values()))


def _gap(state: SourceState) -> Iterator[Alarm]:
    if state.gap_at and state.last_ok and state.last_ok - state.gap_at < GAP_SHOWN:
        text = (
            "Semua berita yang terdaftar baru sejak kunjungan sebelumnya, jadi mungkin ada yang terlewat; "
            "perpendek interval atau tambahkan peta situsnya."
        )
        yield Alarm("celah", text)


def _dates(state: SourceState) -> Iterator[Alarm]:
    if state.dated is not None and state.dated < DATED_LEAST:
        text = (
            f"Hanya {state.dated:.0%} beritanya bertanggal, sisanya dihitung sejak pertama terbaca; "
            "periksa aturan 'dates'."
        )
        yield Alarm("tanggal", text)


def yaml_line(kind: str, url: str, confidence: str) -> str:
    """Return a source as one line of feeds.yaml."""
    written = url if _PLAIN.fullmatch(url) else json.dumps(url, ensure_ascii=False)
    return f"- {{kind: {kind}, url: {written}, confidence: {confidence}}}"
