"""Cues: classes of words and phrases in a data file, found in lists of lower-case words.

A data file maps the name of each class to its cues, parted by bars. Hand-written because what is sought are
runs of whole words in a list that is cut already: a dictionary look-up per word does it, where an automaton
over characters would want the text glued together again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources

# For a first word: the classes it alone belongs to, and by second word what must follow it for which class.
_Entry = tuple[list[int], dict[str, list[tuple[list[str], int]]]]


class Cues:
    """The classes of one data file, numbered in its order."""

    def __init__(self, name: str) -> None:
        groups = json.loads(resources.files("classifiers").joinpath(f"data/{name}").read_text("utf-8"))
        self.names = tuple(groups)
        self._entries: dict[str, _Entry] = {}
        for number, cues in enumerate(groups.values()):
            for cue in dict.fromkeys(cues.split("|")):
                first, *rest = cue.split()
                alone, phrases = self._entries.setdefault(first, ([], {}))
                if rest:
                    phrases.setdefault(rest[0], []).append((rest[1:], number))
                else:
                    alone.append(number)

    def hits(self, lower: Sequence[str]) -> list[tuple[int, int]]:
        """Return place and class number of every cue in a list of lower-case words."""
        entries = self._entries
        found: list[tuple[int, int]] = []
        for place, word in enumerate(lower):
            if word not in entries:
                continue
            alone, phrases = entries[word]
            found += [(place, number) for number in alone]
            if phrases and place + 1 < len(lower):
                for rest, number in phrases.get(lower[place + 1], ()):
                    if not rest or lower[place + 2 : place + 2 + len(rest)] == rest:
                        found.append((place, number))
        return found

    def found(self, lower: Sequence[str]) -> set[int]:
        """Return the class numbers of the cues in a list of lower-case words."""
        return {number for _, number in self.hits(lower)}
