"""Triage: rate what waits, find the matter it belongs to, open or extend issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import classifiers
from classifiers import Rating
from monitor.desk import opening
from monitor.desk.detecting import Evidence, case_article, evidence_of, finding, of_case, title
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office, Tell
from monitor.desk.storybook import Placed, Storybook, learn_terms
from monitor.model import Article, NewEvent
from monitor.schema_policy import Bands
from monitor.triage import casework, cluster, judge
from monitor.triage.case import Case
from monitor.triage.projection import issue_row

# Articles per transaction: enough to rate in one go, few enough that a crash repeats only seconds of work.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Triaged:
    """What one triage did; ``checked``: articles in the band that a human should look at."""

    rated: int = 0
    flagged: int = 0
    checked: int = 0
    opened: int = 0
    joined: int = 0
    assigned: int = 0


@dataclass
class _Count:
    """The running figures of one triage."""

    bands: list[str] = field(default_factory=list)
    opened: int = 0
    joined: int = 0
    assigned: int = 0


def triage(office: Office, tell: Tell) -> Triaged:
    """Take every waiting article, in the order of publication; each batch is one transaction."""
    learn_terms(office)
    count = _Count()
    total = office.store.articles.count_waiting()
    book, head = None, (0, "")
    while batch := office.store.articles.waiting(BATCH):
        ratings = rate(office, batch)
        with office.store.transaction():
            # Somebody who worked on issues since the last batch may have moved stories, too.
            known = book if office.store.events.head() == head else None
            book = _Batch(office, batch, count, known).work(ratings)
            head = office.store.events.head()
        tell("Menilai berita", len(count.bands), total)
    return Triaged(
        rated=len(count.bands),
        flagged=count.bands.count("flag"),
        checked=count.bands.count("check"),
        opened=count.opened,
        joined=count.joined,
        assigned=count.assigned,
    )


def rate(office: Office, articles: Sequence[Article]) -> list[Rating]:
    """Return what the classifiers say of articles."""
    texts = [
        classifiers.Text(
            one.id,
            one.title,
            _text(one),
            one.published.astimezone(office.zone).date(),
            one.outlet,
        )
        for one in articles
    ]
    bands = office.config.profile.policy.bands
    return [by_policy(rating, bands) for rating in office.rater.rate(texts, office.government)]


def by_policy(rating: Rating, bands: Bands) -> Rating:
    """Return a rating with the band that the office's policy gives its probability."""
    found = judge.band(rating.flag_probability, bands)
    return replace(rating, band=found, flag=found == "flag")


def _text(article: Article) -> str:
    """Return what is rated: the place that the clean-up took from the dateline says whose roads these are."""
    text = article.text or article.summary
    return f"{article.place} – {text}" if article.place else text


class _Batch:
    """One batch on its way from rating to issue, inside one transaction."""

    def __init__(
        self, office: Office, articles: Sequence[Article], count: _Count, book: Storybook | None
    ) -> None:
        self._office = office
        self._articles = articles
        self._count = count
        self._now = office.clock.now()
        self._policy = office.config.profile.policy
        self._ledger = Ledger(office)
        self._known: dict[str, list[Evidence]] = {}
        recent = office.store.issues.alive(self._now - timedelta(days=self._policy.reopen_days))
        # Articles come in the order of publication, so that the batch before left the window as it is needed.
        self._book = book or Storybook(office, min(self._now, articles[0].published), recent)

    def work(self, ratings: Sequence[Rating]) -> Storybook:
        """Place every article and write what follows; return the stories as they are then."""
        pairs = list(zip(self._articles, ratings, strict=True))
        self._office.store.ratings.save(((one.id, rating) for one, rating in pairs), self._now)
        for article, rating in pairs:
            self._count.bands.append(rating.band)
            placed = self._book.place(article, rating)
            fresh = Evidence(article, rating)
            issue = self._join(placed, fresh) or self._open(placed, fresh)
            joined = cluster.kind(placed.kind, rating.flag, rating.answer) if issue else ""
            self._office.store.articles.mark_triaged(article.id, self._now, issue, joined)
        self._book.prune(self._articles[-1].published)
        return self._book

    def _join(self, placed: Placed, fresh: Evidence) -> str | None:
        """Add an article to its story's issue; None where there is none that it can still join."""
        issue = self._issue_of(placed.story)
        if not issue:
            return None
        case = self._ledger.case(issue)
        evidence = self._evidence(case)
        evidence.append(fresh)
        events = casework.add_article(
            case,
            [case_article(fresh, placed.kind)],
            self._now,
            self._policy,
            self._office.calendars,
            finding(self._office, evidence, self._now).verdict,
            title(self._office, evidence),
        )
        if events:
            self._write(placed.story, issue, events)
        self._count.joined += 1
        return issue

    def _evidence(self, case: Case) -> list[Evidence]:
        """Return what is known of an issue's articles, read once a batch."""
        if case.id not in self._known:
            self._known[case.id] = of_case(self._office, case)
        return self._known[case.id]

    def _issue_of(self, story: str) -> str:
        """Return the issue that takes a further article of a story (a merged one hands it on), or ""."""
        issue = self._book.issue_of.get(story, "")
        while issue:
            taker = casework.joins(self._ledger.case(issue), self._now, self._policy)
            if taker == issue:
                return issue
            issue = taker
        return ""

    def _open(self, placed: Placed, fresh: Evidence) -> str | None:
        """Open an issue for a flagged article, with what the story told before; None for the rest.

        A doubtful one opens none by itself: it waits in the daily list until a person does (``opening``).
        """
        if not fresh.flagged:
            return None
        told = self._office.store.stories.without_issue(placed.story)
        ids = [*(one for one in told if one != fresh.article.id), fresh.article.id]
        evidence = evidence_of(self._office, ids, {fresh.article.id: fresh})
        issue, events = opening.opened(self._office, evidence, self._now, linked=self._linked(placed))
        self._write(placed.story, issue, events)
        self._known[issue] = list(evidence)
        self._count.opened += 1
        self._count.assigned += any(event.kind == "assign" for event in events)
        return issue

    def _linked(self, placed: Placed) -> str:
        """Return the earlier issue that a new one goes back to: of the story, or of the text it reprints."""
        known = self._book.issue_of.get(placed.story, "")
        if known or not placed.reprints:
            return known
        return next(iter(self._office.store.articles.issues_of([placed.reprints])), "")

    def _write(self, story: str, issue: str, events: Sequence[NewEvent]) -> None:
        self._ledger.write(events)
        self._book.note(story, issue_row(self._ledger.case(issue), self._policy, self._office.calendars))
