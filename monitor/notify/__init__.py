"""Channels by which messages leave the house. Without a configured channel every sending is a dry run."""

from monitor.notify.channels import Channel, DryRun, Outcome, open_channel

__all__ = ["Channel", "DryRun", "Outcome", "open_channel"]
