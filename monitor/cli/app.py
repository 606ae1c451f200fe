"""The typer application, its common options, and how a command gets its desk."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor import __version__
from monitor.clock import Clock, SystemClock
from monitor.config import Config, load_config
from monitor.desk import Desk, open_desk
from monitor.errors import InputError

app = typer.Typer(
    name="monitor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Humas Reaksi Cepat: temukan berita negatif, teruskan ke OPD, jaga tenggatnya.",
)

DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="FOLDER", help="Folder data (bawaan: MONITOR_DATA).")
]
FeedsOption = Annotated[
    Path | None, typer.Option("--feeds", metavar="BERKAS", help="Daftar media (bawaan: feeds.yaml).")
]
ProfileOption = Annotated[
    Path | None, typer.Option("--profile", metavar="FOLDER", help="Profil pemerintah (bawaan: Sulsel).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Keluaran JSON untuk program.")]

_common: dict[str, Path | None] = {}


def _version(asked: bool) -> None:
    if asked:
        print(f"humas-reaksi-cepat {__version__}")
        raise typer.Exit


@app.callback()
def common(
    data: DataOption = None,
    feeds: FeedsOption = None,
    profile: ProfileOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Catatan kerja yang rinci.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Cetak versi.")
    ] = False,
) -> None:
    """Humas Reaksi Cepat: temukan berita negatif, teruskan ke OPD, jaga tenggatnya."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    _common.update(data=data, feeds=feeds, profile=profile)


def chosen_data(data: Path | None) -> Path | None:
    """Return the data folder that the user named on the command line, before or after the command."""
    return data or _common.get("data")


def configuration(data: Path | None = None, profile: Path | None = None) -> Config:
    """Return the configuration that options, environment and defaults give; a command's own option wins."""
    return load_config(
        feeds=_common.get("feeds"),
        profile=profile or _common.get("profile"),
        data=chosen_data(data),
        env=os.environ,
    )


@contextmanager
def desk(data: Path | None = None, clock: Clock | None = None) -> Iterator[Desk]:
    """Open the desk for one command and close it afterwards."""
    opened = open_desk(configuration(data), clock=clock or SystemClock())
    try:
        yield opened
    finally:
        opened.close()


def instant(text: str, option: str) -> datetime:
    """Return the instant that an option writes (ISO 8601 with offset). Raises InputError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option}: '{text}' bukan waktu; tulis seperti 2026-07-10T15:30+08:00.") from error
    if found.tzinfo is None:
        raise InputError(f"{option}: '{text}' tanpa zona waktu; tambahkan misalnya +08:00.")
    return found.astimezone(UTC)
