"""Provinces, regencies and cities of Indonesia: names, short forms, capitals and heads of government."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

LEVELS = ("provinsi", "kabupaten", "kota")


@dataclass(frozen=True, slots=True)
class Head:
    """A head or deputy head of a government with the term in office (``None``: unknown or still there)."""

    name: str
    aka: tuple[str, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Region:
    """One province, regency or city.

    ``names`` are lower-case forms without the level word ("lampung barat", "lambar"); ``province`` is the
    name of the province it lies in, its own name for a province. The cities of Jakarta are
    ``administrative``: parts of the provincial government, not governments of their own (UU 29/2007, UU
    2/2024).
    """

    name: str
    level: str
    province: str
    names: tuple[str, ...]
    capital: str = ""
    heads: tuple[Head, ...] = ()
    administrative: bool = False

    @property
    def title(self) -> str:
        """The name with its level: "Provinsi Lampung", "Kota Metro"."""
        return f"{self.level.capitalize()} {self.name}"


def _month(text: str) -> date | None:
    return date.fromisoformat(text + "-01") if text else None


def _heads(rows: list[dict[str, Any]]) -> tuple[Head, ...]:
    return tuple(
        Head(
            str(row["name"]),
            tuple(map(str, row["aka"])),
            _month(str(row["since"])),
            _month(str(row["until"])),
        )
        for row in rows
    )


@cache
def regions() -> tuple[Region, ...]:
    """Return every region, provinces first within their group."""
    raw = json.loads(resources.files("classifiers").joinpath("data/regions.json").read_text("utf-8"))[
        "provinces"
    ]
    found: list[Region] = []
    for province, row in raw.items():
        names = (province.lower(), *row["aliases"])
        found.append(Region(province, "provinsi", province, names, "", _heads(row["heads"])))
        for title, part in row["regions"].items():
            level, name = title.split(" ", 1)
            names = (name.lower(), *part["aliases"])
            found.append(
                Region(
                    name,
                    level.lower(),
                    province,
                    tuple(dict.fromkeys((*names, *(n.replace("-", " ") for n in names)))),
                    part["capital"].lower(),
                    _heads(part.get("heads", [])),
                    province == "DKI Jakarta",
                )
            )
    return tuple(found)


def _squash(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("daerah istimewa", "di"))


@cache
def _index() -> dict[tuple[str, str], Region]:
    return {(region.level, _squash(name)): region for region in regions() for name in region.names}


def find(name: str, level: str = "") -> Region | None:
    """Return the region called ``name`` ("Provinsi NTB", "Kabupaten Lampung Barat", "Makassar"), or ``None``.

    ``level`` ("provinsi", "kabupaten", "kota") decides where the name carries no level word itself.
    """
    first, _, rest = name.strip().partition(" ")
    if rest and first.lower() in LEVELS:
        level, name = first.lower(), rest
    wanted = (level,) if level in LEVELS else LEVELS
    for each in wanted:
        region = _index().get((each, _squash(name)))
        if region is not None:
            return region
    return None
