"""The text that staff copy into a WhatsApp group, and the link that opens WhatsApp with it."""

from __future__ import annotations

from urllib.parse import quote


def copy_text(subject: str, body: str) -> str:
    """Return a message as WhatsApp shows it best: the first line bold, the rest as it is."""
    rest = body.removeprefix(subject).lstrip("\n")
    return f"*{subject}*\n{rest}"


def wa_link(text: str, number: str = "") -> str:
    """Return the ``wa.me`` link with a text; without a number WhatsApp asks whom to send it."""
    return f"https://wa.me/{number.lstrip('+')}?text={quote(text)}"
