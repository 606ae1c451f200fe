"""``monitor issue …``: look at an issue and work on it, by the same rules as everywhere."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import actions
from monitor.cli.actions import ActorOption, IssueArgument, OpdOption
from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json, write
from monitor.report import ending, render

RoleOption = Annotated[str, typer.Option("--as", metavar="PERAN", help="Bertindak sebagai peran ini.")]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="BERKAS", help="Tulis ke berkas ini.")]


def register(app: typer.Typer) -> None:
    """Add ``monitor issue`` with one command per action."""
    issues = typer.Typer(no_args_is_help=True, help="Isu: lihat dan kerjakan.")
    for command in (show, open_, disposisi, letter, attach, attachments):
        issues.command(command.__name__.rstrip("_"))(command)
    actions.register(issues)
    app.add_typer(issues, name="issue")


def show(issue: IssueArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Riwayat lengkap satu isu."""
    with desk(data) as opened:
        document = opened.issue(issue)
    write(render(document, "json" if json else "text"), None)


def open_(
    article: Annotated[str, typer.Argument(metavar="BERITA", help="Alamat berita atau kodenya.")],
    role: RoleOption,
    actor: ActorOption = "",
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Buka isu dari berita yang diragukan mesin."""
    with desk(data) as opened:
        done = opened.open_issue(article, actor=actor or getpass.getuser(), role=role)
    if json:
        say_json(done)
    else:
        print(f"Isu {done['issue']}: {done['words']}")


def disposisi(
    issue: IssueArgument,
    form: Annotated[str, typer.Option("--format", help="pdf, docx, html, atau text.")] = "pdf",
    out: OutOption = None,
    data: DataOption = None,
) -> None:
    """Lembar disposisi siap cetak: tujuan, isi, tenggat dan cara menghitungnya, daftar berita."""
    with desk(data) as opened:
        document = opened.disposal(issue)
    target = out or Path(f"disposisi-{issue}.{ending(form)}")
    write(render(document, form), target)
    print(f"Lembar disposisi: {target}")


def letter(issue: IssueArgument, out: OutOption = None, data: DataOption = None) -> None:
    """Draf surat teguran (Word) bila tangga eskalasi sudah sampai ke sana."""
    with desk(data) as opened:
        name, content = opened.letters.latest(issue)
    write(content, out or Path(name))
    print(f"Draf surat: {out or name}")


def attach(
    issue: IssueArgument,
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="PDF, gambar, Word, Excel, atau ODT.")],
    role: RoleOption,
    opd: OpdOption = "",
    actor: ActorOption = "",
    data: DataOption = None,
) -> None:
    """Unggah lampiran; kodenya dipakai pada --attachment saat mengajukan tanggapan."""
    who = {"actor": actor or getpass.getuser(), "role": role, "opd": opd}
    with desk(data) as opened:
        print(actions.attach(opened, issue, file, who))


def attachments(
    issue: IssueArgument,
    role: RoleOption,
    opd: OpdOption = "",
    read: Annotated[str, typer.Option("--read", metavar="KODE", help="Ambil lampiran ini.")] = "",
    out: OutOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Daftar lampiran suatu isu, atau ambil salah satunya."""
    with desk(data) as opened:
        if read:
            found, content = opened.files.read(issue, read, role=role, opd=opd)
            write(content, out or Path(found.name))
            print(f"Lampiran: {out or found.name}")
            return
        rows = opened.files.of(issue, role=role, opd=opd)
    if json:
        say_json([asdict(row) for row in rows])
        return
    for row in rows:
        print(f"{row.hash[:12]}  {row.size // 1024 + 1:6d} KB  {row.name}  ({row.added_by})")
    print(f"{len(rows)} lampiran.")
