"""The time an issue spends with one agency, its deadlines and its pauses: frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Deadline


@dataclass(frozen=True, slots=True)
class Term(Deadline):
    """A deadline with all that is needed to move it fairly later.

    ``running``: counts every hour; else it counts the hours of ``opd``'s calendar ("" = the Humas office's).
    ``level``: whose terms it follows; ``policy``, ``calendar``: versions it was computed with.
    """

    running: bool = False
    opd: str = ""
    level: str = ""
    policy: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the response and finish clocks stood still; ``end`` is None while it goes on.

    ``reason`` is a code of the policy, ``until`` the promised end, ``approved_by`` empty where none was due.
    """

    reason: str
    since: datetime
    until: datetime
    by: str
    approved_by: str = ""
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class PauseRequest:
    """A pause somebody asked for and a coordinator has not decided yet."""

    reason: str
    asked_at: datetime
    until: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Leg:
    """The time an issue spends with one main agency (WORKFLOW: "bagian").

    ``due`` holds its own terms ``accept`` and ``respond``. ``submitted_at`` is the latest submission,
    ``fit_submitted_at`` that of the first answer judged fit. ``returned_at`` is set when the agency hands the
    issue back; Humas' decision then closes the leg as of that instant. ``closed_because``: ``dikembalikan`` ·
    ``dialihkan`` · ``selesai`` · ``digabung`` · ``diperiksa-ulang``. ``charged_to`` (``opd`` | ``humas``):
    whose time the leg was, known once it is closed. ``final``: the coordinator's decision, no further return.
    """

    number: int
    opd: str
    support: tuple[str, ...]
    opened_at: datetime
    due: Mapping[str, Term]
    policy_version: str
    calendar_version: str
    accepted_at: datetime | None = None
    first_submitted_at: datetime | None = None
    submitted_at: datetime | None = None
    fit_submitted_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    closed_because: str = ""
    charged_to: str = ""
    final: bool = False
    pic: str = ""
    instruction: str = ""
    letter_no: str = ""
    pauses: tuple[Pause, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the agency has the issue in hand."""
        return self.closed_at is None and self.returned_at is None
