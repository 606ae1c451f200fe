"""One filled data folder, copied for every test; clients logged in as any role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from web_world import TestClient, World, log_in, open_world

from monitor.clock import ManualClock
from monitor.config import Config
from monitor.desk import Desk, open_desk
from monitor.web.app import build

AT = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def filled(config: Config, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    folder = tmp_path_factory.mktemp("web") / "data"
    _, world = open_world(config, folder, ManualClock(AT))
    return folder, world


@pytest.fixture
def world(filled: tuple[Path, World]) -> World:
    return filled[1]


@pytest.fixture
def own_config(filled: tuple[Path, World], config: Config, tmp_path: Path) -> Config:
    shutil.copytree(filled[0], tmp_path / "salinan")
    return replace(config, data_dir=tmp_path / "salinan")


@pytest.fixture
def app(own_config: Config, clock: ManualClock) -> Iterator[FastAPI]:
    app = build(own_config, clock)
    with TestClient(app, base_url=HERE):
        yield app


@pytest.fixture
def client_as(app: FastAPI) -> Callable[[str], TestClient]:
    """Return a client that is logged in as a role ("" = as nobody)."""

    def client(role: str) -> TestClient:
        made = TestClient(app, base_url=HERE, follow_redirects=False, raise_server_exceptions=False)
        if role:
            assert log_in(made, role).status_code == 303
        return made

    return client


@pytest.fixture
def office(own_config: Config, clock: ManualClock) -> Iterator[Desk]:
    """The desk behind the pages, to look at what they did."""
    desk = open_desk(own_config, clock=clock)
    yield desk
    desk.close()
