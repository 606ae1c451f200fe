"""Errors for programs: problem+json (RFC 9457), in the same Indonesian sentences as everywhere."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response

from monitor.errors import CaseError, InputError, MonitorError, NotAllowedError, UnknownIssueError

_TITLES = {
    400: "Permintaan tidak dipahami",
    401: "Perlu token",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Cara tidak dikenal",
    413: "Terlalu besar",
    422: "Isian belum benar",
}


class ApiError(Exception):
    """Something a program must be told; carries status and sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


def status_of(error: MonitorError) -> int:
    """Return the status that fits an error of ours."""
    if isinstance(error, UnknownIssueError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, NotAllowedError | CaseError):
        return HTTPStatus.FORBIDDEN
    return (
        HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, InputError) else HTTPStatus.SERVICE_UNAVAILABLE
    )


def problem(status: int, said: str) -> Response:
    """Return an error as problem+json."""
    body = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Ada gangguan"),
        "status": status,
        "detail": said,
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return Response(
        json.dumps(body, ensure_ascii=False), status, headers, media_type="application/problem+json"
    )
