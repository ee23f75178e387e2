"""Files in the manner of other tools: a clear report each, nothing lost, nothing run."""

from pathlib import Path

import pytest
from lxml import etree

from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Read, Verdict
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.codec import dumps, loads
from motcua.domain.processes.graph.definition import Kind, Relation
from tests.domain.processes.graph.bpmn.test_round_trip import SCHEMA

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(SAMPLES.glob("*.bpmn"))
COUNTS = {
    "bizagi": (6, 4, 1),
    "bpmn-io": (15, 3, 0),
    "camunda7": (8, 11, 5),
    "camunda8": (11, 7, 1),
    "flowable": (4, 12, 3),
    "jbpm": (4, 7, 2),
    "signavio": (13, 11, 1),
    "two-pools": (15, 6, 1),
}
"""Understood, kept, ignored."""


def of(name: str) -> Read:
    return read((SAMPLES / f"{name}.bpmn").read_bytes())


def said(name: str) -> dict[str, tuple[Verdict, str]]:
    """By "element id"."""
    return {f"{one.element} {one.id}".strip(): (one.verdict, one.words.en) for one in of(name).report}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_has_its_report_and_comes_back_whole(file: Path) -> None:
    first = read(file.read_bytes())
    assert tuple(first.count(verdict) for verdict in Verdict) == COUNTS[file.stem]
    assert all(one.line > 0 and one.words.vi and one.words.en for one in first.report)
    assert loads(dumps(first.process)) == first.process
    written = write(first.process)
    again = read(written).process
    assert (again.nodes, again.flows, again.words) == (first.process.nodes, first.process.flows, first.process.words)
    assert read(write(again)).process == again
    assert lost(file.read_bytes(), written) == set()
    if file.stem != "jbpm":
        SCHEMA.assertValid(etree.fromstring(written))


def lost(before: bytes, after: bytes) -> set[str]:
    """Elements and attributes, by name and id, that are in one file and not in the other; drawings apart."""
    return set(things(before)) - set(things(after))


def things(content: bytes) -> list[str]:
    told = []
    for element in etree.fromstring(content).iter(etree.Element):
        if "DD/20100524" in element.tag or "BPMN/20100524/DI" in element.tag or element.tag.endswith("flowNodeRef"):
            continue
        told.append(f"{element.tag} {element.get('id')}")
        names = [name for name in element.attrib if name.startswith("{") and not name.endswith("}type")]
        told += [f"{element.tag} {element.get('id')} {name}={element.get(name)}" for name in names]
    return told


def test_steps_have_the_performers_of_their_lanes() -> None:
    process = of("bpmn-io").process
    assert [node.performer.relation for node in process.steps if node.performer] == [
        Relation.RECEIVING, Relation.SPECIALIST, Relation.LEADER, Relation.RECEIVING
    ]  # fmt: skip
    assert [node.performer.role for node in of("two-pools").process.steps if node.performer] == [
        "counter_official", "specialist", "specialist", "leader", "clerk"
    ]  # fmt: skip


def test_a_choice_with_named_ways_asks_the_official_and_the_way_back_is_a_return() -> None:
    flows = {flow.key: flow for flow in of("bpmn-io").process.flows}
    assert flows["Flow_5"].back and flows["Flow_5"].condition == {"==": [{"var": "Gateway_0g"}, "Xem lại"]}
    assert flows["Flow_4"].otherwise and not flows["Flow_4"].back


def test_a_script_is_kept_and_never_run() -> None:
    verdict, words = said("camunda7")["bpmn:scriptTask fee"]
    assert verdict is Verdict.IGNORED and "never run" in words
    node = of("camunda7").process.by_key["fee"]
    assert node.kind is Kind.AUTOMATIC and "/etc/passwd" in node.foreign


def test_simple_conditions_are_understood_and_others_kept_word_for_word() -> None:
    flows = {flow.key: flow for name in ("camunda7", "camunda8") for flow in of(name).process.flows}
    assert flows["long_way"].condition == {">": [{"var": "length_m"}, 100]} and flows["short_way"].otherwise
    assert flows["i"].condition == {"==": [{"var": "rating"}, "A"]}
    assert flows["j"].condition is None and "satisfies" in flows["j"].foreign
    assert b"some r in ratings satisfies" in write(of("camunda8").process)


def test_what_only_a_boundary_event_leads_to_is_set_aside() -> None:
    told = said("camunda7")
    assert told["bpmn:boundaryEvent slow"][0] is Verdict.IGNORED and "remind" not in of("camunda7").process.by_key
    assert "kept aside" in told["bpmn:serviceTask remind"][1]


def test_a_subprocess_is_one_step_and_an_event_subprocess_none() -> None:
    process = of("flowable").process
    assert process.by_key["home_visit"].kind is Kind.STEP and "visit_start" in process.by_key["home_visit"].foreign
    assert "withdrawn" not in process.by_key and "withdrawn" in process.foreign


def test_of_several_processes_one_is_read_and_messages_between_them_are_kept() -> None:
    told = said("two-pools")
    assert told["bpmn:process customer"][0] is told["bpmn:messageFlow mf"][0] is Verdict.KEPT
    content = (SAMPLES / "two-pools.bpmn").read_bytes()
    assert [node.key for node in read(content, "customer").process.nodes] == ["c1", "c2", "c3"]


def test_a_working_day_is_eight_hours_and_a_date_is_no_length_of_time() -> None:
    assert of("camunda8").process.by_key["Rest"].minutes == 3 * 480
    assert of("bizagi").process.by_key["Id_late"].minutes is None


def test_what_another_tool_changed_counts_more_than_our_own_data() -> None:
    process = of("bpmn-io").process
    text = write(process).decode()
    text = text.replace('name="Thẩm định"', 'name="Thẩm định lại"')
    text = text.replace("<bpmn:flowNodeRef>Activity_0x</bpmn:flowNodeRef>", "", 1)
    place = text.index("<bpmn:flowNodeRef>Activity_0s")
    again = read((text[:place] + "<bpmn:flowNodeRef>Activity_0x</bpmn:flowNodeRef>" + text[place:]).encode())
    node = again.process.by_key["Activity_0x"]
    assert node.words.vi == "Thẩm định lại" and node.performer and node.performer.relation is Relation.LEADER
    assert any("another lane" in one.words.en for one in again.report)
