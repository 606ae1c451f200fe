"""What the invented outlets publish: the packaged articles, laid over the days that end at an anchor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from monitor.demo.stamps import WITA, fill_dates
from monitor.errors import InputError

INSERTS = "sisipan"

# The one article that is corrected after publication: the second one this outlet ever ran.
CORRECTED_OUTLET, CORRECTED_PLACE = "warta-losari", 1


@dataclass(frozen=True, slots=True)
class Post:
    """One article as its outlet publishes it.

    ``published`` is in UTC; ``dated`` is false where the outlet gives no date at all (then ``published``
    only orders). ``number`` is the outlet's own running number. ``label`` is what a demo's printed result
    calls the article; no page and no feed contains it. From ``corrected_at`` on the title is ``corrected``.
    """

    outlet: str
    number: int
    slug: str
    published: datetime
    title: str
    body: tuple[str, ...]
    section: str = "Daerah"
    author: str = "Redaksi"
    summary: str = ""
    label: str = ""
    dated: bool = True
    corrected_at: datetime | None = None
    corrected: str = ""

    def title_at(self, now: datetime) -> str:
        """Return the title as it reads at ``now``."""
        return self.corrected if self.is_corrected(now) else self.title

    def is_corrected(self, now: datetime) -> bool:
        """Return whether the correction is out at ``now``."""
        return self.corrected_at is not None and self.corrected_at <= now

    def excerpt(self, words: int = 40) -> str:
        """Return the outlet's own summary, else the first words of the body."""
        lead = " ".join(self.body).split()
        return self.summary or " ".join(lead[:words]) + (" […]" if len(lead) > words else "")


def packaged() -> Traversable:
    """Return the folder of articles that comes with the program."""
    return resources.files("monitor.demo") / "articles"


def read_rows(folder: Traversable, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one JSONL file; a missing file has none. Raise InputError naming the line."""
    file = folder / f"{name}.jsonl"
    if not file.is_file():
        return
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except ValueError as error:
            raise InputError(
                f"{file.name}:{line}: baris ini bukan JSON yang utuh; perbaiki baris itu."
            ) from error
        yield row


def posts_of(outlet: str, rows: Iterator[dict[str, Any]], anchor: date) -> list[Post]:
    """Return an outlet's posts in order of publication, ``anchor`` being day 0 and times in WITA."""
    posts = sorted((_post(outlet, row, anchor) for row in rows), key=lambda post: (post.published, post.slug))
    numbered = [_numbered(post, place) for place, post in enumerate(posts)]
    if outlet == CORRECTED_OUTLET and len(numbered) > CORRECTED_PLACE:
        numbered[CORRECTED_PLACE] = _correct(numbered[CORRECTED_PLACE])
    return numbered


def _post(outlet: str, row: dict[str, Any], anchor: date) -> Post:
    day = anchor + timedelta(days=int(row.get("day", 0)))
    at = datetime.combine(day, time.fromisoformat(row.get("time") or "00:00"), WITA).astimezone(UTC)
    return Post(
        outlet=outlet,
        number=0,
        slug=row["slug"],
        published=at,
        title=fill_dates(row["title"], day),
        body=tuple(fill_dates(paragraph, day) for paragraph in row["body"]),
        section=row.get("section") or "Daerah",
        author=row.get("author") or "Redaksi",
        summary=fill_dates(row.get("summary") or "", day),
        label=f"{outlet}/{row['slug']}",
    )


def _numbered(post: Post, place: int) -> Post:
    # Content systems number everything they store, so articles lie some steps apart.
    return replace(post, number=10_431 + 7 * place)


def _correct(post: Post) -> Post:
    later = post.published + timedelta(days=1, hours=3)
    return replace(post, corrected_at=later, corrected=f"[Koreksi] {post.title}")
