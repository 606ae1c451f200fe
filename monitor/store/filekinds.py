"""What kind of file somebody hands in: by its first bytes and by its name, which must agree.

``filetype`` and ``python-magic`` name hundreds of kinds but do not look for macros inside office files, and
six kinds are all that an answer needs.
"""

from __future__ import annotations

import io
import zipfile

from monitor.errors import InputError

_STARTS = {
    "pdf": (b"%PDF-", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
}
# Extension → (the part without which it is no such file, its kind on the wire).
_PACKED = {
    "docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": ("content.xml", "application/vnd.oasis.opendocument.text"),
}
ALLOWED = (*_STARTS, "jpeg", *_PACKED)
# Office files are small when packed and a few times larger unpacked; more is an attack on whoever opens it.
MOST_UNPACKED = 200 * 1024 * 1024


def kind_of(name: str, content: bytes) -> str:
    """Return the media type of a file. Raises InputError where name or content is not on the list."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ALLOWED:
        raise InputError(
            f"Lampiran '{name}' tidak dapat diterima; pakai salah satu jenis: {', '.join(ALLOWED)}."
        )
    if ending in _PACKED:
        return _packed(name, ending, content)
    start, kind = _STARTS[{"jpeg": "jpg"}.get(ending, ending)]
    if not content.startswith(start):
        raise InputError(f"Lampiran '{name}' bukan berkas {ending} yang sah; simpan ulang dengan jenis itu.")
    return kind


def _packed(name: str, ending: str, content: bytes) -> str:
    part, kind = _PACKED[ending]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"Lampiran '{name}' bukan berkas {ending} yang sah; simpan ulang.") from error
    if part not in names:
        raise InputError(f"Lampiran '{name}' bukan berkas {ending} yang sah; simpan ulang dengan jenis itu.")
    if any(one.lower().endswith("vbaproject.bin") for one in names) or size > MOST_UNPACKED:
        raise InputError(f"Lampiran '{name}' memuat makro atau isi yang mencurigakan; kirim sebagai PDF.")
    return kind
