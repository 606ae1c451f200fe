"""Makes a profile of any regional government from its name and level, as the texts of its files.

A start, not an end: usual agencies, the regencies of a province, the division of tasks, bodies that only
share the name. What nobody can know from a name (who leads, which roads, which hospitals) is left to the
office. The slugs are those of ``classifiers.duties``, so that the routing model serves every government.

    classifiers.regions, classifiers.duties     what Indonesia's governments are called and made of
    + Common (profiles/umum.yaml)               who does what by law, bodies of the same name
    | Draft                                     one government's words: Pemprov or Pemkab, Gubernur or Bupati
    | compose                                   file name → text
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from classifiers import regions
from classifiers.duties import DUTIES, Duty
from monitor.profile_draft import WORDS, Draft, slug_of, spell
from monitor.schema_base import INDONESIAN_ZONES
from monitor.yamlfile import dump_yaml

SOURCE = "pengetahuan umum"
Json = dict[str, Any]

_KINDS = {
    "dinas": "dinas",
    "badan": "badan",
    "biro": "biro",
    "bagian": "biro",
    "satuan": "satpol",
    "inspektorat": "inspektorat",
    "sekretariat": "sekretariat",
}
_COMPANIES = frozenset({"perseroda-sci", "bank-sulselbar"})
_OTHER_NAMES = 4
_SHORT_FORMS = 3


def compose(wanted: Draft, policy: str, calendar: str) -> dict[str, str]:
    """Return the files of the profile, name → text; policy and calendar are changed from the texts given."""
    opd = {"version": "1", "opd": list(_agencies(wanted))}
    return {
        "profil.yaml": _file(wanted, "unit verifikator, kop surat, pimpinan, fasilitas", _identity(wanted)),
        "opd.yaml": _file(wanted, "sebutan di media, unit, kepala", opd),
        "wilayah.yaml": _file(wanted, "jalan, kepala daerah, nama yang mudah tertukar", _territory(wanted)),
        "policy.yaml": _policy(wanted, policy),
        "calendar.yaml": _calendar(wanted, calendar),
    }


def _file(wanted: Draft, todo: str, data: Json) -> str:
    head = f"# {wanted.title}: dibuat dari nama dan tingkatnya; periksa semuanya sebelum dipakai.\n"
    return f"{head}# Lengkapi: {todo}.\n\n{dump_yaml(data)}"


def _identity(wanted: Draft) -> Json:
    words = wanted.words
    name, short = f"{words.long} {wanted.name}", f"{words.short} {wanted.short}"
    others = [
        one for one in (*wanted.both(words.long), *wanted.both(words.short)) if one not in (name, short)
    ]
    return {
        "version": "1",
        "name": wanted.title,
        "level": wanted.level,
        "zone": INDONESIAN_ZONES[wanted.zone],
        "zone_label": wanted.zone,
        "region": {"name": wanted.name, "short": wanted.short},
        "government": {"name": name, "short": short, "aliases": others},
        "verifier": {"unit": f"Humas {short} (Diskominfo)", "opd": "diskominfo-sp"},
        "letterhead": {
            "lines": [name, "Dinas Komunikasi dan Informatika"],
            "city": (wanted.region.capital.title() if wanted.region else "") or wanted.name,
        },
        "persons": list(_persons(wanted)),
    }


def _persons(wanted: Draft) -> Iterator[Json]:
    head, deputy = wanted.words.head, wanted.words.deputy
    for one in wanted.region.heads if wanted.region else ():
        yield {
            "name": one.name,
            "role": f"{head} atau {deputy}",
            "opd": "gubernur",
            **({"aka": list(one.aka)} if one.aka else {}),
            **({"start": f"{one.since:%Y-%m}"} if one.since else {}),
            **({"end": f"{one.until:%Y-%m}"} if one.until else {}),
            "note": "periksa jabatan dan tanggalnya",
            "source": SOURCE,
        }


def _agencies(wanted: Draft) -> Iterator[Json]:
    local = wanted.level != "provinsi"
    for duty in DUTIES:
        if not wanted.has(duty.slug):
            continue
        if duty.slug in ("gubernur", "wagub"):
            yield _leader(wanted, duty.slug)
        else:
            yield _agency(wanted, duty, wanted.common.local_names.get(duty.slug, "") if local else "")


def _leader(wanted: Draft, slug: str) -> Json:
    title = wanted.words.head if slug == "gubernur" else wanted.words.deputy
    names = [*wanted.both(title), *(one for word in ("Pj", "Plt") for one in wanted.both(f"{word} {title}"))]
    return {
        "slug": slug,
        "name": f"{title} {wanted.name}",
        "short": names[0],
        "kind": "pimpinan",
        "aliases": names[1:],
        "source": SOURCE,
    }


def _agency(wanted: Draft, duty: Duty, local_name: str) -> Json:
    name = local_name or duty.name
    first = name.split()[0].lower()
    shorts = [spell(short) for short in duty.shorts if _is_usual(short)][:_SHORT_FORMS]
    others = [spell(other) for other in duty.names if other.split()[0] == first and other != name.lower()]
    short = wanted.whose(shorts[0] if shorts else name)[0]
    names = [one for words in (*shorts, name, *others[:_OTHER_NAMES]) for one in wanted.whose(words)]
    return {
        "slug": duty.slug,
        "name": f"{name} {wanted.title}",
        "short": short,
        "kind": "bumd" if duty.slug in _COMPANIES else _KINDS.get(first, "lain"),
        "aliases": [one for one in dict.fromkeys(names) if one != short],
        "source": SOURCE,
    }


def _is_usual(short: str) -> bool:
    """Return whether a short form is a word of its own, not one government's company or sub-office."""
    return " " not in short and not short.startswith(("sudin", "ka"))


