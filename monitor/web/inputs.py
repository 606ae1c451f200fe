"""What people put into addresses and filters, read with care."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from monitor.desk.browsing import Filter
from monitor.desk.overview import Asked
from monitor.desk.wording import STATES
from monitor.errors import InputError

# Deeper pages are reached by filters; the bound keeps an address typed by hand from costing anything.
LAST_PAGE = 2000
ORDERS = (("baru", "terbaru dulu"), ("lama", "terlama dulu"), ("tenggat", "tenggat terdekat"))
PERIODS = (
    ("hari-ini", "Hari ini"),
    ("minggu-ini", "Minggu ini"),
    ("minggu-lalu", "Minggu lalu"),
    ("bulan-ini", "Bulan ini"),
    ("bulan-lalu", "Bulan lalu"),
    ("triwulan-ini", "Triwulan ini"),
    ("triwulan-lalu", "Triwulan lalu"),
    ("tahun-ini", "Tahun ini"),
    ("tahun-lalu", "Tahun lalu"),
)
LEVELS = ("K1", "K2", "K3", "K4")


def day_of(text: str, label: str) -> date | None:
    """Return the day that an ISO date names, None for "". Raises InputError."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{label}: '{text[:40]}' bukan tanggal; tulis seperti 2026-11-21.") from error
    if not 2000 <= found.year <= 2100:
        raise InputError(f"{label}: tahun {found.year} di luar jangkauan.")
    return found


def page_of(text: str) -> int:
    """Return a page number, 1 where none or nonsense is given."""
    return (
        min(int(text), LAST_PAGE)
        if text.isdecimal() and text.isascii() and len(text) < 9 and int(text)
        else 1
    )


def filter_of(query: Mapping[str, str]) -> Filter:
    """Return which issues an address asks for; unknown words ask for nothing."""
    state, level, order = query.get("status", ""), query.get("tingkat", ""), query.get("urut", "")
    which = query.get("buka", "")
    return Filter(
        states=(state,) if state in STATES else (),
        levels=(level,) if level in LEVELS else (),
        opd=query.get("opd", "")[:80],
        open={"ya": True, "tidak": False}.get(which),
        words=query.get("q", "")[:200],
        order=order if order in dict(ORDERS) else "baru",
    )


def asked_of(query: Mapping[str, str]) -> Asked:
    """Return what a report's address asks for; days win over a named period. Raises InputError."""
    first, last = day_of(query.get("dari", ""), "Dari"), day_of(query.get("sampai", ""), "Sampai")
    named = query.get("masa", "")
    return Asked(
        named=named if named in dict(PERIODS) and not (first or last) else "",
        first=first,
        last=last,
        opd=query.get("opd", "")[:80],
        compare=query.get("banding") == "ya",
        explain=query.get("jejak") == "ya",
    )
