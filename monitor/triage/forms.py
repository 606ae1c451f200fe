"""What people fill in, checked and brought into the shape an event keeps: JSON values, instants in UTC.

An empty optional field counts as not filled in, for web forms send every field. pydantic would serve for
types, but each action's fields, lists and words come from the table and the policy at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.errors import InputError
from monitor.schema_policy import Policy
from monitor.triage import wording
from monitor.triage.payload import instant, stamp
from monitor.triage.policy import LEVELS, codes
from monitor.triage.workflow import Move

TONES = ("negatif", "netral", "positif")
MARKS = ("krisis", "rahasia")
ABOUT = ("level", "reopen")
_YES = ("true", "ya", "1", "on", "yes")
_NO = ("false", "tidak", "0", "off", "no")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a field may be checked against. ``agencies`` is None where the profile's slugs are not at hand."""

    policy: Policy
    now: datetime
    agencies: Collection[str] | None


Reader = Callable[[str, Any, Paper], Any]


def read(row: Move, payload: Mapping[str, Any], paper: Paper) -> dict[str, Any]:
    """Return the fields of an action, checked. Raises InputError with the field and the cure."""
    given = {key: value for key, value in payload.items() if value not in (None, "", [], ())}
    known = (*row.needs, *row.may)
    if strays := set(given) - set(known):
        raise InputError(wording.stray(row.action, strays, known))
    for field in row.needs:
        if field not in given:
            raise InputError(wording.missing(row.action, field))
    return {field: _reader(field)(field, given[field], paper) for field in known if field in given}


def _text(field: str, value: Any, paper: Paper) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(wording.bad_text(field))
    return value.strip()


def _switch(field: str, value: Any, paper: Paper) -> bool:
    word = str(value).strip().lower()
    if word not in (*_YES, *_NO):
        raise InputError(wording.bad_switch(field))
    return word in _YES


def _texts(field: str, value: Any, paper: Paper) -> list[str]:
    rows = [value] if isinstance(value, str) else value
    if not isinstance(rows, list | tuple) or not all(isinstance(row, str) and row.strip() for row in rows):
        raise InputError(wording.bad_list(field))
    return list(dict.fromkeys(row.strip() for row in rows))


def _instant(field: str, value: Any, paper: Paper) -> str:
    """Read an instant with its zone; one without would silently be somebody's guess."""
    try:
        moment = value if isinstance(value, datetime) else instant(str(value).strip())
        return stamp(moment)
    except ValueError as error:
        raise InputError(wording.bad_instant(field, value)) from error


def _future(field: str, value: Any, paper: Paper) -> str:
    text = _instant(field, value, paper)
    if instant(text) <= paper.now:
        raise InputError(wording.not_future(field))
    return text


def _address(field: str, value: Any, paper: Paper) -> str:
    text = _text(field, value, paper)
    if not text.lower().startswith(("http://", "https://")):
        raise InputError(wording.bad_address(field))
    return text


def _agency(field: str, value: Any, paper: Paper) -> str:
    slug = _text(field, value, paper)
    if paper.agencies is not None and slug not in paper.agencies:
        raise InputError(wording.unknown_agency(slug))
    return slug


def _agencies(field: str, value: Any, paper: Paper) -> list[str]:
    return [_agency(field, slug, paper) for slug in _texts(field, value, paper)]


def _choice(choices: Callable[[Policy], tuple[str, ...]]) -> Callable[[str, Any, Paper], str]:
    def check(field: str, value: Any, paper: Paper) -> str:
        fits = choices(paper.policy)
        if value not in fits:
            raise InputError(wording.bad_choice(field, value, fits))
        return str(value)

    return check


def _reader(field: str) -> Reader:
    return _READERS.get(field, _text)


_READERS: dict[str, Reader] = {
    "reason_code": _choice(lambda policy: codes(policy.dismiss_reasons)),
    "pause_reason": _choice(lambda policy: codes(policy.pauses.reasons)),
    "answer_kind": _choice(lambda policy: codes(policy.answer_kinds)),
    "outcome": _choice(lambda policy: codes(policy.outcomes)),
    "level": _choice(lambda policy: LEVELS),
    "tone": _choice(lambda policy: TONES),
    "flag": _choice(lambda policy: MARKS),
    "about": _choice(lambda policy: ABOUT),
    "opd": _agency,
    "support": _agencies,
    "articles": _texts,
    "attachments": _texts,
    "until": _future,
    "recheck": _future,
    "published_at": _instant,
    "url": _address,
    "linked": _switch,
    "on": _switch,
    "confirm_terms": _switch,
}
