"""Stories: which article tells what other articles already told.

    clip, sketch
    | Window.candidates    articles that share weighty terms (inverted lists)
    | Shelf.compare        a dozen comparisons each
    | StoryModel.scores    log odds per pair
    | quorum               the better half of a story's articles must agree; vetoes; human constraints
    → Decision

Articles are decided in the order of (published, id), one after the other, by whole-number arithmetic: one
batch or 48 give the same stories. The index writes nothing; it is rebuilt from stored sketches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from classifiers.similarity import Sketch, Sketcher
from classifiers.storymodel import FEATURES, Comparison, Floats, Shelf, StoryModel, load_model
from classifiers.storytext import Gazetteer
from classifiers.storywindow import Entry, Span, Window, hours


@dataclass(frozen=True, slots=True)
class Clip:
    """An article as clustering sees it: ``published`` is aware, ``opd`` are its agencies, if known."""

    id: str
    title: str
    text: str
    outlet: str
    published: datetime
    opd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an article belongs. ``story`` is None for a new one.

    ``kind``: ``new`` · ``copy`` (a reprint of ``of``) · ``same`` (another report of the story). ``score``
    are the log odds above the threshold; ``of`` is the article it resembles most; ``why`` says so in
    Indonesian.
    """

    story: str | None
    kind: str
    score: float = 0.0
    of: str = ""
    why: tuple[str, ...] = ()


NEW = Decision(None, "new")


