"""What regional governments are made of: the agencies every Indonesian province, regency and city has.

The duties follow UU 23/2014 (division of government affairs) and PP 18/2016 jo PP 72/2019 (regional
agencies); names differ from region to region, so each duty lists the usual names and short forms. ``generic``
profiles and the reading of agency names in any text rest on this table; slugs are those of the default
profile, so that one routing model serves every region.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: the slug of its agency, its usual name, other names, and what it is complained about for.

    ``names`` are full names ("dinas pendidikan dan kebudayaan"), ``shorts`` acronyms ("disdik"), ``topics``
    words that point to the duty even where no agency is named.
    """

    slug: str
    name: str
    names: tuple[str, ...]
    shorts: tuple[str, ...]
    topics: tuple[str, ...]


def _load() -> tuple[Duty, ...]:
    rows = json.loads(resources.files("classifiers").joinpath("data/duties.json").read_text("utf-8"))
    return tuple(
        Duty(row["slug"], row["name"], tuple(row["names"]), tuple(row["shorts"]), tuple(row["topics"]))
        for row in rows
    )


DUTIES: tuple[Duty, ...] = _load()
BY_SLUG = {duty.slug: duty for duty in DUTIES}
