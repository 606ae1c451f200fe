"""Runs the application: one process, or several on one socket."""

from __future__ import annotations

import gc
import multiprocessing
import socket
import threading
from multiprocessing.connection import wait

import uvicorn

from monitor.clock import Clock
from monitor.config import Config
from monitor.errors import InputError
from monitor.web.app import build


def serve(config: Config, host: str, port: int, *, clock: Clock | None = None, workers: int = 1) -> None:
    """Serve until stopped. Raises InputError where the address cannot be had.

    uvicorn's own ``workers`` wants an import string and would have every worker read options and environment
    again; forking with the socket open gives each the configuration that was checked here.
    """
    bound = listen(host, port)
    # What is loaded by now is the same for every worker; left out of garbage collection it stays shared.
    gc.collect()
    gc.freeze()
    others = [
        multiprocessing.get_context("fork").Process(target=_work, args=(config, clock, bound), daemon=True)
        for _ in range(max(workers, 1) - 1)
    ]
    for other in others:
        other.start()
    try:
        _work(config, clock, bound)
    finally:
        for other in others:
            other.terminate()
        bound.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises InputError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        raise InputError(f"Alamat {host}:{port} tidak dapat dipakai; pilih --port lain.") from error
    return bound


def _work(config: Config, clock: Clock | None, bound: socket.socket) -> None:
    """Serve until stopped; a worker also stops when the first process is gone, however that ended.

    uvicorn raises the signal that stopped it once more, so the first process may never reach its ``finally``.
    """
    app = build(config, clock)
    for step in app.state.warm_up:
        step()
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        timeout_keep_alive=30,
    )
    server = uvicorn.Server(settings)
    first = multiprocessing.parent_process()
    if first is not None:
        threading.Thread(target=_stop_after, args=(first.sentinel, server), daemon=True).start()
    server.run(sockets=[bound])


def _stop_after(sentinel: int, server: uvicorn.Server) -> None:
    wait([sentinel])
    server.should_exit = True
