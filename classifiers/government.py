"""The monitored government as plain data: its names, who leads it, which agencies and duties it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from classifiers import regions
from classifiers.duties import DUTIES


@dataclass(frozen=True, slots=True)
class Name:
    """One known name of a body, a person or a place.

    ``kind``: what the name means for the monitored government P: ``P_GOV`` · ``P_HEAD`` · ``P_OPD`` ·
    ``P_UNIT`` · ``P_COMPANY`` · ``P_FACILITY`` · ``P_PROGRAMME`` · ``P_ROAD`` are P's own; ``LOCAL_GOV`` ·
    ``LOCAL_HEAD`` · ``OTHER_PROV`` · ``NATIONAL`` · ``VERTICAL`` · ``JUSTICE`` · ``DPRD_P`` · ``DPRD_OTHER``
    · ``PARTY`` · ``EXPERT`` · ``COMPANY`` · ``PLACE`` (a place inside P) are not. ``slug`` names the agency
    of P; ``since`` and ``until`` bound a person's or a name's time.
    """

    text: str
    kind: str
    slug: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency (OPD) as routing sees it.

    ``parent`` is the slug of the agency above a unit, ``names`` are what the press calls it, ``topics`` what
    people hold against it, ``not_this`` bodies that are often taken for it.
    """

    slug: str
    name: str
    parent: str = ""
    names: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Competence:
    """A phrase that tells whose duty a matter is: ``who`` is ``province`` (P), ``local`` or ``national``."""

    cue: str
    who: str
    opd: str = ""


@dataclass(frozen=True, slots=True)
class Government:
    """P: the monitored government.

    ``level`` is ``provinsi``, ``kabupaten`` or ``kota``; ``name`` is the name with or without the level word.
    """

    name: str
    level: str
    names: tuple[Name, ...] = ()
    agencies: tuple[Agency, ...] = ()
    competence: tuple[Competence, ...] = ()

    @property
    def region(self) -> regions.Region | None:
        """The region of the national table that this government rules, where it is known."""
        return regions.find(self.name, self.level)


def generic(name: str, level: str) -> Government:
    """Return a government made from its name and level alone: usual agencies, leaders known to the region
    table.

    An unknown name is fine: then only the name itself and the usual words for its bodies are known.
    """
    region = regions.find(name, level)
    bare = region.name if region else _bare(name)
    names = (
        [Name(head.name, "P_HEAD", "gubernur", head.since, head.until) for head in region.heads]
        if region
        else []
    )
    if region:
        names += [
            Name(other, "P_HEAD", "gubernur", head.since, head.until)
            for head in region.heads
            for other in head.aka
        ]
    agencies = tuple(
        Agency(duty.slug, f"{duty.name} {bare}", "", (*duty.names, *duty.shorts), duty.topics)
        for duty in DUTIES
    )
    return Government(bare, region.level if region else level, tuple(names), agencies, ())


def _bare(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if rest and first.lower() in regions.LEVELS else name.strip()
