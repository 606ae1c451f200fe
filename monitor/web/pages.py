"""What happens around every page: session, rights, CSRF word, errors; a handler only says what to show.

    request → endpoint (reads the form) → one worker thread: desk, visitor, CSRF, rights, handler → answer

A route names the part of the desk it belongs to (``permits``), or ``PUBLIC`` or ``ANYBODY``. No page can be
reached around this, and the tests walk the same table.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from monitor.desk import Desk
from monitor.errors import CaseError, InputError, MonitorError, NotAllowedError, UnknownIssueError
from monitor.web.cookies import FLASH, PRE, SESSION, Cookies
from monitor.web.desks import Desks
from monitor.web.templating import Templates
from monitor.web.visit import Form, Upload, Visit

PUBLIC, ANYBODY = "publik", "siapa-pun"
CSRF, HALF = "csrf", "setengah"
# Pages that somebody with a first password may still reach.
BEFORE_CHANGE = ("/sandi", "/keluar")
# The same for somebody who has to set up a second proof first.
BEFORE_SECOND = ("/akun/kode", "/keluar")


@dataclass(frozen=True, slots=True)
class Page:
    """Show a template. ``half``: whose password this browser has just given; the page's form says so."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    half: str = ""


@dataclass(frozen=True, slots=True)
class Go:
    """Go to another page and say something there; ``undo``: issues whose verdict may be taken back."""

    to: str
    said: str = ""
    tone: str = "baik"
    undo: tuple[str, ...] = ()
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """Hand over a file."""

    content: bytes
    name: str
    media_type: str


Answer = Page | Go | Download


@dataclass(frozen=True, slots=True)
class Route:
    """One page or one form's target."""

    method: str
    path: str
    part: str
    handler: Callable[[Visit], Answer]


class Front:
    """Turns routes into endpoints."""

    def __init__(self, desks: Desks, templates: Templates, cookies: Cookies) -> None:
        self._desks = desks
        self._templates = templates
        self._cookies = cookies

    def endpoint(self, route: Route) -> Callable[[Request], Any]:
        """Return the endpoint of a route."""

        async def endpoint(request: Request) -> Response:
            form, files = await read_form(request) if route.method == "POST" else ({}, [])
            return await run_in_threadpool(self._serve, route, request, form, files)

        return endpoint

    def _serve(self, route: Route, request: Request, form: Form, files: Sequence[Upload]) -> Response:
        with self._desks.take() as desk:
            visit = self._visit(desk, request, form, files)
            try:
                answer = self._allowed(route, visit, request) or route.handler(visit)
            except MonitorError as error:
                answer = failure(error)
                if isinstance(error, NotAllowedError) and visit.visitor is not None:
                    desk.accounts.note_refusal(visit.visitor.user, f"{route.method} {visit.url}")
            return self._respond(answer, visit, request)

    def _visit(self, desk: Desk, request: Request, form: Form, files: Sequence[Upload]) -> Visit:
        secret = request.cookies.get(SESSION, "")
        return Visit(
            desk=desk,
            visitor=desk.accounts.visitor(secret),
            path=request.path_params,
            query=request.query_params,
            form=form,
            files=files,
            address=request.client.host if request.client else "",
            secret=secret,
            url=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            half=self._cookies.half_name(next(iter(form.get(HALF, ())), ""), request.cookies.get(PRE, "")),
        )

    def _allowed(self, route: Route, visit: Visit, request: Request) -> Answer | None:
        """Return where to go instead, or None. Raises NotAllowedError."""
        if visit.visitor is None and route.part != PUBLIC:
            return Go(f"/masuk?ke={quote(visit.url)}" if route.method == "GET" else "/masuk")
        if route.method == "POST":
            self._check_csrf(visit, request)
        if visit.visitor is None or route.part == PUBLIC:
            return None
        if visit.visitor.user.must_change and route.path not in BEFORE_CHANGE:
            return Go("/sandi")
        if visit.visitor.user.lacks_second and route.path not in BEFORE_SECOND:
            return Go("/akun/kode")
        if route.part != ANYBODY:
            visit.me.need(route.part)
        return None

    def _check_csrf(self, visit: Visit, request: Request) -> None:
        given = visit.one(CSRF)
        if visit.visitor is not None:
            fits = secrets.compare_digest(given.encode(), visit.visitor.csrf.encode())
        else:
            fits = self._cookies.fits_pre(request.cookies.get(PRE, ""), given)
        if not fits:
            raise NotAllowedError("Formulir ini sudah kedaluwarsa; muat ulang halamannya lalu coba lagi.")

    def _respond(self, answer: Answer, visit: Visit, request: Request) -> Response:
        secure = request.url.scheme == "https"
        if isinstance(answer, Download):
            headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(answer.name)}"}
            return Response(answer.content, media_type=answer.media_type, headers=headers)
        if isinstance(answer, Go):
            redirect = RedirectResponse(answer.to, status_code=303)
            self._cookies.say(redirect, answer.said, answer.tone, answer.undo, secure)
            if answer.session is not None:
                self._cookies.set_session(redirect, answer.session, secure)
            return redirect
        nonce = request.cookies.get(PRE) or secrets.token_urlsafe(16)
        csrf = visit.visitor.csrf if visit.visitor else self._cookies.pre_word(nonce)
        flash = self._cookies.hear(request.cookies.get(FLASH, ""))
        half = self._cookies.half(answer.half, nonce) if answer.half else ""
        html = self._templates.render(answer.template, visit, csrf, flash, {"half": half, **answer.context})
        response = HTMLResponse(html, status_code=answer.status)
        if flash:
            response.delete_cookie(FLASH, path="/")
        if visit.visitor is None:
            self._cookies.set_pre(response, nonce, secure)
        return response

    def plain(self, page: Page, request: Request, status: int) -> Response:
        """Return a page for somebody about whom nothing was asked: the errors outside every route."""
        html = self._templates.error(page.context)
        return HTMLResponse(html, status_code=status)


async def read_form(request: Request) -> tuple[Form, list[Upload]]:
    """Return the fields and files of a form; a body that is no form has none."""
    values: dict[str, list[str]] = {}
    files: list[Upload] = []
    async with request.form(max_files=5, max_fields=500) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files.append(Upload(value.filename, await value.read()))
            else:
                values.setdefault(name, []).append(value)
    return values, files


def failure(error: MonitorError) -> Page:
    """Return the page that says what went wrong: the sentence, never a trace."""
    status, title = 500, "Ada gangguan"
    if isinstance(error, UnknownIssueError):
        status, title = 404, "Tidak ditemukan"
    elif isinstance(error, NotAllowedError | CaseError):
        status, title = 403, "Tidak diizinkan"
    elif isinstance(error, InputError):
        status, title = 422, "Isian belum benar"
    return Page("galat.html", {"title": title, "said": str(error)}, status)


def local(address: str, otherwise: str) -> str:
    """Return an address of our own, or ``otherwise``: nobody shall be sent elsewhere by a link."""
    parts = urlsplit(address)
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if own and "\n" not in address and "\r" not in address else otherwise
