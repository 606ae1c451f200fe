"""Issues as pages show them: every text ready to read, nothing left to compute in a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.desk.articleviews import linkable
from monitor.desk.office import Office
from monitor.model import Article, IssueRow
from monitor.triage import policy as rules
from monitor.triage import worktime
from monitor.triage.case import Case, CaseArticle, Term
from monitor.triage.deadlines import open_terms, remaining, used
from monitor.triage.names import STATE_NAMES, TERM_NAMES
from monitor.wording_time import time_left

# Characters of the text shown before and after the sentence that caused the flag.
CONTEXT = 220
SPARK_STEPS = 24


@dataclass(frozen=True, slots=True)
class Due:
    """One running term: its name, its deadline and what is left of it, in words; ``percent`` of it used."""

    term: str
    at: str
    iso: str
    left: str
    late: bool
    percent: int = 0
    span: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One issue in a list."""

    id: str
    level: str
    level_name: str
    title: str
    state: str
    state_name: str
    open: bool
    opd: str
    opd_name: str
    opened: str
    due: Due | None
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that caused the flag, with what stands around it and where it stands."""

    before: str
    sentence: str
    after: str
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One article of an issue; ``kind`` says how it belongs, ``answer`` that it carries P's own answer."""

    id: str
    outlet: str
    time: str
    url: str
    title: str
    kind: str
    answer: bool
    flag: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """One agency of the routing, with its share of the model's belief."""

    slug: str
    name: str
    share: str


@dataclass(frozen=True, slots=True)
class Card:
    """One issue with everything that a decision needs."""

    row: Row
    because: str
    quote: Quote | None
    evidence: tuple[str, ...]
    reasons: tuple[str, ...]
    mentions: tuple[Mention, ...]
    spark: str
    proposed: str
    confidence: str
    candidates: tuple[Candidate, ...]
    cues: tuple[str, ...]
    severity: str
    dues: tuple[Due, ...]


def row(office: Office, issue: IssueRow, now: datetime) -> Row:
    """Return an issue's line for a list, from its projection alone: no log is read."""
    due = None
    if issue.next_due is not None and issue.open:
        due = _row_due(office, issue, issue.next_due, now)
    return Row(
        id=issue.id,
        level=issue.level,
        level_name=office.config.profile.policy.level(issue.level).name,
        title=issue.title,
        state=issue.state,
        state_name=STATE_NAMES[issue.state],
        open=issue.open,
        opd=issue.opd,
        opd_name=office.opd_names.get(issue.opd, issue.opd),
        opened=office.say(issue.opened_at),
        due=due,
        articles=issue.articles,
        outlets=issue.outlets,
    )


def _row_due(office: Office, issue: IssueRow, at: datetime, now: datetime) -> Due:
    running = rules.running(office.config.profile.policy, issue.level)
    own = issue.opd if issue.next_term in ("accept", "respond") else ""
    left = worktime.elapsed(now, at, office.calendars.of(own), running)
    return Due(
        TERM_NAMES[issue.next_term], office.say(at), at.isoformat(), *time_left(left, running, at < now)
    )


def dues(office: Office, case: Case, now: datetime) -> tuple[Due, ...]:
    """Return the terms that still run, with their derivation."""
    found = []
    for item in open_terms(case):
        left = remaining(item, now, office.calendars)
        words, late = time_left(left, item.term.running, item.term.due < now, item.frozen)
        percent = min(100, max(0, round(used(item, now, office.calendars))))
        found.append(_due(office, item.name, item.term, words, late, percent))
    return tuple(found)


def _due(office: Office, name: str, term: Term, left: str, late: bool, percent: int) -> Due:
    return Due(
        TERM_NAMES[name],
        office.say(term.due),
        term.due.isoformat(),
        left,
        late,
        percent,
        term.span,
        term.steps,
    )


def met_terms(office: Office, case: Case) -> tuple[Due, ...]:
    """Return the terms that do not run (any more), with their derivation."""
    running = {item.name for item in open_terms(case)}
    return tuple(
        _due(office, name, term, "", False, 0) for name, term in case.deadlines.items() if name not in running
    )


