"""Is it alive, and how is it doing: ``/sehat`` for a watchdog, ``/metrics`` for Prometheus.

The exposition format is a dozen lines; prometheus_client brings a registry and multi-process files for what
is here a handful of counts read from the store at the time of asking.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.desk import Desk
from monitor.errors import MonitorError
from monitor.web.desks import Desks
from monitor.web.headers import ANSWERS, SECONDS
from monitor.web.problems import problem

_HERE = ("127.0.0.1", "::1", "testclient")


def router(desks: Desks) -> APIRouter:
    """Return the two routes. Figures are for this machine's own collector, or for a token's bearer."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/sehat")
    def health() -> Response:
        try:
            with desks.take() as desk:
                last = desk.last_run()
        except MonitorError as error:
            return problem(503, str(error))
        return JSONResponse({"status": "baik", "last_run": last.isoformat() if last else None})

    @routes.get("/metrics")
    def metrics(request: Request) -> Response:
        with desks.take() as desk:
            bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
            local = request.client is not None and request.client.host in _HERE
            if not local and desk.accounts.bearer(bearer) is None:
                return problem(401, "Sertakan token.")
            lines = "\n".join([*_store_lines(desk), *_process_lines()])
        return PlainTextResponse(lines + "\n", media_type="text/plain; version=0.0.4")

    return routes


def _store_lines(desk: Desk) -> Iterator[str]:
    figures = desk.vital_figures()
    for name, (meaning, values) in figures.items():
        yield f"# HELP hrc_{name} {meaning}"
        yield f"# TYPE hrc_{name} gauge"
        for labels, value in values:
            yield f"hrc_{name}{labels} {value}"


def _process_lines() -> Iterator[str]:
    process = f'worker="{os.getpid()}"'
    yield "# HELP hrc_http_answers_total Answers by class of status."
    yield "# TYPE hrc_http_answers_total counter"
    for status, count in sorted(ANSWERS.items()):
        yield f'hrc_http_answers_total{{{process},status="{status}"}} {count}'
    yield "# HELP hrc_http_seconds_total Seconds until answers began."
    yield "# TYPE hrc_http_seconds_total counter"
    yield f"hrc_http_seconds_total{{{process}}} {SECONDS['sum']:.6f}"
