"""Draft letters in Word: an office's own template, filled in. The only job here is to fill it."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from pathlib import Path
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from monitor.errors import ConfigError

SHIPPED = Path(__file__).parent / "templates" / "teguran.docx"


@dataclass(frozen=True, slots=True)
class WarningLetter:
    """What a surat teguran says; the names are those that a template uses, hence Indonesian.

    All texts are ready to print. ``bukti`` goes into the footer: which events of the log it rests on.
    """

    kop: tuple[str, ...]
    alamat: str
    kota: str
    tanggal: str
    opd: str
    unit: str
    istilah: str
    saat: str
    nomor_isu: str
    judul: str
    tingkat: str
    terbit: str
    didisposisi: str
    tenggat: str
    terlambat: str
    pengingat: tuple[str, ...]
    permintaan: tuple[str, ...]
    kebijakan: str
    jabatan: str
    nama: str
    tembusan: tuple[str, ...]
    bukti: str


def warning_letter(facts: WarningLetter, template: Path) -> bytes:
    """Return the letter as a Word file. Raises ConfigError where the template cannot be filled in."""
    try:
        document = DocxTemplate(template)
        # A template comes from the office, its values from the press: neither may run anything.
        document.render(asdict(facts), jinja_env=SandboxedEnvironment(autoescape=True))
    except (OSError, BadZipFile, KeyError, ValueError, TemplateError) as error:
        raise ConfigError(
            f"{template}: pola surat tidak dapat dipakai ({type(error).__name__}); "
            "simpan ulang sebagai .docx dan periksa isian {{ … }} di dalamnya."
        ) from error
    filled = io.BytesIO()
    document.save(filled)
    return filled.getvalue()
