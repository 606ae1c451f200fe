"""``monitor demo``: the whole pipeline on an invented newsroom, over real HTTP on this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, chosen_data, configuration
from monitor.cli.console import progress, read_rows, say_json
from monitor.cli.flow import crawl_lines
from monitor.config import Config
from monitor.demo import play, visitors
from monitor.errors import InputError
from monitor.report import render

ArticlesOption = Annotated[
    Path | None, typer.Option("--articles", metavar="BERKAS", help="Putar ulang berita dari JSONL ini.")
]
ServeOption = Annotated[bool, typer.Option("--serve", help="Sesudahnya buka meja kerja web pada hasil demo.")]
PortOption = Annotated[int, typer.Option("--port", help="Nomor porta meja kerja.")]


def register(app: typer.Typer) -> None:
    """Add the demo."""
    app.command("demo")(demo)


def demo(
    articles: ArticlesOption = None,
    serve: ServeOption = False,
    port: PortOption = 8000,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Jalankan seluruh alur pada ruang redaksi contoh di mesin ini."""
    if serve and (articles or json):
        raise InputError("--serve tidak dapat digabung dengan --articles atau --json; pilih salah satu.")
    rows = read_rows(articles, ("title",)) if articles else None
    config = configuration(data)
    if chosen_data(data) is None:
        config = replace(config, data_dir=play.folder(config.data_dir, rows))
    with progress(not json) as tell:
        played = play.play(config, rows, tell)
    if json:
        say_json(played.result)
        return
    print(render(played.daily, "text"))
    print(render(played.response, "text"))
    for line in crawl_lines(played.last_crawl):
        print(line)
    result = played.result
    print(
        f"Demo: {result['articles']} berita tersimpan, {result['new_articles']} baru pada putaran ini; "
        f"{result['flagged']} negatif, {len(result['issues'])} isu."
    )
    for path in played.documents:
        print(f"Dokumen: {path}")
    if serve:
        _serve(config, port)


def _serve(config: Config, port: int) -> None:
    """Open the web desk on the demo; the logins are new at every start and shown here only."""
    # Loading the web server takes as long as many a command takes in all; only this one needs it.
    from monitor.web.server import serve as run_server

    with visitors.visiting(config) as (served, clock, logins):
        print("\nMasuk sebagai:")
        for one in logins:
            print(f"  {one.name:<24} sandi {one.password:<16} {one.role} {one.opd}".rstrip())
        print(f"Meja kerja: http://127.0.0.1:{port}  (hentikan dengan Ctrl+C)", flush=True)
        run_server(served, "127.0.0.1", port, clock=clock)
