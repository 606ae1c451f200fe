"""Bodies that live in a script only: ``__NEXT_DATA__``, Inertia's ``data-page`` and their kin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

# Where the body's path is not configured, only a text this long with markup or line breaks is taken for one.
_SHORTEST = 400
_NAMES = ("body", "content", "isi", "detail", "article", "text", "konten", "description")


def embedded_body(root: HtmlElement, path: str = "") -> str:
    """Return the article body (HTML) inside the page's data script, by ``path`` or, without one, by its look.

    ``path`` is dotted, numbers index lists ("props.pageProps.article.body"). Nothing if there is none.
    """
    for data in _documents(root):
        value = _at(data, path) if path else _likely(data)
        if value:
            return value
    return ""


def _documents(root: HtmlElement) -> Iterator[Any]:
    texts = [
        node.text or "" for node in root.xpath("//script[@id='__NEXT_DATA__' or @type='application/json']")
    ]
    texts += [node.get("data-page") or "" for node in root.xpath("//*[@data-page]")]
    for text in texts:
        if len(text) > 50:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _at(data: Any, path: str) -> str:
    for step in path.split("."):
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            return ""
    return "\n".join(_strings(data))


def _strings(data: Any) -> Iterator[str]:
    """Yield the texts of a body that is one string or a list of blocks."""
    if isinstance(data, str):
        yield data if "<" in data else f"<p>{data}</p>"
    elif isinstance(data, list):
        for item in data[:500]:
            yield from _strings(item)
    elif isinstance(data, dict):
        yield from _strings(next((data[name] for name in _NAMES if data.get(name)), None))


def _likely(data: Any) -> str:
    best, queue = "", [data]
    for _ in range(20000):
        if not queue:
            break
        item = queue.pop()
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            for name, value in item.items():
                long = isinstance(value, str) and len(value) >= max(_SHORTEST, len(best) + 1)
                if long and name.lower() in _NAMES and ("<p" in value or "\n" in value):
                    best = value
                elif isinstance(value, (dict, list)):
                    queue.append(value)
    return best
