"""The picture of a process: every node and flow is in it, nothing lies upon another, and words cannot break out."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from lxml import etree

from motcua.domain.processes.graph.definition import Kind
from motcua.domain.processes.graph.drawing import LETTERS, Mark, by_people, draw, rows_of, wrapped
from motcua.domain.processes.graph.layout import arrange
from motcua.domain.processes.queries.holding import usual
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import grow, trees
from tests.domain.processes.graph.test_codec import processes


@settings(max_examples=40, deadline=None)
@given(trees)
def test_no_two_places_are_the_same_and_flows_lead_down(tree: Any) -> None:
    process, _ = grow(tree)
    grid = arrange(process)
    passed = [place for way in grid.ways.values() for place in way]
    places = [(place.rank, place.slot) for place in [*grid.places.values(), *passed]]
    assert len(set(places)) == len(places)
    for rank in range(grid.ranks):
        slots = sorted(slot for one, slot in places if one == rank)
        assert all(other - one >= 1 for one, other in pairwise(slots))
    for flow in process.flows:
        assert flow.back or grid.places[flow.source].rank < grid.places[flow.target].rank


@settings(max_examples=30, deadline=None)
@given(processes())
def test_whatever_a_process_holds_can_be_drawn(process: Any) -> None:
    svg = etree.fromstring(draw(process))
    ways = svg.findall("path[@class='process__way']") + svg.findall("path[@class='process__way process__way--back']")
    assert len(svg.findall("g")) == len(process.nodes) and len(ways) == len(process.flows)


def test_the_marks_of_a_case_are_told_in_words_too() -> None:
    marks = {"reception": Mark("done", ("xong 26/11/2026",)), "examination": Mark("now", ("Phòng A", "trễ hạn"), True)}
    text = draw(usual(), marks)
    assert "Đã xong: Tiếp nhận hồ sơ." in text and "Đang làm: Thẩm định hồ sơ (trễ hạn)." in text
    assert "process__now process__late" in text and "style=" not in text
    assert [row["late"] for row in rows_of(usual(), marks)] == [False, True, False, False]


def test_words_are_words_whatever_they_say() -> None:
    harm = Words("</svg><script>alert(1)</script>\x00", "x")
    process = usual()
    text = draw(replace(process, nodes=tuple(replace(node, words=harm) for node in process.nodes)))
    assert "<script" not in text and etree.fromstring(text) is not None


def test_long_names_are_broken_and_cut() -> None:
    assert wrapped("Tiếp nhận hồ sơ và kiểm tra giấy tờ") == ["Tiếp nhận hồ sơ và", "kiểm tra giấy tờ"]
    lines = wrapped("a" * 500)
    assert len(lines) == 4 and lines[-1].endswith("…") and all(len(line) <= LETTERS for line in lines)


@settings(max_examples=30, deadline=None)
@given(trees)
def test_without_automatic_steps_every_step_of_people_is_still_reached(tree: Any) -> None:
    process, _ = grow(tree)
    told = by_people(process)
    assert not any(node.kind is Kind.AUTOMATIC for node in told.nodes)
    assert {node.key for node in told.steps} == {node.key for node in process.steps}
    reached = {flow.target for flow in told.flows}
    assert {node.key for node in told.nodes} - reached == {told.start.key}
    assert "<svg" in draw(told, plain=True)
