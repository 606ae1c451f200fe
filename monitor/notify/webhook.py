"""Programs that are told of a message: JSON over HTTPS, signed.

apprise can post JSON but not sign the very bytes it sends; httpx sends what it is given.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from monitor.notify.channels import Outcome, Parcel

SECONDS = 15.0
# A gateway speaks here, not the receiver: what stands behind it may have taken the message.
UNSURE = (502, 504)


def signature(secret: str, body: bytes) -> str:
    """Return ``sha256=…``: HMAC-SHA256 over the body's bytes, as GitHub's and Meta's webhooks have it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Webhook:
    """Posts parcels; a receiver checks ``X-Signature`` and may drop a second copy by ``X-Humas-Pesan``."""

    def __init__(self, secret: str, transport: httpx.BaseTransport | None = None) -> None:
        self._secret = secret
        self._transport = transport

    def send(self, parcel: Parcel) -> Outcome:
        """Post one parcel. No redirect is followed: a signed message goes where it was addressed."""
        _, _, url = parcel.target.partition(":")
        content = {"id": parcel.key, "subject": parcel.subject, "body": parcel.body}
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Signature": signature(self._secret, body),
            "X-Humas-Pesan": parcel.key,
        }
        try:
            with _unlogged(), httpx.Client(timeout=SECONDS, transport=self._transport) as client:
                answer = client.post(url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL, httpx.UnsupportedProtocol):
            return Outcome("unsent", "Server webhook tidak dapat dihubungi.")
        except httpx.HTTPError:
            return Outcome("doubtful", "Server webhook tidak memberi jawaban; pesan mungkin sudah sampai.")
        if answer.is_success:
            return Outcome("sent")
        if answer.status_code in UNSURE:
            return Outcome("doubtful", "Perantara webhook menyerah menunggu; pesan mungkin sudah sampai.")
        return Outcome("refused", f"Server webhook menolak pesan (kode {answer.status_code}).")


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep httpx from logging the address: a webhook's address often holds a key."""
    logger = logging.getLogger("httpx")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
