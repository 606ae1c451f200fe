"""For the administrator: the log, and a look at the whole installation."""

from __future__ import annotations

from dataclasses import asdict

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json


def register(app: typer.Typer) -> None:
    """Add the commands of administration."""
    log = typer.Typer(no_args_is_help=True, help="Catatan peristiwa.")
    log.command("verify")(log_verify)
    log.command("rebuild")(log_rebuild)
    app.add_typer(log, name="log")
    app.command("doctor")(doctor)


def log_verify(data: DataOption = None) -> None:
    """Telusuri rantai catatan peristiwa dari awal sampai akhir."""
    with desk(data) as opened:
        lines, head = opened.verify_log()
    print(f"Catatan utuh: {lines} peristiwa, kepala rantai {head}.")


def log_rebuild(data: DataOption = None) -> None:
    """Hitung ulang keadaan semua isu dari catatan peristiwa."""
    with desk(data) as opened:
        rebuilt, changed = opened.rebuild_log()
    print(f"{rebuilt} isu dihitung ulang, {changed} berbeda dari sebelumnya.")


def doctor(data: DataOption = None, json: JsonOption = False) -> None:
    """Periksa pemasangan: konfigurasi, basis data, model, kalender, sumber."""
    with desk(data) as opened:
        checks = opened.doctor()
    if json:
        say_json([asdict(check) for check in checks])
    else:
        for check in checks:
            print(f"{'baik ' if check.ok else 'PERLU'}  {check.what}: {check.note}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
