"""HTML fragments to plain text: the one small tool that feeds, listings and pages share."""

from __future__ import annotations

import re
from html import unescape

import lxml.html
from bs4 import BeautifulSoup
from lxml.etree import ParserError

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_XML = re.compile(r"<\?xml[^>]*>", re.I)
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def scrub(text: str) -> str:
    """Return ``text`` without control characters and half surrogates.

    Neither XML nor a database holds them.
    """
    return _BAD.sub("", text)


def plain(html: str) -> str:
    """Return the text of a short HTML fragment on one line (titles, summaries, bylines)."""
    text = html
    if "<" in text:
        text = _TAG.sub(" ", re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", text))
    return " ".join(scrub(unescape(text)).replace("\xa0", " ").split())


def to_tree(html: str) -> lxml.html.HtmlElement | None:
    """Return the parsed page or fragment as one element, or None where nothing can be read."""
    text = scrub(html)
    if not text.strip():
        return None
    try:
        # Bytes, because lxml refuses text that declares an encoding of its own.
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (ParserError, ValueError, AssertionError):
        return None


def to_soup(html: str) -> BeautifulSoup:
    """Return the page for CSS selectors. Raise ParserRejectedMarkup for what lxml will not have."""
    # With a doctype before it, no text looks like a file name or an XML document, of which bs4 warns.
    return BeautifulSoup(f"<!DOCTYPE html>{_XML.sub('', scrub(html))}", "lxml")
