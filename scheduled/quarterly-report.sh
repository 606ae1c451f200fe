#!/bin/sh
# First working day of the quarter (other days do nothing): last quarter's response times.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor report response-time --on-first-working-day triwulan --period triwulan-lalu --save --format html,pdf,docx,xlsx,csv --send peran:koordinator
