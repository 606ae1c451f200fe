"""Documents: made over a period, laid into the data folder, handed to the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from monitor import report
from monitor.desk import clipping, evidence, listing, mediawork, reporting
from monitor.desk.office import Office
from monitor.desk.periods import Period, first_working_day, named, span, today
from monitor.desk.tracing import events_of
from monitor.errors import InputError
from monitor.report import trace
from monitor.report.document import Document
from monitor.store.outbox import DOCUMENT, Message

__all__ = ["Period", "Publishing"]

FOLDER = "laporan"


class Publishing:
    """Makes, keeps and sends documents."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def period(self, name: str) -> Period:
        """Return a named period ("bulan-lalu") as seen from today. Raises InputError."""
        return named(name, today(self._office))

    def span(self, start: date | None, end: date | None) -> Period:
        """Return the days from ``start`` (or the month's first) to ``end`` (or today). Raises InputError."""
        return span(self._office, start, end)

    def is_first_working_day(self, every_months: int) -> bool:
        """Return whether today is the first working day of the month (1) or of the quarter (3)."""
        return first_working_day(
            today(self._office), self._office.calendars.of(""), every_months=every_months
        )

    def daily(self, day: date | None) -> Document:
        """Return the daily list."""
        return listing.daily_list(self._office, day)

    def clipping(self, period: Period, opd: str = "") -> Document:
        """Return the press clipping, of one agency where named."""
        return clipping.clipping(self._office, period, opd)

    def media(self, period: Period) -> Document:
        """Return the media analysis."""
        return mediawork.analysis(self._office, period)

    def response_time(self, period: Period, before: Period | None, *, explain: bool) -> Document:
        """Return the response-time report, compared with an earlier period where one is given."""
        return reporting.response_time(
            self._office, period.first, period.last, before=before, explain=explain
        )

    def evidence(self, period: Period) -> Document:
        """Return the evidence for the innovation index."""
        return evidence.pack(self._office, period)

    def explained(self, document: Document) -> Document:
        """Return the document with the issues and events behind each of its figures."""
        figures = document.behind()
        events = events_of(self._office, [one for figure in figures for one in figure.ids])
        return replace(document, blocks=(*document.blocks, *trace.chapter(figures, events)))

    def evidence_zip(self, period: Period, out: Path | None) -> Path:
        """Write the evidence as one zip, named by its frozen data unless ``out`` says where.

        Raises InputError where it cannot be written.
        """
        number, made = evidence.zipped(self._office, period)
        return written(out or self._office.config.data_dir / FOLDER / f"{number}.zip", made)

    def save(self, document: Document, name: str, forms: Iterable[str]) -> list[Path]:
        """Write a document into the data folder, each file in one step. Raises InputError."""
        return [written(self.path(name, form), report.render(document, form)) for form in forms]

    def path(self, name: str, form: str) -> Path:
        """Return where a document of that name and form lies."""
        return self._office.config.data_dir / FOLDER / f"{name}.{report.ending(form)}"

    def send(self, document: Document, name: str, recipients: Iterable[str]) -> int:
        """Queue a document for recipients, once per name; return how many are new.

        They get its short text, and the PDF where their channel takes files. Raises InputError.
        """
        now = self._office.clock.now()
        [file] = self.save(document, name, ["pdf"])
        body = report.render(document, "wa")
        messages = [
            Message(
                unique_key=f"laporan/{name}/{recipient}",
                issue="",
                kind=DOCUMENT,
                recipient=recipient,
                subject=f"{document.title}: {document.subtitle}",
                body=body,
                not_before=now,
                file=file.relative_to(self._office.config.data_dir).as_posix(),
            )
            for recipient in recipients
        ]
        with self._office.store.transaction():
            return self._office.store.outbox.queue(messages, now)


def written(path: Path, made: str | bytes) -> Path:
    """Write a file in one step, so that nobody ever reads half of it. Raises InputError."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(made.encode() if isinstance(made, str) else made)
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path}: tidak dapat ditulis ({error.strerror}); pilih folder lain.") from error
    return path
