"""The installed profile as the classifiers see it: names with their class, agencies, whose duty what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from classifiers import Agency, Competence, Government, Name, generic, regions
from classifiers.duties import DUTIES
from monitor.config import profile_named
from monitor.schema_profile import Identity, Opd, Profile
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
    ("swasta", "COMPANY"),
)
# Words that the grammar of institutions reads by itself, together with the region that follows.
_GRAMMAR = frozenset(word for duty in DUTIES for word in (*duty.names, *duty.shorts))
_OPD_KIND = {"pimpinan": "P_HEAD", "bumd": "P_COMPANY", "rumah-sakit": "P_UNIT"}
# Names of one short word mean many things; they count only where the registry does not call them weak.
_SHORTEST = 4


def government_of(profile: Profile) -> Government:
    """Return the monitored government that a profile describes."""
    weak = {alias.lower() for alias in profile.opd.weak_aliases}
    names = [
        *(Name(text, "P_GOV") for text in profile.identity.government.names),
        *_leaders(profile),
        *_owned_names(profile.identity),
        *(name for one in profile.opd.opd for name in _agency_names(one, weak)),
        *(name for area in profile.wilayah.areas for name in _area_names(area)),
        *(name for road in profile.wilayah.roads.own for name in _road_names(road)),
        *(name for trap in profile.wilayah.traps for name in _trap_names(trap)),
    ]
    tails = _open_tails(profile)
    unique = {name.text.lower(): name for name in reversed(names) if not _runs_on(name, tails)}
    topics = _owned_topics(profile.identity)
    return Government(
        profile.identity.region.name,
        profile.identity.level,
        tuple(reversed(unique.values())),
        tuple(_agency(one, topics.get(one.slug, ())) for one in profile.opd.opd),
        tuple(_competence(profile)),
    )


def government_named(name: str, level: str) -> Government:
    """Return a region's government: from its packaged profile, else a generic one of name and level."""
    region = regions.find(name, level)
    profile = profile_named(region.title if region else name)
    return government_of(profile) if profile else generic(name, level)


def _open_tails(profile: Profile) -> tuple[str, ...]:
    """Return the region names with which another region's begins ("Lampung" in "Lampung Barat")."""
    others = [one.name.lower() for one in regions.regions()]
    names = [name.lower() for name in profile.identity.region.names]
    return tuple(f" {name}" for name in names if any(one.startswith(f"{name} ") for one in others))


def _runs_on(name: Name, tails: tuple[str, ...]) -> bool:
    """Return whether a name may be the beginning of another government's ("Dinkes Lampung" Barat)."""
    text = name.text.lower()
    tail = next((tail for tail in tails if text.endswith(tail)), "")
    return bool(tail) and (name.kind in ("P_GOV", "P_HEAD") or text.removesuffix(tail) in _GRAMMAR)


def _leaders(profile: Profile) -> Iterator[Name]:
    """Yield every name of a leader once, from the first term's start to the last one's end."""
    terms: dict[str, list[tuple[date | None, date | None]]] = {}
    slugs: dict[str, str] = {}
    for person in profile.identity.persons:
        for text in (person.name, *person.aka):
            if len(text) >= _SHORTEST or text.isupper():
                terms.setdefault(text, []).append((_day(person.start), _day(person.end)))
                slugs[text] = person.opd
    for text, spans in terms.items():
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        since = None if None in starts else min(filter(None, starts))
        until = None if None in ends else max(filter(None, ends))
        yield Name(text, "P_HEAD", slugs[text], since, until)


def _owned_names(identity: Identity) -> Iterator[Name]:
    kinds = {
        "P_FACILITY": identity.facilities,
        "P_PROGRAMME": identity.programmes,
        "P_COMPANY": identity.companies,
    }
    for kind, rows in kinds.items():
        for row in rows:
            for text in row.names:
                if len(text) >= _SHORTEST or text.isupper():
                    yield Name(text, kind, row.opd, _day(row.start), _day(row.end))


def _owned_topics(identity: Identity) -> Mapping[str, tuple[str, ...]]:
    """Return what each agency answers for by name, so that naming it points to the agency."""
    topics: dict[str, tuple[str, ...]] = {}
    for row in (*identity.facilities, *identity.programmes, *identity.companies):
        topics[row.opd] = (*topics.get(row.opd, ()), *row.names)
    return topics


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


def _agency(one: Opd, owned: tuple[str, ...]) -> Agency:
    names = tuple(dict.fromkeys((*one.names, *one.units, *(head.name for head in one.heads))))
    topics = tuple(dict.fromkeys((*one.topics, *owned)))
    return Agency(one.slug, one.name, one.parent, names, topics, one.not_this, one.kind)


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
