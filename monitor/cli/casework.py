"""``monitor issue …``: look at an issue and work on it, by the same rules as everywhere."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json, write
from monitor.errors import InputError
from monitor.report import render

IssueArgument = Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor isu, misalnya 2026-0001.")]
RoleOption = Annotated[str, typer.Option("--as", metavar="PERAN", help="Bertindak sebagai peran ini.")]
OpdOption = Annotated[str, typer.Option("--opd", metavar="SLUG", help="OPD yang dituju atau diwakili.")]
ActorOption = Annotated[str, typer.Option("--actor", metavar="NAMA", help="Nama petugas.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAMA=NILAI", help="Isian tindakan; boleh berulang.")
]

# The commands of the contract under the names of the workflow table.
ACTIONS = {
    "verify": "Nyatakan sebagai isu.",
    "dismiss": "Nyatakan bukan isu.",
    "watch": "Pantau saja.",
    "assign": "Disposisi ke OPD.",
    "accept": "OPD menerima disposisi.",
    "reject": "OPD mengembalikan: bukan wewenang.",
    "start": "OPD mulai memproses.",
    "respond": "OPD mengajukan tanggapan.",
    "revise": "Minta perbaikan tanggapan.",
    "approve": "Setujui tanggapan.",
    "publish": "Catat tanggapan disampaikan.",
    "close": "Tutup isu.",
    "reopen": "Buka kembali isu.",
    "merge": "Gabungkan ke isu lain.",
    "note": "Tambah catatan.",
}


def register(app: typer.Typer) -> None:
    """Add ``monitor issue`` with one command per action."""
    issues = typer.Typer(no_args_is_help=True, help="Isu: lihat dan kerjakan.")
    issues.command("show")(show)
    for action, text in ACTIONS.items():
        issues.command(action, help=text)(_command(action))
    app.add_typer(issues, name="issue")


def show(issue: IssueArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Riwayat lengkap satu isu."""
    with desk(data) as opened:
        document = opened.issue(issue)
    write(render(document, "json" if json else "text"), None)


def _command(action: str) -> Any:
    def command(
        issue: IssueArgument,
        role: RoleOption,
        opd: OpdOption = "",
        actor: ActorOption = "",
        values: SetOption = None,
        data: DataOption = None,
        json: JsonOption = False,
    ) -> None:
        with desk(data) as opened:
            done = opened.act(
                issue,
                action,
                actor=actor or getpass.getuser(),
                role=role,
                opd=opd,
                payload=_payload(values or []),
            )
        if json:
            say_json(done)
        else:
            print(f"Isu {issue}: {done['words']}")

    return command


def _payload(values: list[str]) -> dict[str, Any]:
    pairs = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name:
            raise InputError(f"--set: '{value}' perlu bentuk NAMA=NILAI.")
        pairs[name] = text
    return pairs
