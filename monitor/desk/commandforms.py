"""The workflow's actions and their fields, for a face that knows no issue yet: the command line."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.schema_policy import Policy
from monitor.triage import workflow as w
from monitor.triage.names import ACTION_NAMES, FIELD_NAMES
from monitor.triage.policy import LEVELS, codes

SWITCHES = ("linked", "on", "confirm_terms")
LISTS = ("support", "articles", "attachments")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an action. ``kind``: ``text`` · ``list`` · ``switch``; ``required``: a must."""

    name: str
    words: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Command:
    """One action that a person can ask for; ``roles`` are those that may, in words of the table."""

    action: str
    words: str
    roles: tuple[str, ...]
    fields: tuple[Field, ...]


def commands() -> tuple[Command, ...]:
    """Return every action of the table, in its order."""
    return tuple(_command(move) for move in w.MOVES)


def _command(move: w.Move) -> Command:
    fields = tuple(
        Field(name, FIELD_NAMES[name], _kind(name), name in move.needs) for name in (*move.needs, *move.may)
    )
    words = ACTION_NAMES[move.action]
    roles = tuple(role for role in move.roles if role != w.SYSTEM)
    return Command(move.action, words[:1].upper() + words[1:], roles, fields)


def _kind(name: str) -> str:
    if name in SWITCHES:
        return "switch"
    return "list" if name in LISTS else "text"


def choices(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return the closed lists of the policy: field → the codes it takes."""
    return {
        "reason_code": codes(policy.dismiss_reasons),
        "pause_reason": codes(policy.pauses.reasons),
        "answer_kind": codes(policy.answer_kinds),
        "outcome": codes(policy.outcomes),
        "level": LEVELS,
    }
