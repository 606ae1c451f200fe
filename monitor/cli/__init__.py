"""The command line: each command is one call of the desk and the rendering of its answer."""

from __future__ import annotations

import sys

from typer.exceptions import TyperException

from monitor.cli import (
    admin,
    backup,
    casework,
    complaints,
    demo,
    flow,
    learning,
    mail,
    profile,
    reports,
    serve,
    sources,
    tools,
    usage,
    users,
)
from monitor.cli.app import app
from monitor.errors import MonitorError

__all__ = ["app", "main"]

for part in (
    flow, reports, casework, mail, complaints, tools, learning, profile, admin, sources, users, backup,
    serve, demo,
):  # fmt: skip
    part.register(app)


def main() -> None:
    """Run the command line; say every expected failure in one line on stderr."""
    try:
        sys.exit(app(prog_name="monitor", standalone_mode=False))
    except MonitorError as error:
        _fail(str(error), error.exit_code)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
            sys.exit(2)
        _fail(usage.say(error), 2)
    except BrokenPipeError:
        # The reader of our output went away (``monitor list | head``): nothing is wrong here.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        _fail("dihentikan.", 130)


def _fail(line: str, code: int) -> None:
    print(f"monitor: {line}", file=sys.stderr)
    sys.exit(code)
