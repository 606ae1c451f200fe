"""``monitor list`` and ``monitor report``."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, desk
from monitor.cli.console import write
from monitor.errors import InputError
from monitor.report import FORMATS, render
from monitor.report.document import Document

FormatOption = Annotated[
    str, typer.Option("--format", help=f"Bentuk keluaran: {', '.join(FORMATS)}.", metavar="BENTUK")
]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="BERKAS", help="Tulis ke berkas ini.")]
DayOption = Annotated[str, typer.Option("--date", metavar="TANGGAL", help="Hari, misalnya 2026-11-21.")]
FromOption = Annotated[str, typer.Option("--from", metavar="TANGGAL", help="Hari pertama.")]
SaveOption = Annotated[bool, typer.Option("--save", help="Simpan ke folder laporan pada folder data.")]
LastMonthOption = Annotated[bool, typer.Option("--last-month", help="Bulan yang lalu.")]
ToOption = Annotated[str, typer.Option("--to", metavar="TANGGAL", help="Hari terakhir.")]


def register(app: typer.Typer) -> None:
    """Add the commands that make documents."""
    app.command("list")(daily_list)
    reports = typer.Typer(no_args_is_help=True, help="Laporan.")
    reports.command("response-time")(response_time)
    app.add_typer(reports, name="report")


def daily_list(
    day: DayOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    data: DataOption = None,
) -> None:
    """Daftar harian isu negatif."""
    asked = _day(day, "--date") if day else None
    with desk(data) as opened:
        document = opened.daily_list(asked)
        shown = asked or opened.today()
        target = opened.report_path(f"daftar-harian-{shown}", form) if save else out
    _deliver(document, form, target, told=save)


def response_time(
    start: FromOption = "",
    end: ToOption = "",
    last_month: LastMonthOption = False,
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    data: DataOption = None,
) -> None:
    """Laporan waktu tanggap atas isu yang terdeteksi dalam suatu kurun (bawaan: bulan berjalan)."""
    first, last = _day(start, "--from") if start else None, _day(end, "--to") if end else None
    with desk(data) as opened:
        if last_month:
            last = opened.today().replace(day=1) - timedelta(days=1)
            first = last.replace(day=1)
        document = opened.response_time(first, last)
        name = f"waktu-tanggap-{first or opened.today().replace(day=1)}-{last or opened.today()}"
        target = opened.report_path(name, form) if save else out
    _deliver(document, form, target, told=save)


def _deliver(document: Document, form: str, target: Path | None, *, told: bool) -> None:
    write(render(document, form), target)
    if told:
        print(f"Tersimpan: {target}")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option}: '{text}' bukan tanggal; tulis seperti 2026-11-21.") from error
