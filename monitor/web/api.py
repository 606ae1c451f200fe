"""``/api/v1``: issues, acts and search for programs, with a scoped token that acts for one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from starlette.responses import Response

from monitor.desk.guard import UserDesk
from monitor.errors import MonitorError
from monitor.web.desks import Desks
from monitor.web.inputs import LAST_PAGE, filter_of
from monitor.web.problems import ApiError, problem, status_of
from monitor.web.shapes import (
    ActionOut,
    CaseOut,
    DoneOut,
    HitOut,
    IssueOut,
    Me,
    PageOut,
    ProblemOut,
    SearchOut,
)

READ, WRITE = "baca", "tulis"
PREFIX = "/api/v1"

_bearer = HTTPBearer(auto_error=False, description="Token dari halaman Akun; cakupan baca atau tulis.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Number = Annotated[str, Path(max_length=20, description="Nomor isu, misalnya 2026-0001.")]
PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE, description="Halaman, mulai 1.")]
Size = Annotated[int, Query(ge=1, le=100, description="Banyaknya isu tiap halaman.")]
Word = Annotated[str, Query(max_length=200)]
# The fields of an act as the workflow's table names them; what is missing or wrong is said in the answer.
Fields = dict[str, str | bool | list[str] | None]

_DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemOut, "description": said}
    for status, said in (
        (401, "Token tidak ada, salah, atau kedaluwarsa."),
        (403, "Cakupan token, peran, atau keadaan isu tidak mengizinkan."),
        (404, "Tidak ada, atau bukan milik OPD ini."),
        (422, "Isian belum benar."),
    )
}


def router(desks: Desks) -> APIRouter:
    """Return the routes of the interface."""
    routes = APIRouter(prefix=PREFIX, tags=["Isu"], responses=_DOCUMENTED)
    _reading(routes, desks)
    _writing(routes, desks)
    return routes


def answer(
    desks: Desks, bearer: HTTPAuthorizationCredentials | None, scope: str, request: Request,
    work: Callable[[UserDesk], BaseModel],
) -> Response:  # fmt: skip
    """Return what ``work`` gives for the bearer of a token, or the problem in words; ETag for reading."""
    try:
        with desks.take() as desk:
            found = desk.accounts.bearer(bearer.credentials) if bearer else None
            if found is None:
                raise ApiError(401, "Sertakan token yang berlaku: Authorization: Bearer …")
            user, token = found
            if scope not in token.scopes:
                raise ApiError(403, f"Token ini tidak mempunyai cakupan '{scope}'.")
            body = work(desk.for_user(user)).model_dump_json().encode()
    except ApiError as error:
        return problem(error.status, str(error))
    except MonitorError as error:
        return problem(status_of(error), str(error))
    tag = f'"{sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.method == "GET" and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _reading(routes: APIRouter, desks: Desks) -> None:
    @routes.get("/saya", response_model=Me, summary="Siapa pemilik token ini")
    def me(request: Request, bearer: Bearer) -> Response:
        return answer(desks, bearer, READ, request, Me.of)

    @routes.get("/isu", response_model=PageOut, summary="Daftar isu")
    def issues(
        request: Request, bearer: Bearer, status: Word = "", tingkat: Word = "", opd: Word = "",
        buka: Word = "", q: Word = "", urut: Word = "", halaman: PageNumber = 1, ukuran: Size = 50,
    ) -> Response:  # fmt: skip
        asked = {"status": status, "tingkat": tingkat, "opd": opd, "buka": buka, "q": q, "urut": urut}

        def work(desk: UserDesk) -> PageOut:
            found = desk.issues(filter_of(asked), halaman, ukuran)
            rows = [IssueOut.of(one) for one in found.rows]
            return PageOut(data=rows, halaman=halaman, lanjut=found.more, jumlah=found.total)

        return answer(desks, bearer, READ, request, work)

    @routes.get("/isu/{nomor}", response_model=CaseOut, summary="Satu isu")
    def issue(request: Request, bearer: Bearer, nomor: Number) -> Response:
        return answer(desks, bearer, READ, request, lambda desk: CaseOut.of(desk.case(nomor)))

    @routes.get("/cari", response_model=SearchOut, summary="Cari berita")
    def search(
        request: Request, bearer: Bearer, q: Word, media: Word = "", halaman: PageNumber = 1
    ) -> Response:
        def work(desk: UserDesk) -> SearchOut:
            found = desk.search(desk.wanted(q, media, None, None), halaman)
            hits = [HitOut.of(hit, outlet) for hit, outlet, _, _ in found.hits]
            return SearchOut(data=hits, halaman=halaman, lanjut=found.more)

        return answer(desks, bearer, READ, request, work)


def _writing(routes: APIRouter, desks: Desks) -> None:
    @routes.get("/isu/{nomor}/tindakan", response_model=list[ActionOut], summary="Tindakan yang boleh")
    def actions(request: Request, bearer: Bearer, nomor: Number) -> Response:
        return answer(desks, bearer, READ, request, lambda desk: ActionOut.all_of(desk.case(nomor)))

    @routes.post("/isu/{nomor}/tindakan/{aksi}", response_model=DoneOut, summary="Lakukan tindakan")
    def act(
        request: Request, bearer: Bearer, nomor: Number, fields: Fields,
        aksi: Annotated[str, Path(max_length=40)],
    ) -> Response:  # fmt: skip
        def work(desk: UserDesk) -> DoneOut:
            given: Mapping[str, Any] = fields
            return DoneOut.of(desk.act(nomor, aksi, given))

        return answer(desks, bearer, WRITE, request, work)
