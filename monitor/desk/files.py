"""Attachments of answers: taken in, listed, handed out, and named in the log by the hash of their content."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.desk.office import Office
from monitor.errors import InputError, NotAllowedError, UnknownIssueError
from monitor.model import NewEvent
from monitor.store.attachments import Attachment as Attachment
from monitor.triage import rights
from monitor.triage import workflow as w
from monitor.triage.case import Case, fold

# An answer with more enclosures than this is a dossier; it belongs into the letter system.
MOST_FILES = 20


class Files:
    """The attachments of issues. Every method asks for role and agency, as the workflow does."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def add(self, issue: str, name: str, content: bytes, *, actor: str, role: str, opd: str) -> Attachment:
        """Store a file for an issue, to be named in a draft or an answer.

        Raises UnknownIssueError, NotAllowedError (not one's own issue, or closed), InputError (kind, size).
        """
        case = self._case(issue, role, opd)
        theirs = role in w.AGENCY and rights.holds(case, opd, party=True)
        if not (case.open and (theirs or role in w.HUMAS)):
            raise NotAllowedError(
                f"Lampiran isu {issue} hanya dapat ditambah OPD yang menanganinya atau Humas, "
                "selama isu masih terbuka."
            )
        if len(self._office.store.attachments.of(issue)) >= MOST_FILES:
            raise InputError(f"Isu {issue} sudah memuat {MOST_FILES} lampiran; gabungkan berkasnya.")
        with self._office.store.transaction():
            return self._office.store.attachments.add(
                issue, name, content, by=actor, opd=opd, at=self._office.clock.now()
            )

    def of(self, issue: str, *, role: str, opd: str) -> list[Attachment]:
        """Return the files of an issue, oldest first. Raises UnknownIssueError where it is not theirs."""
        self._case(issue, role, opd)
        return self._office.store.attachments.of(issue)

    def read(self, issue: str, digest: str, *, role: str, opd: str) -> tuple[Attachment, bytes]:
        """Return a file and its content; the first digits of the hash will do.

        Raises UnknownIssueError, InputError (no such file, or several), StoreError (missing or altered).
        """
        found = [one for one in self.of(issue, role=role, opd=opd) if digest and one.hash.startswith(digest)]
        if len(found) != 1:
            raise InputError(f"Lampiran '{digest}' tidak ada pada isu {issue}; periksa daftarnya.")
        return found[0], self._office.store.attachments.read(found[0])

    def _case(self, issue: str, role: str, opd: str) -> Case:
        events = self._office.store.events.of(issue)
        case = fold(events) if events else None
        if case is None or not rights.visible(case, role, opd):
            raise UnknownIssueError(f"Isu {issue} tidak ada; lihat nomornya dengan 'monitor list'.")
        return case


def refuse_strangers(office: Office, issue: str, events: Sequence[NewEvent]) -> None:
    """Raise InputError where an answer names a file that was not handed in for this issue."""
    for event in events:
        for digest in event.payload.get("attachments", ()):
            if office.store.attachments.get(issue, digest) is None:
                raise InputError(
                    f"Lampiran '{digest}' belum diunggah untuk isu {issue}; "
                    "unggah dahulu lalu sebutkan kodenya."
                )
