"""Looks across the files of a profile: every slug, area and calendar that one file names must be in another.

Pure: takes the parsed files, yields what is wrong with its place; the reader adds file and line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from monitor.schema_profile import Profile
from monitor.schema_territory import Area, Road
from monitor.yamlfile import KeyPath


class Fault(NamedTuple):
    """A name that leads nowhere. ``file`` is the key of the profile's file, ``known`` what it could be."""

    file: str
    path: KeyPath
    message: str
    word: str
    known: tuple[str, ...]


def faults(profile: Profile) -> Iterator[Fault]:
    """Yield every reference in the profile that leads nowhere, file by file."""
    opd = profile.opd.slugs
    for file, path, slug in _opd_references(profile):
        if slug and slug not in opd:
            yield Fault(file, path, f"OPD '{slug}' tidak ada di opd.yaml", slug, opd)
    if profile.calendar.zone != profile.identity.zone:
        message = f"zona berbeda dari profil.yaml ({profile.identity.zone}); samakan keduanya"
        yield Fault("calendar", ("zona",), message, "", ())
    calendars = tuple(profile.calendar.calendars)
    for number, one in enumerate(profile.opd.opd):
        if one.calendar not in calendars:
            path = ("opd", number, "calendar")
            message = f"kalender '{one.calendar}' tidak ada di calendar.yaml"
            yield Fault("opd", path, message, one.calendar, calendars)
    areas = profile.wilayah.slugs
    for path, slug in _area_references(profile):
        if slug not in areas:
            yield Fault("wilayah", path, f"wilayah '{slug}' tidak ada di areas", slug, areas)
    groups = tuple(profile.wilayah.groups)
    yield from _group_faults(profile.wilayah.areas, groups)


def _group_faults(areas: Iterable[Area], groups: tuple[str, ...]) -> Iterator[Fault]:
    known: Container[str] = ("", *groups)
    for number, area in enumerate(areas):
        if area.region not in known:
            path = ("areas", number, "region")
            yield Fault("wilayah", path, f"'{area.region}' tidak ada di groups", area.region, groups)


def _opd_references(profile: Profile) -> Iterator[tuple[str, KeyPath, str]]:
    yield "identity", ("verifier", "opd"), profile.identity.verifier.opd
    for number, person in enumerate(profile.identity.persons):
        yield "identity", ("persons", number, "opd"), person.opd
    owned = {
        "facilities": profile.identity.facilities,
        "programmes": profile.identity.programmes,
        "companies": profile.identity.companies,
    }
    for kind, rows in owned.items():
        for number, row in enumerate(rows):
            yield "identity", (kind, number, "opd"), row.opd
    for number, one in enumerate(profile.opd.opd):
        yield "opd", ("opd", number, "parent"), one.parent
    for number, alias in enumerate(profile.opd.ambiguous_aliases):
        for place, slug in enumerate(alias.candidates):
            yield "opd", ("ambiguous_aliases", number, "candidates", place), slug
    for number, field in enumerate(profile.wilayah.competence):
        for place, slug in enumerate(field.opd):
            yield "wilayah", ("competence", number, "opd", place), slug
    for number, trap in enumerate(profile.wilayah.traps):
        yield "wilayah", ("traps", number, "looks_like"), trap.looks_like
    for number, level in enumerate(profile.policy.levels):
        for place, rule in enumerate(level.rules):
            for index, slug in enumerate(rule.opd):
                yield "policy", ("levels", number, "rules", place, "opd", index), slug


def _area_references(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    for name, members in profile.wilayah.groups.items():
        for place, slug in enumerate(members):
            yield ("groups", name, place), slug
    roads = profile.wilayah.roads
    kinds: tuple[tuple[str, tuple[Road, ...]], ...] = (
        ("own", roads.own),
        ("national", roads.national),
        ("other", roads.other),
    )
    for kind, rows in kinds:
        for number, road in enumerate(rows):
            for place, slug in enumerate(road.where):
                yield ("roads", kind, number, "where", place), slug
