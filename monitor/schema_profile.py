"""The shape of a profile: who the government is, its agencies, its region.

A profile is a folder: ``profil.yaml`` (``Identity``), ``opd.yaml`` (``Registry``), ``wilayah.yaml``
(``Territory``), ``policy.yaml`` and ``calendar.yaml``. Nothing in the code knows a particular province.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from monitor.schema_base import Frozen, Slug, Texts, check_zone, refuse
from monitor.schema_calendar import CalendarTable
from monitor.schema_policy import Policy

RegionLevel = Literal["provinsi", "kabupaten", "kota"]
Confidence = Literal["tinggi", "sedang", "rendah"]
OpdKind = Literal[
    "pimpinan",
    "sekretariat",
    "biro",
    "inspektorat",
    "satpol",
    "badan",
    "dinas",
    "rumah-sakit",
    "bumd",
    "lain",
]
# A date as well as the sources know it: a year, a month or a day.
LooseDate = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


def first_day(loose: str, default: date) -> date:
    """Return the first day that a loose date ("2018", "2018-09", "2018-09-05") can mean."""
    return date.fromisoformat(f"{loose}-01-01"[:10]) if loose else default


class Names(Frozen):
    """A government or a region by all its names; ``names`` gives them, longest first."""

    name: str
    short: str
    aliases: Texts = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once, the longest first, so that a search finds the fullest."""
        every = dict.fromkeys((self.name, self.short, *self.aliases))
        return tuple(sorted(every, key=len, reverse=True))


class Verifier(Frozen):
    """The unit that verifies issues and publishes answers (its name differs between governments)."""

    unit: str
    opd: Slug
    contact: str = ""


class Letterhead(Frozen):
    """What stands above letters and reports."""

    lines: Texts
    address: str = ""
    contact: str = ""
    city: str


class Person(Frozen):
    """One term of office of one leader; ``end`` empty: in office. ``opd`` is the slug of the office held."""

    name: str
    role: str
    opd: Slug
    aka: Texts = ()
    start: LooseDate = ""
    end: LooseDate = ""
    note: str = ""
    source: str = ""

    def held_office(self, on: date) -> bool:
        """Return whether the term covers ``on``; a loose end counts as the first day it can mean."""
        return first_day(self.start, date.min) <= on < first_day(self.end, date.max)


class Identity(Frozen):
    """``profil.yaml``: whose coverage is watched. ``zone``: IANA name, ``zone_label``: what staff read."""

    version: str
    name: str
    level: RegionLevel
    zone: Annotated[str, AfterValidator(check_zone)]
    zone_label: str
    region: Names
    government: Names
    verifier: Verifier
    letterhead: Letterhead
    persons: tuple[Person, ...] = ()

    def in_office(self, on: date) -> tuple[Person, ...]:
        """Return the leaders whose term covers ``on``."""
        return tuple(person for person in self.persons if person.held_office(on))


class Head(Frozen):
    """A head of an agency and when the press or a document showed the person there (not the legal term)."""

    name: str
    role: str
    seen: str = ""


class Opd(Frozen):
    """One agency, hospital, regional company or leader that may have to answer.

    ``not_this``: bodies often mistaken for it. ``calendar``: the calendar that its deadlines follow.
    """

    slug: Slug
    name: str
    short: str
    kind: OpdKind
    parent: str = ""
    calendar: str = "default"
    former_names: Texts = ()
    aliases: Texts = ()
    units: Texts = ()
    topics: Texts = ()
    not_this: Texts = ()
    heads: tuple[Head, ...] = ()
    confidence: Confidence = "sedang"
    source: Texts = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the agency once: present, short, other and former ones."""
        return tuple(dict.fromkeys((self.name, self.short, *self.aliases, *self.former_names)))


class AmbiguousAlias(Frozen):
    """A name that fits several agencies, and the cue that decides."""

    alias: str
    candidates: tuple[Slug, ...] = ()
    cue: str


class Registry(Frozen):
    """``opd.yaml``: all agencies. ``weak_aliases`` count only next to the government's or region's name."""

    version: str
    opd: Annotated[tuple[Opd, ...], Field(min_length=1)]
    ambiguous_aliases: tuple[AmbiguousAlias, ...] = ()
    weak_aliases: Texts = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of all agencies, in the order of the file."""
        return tuple(one.slug for one in self.opd)

    def get(self, slug: str) -> Opd | None:
        """Return the agency with that slug, or None."""
        return next((one for one in self.opd if one.slug == slug), None)

    @model_validator(mode="after")
    def _slugs_are_unique(self) -> Self:
        for number, one in enumerate(self.opd):
            if one.slug in self.slugs[:number]:
                raise refuse(f"slug '{one.slug}' tertulis dua kali; beri slug lain", "opd", number, "slug")
        return self


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


class Profile(Frozen):
    """A whole profile: identity, agencies, territory, policy and calendar."""

    identity: Identity
    opd: Registry
    wilayah: Territory
    policy: Policy
    calendar: CalendarTable

    @property
    def name(self) -> str:
        """The monitored region's full name ("Provinsi Sulawesi Selatan")."""
        return self.identity.name

    @property
    def zone(self) -> str:
        """The IANA name of the zone that staff live in."""
        return self.identity.zone

    @property
    def zone_label(self) -> str:
        """The zone as staff write it ("WITA")."""
        return self.identity.zone_label
