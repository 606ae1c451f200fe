"""The stories of the last weeks, rebuilt from the store: which of them does an article belong to?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from classifiers import Rating, copies
from classifiers.similarity import Idf, Sketch, Sketcher, learn_idf
from classifiers.stories import Clip, Decision, StoryIndex, reprinted
from classifiers.storymodel import StoryModelError
from classifiers.storytext import Gazetteer
from classifiers.storywindow import Span
from monitor.desk.office import Office
from monitor.desk.periods import midnight
from monitor.errors import ModelError
from monitor.model import Article, IssueRow
from monitor.schema_profile import Profile
from monitor.store.stories import Sketch as StoredSketch
from monitor.store.stories import TermCounts
from monitor.triage.cluster import Hand, in_force

_SPAN = Span()
# Coverage without an issue stays joinable that long.
TAIL = timedelta(days=_SPAN.tail)
# What people said about articles that no story can take any more is not read.
_SAID = timedelta(days=_SPAN.open + _SPAN.tail)
# After a longer silence of the pipeline the term table skips what it missed.
_LEARN = timedelta(days=7)
# Old articles that share most keys with a new one and are compared with it.
_REPRINTS = 8


def gazetteer_of(profile: Profile) -> Gazetteer:
    """Return the places by which two floods in two regencies are told apart.

    Districts are left out and the area of the government's own seat is neutral, since half of the news is
    datelined there: on the labelled stories B-cubed F1 0.983; with districts 0.976, with the seat 0.967.
    """
    areas, seat = profile.wilayah.areas, profile.identity.letterhead.city.casefold()
    names = {area.slug: tuple(dict.fromkeys((area.name, *area.aliases))) for area in areas}
    neutral = [slug for slug, known in names.items() if seat in (name.casefold() for name in known)]
    return Gazetteer.of(names, neutral)


def open_index() -> StoryIndex:
    """Return an empty index. Raises ModelError when the story model is missing or altered."""
    try:
        return StoryIndex(span=_SPAN)
    except StoryModelError as error:
        raise ModelError(str(error)) from error


def learn_terms(office: Office) -> None:
    """Count the words of the days gone by into the office's term table, once a day.

    By whole days, so that the articles of one day weigh the same in however many batches they are triaged.
    """
    today = midnight(office, office.clock.now().astimezone(office.zone).date())
    known = office.store.stories.term_counts()
    if known and known.upto >= today:
        return
    start = max(known.upto, today - _LEARN) if known else today - timedelta(days=1)
    texts = [f"{one.title}\n{one.text}" for one in office.store.articles.between(start, today)]
    grown = learn_idf(texts)
    if known:
        grown = grown.plus(Idf.from_bytes(known.counts, known.documents))
    with office.store.transaction():
        office.store.stories.save_term_counts(TermCounts(today, int(grown.documents), grown.to_bytes()))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article belongs. ``reprints``: the article it reprints, be it older than any story; or ""."""

    story: str
    kind: str
    reprints: str = ""


class Storybook:
    """The window of stories, and the issue that each of them has."""

    def __init__(self, office: Office, since: datetime, issues: Sequence[IssueRow]) -> None:
        self._stories = office.store.stories
        self._index = open_index()
        own = self._stories.term_counts()
        idf = self._index.model.idf
        if own:
            idf = idf.plus(Idf.from_bytes(own.counts, own.documents))
        self._sketcher = Sketcher(idf, gazetteer_of(office.config.profile))
        stories = set()
        for row in self._stories.since(since - TAIL, [issue.id for issue in issues]):
            known = json.loads(row.clip)
            clip = Clip(row.article, "", "", known["outlet"], row.published, tuple(known["opd"]))
            self._index.add(clip, Sketch.from_bytes(row.sketch), row.story, row.original)
            stories.add(row.story)
        self._hear(since)
        self.issue_of = self._stories.issues_of(sorted(stories))
        rows = {issue.id: issue for issue in issues}
        for story, issue in self.issue_of.items():
            if issue in rows:
                self.note(story, rows[issue])

    def _hear(self, since: datetime) -> None:
        """Take in what people said about stories: it comes before the model's opinion."""
        deeds = self._stories.deeds(since - _SAID)
        for said in in_force(Hand(deed.stay, deed.leave, deed.into) for deed in deeds):
            (self._index.link if said.together else self._index.part)(said.a, said.b)

    def note(self, story: str, issue: IssueRow) -> None:
        """Note that a story has an issue, and whether it is open or when it ended."""
        self.issue_of[story] = issue.id
        ended = issue.instants.get("selesai") or issue.instants.get("terverifikasi")
        closed = datetime.fromisoformat(ended) if ended and not issue.open else None
        self._index.window.set_state(story, is_open=issue.open, closed=closed)

    def place(self, article: Article, rating: Rating) -> Placed:
        """Decide where an article belongs and keep its sketch."""
        clip = Clip(article.id, article.title, article.text, article.outlet, article.published, rating.opd)
        [sketch] = self._sketcher.sketch([(article.title, article.text)])
        found = self._index.join(clip, sketch)
        story = found.story or article.id
        self._index.add(clip, sketch, story, found.of if found.kind == "copy" else "")
        original = self._original(article, sketch, found)
        about: Mapping[str, object] = {"outlet": article.outlet, "opd": rating.opd}
        row = StoredSketch(
            article.id, story, article.published, json.dumps(about), sketch.to_bytes(), original
        )
        self._stories.save(row)
        self._stories.file(article.id, article.published, sketch.keys())
        return Placed(story, found.kind, original)

    def prune(self, at: datetime) -> None:
        """Forget the stories that no article published at ``at`` or later can join."""
        self._index.window.prune(at)

    def _original(self, article: Article, sketch: Sketch, found: Decision) -> str:
        """Return the first article that one reprints, "" for none; an old one is found by its keys."""
        entry = self._index.window.get(article.id)
        if found.kind == "copy" and entry is not None:
            return entry.original
        filed = self._stories.filed(sketch.keys(), article.published - TAIL)
        others = self._stories.get(copies.likely(filed, _REPRINTS))
        known = [(Sketch.from_bytes(row.sketch), row.published) for row in others]
        which = reprinted(sketch, article.published, known)
        return "" if which is None else others[which].original or others[which].article
