"""Whatever the user hands over wrongly: one clear line, the right exit code, no traceback, data untouched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
RUN = [sys.executable, "-m", "monitor"]


def monitor(*args: object, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *map(str, args)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("monitor: ")
    for word in words:
        assert word in lines[0]


def test_a_broken_feeds_file_is_told_with_file_line_and_cure(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(
        "version: 1\noutlets:\n  - id: a\n    name: A\n    site: https://a.example\n    intervall: 15m\n"
    )

    done = monitor("--feeds", feeds, "--data", tmp_path / "data", "run")

    one_line(done, 2, f"{feeds}:6", "intervall", "interval")
    assert not (tmp_path / "data").exists()


def test_an_unknown_slug_in_a_profile_is_told_with_file_and_line(tmp_path: Path) -> None:
    source = ROOT / "monitor" / "profiles" / "sulsel"
    profile = tmp_path / "profil"
    profile.mkdir()
    for file in source.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        changed = text.replace("parent: dinkes", "parent: dinkess", 1) if file.name == "opd.yaml" else text
        (profile / file.name).write_text(changed, encoding="utf-8")

    done = monitor("--profile", profile, "--data", tmp_path / "data", "doctor")

    one_line(done, 2, "opd.yaml:", "dinkess", "dinkes")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('{"id": "1", "text": "isi"}', ("baris.jsonl:2", "title")),
        ('{"id": "1", "title": ', ("baris.jsonl:2", "JSON")),
        ('["bukan objek"]', ("baris.jsonl:2", "objek")),
    ],
)
@pytest.mark.parametrize("command", ["demo", "score"])
def test_a_bad_row_is_told_with_file_and_line(
    tmp_path: Path, row: str, words: tuple[str, ...], command: str
) -> None:
    rows = tmp_path / "baris.jsonl"
    rows.write_text('{"id": "0", "title": "Judul", "text": "Isi."}\n' + row + "\n")
    options = (
        ["--articles", rows]
        if command == "demo"
        else ["--input", rows, "--output", tmp_path / "keluar.jsonl"]
    )

    done = monitor("--data", tmp_path / "data", command, *options)

    one_line(done, 2, *words)
    assert not (tmp_path / "keluar.jsonl").exists()


def test_a_database_that_is_none_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "humas.db").write_bytes(b"sama sekali bukan basis data" * 50)

    done = monitor("--data", tmp_path, "list")

    one_line(done, 1, "humas.db", "bukan basis data")
    assert (tmp_path / "humas.db").read_bytes() == b"sama sekali bukan basis data" * 50


def test_a_read_only_data_folder_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        # Another user (root may write anywhere) must be able to reach the folder, which tmp_path would forbid.
        Path(name).chmod(0o755)
        folder = Path(name) / "data"
        folder.mkdir(mode=0o555)
        done = _as_somebody_else("--data", folder, "list")

    one_line(done, 1, "hanya bisa dibaca")


def _as_somebody_else(*args: object) -> subprocess.CompletedProcess[str]:
    if os.geteuid() != 0:
        return monitor(*args)
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*drop, *RUN, *map(str, args)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "monitor: " not in done.stderr:
        pytest.skip("another user cannot run this Python here")
    return done


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    """A file-size limit of the process stands for a full disk: SQLite sees the same failed write."""
    script = f"ulimit -f 8; exec {sys.executable} -m monitor --data {tmp_path} list"

    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {script}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert monitor("--data", tmp_path, "list").returncode == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["due", "--level", "K9", "--at", "2026-07-10T15:30+08:00"], ("K9", "K1")),
        (["due", "--level", "K2", "--at", "kemarin"], ("kemarin", "2026-07-10T15:30+08:00")),
        (["due", "--level", "K2", "--at", "2026-07-10T15:30"], ("zona",)),
        (["list", "--date", "21-11-2026"], ("21-11-2026", "2026-11-21")),
        (["list", "--format", "docs"], ("docs", "text")),
        (["extract", "--url", "https://a.example/x", "--html", "tidak-ada.html"], ("tidak-ada.html",)),
    ],
)
def test_a_bad_option_is_told_with_its_cure(tmp_path: Path, args: list[str], words: tuple[str, ...]) -> None:
    one_line(monitor("--data", tmp_path / "data", *args), 2, *words)


def test_an_unknown_issue_fails_with_one_line(tmp_path: Path) -> None:
    one_line(monitor("--data", tmp_path, "issue", "show", "2026-0001"), 1, "2026-0001")
