"""People's hands on stories: merge two issues, take articles out of one, move them, take it all back.

    the act             the issue beside it            the stories
    | casework.act      regroup, casework, opening     store.stories: where articles belong, and who said so
    → events, written by ``working.act`` in the same transaction

Clustering hears what was said here before it asks its model (``storybook``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from monitor.desk import opening
from monitor.desk.detecting import finding, of_case
from monitor.desk.ledger import Ledger
from monitor.desk.office import Office
from monitor.errors import InputError, NotAllowedError
from monitor.model import NewEvent
from monitor.store.stories import Deed, Stories
from monitor.triage import casework, regroup, wording
from monitor.triage.case import Case, apply
from monitor.triage.casedata import CaseArticle


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and when: read once for all that follows from the act."""

    office: Office
    ledger: Ledger
    actor: str
    role: str
    now: datetime

    @property
    def stories(self) -> Stories:
        """The stored stories."""
        return self.office.store.stories

    def act(self, case: Case, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
        """Return the events on one issue, by the workflow's table."""
        profile = self.office.config.profile
        return casework.act(
            case, action, actor=self.actor, role=self.role, opd=None, now=self.now, payload=payload,
            policy=profile.policy, calendars=self.office.calendars, agencies=profile.opd.slugs,
        )  # fmt: skip

    def deed(self, kind: str, issue: str, other: str, leave: Sequence[str], **rest: Any) -> None:
        """Remember what the act says of stories."""
        known = {"stay": (), "into": (), "stories": {}, **rest}
        self.stories.add_deed(
            Deed(kind, issue, other, leave=tuple(leave), at=self.now, actor=self.actor, **known)
        )

    def undo(self, issue: str, kind: str) -> Deed | None:
        """Take back and return the latest deed of a kind on an issue."""
        found = self.stories.latest_deed(issue, kind)
        if found:
            self.stories.undo(found.id, self.now)
        return found

    def belong(self, articles: Sequence[CaseArticle], issue: str | None) -> None:
        """Note to which issue articles belong from now on."""
        for one in articles:
            self.office.store.articles.join_issue(one.id, issue, one.kind if issue else "")


def events(person: Person, issue: str, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
    """Return the events of an act on stories, of all issues it touches. Raises as ``casework.act`` does.

    ``action``: one of ``DEEDS``. What it says of articles and stories is written to the store.
    """
    return DEEDS[action](person, person.ledger.case(issue), action, payload)


def _merge(person: Person, child: Case, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
    if not payload.get("parent"):
        return person.act(child, action, payload)
    parent = person.ledger.case(str(payload["parent"]))
    made = regroup.merge(
        child, parent, actor=person.actor, role=person.role, now=person.now, action=action,
        note=str(payload.get("note", "")), policy=person.office.config.profile.policy,
        calendars=person.office.calendars,
    )  # fmt: skip
    person.deed("merge", child.id, parent.id, _ids(child), into=_ids(parent))
    return made


def _unmerge(person: Person, child: Case, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
    """Give the child back its articles, and those that joined its stories since then."""
    made = person.act(child, action, payload)
    parent, deed = person.ledger.case(child.merged_into), person.undo(child.id, "merge")
    late = _late(person, child, parent, deed.into) if deed else []
    gone = {*_ids(child), *(one.id for one in late)}
    made += regroup.release(parent, child.id, gone, actor=person.actor, role=person.role, now=person.now)
    if late:
        for event in made:
            child = apply(child, event) if event.issue == child.id else child
        made += _join(person, child, late)
    return made


def _late(person: Person, child: Case, parent: Case, own: Collection[str]) -> list[CaseArticle]:
    known = person.stories.of(_ids(parent))
    stories = {known[one] for one in _ids(child) if one in known} - {
        known[one] for one in own if one in known
    }
    return [
        one
        for one in parent.articles
        if known.get(one.id, "") in stories and one.id not in own and one.id not in _ids(child)
    ]


def _detach(person: Person, source: Case, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
    """Articles leave for the issue named, or for one of their own if any of them blames anybody."""
    made = person.act(source, action, payload)
    names = made[-1].payload["articles"]
    gone = [one for one in source.articles if one.id in names]
    before = person.stories.of(names)
    to = str(payload.get("to") or "").strip()
    if to:
        target = _target(person, source, to)
        into, others = _ids(target), _join(person, target, gone, source)
        story = next(iter(person.stories.of(into[:1]).values()), names[0])
    else:
        person.belong(gone, None)
        into, (to, others) = (), _own_issue(person, source, names)
        # no article's id, for the first of them may have given the old story its name
        story = f"{names[0]}~{person.now:%Y%m%d%H%M%S}"
    made[-1] = replace(made[-1], payload={**made[-1].payload, "to": to})
    person.stories.move(dict.fromkeys(before, story))
    stay = [one for one in _ids(source) if one not in names]
    person.deed("detach", source.id, to, names, stay=stay, into=into, stories=before)
    return [*made, *others]


def _target(person: Person, source: Case, to: str) -> Case:
    target = person.ledger.case(to)
    if to == source.id:
        raise InputError(wording.same_issue())
    if not target.open:
        raise NotAllowedError(wording.closed_target(target.id, target.state))
    return target


def _own_issue(person: Person, source: Case, names: Collection[str]) -> tuple[str, list[NewEvent]]:
    evidence = [one for one in of_case(person.office, source) if one.article.id in names]
    if not any(one.flagged for one in evidence):
        return "", []
    return opening.opened(
        person.office, evidence, person.now, linked=source.id, actor=person.actor, role=person.role
    )


def _reattach(person: Person, source: Case, action: str, payload: Mapping[str, Any]) -> list[NewEvent]:
    """Bring back the articles that left last, and their stories with them."""
    made = person.act(source, action, payload)
    last, deed = source.parted[-1], person.undo(source.id, "detach")
    if deed:
        person.stories.move(deed.stories)
    if last.to:
        names = {one.id for one in last.articles}
        made += _handed_back(person, person.ledger.case(last.to), source, names, payload)
    person.belong(last.articles, source.id)
    return made


def _handed_back(
    person: Person, target: Case, source: Case, names: Collection[str], payload: Mapping[str, Any]
) -> list[NewEvent]:
    """Return the events of the issue that gives articles back; one with nothing left flows into the other."""
    if set(_ids(target)) - set(names):
        return regroup.release(target, source.id, names, actor=person.actor, role=person.role, now=person.now)
    if not target.open:
        return []
    return person.act(target, "merge", {"parent": source.id, "note": payload.get("reason", "")})


def _join(
    person: Person, case: Case, articles: Sequence[CaseArticle], source: Case | None = None
) -> list[NewEvent]:
    """Return the events of articles that a person puts into an issue; its level is judged anew."""
    office, names = person.office, {one.id for one in articles}
    moved = [one for one in of_case(office, source) if one.article.id in names] if source else []
    evidence = [*of_case(office, case), *moved]
    verdict = finding(office, evidence, person.now).verdict if evidence else None
    person.belong(articles, case.id)
    return casework.add_article(
        case, articles, person.now, office.config.profile.policy, office.calendars, verdict
    )


def _ids(case: Case) -> tuple[str, ...]:
    return tuple(one.id for one in case.articles)


DEEDS: dict[str, Callable[[Person, Case, str, Mapping[str, Any]], list[NewEvent]]] = {
    "merge": _merge,
    "duplicate": _merge,
    "unmerge": _unmerge,
    "detach": _detach,
    "reattach": _reattach,
}
