"""``monitor serve``: the web desk."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.app import DataOption, configuration

HostOption = Annotated[str, typer.Option("--host", help="Alamat yang didengarkan.")]
PortOption = Annotated[int, typer.Option("--port", help="Nomor porta.")]
WorkersOption = Annotated[int, typer.Option("--workers", help="Banyaknya proses pelayan.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workers: WorkersOption = 1,
    data: DataOption = None,
) -> None:
    """Jalankan meja kerja web. Di belakang TLS, pasang perantara (nginx, Caddy) di depannya."""
    # Loading the web server takes as long as many a command takes in all; only this one needs it.
    from monitor.web.server import serve as run_server

    print(f"Meja kerja: http://{host}:{port}  (hentikan dengan Ctrl+C)", flush=True)
    run_server(configuration(data), host, port, workers=workers)
