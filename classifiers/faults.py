"""Fault-finding in words: which classes of cues a sentence holds, and on which side of them P stands.

The classes in ``data/faults.json`` were written down from the articles that earlier models missed or raised
wrongly: neglect told as fact, complaint, polite criticism, demands, findings, cases in court; and what turns
the scale the other way: answers, promises, success, routine, the background of old cases, crime and campaigns
of others. "Warga desak P" and "P desak warga" hold the same words: what decides is the side P stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifiers.cues import Cues

CUES = Cues("faults.json")
GROUPS = len(CUES.names)
# So many words after a cue P still counts as what it is aimed at, so many before it as who says or suffers
# it. By judgement: a title holds a dozen words.
AFTER, BEFORE = 6, 5
# Masks that begin like P's but are not the body that must answer.
_NOT_P = frozenset({"P_AREA", "P_DPRD", "PQ_DPRD", "P_EXHEAD", "P_LATEHEAD"})


class Faults(NamedTuple):
    """Numbers of the classes found in a sentence: all, those that P follows, those that P goes before."""

    here: set[int]
    before: set[int]
    after: set[int]


def find(tokens: Sequence[str]) -> Faults:
    """Return the classes of cues in the masked words of a sentence."""
    own = [
        place for place, token in enumerate(tokens) if token.startswith(("P_", "PQ_")) and token not in _NOT_P
    ]
    found = Faults(set(), set(), set())
    for place, number in CUES.hits(tokens):
        found.here.add(number)
        for each in own:
            if 0 < each - place <= AFTER:
                found.before.add(number)
            elif 0 < place - each <= BEFORE:
                found.after.add(number)
    return found


def matrix(every: Sequence[Faults]) -> NDArray[np.float64]:
    """Return a row of zeros and ones per sentence, ``GROUPS`` columns for each field of ``Faults``."""
    rows: list[int] = []
    columns: list[int] = []
    for row, each in enumerate(every):
        for side, numbers in enumerate(each):
            rows += [row] * len(numbers)
            columns += [side * GROUPS + number for number in numbers]
    found = np.zeros((len(every), len(Faults._fields) * GROUPS))
    found[rows, columns] = 1.0
    return found


def strings(found: Faults, state: str) -> list[str]:
    """Return the classes of a sentence as features: by who is spoken of (``state``) and by P's side."""
    return [
        *(f"f:{number}:{state}" for number in found.here),
        *(f"f>{number}" for number in found.before),
        *(f"f<{number}" for number in found.after),
    ]
