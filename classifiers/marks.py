"""Marks of real articles whose text may not be shipped: labels and sentence numbers here, text elsewhere.

``corpus/marks/pool.jsonl`` holds ids, governments, labels and sentence numbers only. The text is read from
the pool of news where somebody has it (``--pool FILE``); without it the marks teach nothing. One article
serves every government that a reader judged it for: blame of the one is somebody else's for the other, which
teaches whose failing it is better than any single label.
"""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from classifiers.text import clean, sentences

log = logging.getLogger(__name__)
Row = dict[str, Any]
# Readers saw this many sentences of an article; what stands behind them is unmarked and left out.
SHOWN = 40


def is_marks(row: Mapping[str, Any]) -> bool:
    """Return whether a row marks an article of the pool (it lists the ``bodies`` that were judged)."""
    return "bodies" in row


def read_pool(path: Path) -> Iterator[Row]:
    """Yield the rows (``id``, ``title``, ``text``, ``date``, ``outlet``) of a JSONL file, gzipped or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)


def expand(marks: Sequence[Mapping[str, Any]], pool: Path) -> list[Row]:
    """Return one labelled row per marked article and judged government, with the text of ``pool``.

    An article that is not in the pool, or whose sentences are cut otherwise than when it was read (``n``
    differs), is passed over and counted in the log. Raises OSError when the pool cannot be read.
    """
    wanted = {str(row["id"]): row for row in marks}
    found: list[Row] = []
    used = 0
    for article in read_pool(pool) if wanted else ():
        mark = wanted.get(str(article["id"]))
        if mark is None:
            continue
        parts = sentences(clean(str(article["text"])))
        if len(parts) == mark["n"]:
            found += _rows(mark, article, parts[:SHOWN])
            used += 1
    if used < len(wanted):
        lost = len(wanted) - used
        log.warning("%d of %d marked articles are not in %s as they were read", lost, len(wanted), pool)
    return found


def _rows(mark: Mapping[str, Any], article: Row, parts: list[str]) -> Iterator[Row]:
    for body in mark["bodies"]:
        blame = [{"s": place, "who": "P", "kind": kind} for place, kind in body["blame"]]
        for other in mark["bodies"]:
            if other["P"] != body["P"]:
                blame += [{"s": place, "who": "localgov", "kind": kind} for place, kind in other["blame"]]
        blame += [{"s": place, "who": who, "kind": kind} for place, who, kind in mark["others"]]
        yield {
            **{name: body[name] for name in ("P", "level", "target", "tone", "flag", "severity", "opd")},
            "id": f"{article['id']}#{body['P']}",
            "origin": "pool",
            "outlet": article.get("outlet", ""),
            "date": article.get("date", ""),
            "sentences": [str(article["title"]), *parts],
            "blame": [each for each in blame if each["s"] <= len(parts)],
            "answer": [place for place in body["answer"] if place <= len(parts)],
            "praise": [place for place in body["praise"] if place <= len(parts)],
        }
