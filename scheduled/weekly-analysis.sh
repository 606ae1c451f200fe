#!/bin/sh
# Mondays: last week's media analysis, as files in the data folder and as a message.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor report media --period minggu-lalu --save --format html,pdf,docx,xlsx --send peran:koordinator
