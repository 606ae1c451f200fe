"""Extraction on the public article-extraction-benchmark, beside trafilatura alone.

    python tests/benchmarks/bench_extract.py /path/to/article-extraction-benchmark

The folder holds ``ground-truth.json`` and ``html/<id>.html.gz`` (github.com/scrapinghub/article-extraction-benchmark,
MIT). The measure is the benchmark's own: shingles of four words, precision and recall averaged over the pages.
Ours includes headline, date, byline and clean-up; trafilatura runs in precision mode, body only.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from monitor.collect import extract_page
from monitor.schema_feeds import Defaults

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DEFAULTS = Defaults()
Row = tuple[str, str, str]


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Return the runs of ``size`` words in ``text`` with their counts."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + size]) for start in range(max(1, len(words) - size + 1)))


def agreement(wanted: str, found: str) -> tuple[float, float]:
    """Return precision and recall of one page."""
    gold, ours = shingles(wanted), shingles(found)
    hits = sum((gold & ours).values())
    return hits / max(sum(ours.values()), 1), hits / max(sum(gold.values()), 1)


def ours(url: str, html: str) -> str:
    """Extract as the product does for a page of an unknown outlet."""
    return extract_page(url, html, None, DEFAULTS, NOW).text


def alone(url: str, html: str) -> str:
    """Extract with trafilatura only."""
    found: Any = trafilatura.bare_extraction(
        html, favor_precision=True, include_comments=False, with_metadata=False
    )
    return (found.text if found is not None else "") or ""


def measure(name: str, extract: Callable[[str, str], str], rows: list[Row]) -> float:
    """Print and return the F1 of an extractor, with its pages per second of CPU."""
    scores, seconds = [], 0.0
    for url, html, wanted in rows:
        start = time.process_time()
        found = extract(url, html)
        seconds += time.process_time() - start
        scores.append(agreement(wanted, found))
    precision = sum(score[0] for score in scores) / len(scores)
    recall = sum(score[1] for score in scores) / len(scores)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{name:12} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  {len(rows) / seconds:5.1f} pages/s"
    )
    return f1


def main(folder: Path) -> None:
    """Measure both."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    rows = [
        (
            row.get("url", "https://a.example/x"),
            gzip.decompress((folder / f"html/{key}.html.gz").read_bytes()).decode(),
            row["articleBody"],
        )
        for key, row in truth.items()
    ]
    ours(*rows[0][:2])
    print(
        f"{measure('ours', ours, rows) - measure('trafilatura', alone, rows):+.4f} F1 over trafilatura alone"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
