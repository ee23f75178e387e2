"""Who decides: the leader of the agency whose step decides, and its name and number stand on the result."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.base.documents.models import Document
from motcua.base.ledger import sentence
from motcua.base.ledger.models import Entry
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.queries.page import case_page
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case, Decision
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, NotVisible
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_agency, make_official

DAY = hanoi("2026-03-10T09:00")
USUAL = lines_of(DEFAULT_STEPS)
OTHER = "H26.S1"
WAYS = {
    "leader": USUAL[2],
    "named": replace(USUAL[2], unit="named", agency=OTHER),
    "parent": replace(USUAL[2], unit="parent"),
}


@pytest.fixture
def leaders(town: Town) -> dict[str, Actor]:
    department = make_agency(OTHER, "Sở Xây dựng", "department", town.city)
    return {
        "leader": town.leader,
        "named": make_official("Ngô Thị Giám Đốc", "Giám đốc Sở", department, ["leader"]),
        "parent": make_official("Lý Văn Thành Phố", "Chủ tịch thành phố", town.city, ["leader"]),
    }


@pytest.fixture
def to_decide(town: Town, leaders: dict[str, Actor]) -> Iterator[dict[str, Case]]:
    """Nothing yet: `reach` fills it."""
    with clock.frozen(DAY):
        yield {}
        sound = verify_cases()
        assert sound.sound, sound.first


def reach(town: Town, row: Line) -> Case:
    """A case at its deciding step."""
    with clock.frozen(DAY - timedelta(days=1)):
        publish_graph(
            actor=town.administrator, scope=city_scope(), valid_from=date(2026, 3, 10), expected=0,
            graph=process_of([USUAL[0], USUAL[1], row, USUAL[3]], Words("Thử", "Trial")),
        )  # fmt: skip
    case = receive(town)
    forward_case(actor=town.counter, case_id=case.pk, expected=None)
    return forward_case(actor=town.specialist, case_id=case.pk, expected=None)


@pytest.mark.parametrize("way", WAYS)
def test_the_agency_of_the_deciding_step_decides_and_nobody_else(
    town: Town, leaders: dict[str, Actor], to_decide: dict[str, Case], way: str
) -> None:
    case = reach(town, WAYS[way])
    said = {"case_id": case.pk, "expected": None, "outcome": "granted", "text": "Cấp."}
    order = Order("decide", "Cấp.", outcome="granted")
    above = {"parent"} if way == "leader" else set()
    for name, leader in leaders.items():
        if name == way or name in above or (way == "named" and name == "parent"):
            continue
        with pytest.raises((Denied, NotVisible)):
            decide_case(actor=leader, **said)
        if name != "named":
            assert "decide" not in [one.name for one in case_page(leader, case.pk).actions]
        assert verdicts(leader, order, [(case, case.version)])[0].fault is not None
    decider = leaders[way]
    assert case_page(decider, case.pk).actions[0].name == "decide"
    assert verdicts(decider, order, [(case, case.version)])[0].fault is None
    decide_case(actor=decider, **said)
    agency = {"leader": town.commune, "named": None, "parent": town.city}[way]
    name = agency.name if agency else "Sở Xây dựng"
    told = Entry.objects.get(subject_id=str(case.pk), kind="case.decided")
    assert sentence(told).vi.startswith(f"{name} đã quyết định")
    paper = Document.objects.get(subject_id=str(case.pk), kind="result")
    assert paper.facts["head"]["agency"] == name
    assert Decision.objects.get(case=case).number == "1/KQ", "the first in that agency's book"


def test_a_denial_comes_with_slip_03_and_a_grant_does_not(town: Town) -> None:
    with clock.frozen(DAY):
        denied, granted = receive(town), receive(town)
        for case, outcome in ((denied, "denied"), (granted, "granted")):
            for actor in (town.counter, town.specialist):
                forward_case(actor=actor, case_id=case.pk, expected=None)
            decide_case(actor=town.leader, case_id=case.pk, expected=None, outcome=outcome, text="Đất không đủ rộng.")
    slip = Document.objects.get(kind="refusal")
    assert slip.subject_id == str(denied.pk)
    told = slip.facts
    assert (told["result_number"], told["reason"]) == (Decision.objects.get(case=denied).number, "Đất không đủ rộng.")
    assert (told["head"]["agency"], told["receiver"]) == (town.commune.name, town.leader.name)
