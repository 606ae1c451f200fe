#!/bin/sh
# Every morning: yesterday's press clipping, as files in the data folder and as a message.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor report clipping --period kemarin --save --format html,pdf,docx,wa --send peran:koordinator
