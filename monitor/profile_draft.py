"""One government's own words, from its name and level: Pemprov or Pemkab, Gubernur or Bupati, zone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifiers import regions
from monitor.errors import InputError
from monitor.schema_common import Common
from monitor.schema_profile import RegionLevel


@dataclass(frozen=True, slots=True)
class Words:
    """What a government of one level and its leaders are called."""

    long: str
    short: str
    head: str
    deputy: str


LEVELS: tuple[RegionLevel, ...] = ("provinsi", "kabupaten", "kota")
WORDS = {
    "provinsi": Words("Pemerintah Provinsi", "Pemprov", "Gubernur", "Wakil Gubernur"),
    "kabupaten": Words("Pemerintah Kabupaten", "Pemkab", "Bupati", "Wakil Bupati"),
    "kota": Words("Pemerintah Kota", "Pemkot", "Wali Kota", "Wakil Wali Kota"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One government's own words, from which all files are written."""

    name: str
    short: str
    level: RegionLevel
    common: Common
    region: regions.Region | None = None

    @property
    def title(self) -> str:
        """The region with its level: "Kabupaten Lampung Selatan"."""
        return f"{self.level.capitalize()} {self.name}"

    @property
    def slug(self) -> str:
        """The name of the profile's folder: of a province its name, else the level too."""
        return slug_of(self.name if self.level == "provinsi" else self.title)

    @property
    def zone(self) -> str:
        """WIB, WITA or WIT."""
        province = self.region.province if self.region else self.name
        return next((zone for zone, names in self.common.zones.items() if province in names), "WIB")

    @property
    def words(self) -> Words:
        """What this government and its leaders are called."""
        return WORDS[self.level]

    def has(self, slug: str) -> bool:
        """Return whether a government of this level has that agency."""
        return self.level == "provinsi" or slug not in self.common.province_only

    @property
    def has_namesake(self) -> bool:
        """Whether another level has a region of the same name, as Kabupaten and Kota Bandung."""
        return any(one.name == self.name and one.level != self.level for one in regions.regions())

    def both(self, words: str) -> tuple[str, ...]:
        """Return ``words`` with the short and the full name: "Pemprov Jabar", "Pemprov Jawa Barat"."""
        return tuple(dict.fromkeys((f"{words} {self.short}", f"{words} {self.name}")))

    def whose(self, words: str) -> tuple[str, ...]:
        """Return ``words`` with the names that no other government shares: "Dinkes Kabupaten Bandung"."""
        return (f"{words} {self.title}",) if self.has_namesake else self.both(words)


def draft(name: str, level: str, common: Common) -> Draft:
    """Return the words of a government; ``name`` with or without its level, any spelling the table knows.

    Raises InputError for a level that is none and for an empty name.
    """
    known = next((one for one in LEVELS if one == level), None)
    if known is None:
        raise InputError(f"--level: '{level}' tidak dikenal; pilih {', '.join(LEVELS)}.")
    region = regions.find(name, level)
    first, _, rest = name.strip().partition(" ")
    bare = region.name if region else rest if rest and first.lower() == level else name.strip()
    if not slug_of(bare):
        raise InputError("--name: nama daerah kosong; tulis misalnya 'Lampung Selatan'.")
    return Draft(bare, _short(region) or bare, known, common, region)


def _short(region: regions.Region | None) -> str:
    """Return the short form that the press uses ("Jabar"), or nothing where the table has none."""
    if region is None or " " not in region.name:
        return ""
    for alias in region.names:
        if " " not in alias and slug_of(alias).replace("-", "") != slug_of(region.name).replace("-", ""):
            return alias.upper() if len(alias) <= 3 else alias.title()
    return ""


def spell(text: str) -> str:
    """Return lower-case words as a name: "dinas pu bina marga" → "Dinas PU Bina Marga"."""
    return " ".join(_word(word) for word in text.split())


def _word(word: str) -> str:
    vowels = sum(letter in "aeiou" for letter in word) / len(word)
    if word == "dan":
        return word
    # What cannot be spoken is an abbreviation: few vowels for its length. Read off the table of duties.
    bound = 1.0 if len(word) <= 2 else 0.5 if len(word) == 3 else 0.3 if len(word) <= 6 else 0.2
    return word.upper() if vowels < bound or any(map(str.isdigit, word)) else word.capitalize()


def slug_of(text: str) -> str:
    """Return a text as a slug: "Kota Bandung" → "kota-bandung"."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
