"""Conditions in JsonLogic: what each operator says, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import jsonlogic
from motcua.kernel.jsonlogic import BadRule

DATA = {"area": 120, "kind": "house", "owner": {"age": "62"}, "papers": ["a", "b"], "none": None, "yes": True}
VALUES = [
    ({"var": "area"}, 120),
    ({"var": "owner.age"}, "62"),
    ({"var": "papers.1"}, "b"),
    ({"var": "papers.7"}, None),
    ({"var": ["gone", 5]}, 5),
    ({"var": "gone.deep"}, None),
    ({"==": [{"var": "area"}, "120"]}, True),
    ({"==": [{"var": "yes"}, 1]}, False),
    ({"==": [{"var": "none"}, None]}, True),
    ({"==": [{"var": "gone"}, 0]}, False),
    ({"!=": [{"var": "kind"}, "flat"]}, True),
    ({"<": [{"var": "owner.age"}, 80]}, True),
    ({"<": [60, {"var": "owner.age"}, 62]}, False),
    ({"<=": [60, {"var": "owner.age"}, 62]}, True),
    ({">": [{"var": "gone"}, -1]}, False),
    ({">=": ["2026-02-01", "2026-01-31"]}, True),
    ({"<": ["nan", 1]}, False),
    ({"and": [1, {"var": "kind"}]}, "house"),
    ({"and": [0, {"unknown": 1}]}, 0),
    ({"or": [0, "", {"var": "area"}]}, 120),
    ({"!": {"var": "none"}}, True),
    ({"!": [[]]}, True),
    ({"!": "0"}, False),
    ({"in": ["a", {"var": "papers"}]}, True),
    ({"in": ["ous", {"var": "kind"}]}, True),
    ({"in": [1, {"var": "kind"}]}, False),
    ({"if": [False, 1, True, 2, 3]}, 2),
    ({"if": [False, 1]}, None),
    ({"if": [False, 1, 3]}, 3),
    ({"missing": ["area", "gone", "none"]}, ["gone", "none"]),
    ({"missing": "area"}, []),
    (True, True),
    ([1, {"var": "area"}], [1, 120]),
]


@pytest.mark.parametrize(("rule", "said"), VALUES, ids=str)
def test_a_rule_says(rule: Any, said: Any) -> None:
    assert jsonlogic.value(rule, DATA) == said
    assert jsonlogic.holds(rule, DATA) is bool(said)


def deep(levels: int) -> Any:
    rule: Any = True
    for _ in range(levels):
        rule = {"!": rule}
    return rule


@pytest.mark.parametrize(
    "rule",
    [
        *({"eval": "1"}, {"map": [1, 2]}, {"==": [1]}, {"==": [1, 2, 3]}, {}, {"<": 1, ">": 2}, {"if": [1]}),
        *({"var": [None]}, {"and": [{"log": 1}]}, [{"x": 1}], deep(21), {"in": [1, list(range(400))]}),
    ],
    ids=lambda rule: str(rule)[:40],
)
def test_what_is_no_rule_is_refused(rule: Any) -> None:
    with pytest.raises(BadRule) as refused:
        jsonlogic.check(rule)
    assert str(refused.value)


def test_the_names_a_rule_looks_at() -> None:
    rule = {"or": [{"<": [{"var": "a.b"}, {"var": ["c", {"var": "d"}]}]}, {"missing": ["e", "a.b"]}]}
    assert jsonlogic.names(rule) == ("a.b", "c", "d", "e")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*jsonlogic.ARGUMENTS, "x"]), inner, min_size=1, max_size=2)
    ),
    max_leaves=12,
)


@given(_json, st.dictionaries(st.text(max_size=2), _json, max_size=3))
def test_a_rule_that_passed_the_check_always_says_something(rule: Any, data: Any) -> None:
    try:
        jsonlogic.check(rule)
    except BadRule:
        return
    jsonlogic.holds(rule, data)
