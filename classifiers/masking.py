"""Known names become classes, so that what is learned of one government holds for another.

"Gubernur Lampung Rahmat Mirzani" is ``P_HEAD`` when Lampung is monitored and ``OUT_HEAD`` when Bali is;
"Pemkab Bone" is ``LOC_GOV`` for South Sulawesi and ``P_GOV`` for Bone itself. A name is read in three steps:

    Aho-Corasick over words      longest known phrase: institution words, regions, the profile's own names
    | attach                     "Dinas Kesehatan" + "Provinsi" + "Lampung" is one body
    | resolve                    that body seen from P; a bare "dinas" takes the government named before

No library serves here: the matching is pyahocorasick's, the grammar of Indonesian government names nobody's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from classifiers import regions
from classifiers.lexicon import Entry, Lexicon

# Words that may stand between a body and its region.
CONNECT = frozenset("provinsi propinsi prov kabupaten kab kota adm administrasi daerah di ri se".split())  # noqa: SIM905
LEVEL_WORDS = {
    "provinsi": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kota": "kota",
}
# Kinds of bodies that a government has, so that "whose" must be asked.
OWNED = frozenset({"GOV", "HEAD", "EXHEAD", "SEKDA", "OPD", "UNIT", "BUMD", "DPRD", "SUBDIST"})
# After these words the name of the body may run on for some words before the region comes ("RSUD Abdul
# Moeloek Lampung").
LOOSE = frozenset(
    {"dinas", "badan", "biro", "rsud", "kepala dinas", "kadis", "upt", "uptd", "perumda", "perusda"}
)
LONGEST_PERSON = 4
# A head who left less than two years ago is still answered for by the government: cases against acts in
# office come to court within that time, and readers marked them as the government's; older ones they marked
# as a private person's.
LATELY = 730


@dataclass(slots=True)
class Mention:
    """A body, person or place named in the text, over the words ``start`` to ``end`` (exclusive) of the
    document.

    ``mask`` is its class; ``sure`` is false where the government behind a bare word was inferred.
    """

    start: int
    end: int
    kind: str
    mask: str = ""
    slug: str = ""
    level: str = ""
    region: regions.Region | None = None
    sure: bool = True
    phrase: str = ""


class Reader:
    """Reads the names in one document; holds nothing between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def mentions(
        self, raw: list[str], lower: list[str], published: date | None, known: frozenset[str] = frozenset()
    ) -> list[Mention]:
        """Return the resolved mentions of a document given its words (empty strings part sentences), in
        order.

        ``known`` holds plain lower-case words, which are never taken for a person's name.
        """
        matches = [each for each in self._lexicon.matches(lower) if not _plain_word(raw, each)]
        found = self._attach(lower, matches, published)
        self._resolve(found)
        return _with_persons(raw, lower, found, known)

    def _attach(
        self, lower: list[str], matches: list[tuple[int, int, Entry]], published: date | None
    ) -> list[Mention]:
        found: list[Mention] = []
        skip = -1
        for index, (start, end, entry) in enumerate(matches):
            if start < skip:
                continue
            mention = Mention(start, end, entry.kind, slug=entry.slug, level=entry.level, phrase=entry.phrase)
            if entry.sort == "name":
                mention.mask = _dated(entry, published)
            elif entry.sort == "leader":
                mention.region = entry.regions[0]
                mention.kind = "HEAD"
                if not _in_office(entry, published):  # a minister, candidate, suspect: the words around tell
                    mention.kind = mention.mask = "NAME"
            elif entry.sort == "region":
                mention.region = self._choose(entry.regions, lower[start - 1] if start else "")
            else:
                following = matches[index + 1] if index + 1 < len(matches) else None
                if (
                    following
                    and following[2].sort == "region"
                    and self._joins(lower, end, following[0], entry)
                ):
                    mention.region = self._choose(following[2].regions, lower[following[0] - 1], entry.level)
                    mention.end = skip = following[1]
            found.append(mention)
        return found

    def _joins(self, lower: list[str], end: int, start: int, entry: Entry) -> bool:
        gap = lower[end:start]
        if all(word in CONNECT for word in gap):
            return len(gap) <= 2
        limit = 4 if entry.phrase in LOOSE else 0
        return len(gap) <= limit and "" not in gap

    def _choose(self, same: tuple[regions.Region, ...], before: str, level: str = "") -> regions.Region:
        wanted = LEVEL_WORDS.get(before) or {"p": "provinsi", "k": "kabupaten", "c": "kota"}.get(level, "")
        fitting = [region for region in same if region.level == wanted] or list(same)
        return min(
            fitting, key=lambda region: ["P", "LOC", "UP", "OUT"].index(self._lexicon.relation(region))
        )

    def _resolve(self, found: list[Mention]) -> None:
        lexicon = self._lexicon
        named = Counter(lexicon.relation(m.region) for m in found if m.region is not None)
        default = "P" if named["P"] or not named else max(named, key=lambda each: (named[each], each))
        first = next((lexicon.relation(m.region) for m in found if m.region and m.kind in OWNED), default)
        last = first
        by_level: dict[str, str] = {}
        for mention in found:
            if mention.mask:
                if mention.mask.startswith("P_"):
                    last = "P"
                continue
            if mention.kind not in OWNED:
                area = mention.kind == "AREA" and mention.region is not None
                mention.mask = (
                    f"{_area(lexicon.relation(mention.region))}" if area and mention.region else mention.kind
                )
                continue
            if mention.region is not None:
                relation = self._owner(mention)
                last = relation
                if mention.level:
                    by_level[mention.level] = relation
            else:
                relation = self._bare(mention, by_level, last, named)
                mention.sure = False
                if mention.level in {"p", "k", "c"}:
                    last = relation
            mention.mask = (
                f"{relation}_{mention.kind}" if mention.sure or relation != "P" else f"PQ_{mention.kind}"
            )

    def _owner(self, mention: Mention) -> str:
        region = mention.region
        assert region is not None
        if mention.kind == "UNIT" and mention.level == "p" and region.level != "provinsi":
            region = regions.find(region.province, "provinsi") or region
        relation = self._lexicon.relation(region)
        if mention.kind == "UNIT" and mention.level == "r" and relation == "P" and region.level == "provinsi":
            return "P" if self._lexicon.rules_all else "LOC"
        return relation

    def _bare(self, mention: Mention, by_level: dict[str, str], last: str, named: Counter[str]) -> str:
        own = self._lexicon.government.level
        mine = {"provinsi": "p", "kabupaten": "k", "kota": "c"}.get(own, "p")
        level = mention.level
        if mention.kind == "SUBDIST":
            return (
                ("P" if named["P"] or not named else last)
                if own != "provinsi" or self._lexicon.rules_all
                else "LOC"
            )
        if level == "r":
            level = "p" if self._lexicon.rules_all else mine if own != "provinsi" else "k"
        if not level:
            return last
        if level in by_level:
            return by_level[level]
        if level == mine:
            return "P" if named["P"] or not named["OUT"] else "OUT"
        if own == "provinsi":
            if level == "c" and self._lexicon.rules_all:
                return "P"
            return "LOC" if named["LOC"] or not named["OUT"] else "OUT"
        return "UP" if level == "p" else "OUT"


