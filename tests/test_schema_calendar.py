"""The calendar file: what it may say, and how it refuses what it may not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from monitor.schema_calendar import CalendarTable

SMALL: dict[str, Any] = {
    "versi": "uji-1",
    "zona": "Asia/Makassar",
    "label_zona": "WITA",
    "jam_per_hari_kerja": 7.5,
    "jam": {"biasa": {"senin-kamis": ["07.30-12.00", "13.00-16.00"], "jumat": "07:30 – 11:30"}},
    "kalender": {"default": {"berlaku": [{"berlaku_dari": "2023-04-12", "jam": "biasa"}]}, "penuh": "24/7"},
}


def changed(**keys: Any) -> dict[str, Any]:
    return deepcopy(SMALL) | keys


def with_week(week: Any) -> dict[str, Any]:
    return changed(jam={"biasa": week})


def with_calendar(calendar: Any) -> dict[str, Any]:
    return changed(kalender={"default": calendar})


def test_ranges_of_days_and_both_ways_to_write_a_time_are_read() -> None:
    week = CalendarTable.model_validate(SMALL).weeks["biasa"]
    assert week == (*[((450, 720), (780, 960))] * 4, ((450, 690),), (), ())


def test_a_calendar_may_be_always_open() -> None:
    assert CalendarTable.model_validate(SMALL).calendars["penuh"].always_open


def test_a_window_may_end_at_midnight() -> None:
    week = CalendarTable.model_validate(with_week({"senin": "00.00-24.00"})).weeks["biasa"]
    assert week[0] == ((0, 1440),)


ROW = {"berlaku_dari": "2023-04-12", "jam": "biasa"}
REFUSED = [
    (changed(zona="Asia/Makasar"), "mungkin maksudnya 'Asia/Makassar'"),
    (changed(hari="senin"), "hari"),
    (with_week({"senin": ["7-12"]}), "tulis seperti '07.30-12.00'"),
    (with_week({"senin": ["07.60-12.00"]}), "bukan waktu yang ada"),
    (with_week({"senin": ["07.30-24.30"]}), "bukan waktu yang ada"),
    (with_week({"senin": ["12.00-07.30"]}), "harus berakhir sesudah mulai"),
    (with_week({"senin": ["20.00-04.00"]}), "dibagi dua hari"),
    (with_week({"senin": ["07.30-12.00", "11.00-16.00"]}), "tumpang tindih"),
    (with_week({"senin": ["13.00-16.00", "07.30-12.00"]}), "urutkan dari pagi"),
    (with_week({"jumaat": ["07.30-12.00"]}), "mungkin maksudnya 'jumat'"),
    (with_week({"kamis-senin": ["07.30-12.00"]}), "rentang hari"),
    (with_week({"senin-kamis": ["07.30-12.00"], "rabu": ["07.30-12.00"]}), "diisi dua kali"),
    (with_week({}), "tabel jam kerja kosong"),
    (with_week({"senin": []}), "tidak memuat satu jam kerja pun"),
    (changed(kalender={"kantor": "24/7"}), "'default' wajib ada"),
    (with_calendar("24/8"), "tulis 24/7"),
    (with_calendar({}), "salah satu saja"),
    (with_calendar({"selalu_buka": True, "berlaku": [ROW]}), "salah satu saja"),
    (with_calendar({"berlaku": [ROW | {"jam": "biassa"}]}), "mungkin maksudnya 'biasa'"),
    (with_calendar({"berlaku": [ROW | {"jam_ramadan": "puasa"}]}), "tabel jam 'puasa' tidak ada"),
    (with_calendar({"berlaku": [ROW, ROW]}), "tanpa tanggal kembar"),
    (changed(jam_per_hari_kerja=0), "greater than 0"),
    (changed(ramadan=[{"mulai": "2026-03-20", "sampai": "2026-02-19"}]), "harus 1 sampai 30 hari"),
    (changed(ramadan=[{"mulai": "2026-02-19", "sampai": "2026-03-21"}]), "harus 1 sampai 30 hari"),
    (
        changed(
            ramadan=[
                {"mulai": "2026-02-19", "sampai": "2026-03-20"},
                {"mulai": "2026-03-20", "sampai": "2026-04-10"},
            ]
        ),
        "tumpang tindih",
    ),
    (
        changed(libur_tambahan=[{"tanggal": "2026-10-19", "alasan": "Hari jadi", "hanya": ["defolt"]}]),
        "mungkin maksudnya 'default'",
    ),
    (changed(hari_kerja_tambahan=[{"tanggal": "2026-07-11", "alasan": "Ganti"}]), "isi juga 'jam'"),
    (
        changed(
            libur_tambahan=[{"tanggal": "2026-10-19", "alasan": "Hari jadi"}],
            hari_kerja_tambahan=[{"tanggal": "2026-10-19", "alasan": "Ganti", "hanya": ["penuh"]}],
        ),
        "sudah disebut untuk kalender 'penuh'",
    ),
]


@pytest.mark.parametrize(("table", "words"), REFUSED)
def test_a_wrong_table_is_refused_in_words_that_name_the_cure(table: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CalendarTable.model_validate(table)
    first = caught.value.errors()[0]
    assert words in f"{first['msg']} {first['loc']}"


def test_a_refusal_points_at_the_key_that_is_wrong() -> None:
    table = changed(libur_tambahan=[{"tanggal": "2026-10-19", "alasan": "x", "hanya": ["penuhh"]}])
    with pytest.raises(ValidationError) as caught:
        CalendarTable.model_validate(table)
    assert caught.value.errors()[0]["ctx"]["at"] == ["libur_tambahan", 0, "hanya"]


def test_one_date_may_be_ruled_once_in_each_calendar() -> None:
    table = changed(
        libur_tambahan=[{"tanggal": "2026-10-19", "alasan": "Hari jadi", "hanya": ["default"]}],
        hari_kerja_tambahan=[{"tanggal": "2026-10-19", "alasan": "Siaga", "hanya": ["penuh"]}],
    )
    assert CalendarTable.model_validate(table).closures[0].day == date(2026, 10, 19)


def test_nothing_in_a_table_can_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CalendarTable.model_validate(SMALL).version = "lain"
