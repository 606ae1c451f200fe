"""The register of complaints about this service itself, and the share of them that was handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.desk.office import Office
from monitor.desk.reporting import midnight
from monitor.errors import InputError
from monitor.store.complaints import DONE
from monitor.store.complaints import Complaint as Complaint

KINDS = ("keluhan", "kritik", "saran")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many complaints of a year were noted and handled; ``share`` (0–1) is None where there were none."""

    year: int
    noted: int
    handled: int
    by_kind: dict[str, int]

    @property
    def share(self) -> float | None:
        """The handled part of those noted."""
        return self.handled / self.noted if self.noted else None


class ComplaintBook:
    """Notes complaints and how they were handled. An issue of the press is no complaint."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def add(self, kind: str, text: str, *, reporter: str, channel: str, by: str) -> int:
        """Note a complaint; return its number. Raises InputError for an unknown kind or an empty text."""
        if kind not in KINDS:
            raise InputError(f"Jenis '{kind}' tidak dikenal; pilih salah satu dari: {', '.join(KINDS)}.")
        if not text.strip():
            raise InputError("Isi keluhan kosong; tuliskan apa yang disampaikan.")
        with self._office.store.transaction():
            return self._office.store.complaints.add(
                kind,
                text.strip(),
                reporter=reporter.strip(),
                channel=channel.strip(),
                by=by,
                at=self._office.clock.now(),
            )

    def close(self, number: int, outcome: str, *, by: str) -> Complaint:
        """Note how a complaint was handled. Raises InputError: unknown, or closed already."""
        with self._office.store.transaction():
            found = self._office.store.complaints.get(number)
            if found is None:
                raise InputError(
                    f"Keluhan {number} tidak ada; lihat nomornya dengan 'monitor complaints list'."
                )
            if found.status == DONE:
                raise InputError(f"Keluhan {number} sudah selesai; catat yang baru bila muncul lagi.")
            if not outcome.strip():
                raise InputError("Isi penyelesaian kosong; tuliskan apa yang dilakukan.")
            self._office.store.complaints.close(number, outcome.strip(), by=by, at=self._office.clock.now())
        return found

    def of(self, year: int = 0) -> list[Complaint]:
        """Return the complaints of a year of the local calendar (default: this one), oldest first."""
        year = year or self._year()
        start, end = midnight(self._office, date(year, 1, 1)), midnight(self._office, date(year + 1, 1, 1))
        return self._office.store.complaints.between(start, end)

    def tally(self, year: int = 0) -> Tally:
        """Return the counts of a year."""
        rows = self.of(year)
        kinds = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
        return Tally(year or self._year(), len(rows), sum(row.status == DONE for row in rows), kinds)

    def _year(self) -> int:
        return self._office.clock.now().astimezone(self._office.zone).year
