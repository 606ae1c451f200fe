"""The figures in the model card, written from ``figures.json``: the two can never tell different things.

``python -m classifiers.card`` writes them anew; training does so for the shipped model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CARD = Path(__file__).parent / "MODEL_CARD.md"
FIGURES = Path(__file__).parent / "models" / "figures.json"
BEGIN, END = "<!-- figures: written by training, not by hand -->", "<!-- /figures -->"


def table(figures: Mapping[str, Any]) -> str:
    """Return model version and figures of each set as Markdown, with 95 % bootstrap intervals in brackets."""
    sets = figures["sets"]
    heads = [f"{name} ({one['count']}, {one['flagged']} flagged)" for name, one in sets.items()]
    lines = [
        f"Model {figures['version']}.",
        "",
        f"| figure | {' | '.join(heads)} |",
        "| --- " * (len(sets) + 1) + "|",
    ]
    for name in next(iter(sets.values()))["figures"]:
        cells = [_cell(one["figures"].get(name)) for one in sets.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(figure: list[float] | None) -> str:
    return "–" if figure is None else f"{figure[0]:.3f} [{figure[1]:.3f}–{figure[2]:.3f}]"


def written(card: str, figures: Mapping[str, Any]) -> str:
    """Return the text of a card with its figures replaced. ValueError where it has no place for any."""
    before, begin, rest = card.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the card lacks '{BEGIN}' or '{END}'")
    return f"{before}{BEGIN}\n{table(figures)}\n{END}{after}"


def refresh() -> None:
    """Write the shipped model's figures into the card beside it."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    CARD.write_text(written(CARD.read_text("utf-8"), figures), "utf-8")


if __name__ == "__main__":
    refresh()
