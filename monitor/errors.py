"""Errors that monitor raises on purpose.

MonitorError                 one plain Indonesian sentence for the user; exit code 1
├── ConfigError              feeds.yaml or a profile: file, line, key, cure; exit code 2
├── InputError               a file or option the user gave cannot be used; exit code 2
├── StoreError               the data folder or the database cannot be read or written
│   └── LogBrokenError       the event log's hash chain does not hold
├── BusyError                another run is at work on the same data folder
├── FetchError               an outlet did not answer as it should (a value inside a Visit, rarely raised)
├── ModelError               a classifier model that is missing, altered or of another version
└── CaseError                an action that does not fit the issue
    ├── UnknownIssueError    there is no such issue
    └── NotAllowedError      state, role or agency forbid the action
"""

from __future__ import annotations


class MonitorError(Exception):
    """Anything monitor refuses or cannot do, said in one sentence for the person at the keyboard."""

    exit_code = 1


class ConfigError(MonitorError):
    """A configuration file is wrong; the message names file, line, key and the likely cure."""

    exit_code = 2


class InputError(MonitorError):
    """What the user handed over cannot be used; the message names file, place and cure."""

    exit_code = 2


class StoreError(MonitorError):
    """The data folder or its database cannot be used."""


class LogBrokenError(StoreError):
    """The event log was altered: a link of the hash chain does not hold."""


class BusyError(MonitorError):
    """Another run holds the data folder."""


class FetchError(MonitorError):
    """An outlet did not answer as it should."""


class ModelError(MonitorError):
    """A classifier model cannot be used."""


class CaseError(MonitorError):
    """An action does not fit the issue."""


class UnknownIssueError(CaseError):
    """There is no issue with that number."""


class NotAllowedError(CaseError):
    """The issue's state, the actor's role or the actor's agency forbid the action."""
