"""Draft letters of warning: when they are written, what they say, and that a crash writes none too few."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from small_office import ROAD, SmallOffice, wita

from monitor.desk import working
from monitor.desk.letters import Letters
from monitor.errors import InputError
from monitor.report.letter import SHIPPED


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    opened = SmallOffice(tmp_path / "data")
    yield opened
    opened.close()


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    footers = [line.text for section in document.sections for line in section.footer.paragraphs]
    return "\n".join([*(line.text for line in document.paragraphs), *cells, *footers])


def overdue(office: SmallOffice) -> str:
    """Leave an issue unanswered for a week, with a look at the deadlines every hour of work."""
    issue = office.open(level="K2")
    office.act(issue, "accept", "operator", own=ROAD, pic="Nurhayati")
    for day in (13, 14, 15, 16, 17):
        for hour in range(8, 16):
            office.clock.set(wita(f"2026-07-{day}T{hour:02d}:05"))
            working.escalate(office.office)
    return issue


def files(office: SmallOffice) -> list[Path]:
    return sorted((office.office.config.data_dir / "surat").glob("*.docx"))


def test_a_letter_is_drafted_when_the_ladder_reaches_it_and_not_before(office: SmallOffice) -> None:
    issue = office.open(level="K2")
    with pytest.raises(InputError, match="belum sampai pada langkah surat teguran"):
        Letters(office.office).latest(issue)
    office.clock.set(wita("2026-07-15T10:00"))

    done = working.escalate(office.office)
    again = working.escalate(office.office)

    assert (done.letters, again.letters) == (len(files(office)), 0)
    assert done.letters > 0


def test_a_letter_says_which_term_of_which_issue_was_missed_and_what_was_said_before(
    office: SmallOffice,
) -> None:
    issue = overdue(office)

    text = words(files(office)[0].read_bytes())

    assert "PEMERINTAH PROVINSI SULAWESI SELATAN" in text
    assert "Yth. Kepala Dinas Bina Marga dan Bina Konstruksi" in text
    assert f"Nomor isu\n{issue}" in text
    assert "Tenggat tanggapan\nSen 13 Jul 2026 15.00 WITA" in text
    assert "jam kerja" in text
    assert "pengingat pada 80% tenggat" in text
    assert "tenggat tercatat terlewati" in text
    assert "Sekretaris Daerah Provinsi Sulawesi Selatan," in text
    assert "Jufri Rahman" in text
    assert "usulan, belum ditetapkan" in text
    assert "{" not in text


def test_the_words_of_the_press_cannot_run_in_the_template(office: SmallOffice) -> None:
    letters = Letters(office.office)
    issue = overdue(office)
    lines = office.office.store.events.of(issue)
    event = next(one for one in lines if one.payload.get("kind") == "letter")
    case = replace(office.case(issue), title="Judul {{ 7 * 7 }} <b>& kawan</b>")

    text = words(_filled(letters, case, event))

    assert "Judul {{ 7 * 7 }} <b>& kawan</b>" in text


def _filled(letters: Letters, case: object, event: object) -> bytes:
    from monitor.report.letter import warning_letter

    return warning_letter(letters._facts(case, [event], event), SHIPPED)  # type: ignore[arg-type, list-item]


def test_a_crash_between_log_and_letter_is_made_good_at_the_next_look(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open(level="K2")
    office.clock.set(wita("2026-07-15T10:00"))
    with monkeypatch.context() as patched:
        patched.setattr(Letters, "draft_new", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            working.escalate(office.office)
    assert files(office) == []

    assert working.escalate(office.office).letters == len(files(office)) > 0


def test_the_letter_printed_later_is_the_letter_as_it_was(office: SmallOffice) -> None:
    issue = overdue(office)
    before = words(Letters(office.office).latest(issue)[1])

    office.act(issue, "note", "verifikator", note="Sudah ditelepon")
    office.clock.forward(days=3)

    assert words(Letters(office.office).latest(issue)[1]) == before


def test_an_office_may_have_its_own_template_and_a_broken_one_stops_nobody(tmp_path: Path) -> None:
    profile = tmp_path / "profil"
    shutil.copytree(Path(SHIPPED).parents[2] / "profiles" / "sulsel", profile)
    own = profile / "surat" / "teguran.docx"
    own.parent.mkdir()
    document = Document(str(SHIPPED))
    document.add_paragraph("Kode arsip 005/{{ nomor_isu }}")
    document.save(str(own))
    office = SmallOffice(tmp_path / "data", profile=profile)
    issue = overdue(office)

    assert f"Kode arsip 005/{issue}" in words(files(office)[0].read_bytes())

    own.write_bytes(b"bukan Word")
    office.clock.forward(days=10)
    office.open(2)
    office.clock.forward(days=10)
    assert working.escalate(office.office).letters > 0
    office.close()
