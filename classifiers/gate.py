"""The gate: the cross-validated figures of the shipped model may not fall below ``floors.json``.

``python -m classifiers.gate`` checks the figures that were written with the model. Lowering a floor is its
own, explained commit.
"""

from __future__ import annotations

import json
from pathlib import Path

from classifiers import modelfile
from classifiers.retraining import FIGURES

FLOORS = Path(__file__).parent / "floors.json"


def shortfalls(folder: Path = modelfile.FOLDER, floors: Path = FLOORS) -> list[str]:
    """Return one line for each figure below its floor (above it, for the calibration error), or of another
    model.
    """
    wanted = json.loads(floors.read_text("utf-8"))
    found = json.loads((folder / FIGURES).read_text("utf-8"))
    lines = []
    if found["version"] != modelfile.manifest(folder)["version"]:
        lines.append(f"{FIGURES} is of model {found['version']}, not of the shipped one")
    for name, figures in wanted.items():
        measured = found["sets"].get(name, {}).get("figures", {})
        for figure, floor in figures.items():
            value = (measured.get(figure) or [float("nan")])[0]
            good = value <= floor if figure == "calibration_error" else value >= floor
            if not good:
                lines.append(f"{name}: {figure} is {value}, the floor is {floor}")
    return lines


def main() -> int:
    """Print the shortfalls; return 1 when there are any."""
    lines = shortfalls()
    print("\n".join(lines) or "all figures above their floors")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
