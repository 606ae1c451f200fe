"""``monitor sources``: how every source does, whether it answers now, what another site has."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import progress, say_json, write
from monitor.desk import Probed, SourceHealth
from monitor.errors import MonitorError


def register(app: typer.Typer) -> None:
    """Add the commands on sources."""
    sources = typer.Typer(no_args_is_help=True, help="Sumber berita.")
    sources.command("list")(sources_list)
    sources.command("check")(sources_check)
    sources.command("discover")(sources_discover)
    app.add_typer(sources, name="sources")


def sources_list(data: DataOption = None, json: JsonOption = False) -> None:
    """Keadaan setiap sumber: kapan terakhir terbaca, berita baru terakhir, apa yang perlu dilihat."""
    with desk(data) as opened:
        rows = opened.sources()
    if json:
        say_json([asdict(row) for row in rows])
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        for line in _health_lines(row, width):
            print(line)
    failed = sum(row.state in ("gagal", "hilang") for row in rows)
    alarmed = sum(bool(row.alarms) for row in rows)
    print(f"{len(rows)} sumber, {failed} gagal, {alarmed} perlu dilihat.")


def _health_lines(row: SourceHealth, width: int) -> list[str]:
    """Return one line on a source, and below it what went wrong or needs a look."""
    first = f"{row.id.ljust(width)}  {row.state.ljust(6)}  terbaca {row.last_ok}  baru {row.last_new}"
    notes = [row.note] if row.note else []
    for alarm in row.alarms:
        notes += [f"{alarm.kind}: {alarm.text}", *([f"  {alarm.line}"] if alarm.line else [])]
    return [first, *(f"    {note}" for note in notes)]


def sources_check(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Sumber atau media (bawaan: semua).")
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Tanyai sumber sekarang juga tanpa menyimpan beritanya; hasilnya ditulis ke folder data."""
    with desk(data) as opened:
        with progress(not json) as tell:
            found = opened.check_sources(ids or (), tell)
        path, text = opened.check_file(found)
    write(text, path)
    if json:
        say_json([asdict(one) for one in found])
    else:
        width = max((len(one.id) for one in found), default=0)
        for one in found:
            print(f"{one.id.ljust(width)}  {_seen(one)}")
        print(f"{len(found)} sumber, {sum(one.ok for one in found)} menjawab; hasil: {path}")
    if not any(one.ok for one in found):
        raise MonitorError("Tidak satu pun sumber menjawab; periksa sambungan internet.")


def _seen(one: Probed) -> str:
    if not one.ok:
        return f"gagal  {one.reason}"
    parts = [f"{one.entries} berita", f"terbaru {one.newest}", f"{one.dated:.0%} bertanggal"]
    parts += [f"{one.ahead:.0%} bertanggal masa depan (periksa zona)"] if one.ahead else []
    parts += [f"{1 - one.own:.0%} tautan ke situs lain"] if one.own < 1 else []
    return f"baik   {', '.join(parts)}"


def sources_discover(
    url: Annotated[str, typer.Argument(metavar="URL", help="Alamat situs media.")],
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Cari umpan dan peta situs sebuah media; cetak baris yang siap disalin ke feeds.yaml."""
    with desk(data) as opened, progress(not json) as tell:
        found, lines = opened.discover(url, tell)
    if not found:
        raise MonitorError(f"{url}: tidak ada umpan atau peta situs yang ditemukan; periksa alamat situsnya.")
    if json:
        say_json({"sources": [asdict(one) for one in found], "yaml": lines})
    else:
        print(lines, end="")
