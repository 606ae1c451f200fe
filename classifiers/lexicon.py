"""The names known for one government, ready for matching in any text.

Phrases of three sorts stand in one automaton: words of institutions, regions of the whole country with their
heads, and the profile's own names, which come last and win.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ahocorasick

from classifiers import regions
from classifiers.government import Government
from classifiers.institutions import HEADS

# What the kinds of a profile's names (``government.Name``) become in the masked text.
PROFILE_KINDS = {
    "P_GOV": "P_GOV",
    "P_HEAD": "P_HEAD",
    "P_OPD": "P_OPD",
    "P_UNIT": "P_UNIT",
    "P_COMPANY": "P_BUMD",
    "P_FACILITY": "P_FAC",
    "P_PROGRAMME": "P_PROG",
    "P_ROAD": "P_FAC",
    "LOCAL_GOV": "LOC_GOV",
    "LOCAL_HEAD": "LOC_HEAD",
    "OTHER_PROV": "OUT_GOV",
    "NATIONAL": "NATION",
    "VERTICAL": "VERTICAL",
    "JUSTICE": "JUSTICE",
    "DPRD_P": "P_DPRD",
    "DPRD_OTHER": "LOC_DPRD",
    "PARTY": "PARTY",
    "EXPERT": "EXPERT",
    "COMPANY": "COMPANY",
    "PLACE": "IN_AREA",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon: ``sort`` is ``head``, ``region`` or ``name``."""

    phrase: str
    length: int
    sort: str
    kind: str
    level: str = ""
    slug: str = ""
    regions: tuple[regions.Region, ...] = ()
    since: date | None = None
    until: date | None = None


class Lexicon:
    """The names known for one government, ready for matching; build once, use for every article."""

    def __init__(self, government: Government) -> None:
        self.government = government
        self.region = government.region
        self._ids: dict[str, int] = {}
        self._machine = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        entries = _entries(government, self.region)
        for phrase, entry in entries.items():
            key = tuple(self._ids.setdefault(word, len(self._ids) + 1) for word in phrase.split())
            self._machine.add_word(key, entry)
        self._machine.make_automaton()
        self._relations: dict[tuple[str, str], str] = {}

    def matches(self, lower: list[str]) -> list[tuple[int, int, Entry]]:
        """Return the longest known phrases in a list of lower-case words, left to right, as (start, end,
        entry).

        An empty string in the list parts sentences: no phrase reaches over it.
        """
        get = self._ids.get
        key = tuple([get(word, 0) for word in lower])
        found = []
        for last, entry in self._machine.iter_long(key):
            found.append((last + 1 - entry.length, last + 1, entry))
        return found

    def relation(self, region: regions.Region) -> str:
        """Return how ``region`` stands to P: ``P``, ``LOC`` (inside P), ``UP`` (above P) or ``OUT``."""
        key = (region.level, region.name)
        if key not in self._relations:
            self._relations[key] = self._relate(region)
        return self._relations[key]

    def _relate(self, region: regions.Region) -> str:
        own = self.region
        if own is None:
            same = (
                region.level == self.government.level and region.name.lower() == self.government.name.lower()
            )
            return "P" if same else "OUT"
        if (region.level, region.name) == (own.level, own.name):
            return "P"
        if own.level == "provinsi" and region.province == own.name:
            return "P" if region.administrative else "LOC"
        if own.level != "provinsi" and region.level == "provinsi" and region.name == own.province:
            return "UP"
        return "OUT"

    @property
    def rules_all(self) -> bool:
        """Whether P is the only government of its area (Jakarta): then local duties are P's too."""
        return (
            self.region is not None and self.region.name == "DKI Jakarta" and self.region.level == "provinsi"
        )


def _words(text: str) -> str:
    cleaned = text.lower().replace("’", "'")
    return " ".join("".join(c if c.isalnum() or c in "'-/ " else " " for c in cleaned).split())


def _entries(government: Government, own: regions.Region | None) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for phrase, (kind, level, slug) in HEADS.items():
        entries[phrase] = Entry(phrase, len(phrase.split()), "head", kind, level, slug)
    by_name: dict[str, list[regions.Region]] = {}
    for region in regions.regions():
        for name in region.names:
            by_name.setdefault(_words(name), []).append(region)
    if own is None:
        made = regions.Region(government.name, government.level, government.name, (government.name.lower(),))
        by_name.setdefault(_words(government.name), []).insert(0, made)
    for phrase, same in by_name.items():
        if phrase and phrase not in entries:
            entries[phrase] = Entry(phrase, len(phrase.split()), "region", "AREA", "", "", tuple(same))
    _leaders(entries, own)
    for known in government.names:
        phrase = _words(known.text)
        if len(phrase) < 3:
            continue
        mask = PROFILE_KINDS.get(known.kind, known.kind)
        if mask in {"NATION", "VERTICAL"} and phrase.split()[0] in HEADS:
            continue  # "BPK Perwakilan …": the grammar knows auditors from ministries, the profile does not
        size = len(phrase.split())
        entries[phrase] = Entry(phrase, size, "name", mask, "", known.slug, (), known.since, known.until)
    return entries


def _leaders(entries: dict[str, Entry], own: regions.Region | None) -> None:
    """Add the heads of the other governments: a full name of two words or more is hardly anybody else's."""
    for region in regions.regions():
        if own is not None and (region.level, region.name) == (own.level, own.name):
            continue
        for head in region.heads:
            for name in (head.name, *head.aka):
                phrase = _words(name)
                if len(phrase.split()) >= 2 and phrase not in entries:
                    entries[phrase] = Entry(
                        phrase,
                        len(phrase.split()),
                        "leader",
                        "HEAD",
                        "",
                        "",
                        (region,),
                        head.since,
                        head.until,
                    )
