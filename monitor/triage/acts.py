"""What an act adds to its event beyond the fields people filled in: deadlines, how a leg closes, who paused.

Everything that needs calendar or policy is settled here, once, when the event is made; the fold only reads.
An action without an entry in ``EFFECTS`` adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import InputError, NotAllowedError
from monitor.triage import deadlines, wording, worktime
from monitor.triage import policy as rules
from monitor.triage import workflow as w
from monitor.triage.casedata import Leg, Pause, Term
from monitor.triage.deed import Deed, Extra
from monitor.triage.payload import article_json, instant, stamp, terms_json

MANUAL = "manual"  # the rule behind a level that a person set


def _versions(deed: Deed) -> Extra:
    return {"policy": deed.policy.version, "calendar": deed.calendars.version}


# --- legs ------------------------------------------------------------------------------------------------


def _assign(deed: Deed) -> Extra:
    """Open a leg; the agency that only handed back what is its own gains no time by it."""
    case, opd = deed.case, str(deed.fields["opd"])
    extra: Extra = {"leg": len(case.legs) + 1, **_versions(deed)}
    back = case.leg if case.leg and case.leg.returned_at else None
    terms = _own_terms(deed, opd)
    if back:
        extra["closes"] = _closing(deadlines.RETURN, "opd" if back.opd == opd else "humas")
    if back and back.opd == opd:
        waited = Pause(deadlines.RETURN, back.returned_at or deed.now, deed.now, deed.actor, end=deed.now)
        old = back.due["respond"]
        if old.level == case.level:
            stops = (*back.pauses, waited)
            terms["respond"] = deadlines.again(old, deed.now, case.level, deed.policy, deed.calendars, stops)
            extra["carried"] = [_pause_json(pause) for pause in stops]
    if "finish" not in case.terms:
        terms["finish"] = deadlines.make("finish", case.level, deed.now, deed.policy, deed.calendars)
    extra["final"] = deed.role == w.COORDINATOR and case.rejections >= deed.policy.max_rejections
    return {**extra, "terms": terms_json(terms)}


def _reassign(deed: Deed) -> Extra:
    """Take the issue from one agency to another; the mistake is Humas', and so is the time."""
    case, opd = deed.case, str(deed.fields["opd"])
    if opd == case.opd:
        raise NotAllowedError(wording.same_agency(opd))
    terms = _own_terms(deed, opd)
    if case.paused:
        terms |= _finish_after(deed, case.paused)
    return {
        "leg": len(case.legs) + 1,
        **_versions(deed),
        "closes": _closing("dialihkan", "humas"),
        "final": case.rejections >= deed.policy.max_rejections,
        "terms": terms_json(terms),
    }


def _reopen(deed: Deed) -> Extra:
    """Give the agency that had it a new leg; the time it lay closed is no pause, so finish stays put."""
    terms = _own_terms(deed, deed.case.opd)
    return {"leg": len(deed.case.legs) + 1, **_versions(deed), "terms": terms_json(terms)}


def _own_terms(deed: Deed, opd: str) -> dict[str, Term]:
    level = deed.case.level
    return {
        name: deadlines.make(name, level, deed.now, deed.policy, deed.calendars, opd)
        for name in deadlines.OWN_TERMS
    }


def _closing(because: str, charged_to: str) -> Extra:
    return {"because": because, "charged_to": charged_to}


def _pause_json(pause: Pause) -> Extra:
    since, until, end = stamp(pause.since), stamp(pause.until), stamp(pause.end or pause.until)
    return {"reason": pause.reason, "since": since, "until": until, "end": end, "by": pause.by}


def _verify(deed: Deed) -> Extra:
    extra: Extra = {}
    if deed.case.leg:
        extra["closes"] = _closing("diperiksa-ulang", "humas")
    level = deed.fields.get("level")
    if level and level != deed.case.level:
        extra["level"] = level_change(deed, level, MANUAL, deed.fields.get("note", ""), confirm=False)
    elif level:
        extra["level"] = {}
    return extra


def _merge(deed: Deed) -> Extra:
    if deed.fields["parent"] == deed.case.id:
        raise InputError(wording.same_issue())
    if not deed.case.leg:
        return {}
    extra: Extra = {"closes": _closing("digabung", "humas")}
    if deed.case.paused:
        # The pause ends here; should the issue be taken out again, its finish term has had that pause.
        extra["terms"] = terms_json(_finish_after(deed, deed.case.paused))
    return extra


def _dismiss(deed: Deed) -> Extra:
    """An agency may hand back what is nobody's in this government: then its return was right."""
    return {"closes": _closing(deadlines.RETURN, "humas")} if deed.case.leg else {}


def _watch(deed: Deed) -> Extra:
    days = timedelta(days=deed.policy.watch_days)
    return {**_dismiss(deed), "recheck": deed.fields.get("recheck", stamp(deed.now + days))}


def _reject(deed: Deed) -> Extra:
    if str(deed.fields["suggested"]).casefold() == deed.opd.casefold():
        raise InputError(wording.own_suggestion())
    return {}


# --- pauses ----------------------------------------------------------------------------------------------


def _pause(deed: Deed) -> Extra:
    check_cap(deed, instant(deed.fields["until"]), deed.now)
    approved_by = deed.actor if deed.role == w.COORDINATOR else ""
    return {"since": stamp(deed.now), "by": deed.actor, "approved_by": approved_by}


def _ask_pause(deed: Deed) -> Extra:
    check_cap(deed, instant(deed.fields["until"]), deed.now)
    return {}


