"""The outbox as people see it: what went to whom, the text to copy, who has read it, what to try again."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.contacts import contacts_path, load_contacts
from monitor.desk import sending
from monitor.desk.office import Office
from monitor.errors import InputError
from monitor.notify import copy_text, wa_link
from monitor.schema_policy import Policy
from monitor.store.deliveries import Delivery
from monitor.store.outbox import Message

# What staff read for a recipient that is a role.
ROLES = {
    "verifikator": "Verifikator Humas",
    "koordinator": "Koordinator Humas",
    "sekda": "Sekretaris Daerah",
    "gubernur": "Gubernur",
    "pimpinan": "Pimpinan",
}
_DESKS = {"": "", "sekretaris": ", sekretaris", "kepala": ", kepala"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message with all that staff need of it.

    ``to``: the recipient in words; ``links``: ``wa.me`` links as (whom, link), the first one open to any chat
    or group; ``deliveries``: each address and how it fared; ``copy``: the text for WhatsApp.
    """

    message: Message
    to: str
    status: str
    copy: str
    links: tuple[tuple[str, str], ...]
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One recipient that messages can have, and where it is reached; without targets nobody hears."""

    recipient: str
    to: str
    targets: tuple[str, ...]


class Mailroom:
    """Everything about messages. Sending itself is ``Desk.notify``."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def latest(self, limit: int = 50, status: str = "", issue: str = "") -> list[Message]:
        """Return the newest messages, newest first; of one status or issue where named."""
        return self._office.store.outbox.latest(limit, status, issue)

    def counts(self) -> dict[str, int]:
        """Return how many messages have which status."""
        return self._office.store.outbox.counts()

    def letter(self, number: int) -> Letter:
        """Return one message with its WhatsApp text and links. Raises InputError for an unknown number."""
        message = self._message(number)
        text = copy_text(message.subject, message.body)
        contacts = load_contacts(self._office.config)
        numbers = [
            one.to.removeprefix("whatsapp:")
            for one in contacts.targets(message.recipient)
            if one.to.startswith("whatsapp:")
        ]
        links = [("pilih obrolan atau grup", wa_link(text)), *((one, wa_link(text, one)) for one in numbers)]
        rows = tuple(self._office.store.deliveries.of(number))
        return Letter(message, self.say(message.recipient), status_of(message), text, tuple(links), rows)

    def say(self, recipient: str) -> str:
        """Return a recipient in words."""
        kind, _, name = recipient.partition(":")
        if kind != "opd":
            return ROLES.get(name, name)
        slug, _, desk = name.partition("/")
        return self._office.opd_names.get(slug, slug) + _DESKS.get(desk, f", {desk}")

    def acknowledge(self, number: int, by: str) -> None:
        """Note that a message was read. Raises InputError for an unknown number."""
        self._message(number)
        with self._office.store.transaction():
            self._office.store.outbox.acknowledge(number, by, self._office.clock.now())

    def retry(self, numbers: list[int]) -> int:
        """Queue messages that failed, had no address or were only rehearsed; return how many."""
        for number in numbers:
            self._message(number)
        return sending.revive(self._office, numbers)

    def routes(self) -> list[Route]:
        """Return who is reached where, by the contacts in force. Raises ConfigError for a faulty file."""
        contacts = load_contacts(self._office.config)
        agencies = [one.slug for one in self._office.config.profile.opd.opd]
        names = [f"peran:{role}" for role in _heard_roles(self._office.config.profile.policy)]
        names += [f"opd:{slug}{desk}" for slug in agencies for desk in ("", "/sekretaris", "/kepala")]
        return [
            Route(name, self.say(name), tuple(one.to for one in contacts.targets(name))) for name in names
        ]

    def state(self) -> tuple[str, bool]:
        """Return where the contacts lie and whether sending is switched on. Raises ConfigError."""
        contacts = load_contacts(self._office.config)
        return str(contacts_path(self._office.config)), contacts.aktif

    def _message(self, number: int) -> Message:
        found = self._office.store.outbox.get(number)
        if found is None:
            raise InputError(f"Pesan {number} tidak ada; lihat nomornya dengan 'monitor outbox list'.")
        return found


def status_of(message: Message) -> str:
    """Return a message's status as staff read it; one that was read is ``diketahui``."""
    return f"diketahui ({message.ack_by})" if message.ack_by else message.status


def _heard_roles(policy: Policy) -> list[str]:
    """Return the roles outside the agencies that the policy's ladder and the workflow speak to."""
    ladder = [role for step in policy.ladder for role in (*step.to, *step.cc)]
    found = dict.fromkeys(["verifikator", "koordinator", *ladder])
    return [role for role in found if role not in ("operator", "sekretaris", "kepala")]
