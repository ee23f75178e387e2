"""What an automatic step needs before it is published, kind by kind; and where it may stand."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.domain.processes.graph import orders
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.checks import Finding, findings
from motcua.domain.processes.graph.definition import (
    Asked,
    Doing,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
)
from motcua.domain.processes.graph.drawing import draw
from motcua.domain.processes.graph.times import needed_minutes
from motcua.kernel.words import Words
from tests.domain.processes.graph.growing import ORDERS, SAID
from tests.domain.processes.graph.test_checks import LINE, SPECIALIST, process, step

IN_LINE = "start>in>auto>a>sign>out>end"
KINDS = {facts["order"].does: facts for facts in ORDERS}


def automatic(**facts: Any) -> Node:
    return Node("auto", Kind.AUTOMATIC, Words("Tự động", "By itself"), **facts)


def line(way: str = IN_LINE, **facts: Any) -> Process:
    return process([automatic(**facts), step("a")], way)


@pytest.mark.parametrize("doing", Doing)
def test_each_kind_is_sound_with_all_it_needs(doing: Doing) -> None:
    assert findings(line(**KINDS[doing]), knows_agency=lambda name: True) == []


def said(doing: Doing, **facts: Any) -> dict[str, Any]:
    return {"order": Order(doing, SAID)} | facts


NAMED = Performer(Relation.NAMED, "specialist", agency="H26.9")
LONG = Words("x" * 601, "short")
WRONG: list[tuple[dict[str, Any], Words]] = [
    ({}, orders.NO_ORDER),
    ({"order": Order(Doing.TELL_APPLICANT)}, orders.NO_TEXT),
    ({"order": Order(Doing.TELL_APPLICANT, Words("Chỉ tiếng Việt", " "))}, orders.NO_TEXT),
    ({"order": Order(Doing.TELL_APPLICANT, LONG)}, orders.NO_TEXT),
    ({"order": Order(Doing.TELL_UNIT), "performer": SPECIALIST}, orders.NO_TEXT),
    (said(Doing.TELL_UNIT), orders.NO_UNIT),
    (said(Doing.TELL_UNIT, performer=Performer(Relation.NAMED, "specialist")), orders.NO_UNIT),
    (said(Doing.TELL_UNIT, performer=Performer(Relation.LEADER, "")), orders.NO_UNIT),
    (said(Doing.TELL_UNIT, performer=NAMED), orders.UNKNOWN.fill(agency="H26.9")),
    ({"order": Order(Doing.DOCUMENT)}, orders.NO_DOCUMENT),
    ({"order": Order(Doing.DOCUMENT, document="result")}, orders.NO_DOCUMENT),
    ({"order": Order(Doing.ASK), "asks": (Asked("H26.1", 60),)}, orders.NO_TEXT),
    (said(Doing.ASK), orders.NO_ASKED),
    (said(Doing.ASK, asks=(Asked("H26.1", 59),)), orders.NO_TIME_TO_ANSWER),
    (said(Doing.ASK, asks=(Asked("H26.9", 60),)), orders.UNKNOWN.fill(agency="H26.9")),
    ({"order": Order(Doing.REMIND), "minutes": 60}, orders.NO_TEXT),
    (said(Doing.REMIND), orders.NO_WAIT),
    (said(Doing.REMIND, minutes=0), orders.NO_WAIT),
]


@pytest.mark.parametrize(("facts", "words"), WRONG)
def test_what_is_missing_is_named_at_the_step(facts: dict[str, Any], words: Words) -> None:
    assert findings(line(**facts), knows_agency=lambda name: name != "H26.9") == [Finding("auto", words)]


@pytest.mark.parametrize("doing", Doing)
@pytest.mark.parametrize("way", ["start>auto>in>a>sign>out>end", "start>in>a>sign>auto>out>end"])
def test_asking_and_reminding_stand_between_reception_and_decision(way: str, doing: Doing) -> None:
    wrong = doing in (Doing.ASK, Doing.REMIND)
    assert findings(line(way, **KINDS[doing])) == ([Finding("auto", orders.TOO_EARLY)] if wrong else [])


def test_nobody_waits_for_what_is_done_by_itself() -> None:
    assert needed_minutes(line(**KINDS[Doing.REMIND])) == needed_minutes(process([step("a")], LINE))


def test_what_nobody_reaches_is_named_once() -> None:
    told = process([automatic(), step("a")], LINE)
    assert [one.node for one in findings(told)] == ["auto"]


@pytest.mark.parametrize("doing", Doing)
def test_bpmn_holds_each_kind_without_loss(doing: Doing) -> None:
    told = line(**KINDS[doing])
    content = write(told)
    assert read(content).process == told
    assert (b"sendTask" in content) is (doing in (Doing.TELL_APPLICANT, Doing.TELL_UNIT))
    report = next(one for one in read(content).report if one.id == "auto")
    assert not report.asks and str(orders.words_of(told.by_key["auto"])) in str(report.words)


def test_an_automatic_step_of_another_tool_asks_what_it_shall_do() -> None:
    told = read(write(line()))
    assert [one.asks for one in told.report if one.id == "auto"] == [True]
    assert Finding("auto", orders.NO_ORDER) in findings(told.process)


@pytest.mark.parametrize("doing", Doing)
def test_the_drawing_says_what_is_done_and_the_citizens_one_does_not(doing: Doing) -> None:
    told = line(**KINDS[doing])
    assert "⚙" in draw(told) and "⚙" not in draw(told, plain=True)


def test_a_reminder_tells_how_long_it_waits() -> None:
    node = automatic(**KINDS[Doing.REMIND])
    assert orders.words_of(node).en == "Remind who has the case, after 4 working hours"
    assert orders.words_of(replace(node, order=None)).en == "nothing yet"
