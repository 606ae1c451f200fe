"""Render a document's data as JSON for programs."""

from __future__ import annotations

import json

from monitor.report.document import Document


def render(document: Document) -> str:
    """Return the document's data; instants and the like as text."""
    return json.dumps(document.data, ensure_ascii=False, indent=2, default=str) + "\n"
