#!/bin/sh
# First working day of the month (other days do nothing): last month's response times.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor report response-time --on-first-working-day bulan --period bulan-lalu --save --format html,pdf,docx,xlsx,csv --send peran:koordinator
