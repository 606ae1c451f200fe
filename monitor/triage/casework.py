"""Casework: an issue and an act in, the events that follow out. Decides everything, writes nothing.

    detection                       a human's act                    the clock
    | open_issue, add_article       | act, regroup.merge             | tick
    | judge + assign by policy      | rights, forms, acts            | escalate
    +-------------------------------+--------------------------------+
                                    | list[NewEvent]   for the store to append, and case.apply to fold

Whoever acts, what time alone has done by then is recorded first, so that no miss escapes by being answered
before the next run of the clock. Instants never run backwards: an act is dated at the last event at least.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.errors import NotAllowedError
from monitor.model import NewEvent
from monitor.schema_policy import Policy
from monitor.triage import acts, assign, deadlines, escalate, forms, rights, wording, worktime
from monitor.triage import policy as rules
from monitor.triage import workflow as w
from monitor.triage.assign import Proposal
from monitor.triage.case import Case, CaseArticle, apply
from monitor.triage.deed import Deed
from monitor.triage.judge import Verdict
from monitor.triage.payload import article_json, instant, stamp, terms_json, whole
from monitor.triage.policy import Calendars


@dataclass(frozen=True, slots=True)
class Detection:
    """What the pipeline found: enough to open an issue without looking at any text again.

    ``flag_probability`` is the highest of its articles; ``evidence`` the sentences that caused the flag;
    ``model`` the classifier's version; ``reasons`` its words; ``extra`` whatever else of the rating is worth
    keeping (JSON values). ``linked``: an earlier issue on the same matter.
    """

    title: str
    articles: tuple[CaseArticle, ...]
    verdict: Verdict
    proposal: Proposal
    flag_probability: float
    model: str
    severity: str = ""
    evidence: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    linked: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def open_issue(
    issue_id: str,
    found: Detection,
    policy: Policy,
    calendars: Calendars,
    now: datetime,
    *,
    actor: str = w.SYSTEM,
    role: str = w.SYSTEM,
) -> list[NewEvent]:
    """Return the events of a new issue: detected, and, where policy is sure enough, verified and disposed of.

    ``actor``, ``role``: the person who found what the machine did not, or parted it from another issue.
    Raises ValueError without an article: an issue is always about something written.
    """
    if not found.articles:
        raise ValueError("an issue needs an article")
    at = whole(now)
    choice = assign.decide(found.proposal, found.flag_probability, found.verdict.level, policy)
    payload = _detected(found, choice, policy, calendars, at)
    first = NewEvent(issue_id, "open", "", w.DETECTED, actor, role, at, payload)
    if not choice.auto:
        return [first]
    disposal = {"opd": found.proposal.opd, "support": list(found.proposal.support)}
    case = apply(None, first)
    events = [first]
    for action, fields in (("verify", {"note": choice.reason}), ("assign", disposal)):
        deed = Deed(case, action, w.SYSTEM, w.SYSTEM, "", at, fields, policy, calendars)
        events.append(_event(deed))
        case = apply(case, events[-1])
    return events


def _detected(
    found: Detection, choice: assign.Decision, policy: Policy, calendars: Calendars, at: datetime
) -> dict[str, Any]:
    level = found.verdict.level
    published = min(article.published for article in found.articles)
    return {
        "title": found.title,
        "articles": [article_json(article) for article in found.articles],
        "level": level,
        "level_rule": found.verdict.rule,
        "level_because": found.verdict.because,
        "rating": {
            "flag_probability": found.flag_probability,
            "model": found.model,
            "severity": found.severity,
            "evidence": list(found.evidence),
            "reasons": list(found.reasons),
            **found.extra,
        },
        "proposal": {
            "opd": found.proposal.opd,
            "support": list(found.proposal.support),
            "confidence": found.proposal.confidence,
            "ranking": [list(pair) for pair in found.proposal.ranking],
            "cues": list(found.proposal.cues),
        },
        "auto": {"auto": choice.auto, "reason": choice.reason, "thresholds": dict(choice.thresholds)},
        "terms": terms_json({"verify": deadlines.make("verify", level, at, policy, calendars)}),
        "right_of_reply_until": stamp(rules.right_of_reply_until(published, policy, calendars)),
        "linked": found.linked,
        "policy": policy.version,
        "calendar": calendars.version,
    }


def add_article(
    case: Case,
    articles: Sequence[CaseArticle],
    now: datetime,
    policy: Policy,
    calendars: Calendars,
    verdict: Verdict | None = None,
    title: str = "",
) -> list[NewEvent]:
    """Return the events of copies, follow-ups and answers that join an issue; none where all are known.

    A flagged article reopens an issue finished lately. ``verdict``: the level as the issue now looks; it can
    only raise the level here, and not by a rule that a human has overruled. ``title``: the best headline as
    things now are; it is taken only until somebody has judged the issue, for people know it by its name.
    """
    at = max(whole(now), case.last_at)
    known = {article.id for article in case.articles}
    fresh = [article for article in articles if article.id not in known]
    if not fresh:
        return []
    events = escalate.facts(case, at, policy, calendars)
    case = _after(case, events)
    payload = joining(case, fresh, policy, calendars)
    if case.state == w.DETECTED and title and title != case.title:
        payload["title"] = title
    events.append(NewEvent(case.id, "articles", case.state, case.state, w.SYSTEM, w.SYSTEM, at, payload))
    case = apply(case, events[-1])
    if any(article.flag for article in fresh) and rights.reopenable(case, at, policy.reopen_days):
        fields = {"reason": wording.SAME_MATTER_AGAIN}
        deed = Deed(case, "reopen", w.SYSTEM, w.SYSTEM, "", at, fields, policy, calendars)
        events.append(_event(deed))
        case = apply(case, events[-1])
    return events + _grown(case, verdict, at, policy, calendars)


def joining(case: Case, fresh: Sequence[CaseArticle], policy: Policy, calendars: Calendars) -> dict[str, Any]:
    """Return the payload of articles that join; an earlier publication brings hak jawab's limit forward."""
    payload: dict[str, Any] = {"articles": [article_json(article) for article in fresh]}
    earliest = min(article.published for article in fresh)
    if earliest < case.published_at:
        limit = rules.right_of_reply_until(earliest, policy, calendars)
        payload["right_of_reply_until"] = stamp(limit)
    return payload


