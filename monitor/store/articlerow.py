"""An article as a row of the table and back."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from monitor.model import Article
from monitor.store.codec import from_json, to_instant, to_json, to_text

_FIELDS = (
    "key",
    "url",
    "outlet",
    "source",
    "title",
    "text",
    "published",
    "first_seen",
    "published_raw",
    "author",
    "section",
    "summary",
    "flags",
    "cut",
    "place",
)
COLUMNS = ", ".join(f"articles.{name}" for name in _FIELDS)
_STORED = (*_FIELDS, "id", "text_hash")
INSERT = f"INSERT INTO articles ({', '.join(_STORED)}) VALUES ({', '.join('?' * len(_STORED))})"


def wording(text: str) -> str:
    """Return a text without what is no edit: letter case and blanks."""
    return " ".join(text.casefold().split())


def text_hash(article: Article) -> str:
    """Return the fingerprint of an article's wording."""
    return sha256(wording(f"{article.title}\n{article.text}").encode()).hexdigest()[:32]


def to_row(article: Article) -> tuple[Any, ...]:
    """Return the values that ``INSERT`` takes."""
    values = {name: getattr(article, name) for name in _FIELDS}
    values |= {"published": to_text(article.published), "first_seen": to_text(article.first_seen)}
    values |= {"flags": to_json(article.flags), "cut": to_json(article.cut)}
    return (*values.values(), article.id, text_hash(article))


def from_row(row: Sequence[Any]) -> Article:
    """Return the article behind a row of ``COLUMNS``."""
    values = dict(zip(_FIELDS, row, strict=True))
    values["published"] = to_instant(values["published"])
    values["first_seen"] = to_instant(values["first_seen"])
    values["flags"] = tuple(from_json(values["flags"]))
    values["cut"] = tuple(from_json(values["cut"]))
    return Article(**values)