def _territory(wanted: Draft) -> Json:
    return {
        "version": "1",
        "areas": list(_areas(wanted)),
        "competence": [
            {"id": field.id, **field.of(wanted.level), "opd": slugs, "ground": field.ground}
            for field in wanted.common.competence
            if (slugs := [slug for slug in field.opd if wanted.has(slug)])
        ],
        "cues": wanted.common.cues.of(wanted.level),
        "traps": [*_vertical(wanted), *_namesakes(wanted)],
    }


def _areas(wanted: Draft) -> Iterator[Json]:
    if wanted.level != "provinsi":
        return
    inside = [one for one in regions.regions() if one.province == wanted.name and one.level != "provinsi"]
    for one in inside:
        words = WORDS[one.level]
        twin = sum(other.name == one.name for other in inside) > 1
        bodies = [f"{words.short} {one.name}", f"{words.long} {one.name}", f"DPRD {one.title}"]
        aliases = [alias.title() for alias in one.names if slug_of(alias) != slug_of(one.name)]
        yield {
            "slug": slug_of(one.title if twin else one.name),
            "name": one.title,
            "kind": one.level,
            "capital": one.capital.title(),
            "aliases": [*([] if twin else [one.name]), *aliases],
            # Jakarta's cities are parts of the province's own government (UU 29/2007, UU 2/2024).
            "government_names": [] if one.administrative else bodies,
        }


def _vertical(wanted: Draft) -> Iterator[Json]:
    yield {"names": list(wanted.whose("DPRD")), "looks_like": "setwan", "really": "lembaga politik"}
    for trap in wanted.common.vertical[wanted.level]:
        names = [one.replace("{daerah}", name) for one in trap.names for name in (wanted.short, wanted.name)]
        yield {"names": list(dict.fromkeys(names)), "really": trap.really}


def _namesakes(wanted: Draft) -> Iterator[Json]:
    """Yield the governments of another level or province whose region has the same name."""
    for one in regions.regions():
        if one.name == wanted.name and one.level != wanted.level:
            words = WORDS[one.level]
            names = [f"{each} {one.name}" for each in (words.short, words.long, words.head)]
            yield {"names": names, "looks_like": "gubernur", "really": f"pemerintah {one.title}"}


def _policy(wanted: Draft, text: str) -> str:
    words = wanted.words
    text = text.replace("Pemprov", words.short)
    return text.replace("Gubernur atau wakil gubernur", f"{words.head} atau {words.deputy.lower()}")


def _calendar(wanted: Draft, text: str) -> str:
    """Return the calendar in the government's zone; whose hours they are stays written in its comments."""
    title = f"# Kalender kerja {wanted.words.long} {wanted.name}."
    text = re.sub(r"(?m)^# Kalender kerja [^.]*\.", title, text, count=1)
    text = re.sub(r"(?m)^versi: .*$", f"versi: {wanted.slug}-1", text)
    text = re.sub(r"(?m)^zona: .*$", f"zona: {INDONESIAN_ZONES[wanted.zone]}", text)
    return re.sub(r"(?m)^label_zona: .*$", f"label_zona: {wanted.zone}", text)
