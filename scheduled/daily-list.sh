#!/bin/sh
# Every morning: the flagged list of the day, as a file in the data folder.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor list --save
