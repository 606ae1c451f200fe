"""Bytes to text: header, declaration and evidence, in the order that proved right."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.I,
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>\s*", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers do: latin-1 on the web means windows-1252 (curly quotes of Word).
_ALIASES = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}


def to_text(body: bytes, header: str = "") -> str:
    """Return ``body`` as text; ``header`` is the charset of the HTTP header. Never raises.

    A byte-order mark decides; then valid UTF-8 wins over any label (text in another charset is
    practically never valid UTF-8 by chance, while wrong labels are daily life); then header,
    declaration, windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"\0<\0?", b"\0<\0r"):
        return body.decode("utf-16-le" if body[:1] == b"<" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    match = _DECLARED.search(body[:4096])
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    # A page that is UTF-8 but for a few broken bytes (cut titles, pasted quotes) stays UTF-8.
    loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") * 200 < sum(1 for char in loose if ord(char) > 127) * 20:
        return loose
    # Here the bytes have shown that they are no UTF-8, whatever a label says.
    for name in (one for one in (header, declared, "windows-1252") if "utf-8" not in one.lower()):
        try:
            return body.decode(_ALIASES.get(name.lower(), name or "-"), "replace")
        except (LookupError, ValueError):
            continue
    return loose


def to_utf8_xml(body: bytes, header: str = "") -> bytes:
    """Return an XML document as UTF-8 without declaration, blanks or junk before its first tag."""
    text = to_text(body, header).lstrip("\ufeff \t\r\n\0")
    start = text.find("<")
    if start > 0:
        text = text[start:]
    return _XML_HEAD.sub("", text).encode("utf-8", "replace")
