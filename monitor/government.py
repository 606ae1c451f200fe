"""The installed profile as the classifiers see it: names with their class, agencies, whose duty what is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from classifiers import Agency, Competence, Government, Name
from monitor.schema_profile import Opd, Profile
from monitor.schema_territory import Area, NameTrap, Road

# What ``really`` of a trap begins with, and the class of its names; traps of places and of bodies that the
# grammar of institutions reads by itself need none.
_REALLY = (
    ("pusat (polri)", "JUSTICE"),
    ("pusat (kejaksaan)", "JUSTICE"),
    ("pusat (tni)", "JUSTICE"),
    ("pusat (vertikal)", "VERTICAL"),
    ("yudikatif", "JUSTICE"),
    ("penyelenggara pemilu", "JUSTICE"),
    ("perguruan tinggi", "EXPERT"),
    ("provinsi lain", "OTHER_PROV"),
    ("kota", "LOCAL_GOV"),
    ("kabupaten", "LOCAL_GOV"),
    ("bumd kota", "LOCAL_GOV"),
    ("bumn", "NATIONAL"),
    ("pusat", "NATIONAL"),
    ("klub", "COMPANY"),
)
_OPD_KIND = {"pimpinan": "P_HEAD", "bumd": "P_COMPANY", "rumah-sakit": "P_UNIT"}
# Names of one short word mean many things; they count only where the registry does not call them weak.
_SHORTEST = 4


def government_of(profile: Profile) -> Government:
    """Return the monitored government that a profile describes."""
    weak = {alias.lower() for alias in profile.opd.weak_aliases}
    names = [
        *(Name(text, "P_GOV") for text in profile.identity.government.names),
        *_leaders(profile),
        *(name for one in profile.opd.opd for name in _agency_names(one, weak)),
        *(name for area in profile.wilayah.areas for name in _area_names(area)),
        *(name for road in profile.wilayah.roads.own for name in _road_names(road)),
        *(name for trap in profile.wilayah.traps for name in _trap_names(trap)),
    ]
    unique = {(name.text.lower(), name.since): name for name in reversed(names)}
    return Government(
        profile.identity.region.name,
        profile.identity.level,
        tuple(reversed(unique.values())),
        tuple(_agency(one) for one in profile.opd.opd),
        tuple(_competence(profile)),
    )


def _leaders(profile: Profile) -> Iterator[Name]:
    for person in profile.identity.persons:
        since, until = _day(person.start), _day(person.end)
        for text in (person.name, *person.aka):
            if len(text) >= _SHORTEST or text.isupper():
                yield Name(text, "P_HEAD", person.opd, since, until)


def _agency_names(one: Opd, weak: set[str]) -> Iterator[Name]:
    kind = _OPD_KIND.get(one.kind, "P_OPD")
    for text in one.names:
        if text.lower() not in weak and (len(text) >= _SHORTEST):
            yield Name(text, kind, one.slug)


def _area_names(area: Area) -> Iterator[Name]:
    for text in area.government_names:
        yield Name(text, "DPRD_OTHER" if text.startswith("DPRD") else "LOCAL_GOV")
    if area.head is not None:
        since = _day(area.head.start)
        for text in (area.head.name, area.head.deputy, *area.head.aka):
            if len(text.split()) >= 2:
                yield Name(text, "LOCAL_HEAD", "", since)


def _road_names(road: Road) -> Iterator[Name]:
    for text in (road.name, *road.aliases):
        if len(text.split()) >= 2:
            yield Name(text.split("(")[0], "P_ROAD", "")


def _trap_names(trap: NameTrap) -> Iterator[Name]:
    kind = next((kind for start, kind in _REALLY if trap.really.lower().startswith(start)), "")
    for text in trap.names if kind else ():
        if len(text.split()) >= 2 and not any(letter.isdigit() for letter in text):
            yield Name(text, kind)


def _agency(one: Opd) -> Agency:
    names = (*one.names, *one.units, *(head.name for head in one.heads))
    return Agency(
        one.slug, one.name, one.parent, tuple(dict.fromkeys(names)), one.topics, one.not_this, one.kind
    )


def _competence(profile: Profile) -> Iterator[Competence]:
    for rule in profile.wilayah.competence:
        first = rule.opd[0]
        yield from (Competence(cue, "province", first) for cue in rule.own)
        yield from (Competence(cue, "local") for cue in rule.other)
        yield from (Competence(cue, "national") for cue in rule.national)
    roads = next((rule.opd[0] for rule in profile.wilayah.competence if rule.id == "jalan"), "")
    for road in profile.wilayah.roads.own:
        yield from (Competence(text.split("(")[0], "province", roads) for text in (road.name, *road.aliases))


def _day(loose: str) -> date | None:
    if not loose:
        return None
    return date.fromisoformat((loose + "-01-01")[:10])
