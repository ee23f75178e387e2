"""A process as JSON: nothing is lost, and what is none of ours is refused with its place."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.processes.graph.codec import BadDefinition, dumps, from_json, loads, to_json
from motcua.domain.processes.graph.definition import (
    Asked,
    Doing,
    Flow,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
    SignOff,
)
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import grow, trees

text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
words = st.builds(Words, text, text)
texts = st.lists(text, max_size=2).map(tuple)
performers = st.builds(Performer, st.sampled_from(Relation), text, text, text, text, st.booleans(), text)
asked = st.builds(Asked, text, st.integers(0, 5000), words)
orders = st.builds(Order, st.sampled_from(Doing), words, text)
minutes = st.none() | st.integers(0, 10_000)


@st.composite
def processes(draw: st.DrawFn) -> Process:
    keys = draw(st.lists(st.from_regex(r"[a-z_][a-z0-9_]{0,10}", fullmatch=True), min_size=1, max_size=5, unique=True))
    kinds = [Kind.START, *(draw(st.sampled_from([kind for kind in Kind if kind is not Kind.START])) for _ in keys[1:])]
    nodes = tuple(
        Node(
            key, kind, draw(words), draw(st.none() | performers), draw(minutes), draw(text),
            draw(st.sampled_from([{}, {"type": "object", "properties": {"a": {"type": ["string", "null"]}}}])),
            draw(texts), draw(texts), tuple(draw(st.lists(st.sampled_from(SignOff), max_size=2))),
            tuple(draw(st.lists(asked, max_size=2))), draw(st.integers(0, 3)), draw(st.booleans()),
            tuple(draw(st.lists(st.integers(0, 999), max_size=2))), draw(st.none() | orders), draw(text),
        )
        for key, kind in zip(keys, kinds, strict=True)
    )  # fmt: skip
    some = st.sampled_from(keys)
    conditions = st.sampled_from([None, True, {"==": [{"var": "a"}, 1]}, {"in": ["x", ["x", "y"]]}])
    flows = tuple(
        Flow(
            f"f{n}", draw(some), draw(some), draw(words), draw(conditions), draw(st.booleans()), draw(st.booleans()),
            draw(text),
        )
        for n in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    return Process(draw(words), nodes, flows, draw(text))


@settings(max_examples=60, deadline=None)
@given(processes())
def test_every_process_comes_back_as_it_was(process: Process) -> None:
    assert loads(dumps(process)) == process


@settings(max_examples=20, deadline=None)
@given(trees)
def test_a_walkable_process_comes_back_too(tree: Any) -> None:
    process, _ = grow(tree)
    assert loads(dumps(process)) == process


SOUND = to_json(grow(("choice", {"<": [{"var": "a"}, 1]}, ("step",), ("ask",)))[0])


def put(told: Any, path: str, value: Any) -> Any:
    told = copy.deepcopy(told)
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    here = told
    for part in way:
        here = here[part]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return told


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("nodes", None, "nodes"),
        ("nodes", {}, "nodes"),
        ("nodes/1/kind", "dance", "nodes[1].kind"),
        ("nodes/1/kind", "start", "nodes"),
        ("nodes/1/key", "x" * 41, "nodes[1].key"),
        ("nodes/1/key", "start0", "nodes[1].key"),
        ("nodes/1/colour", "red", "nodes[1].colour"),
        ("nodes/1/minutes", -1, "nodes[1].minutes"),
        ("nodes/1/minutes", True, "nodes[1].minutes"),
        ("nodes/1/decides", 1, "nodes[1].decides"),
        ("nodes/1/words/fr", "pas", "nodes[1].words"),
        ("nodes/1/words/en", 7, "nodes[1].words.en"),
        ("nodes/1/performer/relation", "aunt", "nodes[1].performer.relation"),
        ("nodes/1/performer/role", None, "nodes[1].performer.role"),
        ("nodes/1/asks", [{"agency": "H26"}], "nodes[1].asks[0].minutes"),
        ("nodes/1/fields", [], "nodes[1].fields"),
        ("nodes/1/order", {"does": "dance"}, "nodes[1].order.does"),
        ("nodes/1/order", {"text": {"vi": "", "en": ""}}, "nodes[1].order.does"),
        ("nodes/1/fields", {"type": "strin"}, "nodes[1].fields.type"),
        ("nodes/1/fields", {"properties": {"a": {"pattern": "("}}}, "nodes[1].fields.properties.a.pattern"),
        ("nodes/1/fields", {"properties": {"a": {"$ref": "http://a.example/b"}}}, "nodes[1].fields"),
        ("nodes/1/fields", {"required": ["a"]}, "nodes[1].fields.required"),
        ("nodes/1/papers", "one", "nodes[1].papers"),
        ("flows/0/target", "nowhere", "flows[0].target"),
        ("flows/1/key", "f0", "flows[1].key"),
        ("flows/0/condition", {"eval": "1"}, "flows[0].condition"),
        ("words", "name", "words"),
    ],
)
def test_what_is_no_process_is_refused_with_its_place(path: str, value: Any, where: str) -> None:
    with pytest.raises(BadDefinition) as refused:
        from_json(put(SOUND, path, value))
    assert refused.value.facts["where"] == where and where in refused.value.words.en


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 5000])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(BadDefinition):
        loads(text)


def test_only_what_is_unusual_is_written() -> None:
    assert "minutes" not in json.dumps(SOUND["nodes"][0]) and set(SOUND["nodes"][0]) == {"key", "kind", "words"}