class StoryIndex:
    """The recent articles, the stories they make, and the decision where a new one belongs."""

    def __init__(
        self, model: StoryModel | None = None, span: Span | None = None, all_open: bool = False
    ) -> None:
        self.model = model or load_model()
        self.window = Window(span or Span(), all_open)
        self._together: dict[str, set[str]] = defaultdict(set)
        self._apart: dict[str, set[str]] = defaultdict(set)

    def add(self, clip: Clip, sketch: Sketch, story: str, copy_of: str = "") -> None:
        """Put an article into the window as one of ``story``; ``copy_of`` names the article it reprints."""
        original = self.window.get(copy_of)
        first = clip.id if original is None else original.original
        self.window.add(Entry(clip.id, sketch, hours(clip.published), story, first, clip.opd))

    def remove(self, article: str) -> None:
        """Take an article out of the window; unknown ids are ignored."""
        self.window.remove(article)

    def move(self, article: str, story: str) -> None:
        """Make an article of the window one of ``story``: a person merged, split or moved it."""
        entry = self.window.remove(article)
        if entry is not None:
            self.window.add(replace(entry, story=story))

    def link(self, a: str, b: str) -> None:
        """Keep two articles together from now on: a person said that they are one matter."""
        self.free(a, b)
        self._together[a].add(b)
        self._together[b].add(a)

    def part(self, a: str, b: str) -> None:
        """Keep two articles apart from now on: a person said that they are two matters."""
        self.free(a, b)
        self._apart[a].add(b)
        self._apart[b].add(a)

    def free(self, a: str, b: str) -> None:
        """Forget what a person said of two articles."""
        for said in (self._together, self._apart):
            said[a].discard(b)
            said[b].discard(a)

    def place(self, clips: Sequence[Clip], sketches: Sequence[Sketch]) -> dict[str, Decision]:
        """Decide a batch and add it to the window; a new story takes the id of its first article.

        Return the decisions by article id. Articles already in the window keep their story.
        """
        decisions = {}
        order = sorted(range(len(clips)), key=lambda i: (clips[i].published, clips[i].id))
        for clip, sketch in ((clips[i], sketches[i]) for i in order):
            if self.window.get(clip.id) is not None:
                continue
            decision = self.join(clip, sketch)
            story = clip.id if decision.story is None else decision.story
            self.add(clip, sketch, story, decision.of if decision.kind == "copy" else "")
            decisions[clip.id] = decision
        return decisions

    def join(self, clip: Clip, sketch: Sketch) -> Decision:
        """Decide where an article belongs, changing nothing."""
        linked = self._linked(clip)
        if linked is not None:
            return linked
        at = hours(clip.published)
        near = self.window.near(sketch, at)
        found = dict.fromkeys(self.window.entry(slot).story for slot in near.slots)
        stories = [story for story in found if self.window.joinable(story, at)]
        voters = {story: self.window.voters(story) for story in stories}
        flat = [slot for slots in voters.values() for slot in slots]
        if not flat:
            return NEW
        slot = self.window.shelf.probe(sketch, at, clip.opd)
        others = np.array(flat, np.int64)
        compared = self.window.shelf.compare(slot, others, near.crowd, near.company)
        scores = self.model.scores(compared.features) - self.model.threshold
        ends = np.cumsum([len(slots) for slots in voters.values()])
        starts = ends - [len(slots) for slots in voters.values()]
        # a quorum is never above its best vote: most stories need no closer look
        hopeful = (np.maximum.reduceat(scores, starts) > 0) | np.logical_or.reduceat(compared.copy, starts)
        best = NEW
        for number in np.flatnonzero(hopeful).tolist():
            story, part = stories[number], slice(int(starts[number]), int(ends[number]))
            judged = self._judge(story, voters[story], scores[part], compared.part(part))
            if judged is not None and judged.score > best.score and not self._kept_apart(clip.id, story):
                best = judged
        return best

    def _linked(self, clip: Clip) -> Decision | None:
        for other in sorted(self._together.get(clip.id, ())):
            entry = self.window.get(other)
            if entry is not None:
                return Decision(entry.story, "same", of=other, why=("disatukan oleh petugas",))
        return None

    def _kept_apart(self, article: str, story: str) -> bool:
        others = (self.window.get(other) for other in self._apart.get(article, ()))
        return any(other is not None and other.story == story for other in others)

    def _judge(
        self,
        story: str,
        slots: Sequence[int],
        scores: Floats,
        compared: Comparison,
    ) -> Decision | None:
        """Return the decision to join ``story``, None if it should not."""
        other_place = compared.elsewhere.mean() >= 0.5 and not compared.here.any()
        if compared.template.any() or other_place:
            return None
        top = int(np.argmax(scores))
        if compared.copy.any():
            held = np.where(compared.copy, compared.features[:, _HELD], 0.0)
            closest = self.window.entry(slots[int(np.argmax(held))]).id
            return Decision(story, "copy", _SURE + float(held.max()), closest, (_share(held.max()),))
        quorum = np.sort(scores)[-((len(scores) + 1) // 2) :]
        if quorum.mean() <= 0:
            return None
        why = _reasons(compared.features[top])
        return Decision(story, "same", float(quorum.mean()), self.window.entry(slots[top]).id, why)


# A copy outranks every other reason to join.
_SURE = 100.0
_HELD = FEATURES.index("containment")


def _share(held: float) -> str:
    return f"{held:.0%} teksnya sama".replace("%", " %")


def _reasons(row: Floats) -> tuple[str, ...]:
    found = dict(zip(FEATURES, row.tolist(), strict=True))
    said = {"date_shared": "tanggal kejadian sama", "place_shared": "tempat sama"}
    said |= {"opd_shared": "OPD sama"}
    likeness = f"kemiripan isi {found['cosine']:.2f}".replace(".", ",")
    return (likeness, *(text for name, text in said.items() if found[name] > 0))


def reprinted(sketch: Sketch, published: datetime, others: Sequence[tuple[Sketch, datetime]]) -> int | None:
    """Return the place of the one among older articles that ``sketch`` reprints most of, None for none.

    For articles beyond the window; a template of another day and the same text about another place are no
    reprints here, either.
    """
    if not others:
        return None
    shelf = Shelf()
    slots = [shelf.add(other, hours(at)) for other, at in others]
    compared = shelf.compare(shelf.probe(sketch, hours(published)), np.array(slots, np.int64))
    copy = compared.copy & ~compared.template & ~compared.elsewhere
    return int(np.argmax(np.where(copy, compared.features[:, _HELD], -1.0))) if copy.any() else None


def cluster_rows(
    rows: Iterable[Mapping[str, str]],
    gazetteer: Gazetteer | None = None,
    model: StoryModel | None = None,
    batch: int = 1000,
) -> list[tuple[str, str]]:
    """Group rows ``{id, title, text, outlet, published}`` into stories: (id, story) in the rows' order.

    ``published`` is ISO 8601; without an offset it is read as UTC. Every story counts as an open issue.
    """
    clips = [_clip(row) for row in rows]
    index = StoryIndex(model, all_open=True)
    sketcher = Sketcher(index.model.idf, gazetteer)
    story: dict[str, str] = {}
    order = sorted(clips, key=lambda clip: (clip.published, clip.id))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        sketches = sketcher.sketch((clip.title, clip.text) for clip in part)
        story |= {name: found.story or name for name, found in index.place(part, sketches).items()}
        index.window.prune(part[-1].published)
    return [(clip.id, story[clip.id]) for clip in clips]


def _clip(row: Mapping[str, str]) -> Clip:
    published = datetime.fromisoformat(row["published"])
    if published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Clip(str(row["id"]), row["title"], row["text"], str(row.get("outlet") or ""), published)
