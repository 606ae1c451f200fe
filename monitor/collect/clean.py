"""The Indonesian clean-up: datelines, promotions, sign-offs and tails taken off; cut lines are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.collect.phrases import BYLINE, DROP, INLINE, LOUD, OTHER_ROLE, STOP, TAIL, WRITERS

_SITE = (
    r"[\w-]+(?:\s?\.\s?[\w-]+){0,3}\s?\.\s?"
    r"(?:com|co\.id|go\.id|id|net|news|org|info|co|tv|online|press|my\.id)\b"
)
_PLACE = r"[A-Z][\w'.]*(?:[ /-][A-Z][\w'.]*){0,3}"
_DASH = r"\s*[,.]?\s*(?:--|[-–—―:|])[-–—]?\s*"
_DATELINES = tuple(
    re.compile(shape)
    for shape in (
        # TRIBUN-TIMUR.COM, MAKASSAR - · KabarMakassar.com — · MAKASSAR,DJOURNALIST.com – ·
        # Zonamakassar.com, Makassar –
        rf"(?:(?P<a>{_PLACE})\s*,\s*)?(?i:{_SITE})(?:\s*[,—–-]\s*(?P<b>{_PLACE}))?{_DASH}(?=\S)",
        # Makassar (ANTARA) - · TAKALAR, (PEDOMAN KARYA). · Makassar, Sulsel (ANTARA) –
        rf"(?P<a>{_PLACE})(?:\s*,\s*{_PLACE})?\s*,?\s*\([A-Z][A-Z .]{{2,30}}\)(?:{_DASH}|\s*\.\s*)(?=\S)",
        # Makassar, IDN Times - · LANGITKU NETWORKS, Makassar – · Kitasulsel, Makassar— · Makassarkota,
        # MAKASSAR,-
        rf"(?P<a>{_PLACE})\s*,\s*(?P<b>{_PLACE})\s*,?\s*(?:--|[-–—―])[-–—]?\s*(?=[A-Z\"“'0-9(])",
        # KITASULSEL—SIDRAP —
        r"[A-Z]{5,25}\s*[–—-]\s*(?P<b>[A-Z][A-Z ]{2,25}?)\s*[–—]\s*(?=\S)",
        # MAKASSAR – (capitals only: a mixed-case name before a dash may be the sentence's subject)
        r"(?P<a>[A-Z][A-Z'.]{2,}(?: [A-Z'.]{2,}){0,2})\s*,?\s*(?:--|[–—―]|-(?=\s))[-–—]?\s*(?=[A-Z\"“'0-9(])",
        # Nuansa Terkini Makassar,— : a comma before the dash is no punctuation of a sentence
        rf"(?P<a>{_PLACE})\s*,\s*(?:--|[-–—―])[-–—]?\s*(?=[A-Z\"“'0-9(])",
    )
)
_LONGEST_DATELINE, _LONGEST_TAIL = 70, 350
# A longer line that comes twice was printed twice (a pull quote, the lead again); shorter ones may be a list.
_REPEATED, _MOST_REPEATS = 80, 5
# A line as long as this before "Terkini" or "Komentar" shows that the article has begun; earlier it is
# a kicker.
_BODY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned body.

    Paragraphs, what was cut, the dateline's place, the byline's author (both may be empty).
    """

    lines: tuple[str, ...]
    cut: tuple[str, ...] = ()
    place: str = ""
    author: str = ""


