"""Every step has somebody: each relation × role × skill, resolved for each agency that has the procedure."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.domain.directory.models import Agency, Position
from motcua.domain.processes.errors import BadProcess
from motcua.domain.processes.graph.checks import NOBODY
from motcua.domain.processes.graph.definition import Performer, Process, Relation
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.queries.staffing import Lacking, lacking
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph, unfit
from motcua.domain.processes.tables import Line
from motcua.kernel import clock
from motcua.kernel.words import Words
from tests.support.town import Town, build_town, hanoi, make_agency, make_official

NOW = hanoi("2026-03-09T09:00")
DEPARTMENT, EMPTY = "H26.S1", "H26.S2"


@pytest.fixture
def town(db: None) -> Town:
    """A commune with everybody, one beside it with reception alone, a department with a surveyor, one with nobody."""
    town = build_town()
    department = make_agency(DEPARTMENT, "Sở Xây dựng", "department", town.city)
    make_agency(EMPTY, "Sở mới", "department", town.city)
    make_agency("H26.P", "Phòng của thành phố", "unit", town.city)
    unit = make_agency("H26.T2.A", "Phòng Kinh tế", "unit", Agency.objects.get(identifier="H26.T2"))
    make_official("Bùi Trưởng Phòng", "Trưởng phòng", unit, ["leader"])
    surveyor = make_official("Ngô Văn Sở", "Chuyên viên Sở", department, ["specialist"])
    Position.objects.filter(pk=surveyor.posts[0].position_id).update(skills=["đo đạc"])
    return town


def communes() -> list[Agency]:
    return list(Agency.objects.filter(kind="commune").order_by("identifier"))


def who(relation: str, role: str, **facts: str) -> Performer:
    return Performer(Relation(relation), role, **facts)


TABLE = [
    (who("receiving_office", "counter_official"), (0, 2, False)),
    (who("specialist_unit", "specialist"), (1, 2, False)),
    (who("leader", "leader"), (1, 2, False)),
    (who("specialist_unit", "leader"), (1, 2, False)),
    (who("specialist_unit", "specialist", skill="đo đạc"), (2, 2, True)),
    (who("leader", "leader", skill="đo đạc"), (2, 2, True)),
    (who("unit", "leader"), (0, 2, False)),
    (who("unit", "specialist"), (0, 2, False)),
    (who("unit", "leader", skill="đo đạc"), (2, 2, True)),
    (who("parent", "specialist"), (2, 2, False)),
    (who("parent", "leader"), (2, 2, False)),
    (who("named", "specialist", agency=DEPARTMENT), (0, 1, False)),
    (who("named", "specialist", agency=DEPARTMENT, skill="đo đạc"), (0, 1, False)),
    (who("named", "specialist", agency=DEPARTMENT, skill="khảo cổ"), (1, 1, True)),
    (who("named", "leader", agency=DEPARTMENT), (1, 1, False)),
    (who("named", "specialist", agency=EMPTY), (1, 1, False)),
    (who("named", "specialist", agency="H26.KHONG"), (0, 0, False)),
]


@pytest.mark.parametrize(("performer", "expected"), TABLE)
def test_each_step_is_looked_for_at_each_agency(
    town: Town, performer: Performer, expected: tuple[int, int, bool]
) -> None:
    with clock.frozen(NOW):
        found = lacking([("a", performer)], communes())
    missing, of, skill = expected
    assert found == ([Lacking("a", missing, of, skill)] if missing else [])


def test_whoever_is_above_does_the_step_and_whoever_left_does_not(town: Town) -> None:
    city = make_official("Lý Văn Thành", "Chuyên viên", town.city, ["specialist"])
    steps = [("a", who("specialist_unit", "specialist")), ("b", who("parent", "specialist"))]
    with clock.frozen(NOW):
        assert lacking(steps, communes()) == []
        Position.objects.filter(pk=city.posts[0].position_id).delete()
        assert [(one.node, one.agencies) for one in lacking(steps, communes())] == [("a", 1), ("b", 2)]


def table(**facts: Any) -> Process:
    survey = Line("Đo đạc", "Survey", "specialist_unit", "specialist", key="survey")
    lines = [
        Line("Tiếp nhận", "Reception", "receiving_office", "counter_official", key="in"),
        replace(survey, **facts),
        Line("Quyết định", "Decision", "leader", "leader", key="sign"),
        Line("Trả", "Handing over", "receiving_office", "counter_official", key="out"),
    ]
    return process_of(lines, Words("Thử", "Trial"))


@pytest.mark.parametrize("facts", [{"skill": "khảo cổ"}, {"unit": "parent"}, {"unit": "named", "agency": EMPTY}])
def test_what_nobody_can_do_anywhere_is_not_published(town: Town, facts: dict[str, str]) -> None:
    graph = table(**facts)
    told: dict[str, Any] = {"actor": town.administrator, "scope": city_scope(), "graph": graph, "expected": 0}
    with clock.frozen(NOW):
        assert unfit(graph) == []
        assert [(one.node, one.words) for one in unfit(graph, city_scope())] == [("survey", NOBODY)]
        with pytest.raises(BadProcess):
            publish_graph(valid_from=date(2026, 3, 20), **told)


def test_what_somebody_can_do_somewhere_is_published(town: Town) -> None:
    with clock.frozen(NOW):
        assert unfit(table(), city_scope()) == []
