"""The shape of ``wilayah.yaml``: areas, roads, the division of tasks between levels, and misleading names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from monitor.schema_base import Frozen, Slug, Texts, refuse

Confidence = Literal["tinggi", "sedang", "rendah"]
# A date as well as the sources know it: a year, a month or a day.
LooseDate = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


def first_day(loose: str, default: date) -> date:
    """Return the first day that a loose date ("2018", "2018-09", "2018-09-05") can mean."""
    return date.fromisoformat(f"{loose}-01-01"[:10]) if loose else default


class RegionHead(Frozen):
    """The elected head of a regency or city and the deputy."""

    title: str
    name: str
    deputy: str = ""
    aka: Texts = ()
    start: LooseDate = ""
    confidence: Confidence = "sedang"
    source: str = ""


class Area(Frozen):
    """One regency or city inside the region (for a regency's own profile: its districts).

    ``government_names``: bodies of that area's own government, which are not the monitored one.
    ``kecamatan``: names and other spellings. ``traps``: what is easily misread, for people.
    """

    slug: Slug
    name: str
    kind: Literal["kabupaten", "kota", "kecamatan"]
    capital: str = ""
    region: str = ""
    aliases: Texts = ()
    government_names: Texts = ()
    head: RegionHead | None = None
    earlier_heads: Texts = ()
    kecamatan: Texts = ()
    traps: Texts = ()


class Road(Frozen):
    """One road by its name and who keeps it; ``where`` holds slugs of areas."""

    name: str
    where: Texts = ()
    aliases: Texts = ()
    confidence: Confidence = "sedang"
    source: str = ""
    note: str = ""


class Roads(Frozen):
    """Roads by keeper. A road's everyday name ("poros") says nothing about its status."""

    rule: str = ""
    total: str = ""
    own: tuple[Road, ...] = ()
    national: tuple[Road, ...] = ()
    other: tuple[Road, ...] = ()


class Competence(Frozen):
    """One field of government: what belongs to the monitored level, what to others, and the legal ground.

    ``opd``: the agencies that answer for the own part, the first one first.
    """

    id: Slug
    own: Texts
    other: Texts = ()
    national: Texts = ()
    opd: Annotated[tuple[Slug, ...], Field(min_length=1)]
    ground: str = ""
    note: str = ""


class Cues(Frozen):
    """Words that point to a level of government; ``tie_breakers`` are rules for people."""

    own: Texts = ()
    other: Texts = ()
    national: Texts = ()
    tie_breakers: Texts = ()
    committees: Mapping[str, str] = Field(default_factory=dict)


class NameTrap(Frozen):
    """A body whose name looks like an agency's; ``looks_like`` is that slug (empty: the government's own)."""

    names: Annotated[Texts, Field(min_length=1)]
    looks_like: str = ""
    really: str
    note: str = ""


class Territory(Frozen):
    """``wilayah.yaml``: areas, roads, division of tasks, cues and traps."""

    version: str
    groups: Mapping[str, Texts] = Field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    roads: Roads = Roads()
    competence: tuple[Competence, ...] = ()
    cues: Cues = Cues()
    traps: tuple[NameTrap, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of all areas, in the order of the file."""
        return tuple(one.slug for one in self.areas)

    def places(self) -> Iterator[str]:
        """Yield every name of a place in the region: areas, their other names, capitals, districts."""
        for area in self.areas:
            names = dict.fromkeys((area.name, *area.aliases, area.capital, *area.kecamatan))
            yield from filter(None, names)

    @model_validator(mode="after")
    def _slugs_are_unique(self) -> Self:
        for number, one in enumerate(self.areas):
            if one.slug in self.slugs[:number]:
                raise refuse(f"slug '{one.slug}' tertulis dua kali; beri slug lain", "areas", number, "slug")
        return self
