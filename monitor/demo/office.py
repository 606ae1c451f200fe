"""The invented office that works the demo's issues, so that a fortnight ends in an honest report.

    issues as they stand, the instant up to which to work
    | plan      what each issue's people would do next, and when: a pure function
    | work      let them do it through the desk, in order of time, until nothing more is due

Every issue has its own temper, drawn from its number and nothing else: most agencies accept within the
term, some late, a few never answer, some hand the issue back or must write again. Nobody looks at the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any, Protocol

from monitor.clock import ManualClock
from monitor.demo.stamps import WITA
from monitor.model import Deadline
from monitor.triage import workflow as w
from monitor.triage.case import Case, Leg

# Shares of a term at which people act. They are drawn, not measured: no figures of a real office exist
# (WORKFLOW §0), so the demo only shows that late, open and returned issues all reach the report.
ACCEPTED_LATE, NEVER_ACCEPTED = 0.14, 0.04
ANSWERED_LATE, NEVER_ANSWERED = 0.18, 0.10
HANDED_BACK = 0.10
SENT_BACK = 0.22
LEFT_TO_VERIFY = 0.08
LEFT_OPEN_AFTER_ANSWER = 0.30

# A runner-up this close to the proposed agency makes handing back plausible, and Humas then follows it.
CLOSE_SECOND = 0.5

OPENS, SHUTS = time(7, 30), time(16, 0)


class Casework(Protocol):
    """The part of the desk that the office uses."""

    def act(
        self,
        issue: str,
        action: str,
        *,
        actor: str,
        role: str,
        opd: str = "",
        payload: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do one action on an issue."""
        ...


@dataclass(frozen=True, slots=True)
class Act:
    """Something one of the office's people will do at ``at``; ``opd`` is the actor's own agency."""

    at: datetime
    issue: str
    action: str
    actor: str
    role: str
    opd: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def work(
    desk: Casework, cases: Callable[[], Iterable[Case]], clock: ManualClock, until: datetime
) -> list[Act]:
    """Let the office work up to ``until``; the clock stands at each act in turn, and at ``until`` afterwards.

    ``cases`` returns the issues as they now stand. Acts come in order of time; refusals are raised.
    """
    done: list[Act] = []
    while (act := next(iter(plan(cases(), until)), None)) is not None:
        clock.set(max(act.at, clock.now()))
        desk.act(
            act.issue, act.action, actor=act.actor, role=act.role, opd=act.opd, payload=dict(act.payload)
        )
        done.append(act)
    clock.set(max(until, clock.now()))
    return done


def plan(cases: Iterable[Case], until: datetime) -> list[Act]:
    """Return the next act of every issue that falls due by ``until``, earliest first."""
    acts = (act for case in cases for act in _next(case) if act.at <= until)
    return sorted(acts, key=lambda act: (act.at, act.issue))


