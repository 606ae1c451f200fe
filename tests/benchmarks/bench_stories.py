"""How many articles a second are sketched and placed, and whether the cost grows: ``python bench_stories.py``.

Invented words by Zipf's law (60,000 of them, 250 an article), one story in three articles, one copy in ten. The
window is filled to 10,000 and to ``--window`` articles; what lies stored beyond the window is never looked at, so
cost is measured against the window alone, and the window against a stream of ten times its length.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import UTC, datetime, timedelta

import numpy as np

from classifiers import copies
from classifiers.similarity import Sketch, Sketcher, learn_idf, word_ids
from classifiers.stories import Clip, StoryIndex

START = datetime(2026, 1, 1, tzinfo=UTC)
VOCABULARY, LENGTH = 60_000, 250


class Press:
    """Makes articles without end."""

    def __init__(self, per_day: float) -> None:
        self._rng = np.random.default_rng(1)
        syllables = np.array([c + v for c in "bdgjklmnprst" for v in "aiueo"])
        picks = self._rng.integers(0, len(syllables), (VOCABULARY, 4))
        self._words = np.array(["".join(row) for row in syllables[picks]])
        weights = 1 / np.arange(1, VOCABULARY + 1) ** 1.05
        self._shares = weights / weights.sum()
        self._per_day, self._made = per_day, 0
        self._last: list[np.ndarray] = []

    def take(self, count: int) -> list[Clip]:
        """Return the next articles in the order of time."""
        return [self._one() for _ in range(count)]

    def _one(self) -> Clip:
        kind = self._rng.random()
        words = self._rng.choice(self._words, LENGTH, p=self._shares)
        if self._last and kind < 0.4:
            older = self._last[self._rng.integers(len(self._last))]
            kept = 0.9 if kind < 0.1 else 0.35
            words = np.where(self._rng.random(LENGTH) < kept, older, words)
        self._last = [*self._last[-199:], words]
        self._made += 1
        when = START + timedelta(days=self._made / self._per_day)
        lines = [" ".join(part).capitalize() + "." for part in np.array_split(words, 8)]
        title = " ".join(words[:9]).capitalize()
        return Clip(f"a{self._made:08d}", title, "\n".join(lines), f"o{self._made % 90}.example", when)


def fill(press: Press, sketcher: Sketcher, size: int) -> StoryIndex:
    """Return an index whose window holds ``size`` articles, each its own story."""
    index = StoryIndex()
    while len(index.window) < size:
        clips = press.take(min(1000, size - len(index.window)))
        for clip, sketch in zip(clips, sketched(sketcher, clips), strict=True):
            index.add(clip, sketch, clip.id)
    return index


def sketched(sketcher: Sketcher, clips: list[Clip]) -> list[Sketch]:
    """Return the sketches of articles."""
    return sketcher.sketch((clip.title, clip.text) for clip in clips)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--window", type=int, default=60_000)
    parser.add_argument("--articles", type=int, default=2_000)
    given = parser.parse_args()
    clips = Press(4000).take(given.articles)
    sketcher = Sketcher(learn_idf([clip.text for clip in clips]))
    sketched(sketcher, clips[:200])
    begun = time.process_time()
    files: dict[int, list[str]] = {}
    for clip in clips:
        ids = word_ids(clip.text)
        copies.signature(ids)
    print(f"signatures          {rate(given.articles, begun):8.0f} articles/s (words, stems, MinHash)")
    begun = time.process_time()
    made = sketched(sketcher, clips)
    print(
        f"sketches            {rate(given.articles, begun):8.0f} articles/s (all of it), {size(made):.0f} bytes each"
    )
    begun = time.process_time()
    for clip, sketch in zip(clips, made, strict=True):
        keys = sketch.keys()
        copies.likely(name for key in keys for name in files.get(key, ()))
        for key in keys:
            files.setdefault(key, []).append(clip.id)
    print(f"copies by keys      {rate(given.articles, begun):8.0f} articles/s (keys, look-up, filing)")
    for window in (10_000, given.window):
        press = Press(window / 14)
        index = fill(press, sketcher, window)
        clips = press.take(given.articles)
        made = sketched(sketcher, clips)
        begun = time.process_time()
        index.place(clips, made)
        speed = rate(given.articles, begun)
        print(f"stories, {window:6d} there {speed:8.0f} articles/s, peak {peak():.0f} MB")
    flat(sketcher)


def flat(sketcher: Sketcher) -> None:
    """Print the speed at the start and at the end of a stream ten times as long as its window."""
    press, index, speeds = Press(2000 / 14), StoryIndex(), []
    for _ in range(20):
        clips = press.take(1000)
        made = sketched(sketcher, clips)
        begun = time.process_time()
        index.place(clips, made)
        index.window.prune(clips[-1].published)
        speeds.append(rate(1000, begun))
    early, late = np.mean(speeds[3:6]), np.mean(speeds[-3:])
    print(f"a stream of 20,000  {late:8.0f} articles/s at its end, {early / late:.2f}x the cost at 4,000")


def rate(count: int, begun: float) -> float:
    """Return articles per second of processor time since ``begun``."""
    return count / (time.process_time() - begun)


def size(made: list[Sketch]) -> float:
    """Return the mean size of sketches in bytes."""
    return float(np.mean([len(sketch.to_bytes()) for sketch in made]))


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
