"""The table of the workflow is whole, closed, and printed as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.triage import acts, case, names, workflow_page
from monitor.triage import workflow as w

ROOT = Path(__file__).parents[2]


def test_the_page_is_printed_from_the_table() -> None:
    assert (ROOT / "docs/workflow.md").read_text(encoding="utf-8") == workflow_page.document()


def test_every_state_action_role_and_field_has_an_indonesian_name() -> None:
    assert set(names.STATE_NAMES) == set(w.STATES)
    assert set(names.ACTION_NAMES) == set(w.ACTIONS)
    assert set(names.ROLE_NAMES) == set(w.ROLES)
    assert {field for row in w.MOVES for field in (*row.needs, *row.may)} == set(names.FIELD_NAMES)


def test_every_kind_of_event_has_a_step_in_the_fold() -> None:
    assert set(case._STEPS) | {"open"} == set(w.ACTIONS) | set(w.SYSTEM_KINDS)


def test_every_effect_belongs_to_an_action() -> None:
    assert set(acts.EFFECTS) <= set(w.ACTIONS)


def test_every_state_can_be_reached_and_none_is_a_trap() -> None:
    reached, old = {w.DETECTED}, set[str]()
    while reached != old:
        old = set(reached)
        reached |= {row.target for row in w.MOVES if row.target and reached & set(row.sources)}

    assert reached == set(w.STATES)
    for state in w.STATES:
        assert any(state in row.sources and row.target not in ("", state) for row in w.MOVES), state


@pytest.mark.parametrize("row", w.MOVES, ids=[row.action for row in w.MOVES])
def test_a_row_names_known_states_and_roles_only(row: w.Move) -> None:
    assert set(row.sources) <= set(w.STATES)
    assert row.target in ("", *w.STATES)
    assert set(row.roles) <= set(w.ROLES)
    assert row.sources
    assert row.roles


@pytest.mark.parametrize(("action", "state"), w.IMPLIED)
def test_implied_steps_are_steps_that_the_same_role_may_take(action: str, state: str) -> None:
    people = set(w.TABLE[action].roles) - {w.SYSTEM}
    for step in w.chain(action, state):
        assert state in w.TABLE[step].sources
        assert people <= set(w.TABLE[step].roles)
        state = w.TABLE[step].target


# The rights of WORKFLOW §5, read the other way round: what a role must never be able to do.
AGENCY_WORK = {"accept", "reject", "start", "draft", "respond", "endorse"}
VERDICTS = {
    "verify",
    "dismiss",
    "duplicate",
    "watch",
    "assign",
    "merge",
    "unmerge",
    "detach",
    "reattach",
    "revise",
    "publish",
    "close",
}
COORDINATION = {"reassign", "approve_pause", "refuse_pause", "set_level", "set_flag", "reopen"}
NEVER = {
    w.ADMIN: set(w.ACTIONS),
    w.AUDITOR: set(w.ACTIONS),
    w.LEADER: set(w.ACTIONS) - {"approve", "note"},
    w.VERIFIER: AGENCY_WORK | COORDINATION | {"pause", "resume"},
    w.COORDINATOR: AGENCY_WORK,
    w.OPERATOR: VERDICTS | COORDINATION | {"approve", "endorse"},
    w.HEAD: VERDICTS | COORDINATION | {"approve"},
    w.SYSTEM: AGENCY_WORK | {"approve", "publish", "close", "dismiss", "merge", "note", "ask"},
}


@pytest.mark.parametrize("role", w.ROLES)
def test_no_role_may_do_what_the_rights_table_denies_it(role: str) -> None:
    able = {row.action for row in w.MOVES if role in row.roles}

    assert able & NEVER[role] == set()
