from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from monitor.clock import ManualClock
from monitor.demo.newsroom import Newsroom, open_newsroom

ANCHOR = date(2026, 11, 20)  # a Friday in November: "Jum'at" and "Nopember" are on show
EVENING = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def row(slug: str, day: int = 0, time: str = "09:12", **more: Any) -> dict[str, Any]:
    body = [f"MAKASSAR – Alinea {number} dari {slug}, {{tanggal}}." for number in range(1, 13)]
    return {"slug": slug, "day": day, "time": time, "title": f"Judul {slug}", "body": body, **more}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(EVENING)


@pytest.fixture
def web() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5) as client:
        yield client


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """Two articles an outlet, and one foreign insert."""
    outlets = [
        *(["warta-losari", "suara-phinisi", "kabar-latimojong", "radar-bawakaraeng", "pos-ajatappareng"]),
        *(["harian-bontobahari", "nusantara-timur", "detak-makassar", "tribune-celebes", "lensa-toraja"]),
        *(["kanal-resmi", "kilas-negeri"]),
    ]
    for outlet in outlets:
        rows = [row(f"lama-{outlet}", -3), row(f"baru-{outlet}", 0, "10:30")]
        lines = "\n".join(json.dumps(one) for one in rows)
        (tmp_path / f"{outlet}.jsonl").write_text(lines, encoding="utf-8")
    insert = {"slug": "sisipan", "title": "Berita asing", "body": ["Alinea milik berita lain."]}
    (tmp_path / "sisipan.jsonl").write_text(json.dumps(insert), encoding="utf-8")
    return tmp_path


@pytest.fixture
def newsroom(clock: ManualClock, stock: Path) -> Iterator[Newsroom]:
    with open_newsroom(clock.now, ANCHOR, stock) as opened:
        yield opened
