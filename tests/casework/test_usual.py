"""The usual lists come from statements built once, and are those that the general way gives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.casework.queries import usual, worklist
from motcua.casework.queries.wanted import DUES, Wanted
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.support.town import APPLICANT, Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """Seven cases at the counter: late, near, on time, one without a due date."""
    town = build_town()
    for place in range(7):
        case = receive_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk,
            applicant=replace(APPLICANT, full_name=f"Người {place}"), ticks=[],
        )  # fmt: skip
        due = clock.now() + timedelta(days=place - 2) if place else None
        Case.objects.filter(pk=case.pk).update(due_at=due)
    return town


@pytest.mark.parametrize("tab", ["mine", "unit"])
@pytest.mark.parametrize("who", ["counter", "specialist", "leader"])
def test_a_usual_list_is_that_of_the_general_way(
    tab: str, who: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor: Actor = getattr(town, who)
    assert usual.usual(actor, Wanted(tab=tab)) is not None
    once = seen(actor, tab)
    monkeypatch.setattr(usual, "usual", lambda actor, wanted: None)
    assert seen(actor, tab) == once
    assert len(once[0]) == (7 if tab == "unit" or who == "counter" else 0)


def seen(actor: Actor, tab: str) -> tuple[object, ...]:
    """What a screen shows of the list, at two sizes, opened whole or page by page, the second page too."""
    wanted = Wanted(tab=tab)
    first = worklist.worklist(actor, wanted, room=3)
    pages = [worklist.worklist(actor, wanted), first, worklist.worklist(actor, wanted, room=3, after=first.more)]
    rows = [
        ([row.case.pk for row in page.rows], page.more, [(row.due_at, row.step, row.task) for row in page.rows])
        for page in pages
    ]
    counted = worklist.figures(actor, wanted)
    whole = [
        worklist.opened(actor, wanted, room=room, after=after) for room, after in ((50, ""), (3, ""), (3, first.more))
    ]
    assert [(one.page, one.figures, one.reminded) for one in whole] == [(page, counted, 0) for page in pages]
    return (rows[0][0], rows, counted)


def test_what_a_column_reads_besides_comes_with_the_list(
    town: Town, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    plain = worklist.worklist(town.counter, Wanted(tab="unit")).rows
    with django_assert_num_queries(2):
        rows = worklist.worklist(
            town.counter, Wanted(tab="unit"), also=["procedure_version__field", "resolving_agency"]
        ).rows
        told = {(row.case.procedure_version.field.name, row.case.resolving_agency.label) for row in rows}
    assert [row.case.pk for row in rows] == [row.case.pk for row in plain] and len(told) == 1


def test_the_colours_are_counted_apart(town: Town) -> None:
    counted = worklist.figures(town.counter, Wanted(tab="unit"))
    assert counted.total == 7 and sum(counted.by_due[due.key] for due in DUES) == 7
    assert counted.by_due["late"] >= 1 and counted.by_due["none"] == 1


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(tab="all"), Wanted(tab="below"), Wanted(tab="mine", search="an"), Wanted(tab="mine", due="late"),
        Wanted(tab="mine", order="-due"), Wanted(tab="unit", states=("accepted",)),
    ],
)  # fmt: skip
def test_every_other_list_goes_the_general_way(wanted: Wanted, town: Town) -> None:
    assert usual.usual(town.counter, wanted) is None


def test_whoever_stands_in_for_others_goes_the_general_way(town: Town) -> None:
    post = town.counter.posts[0]
    assert usual.usual(replace(town.counter, posts=(post, post)), Wanted()) is None
    absent = replace(post, stands_for=post.position_id)
    assert usual.usual(replace(town.counter, posts=(absent,)), Wanted()) is None
