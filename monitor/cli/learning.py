"""``monitor evaluate``: how good the standing model is on labelled rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import JsonOption, ProfileOption, configuration
from monitor.cli.console import say_json
from monitor.desk import learning

GoldOption = Annotated[
    list[Path], typer.Option("--gold", metavar="BERKAS", help="Baris berlabel; boleh berulang.")
]

DataFiles = Annotated[
    list[Path], typer.Option("--data", metavar="BERKAS", help="Baris berlabel; boleh berulang.")
]
OutFolder = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Tulis model ke folder ini.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Ganti model walau lebih buruk.")]

FIGURES = {
    "flag_average_precision": "Presisi rata-rata tanda",
    "flag_precision": "Presisi tanda",
    "flag_recall": "Cakupan tanda",
    "flag_f1": "F1 tanda",
    "flag_best_f1": "F1 terbaik tanda",
    "precision_at_recall_90": "Presisi pada cakupan 90%",
    "precision_at_recall_95": "Presisi pada cakupan 95%",
    "calibration_error": "Galat kalibrasi",
    "target_accuracy": "Ketepatan sasaran",
    "tone_accuracy": "Ketepatan nada",
    "severity_macro_f1": "F1 makro berat isu",
    "evidence_hit": "Kalimat bukti tepat",
    "opd_top1": "OPD tepat (peringkat 1)",
    "opd_top3": "OPD tepat (3 teratas)",
}


def register(app: typer.Typer) -> None:
    """Add the commands of measuring and learning."""
    app.command("evaluate")(evaluate)
    app.command("train")(train)


def evaluate(gold: GoldOption, profile: ProfileOption = None, json: JsonOption = False) -> None:
    """Ukur model yang berlaku pada baris berlabel, dengan selang kepercayaan 95% (bootstrap)."""
    measured = learning.measure(configuration(profile=profile), gold)
    if json:
        say_json(
            {one.name: {**one.metrics.as_json(), "model": one.model, "seen": one.seen} for one in measured}
        )
        return
    for one in measured:
        print(f"{one.name}: {one.metrics.count} berita, {one.metrics.flagged} bertanda, model {one.model}")
        for name, figure in one.metrics.figures.items():
            print(f"  {FIGURES.get(name, name):<28} {figure}")
    print(
        f"{measured[0].seen} baris pernah dipakai melatih; baris itu dinilai oleh model silang yang tidak "
        "pernah melihat ceritanya."
    )


def train(
    data: DataFiles, out: OutFolder = None, force: ForceOption = False, profile: ProfileOption = None
) -> None:
    """Latih model dari baris berlabel; model yang lebih buruk ditolak kecuali dipaksa."""
    done = learning.train(configuration(profile=profile), data, out, force=force)
    print(done.table)
    print(f"Model {done.version} dilatih dari {done.examples} baris.")
