"""``monitor outbox``: messages, the text to copy into WhatsApp, and who is reached where."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json

NumberArgument = Annotated[int, typer.Argument(metavar="NOMOR", help="Nomor pesan dari 'outbox list'.")]
NumbersArgument = Annotated[list[int], typer.Argument(metavar="NOMOR", help="Satu nomor pesan atau lebih.")]
StatusOption = Annotated[str, typer.Option("--status", metavar="STATUS", help="Hanya yang berstatus ini.")]
IssueOption = Annotated[str, typer.Option("--issue", metavar="NOMOR", help="Hanya tentang isu ini.")]
LimitOption = Annotated[int, typer.Option("--limit", help="Paling banyak sekian pesan terbaru.")]
ActorOption = Annotated[str, typer.Option("--actor", metavar="NAMA", help="Siapa yang sudah membaca.")]


def register(app: typer.Typer) -> None:
    """Add the commands about messages."""
    outbox = typer.Typer(no_args_is_help=True, help="Pesan: lihat, salin ke WhatsApp, kirim ulang.")
    outbox.command("list")(messages)
    for command in (show, ack, retry, check):
        outbox.command(command.__name__)(command)
    app.add_typer(outbox, name="outbox")


def messages(
    status: StatusOption = "",
    issue: IssueOption = "",
    limit: LimitOption = 50,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Pesan terbaru: kepada siapa, tentang apa, dan apakah sudah terkirim."""
    with desk(data) as opened:
        rows = opened.mailroom.latest(limit, status, issue)
        lines = [(row, opened.mailroom.say(row.recipient)) for row in rows]
        counts = opened.mailroom.counts()
    if json:
        say_json([asdict(row) for row in rows])
        return
    for row, to in lines:
        read = f" · dibaca {row.ack_by}" if row.ack_by else ""
        print(f"{row.id:6d}  {row.status:14s} {row.issue}  {to}: {row.subject}{read}")
    print("; ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "Belum ada pesan.")


def show(number: NumberArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Satu pesan: teks siap salin, tautan wa.me, dan keadaan di setiap alamat."""
    with desk(data) as opened:
        letter = opened.mailroom.letter(number)
    if json:
        say_json(asdict(letter))
        return
    print(f"Kepada: {letter.to}\nKeadaan: {letter.status}")
    for row in letter.deliveries:
        print(f"  {row.target}: {row.status} ({row.tries} kali) {row.error}".rstrip())
    print(f"\n{letter.copy}\n")
    for whom, link in letter.links:
        print(f"WhatsApp ({whom}): {link}")


def ack(number: NumberArgument, actor: ActorOption = "", data: DataOption = None) -> None:
    """Catat bahwa pesan sudah dibaca penerimanya."""
    with desk(data) as opened:
        opened.mailroom.acknowledge(number, actor or getpass.getuser())
    print(f"Pesan {number} dicatat sudah dibaca.")


def retry(numbers: NumbersArgument, data: DataOption = None) -> None:
    """Antrekan lagi pesan yang gagal, tanpa alamat, atau baru diuji coba."""
    with desk(data) as opened:
        count = opened.mailroom.retry(numbers)
    print(f"{count} pesan diantrekan lagi; kirim dengan 'monitor notify'.")


def check(data: DataOption = None, json: JsonOption = False) -> None:
    """Periksa kontak.yaml: siapa dihubungi lewat apa, dan siapa yang belum punya alamat."""
    with desk(data) as opened:
        path, active = opened.mailroom.state()
        routes = opened.mailroom.routes()
    if json:
        say_json({"path": path, "active": active, "routes": [asdict(route) for route in routes]})
        return
    for route in routes:
        if route.targets:
            print(f"{route.to}: {', '.join(route.targets)}")
    missing = sum(not route.targets for route in routes)
    mode = "pengiriman aktif" if active else "uji coba, tidak ada yang dikirim"
    print(f"{path}: {mode}; {len(routes) - missing} penerima punya alamat, {missing} belum.")
