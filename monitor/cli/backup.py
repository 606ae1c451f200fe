"""``monitor backup``: one zip that can bring everything back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, desk

OutOption = Annotated[Path, typer.Option("--out", metavar="BERKAS", help="Berkas zip tujuan.")]


def register(app: typer.Typer) -> None:
    """Add the backup."""
    app.command("backup")(backup)


def backup(out: OutOption, data: DataOption = None) -> None:
    """Cadangkan basis data, lampiran, surat, dan kontak ke satu berkas zip, juga selagi sistem bekerja."""
    with desk(data) as opened:
        size = opened.backup(out)
    print(f"Cadangan: {out} ({size / 1024 / 1024:.1f} MB). Simpan di tempat lain dari komputer ini.")
