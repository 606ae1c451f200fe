"""Which government a row speaks of: the installed profile, else a packaged one of that name, else generic."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import classifiers
from monitor.config import Config, profile_named
from monitor.errors import InputError
from monitor.government import government_of

LEVELS = ("provinsi", "kabupaten", "kota")

Resolver = Callable[[str, str], classifiers.Government]


def resolver(config: Config) -> Resolver:
    """Return a function from a government's name and level to what the classifiers know of it.

    The function raises InputError for a name without a known level.
    """
    own = government_of(config.profile)

    @lru_cache(maxsize=256)
    def resolve(name: str, level: str) -> classifiers.Government:
        if name in ("", config.profile.name):
            return own
        packaged = profile_named(name)
        return government_of(packaged) if packaged else _generic(name, level)

    return resolve


def _generic(name: str, level: str) -> classifiers.Government:
    known = level or name.split(" ", 1)[0].lower()
    if known not in LEVELS:
        raise InputError(f"P '{name}': tulis level provinsi, kabupaten atau kota pada baris itu.")
    return classifiers.generic(name, known)
