"""What the classifiers said of each article, with the version of the model that said it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from classifiers import Rating
from monitor.store.codec import from_json, to_json, to_text

_FIELDS = (
    "target",
    "tone",
    "flag",
    "flag_probability",
    "band",
    "opd",
    "opd_scores",
    "opd_cues",
    "severity",
    "evidence",
    "reasons",
    "model",
    "answer",
)
_STRUCTURES = ("opd", "opd_scores", "opd_cues", "evidence", "reasons")
_COLUMNS = ", ".join(_FIELDS)


class Ratings:
    """Reads and writes ratings."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, rated: Iterable[tuple[str, Rating]], at: datetime) -> None:
        """Store the rating of each article (by id), replacing an earlier one."""
        self._db.table("ratings").upsert_all(
            ({"article": article, "rated_at": to_text(at), **_row(rating)} for article, rating in rated),
            pk="article",
        )

    def of(self, articles: Sequence[str]) -> dict[str, Rating]:
        """Return the ratings of these articles."""
        found: dict[str, Rating] = {}
        for start in range(0, len(articles), 500):
            part = list(articles[start : start + 500])
            rows = self._db.execute(
                f"SELECT article, {_COLUMNS} FROM ratings WHERE article IN ({','.join('?' * len(part))})",
                part,
            )
            found |= {row[0]: _rating(row[1:]) for row in rows}
        return found

    def tones(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the tone of each of these articles that was rated."""
        rows = self._db.execute(
            "SELECT article, tone FROM ratings WHERE article IN (SELECT value FROM json_each(?))",
            (to_json(list(articles)),),
        )
        return dict(rows.fetchall())

    def in_band(self, band: str, start: datetime, end: datetime) -> list[str]:
        """Return the ids of articles rated into a band in [start, end), most probable first."""
        rows = self._db.execute(
            "SELECT article FROM ratings WHERE band = ? AND rated_at >= ? AND rated_at < ? "
            "ORDER BY flag_probability DESC, article",
            (band, to_text(start), to_text(end)),
        )
        return [row[0] for row in rows]

    def about(self, targets: Sequence[str], start: datetime, end: datetime) -> list[str]:
        """Return the ids of articles rated in [start, end) as being about one of ``targets``, or flagged."""
        rows = self._db.execute(
            "SELECT article FROM ratings WHERE rated_at >= ? AND rated_at < ? AND (flag = 1 OR target IN "
            "(SELECT value FROM json_each(?))) ORDER BY flag_probability DESC, article",
            (to_text(start), to_text(end), to_json(list(targets))),
        )
        return [row[0] for row in rows]

    def count(self, band: str) -> int:
        """Return how many articles are in a band."""
        return int(self._db.execute("SELECT count(*) FROM ratings WHERE band = ?", (band,)).fetchone()[0])

    def count_in(self, band: str, start: datetime, end: datetime) -> int:
        """Return how many articles were rated into a band in [start, end)."""
        row = self._db.execute(
            "SELECT count(*) FROM ratings WHERE band = ? AND rated_at >= ? AND rated_at < ?",
            (band, to_text(start), to_text(end)),
        ).fetchone()
        return int(row[0])

    def latest_model(self) -> str:
        """Return the version of the model that rated last, or ""."""
        row = self._db.execute("SELECT model FROM ratings ORDER BY rowid DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def counts(self, start: datetime, end: datetime) -> dict[tuple[str, str], int]:
        """Return how many articles rated in [start, end) fell to each (target, tone)."""
        rows = self._db.execute(
            "SELECT target, tone, count(*) FROM ratings WHERE rated_at >= ? AND rated_at < ? GROUP BY 1, 2",
            (to_text(start), to_text(end)),
        )
        return {(row[0], row[1]): row[2] for row in rows}


def _row(rating: Rating) -> dict[str, Any]:
    values = {name: getattr(rating, name) for name in _FIELDS}
    return {**values, **{name: to_json(values[name]) for name in _STRUCTURES}}


def _rating(row: Sequence[Any]) -> Rating:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {name: from_json(values[name]) for name in _STRUCTURES}
    values |= {name: tuple(values[name]) for name in ("opd", "opd_cues", "evidence", "reasons")}
    values |= {"flag": bool(values["flag"]), "answer": bool(values["answer"])}
    return Rating(**values)
