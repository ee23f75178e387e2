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


LIFE = """
draft       citizen    not_started  -
submitted   reception  not_started  1
accepted    reception  running      2
refused     nobody     ended        3
processing  agency     running      4
supplement  citizen    stopped      5
duty        citizen    stopped      6
withdrawn   nobody     ended        7
stopped     nobody     ended        8
decided     reception  ended        9
returned    reception  ended        10
closed      nobody     ended        10
"""
"""State, whom it waits for, the clock, the national number."""
MOVED = """
submit        draft                                            submitted   case.submitted
accept        submitted                                        accepted    case.accepted
refuse        submitted                                        refused     case.refused
ask_early     submitted                                        supplement  case.supplement_requested
ask_late      accepted,processing                              supplement  case.supplement_requested
answer_early  supplement                                       submitted   case.supplement_answered
answer_late   supplement                                       processing  case.supplement_answered
begin         accepted                                         processing  case.forwarded
ask_duty      processing                                       duty        case.duty_requested
settle_duty   duty                                             processing  case.duty_settled
decide        processing                                       decided     case.decided
unsign        decided                                          processing  case.decision_returned
hand_over     decided                                          returned    case.returned
close         returned                                         closed      case.closed
withdraw      accepted,duty,processing,submitted,supplement    withdrawn   case.withdrawn
stop          accepted,duty,processing,supplement              stopped     case.stopped
"""
"""Verb, from where, to where, what the ledger says."""


def test_each_state_waits_for_whom_the_law_says_and_has_its_national_number() -> None:
    told = [(state, facts.holder, facts.clock, str(facts.national or "-")) for state, facts in FACTS.items()]
    assert told == [tuple(line.split()) for line in LIFE.strip().splitlines()]


def test_each_move_leads_from_there_to_there_and_leaves_its_sentence() -> None:
    told = [(move.verb, ",".join(sorted(move.sources)), move.target, move.event) for move in MOVES.values()]
    assert told == [tuple(line.split()) for line in MOVED.strip().splitlines()]


@pytest.mark.parametrize(
    ("group", "named"),
    [
        (states.ENDED, "refused withdrawn stopped closed"),
        (states.OPEN, "submitted accepted processing supplement duty decided"),
        (states.NEVER_ACCEPTED, "draft submitted refused"),
        (states.ALWAYS_ACCEPTED, "accepted processing duty stopped decided returned closed"),
        (states.TIMED, "submitted accepted processing"),
        (states.HAS_DECISION, "decided returned closed"),
    ],
)
def test_groups_of_states(group: frozenset[State], named: str) -> None:
    assert group == set(named.split())


def test_the_database_lets_through_every_pair_of_the_table_and_no_other() -> None:
    pairs = states.transitions()
    assert len(pairs) == len(set(pairs)) == 24 and list(pairs) == sorted(pairs)
    assert (State.DECIDED, State.PROCESSING) in pairs and (State.DECIDED, State.STOPPED) not in pairs
    assert MoveRefused.code == "case.move_refused"
