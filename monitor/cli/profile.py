"""``monitor profile``: start a profile of another government, check one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.config import load_profile, profile_basis, profile_faults
from monitor.errors import InputError
from monitor.profile_draft import draft
from monitor.profile_new import compose

FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder profil.")]
NameOption = Annotated[
    str, typer.Option("--name", metavar="NAMA", help="Nama daerah, misalnya 'Jawa Barat'.")
]
LevelOption = Annotated[str, typer.Option("--level", help="provinsi, kabupaten atau kota.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FOLDER", help="Folder baru (bawaan: nama daerah, di sini).")
]


def register(app: typer.Typer) -> None:
    """Add the commands about profiles."""
    profile = typer.Typer(no_args_is_help=True, help="Profil pemerintah daerah.")
    profile.command("new")(new)
    profile.command("check")(check)
    app.add_typer(profile, name="profile")


def new(name: NameOption, level: LevelOption, out: OutOption = None) -> None:
    """Buat profil umum suatu pemerintah daerah dari namanya, sebagai awal untuk dilengkapi."""
    common, policy, calendar = profile_basis()
    wanted = draft(name, level, common)
    folder = out or Path(wanted.slug)
    try:
        folder.mkdir(parents=True)
        for file, text in compose(wanted, policy, calendar).items():
            (folder / file).write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise InputError(f"{folder}: sudah ada; pilih folder lain dengan --out.") from error
    except OSError as error:
        raise InputError(f"{folder}: tidak dapat ditulis ({error.strerror}); pilih folder lain.") from error
    known = "" if wanted.region else " (nama ini tidak ada dalam tabel daerah: periksa ejaannya)"
    print(f"Profil {wanted.title} dibuat di {folder}{known}.")
    print(f"Lengkapi berkasnya, lalu periksa dengan: monitor profile check {folder}")


def check(folder: FolderArgument) -> None:
    """Periksa sebuah profil: satu baris tiap kesalahan, atau ringkasannya."""
    faults = profile_faults(folder)
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    profile = load_profile(folder)
    identity = profile.identity
    print(
        f"{profile.name}: {len(profile.opd.opd)} OPD, {len(profile.wilayah.areas)} wilayah, "
        f"{len(identity.persons)} masa jabatan, {len(identity.facilities)} fasilitas, "
        f"{len(identity.programmes)} program, {len(identity.companies)} badan usaha. Tidak ada kesalahan."
    )
