"""A term's length as policy writes it: "6 jk", "1 hk", "30 menit", "1×24 jam"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.errors import InputError

MINUTE, HOUR, DAY = "menit", "jam", "hari"
WORK_MINUTE, WORK_HOUR, WORK_DAY = "mk", "jk", "hk"

WORDS = {
    MINUTE: "menit",
    HOUR: "jam",
    DAY: "hari",
    WORK_MINUTE: "menit kerja",
    WORK_HOUR: "jam kerja",
    WORK_DAY: "hari kerja",
}
# The working twin of a unit that says nothing about the clock itself.
AT_WORK = {MINUTE: WORK_MINUTE, HOUR: WORK_HOUR, DAY: WORK_DAY}

_SPELLINGS = {
    **{word: unit for unit, word in WORDS.items()},
    **{unit: unit for unit in WORDS},
    "mnt": MINUTE,
    "mnt kerja": WORK_MINUTE,
}
# At most two decimals: "1.000 jam" must not silently become one hour.
_SHAPE = re.compile(r"(?P<amount>\d{1,4}(?:[.,]\d{1,2})?)\s*(?P<unit>[a-z]+(?:\s+kerja)?)")
# "1×24 jam", "3 x 24 jam": the way Indonesian offices and press councils write days of running hours.
_TIMES_24 = re.compile(r"(?P<days>\d{1,3})\s*[x×]\s*24\s*jam")


@dataclass(frozen=True, slots=True)
class Span:
    """An amount (> 0) of a unit: ``menit``, ``jam``, ``hari`` or, in working time, ``mk``, ``jk``, ``hk``.

    The first three run on whichever clock the policy gives the level; the last three only in a calendar.
    """

    amount: Decimal
    unit: str

    @property
    def working(self) -> bool:
        """Whether the unit itself demands working time."""
        return self.unit in AT_WORK.values()

    def __str__(self) -> str:
        return f"{self._number()} {self.unit}"

    def spoken(self, running: bool) -> str:
        """Return the span in full words, on a running or a working clock: "6 jam kerja"."""
        return f"{self._number()} {WORDS[self.unit if running else AT_WORK.get(self.unit, self.unit)]}"

    def _number(self) -> str:
        return f"{self.amount.normalize():f}".replace(".", ",")


def parse_span(text: str) -> Span:
    """Return the span that ``text`` writes.

    Case and spaces do not matter, decimals (at most two) may use comma or point. Raises ``InputError``
    where the text is no positive amount of a known unit.
    """
    plain = " ".join(text.lower().split())
    if times := _TIMES_24.fullmatch(plain):
        plain = f"{int(times['days']) * 24} {HOUR}"
    found = _SHAPE.fullmatch(plain)
    unit = _SPELLINGS.get(" ".join(found["unit"].split())) if found else None
    amount = Decimal(found["amount"].replace(",", ".")) if found else Decimal(0)
    if unit is None or not amount:
        raise InputError(
            f"Lama waktu '{text}' tidak dikenali; tulis angka lebih dari nol dan satuannya, "
            "misalnya '6 jk' (jam kerja), '1 hk' (hari kerja), '30 menit' atau '24 jam'."
        )
    return Span(amount, unit)
