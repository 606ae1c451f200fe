"""The post office: which channel takes which address, with the servers and keys of ``kontak.yaml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from monitor.notify.channels import Channel, Outcome, Parcel
from monitor.schema_contacts import Contacts

_SECRET = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


class Post:
    """Sends parcels to any kind of address."""

    def __init__(self, channels: dict[str, Channel], secret: Callable[[str], str]) -> None:
        self._channels = channels
        self._secret = secret

    def send(self, parcel: Parcel) -> Outcome:
        """Send by the channel of the address; ``${NAME}`` in a webhook's address is filled in here."""
        scheme = parcel.target.partition(":")[0]
        channel = self._channels.get(scheme)
        if channel is None:
            return Outcome("refused", f"Saluran '{scheme}' tidak lagi ada di kontak.yaml.")
        target = _SECRET.sub(lambda match: self._secret(match[1]), parcel.target)
        return channel.send(replace(parcel, target=target))

    def host(self, target: str) -> str:
        """Return what addresses share that one broken server makes unreachable."""
        scheme, _, rest = target.partition(":")
        return rest.split("/")[2] if scheme == "webhook" and rest.count("/") > 1 else scheme


def open_post(contacts: Contacts, secret: Callable[[str], str]) -> Post:
    """Return the channels that the contacts describe; ``secret`` gives an environment variable by name."""
    # apprise takes half a second to load; an office that only rehearses does not wait for it.
    from monitor.notify import services
    from monitor.notify.webhook import Webhook

    channels: dict[str, Channel] = {}
    if smtp := contacts.email:
        channels["mailto"] = services.mail(
            smtp.host,
            smtp.port,
            smtp.security,
            smtp.user,
            secret(smtp.password),
            smtp.sender,
            smtp.sender_name,
        )
    if contacts.telegram:
        channels["telegram"] = services.telegram(secret(contacts.telegram.token))
    if meta := contacts.whatsapp:
        channels["whatsapp"] = services.whatsapp(
            secret(meta.token), meta.sender, meta.template, meta.language
        )
    if contacts.webhook:
        channels["webhook"] = Webhook(secret(contacts.webhook.secret))
    return Post(channels, secret)
