"""Draft letters of warning (surat teguran): one for each time the ladder's letter step is reached.

log: escalate events of kind "letter"
| draft_new     at every look at the deadlines: a file for each event that has none yet
| surat/…docx   in the data folder, for somebody to check, number and sign; nothing is sent
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from monitor.desk.office import Office
from monitor.errors import ConfigError, InputError, StoreError, UnknownIssueError
from monitor.model import Event
from monitor.report.letter import SHIPPED, WarningLetter, warning_letter
from monitor.triage import deadlines, wording
from monitor.triage.case import Case, fold
from monitor.wording_time import format_date, format_span

log = logging.getLogger(__name__)

# Filling in a Word template takes 20 to 50 ms; after a standstill of days hundreds may be called for, and the
# messages that follow the letters in a run must not wait for them.
MOST_AT_ONCE = 10
FOLDER = "surat"
TEMPLATE = "teguran.docx"
_SEEN = "surat teguran sampai peristiwa"
# How long an agency has after a letter of warning: a custom of this template, no rule of law.
_WITHIN = "paling lambat 1 (satu) hari kerja sejak surat ini diterima"
_ASKED = {
    "accept": "menerima disposisi isu tersebut, atau mengembalikannya disertai alasan dan usulan perangkat "
    f"daerah yang berwenang, {_WITHIN};",
    "respond": f"menyampaikan tanggapan atas isu tersebut {_WITHIN};",
    "finish": f"menyelesaikan tindak lanjut isu tersebut {_WITHIN};",
}
_SIGNS = "sekda"


class Letters:
    """The letters of warning that the log calls for."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def latest(self, issue: str) -> tuple[str, bytes]:
        """Return file name and content of an issue's newest letter, written anew from the log.

        Raises UnknownIssueError, or InputError where the ladder has not come to a letter.
        """
        events = self._office.store.events.of(issue)
        if not events:
            raise UnknownIssueError(f"Isu {issue} tidak ada; lihat nomornya dengan 'monitor list'.")
        reached = [event for event in events if _calls_for_letter(event)]
        if not reached:
            raise InputError(
                f"Isu {issue} belum sampai pada langkah surat teguran; "
                "langkah itu ditentukan tangga eskalasi dalam kebijakan."
            )
        return _name(reached[-1]), self._write(events, reached[-1])

    def draft_new(self) -> list[Path]:
        """Write letters that the log called for since the last look; return the files.

        The mark moves on after the files stand, so that a crash in between only writes one twice. What is
        too much for one look waits for the next; ``latest`` gives any letter at once.
        """
        store = self._office.store
        seen = int(store.runs.fact(_SEEN) or 0)
        head = store.events.head()[0]
        called = [event for event in store.events.since(seen, "escalate") if _calls_for_letter(event)]
        files = [
            self._save(_name(event), self._draft(store.events.of(event.issue), event))
            for event in called[:MOST_AT_ONCE]
        ]
        upto = called[MOST_AT_ONCE - 1].seq if len(called) > MOST_AT_ONCE else head
        if upto > seen:
            with store.transaction():
                store.runs.remember(_SEEN, str(upto))
        return files

    def _draft(self, events: Sequence[Event], reached: Event) -> bytes:
        """Return the letter by the office's template; by the shipped one where that is broken.

        A slip in Word must not keep the run from what comes after the letters.
        """
        try:
            return self._write(events, reached)
        except ConfigError as error:
            log.error("%s Pola bawaan dipakai.", error)
            return self._write(events, reached, SHIPPED)

    def _save(self, name: str, content: bytes) -> Path:
        path = self._office.config.data_dir / FOLDER / name
        partial = path.with_name(f".{name}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(path)
        except OSError as error:
            raise StoreError(
                f"{path}: surat tidak dapat ditulis ({error.strerror}); periksa izin dan ruangnya."
            ) from error
        return path

    def _write(self, events: Sequence[Event], reached: Event, template: Path | None = None) -> bytes:
        """Return the letter as things stood when the step was reached."""
        before = [event for event in events if event.seq <= reached.seq]
        own = self._office.config.profile_path / FOLDER / TEMPLATE
        template = template or (own if own.exists() else SHIPPED)
        return warning_letter(self._facts(fold(before), before, reached), template)

    def _facts(self, case: Case, events: Sequence[Event], reached: Event) -> WarningLetter:
        office, profile = self._office, self._office.config.profile
        head, term = profile.identity.letterhead, str(reached.payload["term"])
        opd = profile.opd.get(case.opd)
        title, name = self._signatory(reached)
        unit = profile.identity.verifier.unit
        level = profile.policy.level(case.level)
        return WarningLetter(
            kop=head.lines,
            alamat=" · ".join(part for part in (head.address, head.contact) if part),
            kota=head.city,
            tanggal=format_date(reached.at.astimezone(office.zone).date()),
            opd=opd.name if opd else case.opd,
            unit=unit,
            istilah=wording.TERM_NAMES[term],
            saat=office.say(reached.at),
            nomor_isu=case.id,
            judul=case.title,
            tingkat=f"{level.id} ({level.name})",
            terbit=office.say(case.published_at),
            didisposisi=office.say(case.legs[-1].opened_at),
            tenggat=office.say(case.deadlines[term].due),
            terlambat=self._late(case, reached),
            pengingat=tuple(self._reminders(events, reached)),
            permintaan=(
                _ASKED[term],
                f"menjelaskan penyebab keterlambatan secara tertulis kepada {unit}; dan",
                "menunjuk petugas yang bertanggung jawab atas tindak lanjutnya.",
            ),
            kebijakan=f"{profile.policy.version} ({profile.policy.status})",
            jabatan=title,
            nama=name,
            tembusan=(unit,),
            bukti=f"Disusun dari catatan isu {case.id}, peristiwa {reached.seq}, kode {reached.hash[:16]}.",
        )

    def _late(self, case: Case, reached: Event) -> str:
        term = reached.payload["term"]
        for item in deadlines.open_terms(case):
            if item.name == term:
                late = -deadlines.remaining(item, reached.at, self._office.calendars)
                return f"{format_span(late)}{'' if item.term.running else ' jam kerja'}"
        return "–"

    def _reminders(self, events: Sequence[Event], reached: Event) -> list[str]:
        found = []
        for event in events:
            row = event.payload
            if event.seq > reached.seq or (row.get("term"), row.get("leg")) != (
                reached.payload["term"], reached.payload["leg"],
            ):  # fmt: skip
                continue
            if event.kind == "breach":
                found.append(f"{self._office.say(event.at)}: tenggat tercatat terlewati;")
            elif event.kind == "escalate" and row["kind"] in ("remind", "breach"):
                said = "pengingat" if row["kind"] == "remind" else "pemberitahuan lewat tenggat"
                found.append(f"{self._office.say(event.at)}: {said} pada {row['percent']}% tenggat;")
        return found or ["belum ada pengingat yang tercatat;"]

    def _signatory(self, reached: Event) -> tuple[str, str]:
        """Return title and name of the Sekda in office at the time, dots where the profile knows none."""
        identity = self._office.config.profile.identity
        on = reached.at.astimezone(self._office.zone).date()
        held = [person for person in identity.in_office(on) if _SIGNS in person.role.casefold()]
        prefix = held[-1].role.casefold().removesuffix(_SIGNS).strip().capitalize() if held else ""
        title = f"Sekretaris Daerah {identity.name}"
        return (f"{prefix}. {title}" if prefix else title), (held[-1].name if held else "……………………")


def _calls_for_letter(event: Event) -> bool:
    return event.kind == "escalate" and event.payload.get("kind") == "letter"


def _name(event: Event) -> str:
    return f"{event.issue}-teguran-{event.seq}.docx"