def clean(
    lines: Iterable[str],
    *,
    title: str = "",
    outlet: str = "",
    stop: tuple[str, ...] = (),
    drop: tuple[str, ...] = (),
) -> Cleaned:
    """Return the article's own paragraphs of ``lines``.

    ``stop`` and ``drop`` are an outlet's additional regular expressions: a line that matches one from
    its start ends the article, or is left out. ``outlet`` is the outlet's name, for its dateline.
    """
    kept: list[str] = []
    cut: list[str] = []
    author, begun = "", False
    stops, drops = _compiled(stop), _compiled(drop)
    source = list(lines)
    for index, raw in enumerate(source):
        line = " ".join((INLINE.sub(" ", raw) if LOUD.search(raw) else raw).split())
        if begun and (STOP.fullmatch(line) or any(one.match(line) for one in stops)):
            cut += source[index:]
            break
        byline = BYLINE.match(line) if len(line) < 140 else None
        if byline and (byline["role"] or "").lower() in WRITERS:
            author = author or OTHER_ROLE.split(byline["name"] or "")[0].strip(" .")
        if not line or byline or _is_noise(line, title, kept) or any(one.match(line) for one in drops):
            cut += [raw] if raw.strip() else []
            continue
        begun = begun or len(line) >= _BODY_LENGTH
        kept.append(line)
    kept, place = _without_dateline(_without_repeats(kept, cut), cut, outlet)
    return Cleaned(tuple(_without_tail(kept, cut)), tuple(cut), place, author)


def _compiled(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.I) for pattern in patterns]


def _is_noise(line: str, title: str, kept: list[str]) -> bool:
    if STOP.fullmatch(line) or (len(line) < 300 and DROP.match(line)):
        return True
    if not kept and line.endswith(("[…]", "[...]")):
        return True  # the excerpt that some themes print above the article
    if title and not kept and line.casefold() == title.casefold():
        return True
    # Page numbers, rules of dashes and icons; a sign-off is left to be taken off the end.
    return not any(char.isalpha() for char in line) and not TAIL.match(line)


def _without_repeats(kept: list[str], cut: list[str]) -> list[str]:
    """Take out long lines printed twice; where many are, the article repeats on purpose (recipes, tables)."""
    seen: set[str] = set()
    once: list[str] = []
    again: list[str] = []
    for line in kept:
        (again if line in seen and len(line) > _REPEATED else once).append(line)
        seen.add(line)
    if len(again) > _MOST_REPEATS:
        return kept
    cut += again
    return once


def _without_dateline(kept: list[str], cut: list[str], outlet: str) -> tuple[list[str], str]:
    for index, line in enumerate(kept[:3]):
        match = _dateline(line, outlet)
        if match and match.end() < len(line):
            groups = match.groupdict()
            cut.append(line[: match.end()].strip())
            rest = line[match.end() :].lstrip(" -–—")
            named = [groups.get("b"), groups.get("a")] if groups.get("b") else [groups.get("a")]
            place = next((one for one in named if one and one.casefold() not in outlet.casefold()), "")
            return [*kept[:index], rest, *kept[index + 1 :]], place.title() if place.isupper() else place
    return kept, ""


def _dateline(line: str, outlet: str) -> re.Match[str] | None:
    head = line[: _LONGEST_DATELINE + 20]
    own = (_of_outlet(outlet),) if outlet and outlet.split()[0].casefold() in head.casefold() else ()
    found = (shape.match(head) for shape in (*own, *_DATELINES))
    return next((match for match in found if match and match.end() <= _LONGEST_DATELINE), None)


@lru_cache(maxsize=512)
def _of_outlet(name: str) -> re.Pattern[str]:
    """Return the shape of a dateline with the outlet's name: "Zona Makassar, Gowa –"."""
    spaced = re.escape(name).replace(r"\ ", r"\s*")
    return re.compile(
        rf"(?:(?P<a>{_PLACE})\s*,\s*)?(?i:{spaced})(?:\s*[,—–-]\s*(?P<b>{_PLACE}))?{_DASH}(?=\S)"
    )


def _without_tail(kept: list[str], cut: list[str]) -> list[str]:
    """Take sign-offs ("(*)", "(lau/pta)", "(Ali)") off the end of the last paragraph."""
    while kept:
        match = TAIL.search(kept[-1], max(len(kept[-1]) - _LONGEST_TAIL, 0))
        if not match:
            break
        cut.append(match[0].strip())
        rest = kept[-1][: match.start()].rstrip()
        kept = [*kept[:-1], rest] if rest else kept[:-1]
    return kept
