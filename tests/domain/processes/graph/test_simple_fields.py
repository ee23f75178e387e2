"""Fields as entered ⇄ their JSON Schema, conditions as entered ⇄ JsonLogic: nothing is lost on the way."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.processes.graph import guards, simple_fields
from motcua.domain.processes.graph.codec import condition_from_json, schema_from_json
from motcua.domain.processes.graph.guards import SIGNS, Simple, rule_of, simple_of
from motcua.domain.processes.graph.simple_fields import FieldKind, SimpleField, faults, fields_of, named, schema_of
from motcua.kernel import jsonlogic

label = st.text("aáđĐ bcx“", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
limits = st.sampled_from([("", ""), ("1", ""), ("", "9"), ("-2,5", "3"), ("0", "0")])


@st.composite
def fields(draw: st.DrawFn) -> SimpleField:
    kind = draw(st.sampled_from(FieldKind))
    least, most = draw(limits) if kind is FieldKind.NUMBER else ("", "")
    most = draw(st.sampled_from(["", "20"])) if kind is FieldKind.TEXT else most
    choices = ("A", "B; c".partition(";")[0], "Đ") if kind is FieldKind.CHOICE else ()
    return SimpleField("", draw(label), draw(label), kind, draw(st.booleans()), least, most, choices)


@settings(max_examples=80, deadline=None)
@given(st.lists(fields(), max_size=6))
def test_fields_come_back_as_they_were_entered_however_json_is_kept(entered: list[SimpleField]) -> None:
    assert faults(entered) == []
    schema = schema_from_json(schema_of(entered))
    shuffled = json.loads(json.dumps(schema, sort_keys=True))
    assert fields_of(shuffled) == named(entered)
    assert len({one.name for one in named(entered)}) == len(entered)
    assert not {one.name for one in named(entered)} & set(simple_fields.OWN)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (SimpleField("", " ", "x"), simple_fields.LABELS),
        (SimpleField("", "x", ""), simple_fields.LABELS),
        (SimpleField("", "x", "x", FieldKind.CHOICE, choices=("a",)), simple_fields.CHOICES),
        (SimpleField("", "x", "x", FieldKind.CHOICE, choices=("a", "a")), simple_fields.CHOICES),
        (SimpleField("", "x", "x", FieldKind.NUMBER, least="5", most="4"), simple_fields.LIMITS),
        (SimpleField("", "x", "x", FieldKind.NUMBER, least="năm"), simple_fields.LIMITS),
        (SimpleField("", "x", "x", most="2001"), simple_fields.LIMITS),
        (SimpleField("", "x", "x", most="1,5"), simple_fields.LIMITS),
    ],
)
def test_what_cannot_be_used_is_said(field: SimpleField, words: Any) -> None:
    assert faults([field]) == [words]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(SIGNS)),
    st.one_of(st.integers(-999, 999).map(str), st.sampled_from(["có", "không", "đất ở", "A-1", "2,5", "it's"])),
)
def test_a_condition_comes_back_as_it_was_entered(sign: str, value: str) -> None:
    rule = rule_of(Simple("area", sign, value))
    assert simple_of(condition_from_json(rule)) == Simple("area", sign, value)


@pytest.mark.parametrize(
    "typed", [("", "==", "1"), ("a", "", "1"), ("a", "=~", "1"), ("a", "==", " "), ("b c", ">", "1")]
)
def test_half_a_condition_is_none(typed: tuple[str, str, str]) -> None:
    assert rule_of(Simple(*typed)) is None


def test_nobody_passes_a_condition_on_what_nobody_filled_in() -> None:
    for sign in (">", ">=", "<", "<=", "=="):
        assert not jsonlogic.holds(rule_of(Simple("area", sign, "5")), {})
    assert guards.simple_of({"and": [True, True]}) is None
