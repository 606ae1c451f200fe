"""Triage: rate what waits, find the matter it belongs to, open or extend issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import classifiers
from classifiers import Rating
from monitor.desk.detecting import Evidence, case_article, detection, finding
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office, Tell
from monitor.desk.storybook import Storybook
from monitor.model import Article, NewEvent
from monitor.schema_policy import Bands
from monitor.triage import casework, judge
from monitor.triage.projection import issue_row

# Articles per transaction: enough to rate in one go, few enough that a crash repeats only seconds of work.
BATCH = 200


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
    count = _Count()
    total = len(office.store.articles.waiting(10**6))
    while batch := office.store.articles.waiting(BATCH):
        ratings = rate(office, batch)
        with office.store.transaction():
            _Batch(office, batch, count).work(ratings)
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

    def __init__(self, office: Office, articles: Sequence[Article], count: _Count) -> None:
        self._office = office
        self._articles = articles
        self._count = count
        self._now = office.clock.now()
        self._policy = office.config.profile.policy
        self._ledger = Ledger(office)
        recent = office.store.issues.alive(self._now - timedelta(days=self._policy.reopen_days))
        self._book = Storybook(office, min(self._now, articles[0].published), recent)

    def work(self, ratings: Sequence[Rating]) -> None:
        """Place every article and write what follows."""
        pairs = list(zip(self._articles, ratings, strict=True))
        self._office.store.ratings.save(((one.id, rating) for one, rating in pairs), self._now)
        for article, rating in pairs:
            self._count.bands.append(rating.band)
            story, decision = self._book.place(article, rating)
            issue = self._join(story, article, rating, decision.kind) or self._open(story, article, rating)
            self._office.store.articles.mark_triaged(
                article.id, self._now, issue, decision.kind if issue else ""
            )

    def _join(self, story: str, article: Article, rating: Rating, kind: str) -> str | None:
        """Add an article to its story's issue; None where there is none that it can still join."""
        issue = self._issue_of(story)
        if not issue:
            return None
        case = self._ledger.case(issue)
        known = [*(one.id for one in case.articles), article.id]
        verdict = finding(
            self._office, self._evidence(known, {article.id: (article, rating)}), self._now
        ).verdict
        events = casework.add_article(
            case,
            [case_article(Evidence(article, rating), kind)],
            self._now,
            self._policy,
            self._office.calendars,
            verdict,
        )
        if events:
            self._write(story, issue, events)
        self._count.joined += 1
        return issue

    def _issue_of(self, story: str) -> str:
        """Return the issue that takes a further article of a story (a merged one hands it on), or ""."""
        issue = self._book.issue_of.get(story, "")
        while issue:
            taker = casework.joins(self._ledger.case(issue), self._now, self._policy)
            if taker == issue:
                return issue
            issue = taker
        return ""

    def _open(self, story: str, article: Article, rating: Rating) -> str | None:
        """Open an issue for a flagged article, with what the story told before; None for the rest."""
        if not rating.flag:
            return None
        issue = self._office.store.issues.next_id(self._now.astimezone(self._office.zone).year)
        earlier = [one for one in self._office.store.articles.of_story(story) if one != article.id]
        evidence = self._evidence([*earlier, article.id], {article.id: (article, rating)})
        found = detection(self._office, evidence, self._now, linked=self._book.issue_of.get(story, ""))
        events = casework.open_issue(issue, found, self._policy, self._office.calendars, self._now)
        self._write(story, issue, events)
        for one in earlier:
            self._office.store.articles.join_issue(one, issue, "context")
        self._count.opened += 1
        self._count.assigned += any(event.kind == "assign" for event in events)
        return issue

    def _write(self, story: str, issue: str, events: Sequence[NewEvent]) -> None:
        self._ledger.write(events)
        self._book.note(story, issue_row(self._ledger.case(issue), self._policy, self._office.calendars))

    def _evidence(self, ids: Sequence[str], fresh: dict[str, tuple[Article, Rating]]) -> list[Evidence]:
        stored = [one for one in ids if one not in fresh]
        articles, ratings = self._office.store.articles.get(stored), self._office.store.ratings.of(stored)
        known = {one: (articles[one], ratings[one]) for one in stored if one in articles and one in ratings}
        return [Evidence(*{**known, **fresh}[one]) for one in ids if one in known or one in fresh]
