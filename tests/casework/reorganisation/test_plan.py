"""A plan is read from JSON or a table, and everything wrong with it is said at once."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.territory.facts import hanoi_successions
from motcua.casework.reorganisation.choosing import Chooser, Known
from motcua.casework.reorganisation.hanoi import hanoi_2025
from motcua.casework.reorganisation.plan import Ended, Plan, Street, WrongPlan, as_json, read_plan
from tests.casework.reorganisation.conftest import merger, split

TABLE = """act,identifier,name,short_name,kind,parent,territory,office,address,successors,rules,default
plan,2026-12-01,Chia tách,Nghị quyết 1/NQ-HĐND,,,,,,,,
found,H26.M1,Ủy ban nhân dân phường H26.M1,Ủy ban nhân dân phường H26.M1,commune,H26,00004,Điểm phục vụ H26.M1,Số 1,,,
found,H26.M2,Ủy ban nhân dân phường H26.M2,Ủy ban nhân dân phường H26.M2,commune,H26,00008,Điểm phục vụ H26.M2,Số 1,,,
end,H26.T1,,,,,,,,H26.M1; H26.M2,address,
end,H26.T2,,,,,,,,H26.M1,,
"""


@pytest.mark.parametrize("plan", [merger(), split(), hanoi_2025()], ids=lambda plan: plan.title)
def test_what_is_written_is_read_again(plan: Plan) -> None:
    assert read_plan(json.dumps(as_json(plan))) == plan


def test_a_table_says_the_same() -> None:
    assert read_plan("\ufeff" + TABLE) == split()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{", 1),
        ("{}", 3),
        ('{"title": "x", "decision": "y", "from_day": "2025-13-01"}', 1),
        ('{"title": "x", "decision": "y", "from_day": "2025-07-01"}', 1),
        ('{"title": "x", "decision": "y", "from_day": "2025-07-01", "founded": [{"name": "a"}], "ended": [1]}', 4),
        ("act,identifier\nfly,x\n", 1),
    ],
)
def test_everything_wrong_is_said(text: str, count: int) -> None:
    with pytest.raises(WrongPlan) as told:
        read_plan(text)
    assert len(told.value.problems) == count


def test_parts_that_contradict_each_other_are_named() -> None:
    ended = [
        {"identifier": "A"},
        {"identifier": "B", "successors": ["B"]},
        {"identifier": "C", "successors": ["A"], "rules": ["guess"], "default": "D"},
        {"identifier": "C", "successors": ["E"], "streets": [{"contains": "x", "successor": "F"}]},
    ]
    with pytest.raises(WrongPlan) as told:
        read_plan(json.dumps({"title": "x", "decision": "y", "from_day": "2025-07-01", "ended": ended}))
    assert len(told.value.problems) == 7


def test_hanoi_of_2025_is_whole() -> None:
    plan = hanoi_2025()
    kinds = Counter(len(one.identifier.split(".")) for one in plan.ended)
    assert (len(plan.founded), kinds) == (126, {2: 30, 3: 526})
    communes = [one for one in plan.ended if one.identifier.count(".") == 2]
    assert sum(len(one.successors) for one in communes) == len(
        {(step.old_code, step.new_code) for step in hanoi_successions()}
    )
    assert {heir for one in plan.ended for heir in one.successors} == {one.identifier for one in plan.founded}
    assert all(one.rules == ("address",) for one in plan.ended if one.split)


ENDS = {
    "A": Ended("A", ("X", "Y"), ("address",), (Street("tổ 5", "Y"),)),
    "B": Ended("B", ("X", "Y", "Z"), ("address",), default="Z"),
    "C": Ended("C", ("Y",)),
    "D": Ended("D", ("X", "Y")),
}
CHOOSER = Chooser(ENDS, {"X": "00004", "Y": "00008"}, {"D": "X"})
OLD, NEW = "Số 1, phường Trúc Bạch, quận Ba Đình, Hà Nội", "Số 2, phường Ngọc Hà, Hà Nội"


@pytest.mark.parametrize(
    ("former", "known", "beside", "successor"),
    [
        ("C", Known(OLD), "", "Y"),
        ("A", Known(OLD), "", "X"),
        ("A", Known(NEW), "", "Y"),
        ("A", Known("TỔ 5, " + OLD), "", "Y"),
        ("A", Known("tổ 51, " + OLD), "", "X"),
        ("A", Known("", "00008"), "", "Y"),
        ("A", Known("đâu đó", "99999"), "", ""),
        ("A", Known(), "X", "X"),
        ("A", Known(NEW), "X", "Y"),
        ("B", Known(), "", "Z"),
        ("D", Known(OLD), "", "X"),
    ],
)
def test_the_successor_follows_from_the_rules_in_their_order(
    former: str, known: Known, beside: str, successor: str
) -> None:
    assert CHOOSER.choose(former, known, beside) == successor


def test_a_case_at_two_bodies_goes_to_one_where_it_can() -> None:
    assert CHOOSER.choose_all(["A", "C"], Known(), {}) == {"A": "Y", "C": "Y"}
    assert CHOOSER.choose_all(["A", "C"], Known(), {"A": "X"}) == {"A": "X", "C": "Y"}


NAMES = st.sampled_from(["title", "decision", "from_day", "founded", "renamed", "ended", "identifier", "successors",
                         "streets", "rules", "contains", "default", "name", "kind", "parent"])  # fmt: skip
LEAVES = (
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["2026-12-01", "0001-01-01", "A", "superior"])
)
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@given(TREES.map(json.dumps) | st.text(max_size=200) | st.text("act,plan;end\n\"'\0 H26.", max_size=80))
def test_whatever_is_sent_is_a_plan_or_says_what_is_wrong(text: str) -> None:
    try:
        read_plan(text)
    except WrongPlan as told:
        assert told.problems and all(one.vi and one.en for one in told.problems)


def test_what_a_table_lacks_is_told_by_its_line() -> None:
    with pytest.raises(WrongPlan) as told:
        read_plan(TABLE.replace("H26.M2,Ủy ban nhân dân phường H26.M2,", "H26.M2,,"))
    assert [one.vi for one in told.value.problems] == ["Dòng 4: thiếu “name”."]
