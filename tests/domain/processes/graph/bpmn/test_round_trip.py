"""Every process of ours comes back from BPMN as it was, and the files are what the schema of BPMN asks for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Verdict
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.queries.holding import usual
from tests.domain.processes.graph.growing import grow, trees
from tests.domain.processes.graph.test_codec import processes

SCHEMA = etree.XMLSchema(file=str(Path(__file__).parent / "schema" / "BPMN20.xsd"))


def ours(process: Process) -> Process:
    """Without words of other tools."""
    nodes = tuple(replace(node, foreign="") for node in process.nodes)
    return Process(process.words, nodes, tuple(replace(flow, foreign="") for flow in process.flows))


@settings(max_examples=80, deadline=None)
@given(processes())
def test_whatever_a_process_holds_comes_back(process: Process) -> None:
    written = write(ours(process))
    assert read(written).process == ours(process)
    SCHEMA.assertValid(etree.fromstring(written))


@settings(max_examples=60, deadline=None)
@given(trees)
def test_whatever_can_be_walked_comes_back(tree: Any) -> None:
    process, _ = grow(tree)
    told = read(write(process))
    assert told.process == process
    assert [one for one in told.report if one.verdict is not Verdict.UNDERSTOOD] == []
    SCHEMA.assertValid(etree.fromstring(write(process)))


def test_the_usual_process_comes_back() -> None:
    assert read(write(usual())).process == usual()


@pytest.mark.parametrize("name", ["Một cửa\n&<>\"'", "\x01\x7f\ufffe", " hai  chỗ\ttrống\r"])
def test_names_that_xml_cannot_hold_come_back(name: str) -> None:
    process = replace(usual(), words=usual().words._replace(vi=name))
    assert read(write(process)).process == process
