"""The stories of the last weeks, rebuilt from the store: which of them does an article belong to?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from classifiers import Rating
from classifiers.similarity import Sketch, Sketcher
from classifiers.stories import Clip, Decision, StoryIndex
from classifiers.storymodel import StoryModelError
from classifiers.storytext import Gazetteer
from monitor.desk.office import Office
from monitor.errors import ModelError
from monitor.model import Article, IssueRow
from monitor.schema_profile import Profile
from monitor.store.articles import Sketch as StoredSketch

# Coverage without an issue stays joinable that long (classifiers.storywindow.Span.tail).
TAIL = timedelta(days=14)


def gazetteer_of(profile: Profile) -> Gazetteer:
    """Return the places by which two floods in two regencies are told apart."""
    areas = profile.wilayah.areas
    return Gazetteer.of(
        {area.slug: tuple(dict.fromkeys((area.name, *area.aliases, *area.kecamatan))) for area in areas},
        neutral=profile.identity.region.names,
    )


def open_index() -> StoryIndex:
    """Return an empty index. Raises ModelError when the story model is missing or altered."""
    try:
        return StoryIndex()
    except StoryModelError as error:
        raise ModelError(str(error)) from error


class Storybook:
    """The window of stories, and the issue that each of them has."""

    def __init__(self, office: Office, since: datetime, issues: Sequence[IssueRow]) -> None:
        self._articles = office.store.articles
        self._index = open_index()
        self._sketcher = Sketcher(self._index.model.idf, gazetteer_of(office.config.profile))
        stories = set()
        for row in self._articles.sketches(since - TAIL, [issue.id for issue in issues]):
            known = json.loads(row.clip)
            clip = Clip(row.article, "", "", known["outlet"], row.published, tuple(known["opd"]))
            self._index.add(clip, Sketch.from_bytes(row.sketch), row.story, known["of"])
            stories.add(row.story)
        self.issue_of = self._articles.issues_by_story(sorted(stories))
        rows = {issue.id: issue for issue in issues}
        for story, issue in self.issue_of.items():
            if issue in rows:
                self.note(story, rows[issue])

    def note(self, story: str, issue: IssueRow) -> None:
        """Note that a story has an issue, and whether it is open or when it ended."""
        self.issue_of[story] = issue.id
        ended = issue.instants.get("selesai") or issue.instants.get("terverifikasi")
        closed = datetime.fromisoformat(ended) if ended and not issue.open else None
        self._index.window.set_state(story, is_open=issue.open, closed=closed)

    def place(self, article: Article, rating: Rating) -> tuple[str, Decision]:
        """Decide where an article belongs and keep its sketch; return the story and the decision."""
        clip = Clip(article.id, article.title, article.text, article.outlet, article.published, rating.opd)
        [sketch] = self._sketcher.sketch([(article.title, article.text)])
        decision = self._index.join(clip, sketch)
        story = decision.story or article.id
        of = decision.of if decision.kind == "copy" else ""
        self._index.add(clip, sketch, story, of)
        about: Mapping[str, object] = {"outlet": article.outlet, "opd": rating.opd, "of": of}
        self._articles.save_sketch(
            StoredSketch(article.id, story, article.published, json.dumps(about), sketch.to_bytes())
        )
        return story, decision
