"""What a channel is, and the one that sends nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Protocol

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: its status in the outbox and, where it failed, why."""

    status: str
    error: str = ""


class Channel(Protocol):
    """Takes one message to one recipient."""

    dry_run: bool

    def send(self, recipient: str, subject: str, body: str) -> Outcome:
        """Send and say what became of it; an expected failure is an outcome, not an exception."""
        ...


class DryRun:
    """Sends nothing: the default until an office has chosen its channels, and in tests."""

    dry_run = True

    def send(self, recipient: str, subject: str, body: str) -> Outcome:
        """Note that a message would have gone out."""
        log.info("dry run: to %s: %s", recipient, subject)
        return Outcome("uji-coba")


def open_channel() -> Channel:
    """Return the channel to send through."""
    return DryRun()
