"""Opening an issue: for what the machine flagged, what left another issue, or what a person found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor import collect
from monitor.desk.detecting import Evidence, detection, evidence_of
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.desk.tools import outlet_of
from monitor.errors import InputError, NotAllowedError
from monitor.model import NewEvent, article_id
from monitor.triage import casework, wording
from monitor.triage.workflow import HUMAS, SYSTEM


def opened(
    office: Office,
    evidence: Sequence[Evidence],
    now: datetime,
    *,
    linked: str = "",
    actor: str = SYSTEM,
    role: str = SYSTEM,
) -> tuple[str, list[NewEvent]]:
    """Return number and events of a new issue about these articles, which from now on belong to it."""
    issue = office.store.issues.next_id(now.astimezone(office.zone).year)
    found = detection(office, evidence, now, linked)
    for one in found.articles:
        office.store.articles.join_issue(one.id, issue, one.kind)
    policy = office.config.profile.policy
    return issue, casework.open_issue(issue, found, policy, office.calendars, now, actor=actor, role=role)


def by_hand(office: Office, reference: str, *, actor: str, role: str) -> dict[str, Any]:
    """Open an issue about an article that the machine doubted or dropped; return its number and state.

    ``reference``: the article's id or its address. What its story told before comes along as context. Raises
    NotAllowedError for a role outside Humas, InputError for an article that is unknown or in an issue.
    """
    if role not in HUMAS:
        who = wording.listed(wording.ROLE_NAMES[one] for one in HUMAS)
        raise NotAllowedError(
            f"Peran {wording.ROLE_NAMES.get(role, role)} tidak berwenang membuka isu; mintalah kepada {who}."
        )
    with office.store.transaction():
        article = _article(office, reference)
        story = office.store.stories.of([article]).get(article, "")
        earlier = office.store.stories.without_issue(story)
        told = evidence_of(office, earlier if article in earlier else [*earlier, article])
        evidence = [_blaming(one) if one.article.id == article else one for one in told]
        linked = office.store.stories.issues_of([story]).get(story, "")
        now, ledger = office.clock.now(), Ledger(office)
        issue, events = opened(office, evidence, now, linked=linked, actor=actor, role=role)
        ledger.write(events)
        state = ledger.case(issue).state
    return {"issue": issue, "state": state, "words": wording.STATE_NAMES[state], "events": len(events)}


def _blaming(one: Evidence) -> Evidence:
    """Return an article as one that blames the government: a person has read it and says so."""
    return replace(one, rating=replace(one.rating, flag=True))


def _article(office: Office, reference: str) -> str:
    """Return the id of a rated article without an issue, by id or address."""
    outlet = outlet_of(office.config, reference)
    key = collect.key_of(reference, outlet.links if outlet else None)
    known = [one for one in (reference, article_id(key)) if office.store.ratings.of([one])]
    if not known:
        raise InputError(f"Berita {reference[:200]} tidak ada atau belum dinilai; periksa alamatnya.")
    if taken := office.store.articles.issues_of(known[:1]):
        raise InputError(f"Berita ini sudah termasuk isu {taken[0]}; kerjakan isu itu.")
    return known[0]
