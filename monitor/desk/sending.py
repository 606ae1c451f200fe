"""Sending what waits in the outbox.

    outbox.due               messages whose time has come
    | contacts.targets       one delivery per address; a digest waits for its hour
    | deliveries.interrupted what a crash cut off: once more, marked; never a third time
    | deliveries.begin       written down before anything leaves the house
    | post.send              apprise or webhook
    | deliveries.settle      sent, later again, or given up

Nobody else sends meanwhile: ``run`` and ``notify`` hold the lock of the data folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import notify as channels
from monitor.contacts import load_contacts
from monitor.desk.bundling import Bundle, bundles, next_digest
from monitor.desk.office import Office
from monitor.errors import ConfigError
from monitor.schema_contacts import Contacts
from monitor.store.deliveries import FAILED, MAYBE_TWICE, SENT, UNKNOWN
from monitor.store.outbox import DOCUMENT, Message
from monitor.triage import worktime

# A mail server that greylists lets the second try pass after some minutes; one that is down is back within
# the hour or needs a person. Waits of 5, 10, 15, 20 and 25 minutes make 75 in all.
MOST_TRIES = 6
STEP, LONGEST = timedelta(minutes=5), timedelta(minutes=60)
# One sending takes a tenth of a second to a second, and the round holds the lock that crawling needs, too.
MOST_AT_ONCE = 300
NO_ADDRESS = "tanpa-alamat"
REHEARSED = "uji-coba"
_CUT_OFF = "Pengiriman terputus di tengah jalan; pesan mungkin sudah sampai."


@dataclass(frozen=True, slots=True)
class Notified:
    """What became of the outbox; counts deliveries, one per message and address.

    In a dry run nothing leaves the house and every message is marked so. ``problem``: why nothing could be
    sent at all (the file of contacts is faulty), in one sentence.
    """

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    dry_run: bool = True
    problem: str = ""


def notify(office: Office) -> Notified:
    """Send every message whose time has come. Never raises for a fault in the contacts: it is reported."""
    try:
        contacts = load_contacts(office.config)
    except ConfigError as error:
        return Notified(waiting=_waiting(office), problem=str(error))
    if not contacts.aktif:
        return Notified(sent=_rehearse(office), waiting=_waiting(office))
    round_ = _Round(office, contacts)
    round_.hand_out()
    round_.recover()
    round_.send()
    return Notified(round_.sent, round_.failed, _waiting(office), dry_run=False)


def _waiting(office: Office) -> int:
    counts = office.store.outbox.counts()
    return counts.get("antre", 0) + counts.get("berjalan", 0)


def _rehearse(office: Office) -> int:
    now, channel, count = office.clock.now(), channels.Rehearsal(), 0
    while due := office.store.outbox.due(now):
        with office.store.transaction():
            for message in due:
                channel.send(
                    channels.Parcel(str(message.id), message.recipient, message.subject, message.body)
                )
                office.store.outbox.settle(message.id, REHEARSED, now)
        count += len(due)
    return count


class _Round:
    """One round of sending."""

    def __init__(self, office: Office, contacts: Contacts) -> None:
        self._office = office
        self._contacts = contacts
        self._now = office.clock.now()
        self._post = channels.open_post(contacts, office.config.secret)
        self._down: dict[str, str] = {}
        self.sent = 0
        self.failed = 0

    def hand_out(self) -> None:
        """Turn queued messages into deliveries, one per address."""
        outbox, deliveries = self._office.store.outbox, self._office.store.deliveries
        while due := outbox.due(self._now):
            with self._office.store.transaction():
                for message in due:
                    targets = self._contacts.targets(message.recipient)
                    urgent = self._urgent(message)
                    for target in targets:
                        digest = target.digest and not urgent
                        at = next_digest(self._now, self._contacts.digest_at, self._office.zone)
                        deliveries.add(message.id, target.to, digest, at if digest else self._now)
                    if targets:
                        outbox.under_way(message.id)
                    else:
                        error = f"Belum ada alamat untuk {message.recipient} di kontak.yaml."
                        outbox.settle(message.id, NO_ADDRESS, self._now, error)

    def recover(self) -> None:
        """Take up what a crash cut off; what was in doubt already is given up."""
        deliveries = self._office.store.deliveries
        with self._office.store.transaction():
            rows = deliveries.interrupted()
            deliveries.again([row for row in rows if not row.doubtful], self._now, _CUT_OFF, doubtful=True)
            deliveries.settle([row for row in rows if row.doubtful], UNKNOWN, self._now, _CUT_OFF)
        self.failed += sum(row.doubtful for row in rows)

    def send(self) -> None:
        """Send what is due; what is too much for one round is due in the next."""
        left = MOST_AT_ONCE
        while left > 0 and (due := self._office.store.deliveries.due(self._now, left)):
            messages = self._office.store.outbox.some(row.message for row in due)
            for bundle in bundles(due, messages):
                self._send(bundle)
            left -= len(due)

    def _send(self, bundle: Bundle) -> None:
        deliveries, rows = self._office.store.deliveries, bundle.rows
        at = max(self._may_disturb(message, self._now) for message in bundle.messages)
        host = self._post.host(bundle.target)
        if at > self._now or host in self._down:
            with self._office.store.transaction():
                deliveries.again(rows, max(at, self._now + STEP) if host in self._down else at,
                                 self._down.get(host, ""), doubtful=False)  # fmt: skip
            return
        with self._office.store.transaction():
            deliveries.begin(rows, self._now)
        outcome = self._post.send(bundle.parcel(self._office.config.data_dir))
        with self._office.store.transaction():
            if outcome.fate == "sent":
                for row in rows:
                    deliveries.settle([row], MAYBE_TWICE if row.doubtful else SENT, self._now)
                self.sent += len(rows)
            else:
                self._failed(bundle, outcome)
        if outcome.fate == "unsent":
            self._down[host] = outcome.error

    def _failed(self, bundle: Bundle, outcome: channels.Outcome) -> None:
        """Try again later, unless it was the last try or a second silence."""
        deliveries, doubtful = self._office.store.deliveries, outcome.fate == "doubtful"
        for row in bundle.rows:
            tries = row.tries + 1
            if doubtful and row.doubtful:
                deliveries.settle([row], UNKNOWN, self._now, outcome.error)
                self.failed += 1
            elif tries >= MOST_TRIES:
                deliveries.settle([row], FAILED, self._now, outcome.error)
                self.failed += 1
            else:
                at = self._now + min(tries * STEP, LONGEST)
                deliveries.again([row], at, outcome.error, doubtful=doubtful)

    def _urgent(self, message: Message) -> bool:
        """Return whether the issue's level is told at any hour."""
        row = self._office.store.issues.get(message.issue)
        return row is not None and self._office.config.profile.policy.level(row.level).out_of_hours

    def _may_disturb(self, message: Message, at: datetime) -> datetime:
        """Return when the recipient may be disturbed: a run that comes late does not make it night.

        A document leaves when it is made: the office chose the hour, the daily list before work begins.
        """
        if message.kind == DOCUMENT or self._urgent(message):
            return at
        slug = message.recipient.removeprefix("opd:").split("/")[0]
        return worktime.next_opening(at, self._office.calendars.of(slug))


def revive(office: Office, messages: Iterable[int]) -> int:
    """Queue failed deliveries, and messages that had no address, once more; return how many messages."""
    now, count = office.clock.now(), 0
    known: Sequence[Message] = list(office.store.outbox.some(messages).values())
    with office.store.transaction():
        for message in known:
            if message.status in (NO_ADDRESS, REHEARSED):
                office.store.outbox.requeue(message.id)
                count += 1
            else:
                count += bool(office.store.deliveries.revive(message.id, now))
    return count
