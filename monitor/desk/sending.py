"""Sending what waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from monitor import notify as channels
from monitor.desk.office import Office


@dataclass(frozen=True, slots=True)
class Notified:
    """What became of the outbox. In a dry run nothing leaves the house and everything is marked so."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    dry_run: bool = True


def notify(office: Office) -> Notified:
    """Send every message whose time has come; each is settled in its own transaction right after sending."""
    now = office.clock.now()
    channel = channels.open_channel()
    sent = failed = 0
    for message in office.store.outbox.due(now):
        outcome = channel.send(message.recipient, message.subject, message.body)
        with office.store.transaction():
            office.store.outbox.settle(message.id, outcome.status, now, outcome.error)
        sent += not outcome.error
        failed += bool(outcome.error)
    waiting = office.store.outbox.counts().get("antre", 0)
    return Notified(sent, failed, waiting, channel.dry_run)
