"""``monitor complaints``: complaints about this service itself, apart from issues of the press."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json
from monitor.desk.complaints import KINDS

TextOption = Annotated[str, typer.Option("--text", metavar="TEKS", help="Apa yang disampaikan.")]
KindOption = Annotated[str, typer.Option("--kind", help=f"Salah satu dari: {', '.join(KINDS)}.")]
ReporterOption = Annotated[str, typer.Option("--reporter", metavar="NAMA", help="Siapa atau unit mana.")]
ChannelOption = Annotated[str, typer.Option("--channel", metavar="KANAL", help="Surat, telepon, …")]
OutcomeOption = Annotated[str, typer.Option("--outcome", metavar="TEKS", help="Apa yang dilakukan.")]
YearOption = Annotated[int, typer.Option("--year", help="Tahun (bawaan: tahun ini).")]
ActorOption = Annotated[str, typer.Option("--actor", metavar="NAMA", help="Nama petugas.")]


def register(app: typer.Typer) -> None:
    """Add the register of complaints."""
    book = typer.Typer(no_args_is_help=True, help="Keluhan tentang layanan ini sendiri.")
    book.command("add")(add)
    book.command("list")(show)
    book.command("close")(close)
    app.add_typer(book, name="complaints")


def add(
    text: TextOption,
    kind: KindOption = KINDS[0],
    reporter: ReporterOption = "",
    channel: ChannelOption = "",
    actor: ActorOption = "",
    data: DataOption = None,
) -> None:
    """Catat keluhan, kritik, atau saran tentang layanan ini."""
    with desk(data) as opened:
        number = opened.complaints.add(
            kind, text, reporter=reporter, channel=channel, by=actor or getpass.getuser()
        )
    print(f"Keluhan {number} dicatat.")


def show(year: YearOption = 0, data: DataOption = None, json: JsonOption = False) -> None:
    """Daftar keluhan satu tahun dan bagian yang sudah ditangani."""
    with desk(data) as opened:
        rows, tally = opened.complaints.of(year), opened.complaints.tally(year)
        days = [opened.say(row.at) for row in rows]
    if json:
        say_json({**asdict(tally), "share": tally.share, "rows": [asdict(row) for row in rows]})
        return
    for row, day in zip(rows, days, strict=True):
        print(f"{row.id:5d}  {row.status:8s} {day}  {row.kind}: {row.text}")
        if row.outcome:
            print(f"       {row.outcome} ({row.closed_by})")
    share = f" ({tally.share:.0%})" if tally.share is not None else ""
    print(f"Tahun {tally.year}: {tally.noted} keluhan, {tally.handled} selesai ditangani{share}.")


def close(
    number: Annotated[int, typer.Argument(metavar="NOMOR", help="Nomor keluhan.")],
    outcome: OutcomeOption,
    actor: ActorOption = "",
    data: DataOption = None,
) -> None:
    """Catat bahwa keluhan sudah ditangani."""
    with desk(data) as opened:
        opened.complaints.close(number, outcome, by=actor or getpass.getuser())
    print(f"Keluhan {number} selesai.")
