"""The shape of a profile: who the government is, its agencies, its region.

A profile is a folder: ``profil.yaml`` (``Identity``), ``opd.yaml`` (``Registry``), ``wilayah.yaml``
(``Territory``), ``policy.yaml`` and ``calendar.yaml``. Nothing in the code knows a particular province.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from monitor.schema_base import Frozen, Slug, Texts, check_zone, refuse
from monitor.schema_calendar import CalendarTable
from monitor.schema_policy import Policy
from monitor.schema_territory import Confidence, LooseDate, Territory, first_day

RegionLevel = Literal["provinsi", "kabupaten", "kota"]
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


class Owned(Frozen):
    """A facility, programme or company of the government, by names that the press uses alone.

    ``opd``: the agency that answers for it (empty: unknown) · ``start``, ``end``: when it was the
    government's. What names no ``source`` of its own rests on general knowledge.
    """

    name: str
    aliases: Texts = ()
    opd: str = ""
    start: LooseDate = ""
    end: LooseDate = ""
    confidence: Confidence = "sedang"
    source: str = "pengetahuan umum"
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


class Identity(Frozen):
    """``profil.yaml``: whose coverage is watched. ``zone``: IANA name, ``zone_label``: what staff read.

    ``based_on`` names the profile whose policy and calendar hold where this one has no such file of its own.
    """

    version: str
    based_on: str = ""
    name: str
    level: RegionLevel
    zone: Annotated[str, AfterValidator(check_zone)]
    zone_label: str
    region: Names
    government: Names
    verifier: Verifier
    letterhead: Letterhead
    persons: tuple[Person, ...] = ()
    facilities: tuple[Owned, ...] = ()
    programmes: tuple[Owned, ...] = ()
    companies: tuple[Owned, ...] = ()

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