def _plain_word(raw: list[str], match: tuple[int, int, Entry]) -> bool:
    """Return whether a region's name is a plain word here ("batu", "agam"): in small letters among capitals.

    Sentences wholly in small letters (titles out of addresses) say nothing, there the name counts.
    """
    start, _, entry = match
    if entry.sort != "region" or not raw[start].islower():
        return False
    first = last = start
    while first and raw[first - 1]:
        first -= 1
    while last < len(raw) and raw[last]:
        last += 1
    return any(word[0].isupper() for word in raw[first:last])


def _area(relation: str) -> str:
    return {"P": "P_AREA", "LOC": "IN_AREA", "UP": "UP_AREA"}.get(relation, "OUT_AREA")


def _in_office(entry: Entry, published: date | None) -> bool:
    if published is None:
        return True
    return not (entry.since and published < entry.since) and not (entry.until and published >= entry.until)


def _dated(entry: Entry, published: date | None) -> str:
    if _in_office(entry, published):
        return entry.kind
    assert published is not None
    if entry.kind != "P_HEAD" or (entry.since and published < entry.since):
        return "NAME"
    late = entry.until is not None and published >= entry.until and (published - entry.until).days <= LATELY
    return "P_LATEHEAD" if late else "P_EXHEAD"


PERSON_KINDS = frozenset({"HEAD", "EXHEAD", "SEKDA", "OPD", "BUMD", "DPRD", "JUSTICE", "NATION"})


def _with_persons(
    raw: list[str], lower: list[str], found: list[Mention], plain: frozenset[str]
) -> list[Mention]:
    """Learn whom the article names by office ("Kepala Dinas Kesehatan Reihana") and mark the name alone later
    on.
    """
    known: dict[str, str] = {}
    taken = {index for mention in found for index in range(mention.start, mention.end)}
    for mention in found:
        if mention.kind not in PERSON_KINDS:
            continue
        end = mention.end
        while (
            end < len(raw)
            and end < mention.end + LONGEST_PERSON
            and end not in taken
            and _named(raw[end])
            and lower[end] not in plain
        ):
            known.setdefault(lower[end], mention.mask)
            end += 1
        if end > mention.end:
            taken.update(range(mention.end, end))
            mention.end = end
    if not known:
        return found
    extra = [
        Mention(index, index + 1, "PERSON", known[word], sure=False)
        for index, word in enumerate(lower)
        if word in known and index not in taken and raw[index][:1].isupper()
    ]
    return sorted(found + extra, key=lambda mention: mention.start) if extra else found


def _named(word: str) -> bool:
    return (
        word.isalpha()
        and len(word) >= 3
        and word[0].isupper()
        and not word.isupper()
        and word.lower() not in CONNECT
    )
