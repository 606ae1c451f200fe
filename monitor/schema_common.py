"""The shape of ``profiles/umum.yaml``: what holds for any regional government."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from monitor.schema_base import Frozen, Slug, Texts
from monitor.schema_profile import RegionLevel
from monitor.schema_territory import NameTrap


class Hints(Frozen):
    """Words that point to a level of government."""

    provinsi: Texts
    lokal: Texts
    pusat: Texts

    def of(self, level: str) -> dict[str, list[str]]:
        """Return the words as a government of that level sees them: own, other, national."""
        own, other = (self.provinsi, self.lokal) if level == "provinsi" else (self.lokal, self.provinsi)
        return {"own": list(own), "other": list(other), "national": list(self.pusat)}


class Field(Hints):
    """One field of government, who does what in it by level, and the agencies that answer for it."""

    id: Slug
    opd: tuple[Slug, ...]
    ground: str


class Common(Frozen):
    """The whole file. ``province_only``: agencies of provinces alone · ``local_names``: those of regencies.

    ``vertical``: bodies that bear the region's name (``{daerah}``) without being its government's.
    """

    zones: Mapping[Literal["WITA", "WIT"], Texts]
    province_only: tuple[Slug, ...]
    local_names: Mapping[Slug, str]
    competence: tuple[Field, ...]
    cues: Hints
    vertical: Mapping[RegionLevel, tuple[NameTrap, ...]]
