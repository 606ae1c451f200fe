"""Render a document as one HTML page that needs no other file: for browsers, mail and printing."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from monitor.report import charts
from monitor.report.document import Chart, Document


def render(document: Document) -> str:
    """Return the page. Charts are pictures in it, so that nothing in them can act."""
    return _template().render(
        document=document,
        masthead=document.masthead,
        blocks=[(type(one).__name__, one) for one in document.blocks],
        picture=_picture,
    )


@cache
def _template() -> Template:
    loader = PackageLoader("monitor.report", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("dokumen.html")


def _picture(chart: Chart) -> str:
    return b64encode(charts.svg(chart).encode()).decode()
