"""How wide the columns of a table are on paper."""

from __future__ import annotations

from monitor.report.document import Table

# Columns whose longest text is shorter than this take what they need; the others share the rest by length.
_SHORT = 22
_LONGEST = 60
# By bare length a column of names beside one of sentences would be a letter wide.
_EVEN = 0.7


def widths(table: Table) -> list[float]:
    """Return per column 0 ("as wide as its text") or a share of the space that is left."""
    found = []
    for place, name in enumerate(table.columns):
        texts = [row[place] for row in table.rows]
        longest = max([*(len(text) for text in texts), *(len(word) for word in name.split())], default=0)
        right = table.align[place : place + 1] == "r"
        shared = longest > _SHORT or right
        found.append(float(min(max(longest, 12), _LONGEST)) ** _EVEN if shared else 0.0)
    if any(found) or not table.columns:
        return found
    return [1.0, *found[1:]]


def breakable(text: str) -> str:
    """Return a long address or word with places at which a line may break (zero-width spaces)."""
    words = (word if len(word) <= _SHORT else _opened(word) for word in text.split(" "))
    return " ".join(words)


def _opened(word: str) -> str:
    for sign in "/?&=-_.":
        word = word.replace(sign, f"{sign}\u200b")
    pieces = word.split("\u200b")
    return "\u200b".join(
        "\u200b".join(piece[at : at + 24] for at in range(0, max(len(piece), 1), 24)) for piece in pieces
    )
