"""How invented outlets write dates: the forms of the Indonesian press, oddities included."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

# Indonesia keeps no summer time, so fixed offsets say the same as zone names and carry the printed label.
WIB = timezone(timedelta(hours=7), "WIB")
WITA = timezone(timedelta(hours=8), "WITA")

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)
OLD_MONTHS = {"Februari": "Pebruari", "November": "Nopember"}

_PLACEHOLDER = re.compile(r"\{(tanggal|hari|tahun|bulan)([+-]\d+)?\}")


def day_name(day: date, *, apostrophe: bool = False) -> str:
    """Return the Indonesian weekday; ``apostrophe`` writes Friday the older way, "Jum'at"."""
    name = DAYS[day.weekday()]
    return "Jum'at" if apostrophe and name == "Jumat" else name


def month_name(day: date, *, old: bool = False) -> str:
    """Return the Indonesian month; ``old`` writes "Nopember" and "Pebruari"."""
    name = MONTHS[day.month - 1]
    return OLD_MONTHS.get(name, name) if old else name


def fill_dates(text: str, day: date) -> str:
    """Put dates in for ``{tanggal}``, ``{hari-1}``, ``{bulan}``, ``{tahun}`` … seen from ``day``."""

    def put(match: re.Match[str]) -> str:
        that = day + timedelta(days=int(match[2] or 0))
        forms = {
            "tanggal": f"{day_name(that)} ({that.day}/{that.month}/{that.year})",
            "hari": day_name(that),
            "bulan": month_name(that),
            "tahun": str(that.year),
        }
        return forms[match[1]]

    return _PLACEHOLDER.sub(put, text)


def rfc822(at: datetime, zone: timezone | None = None) -> str:
    """Return "Thu, 12 Nov 2026 01:12:00 +0000" (WordPress: UTC whatever the site's zone)."""
    return format_datetime(at.astimezone(zone or UTC))


def http_date(at: datetime) -> str:
    """Return the form HTTP headers use, "Thu, 12 Nov 2026 01:12:00 GMT"."""
    return format_datetime(at.astimezone(UTC), usegmt=True)


def rfc822_indonesian(at: datetime) -> str:
    """Return "Jum'at, 13 Nov 2026 20:40:00 +0800": a feed date no standard parser reads."""
    here = at.astimezone(WITA)
    day = day_name(here, apostrophe=True)
    return f"{day}, {here:%d} {month_name(here)[:3]} {here:%Y %H:%M:%S} +0800"


def database_form(at: datetime) -> str:
    """Return "2026-11-12 09:12:00" in WITA without saying so, as home-made systems do."""
    return f"{at.astimezone(WITA):%Y-%m-%d %H:%M:%S}"


def long_form(at: datetime, zone: timezone = WITA, *, join: str = " ", apostrophe: bool = False) -> str:
    """Return "Kamis, 12 November 2026 09:12 WITA"; ``join`` stands between date and time."""
    here = at.astimezone(zone)
    day = day_name(here, apostrophe=apostrophe)
    return f"{day}, {here.day} {month_name(here)} {here.year}{join}{here:%H:%M} {zone}"


def old_form(at: datetime) -> str:
    """Return "Kamis, 12 Nopember 2026 | 09.12 WITA": older spelling, a dot in the time."""
    here = at.astimezone(WITA)
    return f"{day_name(here)}, {here.day:02d} {month_name(here, old=True)} {here.year} | {here:%H.%M} WITA"


def short_form(at: datetime, zone: timezone) -> str:
    """Return "Kamis, 12 Nov 2026 08:12 WIB" (the abbreviations Agu and Mei included)."""
    here = at.astimezone(zone)
    return f"{day_name(here)}, {here:%d} {month_name(here)[:3]} {here:%Y %H:%M} {zone}"


def slash_form(at: datetime, zone: timezone) -> str:
    """Return "12/11/2026, 08:12 WIB", day first."""
    return f"{at.astimezone(zone):%d/%m/%Y, %H:%M} {zone}"


def day_form(at: datetime) -> str:
    """Return "Kamis, 12 November 2026" (Blogger's date header, no time)."""
    here = at.astimezone(WITA)
    return f"{day_name(here)}, {here.day} {month_name(here)} {here.year}"


def iso(at: datetime, zone: timezone = WITA) -> str:
    """Return "2026-11-12T09:12:00+08:00"."""
    return at.astimezone(zone).isoformat(timespec="seconds")
