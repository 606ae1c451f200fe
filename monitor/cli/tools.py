"""Single steps for programs and evaluations: ``score``, ``cluster``, ``extract``, ``due``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.app import JsonOption, ProfileOption, configuration, instant
from monitor.cli.console import progress, read_rows, say_json, write
from monitor.clock import SystemClock
from monitor.desk import tools as steps
from monitor.errors import InputError

InputOption = Annotated[Path, typer.Option("--input", metavar="BERKAS", help="Baris JSONL masukan.")]
OutputOption = Annotated[Path, typer.Option("--output", metavar="BERKAS", help="Baris JSONL keluaran.")]

ExplainOption = Annotated[bool, typer.Option("--explain", help="Sertakan alasan dan nilai setiap kalimat.")]


def register(app: typer.Typer) -> None:
    """Add the commands for single steps."""
    app.command("score")(score)
    app.command("cluster")(cluster)
    app.command("extract")(extract)
    app.command("due")(due)


def score(
    source: InputOption, target: OutputOption, explain: ExplainOption = False, profile: ProfileOption = None
) -> None:
    """Nilai baris berita {id, title, text, …}: sasaran, nada, tanda, OPD, berat, kalimat bukti."""
    rows = read_rows(source, ("id", "title"))
    with progress() as tell:
        rated = steps.score(configuration(profile=profile), rows, tell, explain=explain)
    _write_rows(rated, target)


def cluster(source: InputOption, target: OutputOption, profile: ProfileOption = None) -> None:
    """Kelompokkan baris {id, title, text, outlet, published} menurut peristiwa."""
    rows = read_rows(source, ("id", "title", "published"))
    _write_rows(steps.cluster(configuration(profile=profile), rows), target)


def extract(
    url: Annotated[str, typer.Option("--url", help="Alamat halaman.")],
    html: Annotated[Path, typer.Option("--html", metavar="BERKAS", help="Isi halaman yang tersimpan.")],
    json: JsonOption = False,
) -> None:
    """Baca satu halaman berita seperti yang akan disimpan."""
    try:
        page = html.read_bytes()
    except OSError as error:
        raise InputError(f"{html}: tidak dapat dibaca ({error.strerror}).") from error
    found = steps.extract(configuration(), url, page, SystemClock().now())
    if json:
        say_json(found)
        return
    for name in ("title", "published", "author", "section", "canonical", "flags", "method"):
        print(f"{name}: {found.get(name) or '–'}")
    print(f"\n{found['text']}")


def due(
    level: Annotated[str, typer.Option("--level", help="Tingkat K1 sampai K4.")],
    at: Annotated[
        str, typer.Option("--at", metavar="WAKTU", help="Saat mulai, misalnya 2026-07-10T15:30+08:00.")
    ],
    term: Annotated[str, typer.Option("--term", help="verify, accept, respond atau finish.")] = "",
    json: JsonOption = False,
    profile: ProfileOption = None,
) -> None:
    """Hitung tenggat dan tunjukkan cara menghitungnya."""
    found = steps.due(configuration(profile=profile), level, instant(at, "--at"), term)
    if json:
        say_json(found[term] if term else found)
        return
    for name, one in found.items():
        print(f"{name} ({one['span']})")
        for step in one["steps"]:
            print(f"  {step}")


def _write_rows(rows: list[dict[str, Any]], target: Path) -> None:
    write("".join(json_module.dumps(row, ensure_ascii=False) + "\n" for row in rows), target)
