"""The clerk's own steps: done by a clerk of the agency or its leader, by nobody else; and nothing more than that."""

import pytest

from motcua.base.access.roles import Clerk, fitting
from motcua.casework.queries.actions import actions_for
from motcua.casework.services.forward import forward_case
from motcua.casework.steps import check_my_step, post_for_role
from motcua.domain.cases.errors import NotYourStep
from motcua.domain.processes.graph.definition import Performer, Relation
from motcua.domain.processes.queries.staffing import lacking
from motcua.domain.routing.models import Task
from tests.casework.test_life import at_specialist
from tests.support.town import Town, make_official


@pytest.mark.parametrize("who,may", [("clerk", True), ("leader", True), ("specialist", False), ("counter", False)])
def test_a_clerks_step_is_a_clerks_or_the_leaders(town: Town, who: str, may: bool) -> None:
    clerk = make_official("Trịnh Văn Thư", "Văn thư", town.commune, [Clerk.name])
    actor = clerk if who == "clerk" else getattr(town, who)
    case = at_specialist(town)
    Task.objects.filter(case=case, closed_at=None).update(role=Clerk.name)
    task = Task.objects.get(case=case, closed_at=None)
    assert (post_for_role(actor, task) is not None) is may
    if not may:
        with pytest.raises(NotYourStep, match="Văn thư"):
            check_my_step(actor, case)


def test_a_clerk_sees_the_case_and_does_nothing_of_others(town: Town) -> None:
    clerk, case = make_official("Trịnh Văn Thư", "Văn thư", town.commune, [Clerk.name]), at_specialist(town)
    task = Task.objects.get(case=case, closed_at=None)
    assert actions_for(clerk, case, task) == ()
    with pytest.raises(NotYourStep):
        forward_case(actor=clerk, case_id=case.pk, expected=None)


def test_a_process_with_a_clerks_step_says_where_there_is_none(town: Town) -> None:
    step = ("seal", Performer(Relation.SPECIALIST, Clerk.name))
    assert fitting(Clerk.name) == {"clerk", "leader"} and lacking([step], [town.commune]) == []
    assert [one.agencies for one in lacking([step], [town.city])] == [1]
