"""Render a document as one HTML page that needs no other file: for browsers, mail and printing."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from monitor.report import charts, house
from monitor.report.document import Chart, Document

TEMPLATE = "dokumen.html"


def render(document: Document) -> str:
    """Return the page. Charts are pictures in it, so that nothing in them can act."""
    source = house.template(document, TEMPLATE)
    try:
        return _template(source).render(
            document=document,
            masthead=document.masthead,
            blocks=[(type(one).__name__, one) for one in document.blocks],
            picture=_picture,
        )
    except (TemplateError, UnicodeDecodeError) as error:
        if own := house.own_file(document, TEMPLATE):
            raise house.broken(own, str(error)) from error
        raise


@cache
def _template(source: bytes) -> Template:
    room = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    return room.from_string(source.decode())


def _picture(chart: Chart) -> str:
    return b64encode(charts.svg(chart).encode()).decode()
