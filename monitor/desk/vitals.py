"""Figures that a monitoring system collects: cheap counts, no content."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.desk.office import Office

Figures = dict[str, tuple[str, Sequence[tuple[str, float]]]]
"""Name → (meaning, pairs of Prometheus labels and value)."""


def figures(office: Office) -> Figures:
    """Return open and late issues, messages by status, and the age of the last run in seconds."""
    now, store = office.clock.now(), office.store
    levels, late = store.browse.open_by("level"), store.browse.late_by_opd(now)
    last = store.runs.last_finished("run")
    age = (now - last).total_seconds() if last else float("nan")
    return {
        "issues_open": ("Open issues by level.", _by("level", levels)),
        "issues_late": ("Open issues past a running deadline.", [("", sum(late.values()))]),
        "outbox_messages": ("Messages by status.", _by("status", store.outbox.counts())),
        "last_run_age_seconds": ("Seconds since the last finished run.", [("", age)]),
    }


def _by(label: str, counts: dict[str, int]) -> list[tuple[str, float]]:
    return [(f'{{{label}="{name}"}}', count) for name, count in sorted(counts.items())]
