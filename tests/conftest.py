"""What tests share: a newsroom on loopback, a clock that moves by hand, a desk on a fresh data folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.clock import ManualClock
from monitor.config import Config, load_config
from monitor.demo.newsroom import Newsroom, open_newsroom
from monitor.desk import Desk, open_desk

ROOT = Path(__file__).parent.parent
# A Thursday in ordinary working hours: 10.00 WITA.
NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config(feeds=ROOT / "feeds.yaml", profile=None, data=Path("belum-dipilih"), env={})


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def empty_newsroom(clock: ManualClock, tmp_path: Path) -> Iterator[Newsroom]:
    """The demo's outlets on the air, with nothing published yet."""
    folder = tmp_path / "berita"
    folder.mkdir()
    with open_newsroom(clock.now, NOW.date(), articles=folder) as opened:
        yield opened


@pytest.fixture
def desk_on(config: Config, clock: ManualClock, tmp_path: Path) -> Iterator[Callable[[Newsroom], Desk]]:
    """Open a desk that reads the given newsroom; several calls share one data folder."""
    opened: list[Desk] = []

    def open_one(newsroom: Newsroom) -> Desk:
        read = replace(config, feeds=newsroom.feeds(), data_dir=tmp_path / "data")
        opened.append(open_desk(read, clock=clock))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def newsroom(empty_newsroom: Newsroom) -> Newsroom:
    return empty_newsroom


@pytest.fixture
def desk(desk_on: Callable[[Newsroom], Desk], newsroom: Newsroom) -> Desk:
    return desk_on(newsroom)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: packed files hold the time, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) else None
