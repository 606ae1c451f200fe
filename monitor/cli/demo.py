"""``monitor demo``: the whole pipeline on an invented newsroom, over real HTTP on this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, chosen_data, configuration
from monitor.cli.console import progress, read_rows, say_json
from monitor.cli.flow import crawl_lines
from monitor.demo import play
from monitor.report import render

ArticlesOption = Annotated[
    Path | None, typer.Option("--articles", metavar="BERKAS", help="Putar ulang berita dari JSONL ini.")
]


def register(app: typer.Typer) -> None:
    """Add the demo."""
    app.command("demo")(demo)


def demo(articles: ArticlesOption = None, data: DataOption = None, json: JsonOption = False) -> None:
    """Jalankan seluruh alur pada ruang redaksi contoh di mesin ini."""
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
