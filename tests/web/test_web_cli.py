"""``monitor users`` and ``monitor serve`` as an administrator types them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner
from web_world import World

from monitor.cli import app
from monitor.config import Config
from monitor.errors import InputError
from monitor.web.server import listen

ROOT = Path(__file__).parents[2]


def monitor(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "monitor", "--data", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_people_are_added_listed_reset_and_disabled(tmp_path: Path) -> None:
    def users(*words: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(tmp_path), "users", *words])

    made = users("add", "nur.aini", "--role", "verifikator", "--full-name", "Nur Aini")
    assert re.search(r"Sandi pertama: \w{4}-\w{4}-\w{4}", made.output), made.output
    again = users("add", "nur.aini", "--role", "verifikator", "--full-name", "Nur Aini")
    assert isinstance(again.exception, InputError)
    assert "sudah dipakai" in str(again.exception)
    assert "baru" in users("reset", "nur.aini").output
    assert "belum dipasang, wajib." in users("code", "nur.aini", "--require").output
    assert users("disable", "nur.aini").exit_code == 0
    assert "nonaktif" in users("list").output
    token = users("token", "nur.aini", "--label", "uji", "--scope", "baca")
    assert token.output.startswith("hrc_")


def test_the_lembar_disposisi_is_printed_from_the_shell(
    own_config: Config, world: World, tmp_path: Path
) -> None:
    out = tmp_path / "lembar.pdf"
    words = ["issue", "disposisi", world.own, "--out", str(out)]
    got = CliRunner().invoke(app, ["--data", str(own_config.data_dir), *words])

    assert got.exit_code == 0, got.output
    assert out.read_bytes().startswith(b"%PDF")


def test_the_server_answers_and_leaves_no_worker_behind(tmp_path: Path) -> None:
    probe = listen("127.0.0.1", 0)
    port = probe.getsockname()[1]
    probe.close()
    words = ["--data", str(tmp_path), "serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(
        [sys.executable, "-m", "monitor", *words], cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        assert answered(f"http://127.0.0.1:{port}/sehat") == 200
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    assert eventually_gone(server.pid)


def answered(address: str) -> int:
    for _ in range(150):
        try:
            return httpx.get(address, timeout=10).status_code
        except httpx.TransportError:
            time.sleep(0.2)
    return 0


def eventually_gone(group: int) -> bool:
    """Return whether the whole process group has ended within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("port", ["99999999", "80000"])
def test_an_address_that_cannot_be_had_is_said_in_one_line(tmp_path: Path, port: str) -> None:
    got = monitor(tmp_path, "serve", "--port", port)

    assert got.returncode == 2
    assert got.stderr.count("\n") == 1
