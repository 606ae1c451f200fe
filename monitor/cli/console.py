"""How the command line speaks: progress bars on a terminal, plain lines otherwise, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.errors import InputError

Tell = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many in all)."""

_screen = Console(stderr=True, highlight=False)


@contextmanager
def progress(show: bool = True) -> Iterator[Tell]:
    """Give a function that draws progress bars on a terminal and does nothing elsewhere."""
    if not (show and _screen.is_terminal):
        yield lambda what, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_screen, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield tell


def say_json(value: Any) -> None:
    """Print a value as JSON; instants and the like as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write(made: str | bytes, out: Path | None) -> None:
    """Print a finished text, or write text or bytes to a file in one step. Raises InputError."""
    if out is None:
        if isinstance(made, bytes):
            raise InputError("Bentuk ini bukan teks; tambahkan --out BERKAS atau --save.")
        sys.stdout.write(made)
        return
    partial = out.with_name(f".{out.name}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(made.encode() if isinstance(made, str) else made)
        partial.replace(out)
    except OSError as error:
        raise InputError(f"{out}: tidak dapat ditulis ({error.strerror}); pilih berkas lain.") from error


def read_rows(path: Path, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows of a JSONL file; each must be an object with the ``needed`` text fields.

    Raises InputError naming file, line and cure.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: bukan teks UTF-8; simpan ulang sebagai UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    return [_row(path, number, line, needed) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}:{number}: bukan JSON yang utuh; satu baris satu objek.") from error
    if not isinstance(row, dict):
        raise InputError(f"{path}:{number}: baris harus berupa objek JSON {{…}}.")
    for name in needed:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise InputError(f"{path}:{number}: '{name}' kosong atau bukan teks; lengkapi baris ini.")
    return row
