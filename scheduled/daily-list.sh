#!/bin/sh
# Every morning: the flagged list of the day, as files in the data folder and as a message.
cd "$(dirname "$0")/.." || exit 1
exec .venv/bin/monitor list --save --format html,pdf,docx,xlsx,wa --send peran:verifikator,peran:koordinator
