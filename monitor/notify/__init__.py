"""Channels by which messages leave the house. Until contacts are switched on every sending is a rehearsal."""

from monitor.notify.channels import Channel, Outcome, Parcel, Rehearsal
from monitor.notify.copytext import copy_text, wa_link
from monitor.notify.post import Post, open_post

__all__ = ["Channel", "Outcome", "Parcel", "Post", "Rehearsal", "copy_text", "open_post", "wa_link"]