def joins(case: Case, now: datetime, policy: Policy) -> str:
    """Return the issue that a further article on the same matter belongs to; "" where it opens a new one.

    An open issue takes it, so does one finished or dismissed no longer ago than ``reopen_days``: a verifier
    who said "bukan isu" must not be asked again by every copy. A merged issue hands it to its parent.
    """
    if case.open:
        return case.id
    if case.state == w.DUPLICATE:
        return case.merged_into
    fresh = now - (case.finished_at or case.last_at) <= timedelta(days=policy.reopen_days)
    return case.id if fresh else ""


def _grown(
    case: Case, verdict: Verdict | None, at: datetime, policy: Policy, calendars: Calendars
) -> list[NewEvent]:
    if verdict is None or not case.open or not rules.is_higher(verdict.level, case.level):
        return []
    if verdict.rule in case.overruled:
        return []
    deed = Deed(case, "set_level", w.SYSTEM, w.SYSTEM, "", at, {}, policy, calendars)
    extra = acts.level_change(deed, verdict.level, verdict.rule, verdict.because, confirm=False)
    if case.state == w.WATCHED:
        extra["recheck"] = stamp(at)  # what was only watched has grown: somebody should look now
    return [_event(replace(deed, fields={"note": wording.LEVEL_GREW}), extra)]


def act(
    case: Case,
    action: str,
    *,
    actor: str,
    role: str,
    opd: str | None,
    now: datetime,
    payload: Mapping[str, Any],
    policy: Policy,
    calendars: Calendars,
    agencies: Collection[str] | None = None,
) -> list[NewEvent]:
    """Return the events of one act: what time did before it, steps it implies, and itself last.

    ``opd``: the actor's own agency, None for Humas and leaders; ``payload``: the fields of the workflow's
    table, instants as text with zone or aware datetimes; ``agencies``: known slugs, to refuse others.
    Raises NotAllowedError (state, role, agency, policy) or InputError (a field): one Indonesian sentence.
    """
    at = max(whole(now), case.last_at)
    own = opd or ""
    events = escalate.facts(case, at, policy, calendars)
    case = _after(case, events)
    if said := rights.refusal(case, action, role, own, at, policy):
        raise NotAllowedError(said)
    fields = forms.read(w.TABLE[action], payload, forms.Paper(policy, at, agencies))
    if action == "pause" and _must_ask(case, role, fields, at, policy, calendars):
        action = "ask_pause"
    for step in w.chain(action, case.state):
        given = fields if step == action else {}
        deed = Deed(case, step, actor, role, own, at, given, policy, calendars)
        events.append(_event(deed))
        case = apply(case, events[-1])
    return events


def _must_ask(
    case: Case, role: str, fields: Mapping[str, Any], at: datetime, policy: Policy, calendars: Calendars
) -> bool:
    """Return whether this pause is one that only a coordinator may grant."""
    calendar = calendars.of(case.opd)
    asked = worktime.elapsed(at, instant(fields["until"]), calendar)
    return role in w.AGENCY and rules.pause_needs_approval(policy, case.level, asked, calendar)


def tick(case: Case, now: datetime, policy: Policy, calendars: Calendars) -> list[NewEvent]:
    """Return what the passing of time adds by ``now``; a second call on the outcome returns nothing."""
    at = max(whole(now), case.last_at)
    events = escalate.facts(case, at, policy, calendars)
    return events + escalate.messages(_after(case, events), at, policy, calendars)


def recompute(case: Case, policy: Policy, calendars: Calendars, now: datetime) -> list[NewEvent]:
    """Return the event that moves open terms to an edited policy or calendar; none where nothing moves.

    Closed legs and met terms keep the versions they had; a term at rest (an answer being judged) follows
    once it runs again, so call this on every run. Old and new deadlines stand in the payload.
    """
    at = max(whole(now), case.last_at)
    new, old = {}, {}
    for item in deadlines.open_terms(case):
        term = deadlines.again(item.term, at, item.term.level, policy, calendars, item.pauses)
        if (term.due, term.span) != (item.term.due, item.term.span):
            new[item.name] = term
            old[item.name] = {"due": stamp(item.term.due), "span": item.term.span}
    if not new:
        return []
    versions = {"policy": policy.version, "calendar": calendars.version}
    payload = {**versions, "terms": terms_json(new), "old": old}
    return [NewEvent(case.id, "recompute", case.state, case.state, w.SYSTEM, w.SYSTEM, at, payload)]


def _after(case: Case, events: Sequence[NewEvent]) -> Case:
    for event in events:
        case = apply(case, event)
    return case


def _event(deed: Deed, extra: Mapping[str, Any] | None = None) -> NewEvent:
    """Return the event of one step: its fields, and what the rules add to them."""
    if extra is None:
        effect = acts.EFFECTS.get(deed.action)
        extra = effect(deed) if effect else {}
    target = w.TABLE[deed.action].target or deed.case.state
    payload = {**deed.fields, **extra}
    return NewEvent(
        deed.case.id, deed.action, deed.case.state, target, deed.actor, deed.role, deed.now, payload
    )
