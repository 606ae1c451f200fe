"""The events behind issues, in words: what ``--explain`` shows."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.desk.office import Office
from monitor.desk.wording import event_name
from monitor.report.trace import Events, Logged


def events_of(office: Office, issues: Iterable[str]) -> Events:
    """Return the events of each issue, oldest first; what is no number of an issue is passed over."""
    found = {
        issue: [
            Logged(event.seq, event.kind, event.at, f"{event_name(event.kind)}, {office.say(event.at)}")
            for event in office.store.events.of(issue)
        ]
        for issue in sorted(set(issues))
    }
    return {issue: events for issue, events in found.items() if events}
