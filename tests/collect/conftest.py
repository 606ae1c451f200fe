from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from loopback import Host

from monitor.collect import Job, Session
from monitor.collect.fetch import Fetcher
from monitor.model import SourceState
from monitor.schema_feeds import Defaults, Outlet, Source

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as one:
        yield one


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    one = Fetcher()
    yield one
    one.close()


@pytest.fixture
def session() -> Iterator[Session]:
    one = Session()
    yield one
    one.close()


@pytest.fixture
def job(host: Host) -> Callable[..., Job]:
    """Return a maker of jobs on the loopback host: ``job(kind="rss", path="/feed/", outlet={…}, defaults={…})``."""

    def make(
        kind: str = "rss",
        path: str = "/feed/",
        *,
        source: dict[str, object] | None = None,
        outlet: dict[str, object] | None = None,
        defaults: dict[str, object] | None = None,
        state: SourceState | None = None,
        places: tuple[str, ...] = (),
        now: datetime = NOW,
    ) -> Job:
        one = Source.model_validate({"kind": kind, "url": host.base + path, "id": "uji/1", **(source or {})})
        return Job(
            outlet=Outlet.model_validate(
                {"id": "uji", "name": "Kabar Uji", "site": host.base, "sources": (one,), **(outlet or {})}
            ),
            source=one,
            state=state or SourceState("uji/1"),
            defaults=Defaults.model_validate(
                {"delay": 0, "timeout": 5, "allow_private_hosts": (host.netloc,), **(defaults or {})}
            ),
            now=now,
            places=places,
        )

    return make