def case_row(office: Office, case: Case, now: datetime) -> Row:
    """Return the line of an issue whose log has been folded anyway."""
    running = [one for one in dues(office, case, now) if not one.left.endswith("ditunda")]
    opd = case.opd or str(case.proposal.get("opd", ""))
    return Row(
        id=case.id,
        level=case.level,
        level_name=office.config.profile.policy.level(case.level).name,
        title=case.title,
        state=case.state,
        state_name=STATE_NAMES[case.state],
        open=case.open,
        opd=opd,
        opd_name=office.opd_names.get(opd, opd),
        opened=office.say(case.opened_at),
        due=min(running, key=lambda one: one.iso, default=None),
        articles=len(case.articles),
        outlets=len(case.outlets),
    )


def card(office: Office, case: Case, now: datetime) -> Card:
    """Return an issue with everything that a decision needs; reads the text of its articles."""
    proposal, rating = case.proposal, case.rating
    confidence = proposal.get("confidence")
    evidence = tuple(str(one) for one in rating.get("evidence", ()))
    return Card(
        row=case_row(office, case, now),
        because=case.level_because,
        quote=_quote(office, case, evidence),
        evidence=evidence,
        reasons=tuple(str(one) for one in rating.get("reasons", ())),
        mentions=tuple(mention(office, one) for one in sorted(case.articles, key=_published)),
        spark=spark([one.published for one in case.articles], now),
        proposed=str(proposal.get("opd", "")),
        confidence=f"{confidence:.0%}" if isinstance(confidence, float) else "",
        candidates=_candidates(office, proposal),
        cues=tuple(str(one) for one in proposal.get("cues", ())),
        severity=str(rating.get("severity") or ""),
        dues=dues(office, case, now),
    )


def _published(article: CaseArticle) -> tuple[datetime, str]:
    return article.published, article.id


def _candidates(office: Office, proposal: Mapping[str, Any]) -> tuple[Candidate, ...]:
    pairs = list(proposal.get("ranking", ()))[:3]
    return tuple(Candidate(slug, office.opd_names.get(slug, slug), f"{share:.0%}") for slug, share in pairs)


_KINDS = {"copy": "salinan", "same": "peristiwa sama", "context": "konteks", "": "berita pertama"}


def mention(office: Office, article: CaseArticle) -> Mention:
    """Return an article as pages list it."""
    url = linkable(article.url)
    return Mention(
        article.id,
        office.outlet_names.get(article.outlet, article.outlet),
        office.say(article.published),
        url,
        article.title,
        _KINDS.get(article.kind, article.kind),
        article.answer,
        article.flag,
    )


def _quote(office: Office, case: Case, evidence: Sequence[str]) -> Quote | None:
    if not evidence:
        return None
    sentence = evidence[0]
    articles = office.store.articles.get([one.id for one in case.articles[:20]])
    for one in articles.values():
        found = _in_context(one, sentence)
        if found:
            return Quote(*found, office.outlet_names.get(one.outlet, one.outlet))
    return Quote("", sentence, "")


def _in_context(article: Article, sentence: str) -> tuple[str, str, str] | None:
    text = article.text or article.summary
    at = text.find(sentence)
    if at < 0:
        return None
    before, after = text[max(0, at - CONTEXT) : at], text[at + len(sentence) :][:CONTEXT]
    before = "…" + before.split(" ", 1)[-1] if at > CONTEXT else before
    after = after.rsplit(" ", 1)[0] + "…" if at + len(sentence) + CONTEXT < len(text) else after
    return before, sentence, after


def spark(instants: Sequence[datetime], now: datetime) -> str:
    """Return the points of a line that shows how the number of articles grew: "0,20 4,18 …" in 96 × 20."""
    if not instants:
        return ""
    first = min(instants)
    span = max((now - first).total_seconds(), 3600.0)
    counts = [
        sum((one - first).total_seconds() <= span * step / SPARK_STEPS for one in instants)
        for step in range(SPARK_STEPS + 1)
    ]
    top = max(counts[-1], 2)
    return " ".join(f"{step * 4},{20 - 18 * count / top:.1f}" for step, count in enumerate(counts))
