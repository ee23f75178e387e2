"""An online filing's own clock from end to end: owed in 8 working hours, alerted after 2, reported where late."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from motcua.base.access.models import Account
from motcua.casework.answering import answers_of
from motcua.casework.queries.late_answers import Report, late_answers
from motcua.casework.queries.reminders import reminders_of
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services.accept import accept_case
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.remind import remind
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from tests.casework.test_life import MISSING
from tests.casework.test_verification import submitted
from tests.faces.api.callers import caller
from tests.support.town import Town, hanoi

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
MONDAY, TUESDAY, LATER = "2026-03-09T08:00", "2026-03-09T17:00", "2026-03-10T09:00"


def online(town: Town, at: str = MONDAY) -> Case:
    with clock.frozen(hanoi(at)):
        return submitted(town)


def report(actor: Any, at: str = "2026-03-20T09:00") -> Report:
    with clock.frozen(hanoi(at)):
        return late_answers(actor, FIRST, LAST)


def figures(town: Town, at: str = "2026-03-20T09:00") -> tuple[int, ...]:
    (one,) = report(town.leader, at).offices
    return one.owed, one.in_time, one.late, one.waiting, one.waiting_late


def test_the_filing_is_marked_in_the_worklist_alerted_and_reported(town: Town) -> None:
    case = online(town)
    assert case.answer_by == hanoi(TUESDAY)
    with clock.frozen(hanoi("2026-03-09T10:00")):
        remind()
        (row,) = worklist(town.counter, Wanted()).rows
        assert row.due_at == case.answer_by and reminders_of(town.counter)[0].reminder.point == "after:2h"
        assert not worklist(town.counter, Wanted(due="late")).rows
    with clock.frozen(hanoi(LATER)):
        remind()
        assert worklist(town.counter, Wanted(due="late")).rows and reminders_of(town.leader)[0].late
    assert figures(town, "2026-03-09T16:00") == (1, 0, 0, 1, 0)
    assert figures(town, LATER) == (1, 0, 0, 1, 1)
    assert [one.case for one in report(town.leader, LATER).late] == [case]


@pytest.mark.parametrize("at,late", [(TUESDAY, 0), ("2026-03-09T17:01", 1)])
@pytest.mark.parametrize("how", ["accept", "refuse", "supplement"])
def test_every_kind_of_answer_counts_and_is_in_time_to_the_minute(town: Town, at: str, late: int, how: str) -> None:
    case = online(town)
    facts: dict[str, Any] = {"actor": town.counter, "case_id": case.pk, "expected": None}
    with clock.frozen(hanoi(at)):
        if how == "accept":
            accept_case(**facts)
        elif how == "refuse":
            refuse_case(**facts, reason="Không thuộc thẩm quyền của phường.")
        else:
            request_supplement(**facts, reason="Ảnh mờ", items=MISSING)
    assert figures(town) == (1, 1 - late, late, 0, 0)
    assert [one.answer.who for one in report(town.leader).late] == [town.counter.name] * late


def test_a_supplement_that_came_is_owed_an_answer_of_its_own(town: Town) -> None:
    case = online(town)
    with clock.frozen(hanoi("2026-03-09T09:00")):
        request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Ảnh mờ", items=MISSING)
    with clock.frozen(hanoi(LATER)):
        answer_supplement(actor=town.citizen, case_id=case.pk, expected=None)
    assert figures(town) == (2, 1, 0, 1, 1)
    with clock.frozen(hanoi("2026-03-13T09:00")):
        accept_case(actor=town.counter, case_id=case.pk, expected=None)
    assert figures(town) == (2, 1, 1, 0, 0)


def test_what_the_applicant_took_back_is_owed_nothing(town: Town) -> None:
    case = online(town)
    with clock.frozen(hanoi(LATER)):
        withdraw_case(actor=town.citizen, case_id=case.pk, expected=None, reason="Nhầm thủ tục")
    assert figures(town) == (0, 0, 0, 0, 0) and answers_of([]) == []


def test_other_agencies_read_nothing_of_it_and_a_time_that_cannot_be_is_refused(town: Town) -> None:
    online(town)
    assert not report(town.stranger).offices and not report(town.administrator).offices
    for first, last in ((LAST, FIRST), (date(2025, 1, 1), LAST)):
        with pytest.raises(Invalid):
            late_answers(town.leader, first, last)


def test_the_page_and_the_interface_tell_the_same(town: Town) -> None:
    case = online(town)
    client = Client()
    client.force_login(Account.objects.get(pk=town.leader.account_id))
    with clock.frozen(hanoi("2026-03-20T09:00")):
        page = client.get("/can-bo/nhac-viec/tra-loi/").content.decode()
        told = caller(town.leader).get("/late-answers", {"first": "2026-03-01", "last": "2026-03-20"}).json()
        wrong = client.get("/can-bo/nhac-viec/tra-loi/", {"first": "20/3/2026", "last": "1/3/2026"})
        assert caller(town.citizen).get("/late-answers").status_code == 403
        assert caller(town.leader).get("/late-answers", {"first": "2020-01-01"}).status_code == 422
    assert str(case) in page and "Chưa trả lời" in page and town.office.name in page
    assert [one["case"] for one in told["late"]] == [str(case)] and told["offices"][0]["waiting_late"] == 1
    assert wrong.status_code == 422 and "Ngày đầu phải trước ngày cuối" in wrong.content.decode()