def _approve_pause(deed: Deed) -> Extra:
    """Stop the clocks as of the asking, for Humas' own slowness is not the agency's; a term missed since
    then stays missed, and the pause begins now."""
    request = deed.case.pause_request
    if request is None:
        raise NotAllowedError(wording.no_pause_request(deed.case.id))
    missed = any(row.at > request.asked_at for row in deed.case.breaches)
    since = deed.now if missed else request.asked_at
    until = instant(deed.fields["until"]) if "until" in deed.fields else request.until
    if until <= deed.now:
        raise InputError(wording.not_future("until"))
    check_cap(deed, until, since)
    return {
        "pause_reason": request.reason,
        "since": stamp(since),
        "until": stamp(until),
        "by": request.by,
        "approved_by": deed.actor,
    }


def check_cap(deed: Deed, until: datetime, since: datetime) -> None:
    """Refuse a pause that would take the leg's pauses over the cap. Raises NotAllowedError."""
    calendar = deed.calendars.of(deed.case.opd)
    cap = rules.pause_cap(deed.policy, calendar)
    earlier = [(p.since, p.end) for p in _leg(deed).pauses if p.end and p.reason != deadlines.RETURN]
    left = cap - worktime.paused(earlier, calendar)
    if worktime.elapsed(since, until, calendar) > left:
        hours = f"{max(left, timedelta(0)) / timedelta(hours=1):.1f}".replace(".", ",")
        raise NotAllowedError(wording.pause_too_long(deed.policy.pauses.cap, hours))


def _resume(deed: Deed) -> Extra:
    going = deed.case.paused
    if going is None:
        raise NotAllowedError(wording.wrong_state(deed.case.id, "resume", deed.case.state, (w.PAUSED,)))
    ended = replace(going, end=min(going.until, deed.now))
    return {"end": stamp(ended.end or deed.now), "terms": terms_json(_after_pause(deed, ended))}


def _finish_after(deed: Deed, going: Pause) -> dict[str, Term]:
    """Return the finish term, where there is one, moved by a pause that the end of its leg ends."""
    moved = _after_pause(deed, replace(going, end=deed.now))
    return {name: term for name, term in moved.items() if name == "finish"}


def _after_pause(deed: Deed, ended: Pause) -> dict[str, Term]:
    """Return respond and finish as moved by a pause that has ended."""
    return {
        item.name: deadlines.moved(item.term, [ended], deed.now, deed.calendars)
        for item in deadlines.open_terms(deed.case)
        if item.frozen
    }


def _leg(deed: Deed) -> Leg:
    return deed.case.legs[-1]


# --- answers, level, articles ----------------------------------------------------------------------------


def _answer(deed: Deed) -> Extra:
    return {"by_opd": deed.opd}


def _publish(deed: Deed) -> Extra:
    if "published_at" not in deed.fields:
        return {}
    at, answered = instant(deed.fields["published_at"]), deed.case.responded_at
    if at > deed.now or (answered and at < answered):
        raise InputError(wording.not_past("published_at"))
    return {}


def _close(deed: Deed) -> Extra:
    return {"closes": _closing("selesai", "opd")} if deed.case.leg else {}


def _set_level(deed: Deed) -> Extra:
    level = str(deed.fields["level"])
    if level == deed.case.level:
        raise NotAllowedError(wording.same_level(level))
    confirm = bool(deed.fields.get("confirm_terms"))
    return level_change(deed, level, MANUAL, str(deed.fields["reason"]), confirm=confirm)


def level_change(deed: Deed, level: str, rule: str, reason: str, *, confirm: bool) -> Extra:
    """Return level, rule and the terms that follow (WORKFLOW §2.3).

    Up: new terms from now, never later than the old ones. Down: terms stay unless Humas confirms.
    """
    case, up, terms = deed.case, rules.is_higher(level, deed.case.level), {}
    for item in deadlines.open_terms(case):
        if item.name == deed.action == "verify":
            continue  # the verdict itself ends this term: it is judged by the deadline it had
        if up:
            new = deadlines.raised(item.term, deed.now, level, deed.policy, deed.calendars, item.pauses)
        elif confirm:
            new = deadlines.again(item.term, deed.now, level, deed.policy, deed.calendars, item.pauses)
        else:
            continue
        if new != item.term:
            terms[item.name] = new
    overrules = case.level_rule if rule == MANUAL and case.level_rule != MANUAL else ""
    extra: Extra = {"level": level, "rule": rule, "reason": reason, "before_level": case.level}
    return {**extra, "overrules": overrules, "terms": terms_json(terms)}


def _detach(deed: Deed) -> Extra:
    gone, own = deed.fields["articles"], {article.id for article in deed.case.articles}
    if strays := [name for name in gone if name not in own]:
        raise InputError(wording.unknown_articles(strays))
    if len(gone) == len(own):
        raise NotAllowedError(wording.last_article())
    return {}


def _reattach(deed: Deed) -> Extra:
    last = deed.case.parted[-1]
    return {"articles": [article_json(article) for article in last.articles], "from": last.to}


EFFECTS: dict[str, Callable[[Deed], Extra]] = {
    "verify": _verify,
    "dismiss": _dismiss,
    "duplicate": _merge,
    "merge": _merge,
    "watch": _watch,
    "assign": _assign,
    "reassign": _reassign,
    "reject": _reject,
    "pause": _pause,
    "ask_pause": _ask_pause,
    "approve_pause": _approve_pause,
    "resume": _resume,
    "draft": _answer,
    "respond": _answer,
    "publish": _publish,
    "close": _close,
    "reopen": _reopen,
    "set_level": _set_level,
    "detach": _detach,
    "reattach": _reattach,
}
