"""``monitor list`` and ``monitor report``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, desk
from monitor.cli.console import write
from monitor.errors import InputError
from monitor.report import FORMATS, render

FormatOption = Annotated[
    str, typer.Option("--format", help=f"Bentuk keluaran: {', '.join(FORMATS)}.", metavar="BENTUK")
]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="BERKAS", help="Tulis ke berkas ini.")]
DayOption = Annotated[str, typer.Option("--date", metavar="TANGGAL", help="Hari, misalnya 2026-11-21.")]
FromOption = Annotated[str, typer.Option("--from", metavar="TANGGAL", help="Hari pertama.")]
ToOption = Annotated[str, typer.Option("--to", metavar="TANGGAL", help="Hari terakhir.")]


def register(app: typer.Typer) -> None:
    """Add the commands that make documents."""
    app.command("list")(daily_list)
    reports = typer.Typer(no_args_is_help=True, help="Laporan.")
    reports.command("response-time")(response_time)
    app.add_typer(reports, name="report")


def daily_list(
    day: DayOption = "", form: FormatOption = "text", out: OutOption = None, data: DataOption = None
) -> None:
    """Daftar harian isu negatif."""
    with desk(data) as opened:
        document = opened.daily_list(_day(day, "--date") if day else None)
    write(render(document, form), out)


def response_time(
    start: FromOption = "",
    end: ToOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    data: DataOption = None,
) -> None:
    """Laporan waktu tanggap atas isu yang terdeteksi dalam suatu kurun (bawaan: bulan berjalan)."""
    with desk(data) as opened:
        document = opened.response_time(
            _day(start, "--from") if start else None, _day(end, "--to") if end else None
        )
    write(render(document, form), out)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option}: '{text}' bukan tanggal; tulis seperti 2026-11-21.") from error
