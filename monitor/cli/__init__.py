"""The command line: each command is one call of the desk and the rendering of its answer."""

from __future__ import annotations

import sys

from monitor.cli import admin, casework, demo, flow, reports, tools
from monitor.cli.app import app
from monitor.errors import MonitorError

__all__ = ["app", "main"]

for part in (flow, reports, casework, tools, admin, demo):
    part.register(app)


def main() -> None:
    """Run the command line; say every expected failure in one line on stderr."""
    try:
        app()
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (``monitor list | head``): nothing is wrong here.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("monitor: dihentikan.", file=sys.stderr)
        sys.exit(130)
