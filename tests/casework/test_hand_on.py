"""An official moves: everything they hold and answer for goes to a successor."""

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.hand_on import HandedOn, hand_on
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel.errors import Invalid, NotVisible
from tests.support.town import APPLICANT, Town, make_official


def received(town: Town) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )  # fmt: skip


def test_threads_and_tasks_go_over_and_what_does_not_fit_goes_back(town: Town) -> None:
    successor = make_official("Ngô Kế Nhiệm", "Công chức", town.commune, ["counter_official"])
    specialist = make_official("Bùi Chuyên Môn", "Chuyên viên", town.commune, ["specialist"])
    first, second = received(town), received(town)
    take_task(actor=town.counter, case_id=first.pk, expected=None)
    forward_case(actor=town.counter, case_id=second.pk, expected=None)
    take_task(actor=town.specialist, case_id=second.pk, expected=None)
    own, new = town.counter.posts[0].position_id, successor.posts[0].position_id
    assert hand_on(actor=town.counter, position_id=own, successor_id=new) == HandedOn(2, 1, 0)
    assert set(Case.objects.values_list("thread_officer", flat=True)) == {new}
    assert Task.objects.get(case=first, closed_at=None).assignee_id == new
    told = Entry.objects.get(subject_id=str(second.pk), kind="case.thread_moved")
    assert told.facts["name"] == "Ngô Kế Nhiệm"
    other = town.specialist.posts[0].position_id
    assert hand_on(actor=town.leader, position_id=other, successor_id=new) == HandedOn(0, 0, 1)
    assert Task.objects.get(case=second, closed_at=None).assignee_id is None
    assert hand_on(
        actor=town.leader, position_id=other, successor_id=specialist.posts[0].position_id
    ) == HandedOn(0, 0, 0)  # fmt: skip
    assert verify_cases().sound


def test_only_to_a_colleague_and_only_by_who_may(town: Town) -> None:
    own = town.counter.posts[0].position_id
    for wrong in (own, town.stranger.posts[0].position_id):
        with pytest.raises(Invalid):
            hand_on(actor=town.leader, position_id=own, successor_id=wrong)
    with pytest.raises(NotVisible):
        hand_on(actor=town.specialist, position_id=own, successor_id=town.specialist.posts[0].position_id)
