"""Scheduled documents on a real mail server: the PDF comes along; where it cannot, the text says where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mailserver import Mailbox, mail_server

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.desk import Desk, open_desk
from monitor.desk.periods import named

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=ZoneInfo("Asia/Makassar"))
CONTACTS = """
aktif: true
email: {{host: 127.0.0.1, port: {port}, security: tanpa, sender: humas@sulsel.example}}
roles:
  koordinator: [mailto:koordinator@sulsel.example]
"""


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def desk(config: Config, tmp_path: Path, box: Mailbox) -> Iterator[Desk]:
    (tmp_path / "kontak.yaml").write_text(CONTACTS.format(port=box.port), encoding="utf-8")
    opened = open_desk(replace(config, data_dir=tmp_path), clock=ManualClock(MORNING))
    yield opened
    opened.close()


def send_weekly(desk: Desk) -> None:
    document = desk.publishing.media(named("minggu-lalu", date(2026, 11, 23)))
    desk.publishing.send(document, "analisis-media-2026-11-16", ["peran:koordinator"])


def test_the_letter_carries_the_document_as_pdf(desk: Desk, box: Mailbox) -> None:
    send_weekly(desk)
    outcome = desk.notify()

    [(address, letter)] = box.letters
    [attached] = letter.iter_attachments()
    assert (outcome.sent, address) == (1, "koordinator@sulsel.example")
    assert attached.get_filename() == "analisis-media-2026-11-16.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content().startswith(b"%PDF")
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Analisis Media" in body.get_content()


def test_the_document_sent_is_the_one_that_lies_in_the_folder(
    desk: Desk, box: Mailbox, tmp_path: Path
) -> None:
    send_weekly(desk)
    desk.notify()

    [(_, letter)] = box.letters
    [attached] = letter.iter_attachments()
    assert attached.get_content() == (tmp_path / "laporan" / "analisis-media-2026-11-16.pdf").read_bytes()


def test_a_document_that_was_deleted_meanwhile_is_pointed_to_and_the_text_still_goes(
    desk: Desk, box: Mailbox, tmp_path: Path
) -> None:
    send_weekly(desk)
    (tmp_path / "laporan" / "analisis-media-2026-11-16.pdf").unlink()
    outcome = desk.notify()

    [(_, letter)] = box.letters
    assert outcome.sent == 1
    assert "Dokumen lengkap: menu Laporan" in letter.get_content()


def test_a_channel_that_takes_no_file_is_told_where_the_document_is(desk: Desk) -> None:
    from monitor.desk.bundling import Bundle
    from monitor.store.deliveries import Delivery

    send_weekly(desk)
    office = desk._office
    [message] = office.store.outbox.due(office.clock.now())
    office.store.deliveries.add(message.id, "telegram:42", False, office.clock.now())
    [row] = office.store.deliveries.due(office.clock.now(), 5)
    assert isinstance(row, Delivery)

    parcel = Bundle(row.target, (row,), (message,)).parcel(office.config.data_dir)

    assert parcel.files == ()
    assert parcel.body.endswith("(berkas analisis-media-2026-11-16.pdf).")
