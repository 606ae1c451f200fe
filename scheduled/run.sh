#!/bin/sh
# Every five minutes: read the sources that are due, rate, assign, escalate, notify.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor run
