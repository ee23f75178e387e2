"""What is chosen over a drawing as data: parts of nodes and flows, steps put in, and what is refused with its place."""

from pathlib import Path
from typing import Any

import pytest

from motcua.domain.processes.choosing import added, chosen, dropped, fresh, may_add, may_drop
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.codec import BadDefinition
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.queries.holding import usual
from tests.domain.processes.walking import walked

SAMPLES = Path(__file__).parent / "samples"
HANDED_OVER = {
    "key": "hand_over", "kind": "step", "words": {"vi": "Trả kết quả", "en": "Hand over"},
    "performer": {"relation": "receiving_office", "role": "counter_official"},
}  # fmt: skip
SAID = {"vi": "Hồ sơ đang được xem.", "en": "Your case is being looked at."}
CHOICES: dict[str, Any] = {
    "nodes": {"fee": {"order": {"does": "tell_applicant", "text": SAID}}, "sign": {"decides": True, "minutes": 240}},
    "added": [{"at": "done", "node": HANDED_OVER}],
}


def camunda() -> Process:
    return read((SAMPLES / "camunda7.bpmn").read_bytes()).process


def test_choices_as_data_make_a_file_of_another_tool_sound_and_are_written_with_it() -> None:
    told = chosen(camunda(), CHOICES)
    assert findings(told) == [] and walked(told) == ["check", "sign", "hand_over"]
    assert walked(told, {"length_m": 120}) == ["check", "survey", "sign", "hand_over"]
    assert read(write(told)).process == told and "/etc/passwd" in told.by_key["fee"].foreign
    assert chosen(told, {"flows": {"long_way": {"condition": None, "otherwise": True}}}).flows[3].otherwise


@pytest.mark.parametrize(
    ("choices", "where"),
    [
        ([], "choices"),
        ({"colour": 1}, "choices.colour"),
        ({"nodes": {"gone": {}}}, "choices.nodes.gone"),
        ({"nodes": {"sign": 3}}, "choices.nodes.sign"),
        ({"nodes": {"sign": {"key": "other"}}}, "choices.nodes.sign.key"),
        ({"nodes": {"sign": {"kind": "end"}}}, "choices.nodes.sign.kind"),
        ({"nodes": {"sign": {"minutes": "4"}}}, "choices.nodes.sign.minutes"),
        ({"flows": {"gone": {}}}, "choices.flows.gone"),
        ({"flows": {"to_end": {"target": "check"}}}, "choices.flows.to_end"),
        ({"added": [{"at": "long", "node": HANDED_OVER}]}, "choices.added[0].at"),
        ({"added": [{"at": "done", "node": HANDED_OVER | {"key": "sign"}}]}, "choices.added[0].node.key"),
        ({"added": [{"at": "done", "node": HANDED_OVER | {"kind": "end"}}]}, "choices.added[0].node.kind"),
        ({"added": [{"at": "done"}]}, "choices.added[0]"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_its_place(choices: Any, where: str) -> None:
    with pytest.raises(BadDefinition) as refused:
        chosen(camunda(), choices)
    assert refused.value.facts["where"] == where


def test_a_step_put_in_anywhere_and_taken_out_again_leaves_the_process_as_it_was() -> None:
    for process in (camunda(), usual()):
        for node in process.nodes:
            if may_add(process, node.key):
                new = fresh(process, node.key)
                more = added(process, node.key, new)
                assert may_drop(more, new.key) and walked(more).count(new.key) <= 1
                ways = {(flow.source, flow.target) for flow in dropped(more, new.key).flows}
                assert ways == {(flow.source, flow.target) for flow in process.flows}
