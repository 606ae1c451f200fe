#!/bin/sh
# First of the month: last month's response times, as a file in the data folder.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor report response-time --last-month --save
