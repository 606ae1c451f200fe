"""Channels by which messages leave the house. Until contacts are switched on every sending is a rehearsal."""

from monitor.notify.channels import TAKES_FILES, Channel, Outcome, Parcel, Rehearsal
from monitor.notify.copytext import copy_text, wa_link
from monitor.notify.post import Post, open_post

__all__ = [
    "TAKES_FILES", "Channel", "Outcome", "Parcel", "Post", "Rehearsal", "copy_text", "open_post", "wa_link",
]  # fmt: skip
