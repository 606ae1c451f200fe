"""``monitor users``: who may log in at the web desk."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from monitor.cli.app import DataOption, JsonOption, desk
from monitor.cli.console import say_json
from monitor.desk.accounts import PEOPLE, SCOPES

NameArgument = Annotated[str, typer.Argument(metavar="NAMA", help="Nama masuk, misalnya nur.aini.")]
RoleOption = Annotated[str, typer.Option("--role", help=f"Salah satu dari: {', '.join(PEOPLE)}.")]
FullNameOption = Annotated[str, typer.Option("--full-name", metavar="TEKS", help="Nama lengkap.")]
OpdOption = Annotated[str, typer.Option("--opd", metavar="SLUG", help="OPD bagi operator dan kepala.")]
DeputyOption = Annotated[bool, typer.Option("--deputy", help="Operator cadangan.")]
DecreeOption = Annotated[str, typer.Option("--decree", metavar="NOMOR", help="Nomor SK penunjukan.")]
TrainedOption = Annotated[str, typer.Option("--trained", metavar="TANGGAL", help="Tanggal pelatihan.")]
RequiredOption = Annotated[
    bool | None, typer.Option("--require/--no-require", help="Wajibkan atau bebaskan.")
]
RemoveOption = Annotated[bool, typer.Option("--remove", help="Hapus kode yang terpasang.")]
LabelOption = Annotated[str, typer.Option("--label", metavar="TEKS", help="Untuk program apa token ini.")]
ScopeOption = Annotated[list[str], typer.Option("--scope", help=f"{' atau '.join(SCOPES)}; boleh berulang.")]
DaysOption = Annotated[int, typer.Option("--days", help="Masa berlaku dalam hari, paling lama 365.")]


def register(app: typer.Typer) -> None:
    """Add the commands about people."""
    users = typer.Typer(no_args_is_help=True, help="Pengguna meja kerja web.")
    for command in (add, show, disable, enable, reset, code, token):
        users.command("list" if command is show else command.__name__)(command)
    app.add_typer(users, name="users")


def add(
    name: NameArgument,
    role: RoleOption,
    full_name: FullNameOption,
    opd: OpdOption = "",
    deputy: DeputyOption = False,
    decree: DecreeOption = "",
    trained: TrainedOption = "",
    data: DataOption = None,
) -> None:
    """Tambah pengguna; sandi pertamanya dicetak sekali dan wajib diganti saat masuk."""
    with desk(data) as opened:
        user, first = opened.accounts.add(
            name, full_name, role, opd, by=_who(), deputy=deputy, decree=decree, trained_on=trained
        )
    print(f"Pengguna {user.name} ({user.role}) dibuat. Sandi pertama: {first}")


def show(data: DataOption = None, json: JsonOption = False) -> None:
    """Daftar pengguna."""
    with desk(data) as opened:
        rows = opened.accounts.all()
    if json:
        say_json(
            [
                {"name": one.name, "full_name": one.full_name, "role": one.role, "opd": one.opd,
                 "active": one.disabled_at is None, "seen_at": one.seen_at}
                for one in rows
            ]
        )  # fmt: skip
        return
    for one in rows:
        state = "nonaktif" if one.disabled_at else "ganti sandi" if one.must_change else "aktif"
        print(f"{one.name:<20} {one.role:<12} {one.opd or '–':<20} {state:<12} {one.full_name}")
    print(f"{len(rows)} pengguna.")


def disable(name: NameArgument, data: DataOption = None) -> None:
    """Nonaktifkan pengguna; sesi dan tokennya langsung berakhir."""
    with desk(data) as opened:
        opened.accounts.disable(name, by=_who())
    print(f"Pengguna {name} dinonaktifkan.")


def enable(name: NameArgument, data: DataOption = None) -> None:
    """Aktifkan kembali pengguna."""
    with desk(data) as opened:
        opened.accounts.enable(name, by=_who())
    print(f"Pengguna {name} aktif kembali.")


def reset(name: NameArgument, data: DataOption = None) -> None:
    """Beri sandi pertama yang baru; sesi dan token lama berakhir."""
    with desk(data) as opened:
        first = opened.accounts.reset(name, by=_who())
    print(f"Sandi pertama {name} yang baru: {first}")


def code(
    name: NameArgument,
    required: RequiredOption = None,
    remove: RemoveOption = False,
    data: DataOption = None,
) -> None:
    """Kode masuk (bukti kedua): wajibkan, bebaskan, atau hapus bila ponsel hilang."""
    with desk(data) as opened:
        user, second = opened.accounts.named(name), opened.accounts.second
        if required is not None:
            second.require(user, by=_who(), required=required)
        if remove:
            second.remove(user, by=_who())
        user = opened.accounts.named(name)
    print(
        f"Kode masuk {name}: {'aktif' if user.has_second else 'belum dipasang'}, "
        f"{'wajib' if user.must_second else 'tidak wajib'}."
    )


def token(
    name: NameArgument, label: LabelOption, scope: ScopeOption, days: DaysOption = 90, data: DataOption = None
) -> None:
    """Buat token API atas nama seorang pengguna; dicetak sekali."""
    with desk(data) as opened:
        secret = opened.accounts.add_token(opened.accounts.named(name), label, tuple(scope), days)
    print(secret)


def _who() -> str:
    """Return the name under which the shell's user stands in the access log; never that of a web user."""
    return f"shell:{getpass.getuser()}"
