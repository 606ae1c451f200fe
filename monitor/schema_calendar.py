"""The shape of a profile's ``calendar.yaml``: keys in Indonesian, for the office edits the file.

Nothing is read here but the zone database; the reader of the file adds file and line to a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, field_validator, model_validator

from monitor.schema_base import Frozen, refuse
from monitor.wording_time import DAYS

DEFAULT = "default"
ALWAYS = "24/7"

Window = tuple[int, int]
"""Opening and closing time of one window, in minutes after local midnight."""

Week = tuple[tuple[Window, ...], ...]
"""Windows of the seven weekdays, Monday first; a day without windows is off."""

_DAY_NAMES = [name.lower() for name in DAYS]
_WINDOW = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")
_MIDNIGHT = 24 * 60
_LONGEST_RAMADAN = 30  # days; a lunar month never has more
_SATURDAY = 5


def _hint(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f", mungkin maksudnya '{near[0]}'" if near else ""


def _window(text: object) -> Window:
    found = _WINDOW.fullmatch(str(text).strip())
    if not found:
        raise ValueError(f"jam '{text}' tidak dikenali, tulis seperti '07.30-12.00'")
    opening_hour, opening_minute, closing_hour, closing_minute = map(int, found.groups())
    opening, closing = opening_hour * 60 + opening_minute, closing_hour * 60 + closing_minute
    if max(opening_minute, closing_minute) >= 60 or closing > _MIDNIGHT:
        raise ValueError(f"jam '{text}' bukan waktu yang ada, gunakan 00.00 sampai 24.00")
    if opening >= closing:
        raise ValueError(
            f"jam '{text}' harus berakhir sesudah mulai; jam yang melewati tengah malam dibagi dua hari"
        )
    return opening, closing


def _windows(value: object) -> tuple[Window, ...]:
    rows = value if isinstance(value, list | tuple) else [value]
    windows = tuple(_window(row) for row in rows)
    if any(earlier[1] > later[0] for earlier, later in pairwise(windows)):
        raise ValueError(f"jam {', '.join(map(str, rows))} tumpang tindih atau tidak urut; urutkan dari pagi")
    return windows


def _days(key: str) -> range:
    """Return the weekdays (0 = Monday) that a key such as "senin-kamis" or "jumat" names."""
    ends = [part.strip().lower() for part in re.split(r"[-–]", key)]
    for name in ends:
        if name not in _DAY_NAMES:
            raise ValueError(f"hari '{name}' tidak dikenal{_hint(name, _DAY_NAMES)}")
    first, last = _DAY_NAMES.index(ends[0]), _DAY_NAMES.index(ends[-1])
    if len(ends) > 2 or first > last:
        raise ValueError(f"rentang hari '{key}' tidak dikenali, tulis seperti 'senin-kamis'")
    return range(first, last + 1)


def _week(value: object) -> Week:
    if not isinstance(value, Mapping) or not value:
        raise ValueError("tabel jam kerja kosong, isi misalnya 'senin-kamis: [07.30-12.00, 13.00-16.00]'")
    week: list[tuple[Window, ...] | None] = [None] * len(_DAY_NAMES)
    for key, rows in value.items():
        try:
            days, windows = _days(str(key)), _windows(rows)
        except ValueError as fault:
            raise refuse(str(fault), key) from fault
        for day in days:
            if week[day] is not None:
                raise refuse(f"hari '{_DAY_NAMES[day]}' diisi dua kali", key)
            week[day] = windows
    if not any(week):
        raise ValueError("tabel jam kerja tidak memuat satu jam kerja pun")
    return tuple(windows or () for windows in week)


class Ramadan(Frozen):
    """One month of Ramadan, first and last day included; ``estimate`` until the government has fixed it."""

    first: date = Field(alias="mulai")
    last: date = Field(alias="sampai")
    estimate: bool = Field(default=False, alias="perkiraan")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not 1 <= (self.last - self.first).days + 1 <= _LONGEST_RAMADAN:
            days = f"1 sampai {_LONGEST_RAMADAN} hari"
            raise refuse(
                f"Ramadan {self.first} sampai {self.last} harus {days}; periksa tanggalnya", "sampai"
            )
        return self


class Closure(Frozen):
    """A day off that the national list does not have; ``joint``: it is a cuti bersama. No calendars: all."""

    day: date = Field(alias="tanggal")
    reason: str = Field(alias="alasan", min_length=1)
    joint: bool = Field(default=False, alias="cuti_bersama")
    calendars: tuple[str, ...] = Field(default=(), alias="hanya")


class ExtraDay(Frozen):
    """A day worked although list or weekend say otherwise, or worked in other hours. No calendars: all."""

    day: date = Field(alias="tanggal")
    reason: str = Field(alias="alasan", min_length=1)
    windows: Annotated[tuple[Window, ...], BeforeValidator(_windows)] = Field(default=(), alias="jam")
    calendars: tuple[str, ...] = Field(default=(), alias="hanya")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.day.weekday() >= _SATURDAY and not self.windows:
            raise refuse(f"hari kerja tambahan {self.day} jatuh pada akhir pekan; isi juga 'jam'", "tanggal")
        return self


class WeekInForce(Frozen):
    """Which week table holds from a date on, and which one in Ramadan (none: the same)."""

    since: date = Field(alias="berlaku_dari")
    week: str = Field(alias="jam")
    ramadan: str | None = Field(default=None, alias="jam_ramadan")
    ground: str = Field(default="", alias="dasar")


class CalendarRow(Frozen):
    """One calendar by name: either always open (written ``24/7``) or week tables, each from its date on."""

    always_open: bool = Field(default=False, alias="selalu_buka")
    weeks: tuple[WeekInForce, ...] = Field(default=(), alias="berlaku")
    national_holidays: bool = Field(default=True, alias="libur_nasional")
    hours_per_day: float | None = Field(default=None, alias="jam_per_hari_kerja", gt=0, le=24)

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, str) and value.strip() != ALWAYS:
            raise ValueError(f"kalender '{value}' tidak dikenali, tulis {ALWAYS} atau daftar 'berlaku'")
        return {"selalu_buka": True} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.always_open == bool(self.weeks):
            raise refuse(f"kalender diisi dengan {ALWAYS} atau dengan daftar 'berlaku', salah satu saja")
        dates = [row.since for row in self.weeks]
        if any(earlier >= later for earlier, later in pairwise(dates)):
            raise refuse("daftar 'berlaku' harus urut dari tanggal terlama, tanpa tanggal kembar", "berlaku")
        return self


class CalendarTable(Frozen):
    """A whole ``calendar.yaml``: zone, named week tables, named calendars, Ramadan and local exceptions."""

    version: str = Field(alias="versi", min_length=1)
    zone: str = Field(alias="zona")
    label: str = Field(alias="label_zona", min_length=1)
    hours_per_day: float = Field(alias="jam_per_hari_kerja", gt=0, le=24)
    weeks: dict[str, Annotated[Week, BeforeValidator(_week)]] = Field(alias="jam")
    calendars: dict[str, CalendarRow] = Field(alias="kalender")
    ramadan: tuple[Ramadan, ...] = Field(default=(), alias="ramadan")
    closures: tuple[Closure, ...] = Field(default=(), alias="libur_tambahan")
    extra_days: tuple[ExtraDay, ...] = Field(default=(), alias="hari_kerja_tambahan")

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        zones = available_timezones()
        if value not in zones:
            raise ValueError(f"zona waktu '{value}' tidak dikenal{_hint(value, sorted(zones))}")
        return value

    @field_validator("ramadan")
    @classmethod
    def _in_order(cls, value: tuple[Ramadan, ...]) -> tuple[Ramadan, ...]:
        for earlier, later in pairwise(value):
            if earlier.last >= later.first:
                raise ValueError(
                    f"Ramadan mulai {later.first} tidak urut atau tumpang tindih dengan sebelumnya"
                )
        return value

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        if DEFAULT not in self.calendars:
            raise refuse(f"kalender '{DEFAULT}' wajib ada", "kalender")
        for name, calendar in self.calendars.items():
            for number, row in enumerate(calendar.weeks):
                for key, week in (("jam", row.week), ("jam_ramadan", row.ramadan)):
                    if week is not None and week not in self.weeks:
                        message = f"tabel jam '{week}' tidak ada{_hint(week, self.weeks)}"
                        raise refuse(message, "kalender", name, "berlaku", number, key)
        for key, number, exception in self._exceptions():
            for name in exception.calendars:
                if name not in self.calendars:
                    message = f"kalender '{name}' tidak ada{_hint(name, self.calendars)}"
                    raise refuse(message, key, number, "hanya")
        return self

    @model_validator(mode="after")
    def _one_rule_a_day(self) -> Self:
        seen: set[tuple[date, str]] = set()
        for key, number, row in self._exceptions():
            for name in row.calendars or self.calendars:
                if (row.day, name) in seen:
                    message = (
                        f"tanggal {row.day} sudah disebut untuk kalender '{name}'; "
                        "hapus salah satu dari libur_tambahan atau hari_kerja_tambahan"
                    )
                    raise refuse(message, key, number, "tanggal")
                seen.add((row.day, name))
        return self

    def _exceptions(self) -> Iterator[tuple[str, int, Closure | ExtraDay]]:
        """Yield key, number and row of all local exceptions."""
        for number, closure in enumerate(self.closures):
            yield "libur_tambahan", number, closure
        for number, extra in enumerate(self.extra_days):
            yield "hari_kerja_tambahan", number, extra

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone whose clock the windows are written in."""
        return ZoneInfo(self.zone)
