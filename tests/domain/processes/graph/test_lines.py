"""Step tables and the processes they say."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes import tables
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Flow, Kind, SignOff
from motcua.domain.processes.graph.engine import Start, act, leaving
from motcua.domain.processes.graph.lines import deciding, lines_of, process_of
from motcua.domain.processes.graph.state import NOT_BEGUN
from motcua.domain.processes.tables import QUESTION, Line, keyed
from motcua.kernel.words import Words

NAME = Words("Thử", "Trial")
USUAL = tables.lines_of(DEFAULT_STEPS)


def middle(name: str, parallel: str = "", **facts: Any) -> Line:
    return Line(name, name, "specialist_unit", "specialist", Decimal(2), parallel=parallel, **facts)


def walked(lines: list[Line]) -> list[list[str]]:
    """The steps open at the same time, when everything open is finished again and again."""
    process = process_of(lines, NAME)
    state, told = act(process, NOT_BEGUN, Start()).state, []
    while not state.over:
        told.append([token.node for token in state.tokens])
        for token in state.tokens:
            state = act(process, state, leaving(process, token)).state
    return told


def test_the_usual_table_is_a_sound_process_one_step_after_the_other() -> None:
    process = process_of(USUAL, NAME)
    assert findings(process) == [] and walked(USUAL) == [["reception"], ["examination"], ["approval"], ["return"]]
    assert [node.key for node in process.steps if node.decides] == ["approval"]


@pytest.mark.parametrize(
    ("columns", "open_together"),
    [
        ("A A", [["m0", "m1"]]),
        ("A.1 A.1 A.2", [["m0", "m2"], ["m1"]]),
        ("a.1 A.2 A.1", [["m0", "m1"], ["m2"]]),
        ("A A B B", [["m0", "m1"], ["m2", "m3"]]),
        ("- A A -", [["m0"], ["m1", "m2"], ["m3"]]),
    ],
)
def test_rows_of_one_group_run_at_the_same_time(columns: str, open_together: list[list[str]]) -> None:
    rows = [middle(f"m{place}", group.strip("-")) for place, group in enumerate(columns.split())]
    lines = [USUAL[0], *rows, *USUAL[2:]]
    assert walked(lines)[1:-2] == open_together and findings(process_of(lines, NAME)) == []


_rows = st.lists(
    st.builds(
        Line,
        st.sampled_from(["Thẩm định", "Lấy ý kiến"]),
        st.sampled_from(["Examine", "Opinion"]),
        st.just("specialist_unit"),
        st.sampled_from(["specialist", "leader"]),
        st.none() | st.integers(1, 9999).map(lambda n: Decimal(n) / 60),
        skill=st.sampled_from(["", "land"]),
        thread=st.booleans(),
        text=st.sampled_from(["", "Trưởng phòng"]),
        papers=st.sampled_from([(), ("1",)]),
        documents=st.sampled_from([(), ("tờ trình",)]),
        sign_off=st.sampled_from([(), (SignOff.PREPARE, SignOff.SIGN)]),
        parallel=st.sampled_from(["", "", "A.1", "A.2", "B.1", "B.2"]),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(_rows)
def test_a_table_comes_back_from_its_process(rows: list[Line]) -> None:
    lines = [USUAL[0], *rows, *USUAL[2:]]
    process = process_of(lines, NAME)
    told = lines_of(process)
    assert told is not None
    plain = [replace(line, parallel="") for line in told]
    wanted = [replace(line, parallel="") for line in deciding(keyed(lines))]
    assert sorted(plain, key=str) == sorted(wanted, key=str)
    assert len(process_of(told, NAME).nodes) == len(process.nodes)
    assert walked(told) == walked(lines)


AUTOMATIC = [
    {"does": "tell_applicant", "hours": None},
    {"does": "tell_unit", "unit": "leader", "role": "leader", "hours": None},
    {"does": "tell_unit", "unit": "named", "agency": "H26.S1", "hours": None},
    {"does": "document:control", "hours": None, "says_vi": "", "says_en": ""},
    {"does": "ask", "agency": "H26.S1; H26.S2"},
    {"does": "remind"},
    {"does": QUESTION, "agency": "H26.S1; H26.S2", "enough": 1},
    {"does": QUESTION, "agency": "H26.S1", "unit": "leader", "role": "leader", "thread": False},
]


def by_itself(**facts: Any) -> Line:
    return replace(middle("auto", says_vi="Nội dung", says_en="Text"), **facts)


@pytest.mark.parametrize("facts", AUTOMATIC)
@pytest.mark.parametrize("parallel", ["", "A.1"])
def test_automatic_rows_come_back_and_are_sound(facts: dict[str, Any], parallel: str) -> None:
    rows = [middle("a", parallel), by_itself(**facts, parallel=parallel), *([middle("b", "A.2")] if parallel else [])]
    table = keyed([USUAL[0], *rows, *USUAL[2:]])
    told = process_of(table, NAME)
    assert findings(told) == [] and tables.faults(table) == {}
    assert lines_of(told) == [replace(line, decides=line.key == "approval") for line in table]


def test_an_automatic_row_before_the_last_does_not_decide() -> None:
    table = [*USUAL[:3], by_itself(does="document:control"), USUAL[3]]
    assert [node.key for node in process_of(table, NAME).steps if node.decides] == ["approval"]
    assert tables.faults(table) == {}


def test_what_a_table_cannot_say_has_none() -> None:
    process = process_of(USUAL, NAME)
    back = Flow("back", "approval", "examination", back=True)
    assert lines_of(replace(process, flows=(*process.flows, back))) is None
    timer = tuple(replace(one, kind=Kind.TIMER) if one.key == "examination" else one for one in process.nodes)
    assert lines_of(replace(process, nodes=timer)) is None
