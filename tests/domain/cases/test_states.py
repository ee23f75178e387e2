"""The table of a case's life: whole state × move product, reachability, and what each state says."""

import pytest

from motcua.domain.cases import states
from motcua.domain.cases.states import ENDED, FACTS, MOVES, Clock, Holder, MoveRefused, State, target_of, verbs_from


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", MOVES)
def test_a_move_leads_where_the_table_says_or_is_refused(state: State, verb: str) -> None:
    move = MOVES[verb]
    if state in move.sources:
        assert target_of(verb, state) == move.target
        assert verb in verbs_from(state)
    else:
        with pytest.raises(MoveRefused) as refused:
            target_of(verb, state)
        assert FACTS[state].words.vi in refused.value.words.vi
        assert verb not in verbs_from(state)


def test_every_state_has_its_facts() -> None:
    assert set(FACTS) == set(State)


def test_every_state_is_reached_from_the_draft() -> None:
    reached, todo = set(), [State.DRAFT]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += [MOVES[verb].target for verb in verbs_from(here)]
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_only_ended_states_are_left_by_no_move(state: State) -> None:
    assert (not verbs_from(state)) == (state in ENDED)


@pytest.mark.parametrize("state", State)
def test_the_clock_stands_only_while_the_citizen_holds_a_filed_case(state: State) -> None:
    facts = FACTS[state]
    filed_and_waiting = facts.holder is Holder.CITIZEN and state is not State.DRAFT
    assert (facts.clock is Clock.STOPPED) == filed_and_waiting


def test_national_status_numbers_are_those_of_the_exchange_list() -> None:
    assert {facts.national for facts in FACTS.values()} - {None} == set(range(1, 11))


def test_a_decision_is_undone_before_its_result_goes_out_and_by_one_move_only() -> None:
    after = {State.DECIDED, State.RETURNED, State.CLOSED}
    undone = [move for move in states.MOVES.values() if move.sources & after and move.target not in after]
    assert [(move.verb, move.sources, move.target) for move in undone] == [
        ("unsign", {State.DECIDED}, State.PROCESSING)
    ]


def test_stopping_is_impossible_once_a_decision_exists() -> None:
    assert not MOVES["stop"].sources & states.HAS_DECISION
