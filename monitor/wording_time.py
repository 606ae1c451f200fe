"""Dates, instants and lengths of time in the Indonesian that staff read.

Babel knows these names too, but is a heavy dependency for nineteen words that never change.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_SHORT = 3  # letters that name a day or a month without doubt: Sen, Min, Agu, Des

_MINUTE = timedelta(minutes=1)


def format_date(day: date) -> str:
    """Return a day in full: "Sabtu, 21 November 2026"."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def format_day(day: date) -> str:
    """Return a day in short: "Sab 21 Nov 2026"."""
    return f"{DAYS[day.weekday()][:_SHORT]} {day.day} {MONTHS[day.month - 1][:_SHORT]} {day.year}"


def format_clock(instant: datetime, zone: tzinfo) -> str:
    """Return an aware instant's time of day in ``zone``: "18.40" (seconds are dropped, never rounded up)."""
    local = instant.astimezone(zone)
    return f"{local.hour:02d}.{local.minute:02d}"


def format_instant(instant: datetime, zone: tzinfo, label: str) -> str:
    """Return an aware instant in ``zone``, named by ``label``: "Sab 21 Nov 2026 18.40 WITA"."""
    return f"{format_day(instant.astimezone(zone).date())} {format_clock(instant, zone)} {label}"


def format_span(span: timedelta) -> str:
    """Return a length of time in hours and minutes: "2 jam 30 menit".

    Days are not used, for a working day and a day of 24 hours would look alike. Seconds are dropped;
    what is left below a minute is "kurang dari 1 menit". A negative length carries a minus sign.
    """
    if span < timedelta(0):
        return f"-{format_span(-span)}"
    if timedelta(0) < span < _MINUTE:
        return "kurang dari 1 menit"
    hours, minutes = divmod(span // _MINUTE, 60)
    parts = [f"{hours} jam"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} menit")
    return " ".join(parts)


def time_left(left: timedelta, running: bool, past: bool, frozen: bool = False) -> tuple[str, bool]:
    """Return what is left in words, and whether it is too late. ``past``: the deadline itself has gone by.

    A deadline on Friday evening is past on Sunday, though not a minute of work has gone by since.
    """
    if past and not left and not frozen:
        return "lewat tenggat", True
    late, unit = left < timedelta(0), "" if running else " kerja"
    said = f"lewat {format_span(-left)}{unit}" if late else f"sisa {format_span(left)}{unit}"
    return said + (", sedang ditunda" if frozen else ""), late
