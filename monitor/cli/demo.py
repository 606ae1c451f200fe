"""``monitor demo``: the whole pipeline on an invented newsroom, over real HTTP on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, configuration
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
    config = configuration(data or play.folder(articles))
    with progress(not json) as tell:
        played = play.play(config, rows, tell)
    if json:
        say_json(played.as_json())
        return
    print(render(played.daily, "text"))
    print(render(played.response, "text"))
    for line in crawl_lines(played.last_crawl):
        print(line)
    print(
        f"Demo: {played.articles} berita tersimpan, {played.new_articles} baru pada putaran ini; "
        f"{played.flagged} negatif, {played.issues} isu."
    )
    for label, path in played.documents:
        print(f"{label}: {path}")
