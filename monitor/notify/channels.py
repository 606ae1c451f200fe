"""What a channel is, what may become of one sending, and the channel that sends nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

log = logging.getLogger(__name__)

# ``sent``: the receiver's server said yes. ``refused``: it said no. ``unsent``: it was never reached, and
# other messages would not reach it either. ``doubtful``: it gave no answer; the message may be there.
Fate = Literal["sent", "refused", "unsent", "doubtful"]

# Telegram could take files, but as a message of its own: after a broken line nobody knows which came.
TAKES_FILES = ("mailto",)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one address. ``key`` travels with it, so that a receiver can tell it from its twin.

    ``files``: documents that go along, where the channel takes them (``TAKES_FILES``).
    """

    key: str
    target: str
    subject: str
    body: str
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sending, and why, in one Indonesian sentence without any secret."""

    fate: Fate
    error: str = ""


class Channel(Protocol):
    """Takes parcels to the addresses of its kind."""

    def send(self, parcel: Parcel) -> Outcome:
        """Send and say what became of it; an expected failure is an outcome, not an exception."""
        ...


class Rehearsal:
    """Sends nothing: the default until an office has chosen its channels."""

    def send(self, parcel: Parcel) -> Outcome:
        """Note that a message would have gone out."""
        log.info("rehearsal: to %s: %s", parcel.target, parcel.subject)
        return Outcome("sent")
