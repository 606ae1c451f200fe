"""From articles and ratings to what the rules decide on: verdict, proposal, detection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from classifiers import Rating
from monitor.desk.office import Office
from monitor.model import Article
from monitor.triage import assign, cluster, judge
from monitor.triage.casedata import Case, CaseArticle
from monitor.triage.casework import Detection


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article with its rating."""

    article: Article
    rating: Rating

    @property
    def flagged(self) -> bool:
        """Whether the article is negative about the monitored government."""
        return self.rating.flag


# Whole texts that the rules read of one matter, the most telling ones; of the rest they read the headline. An
# issue of two thousand articles, each looked at again when the next one joined, held up a run for minutes.
MOST_TEXTS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules say of a set of articles."""

    verdict: judge.Verdict
    proposal: assign.Proposal


def finding(office: Office, evidence: Sequence[Evidence], now: datetime) -> Finding:
    """Return level and responsible agency for the articles of one matter."""
    flagged = [one for one in evidence if one.flagged]
    proposal = assign.propose([_ranking(one.rating) for one in flagged])
    order = sorted(evidence, key=lambda one: one.rating.flag_probability, reverse=True)
    told = {one.article.id for one in order[:MOST_TEXTS]}
    items = [_item(office, one, one.article.id in told) for one in evidence]
    known = judge.facts(items, proposal.opd, _agencies(office), _officials(office, now))
    return Finding(judge.verdict(known, office.config.profile.policy, now), proposal)


def _ranking(rating: Rating) -> assign.Ranking:
    scores = dict(rating.opd_scores or {})
    return assign.Ranking(rating.opd, scores, rating.flag_probability, rating.opd_cues)


def detection(office: Office, evidence: Sequence[Evidence], now: datetime, linked: str) -> Detection:
    """Return everything that opening an issue needs."""
    found = finding(office, evidence, now)
    flagged = [one for one in evidence if one.flagged]
    best = max(flagged, key=lambda one: one.rating.flag_probability)
    return Detection(
        title=title(office, evidence),
        articles=tuple(case_article(one, "") for one in evidence),
        verdict=found.verdict,
        proposal=found.proposal,
        flag_probability=best.rating.flag_probability,
        model=best.rating.model,
        severity=best.rating.severity or "",
        evidence=best.rating.evidence,
        reasons=best.rating.reasons,
        linked=linked,
    )


def case_article(one: Evidence, kind: str) -> CaseArticle:
    """Return an article as an issue's log keeps it; ``kind``: as clustering found it."""
    article = one.article
    return CaseArticle(
        id=article.id,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        flag=one.flagged,
        answer=one.rating.answer,
        kind=cluster.kind(kind, one.flagged, one.rating.answer),
    )


def title(office: Office, evidence: Sequence[Evidence]) -> str:
    """Return the best headline of the flagged articles, or of all where none is."""
    return cluster.headline(reports(office, [one for one in evidence if one.flagged] or evidence))


def reports(office: Office, evidence: Sequence[Evidence]) -> list[cluster.Report]:
    """Return articles as an issue's life is told from them."""
    copies = office.store.articles.originals([one.article.id for one in evidence])
    return [_report(office, one, copies.get(one.article.id, "")) for one in evidence]


def _report(office: Office, one: Evidence, original: str) -> cluster.Report:
    article, outlet = one.article, office.outlets.get(one.article.outlet)
    return cluster.Report(
        id=article.id,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        tier=outlet.tier if outlet else 3,
        tone=one.rating.tone,
        probability=one.rating.flag_probability,
        own=outlet is not None and outlet.role == "own",
        original=original,
    )


def evidence_of(
    office: Office, ids: Sequence[str], fresh: Mapping[str, Evidence] | None = None
) -> list[Evidence]:
    """Return these articles with their ratings, in their order; ``fresh`` ones need not be read."""
    found = dict(fresh or {})
    stored = [one for one in ids if one not in found]
    articles, ratings = office.store.articles.get(stored), office.store.ratings.of(stored)
    found |= {
        one: Evidence(articles[one], ratings[one]) for one in stored if one in articles and one in ratings
    }
    return [found[one] for one in ids if one in found]


def _item(office: Office, one: Evidence, whole: bool) -> judge.Item:
    article = one.article
    return judge.Item(
        title=article.title,
        text=article.text if whole else "",
        outlet=article.outlet,
        published=article.published,
        severity=one.rating.severity,
        evidence=one.rating.evidence,
        national=office.outlets[article.outlet].national if article.outlet in office.outlets else False,
        flag=one.flagged,
    )


def _agencies(office: Office) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in office.config.profile.opd.opd for name in one.names))


def _officials(office: Office, now: datetime) -> tuple[str, ...]:
    """Return leaders in office and agency heads by name: who is accused in person (WORKFLOW §2.2, K1)."""
    leaders = office.config.profile.identity.in_office(now.astimezone(office.zone).date())
    heads = (head.name for one in office.config.profile.opd.opd for head in one.heads)
    return tuple(dict.fromkeys([*(name for one in leaders for name in (one.name, *one.aka)), *heads]))


def of_case(office: Office, case: Case) -> list[Evidence]:
    """Return the articles of an issue with their ratings; which of them blame stands in the issue's log."""
    flags = {one.id: one.flag for one in case.articles}
    return [
        replace(one, rating=replace(one.rating, flag=flags[one.article.id]))
        for one in evidence_of(office, list(flags))
    ]