def draw(case: Case, what: str) -> float:
    """Return the issue's own number in [0, 1) for one question, the same on every machine."""
    digest = blake2b(f"{case.id}/{what}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def _next(case: Case) -> Iterator[Act]:
    """Yield the one act the issue waits for, or nothing."""
    step = _STEPS.get(case.state)
    act = step(case) if step else None
    if act:
        yield act


# --- Humas -----------------------------------------------------------------------------------------------


def _dispose(case: Case) -> Act | None:
    """The verifier follows the proposal; some issues wait for a verifier who is elsewhere."""
    opd = str(case.proposal.get("opd") or "")
    if not opd or draw(case, "verify") < LEFT_TO_VERIFY:
        return None
    chance = draw(case, "verify-when")
    term = case.terms.get("verify")
    at = _within(term, 0.2 + 0.7 * chance) if term else case.last_at + _hours(0.5, 2, chance)
    payload = {"opd": opd, "instruction": "Mohon klarifikasi dan data pendukung."}
    return _humas(case, at, "assign", payload)


def _decide_return(case: Case) -> Act | None:
    """Humas follows a plausible suggestion, else insists; the second return goes to the coordinator."""
    leg = _leg(case)
    suggested = case.suggested if case.suggested and case.suggested == _runner_up(case) else leg.opd
    at = (leg.returned_at or case.last_at) + _hours(0.5, 2, draw(case, "decide"))
    return _humas(case, at, "assign", {"opd": suggested}, coordinator=case.rejections > 1)


def _judge_answer(case: Case) -> Act | None:
    """One answer in five or so comes back for more facts; the second one passes."""
    at = _submitted(case) + _hours(0.3, 1.5, draw(case, f"judge-{case.revisions}"))
    if not case.revisions and draw(case, "fix") < SENT_BACK:
        return _humas(case, at, "revise", {"fix": "Tambahkan data dan tanggal tindak lanjut."})
    return _humas(case, at, "approve", {}, coordinator=case.level == "K1")


def _publish(case: Case) -> Act | None:
    """The approved answer goes to the outlet that wrote first."""
    at = _submitted(case) + _hours(2, 5, draw(case, "publish"))
    outlet = case.outlets[0] if case.outlets else ""
    return _humas(case, at, "publish", {"channel": "surat ke redaksi", "outlet": outlet})


def _close(case: Case) -> Act | None:
    """Most delivered answers are closed a day or two later."""
    if case.delivered_at is None or draw(case, "close") < LEFT_OPEN_AFTER_ANSWER:
        return None
    at = case.delivered_at + _hours(18, 48, draw(case, "close-when"))
    return _humas(case, at, "close", {"outcome": "dimuat" if draw(case, "outcome") < 0.5 else "dijelaskan"})


# --- the agency ------------------------------------------------------------------------------------------


def _receive(case: Case) -> Act | None:
    """The operator accepts, early or late, or hands the issue back to a plausible other agency."""
    leg = _leg(case)
    mood = draw(case, f"accept-{leg.number}")
    if mood < NEVER_ACCEPTED:
        return None
    late = mood < NEVER_ACCEPTED + ACCEPTED_LATE
    at = _within(leg.due["accept"], _share(case, f"accept-when-{leg.number}", late=late))
    other = _runner_up(case)
    if leg.number == 1 and other and draw(case, "hand-back") < HANDED_BACK:
        reason = "Hal ini di luar tugas kami; urusan tersebut ditangani OPD lain."
        return _operator(case, at, "reject", {"reason": reason, "suggested": other})
    return _operator(case, at, "accept", {"pic": "Operator kehumasan"})


def _start(case: Case) -> Act | None:
    """Work begins soon after the issue was accepted."""
    since = case.accepted_at or case.last_at
    return _operator(case, since + _hours(0.2, 1, draw(case, "start")), "start", {})


def _answer(case: Case) -> Act | None:
    """The agency submits its answer, in time, late, or not at all; a second version comes within hours."""
    leg = _leg(case)
    if leg.submitted_at and case.revisions:
        at = leg.submitted_at + _hours(1.5, 5, draw(case, "again"))
    else:
        mood = draw(case, f"answer-{leg.number}")
        if mood < NEVER_ANSWERED:
            return None
        late = mood < NEVER_ANSWERED + ANSWERED_LATE
        at = _within(leg.due["respond"], _share(case, f"answer-when-{leg.number}", late=late))
    return _operator(case, at, "respond", _reply(case))


def _reply(case: Case) -> dict[str, Any]:
    more = "Data dan jadwal tindak lanjut kami lampirkan. " if case.revisions else ""
    text = (
        f"[Simulasi] Terkait pemberitaan “{case.title}”, kami sudah memeriksa hal yang dikeluhkan. {more}"
        "Perkembangan penanganan akan kami sampaikan kepada publik."
    )
    return {
        "text": text,
        "answer_kind": "klarifikasi",
        "source": "Catatan bidang teknis OPD",
        "approver": "Sekretaris OPD",
    }


_STEPS: Mapping[str, Callable[[Case], Act | None]] = {
    w.DETECTED: _dispose,
    w.VERIFIED: _dispose,
    w.RETURNED: _decide_return,
    w.ASSIGNED: _receive,
    w.ACCEPTED: _start,
    w.WORKING: _answer,
    w.REVISION: _answer,
    w.REOPENED: _answer,
    w.SUBMITTED: _judge_answer,
    w.APPROVED: _publish,
    w.DELIVERED: _close,
}


# --- people and times ------------------------------------------------------------------------------------


def _humas(
    case: Case, at: datetime, action: str, payload: Mapping[str, Any], *, coordinator: bool = False
) -> Act:
    role = w.COORDINATOR if coordinator else w.VERIFIER
    return Act(_at_work(case, at), case.id, action, f"{role}-simulasi", role, "", payload)


def _operator(case: Case, at: datetime, action: str, payload: Mapping[str, Any]) -> Act:
    actor = f"operator-{case.opd}-simulasi"
    return Act(_at_work(case, at), case.id, action, actor, w.OPERATOR, case.opd, payload)


def _leg(case: Case) -> Leg:
    return case.legs[-1]


def _submitted(case: Case) -> datetime:
    return _leg(case).submitted_at or case.last_at


def _runner_up(case: Case) -> str:
    """Return the second agency of the routing if it came close to the first, else nothing."""
    ranking = [(str(slug), float(score)) for slug, score in case.proposal.get("ranking") or ()]
    if len(ranking) < 2 or ranking[1][1] < CLOSE_SECOND * ranking[0][1]:
        return ""
    return ranking[1][0]


def _share(case: Case, what: str, *, late: bool) -> float:
    chance = draw(case, what)
    return 1.05 + 0.6 * chance if late else 0.15 + 0.75 * chance


def _within(term: Deadline, share: float) -> datetime:
    """Return the instant at a share of a term's span on the calendar; beyond 1 it lies past the deadline."""
    return term.start + share * (term.due - term.start)


def _hours(least: float, most: float, chance: float) -> timedelta:
    return timedelta(hours=least + (most - least) * chance)


def _at_work(case: Case, at: datetime) -> datetime:
    """Return the instant itself on duty, else the next morning of a weekday; K1 is worked at any hour."""
    here = at.astimezone(WITA)
    if case.level != "K1":
        if here.time() >= SHUTS:
            here = datetime.combine(here.date() + timedelta(days=1), OPENS, WITA)
        while here.weekday() >= 5:
            here = datetime.combine(here.date() + timedelta(days=1), OPENS, WITA)
        if here.time() < OPENS:
            here = datetime.combine(here.date(), OPENS, WITA)
    return here.astimezone(at.tzinfo).replace(microsecond=0)
