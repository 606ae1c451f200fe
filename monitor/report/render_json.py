"""Render a document's data as JSON for programs."""

from __future__ import annotations

import json

from monitor.report.document import Document


def render(document: Document) -> str:
    """Return the document's data and footer; instants and the like as text."""
    data = {**document.data, **({"footer": dict(document.footer)} if document.footer else {})}
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"
