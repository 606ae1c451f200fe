"""What goes into one sending: a message by itself, or a digest of several for one address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor.notify import TAKES_FILES, Parcel
from monitor.store.deliveries import Delivery
from monitor.store.outbox import Message

# Telegram takes 4,096 characters; a longer digest becomes several.
LONGEST = 3500
_RULE = "\n\n————\n\n"
_TWIN = "(Kiriman ulang: pengiriman pertama terputus, jadi pesan ini mungkin sudah Anda terima.)\n\n"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Deliveries to one address that leave the house together, with their messages in the same order."""

    target: str
    rows: tuple[Delivery, ...]
    messages: tuple[Message, ...]

    def parcel(self, folder: Path) -> Parcel:
        """Return what is sent; documents lie below ``folder``.

        A second try after a crash says so, for the reader may have it already.
        """
        twin = _TWIN if any(row.doubtful for row in self.rows) else ""
        key = "+".join(message.unique_key for message in self.messages)
        found = [folder / one.file for one in self.messages if one.file]
        takes = self.target.partition(":")[0] in TAKES_FILES
        files = tuple(file for file in found if takes and file.is_file())
        bodies = [one.body + _elsewhere(one, files, folder) for one in self.messages]
        subject = self.messages[0].subject
        if len(self.rows) > 1:
            subject = f"Ringkasan: {len(self.rows)} pesan Humas Reaksi Cepat"
        return Parcel(key, self.target, subject, twin + _RULE.join(bodies), files)


def _elsewhere(message: Message, sent: Sequence[Path], folder: Path) -> str:
    """Return where the document of a message is to be found, if it does not come along."""
    if not message.file or folder / message.file in sent:
        return ""
    return f"\n\nDokumen lengkap: menu Laporan pada meja web (berkas {Path(message.file).name})."


def bundles(due: Sequence[Delivery], messages: Mapping[int, Message]) -> list[Bundle]:
    """Return deliveries as they go out: singles in their order, then one digest or more per address.

    What an earlier try may have brought goes alone, so that the mark is true of all that stands under it.
    """
    alone = [row for row in due if not row.digest or row.doubtful]
    found = [Bundle(row.target, (row,), (messages[row.message],)) for row in alone]
    by_target: dict[str, list[Delivery]] = {}
    for row in due:
        if row.digest and not row.doubtful:
            by_target.setdefault(row.target, []).append(row)
    for target, rows in by_target.items():
        found += [
            Bundle(target, tuple(part), tuple(messages[row.message] for row in part))
            for part in _parts(rows, messages)
        ]
    return found


def _parts(rows: Sequence[Delivery], messages: Mapping[int, Message]) -> list[list[Delivery]]:
    parts: list[list[Delivery]] = []
    length = LONGEST
    for row in rows:
        size = len(messages[row.message].body) + len(_RULE)
        if length + size > LONGEST:
            parts.append([])
            length = 0
        parts[-1].append(row)
        length += size
    return parts


def next_digest(now: datetime, hours: Sequence[time], zone: ZoneInfo) -> datetime:
    """Return the next instant of the profile's clock at which digests go out."""
    today = now.astimezone(zone).date()
    found = [datetime.combine(today + timedelta(days=day), hour, zone) for day in (0, 1) for hour in hours]
    return min(at for at in found if at >= now)
