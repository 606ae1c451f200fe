"""One command per action of the workflow, each with an option for every field that the action has."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json
from monitor.desk import Desk
from monitor.desk.commandforms import Command, Field, commands
from monitor.errors import InputError

IssueArgument = Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor isu, misalnya 2026-0001.")]
OpdOption = Annotated[str, typer.Option("--opd", metavar="SLUG", help="OPD yang Anda wakili.")]
ActorOption = Annotated[str, typer.Option("--actor", metavar="NAMA", help="Nama petugas.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAMA=NILAI", help="Isian menurut nama; boleh berulang.")
]
# Where the option reads better than the field's own name.
OPTIONS = {
    "reason_code": "--reason",
    "pause_reason": "--reason",
    "answer_kind": "--kind",
    "articles": "--article",
    "attachments": "--attachment",
    "linked": "--linked/--not-linked",
    "on": "--on/--off",
    "confirm_terms": "--confirm-terms/--keep-terms",
}
# Fields whose option would mean two things: who acts stands in --opd, unless Humas names an agency by it.
_OWN = "opd"


def register(issues: typer.Typer) -> None:
    """Add all actions to ``monitor issue``."""
    for command in commands():
        name = command.action.replace("_", "-")
        help_text = f"{command.words}. Peran (--as): {', '.join(command.roles)}."
        issues.command(name, help=help_text)(_callable(command))


def _callable(command: Command) -> Callable[..., None]:
    def act(**given: Any) -> None:
        _act(command, given)

    common: list[tuple[str, Any, Any]] = [
        ("issue", IssueArgument, Parameter.empty),
        ("role", _role(command), Parameter.empty),
        ("opd", OpdOption, ""),
        ("actor", ActorOption, ""),
        ("values", SetOption, None),
        ("data", DataOption, None),
        ("json", JsonOption, False),
    ]
    names = {field.name for field in command.fields}
    taken = [row for row in common if row[0] not in names]
    own = [(field.name, *_option(field)) for field in command.fields]
    act.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for name, annotation, default in [*taken, *own]
        ]
    )
    return act


def _role(command: Command) -> Any:
    return Annotated[str, typer.Option("--as", metavar="PERAN", help="Bertindak sebagai peran ini.")]


def _option(field: Field) -> tuple[Any, Any]:
    flag = OPTIONS.get(field.name, f"--{field.name.replace('_', '-')}")
    words = field.words[:1].upper() + field.words[1:] + ("; wajib." if field.required else ".")
    if field.kind == "switch":
        return Annotated[bool | None, typer.Option(flag, help=words)], None
    if field.kind == "list":
        words += " Boleh berulang." + (" Berkas atau kode lampiran." if field.name == "attachments" else "")
        return Annotated[list[str] | None, typer.Option(flag, metavar="NILAI", help=words)], None
    return Annotated[str, typer.Option(flag, metavar="NILAI", help=words)], ""


def _act(command: Command, given: dict[str, Any]) -> None:
    names = [field.name for field in command.fields]
    actor = given["actor"] or getpass.getuser()
    # Agencies' own actions have no field "opd"; there the option says who acts.
    opd = "" if _OWN in names else given["opd"]
    payload = {**{name: given[name] for name in names if given[name]}, **_pairs(given["values"] or [])}
    payload |= {name: given[name] for name in names if given[name] is False}
    with desk(given["data"]) as opened:
        if payload.get("attachments"):
            who = {"actor": actor, "role": given["role"], "opd": opd}
            payload["attachments"] = [
                _upload(opened, given["issue"], one, who) for one in payload["attachments"]
            ]
        done = opened.act(
            given["issue"], command.action, actor=actor, role=given["role"], opd=opd, payload=payload
        )
    if given["json"]:
        say_json(done)
    else:
        print(f"Isu {given['issue']}: {done['words']}")


def _upload(opened: Desk, issue: str, value: str, who: dict[str, str]) -> str:
    """Return the code of an attachment; a file is handed in first."""
    path = Path(value)
    if not path.is_file():
        return value
    return attach(opened, issue, path, who)


def attach(opened: Desk, issue: str, path: Path, who: dict[str, str]) -> str:
    """Hand in a file for an issue; return its code. Raises InputError where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    return opened.files.add(issue, path.name, content, **who).hash


def _pairs(values: list[str]) -> dict[str, Any]:
    pairs = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name:
            raise InputError(f"--set: '{value}' perlu bentuk NAMA=NILAI.")
        pairs[name] = text
    return pairs
