"""How values travel between Python and SQLite: instants as UTC text, structures as JSON text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any


def to_text(instant: datetime) -> str:
    """Return ``2026-11-21T10:00:00Z``: sortable, always UTC. Raises ValueError for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_text_or_none(instant: datetime | None) -> str | None:
    """Return the text of an instant, or None."""
    return None if instant is None else to_text(instant)


def to_instant(text: str) -> datetime:
    """Return the instant that ``to_text`` wrote."""
    return datetime.fromisoformat(text)


def to_instant_or_none(text: str | None) -> datetime | None:
    """Return the instant behind a text, or None."""
    return None if text is None else to_instant(text)


def to_json(value: Any) -> str:
    """Return canonical JSON: sorted keys, no blanks, so that equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Any:
    """Return the value behind JSON text."""
    return json.loads(text)
