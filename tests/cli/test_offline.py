"""With the real list of outlets and no network at all: one line per failed source, nothing half-written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def _isolated() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _isolated(), reason="needs the right to make a network namespace (unshare --net)")
def test_a_run_without_any_network_ends_well(tmp_path: Path) -> None:
    command = ["unshare", "--net", sys.executable, "-m", "monitor", "--data", str(tmp_path), "run"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)

    assert done.returncode in (0, 1)
    assert done.stderr == ""
    failed = [line for line in done.stdout.splitlines() if line.startswith("  gagal ")]
    assert len(failed) > 80
    assert len({line.split(":")[0] for line in failed}) == len(failed)
    checked = subprocess.run(
        [sys.executable, "-m", "monitor", "--data", str(tmp_path), "log", "verify"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert checked.returncode == 0
