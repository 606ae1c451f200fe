"""The interface for programs: tokens, pages, ETag, problems in Indonesian, and no surprise for a fuzzer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from web_world import TestClient, World

from monitor.desk import Desk


@pytest.fixture
def keys(office: Desk) -> Callable[..., dict[str, str]]:
    def key(role: str, *scopes: str) -> dict[str, str]:
        secret = office.accounts.add_token(office.accounts.named(role), "uji", scopes or ("baca",))
        return {"Authorization": f"Bearer {secret}"}

    return key


def test_issues_come_in_pages(
    client_as: Callable[[str], TestClient], keys: Callable[..., dict[str, str]]
) -> None:
    client, key = client_as(""), keys("verifikator")
    pages = [client.get(f"/api/v1/isu?ukuran=2&halaman={n}", headers=key).json() for n in (1, 2, 3)]

    numbers = [row["nomor"] for page in pages for row in page["data"]]
    assert len(numbers) == len(set(numbers)) == 6
    assert [page["lanjut"] for page in pages] == [True, True, False]
    assert {row["tenggat"]["tenggat"] for page in pages for row in page["data"] if row["tenggat"]} <= {
        "verifikasi", "penerimaan", "tanggapan", "penyelesaian"
    }  # fmt: skip


def test_an_unchanged_answer_is_not_sent_again(
    client_as: Callable[[str], TestClient], keys: Callable[..., dict[str, str]], world: World
) -> None:
    client, key = client_as(""), keys("verifikator", "baca", "tulis")
    path = f"/api/v1/isu/{world.own}"
    tag = client.get(path, headers=key).headers["etag"]

    assert client.get(path, headers=key | {"If-None-Match": tag}).status_code == 304
    client.post(f"{path}/tindakan/note", json={"note": "dari program"}, headers=key)
    assert client.get(path, headers=key | {"If-None-Match": tag}).status_code == 200


def test_an_act_through_the_interface_is_an_act_like_any_other(
    client_as: Callable[[str], TestClient], keys: Callable[..., dict[str, str]], office: Desk, world: World
) -> None:
    client, key = client_as(""), keys("operator", "baca", "tulis")
    offered = client.get(f"/api/v1/isu/{world.own}/tindakan", headers=key).json()
    respond = next(one for one in offered if one["tindakan"] == "respond")
    assert {one["nama"] for one in respond["isian"] if one["wajib"]} == {
        "text",
        "answer_kind",
        "source",
        "approver",
    }

    fields = {"text": "Sudah", "answer_kind": "klarifikasi", "source": "UPT", "approver": "Kadis"}
    done = client.post(f"/api/v1/isu/{world.own}/tindakan/respond", json=fields, headers=key)
    assert done.json()["status"] == "TANGGAPAN_DIAJUKAN"
    assert office._office.store.events.of(world.own)[-1].actor == "operator"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/isu/2020-0001", 404),
        ("/api/v1/isu?halaman=0", 422),
        ("/api/v1/nihil", 404),
        ("/api/v1/cari", 422),
    ],
)
def test_problems_are_told_in_indonesian(
    client_as: Callable[[str], TestClient], keys: Callable[..., dict[str, str]], path: str, status: int
) -> None:
    got = client_as("").get(path, headers=keys("verifikator"))

    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["status"] == status
    assert got.json()["detail"].endswith(".")


def test_a_session_cookie_is_no_key_to_the_interface(client_as: Callable[[str], TestClient]) -> None:
    assert client_as("koordinator").get("/api/v1/isu").status_code == 401


def test_the_figures_are_for_this_machine_or_a_token(
    client_as: Callable[[str], TestClient], keys: Callable[..., dict[str, str]]
) -> None:
    client = client_as("")
    text = client.get("/metrics", headers=keys("auditor")).text

    assert 'hrc_issues_open{level="K2"} 6' in text
    assert client.get("/sehat").json()["status"] == "baik"


# Seldom a fuzzer's choice alone would hit an issue that exists; it is given some.
NUMBERS = st.sampled_from(["2026-0001", "2026-0002", "2026-0003", "x", "2026-9999", "%00", "../.."])


def test_no_call_makes_the_server_fail(
    app: FastAPI, keys: Callable[..., dict[str, str]], office: Desk
) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    key = keys("koordinator", "baca", "tulis")
    calls: list[int] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        operation_calls(operation, key, calls)
    assert len(calls) > 100
    assert max(calls) < 500


def operation_calls(
    operation: schemathesis.schemas.APIOperation, key: dict[str, str], calls: list[int]
) -> None:
    """Call one operation with what a fuzzer thinks of; note the status of every answer."""

    @given(case=operation.as_strategy(), number=NUMBERS)
    @settings(
        max_examples=25, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def call(case: schemathesis.Case, number: str) -> None:
        if "{nomor}" in operation.path:
            case.path_parameters["nomor"] = number
        response = case.call(headers=key)
        calls.append(response.status_code)
        assert response.status_code < 500, response.text

    call()
