"""Whatever people and the clock do in whatever order, the issue's record holds: a machine that tries."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from casework_world import ANSWER, CALENDARS, HOSPITAL, MONDAY, POLICY, ROAD, SCHOOL, article, detection
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from monitor.errors import CaseError, InputError
from monitor.model import NewEvent
from monitor.triage import casework, deadlines, escalate, rights
from monitor.triage import workflow as w
from monitor.triage.assign import Proposal
from monitor.triage.case import apply, fold
from monitor.triage.judge import Verdict

OPDS = (ROAD, SCHOOL, HOSPITAL)
LEVELS = ("K1", "K2", "K3", "K4")
# The way most issues go; a run starts somewhere on it, or most runs would never see the far states.
WAY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("assign", w.COORDINATOR, {"opd": ROAD}),
    ("accept", w.OPERATOR, {"pic": "Petugas Uji"}),
    ("start", w.OPERATOR, {}),
    ("respond", w.OPERATOR, ANSWER),
    ("approve", w.COORDINATOR, {}),
    ("publish", w.COORDINATOR, {"channel": "situs"}),
    ("close", w.COORDINATOR, {"outcome": "dimuat"}),
    ("reopen", w.COORDINATOR, {"reason": "Muncul lagi"}),
    ("start", w.OPERATOR, {}),
)
OPTIONAL = {"title", "right_of_reply_until"}
ENDS = ("dismiss", "duplicate", "merge")


SLOWER = POLICY.model_copy(
    update={
        "version": "2026.2",
        "levels": tuple(
            level.model_copy(update={"terms": POLICY.level("K4" if level.id != "K1" else "K1").terms})
            for level in POLICY.levels
        ),
    }
)


class Office(RuleBasedStateMachine):
    """One issue, random people, random hours."""

    @initialize(
        level=st.sampled_from(LEVELS), sure=st.booleans(), hour=st.integers(0, 167),
        way=st.integers(0, len(WAY)),
    )  # fmt: skip
    def detect(self, level: str, sure: bool, hour: int, way: int) -> None:
        self.now = MONDAY + timedelta(hours=hour)
        self.policy = POLICY
        share = 0.99 if sure else 0.6
        found = detection(level, flag_probability=share, proposal=Proposal(ROAD, (), share))
        self.events = casework.open_issue("2026-0001", found, self.policy, CALENDARS, self.now)
        self.case = fold(self.events)
        self.closed: dict[int, Any] = {}
        self.articles = 1
        for action, role, fields in WAY[int(sure) : way]:
            assert self.try_to(action, role, ROAD if role in w.AGENCY else "", fields), action

    def write(self, events: list[NewEvent]) -> None:
        for event in events:
            assert event.before == self.case.state
            assert json.loads(json.dumps(event.payload)) == event.payload
            self._within_the_table(event)
            self.events.append(event)
            self.case = apply(self.case, event)

    def _within_the_table(self, event: NewEvent) -> None:
        row = w.TABLE.get(event.kind)
        listed = {*w.ADDED.get(event.kind, ()), *((*row.needs, *row.may) if row else ())}
        assert set(event.payload) <= listed
        assert set(row.needs if row else listed - OPTIONAL) <= set(event.payload)
        if row is None:
            assert (event.role, event.kind in w.SYSTEM_KINDS) == (w.SYSTEM, True)
            assert event.before == event.after
            return
        assert event.role in row.roles
        assert event.before in row.sources
        assert event.after == (row.target or event.before)

    def form(self, data: Any, action: str) -> dict[str, Any]:
        later = self.now + timedelta(hours=data.draw(st.integers(1, 100)))
        fields: dict[str, Any] = {
            **ANSWER, "opd": data.draw(st.sampled_from(OPDS)), "support": [data.draw(st.sampled_from(OPDS))],
            "reason": "Alasan", "reason_code": "berita-lama", "parent": "2026-0002", "pic": "Petugas Uji",
            "suggested": "dishub", "pause_reason": "pihak-luar", "until": later, "fix": "Lengkapi",
            "channel": "situs", "outcome": "dimuat", "level": data.draw(st.sampled_from(LEVELS)), "on": True,
            "flag": "krisis", "about": "level", "note": "Catatan", "recheck": later,
            "confirm_terms": data.draw(st.booleans()), "articles": [self.case.articles[0].id],
        }  # fmt: skip
        row = w.TABLE[action]
        optional = {name for name in row.may if name in fields and data.draw(st.booleans())}
        return {name: fields[name] for name in (*row.needs, *optional)}

    @rule(data=st.data())
    def the_agency_goes_on(self, data: Any) -> None:
        self._go_on(data, w.AGENCY, self.case.opd)

    @rule(data=st.data())
    def humas_goes_on(self, data: Any) -> None:
        self._go_on(data, w.HUMAS, "")

    @rule(data=st.data())
    def somebody_pauses(self, data: Any) -> None:
        for action in ("ask_pause", "approve_pause", "pause", "resume"):
            if data.draw(st.booleans()):
                self.try_to(
                    action,
                    w.COORDINATOR if action != "ask_pause" else w.VERIFIER,
                    "",
                    self.form(data, action),
                )

    def _go_on(self, data: Any, roles: tuple[str, ...], opd: str) -> None:
        """Do something allowed; what leads on is drawn more often, what ends the issue less."""
        fits = [
            (role, action)
            for role in roles
            for action in rights.allowed(self.case, role, opd, self.now, self.policy)
            for _ in range(4 if w.TABLE[action].target and action not in ENDS else 1)
        ]
        if fits:
            role, action = data.draw(st.sampled_from(fits))
            self.try_to(action, role, opd, self.form(data, action))

    @rule(data=st.data(), role=st.sampled_from(w.ROLES), opd=st.sampled_from(("", *OPDS)))
    def somebody_tries_anything(self, data: Any, role: str, opd: str) -> None:
        action = data.draw(st.sampled_from(w.ACTIONS))
        case = self.case
        for event in escalate.facts(case, self.now, self.policy, CALENDARS):
            case = apply(case, event)
        said = rights.refusal(case, action, role, opd, self.now, self.policy)
        went = self.try_to(action, role, opd, self.form(data, action))
        assert not (went and said), said

    def try_to(self, action: str, role: str, opd: str, fields: dict[str, Any]) -> bool:
        before = self.case
        try:
            events = casework.act(
                self.case, action, actor="orang", role=role, opd=opd or None, now=self.now, payload=fields,
                policy=self.policy, calendars=CALENDARS,
            )  # fmt: skip
        except (CaseError, InputError):
            return False
        if role in w.AGENCY:
            assert opd in (before.opd, *before.support)
        self.write(events)
        return True

    @rule(minutes=st.one_of(st.integers(1, 300), st.integers(300, 20000)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_clock_looks(self) -> None:
        self.write(casework.tick(self.case, self.now, self.policy, CALENDARS))
        assert casework.tick(self.case, self.now, self.policy, CALENDARS) == []

    @rule()
    def the_clock_looks_when_asked_to(self) -> None:
        check = escalate.next_check(self.case, self.now, self.policy, CALENDARS)
        if check is None:
            assert casework.tick(self.case, self.now + timedelta(days=900), self.policy, CALENDARS) == []
        elif check > self.now:
            early = casework.tick(self.case, check - timedelta(seconds=1), self.policy, CALENDARS)
            assert early == [], f"something happens before {check}"
            self.now = check
            events = casework.tick(self.case, self.now, self.policy, CALENDARS)
            assert events, f"nothing happens at {check}"
            self.write(events)

    @rule(level=st.sampled_from(LEVELS), flag=st.booleans())
    def an_article_joins(self, level: str, flag: bool) -> None:
        self.articles += 1
        verdict = Verdict(level, f"aturan-{level}", "Sebab.")
        rows = [article(self.articles, flag=flag)]
        self.write(casework.add_article(self.case, rows, self.now, self.policy, CALENDARS, verdict))

    @rule(slower=st.booleans())
    def the_policy_is_edited(self, slower: bool) -> None:
        self.policy = SLOWER if slower else POLICY
        self.write(casework.recompute(self.case, self.policy, CALENDARS, self.now))

    @rule()
    def deadlines_are_computed_again(self) -> None:
        # A term that rested while the policy was edited (an answer being judged, a watch) follows it now.
        stale = {
            item.name for item in deadlines.open_terms(self.case) if item.term.policy != self.policy.version
        }
        events = casework.recompute(self.case, self.policy, CALENDARS, self.now)
        assert {name for event in events for name in event.payload["terms"]} <= stale
        self.write(events)
        assert casework.recompute(self.case, self.policy, CALENDARS, self.now) == []

    @invariant()
    def the_fold_of_all_events_is_the_case(self) -> None:
        assert fold(self.events) == self.case

    @invariant()
    def instants_never_run_backwards(self) -> None:
        instants = [event.at for event in self.events]
        assert instants == sorted(instants)
        reached = [at for name, at in self.case.instants.items() if at and name != "terbit"]
        assert reached == sorted(reached)

    @invariant()
    def one_leg_is_open_at_most_and_closed_ones_never_change(self) -> None:
        still = [leg for leg in self.case.legs if leg.closed_at is None]
        assert len(still) <= 1
        for leg in self.case.legs:
            if leg.closed_at is not None:
                assert self.closed.setdefault(leg.number, leg) == leg
                assert leg.charged_to in ("opd", "humas")
                assert all(pause.end for pause in leg.pauses)
        assert [leg.number for leg in self.case.legs] == list(range(1, len(self.case.legs) + 1))

    @invariant()
    def an_agency_has_the_issue_exactly_in_its_states(self) -> None:
        held = (*w.AT_AGENCY, w.RETURNED, w.SUBMITTED, w.APPROVED, w.DELIVERED)
        assert (self.case.leg is not None) is (self.case.state in held)
        assert (self.case.paused is not None) is (self.case.state == w.PAUSED)

    @invariant()
    def deadlines_follow_their_start(self) -> None:
        for item in deadlines.open_terms(self.case):
            assert item.term.start <= item.term.due
            assert item.term.steps
        assert len({(row.term, row.leg) for row in self.case.breaches}) == len(self.case.breaches)

    @invariant()
    def no_rung_is_climbed_twice(self) -> None:
        keys = [(row.id, row.term, row.leg, row.start) for row in self.case.escalations]
        assert len(set(keys)) == len(keys)


Office.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestOffice = Office.TestCase


def test_the_machine_can_start_anywhere_on_the_way() -> None:
    ends = []
    for way in range(len(WAY) + 1):
        machine = Office()
        machine.detect(level="K2", sure=False, hour=0, way=way)
        ends.append(machine.case.state)

    assert ends == [
        w.DETECTED, w.ASSIGNED, w.ACCEPTED, w.WORKING, w.SUBMITTED, w.APPROVED, w.DELIVERED, w.FINISHED,
        w.REOPENED, w.WORKING,
    ]  # fmt: skip
