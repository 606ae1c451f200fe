"""E-mail, Telegram and WhatsApp's Cloud API, through apprise: the only place that imports it.

apprise writes addresses and keys into its log; that log is caught here, read for the verdict and thrown away.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from typing import Any

import apprise

from monitor.notify import verdict
from monitor.notify.channels import Outcome, Parcel

with warnings.catch_warnings():
    # Its PGP support, which we do not use, touches a module that Python 3.11 calls old.
    warnings.simplefilter("ignore", DeprecationWarning)
    from apprise.plugins.email import NotifyEmail
    from apprise.plugins.telegram import NotifyTelegram
    from apprise.plugins.whatsapp import NotifyWhatsApp

# Seconds for connecting and for an answer: a mail server that greylists answers at once, one that scans
# attachments needs some.
CONNECT, READ = 15, 30
SECURITY = {"starttls": "starttls", "ssl": "ssl", "tanpa": "insecure"}

for _name in ("apprise", "urllib3"):  # both name addresses with the keys in them
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())


def _capture() -> Any:
    """Catch apprise's log, every detail of it, in memory."""
    capture: Any = apprise.LogCapture
    return capture(level=logging.DEBUG)


class Service:
    """One service of apprise by its plugin; ``settings`` are the plugin's own, secrets included."""

    def __init__(self, name: str, plugin: Callable[..., Any], settings: dict[str, Any]) -> None:
        self._name = name
        self._make = plugin
        self._settings = settings

    def send(self, parcel: Parcel) -> Outcome:
        """Send one parcel. A plugin that refuses its settings is an outcome, too: nothing was sent."""
        _, _, address = parcel.target.partition(":")
        files = [str(one) for one in parcel.files]
        with _capture() as log:
            try:
                plugin = self._make(**self._plugin(address, parcel.key))
            except (TypeError, apprise.exception.AppriseException):
                return Outcome("refused", f"Alamat atau pengaturan {self._name} tidak dapat dipakai.")
            plugin.socket_connect_timeout, plugin.socket_read_timeout = CONNECT, READ
            done = plugin.notify(
                title=parcel.subject,
                body=parcel.body,
                body_format=apprise.NotifyFormat.TEXT,
                attach=apprise.AppriseAttachment(files) if files else None,
            )
            said = log.getvalue()
        return Outcome("sent") if done else verdict.read(said, self._name)

    def _plugin(self, address: str, key: str) -> dict[str, Any]:
        return {**self._settings, "targets": [address]}


class Mail(Service):
    """E-mail; the parcel's key goes into a header, which tells a second copy from a second message."""

    def _plugin(self, address: str, key: str) -> dict[str, Any]:
        return {**super()._plugin(address, key), "headers": {"X-Humas-Pesan": key}}


def mail(
    host: str, port: int, security: str, user: str, password: str, sender: str, sender_name: str
) -> Service:
    """Return the office's mail server. ``security``: ``starttls`` · ``ssl`` · ``tanpa``."""
    settings = {
        "secure": security != "tanpa",
        "host": host,
        "smtp_host": host,
        "port": port,
        "secure_mode": SECURITY[security],
        "user": user or None,
        "password": password or None,
        "from_addr": f"{sender_name} <{sender}>",
        "format": "text",
    }
    return Mail("surel", NotifyEmail, settings)


def telegram(token: str) -> Service:
    """Return a Telegram bot."""
    settings = {"bot_token": token, "detect_owner": False, "format": "text"}
    return Service("Telegram", NotifyTelegram, settings)


def whatsapp(token: str, sender: str, template: str, language: str) -> Service:
    """Return WhatsApp's Cloud API; the message is the one variable of the approved template."""
    settings: dict[str, Any] = {
        "token": token,
        "from_phone_id": sender,
        "overflow": "truncate",
    }
    if template:
        settings |= {"template": template, "language": language, "template_mapping": {"body": "1"}}
    return Service("WhatsApp", NotifyWhatsApp, settings)
