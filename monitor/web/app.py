"""Builds the application: pages, ``/api/v1``, our own files, health and figures, and the shell round all."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from monitor import __version__
from monitor.clock import Clock, SystemClock
from monitor.config import Config
from monitor.errors import InputError, MonitorError, NotAllowedError, UnknownIssueError
from monitor.web import (
    api,
    routes_account,
    routes_admin,
    routes_daily,
    routes_issues,
    routes_overview,
    vitals,
)
from monitor.web.cookies import Cookies
from monitor.web.desks import THREADS, Desks
from monitor.web.headers import Shell
from monitor.web.pages import Front, Route, failure
from monitor.web.problems import problem
from monitor.web.templating import Templates

ROUTES: tuple[Route, ...] = (
    *routes_account.ROUTES,
    *routes_daily.ROUTES,
    *routes_issues.ROUTES,
    *routes_overview.ROUTES,
    *routes_admin.ROUTES,
)
KEY = "web.kunci"


def build(config: Config, clock: Clock | None = None) -> FastAPI:
    """Return the application on a data folder. Raises StoreError when the folder cannot be used."""
    desks = Desks(config, clock or SystemClock())
    app = FastAPI(
        title="Humas Reaksi Cepat",
        version=__version__,
        description="Isu, berita, dan pekerjaan OPD untuk program lain. Token dibuat di halaman Akun.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan(desks),
    )
    templates = Templates(config)
    front = Front(desks, templates, Cookies(_key(desks)))
    # For a server that lives long; a test that asks for one page would wait in vain.
    app.state.warm_up = (desks.fill, templates.compile)
    for route in ROUTES:
        app.add_api_route(route.path, front.endpoint(route), methods=[route.method], include_in_schema=False)
    app.include_router(api.router(desks))
    app.include_router(vitals.router(desks))
    app.mount("/static", StaticFiles(packages=[("monitor.web", "static")]), name="static")
    _errors(app, front)
    app.add_middleware(Shell)
    return app


def _lifespan(desks: Desks) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        yield
        desks.close()

    return lifespan


def _key(desks: Desks) -> str:
    """Return the key that signs cookies: made once for a data folder, the same for every worker."""
    with desks.take() as desk:
        known = desk.fact(KEY)
        if known is None:
            desk.remember(KEY, secrets.token_urlsafe(32))
            known = desk.fact(KEY)
        return str(known)


_SENTENCES: Mapping[int, MonitorError] = {
    404: UnknownIssueError("Halaman ini tidak ada; periksa alamatnya."),
    405: NotAllowedError("Cara membuka alamat ini tidak dikenal."),
    413: InputError("Kiriman ini terlalu besar."),
}


def _errors(app: FastAPI, front: Front) -> None:
    """Have every error answered in Indonesian: a page for people, problem+json for programs."""

    async def known(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        said = _SENTENCES.get(status, MonitorError("Permintaan ini tidak dapat dipenuhi."))
        if request.url.path.startswith("/api/"):
            return problem(status, str(said))
        return front.plain(failure(said), request, status)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        fields = ", ".join(dict.fromkeys(str(one["loc"][-1]) for one in error.errors()))
        return problem(422, f"Isian belum benar: {fields}.")

    async def unknown(request: Request, error: Exception) -> Response:
        said = MonitorError("Ada gangguan di pihak kami; coba lagi, lalu kabari admin bila berulang.")
        if request.url.path.startswith("/api/"):
            return problem(500, str(said))
        return front.plain(failure(said), request, 500)

    app.add_exception_handler(HTTPException, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unknown)
