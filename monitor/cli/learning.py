"""How good the model is, what people decided, and learning from it: ``evaluate``, ``verdicts``, ``train``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import JsonOption, ProfileOption, configuration, desk
from monitor.cli.console import say_json, write

GoldOption = Annotated[
    list[Path], typer.Option("--gold", metavar="BERKAS", help="Baris berlabel; boleh berulang.")
]

DataFiles = Annotated[
    list[Path] | None,
    typer.Option("--data", metavar="BERKAS", help="Baris berlabel; boleh berulang. Bawaan: korpus proyek."),
]
VerdictsFile = Annotated[
    Path | None, typer.Option("--output", metavar="BERKAS", help="Tulis ke berkas ini, bukan ke layar.")
]
VerdictsOption = Annotated[
    bool, typer.Option("--verdicts/--no-verdicts", help="Pelajari juga putusan petugas di folder data.")
]
PoolFile = Annotated[
    Path | None,
    typer.Option(
        "--pool", metavar="BERKAS", help="Kumpulan berita (JSONL) asal teks contoh yang hanya bertanda."
    ),
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
    app.command("verdicts")(verdicts)
    app.command("train")(train)


def evaluate(gold: GoldOption, profile: ProfileOption = None, json: JsonOption = False) -> None:
    """Ukur model yang berlaku pada baris berlabel, dengan selang kepercayaan 95% (bootstrap)."""
    from monitor.desk import learning  # scikit-learn takes seconds to import: other commands need none of it

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


def verdicts(output: VerdictsFile = None) -> None:
    """Tulis putusan petugas (bukan isu, disposisi, tingkat) sebagai baris berlabel, satu baris per berita."""
    with desk() as opened:
        rows = opened.verdicts()
    write("".join(json_module.dumps(row, ensure_ascii=False) + "\n" for row in rows), output)


def train(
    data: DataFiles = None,
    pool: PoolFile = None,
    out: OutFolder = None,
    verdicts: VerdictsOption = True,
    force: ForceOption = False,
    profile: ProfileOption = None,
) -> None:
    """Latih model dari baris berlabel dan putusan petugas; model yang lebih buruk ditolak kecuali dipaksa."""
    from monitor.desk import learning

    with desk() as opened:
        said = opened.verdicts() if verdicts else []
    done = learning.train(
        configuration(profile=profile), data or [], out, verdicts=said, pool=pool, force=force
    )
    print(done.table)
    if verdicts:
        print(f"{len(said)} putusan petugas ikut dipelajari.")
    print(f"Model {done.version} dilatih dari {done.examples} baris.")
