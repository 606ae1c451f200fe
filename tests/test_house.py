"""The house keeps its shape: arrows, doors, one clock, small rooms. Read with the standard ``ast`` only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for package in ("monitor", "classifiers") for path in (ROOT / package).rglob("*.py"))
WINGS = ("collect", "triage", "store", "report", "notify")

# Library → the places that may import it. Replacing a library means opening one room.
DOORS = {
    "apprise": ("monitor/notify/",),
    "httpx": ("monitor/collect/", "monitor/notify/", "monitor/demo/"),
    "feedparser": ("monitor/collect/",),
    "trafilatura": ("monitor/collect/",),
    "bs4": ("monitor/collect/",),
    "sqlite_utils": ("monitor/store/",),
    "sqlite3": ("monitor/store/",),
    "sklearn": ("classifiers/",),
    "skops": ("classifiers/",),
    "ahocorasick": ("classifiers/",),
    "holidays": ("monitor/triage/calendar.py",),
    "yaml": ("monitor/yamlfile.py",),
    "typer": ("monitor/cli", "monitor/__main__.py"),
    "rich": ("monitor/cli",),
    "filelock": ("monitor/store/",),
    "platformdirs": ("monitor/config.py",),
    "argon2": ("monitor/desk/passwords.py",),
    "fastapi": ("monitor/web/",),
    "starlette": ("monitor/web/",),
    "jinja2": ("monitor/web/", "monitor/report/"),
    "docx": ("monitor/report/",),
    "docxtpl": ("monitor/report/",),
    "matplotlib": ("monitor/report/charts.py",),
    "scipy": ("monitor/report/", "classifiers/"),
    "typst": ("monitor/report/render_pdf.py",),
    "xlsxwriter": ("monitor/report/render_xlsx.py",),
    "itsdangerous": ("monitor/web/",),
    "uvicorn": ("monitor/web/server.py",),
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
          ("time", "time"), ("time", "monotonic"), ("time", "perf_counter")}  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wing(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "monitor" and parts[1] in WINGS else None


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_library_is_imported_only_behind_its_door(path: Path) -> None:
    wrong = [
        library
        for library in {module.split(".")[0] for module in imports(path)}
        if library in DOORS and not name(path).startswith(DOORS[library])
    ]

    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_arrows_only_point_down(path: Path) -> None:
    own = wing(".".join(path.relative_to(ROOT).with_suffix("").parts))
    above = ("monitor.cli", "monitor.web", "monitor.desk", "monitor.demo")

    for module in imports(path):
        if name(path).startswith("classifiers/"):
            assert not module.startswith("monitor"), "classifiers knows nothing of monitor"
        if own:
            assert wing(module) in (None, own), f"wing {own} imports wing {module}"
            assert not module.startswith(above), f"wing {own} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_clock_reads_the_clock(path: Path) -> None:
    if name(path) == "monitor/clock.py":
        return
    calls = [
        f"line {node.lineno}: {node.value.id}.{node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCKS
    ]

    assert calls == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_rooms_are_small_and_say_what_they_are_for(path: Path) -> None:
    module = tree(path)
    long = [
        f"{node.name} ({length} lines)"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1 - docstring_lines(node)) > 40
    ]

    assert ast.get_docstring(module), "a module says its single job"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert long == []


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if not ast.get_docstring(node):
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


def test_faces_never_touch_wings() -> None:
    faces = [path for path in MODULES if name(path).startswith(("monitor/cli", "monitor/web/"))]
    touched = [
        f"{name(path)}: {module}"
        for path in faces
        for module in imports(path)
        if wing(module) in ("collect", "triage", "store", "notify")
    ]

    assert faces
    assert touched == []


def test_cron_jobs_are_two_lines_that_call_the_command_line() -> None:
    jobs = sorted((ROOT / "scheduled").glob("*.sh"))
    bodies = {
        job.name: [line for line in job.read_text().splitlines() if line and not line.startswith("#")]
        for job in jobs
    }

    assert jobs
    assert {job: lines for job, lines in bodies.items() if len(lines) > 2 or "monitor" not in lines[-1]} == {}


def test_the_readme_names_every_command() -> None:
    from typer.main import get_command

    from monitor.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(get_command(app).commands)

    assert {command for command in commands if f"monitor {command}" not in readme} == set()
