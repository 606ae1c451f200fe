"""The page of an issue tells the answer with its files, where it was published, and what may prove it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from small_office import ANSWER, ROAD, SmallOffice, article

from monitor.desk import storytelling
from monitor.desk.files import Files
from monitor.report import render


def test_the_story_tells_the_answer_its_files_its_publication_and_a_proposed_proof(tmp_path: Path) -> None:
    office = SmallOffice(tmp_path / "data")
    issue = office.open()
    office.act(issue, "accept", "operator", own=ROAD, pic="Nurhayati")
    row = Files(office.office).add(
        issue, "laporan.pdf", b"%PDF-1.7\n", actor="nur", role="operator", opd=ROAD
    )
    office.act(issue, "respond", "operator", own=ROAD, **ANSWER, attachments=[row.hash])
    office.clock.forward(hours=1)
    office.join(
        issue,
        article(
            8, flag=False, answer=True, kind="context", title="Dinas Tutup Lubang Jalan",
            published=office.clock.now() - timedelta(minutes=5),
        ),
    )  # fmt: skip
    office.act(issue, "approve", "koordinator")
    office.act(issue, "publish", "verifikator", channel="hak jawab", outlet="kabar-1", linked=True)

    document = storytelling.issue(office.office, issue)
    text = str(render(document, "text"))
    office.close()

    assert "USULAN BUKTI TANGGAPAN" in text
    assert document.data["proofs"] == ["https://kabar-8.example/jalan-rusak"]
    for words in (
        "Petugas: Nurhayati",
        f"Klarifikasi: {ANSWER['text']}",
        f"laporan.pdf ({row.hash[:12]})",
        "hak jawab · kabar-1",
        "ditautkan ke berita asal",
    ):
        assert words in " ".join(text.split()), words
