"""What opening, level, articles and the passing of time do to a case: one small function a kind of event."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.triage.casedata import Breach, Case, CaseArticle, Parted, Rung, evolve
from monitor.triage.foldbase import Line, levelled, take_terms
from monitor.triage.payload import instant, read_article, read_terms


def opened(event: Line) -> Case:
    """Return the case that an ``open`` event starts."""
    data = event.payload
    articles = tuple(read_article(row) for row in data["articles"])
    return Case(
        id=event.issue,
        state=event.after,
        title=data["title"],
        level=data["level"],
        level_rule=data["level_rule"],
        level_because=data["level_because"],
        opened_at=event.at,
        published_at=min((article.published for article in articles), default=event.at),
        policy_version=data["policy"],
        calendar_version=data["calendar"],
        last_at=event.at,
        articles=articles,
        terms=read_terms(data["terms"]),
        proposal=data["proposal"],
        rating=data["rating"],
        linked=data["linked"],
        right_of_reply_until=instant(data["right_of_reply_until"]),
    )


# --- level, marks, articles ------------------------------------------------------------------------------


def set_level(case: Case, event: Line) -> Case:
    """The level changes, with such terms as the payload gives; a request for it is settled."""
    data = event.payload
    recheck = instant(data["recheck"]) if "recheck" in data else case.recheck_at
    open_requests = tuple(request for request in case.requests if request["about"] != "level")
    return evolve(levelled(case, data), recheck_at=recheck, requests=open_requests)


def set_flag(case: Case, event: Line) -> Case:
    """A mark (rahasia, krisis) is set or taken off."""
    mark = {event.payload["flag"]}
    return evolve(case, marks=case.marks | mark if event.payload["on"] else case.marks - mark)


def ask(case: Case, event: Line) -> Case:
    """Somebody without the right asks a coordinator for a level change or a reopening."""
    request = {**event.payload, "by": event.actor, "role": event.role}
    return evolve(case, requests=(*case.requests, request))


def note(case: Case, event: Line) -> Case:
    """A remark in the file."""
    return evolve(case, notes=case.notes + 1)


def articles(case: Case, event: Line) -> Case:
    """More articles belong to the issue; the earliest publication may move back, never forward.

    Before anybody has judged the issue, a better headline may come with them.
    """
    data = event.payload
    rows = tuple(read_article(row) for row in data["articles"])
    limit = data.get("right_of_reply_until")
    known = {article.id for article in case.articles}
    merged = case.articles + tuple(row for row in rows if row.id not in known)
    return evolve(
        case,
        title=data.get("title", case.title),
        articles=merged,
        published_at=min([case.published_at, *(row.published for row in rows)]),
        right_of_reply_until=instant(limit) if limit else case.right_of_reply_until,
    )


def headline(case: Case, event: Line) -> Case:
    """An outlet changed a headline; the case keeps the one that was judged, the log tells the change."""
    return case


def detach(case: Case, event: Line) -> Case:
    """Articles leave the issue: they tell another story."""
    case, gone = _without(case, event.payload["articles"])
    return evolve(case, parted=(*case.parted, Parted(event.payload.get("to", ""), gone)))


def reattach(case: Case, event: Line) -> Case:
    """The articles that left last are back."""
    return evolve(articles(case, event), parted=case.parted[:-1])


def absorb(case: Case, event: Line) -> Case:
    """Another issue flows into this one; its earliest publication counts here, too."""
    return evolve(articles(case, event), children=(*case.children, event.payload["child"]))


def release(case: Case, event: Line) -> Case:
    """Articles go back to the issue they came from, for the merger or move was a mistake."""
    case, _ = _without(case, event.payload["articles"])
    return evolve(case, children=tuple(one for one in case.children if one != event.payload["child"]))


def _without(case: Case, ids: Iterable[str]) -> tuple[Case, tuple[CaseArticle, ...]]:
    gone = set(ids)
    left = tuple(article for article in case.articles if article.id not in gone)
    taken = tuple(article for article in case.articles if article.id in gone)
    return evolve(case, articles=left, published_at=min(article.published for article in left)), taken


# --- the passing of time ---------------------------------------------------------------------------------


def breach(case: Case, event: Line) -> Case:
    """A term was missed; the row stays for ever."""
    data = event.payload
    row = Breach(data["term"], data["leg"], instant(data["due"]), event.at, data["charged_to"])
    return evolve(case, breaches=(*case.breaches, row))


def escalate(case: Case, event: Line) -> Case:
    """A rung is reached, and the lower ones it passed over with it."""
    data = event.payload
    rows = tuple(
        Rung(row["id"], data["term"], data["leg"], row["percent"], instant(data["start"]), event.at)
        for row in (*data["passed"], data)
    )
    return evolve(case, escalations=case.escalations + rows)


def recompute(case: Case, event: Line) -> Case:
    """Open terms take the deadlines that the payload gives; the issue follows the newer versions."""
    data = event.payload
    case = evolve(case, policy_version=data["policy"], calendar_version=data["calendar"])
    return take_terms(case, data)
