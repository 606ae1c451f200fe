"""The office's own letterheads and styles take the place of those shipped; a broken one is named."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document as WordFile
from report_world import known_world

from monitor.config import Config
from monitor.errors import ConfigError
from monitor.report import render
from monitor.report.document import Document, Heading, Masthead, Paragraph

SHIPPED = files("monitor.report") / "templates"


@pytest.fixture
def office(tmp_path: Path) -> Document:
    """Return a document of an office that keeps its templates in ``tmp_path``."""
    head = Masthead(("Pemerintah Kabupaten Contoh",), "Jalan Contoh 1", "Contoh", "Humas", tmp_path)
    return Document("Laporan", "Minggu, 22 November 2026", (Heading("Bab"), Paragraph("Isi.")), masthead=head)


def test_an_own_word_template_brings_its_words_and_styles(office: Document, tmp_path: Path) -> None:
    word = WordFile(io.BytesIO((SHIPPED / "dokumen.docx").read_bytes()))
    word.sections[0].header.paragraphs[0].text = "Kop kantor sendiri"
    word.save(str(tmp_path / "dokumen.docx"))

    made = WordFile(io.BytesIO(bytes(render(office, "docx"))))  # type: ignore[arg-type]

    assert made.sections[0].header.paragraphs[0].text == "Kop kantor sendiri"
    assert "Isi." in [paragraph.text for paragraph in made.paragraphs]


def test_an_own_page_and_an_own_print_form_are_used(office: Document, tmp_path: Path) -> None:
    (tmp_path / "dokumen.html").write_text("<p>Kantor kami: {{ document.title }}</p>", encoding="utf-8")
    typst = (SHIPPED / "dokumen.typ").read_text(encoding="utf-8")
    (tmp_path / "dokumen.typ").write_text(typst.replace("title: doc.title", 'title: "Kertas Kami"'), "utf-8")

    assert render(office, "html") == "<p>Kantor kami: Laporan</p>"
    assert b"Kertas Kami" in bytes(render(office, "pdf"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "form", "content"),
    [
        ("dokumen.typ", "pdf", b"#let x = "),
        ("dokumen.html", "html", b"{{ tidak_ada }}"),
        ("dokumen.html", "html", b"{% for %}"),
        ("dokumen.docx", "docx", b"bukan zip"),
    ],
)
def test_a_broken_template_is_named_with_the_cure(
    office: Document, tmp_path: Path, name: str, form: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ConfigError, match=rf"{name}: templat laporan tidak dapat dipakai .* hapus berkas"):
        render(office, form)


def test_a_word_template_without_a_needed_style_is_named(office: Document, tmp_path: Path) -> None:
    empty = io.BytesIO()
    WordFile().save(empty)
    (tmp_path / "dokumen.docx").write_bytes(empty.getvalue())
    table = replace(office, blocks=(Paragraph("Tenang.", "quiet"),))

    with pytest.raises(ConfigError, match=r"dokumen\.docx"):
        render(table, "docx")


def test_a_page_template_cannot_reach_into_the_program(office: Document, tmp_path: Path) -> None:
    (tmp_path / "dokumen.html").write_text("{{ document.__class__.__mro__ }}", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"dokumen\.html"):
        render(office, "html")


def test_the_desk_looks_for_templates_in_the_profile_folder(
    config: Config, tmp_path: Path, own_profile: Callable[[], Path]
) -> None:
    profile = own_profile()
    (profile / "templat").mkdir()
    (profile / "templat" / "dokumen.html").write_text("<h1>{{ masthead.lines[0] }}</h1>", encoding="utf-8")
    world = known_world(replace(config, profile_path=profile), tmp_path / "data")

    made = render(world.desk.daily_list(None), "html")
    world.desk.close()

    assert made == f"<h1>{config.profile.identity.letterhead.lines[0]}</h1>"


@pytest.fixture
def own_profile(config: Config, tmp_path: Path) -> Callable[[], Path]:
    def copy() -> Path:
        target = tmp_path / "profil"
        target.mkdir()
        for file in config.profile_path.iterdir():
            (target / file.name).write_bytes(file.read_bytes())
        return target

    return copy
